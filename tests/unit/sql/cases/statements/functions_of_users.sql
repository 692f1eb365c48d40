== trino system query unparsed other dialect | trino
SELECT id FROM TABLE(mysql.system.query(query => 'SELECT `id` FROM `shop`.`orders` WHERE x = 1'))
---
reads: mysql.shop.orders
id <- mysql.shop.orders.id
! unsupported

== databricks remote query | databricks
CREATE TABLE o AS SELECT id FROM remote_query('pg_conn', database => 'd', query => 'SELECT id FROM public.t')
---
reads: pg_conn.public.t
writes: o
o.id <- pg_conn.public.t.id
! unsupported

== postgres dblink exec and fdw | postgres
SELECT dblink_exec('conn', 'INSERT INTO x VALUES (1)')
---
! unsupported

== clickhouse remote local and sqlite | clickhouse
INSERT INTO d.o (a) SELECT a FROM remote('localhost', d.t); SELECT b FROM sqlite('/x.db', 'u')
---
reads: d.t, u
writes: d.o
d.o.a <- d.t.a
! unsupported

== oracle db link insert | oracle
INSERT INTO t@lnk (a) SELECT a FROM s
---
reads: s
writes: t@lnk
t@lnk.a <- s.a

== duckdb attached postgres | duckdb
ATTACH 'host=x' AS pg (TYPE postgres); CREATE TABLE o AS SELECT a FROM pg.public.t; INSERT INTO pg.public.u (b) SELECT a FROM o
---
reads: pg.public.t, o
may read: o
writes: o, pg.public.u
o.a <- pg.public.t.a
pg.public.u.b <- o.a

== exasol subselect import | exasol
SELECT a FROM (IMPORT INTO (a INT) FROM JDBC AT c STATEMENT 'SELECT a FROM x.t')
---
reads: c.x.t
a <- c.x.t.a
! unsupported

== snowflake table function from own schema | snowflake
INSERT INTO o (a) SELECT a FROM TABLE(db.s.get_rows(1))
---
writes: o
! unresolved

== tsql table valued function | tsql
INSERT INTO dbo.o (a) SELECT f.a FROM dbo.t CROSS APPLY dbo.fn_Split(t.csv, ',') f
---
reads: dbo.t
writes: dbo.o
dbo.o.a <- dbo.t.csv
! unresolved

== bigquery table function of a dataset | bigquery
SELECT a FROM d.f(1, 'x')
---
! unresolved

== mysql function call alone | mysql
SELECT app.refresh_totals(5)
---
! unsupported

== mysql built-in alone | mysql
SELECT SLEEP(1)
---


== functions in ordinary queries are quiet | postgres, mysql, snowflake, bigquery, tsql
SELECT my_udf(a) AS x, s.other_udf(b, c) AS y FROM t WHERE check_it(d) = 1
---
reads: t
x <- t.a
y <- t.b, t.c
rows <- t.d (filter)
exact

== flow of aggregates by udaf | clickhouse
SELECT sumMerge(s) AS a, avgState(b) AS c, uniqCombinedIf(d, e > 1) AS f, quantilesExactWeighted(0.5)(g, h) AS i, minMap(j, k) AS l FROM t
---
reads: t
a <- t.s (aggregation)
c <- t.b (aggregation)
f <- t.d (aggregation), t.e (conditional)
i <- t.g (aggregation), t.h (aggregation)
l <- t.j (aggregation), t.k (aggregation)

== vertica partitions by name with cast | vertica
SELECT SWAP_PARTITIONS_BETWEEN_TABLES('s.a', '2024-01-01'::DATE, '2024-01-31'::DATE, 's.b')
---
reads: s.a, s.b
writes: s.a, s.b

== spark generators without alias | spark, databricks
CREATE TABLE o AS SELECT id, explode(items) FROM t
---
reads: t
writes: o
o.id <- t.id
o.col <- t.items

== spark posexplode and inline known | spark
CREATE TABLE o AS SELECT id, posexplode(items) AS (p, it), stack(2, 'a', x, 'b', y) AS (k, v) FROM t
---
reads: t
writes: o
o.id <- t.id
o.it <- t.items
o.v <- t.x, t.y

== iceberg branch tag reads | spark
SELECT a FROM c.d.t.branch_audit; SELECT b FROM c.d.u.tag_eoy
---
reads: c.d.t, c.d.u

== delta path and version | databricks
SELECT a FROM delta.`s3://b/p` VERSION AS OF 3; SELECT b FROM delta.`s3://b/q@v5`
---
reads: s3://b/p, s3://b/q@v5
may read: s3://b/q@v5
