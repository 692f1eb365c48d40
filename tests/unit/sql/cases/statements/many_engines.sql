== struct star over catalog type | bigquery
schema: d.src(id, addr)
CREATE TABLE d.out1 AS SELECT id, addr.* FROM d.src
---
reads: d.src
writes: d.out1
! unresolved

== insert with cte behind the target | tsql
INSERT INTO dbo.out1 (a) SELECT x.a FROM (SELECT TOP 5 a FROM dbo.src ORDER BY b) AS x UNION ALL SELECT c FROM dbo.s2
---
reads: dbo.src, dbo.s2
writes: dbo.out1
dbo.out1.a <- dbo.src.a, dbo.s2.c

== merge with output deleted and inserted | tsql
MERGE INTO dbo.t AS t USING dbo.s AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.v = s.v OUTPUT deleted.v, inserted.v, s.id INTO dbo.h (old_v, new_v, src_id);
---
reads: dbo.s, dbo.t
writes: dbo.t, dbo.h
dbo.t.v <- dbo.s.v
dbo.h.old_v <- dbo.t.v
dbo.h.new_v <- dbo.s.v, dbo.t.v
dbo.h.src_id <- dbo.s.id

== update output into | tsql
UPDATE dbo.t SET v = s.v OUTPUT inserted.id, deleted.v, s.k INTO dbo.h (id, old_v, k) FROM dbo.t JOIN dbo.s AS s ON s.id = dbo.t.id
---
reads: dbo.s, dbo.t
writes: dbo.t, dbo.h
dbo.t.v <- dbo.s.v
dbo.h.id <- dbo.t.id
dbo.h.old_v <- dbo.t.v
dbo.h.k <- dbo.s.k

== scalar function of a schema in select | tsql
INSERT INTO dbo.out1 (a) SELECT dbo.clean(s.a) FROM dbo.src s
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a

== table valued function with cross apply | tsql
INSERT INTO dbo.out1 (a, v) SELECT s.a, f.v FROM dbo.src s CROSS APPLY dbo.split(s.b, ',') AS f
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a
dbo.out1.v <- dbo.src.b

== xml nodes | tsql
INSERT INTO dbo.out1 (v) SELECT x.n.value('@id', 'int') FROM dbo.src s CROSS APPLY s.doc.nodes('/r/i') AS x(n)
---
reads: dbo.src
writes: dbo.out1
dbo.out1.v <- dbo.src.doc

== insert into remote table with openquery target | tsql
SELECT a, b INTO db2.dbo.out1 FROM db1.dbo.src WHERE c IN (SELECT c FROM db1.dbo.f)
---
reads: db1.dbo.src, db1.dbo.f
writes: db2.dbo.out1
db2.dbo.out1.a <- db1.dbo.src.a
db2.dbo.out1.b <- db1.dbo.src.b

== truncate with partitions and transfer | tsql
TRUNCATE TABLE dbo.a WITH (PARTITIONS (2 TO 4)); ALTER SCHEMA arch TRANSFER dbo.b
---
reads: dbo.b
writes: dbo.a, arch.b

== insert returning in a with, trino style prepare | oracle
INSERT INTO out1 (a, b) WITH w AS (SELECT /*+ materialize */ a, b FROM src) SELECT a, MAX(b) OVER (PARTITION BY a) FROM w
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b

== package call is reported | oracle
BEGIN etl_pkg.load_all('x'); END;
---
! unsupported

== cursor with parameters and loop | oracle
DECLARE CURSOR c (p NUMBER) IS SELECT id, v FROM src WHERE k = p; BEGIN FOR r IN c(1) LOOP UPDATE tgt SET v = r.v WHERE id = r.id; END LOOP; END;
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== case statement in plsql | oracle
BEGIN CASE WHEN 1 = 1 THEN DELETE FROM a; ELSE INSERT INTO b (x) SELECT x FROM c; END CASE; END;
---
reads: c
may read: a
writes: a, b
b.x <- c.x

