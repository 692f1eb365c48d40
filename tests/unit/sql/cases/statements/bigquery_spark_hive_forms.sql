== bq legacy date sharded wildcard | bigquery
SELECT user_id, COUNT(*) AS n FROM `p.ds.events_2024*` WHERE _TABLE_SUFFIX >= '0101' GROUP BY user_id
---
reads: p.ds.events_2024*
user_id <- p.ds.events_2024*.user_id
rows <- p.ds.events_2024*.user_id (group_by)
exact

== bq merge with subquery array | bigquery
MERGE `p.d.t` T USING (SELECT * FROM UNNEST([STRUCT(1 AS id, 'a' AS v)])) S ON T.id = S.id WHEN MATCHED THEN UPDATE SET v = S.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (id, v)
---
may read: p.d.t
writes: p.d.t

== bq create snapshot and clone copy | bigquery
CREATE SNAPSHOT TABLE d.s CLONE d.t FOR SYSTEM_TIME AS OF TIMESTAMP '2024-01-01'; CREATE TABLE d.c COPY d.t; CREATE TABLE d.k CLONE d.t
---
reads: d.t
writes: d.s, d.c, d.k

== bq external table | bigquery
CREATE OR REPLACE EXTERNAL TABLE d.e (a INT64) WITH PARTITION COLUMNS OPTIONS (format = 'PARQUET', uris = ['gs://b/x/*'], hive_partition_uri_prefix = 'gs://b/x')
---
reads: gs://b/x/*
may read: gs://b/x
writes: d.e

== bq load data overwrite | bigquery
LOAD DATA OVERWRITE d.t (a INT64) FROM FILES (format = 'CSV', uris = ['gs://b/1.csv', 'gs://b/2.csv'])
---
reads: gs://b/1.csv, gs://b/2.csv
writes: d.t

== bq materialized view options | bigquery
CREATE MATERIALIZED VIEW d.mv PARTITION BY DATE(ts) CLUSTER BY k OPTIONS (enable_refresh = true) AS SELECT k, ts, SUM(v) AS s FROM d.t GROUP BY k, ts
---
reads: d.t
writes: d.mv
d.mv.k <- d.t.k
d.mv.ts <- d.t.ts
d.mv.s <- d.t.v

== bq qualify without where and named window | bigquery
SELECT k, LAST_VALUE(v IGNORE NULLS) OVER w AS lv FROM d.t QUALIFY RANK() OVER w = 1 WINDOW w AS (PARTITION BY k ORDER BY ts)
---
reads: d.t
k <- d.t.k (identity)
lv <- d.t.v (transformation), d.t.k (window), d.t.ts (window)
rows <- d.t.k (window), d.t.ts (window)
exact

== bq unpivot | bigquery
CREATE TABLE d.o AS SELECT id, q, amt FROM d.w UNPIVOT (amt FOR q IN (q1, q2))
---
reads: d.w
writes: d.o
d.o.id <- d.w.id
d.o.amt <- d.w.q1, d.w.q2

== bq nested struct array of struct update | bigquery
UPDATE d.t SET items = ARRAY(SELECT AS STRUCT i.sku, i.qty * 2 AS qty FROM UNNEST(items) AS i WHERE i.qty > 0) WHERE TRUE
---
reads: d.t
writes: d.t
d.t.items <- d.t.items

== bq geo approx json | bigquery
INSERT INTO d.o (a, b, c) SELECT ST_GEOGPOINT(lon, lat), JSON_EXTRACT_ARRAY(doc, '$.x'), SAFE_CAST(SAFE.PARSE_DATE('%Y', y) AS STRING) FROM d.t
---
reads: d.t
writes: d.o
d.o.a <- d.t.lon, d.t.lat
d.o.b <- d.t.doc
d.o.c <- d.t.y

== bq call system and assert | bigquery
ASSERT (SELECT COUNT(*) FROM d.t) > 0 AS 'empty'; CALL BQ.REFRESH_MATERIALIZED_VIEW('p.d.mv'); TRUNCATE TABLE d.x; ALTER TABLE d.y SET OPTIONS (description = 'x'); DROP TABLE IF EXISTS d.z
---
reads: d.t
may read: d.t
writes: d.x, d.y, d.z
! unsupported

== bq create function sql and use | bigquery
CREATE TEMP FUNCTION clean(s STRING) AS (LOWER(TRIM(s))); CREATE TABLE d.o AS SELECT clean(nm) AS nm FROM d.t
---
reads: d.t
writes: d.o
d.o.nm <- d.t.nm

== bq tvf defined in text | bigquery
CREATE TABLE FUNCTION d.f(y INT64) AS SELECT id, v FROM d.t WHERE yr = y; CREATE TABLE d.o AS SELECT id FROM d.f(2024)
---
reads: d.t
writes: d.o
d.o.id <- d.t.id

== bq with offset correlated | bigquery
SELECT id, (SELECT STRING_AGG(x, ',' ORDER BY off) FROM UNNEST(arr) AS x WITH OFFSET off) AS s FROM d.t
---
reads: d.t
id <- d.t.id
s <- d.t.arr

== bq row access and comments hash | bigquery
# comment INSERT INTO x
CREATE OR REPLACE ROW ACCESS POLICY p ON d.t GRANT TO ('user:a@b.c') FILTER USING (region = 'x'); SELECT a FROM d.t # trailing FROM y
---
reads: d.t
may read: d.t
a <- d.t.a

