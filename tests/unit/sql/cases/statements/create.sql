== as select | postgres, oracle, trino, hive, spark, clickhouse, exasol, presto, athena
CREATE TABLE out1 AS SELECT a, b AS c FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.c <- src.b

== as select with data | teradata
CREATE TABLE out1 AS (SELECT a, b AS c FROM src) WITH DATA PRIMARY INDEX (a)
---
reads: src
writes: out1
out1.a <- src.a
out1.c <- src.b

== as a table with data | teradata
CREATE TABLE db1.out1 AS db1.src WITH DATA
---
reads: db1.src
writes: db1.out1

== as with no data | postgres, trino
CREATE TABLE out1 AS SELECT a FROM src WITH NO DATA
---
reads: src
writes: out1

== volatile, then used | teradata
CREATE VOLATILE TABLE vt AS (SELECT a FROM src) WITH DATA ON COMMIT PRESERVE ROWS; INSERT INTO out1 (x) SELECT a FROM vt
---
reads: src
writes: out1
out1.x <- src.a

== multiset table with options | teradata
CREATE MULTISET TABLE db1.out1, NO FALLBACK AS (SELECT a FROM db1.src) WITH DATA NO PRIMARY INDEX
---
reads: db1.src
writes: db1.out1

== with properties | trino, athena, presto
CREATE TABLE hive.s.out1 WITH (format = 'PARQUET', partitioned_by = ARRAY['d']) AS SELECT a, d FROM hive.s.src
---
reads: hive.s.src
writes: hive.s.out1
hive.s.out1.a <- hive.s.src.a
hive.s.out1.d <- hive.s.src.d

== partitioned, clustered, with options | bigquery
CREATE OR REPLACE TABLE ds.out1 PARTITION BY DATE(ts) CLUSTER BY a OPTIONS (expiration_timestamp = NULL) AS SELECT a, ts FROM ds.src
---
reads: ds.src
writes: ds.out1
ds.out1.a <- ds.src.a
ds.out1.ts <- ds.src.ts

== using and location | spark, databricks
CREATE TABLE out1 USING delta PARTITIONED BY (d) LOCATION 's3://b/p' AS SELECT a, d FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.d <- src.d

== stored as | hive
CREATE TABLE out1 STORED AS PARQUET AS SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== engine and order by | clickhouse
CREATE TABLE db.out1 ENGINE = MergeTree ORDER BY a AS SELECT a FROM db.src
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== distribution | redshift
CREATE TABLE out1 DISTKEY (a) SORTKEY (b) AS SELECT a, b FROM src
---
reads: src
writes: out1

== parallel nologging | oracle
CREATE TABLE out1 NOLOGGING PARALLEL 4 AS SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== global temporary | oracle
CREATE GLOBAL TEMPORARY TABLE gtt (a NUMBER) ON COMMIT PRESERVE ROWS; INSERT INTO gtt SELECT x FROM src; INSERT INTO out1 (y) SELECT a FROM gtt
---
reads: src
writes: out1
out1.y <- src.x

== private temporary | oracle
CREATE PRIVATE TEMPORARY TABLE ora$ptt_t AS SELECT x FROM src; INSERT INTO out1 (y) SELECT x FROM ora$ptt_t
---
reads: src
writes: out1
out1.y <- src.x

== cluster columnstore in synapse | tsql
CREATE TABLE dbo.out1 WITH (DISTRIBUTION = HASH(a), CLUSTERED COLUMNSTORE INDEX) AS SELECT a FROM dbo.src
---
reads: dbo.src
writes: dbo.out1

== plain definition | postgres, tsql, snowflake, oracle, mysql, trino, hive, bigquery, clickhouse, teradata, exasol
CREATE TABLE out1 (a INT, b VARCHAR(10))
---
writes: out1

== foreign key | postgres, mysql, tsql, oracle
CREATE TABLE out1 (a INT PRIMARY KEY, b INT REFERENCES other (id))
---
writes: out1

== view with columns and options | tsql, postgres, oracle, teradata, exasol, hive, trino, spark
CREATE VIEW v1 (x, y) AS SELECT a, b FROM src WHERE c > 1
---
reads: src
writes: v1
v1.x <- src.a
v1.y <- src.b
rows <- src.c (filter)

== create or alter view | tsql
CREATE OR ALTER VIEW dbo.v1 WITH SCHEMABINDING AS SELECT a FROM dbo.src WITH CHECK OPTION
---
reads: dbo.src
writes: dbo.v1
dbo.v1.a <- dbo.src.a

== alter view | tsql, mysql, databricks, postgres
ALTER VIEW v1 AS SELECT a FROM src
---
reads: src
writes: v1
v1.a <- src.a

