== having and order subtypes | snowflake, postgres, bigquery, duckdb, trino
CREATE TABLE s.o AS SELECT c.region, COUNT(DISTINCT o.id) AS n, SUM(CASE WHEN o.st = 'x' THEN o.amt ELSE 0 END) AS x FROM s.orders o LEFT JOIN s.cust c ON o.cid = c.id AND c.active WHERE o.d > '2024-01-01' GROUP BY c.region HAVING SUM(o.amt) > 100 ORDER BY n DESC LIMIT 10
---
reads: s.orders, s.cust
writes: s.o
s.o.region <- s.cust.region (identity)
s.o.n <- s.orders.id (aggregation)
s.o.x <- s.orders.amt (aggregation), s.orders.st (conditional)
rows <- s.orders.cid (join), s.cust.id (join), s.cust.active (join), s.orders.d (filter), s.cust.region (group_by), s.orders.amt (filter), s.orders.id (sort)
exact

== in subquery and exists subtypes | snowflake, postgres, spark, mysql, tsql, oracle, clickhouse
INSERT INTO o (id) SELECT a.id FROM a WHERE a.k IN (SELECT b.k FROM b WHERE b.f = 1) AND NOT EXISTS (SELECT 1 FROM c WHERE c.id = a.id)
---
reads: a, b, c
writes: o
o.id <- a.id (identity)
rows <- a.k (filter), b.k (filter), b.f (filter), c.id (filter), a.id (filter)
exact

== scalar subquery in select | snowflake, postgres, oracle, tsql, bigquery, trino
CREATE VIEW v AS SELECT a.id, (SELECT MAX(b.ts) FROM b WHERE b.id = a.id) AS last_ts, a.x + (SELECT AVG(c.y) FROM c) AS z FROM a
---
reads: a, b, c
writes: v
v.id <- a.id (identity)
v.last_ts <- b.ts (aggregation)
v.z <- a.x (transformation), c.y (aggregation)

== union distinct subtypes | snowflake, postgres, duckdb, trino
CREATE TABLE o AS SELECT a AS k, b FROM x UNION SELECT c, d FROM y EXCEPT SELECT e, f FROM z
---
reads: x, y, z
writes: o
o.k <- x.a (identity), y.c (identity)
o.b <- x.b (identity), y.d (identity)
rows <- x.a (group_by), x.b (group_by), y.c (group_by), y.d (group_by), x.a (filter), x.b (filter), y.c (filter), y.d (filter), z.e (filter), z.f (filter)

== coalesce iff nullif decode greatest | snowflake
CREATE TABLE o AS SELECT COALESCE(a, b) AS c1, IFF(c, d, e) AS c2, NULLIF(f, g) AS c3, DECODE(h, 1, i, j) AS c4, GREATEST(k, l) AS c5, NVL2(m, n, p) AS c6, ZEROIFNULL(q) AS c7, CASE r WHEN 1 THEN s ELSE t END AS c8, REGEXP_SUBSTR(u, v) AS c9, SHA2(w, 256) AS c10, x::INT AS c11, y || z AS c12 FROM src
---
reads: src
writes: o
o.c1 <- src.a (transformation), src.b (transformation)
o.c2 <- src.d (transformation), src.e (transformation), src.c (conditional)
o.c3 <- src.f (transformation), src.g (conditional)
o.c4 <- src.i (transformation), src.j (transformation), src.h (conditional)
o.c5 <- src.k (transformation), src.l (transformation)
o.c6 <- src.n (transformation), src.p (transformation), src.m (conditional)
o.c7 <- src.q (transformation), src.q (conditional)
o.c8 <- src.s (transformation), src.t (transformation), src.r (conditional)
o.c9 <- src.u (transformation), src.v (transformation)
o.c10 <- src.w (transformation)
o.c11 <- src.x (transformation)
o.c12 <- src.y (transformation), src.z (transformation)
exact

== window functions subtypes | postgres, snowflake, spark, bigquery, oracle, tsql, redshift, clickhouse, teradata, vertica, exasol, mysql
SELECT id, ROW_NUMBER() OVER (PARTITION BY g ORDER BY ts DESC) AS rn, SUM(v) OVER (PARTITION BY g) AS tot, LAG(v) OVER (PARTITION BY g ORDER BY ts) AS pv, MAX(w) OVER () AS mw FROM t
---
reads: t
id <- t.id (identity)
rn <- t.g (window), t.ts (window)
tot <- t.v (aggregation), t.g (window)
pv <- t.v (transformation), t.g (window), t.ts (window)
mw <- t.w (aggregation)
exact

== natural and using join with schema | postgres, oracle, duckdb
schema: a(id, k, x); b(id, k, y)
CREATE TABLE o AS SELECT * FROM a NATURAL JOIN b
---
reads: a, b
writes: o
o.id <- a.id
o.k <- a.k
o.x <- a.x
o.y <- b.y
rows <- a.id (join), b.id (join), a.k (join), b.k (join)
exact

== full join using coalesces | postgres, snowflake, trino, spark
schema: a(id, x); b(id, y)
CREATE TABLE o AS SELECT * FROM a FULL OUTER JOIN b USING (id)
---
reads: a, b
writes: o
o.id <- a.id, b.id
o.x <- a.x
o.y <- b.y

== insert positional with schema | postgres, mysql, tsql, oracle, snowflake, spark, hive, trino, clickhouse, teradata, exasol, vertica, redshift, sqlite, duckdb, databricks, athena, presto, bigquery
schema: tgt(x, y, z); src(a, b, c)
INSERT INTO tgt SELECT c, a, b FROM src
---
reads: src
writes: tgt
tgt.x <- src.c (identity)
tgt.y <- src.a (identity)
tgt.z <- src.b (identity)
exact

