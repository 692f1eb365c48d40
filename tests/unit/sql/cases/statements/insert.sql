== default values | postgres, sqlite, tsql, duckdb
INSERT INTO out1 DEFAULT VALUES
---
writes: out1
columns: none

== constants without a column list | postgres, mysql, snowflake, tsql, bigquery, trino, oracle, clickhouse, spark, teradata
INSERT INTO out1 VALUES (1, 'x')
---
writes: out1
columns: none

== several rows with a subquery in one | postgres, mysql, snowflake, tsql
INSERT INTO out1 (a, b) VALUES (1, 2), ((SELECT MAX(x) FROM src), 3)
---
reads: src
writes: out1
out1.a <- src.x

== by position into known columns | trino, oracle, tsql, clickhouse, hive, spark, presto, athena, teradata, exasol
schema: out1(y, x); src(a, b)
INSERT INTO out1 SELECT a, b FROM src
---
reads: src
writes: out1
out1.y <- src.a
out1.x <- src.b

== VALUES of DELETE ... RETURNING | postgres
WITH gone AS (DELETE FROM src WHERE d < 1 RETURNING a, b) INSERT INTO archive (x, y) SELECT a, b FROM gone
---
reads: src
writes: src, archive
archive.x <- src.a
archive.y <- src.b

== on conflict with excluded and own column | postgres, sqlite, duckdb
INSERT INTO out1 AS t (id, n) SELECT id, n FROM src WHERE true ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n
---
reads: src, out1
writes: out1
out1.id <- src.id
out1.n <- src.n, out1.n

== on conflict of constants | postgres, sqlite, duckdb
INSERT INTO out1 (id, n) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET n = out1.n + 1
---
reads: out1
writes: out1
out1.n <- out1.n

== on conflict do nothing | postgres, sqlite, duckdb
INSERT INTO out1 (id) SELECT id FROM src WHERE true ON CONFLICT DO NOTHING
---
reads: src
writes: out1
out1.id <- src.id

== on duplicate key with row alias | mysql
INSERT INTO out1 (id, n) SELECT * FROM (SELECT id, n FROM src) AS new ON DUPLICATE KEY UPDATE n = new.n
---
reads: src
writes: out1
out1.id <- src.id
out1.n <- src.n

== on duplicate key of constants | mysql
INSERT INTO out1 (id, n) VALUES (1, 2) ON DUPLICATE KEY UPDATE n = n + VALUES(n)
---
reads: out1
writes: out1
out1.n <- out1.n

== insert ignore | mysql
INSERT IGNORE INTO out1 (a) SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== replace into | mysql, sqlite
REPLACE INTO out1 (a) SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== insert or replace | sqlite, duckdb
INSERT OR REPLACE INTO out1 (a) SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== insert set | mysql
INSERT INTO out1 SET a = 1, b = (SELECT MAX(x) FROM src)
---
reads: src
writes: out1
out1.b <- src.x

== insert table | mysql, postgres
schema: src(a, b); out1(x, y)
INSERT INTO out1 TABLE src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== replace where | databricks
INSERT INTO out1 REPLACE WHERE d = '2026-01-01' SELECT a, b FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b

== by name | databricks, duckdb
INSERT INTO out1 BY NAME SELECT a AS x, b AS y FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== overwrite with static and dynamic partition | hive, spark, databricks
INSERT OVERWRITE TABLE out1 PARTITION (d = '1', h) SELECT a, h FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.h <- src.h

== into partition | hive, spark
INSERT INTO TABLE out1 PARTITION (d) SELECT a, d FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.d <- src.d

== overwrite directory | hive, spark, databricks
INSERT OVERWRITE DIRECTORY '/data/out' USING parquet SELECT a FROM src
---
reads: src
writes: /data/out

== overwrite local directory with row format | hive
INSERT OVERWRITE LOCAL DIRECTORY '/data/out' ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' SELECT a FROM src
---
reads: src
writes: /data/out

== several targets | hive, spark, databricks
FROM src INSERT OVERWRITE TABLE o1 SELECT a WHERE b > 1 INSERT INTO TABLE o2 SELECT c
---
reads: src
writes: o1, o2
o1.a <- src.a
o2.c <- src.c

== several targets from a subquery | hive, spark
FROM (SELECT x AS a, y AS b FROM src) s INSERT INTO TABLE o1 SELECT s.a INSERT OVERWRITE TABLE o2 PARTITION (d='1') SELECT s.b
---
reads: src
writes: o1, o2
o1.a <- src.x
o2.b <- src.y

== all targets | snowflake, oracle
INSERT ALL INTO o1 (p) VALUES (x) INTO o2 (q, r) VALUES (y, x) SELECT x, y FROM src
---
reads: src
writes: o1, o2
o1.p <- src.x
o2.q <- src.y
o2.r <- src.x

== all with conditions | snowflake, oracle
INSERT ALL WHEN x > 1 THEN INTO o1 (p) VALUES (x) WHEN x > 2 THEN INTO o2 (q) VALUES (y) ELSE INTO o3 (r) VALUES (z) SELECT x, y, z FROM src
---
reads: src
writes: o1, o2, o3
o1.p <- src.x
o2.q <- src.y
o3.r <- src.z
rows <- src.x (filter)

== first with conditions | snowflake, oracle
INSERT FIRST WHEN x > 1 THEN INTO o1 WHEN x > 2 THEN INTO o2 SELECT x FROM src
---
reads: src
writes: o1, o2

