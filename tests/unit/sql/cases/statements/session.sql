== search path of several | postgres, redshift
SET search_path TO s1, public; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src
writes: s1.o
s1.o.a <- s1.src.a

== search path of the user | postgres
SET search_path = "$user", s1; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src
writes: s1.o

== schema given in full is kept | postgres, snowflake
default: s1
INSERT INTO s2.o (a) SELECT a FROM src
---
reads: s1.src
writes: s2.o

== current schema | oracle
ALTER SESSION SET CURRENT_SCHEMA = s1; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src
writes: s1.o

== use | trino, presto
USE hive.s1; INSERT INTO o (a) SELECT a FROM src
---
reads: hive.s1.src
writes: hive.s1.o

== use of a schema only | trino, hive, spark, clickhouse, mysql
USE s1; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src
writes: s1.o

== use database | tsql
USE [my db]; INSERT INTO dbo.o (a) SELECT a FROM dbo.src
---
reads: my db.dbo.src
writes: my db.dbo.o

== use changes in between | mysql, hive, clickhouse
USE s1; INSERT INTO o (a) SELECT a FROM src; USE s2; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src, s2.src
writes: s1.o, s2.o

== use schema of two parts | snowflake
USE SCHEMA db1.s1; INSERT INTO o (a) SELECT a FROM src
---
reads: db1.s1.src
writes: db1.s1.o

== use warehouse and role | snowflake
USE WAREHOUSE wh; USE ROLE r; INSERT INTO o (a) SELECT a FROM src
---
reads: src
writes: o

== use catalog and schema | databricks
USE CATALOG c1; USE s1; INSERT INTO o (a) SELECT a FROM src
---
reads: c1.s1.src
writes: c1.s1.o

== database | teradata
DATABASE db1; INSERT INTO o (a) SELECT a FROM src
---
reads: db1.src
writes: db1.o

== open schema | exasol
OPEN SCHEMA s1; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src
writes: s1.o

== set schema | duckdb, postgres
SET SCHEMA 's1'; INSERT INTO o (a) SELECT a FROM src
---
reads: s1.src
writes: s1.o

== attach | duckdb
ATTACH 'x.db' AS x; INSERT INTO o (a) SELECT a FROM x.main.src
---
reads: x.main.src
writes: o

== wildcard table | bigquery
INSERT INTO ds.o (a) SELECT a FROM `my-proj.ds.events_*` WHERE _TABLE_SUFFIX = '20260101'
---
reads: my-proj.ds.events_*
writes: ds.o
ds.o.a <- my-proj.ds.events_*.a

== partition decorator | bigquery
INSERT INTO `ds.o$20260101` (a) SELECT a FROM ds.src
---
reads: ds.src
writes: ds.o
ds.o.a <- ds.src.a

== dash project without quotes | bigquery
INSERT INTO my-proj.ds.o (a) SELECT a FROM my-proj.ds.src
---
reads: my-proj.ds.src
writes: my-proj.ds.o

== quotes around each part | bigquery
INSERT INTO `my-proj`.ds.o (a) SELECT a FROM `my-proj`.`ds`.`src`
---
reads: my-proj.ds.src
writes: my-proj.ds.o

== table of a region's information schema | bigquery
SELECT table_name FROM `region-eu`.INFORMATION_SCHEMA.TABLES
---
reads: region-eu.information_schema.tables

== dotted and spaced names | tsql
INSERT INTO [dbo].[out.put] ([my col]) SELECT [a b] FROM [dbo].[in put]
---
reads: dbo.in put
writes: dbo.out.put
dbo.out.put.my col <- dbo.in put.a b

== dotted quoted name | snowflake, postgres, oracle
INSERT INTO "S"."out.put" ("my col") SELECT "a b" FROM "S"."in put"
---
reads: s.in put
writes: s.out.put
s.out.put.my col <- s.in put.a b

== backticks | mysql, hive, spark, clickhouse
INSERT INTO `s`.`out put` (`my col`) SELECT `a b` FROM `s`.`in put`
---
reads: s.in put
writes: s.out put
s.out put.my col <- s.in put.a b

== four parts | trino
SELECT a FROM cat.s."tab$partitions"
---
reads: cat.s.tab$partitions

== iceberg metadata and versions | spark, trino
INSERT INTO o (a) SELECT a FROM cat.s.src FOR VERSION AS OF 123
---
reads: cat.s.src
writes: o

== only and sampled | postgres
INSERT INTO o (a) SELECT a FROM ONLY src TABLESAMPLE SYSTEM (10)
---
reads: src
writes: o

== identifier of a concatenation | databricks
INSERT INTO IDENTIFIER('c.s.' || 'o') (a) SELECT a FROM IDENTIFIER('c.s' || '.src')
---
reads: c.s.src
writes: c.s.o
c.s.o.a <- c.s.src.a

== table of a string | snowflake
INSERT INTO o (a) SELECT a FROM TABLE('db.s.src')
---
reads: db.s.src
writes: o

== jinja where a name stands | postgres, snowflake, bigquery, databricks, trino, tsql, mysql
INSERT INTO {{ params.schema }}.o (a) SELECT a FROM {{ params.table }} WHERE d = '{{ ds }}' {% if x %} AND e = 1 {% endif %}
---
reads: {{ params.table }}
writes: {{ params.schema }}.o

== parameters of all kinds | oracle
INSERT INTO o (a, b) SELECT a, :x FROM src WHERE d = :1
---
reads: src
writes: o
o.a <- src.a

== parameters of all kinds | mysql, postgres, snowflake, redshift
INSERT INTO o (a, b) SELECT a, %(x)s FROM src WHERE d = %s AND e LIKE '%%x'
---
reads: src
writes: o
o.a <- src.a

== question marks | trino, mysql, sqlite, databricks, teradata, exasol, hive
INSERT INTO o (a, b) SELECT a, ? FROM src WHERE d = ?
---
reads: src
writes: o
o.a <- src.a

== clickhouse parameters | clickhouse
INSERT INTO {db:Identifier}.o (a) SELECT a FROM src WHERE d = {d:Date}
---
reads: src
writes: {db:identifier}.o

== the dataset that a system variable sets | bigquery
SET @@dataset_id = 'ds'; INSERT INTO t (a) SELECT a FROM s JOIN other.u USING (k)
---
reads: ds.s, other.u
writes: ds.t

== the dataset that a system variable sets inside a block, and the project | bigquery
DECLARE ds STRING DEFAULT 'mart'; SET @@dataset_project_id = 'my-proj'; BEGIN SET @@dataset_id = ds; CREATE TABLE t AS SELECT a FROM raw.s; END
---
reads: my-proj.raw.s
writes: my-proj.mart.t
my-proj.mart.t.a <- my-proj.raw.s.a

== a dataset that is not known | bigquery
DECLARE ds STRING; SET ds = (SELECT MAX(name) FROM cfg.names); SET @@dataset_id = ds; CREATE TABLE g.t AS SELECT a FROM raw.s
---
reads: cfg.names, raw.s
writes: g.t
g.t.a <- raw.s.a
! unresolved

== a dataset that a template names | bigquery
SET @@dataset_id = '{{ params.ds }}'; INSERT INTO t (a) SELECT a FROM s
---
reads: {{ params.ds }}.s
writes: {{ params.ds }}.t
{{ params.ds }}.t.a <- {{ params.ds }}.s.a