== comments and hints | postgres, snowflake, mysql, oracle, tsql, spark, clickhouse, trino
/* {"app": "airflow", "dag_id": "d; DROP TABLE x"} */
-- INSERT INTO no_table SELECT * FROM nowhere;
INSERT INTO o (a) -- into o
SELECT /*+ PARALLEL(4) */ s.a /* from k */ FROM src s -- , other
WHERE s.b = 'it''s; FROM fake' /* AND EXISTS (SELECT 1 FROM nope) */
---
reads: src
writes: o
o.a <- src.a (identity)
rows <- src.b (filter)
exact

== quoted names with dots and spaces | postgres, snowflake, oracle, trino, exasol, vertica
INSERT INTO "My Schema"."Out.Table" ("Col A") SELECT "Src Col" FROM "My Schema"."In Table"
---
reads: my schema.in table
writes: my schema.out.table
my schema.out.table.col a <- my schema.in table.src col

== cte shadow and nested with | postgres, snowflake, bigquery, tsql, mysql, duckdb, trino, spark, oracle
WITH orders AS (SELECT id, amt FROM raw.orders WHERE amt > 0), agg AS (WITH x AS (SELECT id, SUM(amt) AS amt FROM orders GROUP BY id) SELECT * FROM x) SELECT a.id, a.amt FROM agg a JOIN raw.agg r ON r.id = a.id
---
reads: raw.orders, raw.agg
id <- raw.orders.id (identity)
amt <- raw.orders.amt (aggregation)
rows <- raw.orders.amt (filter), raw.orders.id (group_by), raw.agg.id (join), raw.orders.id (join)
exact

== values and constants only | postgres, mysql, snowflake, tsql, trino, oracle
INSERT INTO o (a, b) VALUES (1, 'x')
---
writes: o
columns: none
exact

== update self | postgres, mysql, snowflake, tsql, oracle, bigquery, redshift, sqlite, duckdb, databricks, trino, teradata, exasol, vertica
UPDATE t SET a = a + b, c = CASE WHEN d > 1 THEN e ELSE c END WHERE f = 1
---
reads: t
writes: t
t.a <- t.a (transformation), t.b (transformation)
t.c <- t.e (transformation), t.c (transformation), t.d (conditional)
rows <- t.f (filter)
exact

== create view column list | postgres, snowflake, mysql, tsql, oracle, trino, spark, hive, bigquery, sqlite, teradata, exasol, vertica, databricks, redshift, clickhouse
CREATE VIEW v (x, y) AS SELECT a, SUM(b) FROM t GROUP BY a
---
reads: t
writes: v
v.x <- t.a (identity)
v.y <- t.b (aggregation)
rows <- t.a (group_by)
exact

== use changes names | snowflake
USE ROLE r; USE WAREHOUSE w; USE DATABASE d; USE SCHEMA s; CREATE OR REPLACE TABLE o AS SELECT a FROM other.t JOIN x.y.z USING (k)
---
reads: d.other.t, x.y.z
writes: d.s.o

== tsql use and three parts | tsql
USE Sales; INSERT INTO dbo.o (a) SELECT a FROM Other..t; EXEC('USE Arch; INSERT INTO dbo.p (b) SELECT b FROM dbo.q');
---
reads: Other.dbo.t, Arch.dbo.q
writes: Sales.dbo.o, Arch.dbo.p

== mysql use | mysql
USE shop; INSERT INTO o (a) SELECT a FROM crm.c JOIN d ON c.id = d.id
---
reads: crm.c, shop.d
writes: shop.o

== search path | postgres, redshift
SET search_path TO mart, public; INSERT INTO o (a) SELECT a FROM raw.t
---
reads: raw.t
writes: mart.o
mart.o.a <- raw.t.a

== spark use and current catalog | databricks
USE CATALOG c; USE SCHEMA s; INSERT INTO o SELECT a FROM t1; INSERT INTO s2.o2 SELECT b FROM c3.s3.t3
---
reads: c.s.t1, c3.s3.t3
writes: c.s.o, c.s2.o2

== oracle alter session | oracle
ALTER SESSION SET CURRENT_SCHEMA = DW; INSERT INTO o (a) SELECT a FROM stg.t;
---
reads: stg.t
writes: dw.o

== duckdb use | duckdb
ATTACH 'x.db' AS x; USE x.s; CREATE TABLE o AS SELECT a FROM t
---
reads: x.s.t
writes: x.s.o

== teradata database | teradata
DATABASE edw; INSERT INTO o (a) SELECT a FROM stg.t;
---
reads: stg.t
writes: edw.o

== hive use | hive, spark
USE dw; INSERT INTO TABLE o SELECT a FROM stg.t
---
reads: stg.t
writes: dw.o

== clickhouse use | clickhouse
USE dw; INSERT INTO o (a) SELECT a FROM stg.t
---
reads: stg.t
writes: dw.o

== exasol open schema | exasol
OPEN SCHEMA dw; INSERT INTO o (a) SELECT a FROM stg.t
---
reads: stg.t
writes: dw.o

== columns named as words of other engines | bigquery, snowflake, mysql, spark, clickhouse, duckdb, trino, hive, databricks
INSERT INTO o (a, b, c, d) SELECT level, user, rownum, t.ctid FROM t WHERE xmin > 1
---
reads: t
writes: o
o.a <- t.level (identity)
o.b <- t.user (identity)
o.c <- t.rownum (identity)
o.d <- t.ctid (identity)
rows <- t.xmin (filter)
exact

== pseudo-columns are no columns | oracle
INSERT INTO o (a, b, c, d) SELECT ROWNUM, USER, t.id, "LEVEL" FROM t CONNECT BY PRIOR id = pid AND LEVEL < 5
---
reads: t
writes: o
o.c <- t.id
o.d <- t.level