== merge using dual with binds | oracle
MERGE INTO t USING (SELECT :1 AS id, :2 AS v FROM dual) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)
---
may read: t
writes: t

== insert all without conditions twice same table | oracle
INSERT ALL INTO t (k, v) VALUES (id, a) INTO t (k, v) VALUES (id, b) SELECT id, a, b FROM src
---
reads: src
writes: t
t.k <- src.id
t.v <- src.a, src.b

== lateral inline view and cross apply | oracle
INSERT INTO out1 (a, m) SELECT s.a, x.m FROM src s CROSS APPLY (SELECT MAX(v) m FROM u WHERE u.k = s.k) x
---
reads: src, u
writes: out1
out1.a <- src.a
out1.m <- u.v

== create or replace force view with check option | oracle
CREATE OR REPLACE FORCE EDITIONABLE VIEW dw.v (x, y) AS SELECT a, b FROM dw.t WITH CHECK OPTION
---
reads: dw.t
writes: dw.v
dw.v.x <- dw.t.a
dw.v.y <- dw.t.b

== insert select from numbered join using | trino
INSERT INTO out1 (k, a, b) SELECT k, l.a, r.b FROM l FULL OUTER JOIN r USING (k)
---
reads: l, r
writes: out1
out1.k <- l.k, r.k
out1.a <- l.a
out1.b <- r.b

== max_by and approx_distinct | trino, presto, athena
INSERT INTO out1 (k, v, n) SELECT k, max_by(v, ts), approx_distinct(u) FROM src GROUP BY k
---
reads: src
writes: out1
out1.k <- src.k
out1.v <- src.v
out1.n <- src.u

== json_extract and cast to row | trino
INSERT INTO out1 (a, b) SELECT json_extract_scalar(doc, '$.a'), CAST(json_parse(doc) AS ROW(x bigint)).x FROM src
---
reads: src
writes: out1
out1.a <- src.doc
out1.b <- src.doc

== try and coalesce with lateral | trino
INSERT INTO out1 (a, m) SELECT s.a, l.m FROM src s CROSS JOIN LATERAL (SELECT max(u.v) AS m FROM u WHERE u.k = s.k) l
---
reads: src, u
writes: out1
out1.a <- src.a
out1.m <- u.v

== json_table trino | trino
INSERT INTO out1 (n) SELECT j.n FROM src, JSON_TABLE(src.doc, 'lax $[*]' COLUMNS (n varchar PATH 'lax $.n')) AS j
---
reads: src
writes: out1
out1.n <- src.doc

== truncate and drop view | trino
TRUNCATE TABLE s.a; DROP VIEW IF EXISTS s.v; DROP MATERIALIZED VIEW s.mv; DROP SCHEMA s2
---
writes: s.a, s.v, s.mv

== insert into athena iceberg and optimize | athena
schema: db1.ice(x, y)
INSERT INTO db1.ice SELECT a, b FROM "db1"."src" WHERE "$path" LIKE 's3%'; OPTIMIZE db1.ice REWRITE DATA USING BIN_PACK; VACUUM db1.ice
---
reads: db1.src
may read: db1.ice
writes: db1.ice

== prepare and execute athena | athena
PREPARE p FROM INSERT INTO db1.o (a) SELECT a FROM db1.s WHERE b = ?; EXECUTE p USING 'x'
---
reads: db1.s
writes: db1.o
db1.o.a <- db1.s.a

== aggregating state columns | clickhouse
INSERT INTO agg (k, u) SELECT k, uniqState(user_id) FROM src GROUP BY k
---
reads: src
writes: agg
agg.k <- src.k
agg.u <- src.user_id

== merge state with subquery and join get | clickhouse
INSERT INTO o (k, n, d) SELECT k, uniqMerge(u), dictGetString('dict', 'name', k) FROM agg GROUP BY k
---
reads: agg, dict
writes: o
o.k <- agg.k
o.n <- agg.u
o.d <- dict.name

