== an array of the outer query in FROM of a scalar subquery | bigquery
CREATE TABLE g.o AS SELECT o.id, (SELECT SUM(i.qty) FROM o.items i) AS tot FROM ds.orders o
---
reads: ds.orders
writes: g.o
g.o.id <- ds.orders.id
g.o.tot <- ds.orders.items (aggregation)

== an array of the outer query in EXISTS | bigquery
CREATE TABLE g.o AS SELECT o.id FROM ds.orders o WHERE EXISTS (SELECT 1 FROM o.items i WHERE i.sku = 'A')
---
reads: ds.orders
writes: g.o
g.o.id <- ds.orders.id
rows <- ds.orders.items (filter)
exact

== an array of the outer query, by the table's own name, in ARRAY | bigquery
CREATE TABLE g.o AS SELECT ARRAY(SELECT x FROM orders.items x) AS a FROM ds.orders
---
reads: ds.orders
writes: g.o
g.o.a <- ds.orders.items

== an array of the outer query with the places of its elements | bigquery
CREATE TABLE g.o AS SELECT ARRAY(SELECT x.sku FROM o.items AS x WITH OFFSET p ORDER BY p) AS a FROM ds.orders o
---
reads: ds.orders
writes: g.o
g.o.a <- ds.orders.items

== an array inside a struct, by a longer path | bigquery
CREATE TABLE g.o AS SELECT o.id, i.sku, (SELECT MAX(p.v) FROM o.cust.address.phones p) AS p FROM ds.orders o, o.cust.items i
---
reads: ds.orders
writes: g.o
g.o.id <- ds.orders.id
g.o.sku <- ds.orders.cust
g.o.p <- ds.orders.cust

== a dataset whose name is no alias is a dataset | bigquery
CREATE TABLE g.o AS SELECT o.id, (SELECT MAX(v) FROM ds.t) AS m FROM p.d.orders o
---
reads: p.d.orders, ds.t
writes: g.o
g.o.id <- p.d.orders.id
g.o.m <- ds.t.v

== the columns of a PIVOT over numbers | bigquery
schema: a(id, y, v)
CREATE TABLE g.o AS SELECT * FROM a PIVOT (SUM(v) FOR y IN (2023, -1, 1.5, 2024 AS next, NULL))
---
reads: a
writes: g.o
g.o.id <- a.id
g.o._2023 <- a.v
g.o.minus_1 <- a.v
g.o._1_point_5 <- a.v
g.o.next <- a.v
g.o.null <- a.v

== the columns of a PIVOT over dates and truth values, by name | bigquery
schema: a(id, y, v); b(id, y, v)
CREATE TABLE g.o AS SELECT id, _2020_01_31 FROM a PIVOT (SUM(v) FOR y IN (DATE '2020-01-31')); CREATE TABLE g.p AS SELECT id, `TRUE` FROM b PIVOT (SUM(v) FOR y IN (TRUE, FALSE))
---
reads: a, b
writes: g.o, g.p
g.o.id <- a.id
g.o._2020_01_31 <- a.v
g.p.id <- b.id
g.p.true <- b.v

== the columns of a PIVOT of named aggregates over numbers | bigquery
schema: a(id, y, v)
CREATE TABLE g.o AS SELECT * FROM a PIVOT (SUM(v) AS s, MAX(v) AS m FOR y IN (1, -2))
---
reads: a
writes: g.o
g.o.id <- a.id
g.o.s_1 <- a.v
g.o.m_1 <- a.v
g.o.s_minus_2 <- a.v
g.o.m_minus_2 <- a.v
