== pipe: the alias of the table outlives EXTEND | bigquery, databricks, spark
CREATE TABLE g.p AS FROM s.orders AS o |> EXTEND o.qty AS amt |> SELECT o.country, amt
---
reads: s.orders
writes: g.p
g.p.country <- s.orders.country (identity)
g.p.amt <- s.orders.qty (identity)

== pipe: a table's own name outlives EXTEND | bigquery, databricks
CREATE TABLE g.p AS FROM s.orders |> EXTEND qty AS amt |> EXTEND amt * 2 AS twice |> SELECT orders.k, twice
---
reads: s.orders
writes: g.p
g.p.k <- s.orders.k (identity)
g.p.twice <- s.orders.qty (transformation)

== pipe: SET, DROP and RENAME leave what the alias stands for | bigquery
CREATE TABLE g.p AS FROM s.orders AS o |> SET qty = price |> DROP note |> RENAME day AS d |> SELECT o.country, o.qty AS was, qty, o.note, o.day, d
---
reads: s.orders
writes: g.p
g.p.country <- s.orders.country (identity)
g.p.was <- s.orders.qty (identity)
g.p.qty <- s.orders.price (identity)
g.p.note <- s.orders.note (identity)
g.p.day <- s.orders.day (identity)
g.p.d <- s.orders.day (identity)

== pipe: conditions and groups by the alias behind EXTEND | bigquery, databricks
CREATE TABLE g.p AS FROM s.orders AS o |> EXTEND qty AS amt |> WHERE o.status = 1 |> AGGREGATE SUM(amt) AS t GROUP BY o.k
---
reads: s.orders
writes: g.p
g.p.k <- s.orders.k
g.p.t <- s.orders.qty (aggregation)
rows <- s.orders.status (filter), s.orders.k (group_by)
exact

== pipe: both sides of a JOIN outlive EXTEND | bigquery, databricks
CREATE TABLE g.p AS FROM s.orders AS o |> JOIN s.cust AS c ON o.k = c.k |> EXTEND o.qty AS amt |> SELECT c.country, amt
---
reads: s.orders, s.cust
writes: g.p
g.p.country <- s.cust.country (identity)
g.p.amt <- s.orders.qty (identity)
rows <- s.orders.k (join), s.cust.k (join)
exact

== pipe: a JOIN behind EXTEND | bigquery, databricks
CREATE TABLE g.p AS FROM s.orders AS o |> EXTEND o.qty AS amt |> JOIN s.cust AS c ON o.k = c.k |> SELECT c.country, amt, o.k
---
reads: s.orders, s.cust
writes: g.p
g.p.country <- s.cust.country (identity)
g.p.amt <- s.orders.qty (identity)
g.p.k <- s.orders.k (identity)

== pipe: AS names what stands before it | bigquery, databricks
CREATE TABLE g.p AS FROM s.a |> AS x |> JOIN s.b AS y ON x.id = y.id |> SELECT x.id, y.v
---
reads: s.a, s.b
writes: g.p
g.p.id <- s.a.id (identity)
g.p.v <- s.b.v (identity)
rows <- s.a.id (join), s.b.id (join)
exact

== pipe: an alias that AGGREGATE ends is none | bigquery
schema: s.a(k, v)
CREATE TABLE g.p AS FROM s.a AS t |> AGGREGATE SUM(v) AS n GROUP BY k |> SELECT t.v, n
---
reads: s.a
writes: g.p
g.p.n <- s.a.v
! unresolved

== pipe: a star behind EXTEND does not show the table twice | bigquery
schema: s.a(k, v)
CREATE TABLE g.p AS FROM s.a AS t |> EXTEND t.v + 1 AS w
---
reads: s.a
writes: g.p
g.p.k <- s.a.k
g.p.v <- s.a.v
g.p.w <- s.a.v

== pipe: WITH | bigquery
CREATE TABLE g.p AS FROM s.o |> WHERE a > 1 |> WITH c AS (SELECT k, w FROM s.x), d AS (SELECT k FROM c) |> JOIN c USING (k) |> JOIN d USING (k) |> SELECT v, c.w
---
reads: s.o, s.x
writes: g.p
g.p.v <- s.o.v
g.p.w <- s.x.w
rows <- s.o.a (filter)

== pipe: WITH behind a WITH, inside parentheses | bigquery
schema: s.o(k, v); s.x(k, w)
INSERT INTO g.p (v, w) SELECT v, w FROM (WITH a AS (SELECT * FROM s.o) FROM a |> WITH c AS (SELECT k, w FROM s.x) |> JOIN c USING (k) |> SELECT v, w) AS q
---
reads: s.o, s.x
writes: g.p
g.p.v <- s.o.v
g.p.w <- s.x.w

== pipe: WINDOW is EXTEND | bigquery
CREATE TABLE g.p AS FROM s.o AS o |> WINDOW SUM(v) OVER (PARTITION BY k) AS t |> SELECT o.a, t
---
reads: s.o
writes: g.p
g.p.a <- s.o.a
g.p.t <- s.o.v
g.p.t <- s.o.k (window)

== pipe: an array of the table behind EXTEND | bigquery
CREATE TABLE g.p AS FROM s.orders AS o |> EXTEND 1 AS z |> JOIN o.items AS i |> EXTEND i.q * 2 AS twice |> SELECT i.sku, o.b, twice
---
reads: s.orders
writes: g.p
g.p.sku <- s.orders.items
g.p.b <- s.orders.b
g.p.twice <- s.orders.items

== pipe: the whole row of a table of unknown columns behind EXTEND | bigquery
CREATE TABLE g.p AS FROM s.a AS a |> EXTEND 1 AS y |> SELECT a
---
reads: s.a
writes: g.p
columns: none
! unresolved

== pipe: the whole row behind EXTEND | bigquery
schema: s.a(k, v)
CREATE TABLE g.p AS FROM s.a AS a |> EXTEND v + 1 AS v |> SELECT TO_JSON_STRING(a) AS j
---
reads: s.a
writes: g.p
g.p.j <- s.a.k, s.a.v
