== rename | postgres, oracle, trino, hive, spark, clickhouse, teradata, mysql, snowflake, databricks
ALTER TABLE a RENAME TO b
---
reads: a
writes: b

== rename table | mysql, clickhouse
RENAME TABLE a TO b, c TO d
---
reads: a, c
writes: b, d

== rename table to | exasol
RENAME TABLE a TO b
---
reads: a
writes: b

== rename of an own table | oracle
RENAME a TO b
---
reads: a
writes: b

== rename table, short | teradata
RENAME TABLE a TO b
---
reads: a
writes: b

== rename stays in its schema | postgres
ALTER TABLE s.a RENAME TO b
---
reads: s.a
writes: s.b

== sp_rename | tsql
EXEC sp_rename 'dbo.a', 'b'
---
reads: dbo.a
writes: dbo.b

== sp_rename of a column | tsql
EXEC sp_rename 'dbo.a.x', 'y', 'COLUMN'
---
writes: dbo.a

== rename column | postgres, snowflake, oracle, trino, mysql, databricks
ALTER TABLE a RENAME COLUMN x TO y
---
writes: a

== synapse rename object | tsql
RENAME OBJECT dbo.a TO b
---
reads: dbo.a
writes: dbo.b

== set schema | postgres
ALTER TABLE s1.a SET SCHEMA s2
---
reads: s1.a
writes: s2.a

== build, drop, rename | postgres, snowflake, redshift, databricks, mysql
CREATE TABLE out1_new AS SELECT a, b FROM src; DROP TABLE IF EXISTS out1; ALTER TABLE out1_new RENAME TO out1
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b

== build, rename away, rename in | postgres, redshift
CREATE TABLE out1_new AS SELECT a FROM src; ALTER TABLE out1 RENAME TO out1_old; ALTER TABLE out1_new RENAME TO out1; DROP TABLE out1_old
---
reads: src
may read: out1
writes: out1
out1.a <- src.a

== build and swap | snowflake
CREATE TABLE out1_new AS SELECT a FROM src; ALTER TABLE out1 SWAP WITH out1_new; DROP TABLE out1_new
---
reads: src
may read: out1
writes: out1
out1.a <- src.a

== build and exchange tables | clickhouse
CREATE TABLE out1_new ENGINE = MergeTree ORDER BY a AS SELECT a FROM src; EXCHANGE TABLES out1 AND out1_new; DROP TABLE out1_new
---
reads: src
may read: out1
writes: out1
out1.a <- src.a

== build and atomic rename | mysql
CREATE TABLE n AS SELECT a FROM src; RENAME TABLE out1 TO o, n TO out1; DROP TABLE o
---
reads: src
may read: out1
writes: out1
out1.a <- src.a

== exchange tables | clickhouse
EXCHANGE TABLES a AND b
---
reads: a, b
writes: a, b

== swap | snowflake
ALTER TABLE db.s.a SWAP WITH db.s.b
---
reads: db.s.a, db.s.b
writes: db.s.a, db.s.b

== exchange partition | oracle
ALTER TABLE a EXCHANGE PARTITION p1 WITH TABLE b INCLUDING INDEXES WITHOUT VALIDATION
---
reads: a, b
writes: a, b

== exchange partition | hive
ALTER TABLE a EXCHANGE PARTITION (d = '1') WITH TABLE b
---
reads: b
writes: a, b

== exchange partition | mysql
ALTER TABLE a EXCHANGE PARTITION p0 WITH TABLE b
---
reads: a, b
writes: a, b

== switch partition | tsql
ALTER TABLE dbo.a SWITCH PARTITION 1 TO dbo.b PARTITION 1
---
reads: dbo.a
writes: dbo.a, dbo.b

== switch | tsql
ALTER TABLE dbo.a SWITCH TO dbo.b
---
reads: dbo.a
writes: dbo.a, dbo.b

== move and replace partition | clickhouse
ALTER TABLE a REPLACE PARTITION 202601 FROM b
---
reads: b
writes: a

== attach partition from | clickhouse
ALTER TABLE a ATTACH PARTITION 202601 FROM b
---
reads: b
writes: a

== move partition to | clickhouse
ALTER TABLE a MOVE PARTITION 202601 TO TABLE b
---
reads: a
writes: a, b

== append from | redshift
schema: a(x, y); b(x, y)
ALTER TABLE a APPEND FROM b
---
reads: b
writes: a
a.x <- b.x
a.y <- b.y

== attach partition | postgres
ALTER TABLE a ATTACH PARTITION b FOR VALUES FROM (1) TO (2)
---
reads: b
writes: a