== left array join with aliases | clickhouse
INSERT INTO o (id, n, v) SELECT id, n, v FROM src LEFT ARRAY JOIN attrs.name AS n, attrs.value AS v
---
reads: src
writes: o
o.id <- src.id
o.n <- src.attrs
o.v <- src.attrs

== columns regexp | clickhouse
CREATE TABLE o ENGINE = Memory AS SELECT COLUMNS('^a') FROM src
---
reads: src
writes: o
! unresolved

== window with frame and named | clickhouse
INSERT INTO o (a, s) SELECT a, sum(v) OVER w FROM src WINDOW w AS (PARTITION BY k ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
---
reads: src
writes: o
o.a <- src.a
o.s <- src.v

== create view with parameters and live | clickhouse
CREATE VIEW db.v AS SELECT a FROM db.src WHERE d = {d:Date}
---
reads: db.src
writes: db.v
db.v.a <- db.src.a

== refreshable materialized view | clickhouse
CREATE MATERIALIZED VIEW db.mv REFRESH EVERY 1 HOUR TO db.o AS SELECT a, b FROM db.src
---
reads: db.src
writes: db.o
db.o.a <- db.src.a
db.o.b <- db.src.b

== null table and move partition | clickhouse
ALTER TABLE db.a MOVE PARTITION '2024' TO TABLE db.b
---
reads: db.a
writes: db.a, db.b

== insert overwrite static and dynamic by name | spark
INSERT OVERWRITE out1 PARTITION (d) SELECT a, b, d FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b
out1.d <- src.d

== cluster by and tablesample bucket | hive
INSERT INTO TABLE o SELECT a FROM src TABLESAMPLE (BUCKET 1 OUT OF 4 ON id) s WHERE s.b = 1 CLUSTER BY a
---
reads: src
writes: o
o.a <- src.a

== hive map join hint and virtual column | hive
INSERT INTO TABLE o SELECT /*+ MAPJOIN(d) */ s.a, d.b, INPUT__FILE__NAME FROM src s JOIN d ON s.k = d.k
---
reads: src, d
writes: o

== hive acid merge | hive
schema: t(id, v); s(id, v, op)
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)
---
reads: s
may read: t
writes: t
t.v <- s.v
t.id <- s.id

== collect_set sort_array map from entries | spark, hive
INSERT INTO o (k, xs) SELECT k, sort_array(collect_set(v)) FROM src GROUP BY k
---
reads: src
writes: o
o.k <- src.k
o.xs <- src.v

== higher order functions | spark, databricks
INSERT INTO o (x, y) SELECT transform(xs, x -> x.a + k), aggregate(ys, 0, (acc, y) -> acc + y) FROM src
---
reads: src
writes: o
o.x <- src.xs, src.k
o.y <- src.ys

== create table using delta location and select | databricks
CREATE OR REPLACE TABLE main.s.o USING DELTA PARTITIONED BY (d) COMMENT 'x' TBLPROPERTIES ('delta.x' = '1') AS SELECT a, current_date() AS d FROM main.s.src
---
reads: main.s.src
writes: main.s.o
main.s.o.a <- main.s.src.a

== from json and variant paths | databricks
INSERT INTO o (a, b) SELECT raw:items[0].id::int, from_json(raw, 'x INT').x FROM src
---
reads: src
writes: o
o.a <- src.raw
o.b <- src.raw

== materialized view databricks schedule | databricks
CREATE OR REPLACE MATERIALIZED VIEW main.s.mv SCHEDULE EVERY 1 HOUR AS SELECT a FROM main.s.src
---
reads: main.s.src
writes: main.s.mv
main.s.mv.a <- main.s.src.a

== apply changes | databricks
APPLY CHANGES INTO LIVE.tgt FROM STREAM(LIVE.src) KEYS (id) SEQUENCE BY ts
---
reads: live.src
writes: live.tgt