== force view | oracle
CREATE OR REPLACE FORCE EDITIONABLE VIEW v1 (x) AS SELECT a FROM src WITH READ ONLY
---
reads: src
writes: v1
v1.x <- src.a

== replace view | teradata
REPLACE VIEW v1 AS LOCKING ROW FOR ACCESS SELECT a FROM src
---
reads: src
writes: v1
v1.a <- src.a

== algorithm and definer | mysql
CREATE ALGORITHM = MERGE DEFINER = root@localhost SQL SECURITY INVOKER VIEW v1 AS SELECT a FROM src
---
reads: src
writes: v1
v1.a <- src.a

== late binding | redshift
CREATE VIEW s.v1 AS SELECT a FROM s.src WITH NO SCHEMA BINDING
---
reads: s.src
writes: s.v1
s.v1.a <- s.src.a

== secure view with tags and policies | snowflake
CREATE OR REPLACE SECURE VIEW v1 COPY GRANTS COMMENT = 'x' AS SELECT a FROM src
---
reads: src
writes: v1
v1.a <- src.a

== temporary view, then read | spark, databricks, postgres, duckdb
CREATE TEMPORARY VIEW tv AS SELECT a AS z FROM src; INSERT INTO out1 (b) SELECT z FROM tv
---
reads: src
writes: out1
out1.b <- src.a

== global temp view of a file | spark, databricks
CREATE OR REPLACE TEMP VIEW tv USING parquet OPTIONS (path 's3://b/p'); INSERT INTO out1 (b) SELECT z FROM tv
---
reads: s3://b/p
writes: out1

== cached table | spark
CACHE TABLE ct AS SELECT a FROM src; INSERT INTO out1 (b) SELECT a FROM ct
---
reads: src
writes: out1
out1.b <- src.a

== materialized view | oracle, postgres, redshift, trino, bigquery, databricks
CREATE MATERIALIZED VIEW mv1 AS SELECT a, COUNT(*) AS n FROM src GROUP BY a
---
reads: src
writes: mv1
mv1.a <- src.a

== materialized view with options | oracle
CREATE MATERIALIZED VIEW mv1 BUILD IMMEDIATE REFRESH FAST ON COMMIT ENABLE QUERY REWRITE AS SELECT a FROM src
---
reads: src
writes: mv1
mv1.a <- src.a

== materialized view with a table | clickhouse
CREATE MATERIALIZED VIEW mv1 TO db.target AS SELECT a FROM db.src
---
reads: db.src
writes: db.target
db.target.a <- db.src.a

== materialized view with an engine | clickhouse
CREATE MATERIALIZED VIEW mv1 ENGINE = SummingMergeTree ORDER BY a POPULATE AS SELECT a FROM src
---
reads: src
writes: mv1
mv1.a <- src.a

== auto refresh | redshift
CREATE MATERIALIZED VIEW mv1 BACKUP NO AUTO REFRESH YES AS SELECT a FROM src
---
reads: src
writes: mv1

== refresh | postgres, redshift
REFRESH MATERIALIZED VIEW mv1
---
writes: mv1

== dynamic table | snowflake
CREATE OR REPLACE DYNAMIC TABLE o1 TARGET_LAG = DOWNSTREAM WAREHOUSE = wh INITIALIZE = ON_CREATE AS SELECT s.a, t.b FROM src s JOIN t ON s.k = t.k
---
reads: src, t
writes: o1
o1.a <- src.a
o1.b <- t.b

== stream | snowflake
CREATE OR REPLACE STREAM st ON TABLE src APPEND_ONLY = TRUE
---
reads: src
writes: st

== stream read | snowflake
INSERT INTO out1 (a) SELECT a FROM st WHERE METADATA$ACTION = 'INSERT'
---
reads: st
writes: out1
out1.a <- st.a

== streaming table over files | databricks
CREATE OR REFRESH STREAMING TABLE o1 AS SELECT * FROM STREAM read_files('/volumes/x', format => 'csv')
---
reads: /volumes/x
writes: o1

== live table | databricks
CREATE OR REFRESH LIVE TABLE o1 AS SELECT a FROM live.src
---
reads: live.src
writes: o1

== pipeline materialized view with expectations | databricks
CREATE OR REFRESH MATERIALIZED VIEW o1 (CONSTRAINT c EXPECT (a > 0) ON VIOLATION DROP ROW) AS SELECT a FROM src
---
reads: src
writes: o1

== external with location | hive, spark, athena
CREATE EXTERNAL TABLE ext1 (a INT, b STRING) STORED AS PARQUET LOCATION 's3://bkt/p'
---
reads: s3://bkt/p
writes: ext1