== drop partition | hive, spark, mysql, oracle
ALTER TABLE a DROP PARTITION (d = '1')
---
writes: a

== add partition with location | hive, spark, athena
ALTER TABLE a ADD IF NOT EXISTS PARTITION (d = '1') LOCATION 's3://b/p/d=1'
---
may read: s3://b/p/d=1
writes: a

== alter column type | postgres, redshift, databricks, snowflake
ALTER TABLE a ALTER COLUMN x TYPE BIGINT
---
writes: a

== undrop | snowflake
UNDROP TABLE a
---
writes: a

== restore | databricks
RESTORE TABLE a TO VERSION AS OF 3
---
writes: a
may read: a

== made, used and dropped | postgres, snowflake, bigquery, trino, tsql, oracle, clickhouse, hive
CREATE TABLE stg AS SELECT a FROM src; INSERT INTO out1 (x) SELECT a FROM stg; DROP TABLE stg
---
reads: src
writes: out1
out1.x <- src.a

== dropped before, made, used and dropped | postgres, snowflake, mysql, redshift
DROP TABLE IF EXISTS stg; CREATE TABLE stg AS SELECT a FROM src; INSERT INTO out1 (x) SELECT a FROM stg; DROP TABLE stg
---
reads: src
writes: out1
out1.x <- src.a

== read before it is made anew and dropped | postgres
INSERT INTO out1 (x) SELECT a FROM stg; DROP TABLE stg; CREATE TABLE stg AS SELECT a FROM src; INSERT INTO out2 (x) SELECT a FROM stg; DROP TABLE stg
---
reads: stg, src
writes: out1, out2, stg

== filled in two steps | postgres, snowflake, redshift, mysql
CREATE TEMPORARY TABLE t (a INT, b INT); INSERT INTO t (a, b) SELECT x, y FROM s1; INSERT INTO t SELECT z, 1 FROM s2; INSERT INTO out1 (p, q) SELECT a, b FROM t
---
reads: s1, s2
writes: out1
out1.p <- s1.x, s2.z
out1.q <- s1.y

== updated in between | postgres, snowflake, redshift, mysql
CREATE TEMPORARY TABLE t AS SELECT a, 0 AS n FROM s1; UPDATE t SET n = (SELECT MAX(m) FROM s2); INSERT INTO out1 (p, q) SELECT a, n FROM t
---
reads: s1, s2
writes: out1
out1.p <- s1.a
out1.q <- s2.m

== truncated in between | postgres, snowflake
CREATE TEMPORARY TABLE t AS SELECT a FROM s1; TRUNCATE TABLE t; INSERT INTO t (a) SELECT b FROM s2; INSERT INTO out1 (p) SELECT a FROM t
---
reads: s1, s2
writes: out1
out1.p <- s2.b

== merged into a temporary table | snowflake, postgres
CREATE TEMPORARY TABLE t AS SELECT id, v FROM s1; MERGE INTO t USING s2 ON t.id = s2.id WHEN MATCHED THEN UPDATE SET v = s2.w; INSERT INTO out1 (p) SELECT v FROM t
---
reads: s1, s2
writes: out1
out1.p <- s1.v, s2.w

== two tables change places by way of a third name | mysql
RENAME TABLE a TO tmp, b TO a, tmp TO b
---
reads: a, b
writes: a, b
columns: none

== two tables change places in three statements | postgres, snowflake
ALTER TABLE a RENAME TO tmp; ALTER TABLE b RENAME TO a; ALTER TABLE tmp RENAME TO b
---
reads: a, b
writes: a, b
columns: none

== a table of the text changes places with another | mysql
CREATE TABLE n (id INT, v INT); INSERT INTO n (id, v) SELECT id, v FROM s; RENAME TABLE t TO tmp, n TO t, tmp TO n
---
reads: s, t
writes: t, n
t.id <- s.id
t.v <- s.v

== a table of the text changes places with another, which goes | mysql
CREATE TABLE n (id INT, v INT); INSERT INTO n (id, v) SELECT id, v FROM s; RENAME TABLE t TO tmp, n TO t, tmp TO n; DROP TABLE n
---
reads: s
writes: t
t.id <- s.id
t.v <- s.v

== a table of the text is put aside and made anew | postgres
CREATE TABLE x (id INT); INSERT INTO x SELECT id FROM s; ALTER TABLE x RENAME TO x_1; CREATE TABLE x (id INT); INSERT INTO x SELECT k FROM u
---
reads: s, u
writes: x, x_1
x_1.id <- s.id
x.id <- u.k