== delete with exists and update set case | databricks
UPDATE main.s.t SET v = CASE WHEN a > 1 THEN b ELSE v END WHERE EXISTS (SELECT 1 FROM main.s.u WHERE u.id = t.id)
---
reads: main.s.t, main.s.u
writes: main.s.t
main.s.t.v <- main.s.t.b, main.s.t.v

== snowflake insert from values and select parse | snowflake
INSERT INTO t (id, v) SELECT column1, PARSE_JSON(column2) FROM VALUES (1, '{}'), (2, '[]')
---
writes: t

== snowflake create table as with columns and cluster | snowflake
CREATE OR REPLACE TABLE t (x NUMBER, y VARCHAR) CLUSTER BY (x) AS SELECT a, b FROM s
---
reads: s
writes: t
t.x <- s.a
t.y <- s.b

== snowflake higher order and object star | snowflake
INSERT INTO o (x, y) SELECT FILTER(arr, e -> e:v > 1), OBJECT_CONSTRUCT('a', a, 'b', b) FROM s
---
reads: s
writes: o
o.x <- s.arr
o.y <- s.a, s.b

== snowflake multi use and dot dot | snowflake
USE ROLE r; USE WAREHOUSE w; USE SCHEMA db1.s1; CREATE TABLE t AS SELECT a FROM db2..src
---
reads: db2.public.src
writes: db1.s1.t
db1.s1.t.a <- db2.public.src.a

== snowflake unpivot include nulls and generator | snowflake
schema: src(id, jan, feb)
INSERT INTO o (id, m, v) SELECT * FROM src UNPIVOT INCLUDE NULLS (v FOR m IN (jan, feb))
---
reads: src
writes: o
o.id <- src.id
o.v <- src.jan, src.feb

== mysql insert select with union and parenthesised | mysql
INSERT INTO o (a) (SELECT a FROM s1) UNION (SELECT b FROM s2) ORDER BY 1
---
reads: s1, s2
writes: o
o.a <- s1.a, s2.b

== mysql update from derived table | mysql
UPDATE t JOIN (SELECT id, SUM(v) AS sv FROM s GROUP BY id) x ON x.id = t.id SET t.total = x.sv, t.n = t.n + 1
---
reads: s, t
writes: t
t.total <- s.v
t.n <- t.n

== mysql delete alias with subquery | mysql
DELETE t FROM db.t t LEFT JOIN db.k k ON k.id = t.id WHERE k.id IS NULL
---
reads: db.k
may read: db.t
writes: db.t

== mysql create view with algorithm | mysql
CREATE OR REPLACE ALGORITHM = MERGE DEFINER = `u`@`%` SQL SECURITY INVOKER VIEW v (x) AS SELECT a FROM t WITH CASCADED CHECK OPTION
---
reads: t
writes: v
v.x <- t.a

== postgres update from values | postgres
UPDATE t SET v = x.v FROM (VALUES (1, 'a'), (2, 'b')) AS x (id, v) WHERE x.id = t.id
---
may read: t
writes: t

== postgres insert from function returning rows with column definitions | postgres
INSERT INTO o (a) SELECT x.a FROM json_to_record('{}') AS x (a int)
---
writes: o

== postgres merge returning in cte | postgres
WITH m AS (MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v RETURNING t.id, merge_action() AS act) INSERT INTO log (id, act) SELECT id, act FROM m
---
reads: s, t
writes: t, log
t.v <- s.v
log.id <- t.id

== redshift copy json and manifest | redshift
COPY s.t FROM 's3://b/m.json' IAM_ROLE default FORMAT AS JSON 'auto' MANIFEST GZIP
---
reads: s3://b/m.json
writes: s.t

== redshift update with cte | redshift
WITH x AS (SELECT id, MAX(v) AS v FROM s GROUP BY id) UPDATE t SET v = x.v FROM x WHERE x.id = t.id
---
reads: s
may read: t
writes: t
t.v <- s.v

