== from with join | tsql
UPDATE t SET t.v = s.v, t.w = u.w FROM dbo.tgt AS t INNER JOIN dbo.src AS s ON t.id = s.id LEFT JOIN dbo.u ON u.k = s.k WHERE s.d > 1
---
reads: dbo.src, dbo.u
may read: dbo.tgt
writes: dbo.tgt
dbo.tgt.v <- dbo.src.v
dbo.tgt.w <- dbo.u.w
rows <- dbo.src.d (filter), dbo.src.id (join)

== output deleted and inserted | tsql
UPDATE t SET a = s.a OUTPUT deleted.a, inserted.a INTO audit (old_a, new_a) FROM t JOIN s ON t.id = s.id
---
reads: s, t
writes: t, audit
t.a <- s.a
audit.old_a <- t.a
audit.new_a <- s.a

== join | mysql
UPDATE tgt t JOIN src s ON t.id = s.id SET t.v = s.v WHERE s.d = 1
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== several targets | mysql
UPDATE a JOIN b ON a.id = b.id SET a.x = b.x, b.y = a.y
---
reads: a, b
writes: a, b
a.x <- b.x
b.y <- a.y

== comma join | mysql
UPDATE tgt, src SET tgt.v = src.v WHERE tgt.id = src.id
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== the second table is written | mysql
UPDATE tgt, src SET src.v = tgt.v WHERE tgt.id = src.id
---
reads: tgt
may read: src
writes: src
src.v <- tgt.v

== scalar subquery | oracle, trino, databricks, postgres, mysql, teradata, exasol, spark
UPDATE tgt SET v = (SELECT s.v FROM src s WHERE s.id = tgt.id) WHERE EXISTS (SELECT 1 FROM u WHERE u.id = tgt.id)
---
reads: src, u
may read: tgt
writes: tgt
tgt.v <- src.v

== row of columns | oracle, postgres, exasol
UPDATE tgt SET (a, b) = (SELECT s.x, s.y FROM src s WHERE s.id = tgt.id)
---
reads: src
may read: tgt
writes: tgt
tgt.a <- src.x
tgt.b <- src.y

== own column | postgres, tsql, snowflake, bigquery, mysql, oracle, trino, clickhouse
UPDATE tgt SET n = n + 1 WHERE d > 1
---
reads: tgt
writes: tgt
tgt.n <- tgt.n
rows <- tgt.d (filter)

== only constants | postgres, tsql, snowflake, mysql, oracle, trino
UPDATE tgt SET n = 1 WHERE id = 2
---
may read: tgt
writes: tgt
columns: none

== from a subquery | postgres, snowflake, redshift, bigquery, duckdb
UPDATE tgt SET v = q.m FROM (SELECT id, MAX(x) AS m FROM src GROUP BY id) q WHERE tgt.id = q.id
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.x

== with before | tsql
WITH c AS (SELECT id, MAX(x) AS m FROM src GROUP BY id) UPDATE t SET v = c.m FROM tgt t JOIN c ON c.id = t.id
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.x

== with before | postgres
WITH c AS (SELECT id, MAX(x) AS m FROM src GROUP BY id) UPDATE tgt SET v = c.m FROM c WHERE tgt.id = c.id
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.x

== through a view of the target | tsql
WITH c AS (SELECT v, ROW_NUMBER() OVER (ORDER BY d) AS n FROM tgt) UPDATE c SET v = n
---
may read: tgt
writes: tgt
columns: none

== alter table update | clickhouse
ALTER TABLE tgt UPDATE v = w + 1 WHERE id IN (SELECT id FROM src)
---
reads: src, tgt
writes: tgt
tgt.v <- tgt.w

== alter table delete | clickhouse
ALTER TABLE tgt DELETE WHERE id IN (SELECT id FROM src)
---
reads: src
may read: tgt
writes: tgt