== external table | redshift
CREATE EXTERNAL TABLE spectrum.ext1 (a int) STORED AS PARQUET LOCATION 's3://bkt/p'
---
reads: s3://bkt/p
writes: spectrum.ext1

== external table with uris | bigquery
CREATE EXTERNAL TABLE ds.ext1 OPTIONS (format = 'CSV', uris = ['gs://b/x.csv', 'gs://b/y.csv'])
---
reads: gs://b/x.csv, gs://b/y.csv
writes: ds.ext1

== external table of polybase | tsql
CREATE EXTERNAL TABLE dbo.ext1 (a INT) WITH (LOCATION = '/data/x', DATA_SOURCE = ds, FILE_FORMAT = ff)
---
reads: /data/x
writes: dbo.ext1

== using a path | spark, databricks
CREATE TABLE t1 USING csv OPTIONS (header 'true') LOCATION '/data/in'
---
reads: /data/in
writes: t1

== external_location | trino
CREATE TABLE hive.s.ext1 (a INTEGER) WITH (external_location = 's3://bkt/p', format = 'ORC')
---
reads: s3://bkt/p
writes: hive.s.ext1

== clone | snowflake, bigquery
CREATE OR REPLACE TABLE o1 CLONE src
---
reads: src
writes: o1

== clone at a time | snowflake
CREATE TABLE o1 CLONE src AT (TIMESTAMP => '2026-01-01'::timestamp)
---
reads: src
writes: o1

== clones | databricks, spark
schema: src(a, b)
CREATE OR REPLACE TABLE o1 SHALLOW CLONE src
---
reads: src
writes: o1
o1.a <- src.a
o1.b <- src.b

== clone of a version | databricks
CREATE TABLE o1 DEEP CLONE src VERSION AS OF 3
---
reads: src
writes: o1

== zero copy | clickhouse
CREATE TABLE o1 CLONE AS src
---
reads: src
writes: o1

== like | postgres, mysql, trino, redshift, snowflake, spark, hive, bigquery
CREATE TABLE o1 LIKE src
---
writes: o1

== like in parentheses | postgres, redshift
CREATE TABLE o1 (LIKE src INCLUDING ALL)
---
writes: o1

== as another table's definition | clickhouse
CREATE TABLE o1 AS src ENGINE = MergeTree ORDER BY a
---
writes: o1

== using template | snowflake
CREATE TABLE o1 USING TEMPLATE (SELECT ARRAY_AGG(OBJECT_CONSTRUCT(*)) FROM TABLE(INFER_SCHEMA(LOCATION => '@st/p', FILE_FORMAT => 'ff')))
---
may read: @st/p, @ST/p
writes: o1

== snapshot | bigquery
CREATE SNAPSHOT TABLE ds.o1 CLONE ds.src FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01'
---
reads: ds.src
writes: ds.o1

== select into | tsql, postgres, redshift
SELECT a, b AS c INTO dbo.out1 FROM dbo.src WHERE d = 1
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a
dbo.out1.c <- dbo.src.b

== select into a temporary table | tsql
SELECT a INTO #t FROM src; INSERT INTO out1 (x) SELECT a FROM #t
---
reads: src
writes: out1
out1.x <- src.a

== select into temp | postgres, redshift
SELECT a INTO TEMP t FROM src; INSERT INTO out1 (x) SELECT a FROM t
---
reads: src
writes: out1
out1.x <- src.a

== with and select into | tsql
WITH c AS (SELECT a FROM src) SELECT a INTO out1 FROM c
---
reads: src
writes: out1
out1.a <- src.a

== index, sequence, schema | postgres, mysql, tsql, oracle
CREATE INDEX i1 ON src (a)
---
columns: none

== comment on | postgres, oracle, snowflake
COMMENT ON TABLE src IS 'text'
---
columns: none

== table of an interval with iceberg | snowflake
CREATE ICEBERG TABLE o1 CATALOG = 'SNOWFLAKE' EXTERNAL_VOLUME = 'v' BASE_LOCATION = 'p' AS SELECT a FROM src
---
reads: src
writes: o1
o1.a <- src.a

== hybrid transient | snowflake
CREATE TRANSIENT TABLE o1 AS SELECT a FROM src
---
reads: src
writes: o1
o1.a <- src.a

== dictionary | clickhouse
CREATE DICTIONARY d1 (id UInt64, v String) PRIMARY KEY id SOURCE(CLICKHOUSE(TABLE 'src' DB 'db')) LAYOUT(HASHED()) LIFETIME(300)
---
reads: db.src
writes: d1
d1.id <- db.src.id
d1.v <- db.src.v