== bq union corresponding and except distinct | bigquery
SELECT a, b FROM d.x UNION ALL BY NAME SELECT b, a FROM d.y EXCEPT DISTINCT SELECT a, b FROM d.z
---
reads: d.x, d.y, d.z
a <- d.x.a, d.y.a
b <- d.x.b, d.y.b

== bq generate date array cross join | bigquery
CREATE TABLE d.o AS SELECT dt, c.id FROM UNNEST(GENERATE_DATE_ARRAY('2024-01-01', '2024-01-31')) AS dt CROSS JOIN d.c AS c
---
reads: d.c
writes: d.o
d.o.id <- d.c.id

== bq array join left unnest | bigquery
SELECT o.id, i.sku FROM d.orders o LEFT JOIN UNNEST(o.items) AS i ON i.qty > 1
---
reads: d.orders
id <- d.orders.id
sku <- d.orders.items
rows <- d.orders.items (join)
exact

== bq dcl and info schema | bigquery
SELECT table_name FROM `p.d.INFORMATION_SCHEMA.TABLES` WHERE table_type = 'BASE TABLE'
---
reads: p.d.INFORMATION_SCHEMA.TABLES
table_name <- p.d.INFORMATION_SCHEMA.TABLES.table_name

== spark merge not matched by source update | spark
MERGE INTO t AS a USING s AS b ON a.id = b.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET a.st = 'gone' WHEN NOT MATCHED THEN INSERT (id, st) VALUES (b.id, b.st)
---
reads: s
may read: t
writes: t
t.id <- s.id
t.st <- s.st

== spark sql udf and grouping sets | spark
CREATE FUNCTION f AS 'com.x.F'; INSERT OVERWRITE o SELECT a, b, f(c) AS c, count(*) AS n FROM t GROUP BY a, b, c GROUPING SETS ((a, b, c), (a))
---
reads: t
writes: o
o.a <- t.a
o.b <- t.b
o.c <- t.c

== spark delta time travel join | spark
SELECT n.id FROM db.t n LEFT ANTI JOIN db.t VERSION AS OF 5 o ON n.id = o.id
---
reads: db.t
id <- db.t.id
rows <- db.t.id (join)
exact

== spark describe history and show | spark
DESCRIBE HISTORY db.t; SHOW PARTITIONS db.t; ANALYZE TABLE db.t COMPUTE STATISTICS; REFRESH TABLE db.t; MSCK REPAIR TABLE db.t
---
may read: db.t

== spark alter table rename partition | spark
ALTER TABLE db.a RENAME TO db.b; ALTER TABLE db.c DROP IF EXISTS PARTITION (ds='1'); ALTER TABLE db.d SET TBLPROPERTIES ('x'='y'); ALTER VIEW db.v AS SELECT a FROM db.s
---
reads: db.a, db.s
writes: db.b, db.c, db.d, db.v
db.v.a <- db.s.a

== spark lateral subquery and map | spark
SELECT t.id, l.mx, map('a', t.x)['a'] AS m FROM t, LATERAL (SELECT max(v) AS mx FROM u WHERE u.id = t.id) l
---
reads: t, u
id <- t.id
mx <- u.v
m <- t.x

== spark with cte in insert body | spark
WITH c AS (SELECT a FROM s) INSERT INTO o SELECT a FROM c
---
reads: s
writes: o
o.a <- s.a

== spark values and exists any | spark
SELECT exists(arr, x -> x > lim) AS e, any_match AS m, if(a, b, c) AS i, nvl2(d, e1, f) AS n FROM t
---
reads: t
e <- t.arr, t.lim
m <- t.any_match
i <- t.b, t.c, t.a (conditional)
n <- t.e1, t.f, t.d (conditional)

== hive ctas with skew and buckets | hive
CREATE TABLE o CLUSTERED BY (a) INTO 8 BUCKETS STORED AS ORC TBLPROPERTIES ('transactional'='true') AS SELECT a, collect_set(b) AS bs FROM t GROUP BY a
---
reads: t
writes: o
o.a <- t.a
o.bs <- t.b

== hive set vars and sampling | hive
SET hive.exec.dynamic.partition=true; SET hivevar:d=2024-01-01; INSERT OVERWRITE TABLE o SELECT a FROM t TABLESAMPLE(BUCKET 1 OUT OF 4 ON a) WHERE ds = '${hivevar:d}'
---
reads: t
writes: o
o.a <- t.a
rows <- t.ds (filter)

== hive json tuple view get_json | hive
SELECT t.id, j.a, get_json_object(t.doc, '$.b') AS b FROM t LATERAL VIEW json_tuple(t.doc, 'a', 'c') j AS a, c
---
reads: t
id <- t.id
a <- t.doc
b <- t.doc

== hive left semi cube union all subquery | hive
INSERT INTO TABLE o PARTITION (ds='x') SELECT * FROM (SELECT a, b FROM s1 UNION ALL SELECT c, d FROM s2) u LEFT SEMI JOIN k ON u.a = k.a
---
reads: s1, s2, k
writes: o
o.a <- s1.a, s2.c
o.b <- s1.b, s2.d