== redshift call with procedure in text | redshift
CREATE OR REPLACE PROCEDURE p() AS $$ BEGIN TRUNCATE o; INSERT INTO o (a) SELECT a FROM s; END; $$ LANGUAGE plpgsql; CALL p();
---
reads: s
writes: o
o.a <- s.a

== teradata insert select with casting and period | teradata
INSERT INTO db.o (a, b) SELECT CAST(a AS VARCHAR(10)), ZEROIFNULL(b) + NULLIFZERO(c) FROM db.s WHERE d BETWEEN DATE '2024-01-01' AND CURRENT_DATE
---
reads: db.s
writes: db.o
db.o.a <- db.s.a
db.o.b <- db.s.b, db.s.c

== teradata derived table with columns | teradata
SELECT dt.x FROM (SEL a FROM db.s) AS dt (x) QUALIFY RANK() OVER (ORDER BY dt.x) <= 3
---
reads: db.s
.x <- db.s.a

== exasol merge with insert where | exasol
MERGE INTO s.t USING s.src ON t.id = src.id WHEN MATCHED THEN UPDATE SET v = src.v WHERE src.v > 1 WHEN NOT MATCHED THEN INSERT VALUES (src.id, src.v) WHERE src.id > 0
---
reads: s.src
may read: s.t
writes: s.t

== bigquery insert with struct and array of struct | bigquery
INSERT INTO d.o (id, items) SELECT id, ARRAY_AGG(STRUCT(sku, qty) ORDER BY qty) FROM d.s GROUP BY id
---
reads: d.s
writes: d.o
d.o.id <- d.s.id
d.o.items <- d.s.sku, d.s.qty

== bigquery delete then merge in transaction with declare array | bigquery
DECLARE ids ARRAY<INT64>; SET ids = (SELECT ARRAY_AGG(id) FROM d.k); DELETE FROM d.t WHERE id IN UNNEST(ids);
---
reads: d.k
may read: d.t
writes: d.t

== bigquery case and repeat loop | bigquery
DECLARE x INT64 DEFAULT 0; REPEAT INSERT INTO d.o (a) SELECT a FROM d.s WHERE n = x; SET x = x + 1; UNTIL x > 3 END REPEAT; CASE WHEN x > 1 THEN TRUNCATE TABLE d.p; END CASE;
---
reads: d.s
writes: d.o, d.p
d.o.a <- d.s.a

== bigquery execute immediate into | bigquery
DECLARE n INT64; EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM d.s' INTO n; INSERT INTO d.o (a) VALUES (n)
---
reads: d.s
writes: d.o

== columns with apply | clickhouse
schema: src(k, a1, a2)
CREATE TABLE o ENGINE = Memory AS SELECT k, COLUMNS('^a') APPLY(sum) FROM src GROUP BY k
---
reads: src
writes: o
o.k <- src.k
o.sum(a1) <- src.a1
o.sum(a2) <- src.a2

== names that look like options | bigquery
INSERT INTO d.o (a) WITH connection AS (SELECT a FROM d.src) SELECT a FROM connection
---
reads: d.src
writes: d.o
d.o.a <- d.src.a

== tables that are called like options | mysql
UPDATE quick SET a = 1; DELETE FROM ignored
---
may read: quick, ignored
writes: quick, ignored

== columns that are called like statements | teradata
INSERT INTO db.o (a, b) SELECT normalize, CASE WHEN x > 1 THEN y ELSE z END FROM db.src
---
reads: db.src
writes: db.o
db.o.a <- db.src.normalize
db.o.b <- db.src.y, db.src.z

== several compound assignments | tsql
schema: dbo.t(id, a, b); dbo.s(id, x, y)
UPDATE dbo.t SET a += s.x,b -= s.y FROM dbo.s AS s WHERE s.id = dbo.t.id
---
reads: dbo.s, dbo.t
writes: dbo.t
dbo.t.a <- dbo.t.a, dbo.s.x
dbo.t.b <- dbo.t.b, dbo.s.y
