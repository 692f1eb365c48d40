== spark temp view using csv | spark, databricks
CREATE OR REPLACE TEMPORARY VIEW v USING csv OPTIONS (path 's3://b/x.csv', header 'true'); INSERT INTO o SELECT a FROM v
---
reads: s3://b/x.csv
writes: o
o.a <- s3://b/x.csv.a

== spark table using jdbc | spark
CREATE TABLE j USING org.apache.spark.sql.jdbc OPTIONS (url 'jdbc:postgresql://h/d', dbtable 'public.t', user 'u'); INSERT INTO o SELECT a FROM j
---
reads: j
may read: j, public.t
writes: j, o
o.a <- j.a

== spark external table location | spark, hive, databricks
CREATE TABLE IF NOT EXISTS db.e (a INT) USING PARQUET LOCATION 's3://b/e'
---
reads: s3://b/e
may read: s3://b/e
writes: db.e

== clickhouse table engines | clickhouse
CREATE TABLE d.dist AS d.local ENGINE = Distributed('c', 'd', 'local', rand()); INSERT INTO d.dist SELECT a FROM d.s
---
reads: d.s, d.local
may read: d.local
writes: d.dist
d.dist.a <- d.s.a

== clickhouse engine s3 and postgres | clickhouse
CREATE TABLE p (a Int32) ENGINE = PostgreSQL('h:5432', 'db', 't', 'u', '***'); SELECT a FROM p
---
reads: p
may read: p
writes: p

== quoted quotes and brackets | tsql
SELECT [a]]b] AS x INTO [dbo].[o ut] FROM [dbo].[t.x]
---
reads: dbo.t.x
writes: dbo.o ut
dbo.o ut.x <- dbo.t.x.a]b

== doubled quotes | postgres
INSERT INTO "o""x" ("c""1") SELECT "a""b" FROM "T t"
---
reads: T t
writes: o"x
o"x.c"1 <- T t.a"b

== bigquery dashes | bigquery
INSERT INTO my-proj.ds.o (a) SELECT a FROM my-other-proj.ds.t JOIN `x-y.d.u` USING (k)
---
reads: my-other-proj.ds.t, x-y.d.u
writes: my-proj.ds.o
! ambiguous

== hive numbers first | hive
INSERT INTO db.2024_out SELECT a FROM db.1_src
---
reads: db.1_src
writes: db.2024_out
db.2024_out.a <- db.1_src.a

== unicode names | postgres, bigquery, snowflake, mysql, duckdb
INSERT INTO ventes (montant) SELECT été FROM données
---
reads: données
writes: ventes
ventes.montant <- données.été

== dollar and hash names | oracle
INSERT INTO o$x# (a) SELECT a#, b$ FROM sys.v$session
---
reads: sys.v$session
writes: o$x#
o$x#.a <- sys.v$session.a#

== case of names | snowflake
INSERT INTO "MyOut" ("cOl") SELECT "cOl" FROM Src JOIN "src" ON Src.id = "src".id WHERE Src.x = 1
---
reads: SRC, src
writes: MyOut
! ambiguous

== postgres case folding | postgres
INSERT INTO Sch.OutT (ColA) SELECT S.ColA FROM SCH.SRC s JOIN "Sch"."Src" x ON x."Id" = s.ID
---
reads: sch.src, Sch.Src
writes: sch.outt
sch.outt.cola <- sch.src.cola

== double semicolon and empty statements | postgres, mysql, snowflake
;; INSERT INTO o (a) SELECT a FROM s;; -- x
; /* y */ ;
---
reads: s
writes: o
o.a <- s.a

== crlf and tabs and bom | postgres, tsql, snowflake
INSERT INTO o (a)	SELECT a FROM s	WHERE b = 'x' -- c
---
reads: s
writes: o
o.a <- s.a

== nested comments | postgres, duckdb
/* a /* FROM nope */ b */ SELECT a /* /* */ FROM n */ FROM s
---
reads: s
a <- s.a

== dollar quotes | postgres
INSERT INTO o (a, b) SELECT $q$FROM x; 'y'$q$, b FROM s WHERE c = $$;$$
---
reads: s
writes: o
o.b <- s.b

== backslash strings | mysql, bigquery, spark, clickhouse, snowflake, databricks
INSERT INTO o (a) SELECT a FROM s WHERE b = 'it\'s; FROM x' AND c = '\\'
---
reads: s
writes: o
o.a <- s.a

== backslash is no escape | postgres, oracle, tsql, trino
INSERT INTO o (a) SELECT a FROM s WHERE b = '\' AND c = ';'
---
reads: s
writes: o
o.a <- s.a

== national and escape strings | postgres
INSERT INTO o (a) SELECT a FROM s WHERE b = E'it\'s; FROM x' AND c = U&'\0041' AND d = B'101' AND e = N'x'
---
reads: s
writes: o
o.a <- s.a