== each condition of first decides what the next ones get | snowflake, oracle
INSERT FIRST WHEN a > 1 THEN INTO t1 (a) VALUES (a) INTO t2 (a) VALUES (a) WHEN b = 2 THEN INTO t3 (b) VALUES (b) ELSE INTO t4 (c) VALUES (c) INTO t5 (c) VALUES (c) SELECT a, b, c FROM s
---
reads: s
writes: t1, t2, t3, t4, t5
t1.a <- s.a
t2.a <- s.a
t3.b <- s.b
t4.c <- s.c
t5.c <- s.c
rows <- s.a (filter), s.b (filter)
exact

== overwrite all | snowflake
INSERT OVERWRITE ALL INTO o1 (a) VALUES (a) INTO o2 (b) VALUES (b) SELECT a, b FROM src
---
reads: src
writes: o1, o2
o1.a <- src.a
o2.b <- src.b

== with before insert | tsql, spark, postgres, databricks, sqlite
WITH c AS (SELECT a FROM src) INSERT INTO out1 (x) SELECT a FROM c
---
reads: src
writes: out1
out1.x <- src.a

== with behind insert | trino, oracle, mysql, snowflake, bigquery, redshift, clickhouse, teradata, presto, exasol
INSERT INTO out1 (x) WITH c AS (SELECT a FROM src) SELECT a FROM c
---
reads: src
writes: out1
out1.x <- src.a

== output into | tsql
INSERT INTO out1 (a) OUTPUT inserted.a, SYSDATETIME() INTO audit (x, t) SELECT b FROM src
---
reads: src
writes: out1, audit
out1.a <- src.b
audit.x <- src.b

== exec of a literal into | tsql
INSERT INTO out1 (a) EXEC ('SELECT x FROM src')
---
reads: src
writes: out1
out1.a <- src.x

== exec into | tsql
INSERT INTO out1 (a, b) EXEC dbo.p @x = 1
---
writes: out1
! unsupported

== top and hints | tsql
INSERT TOP (10) INTO dbo.out1 WITH (TABLOCK) (a) SELECT a FROM dbo.src WITH (NOLOCK)
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a

== without into | tsql, spark, bigquery
INSERT out1 (a) SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== append hint | oracle
INSERT /*+ APPEND */ INTO s.out1 (a) SELECT a FROM s.src PARTITION (p1)
---
reads: s.src
writes: s.out1
s.out1.a <- s.src.a

== returning into | oracle
BEGIN INSERT INTO out1 (a) VALUES (1) RETURNING id INTO v_id; END;
---
writes: out1

== insert with a trailing format | clickhouse
INSERT INTO out1 (a, b) FORMAT JSONEachRow {"a": 1, "b": 2}
---
writes: out1

== into a table function | clickhouse
INSERT INTO FUNCTION s3('https://b.s3.amazonaws.com/x.csv', 'CSV') SELECT a FROM src
---
reads: src
writes: https://b.s3.amazonaws.com/x.csv

== sel abbreviation | teradata
INS INTO out1 (a) SEL a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== into from partitioned with settings | clickhouse
INSERT INTO db.out1 (a) SELECT a FROM db.src FINAL SETTINGS max_threads = 1
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== same table read and written | postgres, tsql, snowflake, trino
INSERT INTO out1 (a) SELECT a + 1 FROM out1
---
reads: out1
writes: out1
out1.a <- out1.a

== set operation in parentheses | postgres, snowflake, trino
INSERT INTO out1 (a) (SELECT a FROM s1 UNION ALL SELECT b FROM s2)
---
reads: s1, s2
writes: out1
out1.a <- s1.a, s2.b

== overriding system value | postgres
INSERT INTO out1 (id, a) OVERRIDING SYSTEM VALUE SELECT id, a FROM src
---
reads: src
writes: out1
out1.id <- src.id
out1.a <- src.a

== insert returning in a with | postgres
WITH n AS (INSERT INTO t1 (a) SELECT x FROM src RETURNING a) INSERT INTO log1 (b) SELECT a FROM n
---
reads: src
may read: t1
writes: t1, log1

== from another catalog | athena, presto, trino
INSERT INTO hive.s.o (a, b) SELECT a, CAST(json_extract_scalar(j, '$.x') AS INTEGER) FROM "mysql-prod".s.src WHERE d = DATE '2026-01-01'
---
reads: mysql-prod.s.src
writes: hive.s.o
hive.s.o.a <- mysql-prod.s.src.a
hive.s.o.b <- mysql-prod.s.src.j
rows <- mysql-prod.s.src.d (filter)

== from rows of an array | athena, presto, trino
INSERT INTO o (a, b) SELECT s.a, t.x FROM src s CROSS JOIN UNNEST(s.arr) AS t (x)
---
reads: src
writes: o
o.a <- src.a
o.b <- src.arr

== create table as with properties | athena, presto
CREATE TABLE s.o WITH (format = 'ORC', bucketed_by = ARRAY['a'], bucket_count = 3) AS SELECT a FROM s.src
---
reads: s.src
writes: s.o
s.o.a <- s.src.a

== msck and show | athena, hive
MSCK REPAIR TABLE s.src
---
columns: none

== drop and create again | athena, presto, trino
DROP TABLE IF EXISTS s.o; CREATE TABLE s.o AS SELECT a FROM s.src
---
reads: s.src
writes: s.o
s.o.a <- s.src.a

== delete with subquery | athena, presto
DELETE FROM s.o WHERE d IN (SELECT d FROM s.src)
---
reads: s.src
may read: s.o
writes: s.o