== update with table name in from | teradata
UPDATE t FROM tgt AS t, src AS s SET v = s.v WHERE t.id = s.id
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== using | postgres, snowflake, redshift, duckdb
DELETE FROM tgt USING src s WHERE tgt.id = s.id AND s.d > 1
---
reads: src
may read: tgt
writes: tgt
rows <- src.d (filter)

== from join | tsql
DELETE t FROM dbo.tgt t JOIN dbo.src s ON s.id = t.id
---
reads: dbo.src
may read: dbo.tgt
writes: dbo.tgt

== from from | tsql
DELETE FROM tgt FROM src WHERE tgt.id = src.id
---
reads: src
may read: tgt
writes: tgt

== delete from alias | tsql
DELETE FROM t FROM tgt t INNER JOIN src s ON s.id = t.id
---
reads: src
may read: tgt
writes: tgt

== output into | tsql
DELETE FROM tgt OUTPUT deleted.a, deleted.b INTO audit (x, y) WHERE d < 1
---
reads: tgt
writes: tgt, audit
audit.x <- tgt.a
audit.y <- tgt.b

== top without from | tsql
DELETE TOP (100) tgt WHERE id IN (SELECT id FROM src)
---
reads: src
may read: tgt
writes: tgt

== several targets | mysql
DELETE a, b FROM a INNER JOIN b ON a.id = b.id JOIN c ON c.id = a.id
---
reads: c
may read: a, b
writes: a, b

== several targets using | mysql
DELETE FROM a, b USING a INNER JOIN b INNER JOIN c WHERE a.id = b.id AND b.id = c.id
---
reads: c
may read: a, b
writes: a, b

== exists | oracle, trino, hive, spark, bigquery, teradata, exasol, presto
DELETE FROM tgt WHERE EXISTS (SELECT 1 FROM src s WHERE s.id = tgt.id)
---
reads: src
may read: tgt
writes: tgt

== self subquery | postgres, tsql, snowflake
DELETE FROM tgt WHERE id IN (SELECT MIN(id) FROM tgt GROUP BY k)
---
reads: tgt
writes: tgt

== with before | tsql, postgres, sqlite, mysql
WITH c AS (SELECT id FROM src) DELETE FROM tgt WHERE id IN (SELECT id FROM c)
---
reads: src
may read: tgt
writes: tgt

== deduplicate through a cte | tsql
WITH c AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY d) AS n FROM tgt) DELETE FROM c WHERE n > 1
---
may read: tgt
writes: tgt

== all rows | teradata
DELETE FROM tgt ALL
---
may read: tgt
writes: tgt

== short form | teradata
DEL FROM tgt WHERE a = 1
---
may read: tgt
writes: tgt

== without from | oracle
DELETE tgt WHERE id IN (SELECT id FROM src)
---
reads: src
may read: tgt
writes: tgt

== limit and order | mysql
DELETE FROM tgt WHERE a = 1 ORDER BY d LIMIT 10
---
may read: tgt
writes: tgt

== truncate | postgres, tsql, snowflake, oracle, mysql, trino, clickhouse, hive, spark, bigquery, redshift, teradata, exasol
TRUNCATE TABLE tgt
---
writes: tgt

== truncate several | postgres
TRUNCATE a, b.c RESTART IDENTITY CASCADE
---
writes: a, b.c

== drop | postgres, tsql, snowflake, oracle, mysql, trino, clickhouse, hive, spark, bigquery, teradata, exasol
DROP TABLE tgt
---
writes: tgt

== drop several | postgres, mysql, tsql
DROP TABLE IF EXISTS a, b
---
writes: a, b

== drop view | postgres, tsql, snowflake, oracle, bigquery, trino
DROP VIEW v1
---
writes: v1

== drop purge | oracle
DROP TABLE tgt CASCADE CONSTRAINTS PURGE
---
writes: tgt

== alter column | postgres, tsql, snowflake, bigquery, trino, mysql
ALTER TABLE tgt ADD COLUMN c INT
---
writes: tgt

== alter add without column | tsql, oracle, teradata
ALTER TABLE tgt ADD c INT
---
writes: tgt