== triple quotes and raw | bigquery
INSERT INTO o (a) SELECT a FROM d.s WHERE b = """it's "x"; FROM y""" AND c = r'\d;' AND e = b'x'
---
reads: d.s
writes: o
o.a <- d.s.a

== keywords as aliases | postgres, snowflake, bigquery, mysql, tsql
SELECT t.id AS value, t.nm AS name, t.ts AS date FROM orders AS t
---
reads: orders
value <- orders.id
name <- orders.nm
date <- orders.ts

== alias without as and same as table | snowflake, postgres, oracle, tsql
SELECT orders.id oid, customers.nm FROM sales.orders orders, sales.customers customers WHERE orders.cid = customers.id
---
reads: sales.orders, sales.customers
oid <- sales.orders.id
nm <- sales.customers.nm
rows <- sales.orders.cid (filter), sales.customers.id (filter)
exact

== full name as qualifier | postgres, mysql, tsql, bigquery, snowflake
SELECT s.orders.id, s.customers.nm FROM s.orders JOIN s.customers ON s.orders.cid = s.customers.id
---
reads: s.orders, s.customers
id <- s.orders.id
nm <- s.customers.nm
rows <- s.orders.cid (join), s.customers.id (join)
exact

== same table twice in different schemas | postgres, snowflake
SELECT a.t.id AS x, b.t.id AS y FROM a.t JOIN b.t ON a.t.k = b.t.k
---
reads: a.t, b.t
x <- a.t.id
y <- b.t.id

== self join aliases | postgres, snowflake, bigquery
SELECT e.nm, m.nm AS boss FROM d.emp e LEFT JOIN d.emp m ON m.id = e.mid
---
reads: d.emp
nm <- d.emp.nm
boss <- d.emp.nm
rows <- d.emp.id (join), d.emp.mid (join)
exact

== select star qualified with known | postgres, tsql
schema: s.a(id, x); s.b(id, y)
SELECT a.*, b.y AS yy INTO s.o FROM s.a a JOIN s.b b ON a.id = b.id
---
reads: s.a, s.b
writes: s.o
s.o.id <- s.a.id
s.o.x <- s.a.x
s.o.yy <- s.b.y

== create or replace table as from itself | snowflake, databricks, bigquery
CREATE OR REPLACE TABLE d.t AS SELECT id, MAX(v) AS v FROM d.t GROUP BY id
---
reads: d.t
writes: d.t
d.t.id <- d.t.id
d.t.v <- d.t.v

== drop and recreate | postgres
DROP TABLE IF EXISTS s.o; CREATE TABLE s.o AS SELECT a FROM s.t; CREATE INDEX i ON s.o (a); GRANT SELECT ON s.o TO r; ANALYZE s.o
---
reads: s.t
writes: s.o
s.o.a <- s.t.a

== insert then read own output | snowflake, postgres
INSERT INTO s.a (x) SELECT x FROM s.src; INSERT INTO s.b (y) SELECT x FROM s.a
---
reads: s.src, s.a
writes: s.a, s.b
s.a.x <- s.src.x
s.b.y <- s.a.x

== truncate insert same script | tsql, snowflake, mysql
TRUNCATE TABLE s.o; INSERT INTO s.o (a) SELECT a FROM s.t
---
reads: s.t
writes: s.o
s.o.a <- s.t.a

== temp table overwritten twice | postgres, snowflake
CREATE TEMP TABLE t1 AS SELECT a FROM s.x; INSERT INTO t1 SELECT b FROM s.y; CREATE TABLE s.o AS SELECT a FROM t1
---
reads: s.x, s.y
writes: s.o
s.o.a <- s.x.a, s.y.b

== temp of same name as real | postgres
CREATE TEMP TABLE orders AS SELECT id FROM public.orders; INSERT INTO mart.o (id) SELECT id FROM orders
---
reads: public.orders
writes: mart.o
mart.o.id <- public.orders.id

== a hidden column of a known table is its own | trino, athena
schema: d.s(a)
INSERT INTO d.o (a, p) SELECT a, "$path" FROM d.s WHERE "$file_size" > 10
---
reads: d.s
writes: d.o
d.o.a <- d.s.a
d.o.p <- d.s.$path
rows <- d.s.$file_size (filter)
exact

== the change that a stream tells of | snowflake
schema: orders_stream(id, v)
INSERT INTO hist (id, v, act) SELECT id, v, METADATA$ACTION FROM orders_stream WHERE METADATA$ISUPDATE = FALSE
---
reads: orders_stream
writes: hist
hist.id <- orders_stream.id
hist.v <- orders_stream.v
hist.act <- orders_stream.metadata$action
rows <- orders_stream.metadata$isupdate (filter)
exact
