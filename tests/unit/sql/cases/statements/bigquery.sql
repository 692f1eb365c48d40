== scripting with temp table and loop | bigquery
DECLARE i INT64 DEFAULT 0; CREATE TEMP TABLE tmp AS SELECT id, v FROM `p.d.src`; WHILE i < 3 DO INSERT INTO `p.d.out1` (id, v) SELECT id, v FROM tmp WHERE MOD(id, 3) = i; SET i = i + 1; END WHILE;
---
reads: p.d.src
writes: p.d.out1
p.d.out1.id <- p.d.src.id
p.d.out1.v <- p.d.src.v

== set from subquery | bigquery
DECLARE m TIMESTAMP; SET m = (SELECT MAX(ts) FROM d.wm); INSERT d.out1 (a) SELECT a FROM d.src WHERE ts > m;
---
reads: d.wm, d.src
writes: d.out1
d.out1.a <- d.src.a

== execute immediate format | bigquery
EXECUTE IMMEDIATE 'INSERT INTO d.out1 (a) SELECT a FROM d.src WHERE x = ?' USING 1
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a

== execute immediate format function | bigquery
EXECUTE IMMEDIATE FORMAT('CREATE TABLE d.out_%s AS SELECT a FROM d.src', 'x')
---
reads: d.src
writes: d.out_x
d.out_x.a <- d.src.a

== for in loop | bigquery
FOR r IN (SELECT id, v FROM d.src) DO INSERT INTO d.out1 (id, v) VALUES (r.id, r.v); END FOR;
---
reads: d.src
writes: d.out1
d.out1.id <- d.src.id
d.out1.v <- d.src.v

== exception block | bigquery
BEGIN INSERT INTO d.out1 (a) SELECT a FROM d.src; EXCEPTION WHEN ERROR THEN INSERT INTO d.err (m) SELECT @@error.message; END
---
reads: d.src
writes: d.out1, d.err
d.out1.a <- d.src.a

== if then elseif | bigquery
IF EXISTS (SELECT 1 FROM d.flag) THEN TRUNCATE TABLE d.out1; ELSEIF (SELECT COUNT(*) FROM d.f2) > 0 THEN DELETE FROM d.out2 WHERE TRUE; END IF;
---
reads: d.flag, d.f2
may read: d.out2
writes: d.out1, d.out2

== wildcard table with suffix | bigquery
INSERT INTO d.out1 (a) SELECT a FROM `p.d.events_*` WHERE _TABLE_SUFFIX BETWEEN '20240101' AND '20240131'
---
reads: p.d.events_*
writes: d.out1
d.out1.a <- p.d.events_*.a

== partition decorator | bigquery
INSERT INTO `p.d.out1$20240101` (a) SELECT a FROM `p.d.src$20240101`
---
reads: p.d.src
writes: p.d.out1
p.d.out1.a <- p.d.src.a

== dashed project | bigquery
CREATE TABLE my-proj.d.out1 AS SELECT a FROM my-proj.d.src
---
reads: my-proj.d.src
writes: my-proj.d.out1
my-proj.d.out1.a <- my-proj.d.src.a

== information schema | bigquery
CREATE TABLE d.out1 AS SELECT table_name FROM d.INFORMATION_SCHEMA.TABLES
---
reads: d.information_schema.tables
writes: d.out1
d.out1.table_name <- d.information_schema.tables.table_name

== region information schema | bigquery
CREATE TABLE d.out1 AS SELECT job_id FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT
---
reads: region-us.information_schema.jobs_by_project
writes: d.out1
d.out1.job_id <- region-us.information_schema.jobs_by_project.job_id

== unnest with offset and struct | bigquery
INSERT INTO d.out1 (id, n, o) SELECT s.id, it.name, o FROM d.src s, UNNEST(s.items) AS it WITH OFFSET AS o
---
reads: d.src
writes: d.out1
d.out1.id <- d.src.id
d.out1.n <- d.src.items

== implicit unnest | bigquery
INSERT INTO d.out1 (id, n) SELECT s.id, it.name FROM d.src s, s.items AS it
---
reads: d.src
writes: d.out1
d.out1.id <- d.src.id
d.out1.n <- d.src.items

== unnest in a subquery | bigquery
schema: d.src(id, params)
INSERT INTO d.out1 (id, v) SELECT id, (SELECT value.string_value FROM UNNEST(params) WHERE key = 'x') FROM d.src
---
reads: d.src
writes: d.out1
d.out1.id <- d.src.id
d.out1.v <- d.src.params

== array subquery | bigquery
INSERT INTO d.out1 (id, v) SELECT id, ARRAY(SELECT AS STRUCT x.a, x.b FROM UNNEST(xs) AS x WHERE x.c > 1) FROM d.src
---
reads: d.src
writes: d.out1
d.out1.id <- d.src.id
d.out1.v <- d.src.xs

== as struct star and as value | bigquery
CREATE TABLE d.out1 AS SELECT AS VALUE STRUCT(a AS x, b AS y) FROM d.src
---
reads: d.src
writes: d.out1
d.out1.x <- d.src.a
d.out1.y <- d.src.b

== merge insert row | bigquery
schema: d.s(id, v); d.t(id, v, d)
MERGE d.t T USING d.s S ON T.id = S.id WHEN NOT MATCHED THEN INSERT ROW WHEN NOT MATCHED BY SOURCE AND T.d < '2024-01-01' THEN DELETE
---
reads: d.s
may read: d.t
writes: d.t
d.t.id <- d.s.id
d.t.v <- d.s.v

== merge on false | bigquery
MERGE INTO `p.d.t` AS t USING (SELECT * FROM UNNEST([STRUCT(1 AS id, 'x' AS v)])) AS s ON FALSE WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
may read: p.d.t
writes: p.d.t

== update from unnest | bigquery
UPDATE d.t SET v = u.v FROM UNNEST([STRUCT(1 AS id, 'a' AS v)]) AS u WHERE t.id = u.id
---
may read: d.t
writes: d.t

== update nested field | bigquery
UPDATE d.t SET addr.city = s.city FROM d.s AS s WHERE t.id = s.id
---
reads: d.s
may read: d.t
writes: d.t
d.t.addr <- d.s.city

== export data | bigquery
EXPORT DATA OPTIONS (uri = 'gs://b/x/*.csv', format = 'CSV', overwrite = true) AS SELECT a, b FROM d.src ORDER BY a
---
reads: d.src
writes: gs://b/x/*.csv
gs://b/x/*.csv.a <- d.src.a
gs://b/x/*.csv.b <- d.src.b

== export data with connection | bigquery
EXPORT DATA WITH CONNECTION `us.c1` OPTIONS (uri = 's3://b/x/*', format = 'JSON') AS (SELECT a FROM d.src)
---
reads: d.src
writes: s3://b/x/*
s3://b/x/*.a <- d.src.a

== load data overwrite | bigquery
LOAD DATA OVERWRITE d.t (a INT64) PARTITION BY d FROM FILES (format = 'CSV', uris = ['gs://b/1.csv', 'gs://b/2.csv'])
---
reads: gs://b/1.csv, gs://b/2.csv
writes: d.t

== external table with hive partitions | bigquery
CREATE OR REPLACE EXTERNAL TABLE d.ext WITH PARTITION COLUMNS (dt DATE) OPTIONS (format = 'PARQUET', uris = ['gs://b/p/*'], hive_partition_uri_prefix = 'gs://b/p')
---
reads: gs://b/p/*
writes: d.ext

== create model and predict | bigquery
CREATE OR REPLACE MODEL d.m OPTIONS (model_type = 'linear_reg', input_label_cols = ['y']) AS SELECT x, y FROM d.src
---
reads: d.src
writes: d.m

== ml predict | bigquery
CREATE TABLE d.out1 AS SELECT id, predicted_y FROM ML.PREDICT(MODEL d.m, (SELECT id, x FROM d.src))
---
reads: d.src
may read: d.m
writes: d.out1
d.out1.id <- d.src.id
d.out1.predicted_y <- d.src.id, d.src.x

== external query | bigquery
CREATE TABLE d.out1 AS SELECT r.a FROM EXTERNAL_QUERY('us.conn', 'SELECT a FROM public.t') AS r
---
reads: us.conn.public.t
writes: d.out1
! unsupported

== table function tvf | bigquery
CREATE TABLE d.out1 AS SELECT a FROM d.my_tvf(1, TABLE d.src)
---
reads: d.src
may read: d.src
writes: d.out1

== create table function | bigquery
CREATE OR REPLACE TABLE FUNCTION d.f(x INT64) AS SELECT a FROM d.src WHERE b = x
---
== time travel | bigquery
CREATE TABLE d.out1 AS SELECT a FROM d.src FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR)
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a

== appends function | bigquery
CREATE TABLE d.out1 AS SELECT a FROM APPENDS(TABLE d.src, NULL, NULL)
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a

== pivot with struct | bigquery
CREATE TABLE d.out1 AS SELECT * FROM (SELECT id, q, amt FROM d.src) PIVOT (SUM(amt) AS s, COUNT(*) AS c FOR q IN ('Q1', 'Q2'))
---
reads: d.src
writes: d.out1
d.out1.id <- d.src.id
d.out1.s_q1 <- d.src.amt
d.out1.s_q2 <- d.src.amt

== clone and snapshot | bigquery
CREATE SNAPSHOT TABLE d.snap CLONE d.src FOR SYSTEM_TIME AS OF TIMESTAMP '2024-01-01 00:00:00' OPTIONS (friendly_name = 'x')
---
reads: d.src
writes: d.snap

== create table copy | bigquery
CREATE TABLE d.out1 COPY d.src
---
reads: d.src
writes: d.out1

== alter rename and drop snapshot | bigquery
ALTER TABLE d.a RENAME TO b
---
reads: d.a
writes: d.b

== qualify over select distinct | bigquery
CREATE TABLE d.out1 AS SELECT DISTINCT a, b FROM d.src WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY ts DESC) = 1
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a
d.out1.b <- d.src.b

== call procedure defined here | bigquery
CREATE OR REPLACE PROCEDURE d.p(x INT64) BEGIN INSERT INTO d.out1 (a) SELECT a FROM d.src WHERE b = x; END; CALL d.p(3);
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a

== call unknown | bigquery
CALL d.unknown_proc('x')
---
! unsupported

== pipe syntax | bigquery
CREATE TABLE d.out1 AS FROM d.src |> WHERE a > 1 |> EXTEND a + b AS c |> AGGREGATE SUM(c) AS s GROUP BY k
---
reads: d.src
writes: d.out1
d.out1.k <- d.src.k
d.out1.s <- d.src.a, d.src.b

== search and vector functions | bigquery
CREATE TABLE d.out1 AS SELECT base.id FROM VECTOR_SEARCH(TABLE d.src, 'emb', (SELECT emb FROM d.q), top_k => 5)
---
reads: d.src, d.q
writes: d.out1

== materialized view options | bigquery
CREATE MATERIALIZED VIEW d.mv PARTITION BY dt CLUSTER BY k OPTIONS (enable_refresh = true) AS SELECT dt, k, COUNT(*) AS n FROM d.src GROUP BY dt, k
---
reads: d.src
writes: d.mv
d.mv.dt <- d.src.dt
d.mv.k <- d.src.k

== begin transaction | bigquery
BEGIN TRANSACTION; DELETE FROM d.out1 WHERE dt = @d; INSERT INTO d.out1 (a, dt) SELECT a, @d FROM d.src; COMMIT TRANSACTION;
---
reads: d.src
may read: d.out1
writes: d.out1
d.out1.a <- d.src.a

== view with column descriptions | bigquery
CREATE VIEW d.v (x OPTIONS (description = 'the x'), y) OPTIONS (expiration_timestamp = NULL) AS SELECT a, b FROM d.src
---
reads: d.src
writes: d.v
d.v.x <- d.src.a
d.v.y <- d.src.b

== except and replace star | bigquery
schema: d.src(a, b, c)
CREATE TABLE d.out1 AS SELECT * EXCEPT (c) REPLACE (UPPER(b) AS b) FROM d.src
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a
d.out1.b <- d.src.b

== case sensitive columns and tables | bigquery
INSERT INTO d.Out1 (a) SELECT A FROM d.Src
---
reads: d.src
writes: d.out1
d.out1.a <- d.src.a

== array_agg row offset struct | bigquery
CREATE OR REPLACE TABLE d.o AS SELECT latest.* FROM (SELECT ARRAY_AGG(t ORDER BY t.ts DESC LIMIT 1)[OFFSET(0)] AS latest FROM d.src t GROUP BY t.id)
---
reads: d.src
writes: d.o
! unresolved

== array_agg row offset struct with catalog | bigquery
schema: d.src(id, ts, v)
CREATE OR REPLACE TABLE d.o AS SELECT latest.* FROM (SELECT ARRAY_AGG(t ORDER BY t.ts DESC LIMIT 1)[OFFSET(0)] AS latest FROM d.src t GROUP BY t.id)
---
reads: d.src
writes: d.o
d.o.id <- d.src.id
d.o.ts <- d.src.ts
d.o.v <- d.src.v

== array_agg row field | bigquery
INSERT INTO d.o (id, v) SELECT id, ARRAY_AGG(t ORDER BY ts DESC LIMIT 1)[OFFSET(0)].v FROM d.src AS t GROUP BY id
---
reads: d.src
writes: d.o
d.o.id <- d.src.id
d.o.v <- d.src.v

== array_agg struct safe_offset field | bigquery
INSERT INTO d.o (id, v) SELECT id, ARRAY_AGG(STRUCT(a AS v, b AS w) ORDER BY ts DESC)[SAFE_OFFSET(0)].v FROM d.src GROUP BY id
---
reads: d.src
writes: d.o
d.o.id <- d.src.id
d.o.v <- d.src.a

== any_value having max | bigquery
INSERT INTO d.o (id, v) SELECT id, ANY_VALUE(v HAVING MAX ts) FROM d.src GROUP BY id
---
reads: d.src
writes: d.o
d.o.id <- d.src.id
d.o.v <- d.src.v

== unnest alias star of array of struct | bigquery
CREATE TABLE d.o AS SELECT s.id, e.sku, e.qty * e.price AS total FROM d.orders s CROSS JOIN UNNEST(s.lines) AS e WHERE e.qty > 0
---
reads: d.orders
writes: d.o
d.o.id <- d.orders.id
d.o.sku <- d.orders.lines
d.o.total <- d.orders.lines

== unnest of literal struct array star | bigquery
CREATE TABLE d.o AS SELECT e.*, s.k FROM UNNEST([STRUCT(1 AS a, 'x' AS b), (2, 'y')]) AS e JOIN d.s ON s.k = e.a
---
reads: d.s
writes: d.o
d.o.k <- d.s.k

== ga4 event params | bigquery
CREATE OR REPLACE TABLE `proj.mart.pv` PARTITION BY dt CLUSTER BY page OPTIONS (description = 'x') AS SELECT PARSE_DATE('%Y%m%d', event_date) AS dt, (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_location') AS page, COUNT(DISTINCT user_pseudo_id) AS users FROM `proj.analytics_123.events_*` WHERE _TABLE_SUFFIX BETWEEN FORMAT_DATE('%Y%m%d', DATE_SUB(CURRENT_DATE(), INTERVAL 3 DAY)) AND FORMAT_DATE('%Y%m%d', CURRENT_DATE()) AND event_name = 'page_view' GROUP BY 1, 2
---
reads: proj.analytics_123.events_*
writes: proj.mart.pv
proj.mart.pv.dt <- proj.analytics_123.events_*.event_date
proj.mart.pv.page <- proj.analytics_123.events_*.event_params
proj.mart.pv.users <- proj.analytics_123.events_*.user_pseudo_id

== merge constant false partition replace | bigquery
MERGE d.t AS T USING (SELECT * EXCEPT (rn) FROM (SELECT id, dt, v, ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts DESC) AS rn FROM d.s) WHERE rn = 1) AS S ON FALSE WHEN NOT MATCHED BY SOURCE AND T.dt = '2024-01-01' THEN DELETE WHEN NOT MATCHED THEN INSERT (id, dt, v) VALUES (id, dt, v)
---
reads: d.s
may read: d.t
writes: d.t
d.t.id <- d.s.id
d.t.dt <- d.s.dt
d.t.v <- d.s.v

== merge insert row | bigquery
schema: d.t(id, v); d.s(id, v)
MERGE INTO d.t USING d.s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT ROW
---
reads: d.s
may read: d.t
writes: d.t
d.t.id <- d.s.id
d.t.v <- d.s.v

== scripting with execute immediate concatenation | bigquery
DECLARE tbl STRING DEFAULT 'proj.ds.daily'; DECLARE q STRING; SET q = CONCAT('INSERT INTO `', tbl, '` (a) SELECT a FROM `proj.ds.src`'); EXECUTE IMMEDIATE q;
---
reads: proj.ds.src
writes: proj.ds.daily
proj.ds.daily.a <- proj.ds.src.a

== execute immediate format two names | bigquery
DECLARE dst STRING DEFAULT 'o'; EXECUTE IMMEDIATE FORMAT("""CREATE OR REPLACE TABLE ds.%s AS SELECT a, b FROM ds.%s WHERE d = '%s'""", dst, 'src', '2024-01-01');
---
reads: ds.src
writes: ds.o
ds.o.a <- ds.src.a
ds.o.b <- ds.src.b

== for over query with record | bigquery
FOR rec IN (SELECT country, total FROM ds.c) DO INSERT INTO ds.o (c, t) SELECT rec.country, SUM(amt) FROM ds.f WHERE f.country = rec.country; END FOR;
---
reads: ds.c, ds.f
writes: ds.o
ds.o.c <- ds.c.country
ds.o.t <- ds.f.amt

== procedure with in out and call | bigquery
CREATE OR REPLACE PROCEDURE ds.p(IN d DATE, OUT n INT64) BEGIN INSERT INTO ds.o (dt, v) SELECT dt, v FROM ds.s WHERE dt = d; SET n = @@row_count; END; DECLARE x INT64; CALL ds.p('2024-01-01', x);
---
reads: ds.s
writes: ds.o
ds.o.dt <- ds.s.dt
ds.o.v <- ds.s.v

== create temp function then use | bigquery
CREATE TEMP FUNCTION norm(x STRING) AS (LOWER(TRIM(x))); CREATE TEMP FUNCTION js(x FLOAT64) RETURNS FLOAT64 LANGUAGE js AS r"""return x*2;"""; CREATE TABLE ds.o AS SELECT norm(mail) AS m, js(v) AS w FROM ds.s;
---
reads: ds.s
writes: ds.o
ds.o.m <- ds.s.mail
ds.o.w <- ds.s.v

== table function called in same text | bigquery
CREATE OR REPLACE TABLE FUNCTION ds.f(d DATE) AS SELECT id, v FROM ds.s WHERE dt = d; INSERT INTO ds.o (id, v) SELECT id, v FROM ds.f('2024-01-01');
---
reads: ds.s
writes: ds.o
ds.o.id <- ds.s.id
ds.o.v <- ds.s.v

== pivot with in aliases | bigquery
schema: ds.s(id, q, amt)
CREATE TABLE ds.o AS SELECT * FROM ds.s PIVOT (SUM(amt) AS total, COUNT(*) AS n FOR q IN ('Q1' AS q1, 'Q2'))
---
reads: ds.s
writes: ds.o
ds.o.id <- ds.s.id
ds.o.total_q1 <- ds.s.amt
ds.o.total_q2 <- ds.s.amt

== unpivot of multiple columns | bigquery
CREATE TABLE ds.o AS SELECT id, sem, first_half, second_half FROM ds.s UNPIVOT ((first_half, second_half) FOR sem IN ((q1, q2) AS 'S1', (q3, q4) AS 'S2'))
---
reads: ds.s
writes: ds.o
ds.o.id <- ds.s.id
ds.o.first_half <- ds.s.q1, ds.s.q3
ds.o.second_half <- ds.s.q2, ds.s.q4

== load data from files with partition columns | bigquery
LOAD DATA OVERWRITE ds.t (x INT64, y STRING) PARTITION BY dt FROM FILES (format = 'PARQUET', uris = ['gs://b/p/*']) WITH PARTITION COLUMNS (dt DATE)
---
reads: gs://b/p/*
writes: ds.t

== export data as with ctes | bigquery
EXPORT DATA OPTIONS (uri = 'gs://b/out/*.csv', format = 'CSV', overwrite = true, header = true) AS WITH x AS (SELECT a FROM ds.s) SELECT a FROM x ORDER BY a
---
reads: ds.s
writes: gs://b/out/*.csv

== system time and snapshot clone | bigquery
CREATE SNAPSHOT TABLE ds.snap CLONE ds.t FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR) OPTIONS (expiration_timestamp = TIMESTAMP '2030-01-01'); CREATE TABLE ds.back CLONE ds.snap;
---
reads: ds.t, ds.snap
writes: ds.snap, ds.back

== window named and nested | bigquery
CREATE TABLE ds.o AS SELECT id, SUM(v) OVER w AS s, LAG(v, 1, dflt) OVER w AS l, FIRST_VALUE(x IGNORE NULLS) OVER (w2 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS f FROM ds.s WINDOW w AS (PARTITION BY id ORDER BY ts), w2 AS (PARTITION BY g ORDER BY ts2)
---
reads: ds.s
writes: ds.o
ds.o.id <- ds.s.id
ds.o.s <- ds.s.v
ds.o.l <- ds.s.v, ds.s.dflt
ds.o.f <- ds.s.x

== select as struct array subquery | bigquery
CREATE TABLE ds.o AS SELECT c.id, ARRAY(SELECT AS STRUCT o.oid, o.amt FROM ds.ord o WHERE o.cid = c.id ORDER BY o.ts) AS orders FROM ds.c c
---
reads: ds.c, ds.ord
writes: ds.o
ds.o.id <- ds.c.id
ds.o.orders <- ds.ord.oid, ds.ord.amt

== update nested array | bigquery
UPDATE ds.t SET items = ARRAY(SELECT AS STRUCT i.* REPLACE (i.qty + 1 AS qty) FROM UNNEST(items) AS i), meta.upd = CURRENT_TIMESTAMP() WHERE id IN (SELECT id FROM ds.s)
---
reads: ds.t, ds.s
writes: ds.t
ds.t.items <- ds.t.items

== delete with unnest and struct in | bigquery
DELETE FROM ds.t WHERE (a, b) IN (SELECT (x, y) FROM ds.s) OR a IN UNNEST([1, 2])
---
reads: ds.s
may read: ds.t
writes: ds.t

== json functions | bigquery
INSERT ds.o (a, b, c) SELECT JSON_VALUE(j, '$.a'), j.b.c, JSON_QUERY_ARRAY(j, '$.x')[SAFE_OFFSET(0)] FROM ds.s
---
reads: ds.s
writes: ds.o
ds.o.a <- ds.s.j
ds.o.b <- ds.s.j
ds.o.c <- ds.s.j

== dedupe with qualify where true | bigquery
CREATE OR REPLACE TABLE ds.t AS SELECT * FROM ds.t WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY _PARTITIONTIME DESC) = 1
---
reads: ds.t
writes: ds.t
! unresolved

== pipe syntax insert | bigquery
INSERT INTO ds.o (c, n) FROM ds.s |> WHERE x > 1 |> AGGREGATE COUNT(*) AS n, SUM(v) AS sv GROUP BY c |> SELECT c, sv
---
reads: ds.s
writes: ds.o
ds.o.c <- ds.s.c
ds.o.n <- ds.s.v

== pipe with join extend set drop | bigquery
CREATE TABLE ds.o AS FROM ds.a |> JOIN ds.b USING (id) |> EXTEND v * 2 AS w |> SELECT id, w
---
reads: ds.a, ds.b
writes: ds.o
! ambiguous

== range variable whole row to json | bigquery
schema: ds.s(a, b)
INSERT INTO ds.o (j) SELECT TO_JSON_STRING(t) FROM ds.s AS t
---
reads: ds.s
writes: ds.o
ds.o.j <- ds.s.a, ds.s.b

== create view over wildcard with pseudo columns | bigquery
CREATE OR REPLACE VIEW ds.v (a, sfx, pt) OPTIONS (labels = [('a', 'b')]) AS SELECT a, _TABLE_SUFFIX, _PARTITIONTIME FROM `p.ds.t_2024*`
---
reads: p.ds.t_2024*
writes: ds.v
ds.v.a <- p.ds.t_2024*.a

== insert values with subquery and struct | bigquery
INSERT INTO ds.o (id, s, n) VALUES (1, STRUCT('a', 2), (SELECT COUNT(x) FROM ds.s))
---
reads: ds.s
writes: ds.o
ds.o.n <- ds.s.x

== corresponding set op | bigquery
CREATE TABLE ds.o AS SELECT a, b FROM ds.x FULL OUTER UNION ALL BY NAME SELECT b, c FROM ds.y
---
reads: ds.x, ds.y
writes: ds.o
ds.o.a <- ds.x.a
ds.o.b <- ds.x.b, ds.y.b
ds.o.c <- ds.y.c

== with recursive and cte offset | bigquery
CREATE TABLE ds.o AS WITH RECURSIVE r AS ((SELECT id, ARRAY[id] AS path FROM ds.n WHERE p IS NULL) UNION ALL (SELECT n.id, ARRAY_CONCAT(r.path, [n.id]) FROM ds.n n JOIN r ON n.p = r.id)) SELECT id, path, o FROM r, UNNEST(path) x WITH OFFSET o
---
reads: ds.n
writes: ds.o
ds.o.id <- ds.n.id
ds.o.path <- ds.n.id

== project with dash unquoted and backticks partly | bigquery
INSERT my-proj.ds.o (a) SELECT s.a FROM my-proj.`ds`.src s JOIN `my-proj.ds`.`x y` z ON z.k = s.k
---
reads: my-proj.ds.src, my-proj.ds.x y
writes: my-proj.ds.o
my-proj.ds.o.a <- my-proj.ds.src.a

== transaction with temp table and drop | bigquery
BEGIN TRANSACTION; CREATE TEMP TABLE delta AS SELECT id, v FROM ds.s; DELETE ds.t WHERE id IN (SELECT id FROM delta); INSERT ds.t (id, v) SELECT id, v FROM delta; COMMIT TRANSACTION; DROP TABLE delta;
---
reads: ds.s
may read: ds.t
writes: ds.t
ds.t.id <- ds.s.id
ds.t.v <- ds.s.v

== ml predict with query | bigquery
CREATE TABLE ds.o AS SELECT id, predicted_y FROM ML.PREDICT(MODEL ds.m, (SELECT id, x FROM ds.s))
---
reads: ds.s, ds.m
may read: ds.m
writes: ds.o

== bigquery grant, assert, alter | bigquery
ASSERT (SELECT COUNT(*) FROM ds.t) > 0 AS 'empty'; ALTER TABLE ds.t ADD COLUMN IF NOT EXISTS x INT64; ALTER TABLE ds.t SET OPTIONS (expiration_timestamp = NULL); GRANT `roles/bigquery.dataViewer` ON TABLE ds.t TO 'user:a@b.c';
---
reads: ds.t
writes: ds.t

== if with block and raise | bigquery
IF (SELECT COUNT(1) FROM ds.s) = 0 THEN RAISE USING MESSAGE = 'no rows'; ELSE BEGIN CREATE OR REPLACE TABLE ds.o AS SELECT a FROM ds.s; EXCEPTION WHEN ERROR THEN ROLLBACK TRANSACTION; END; END IF;
---
reads: ds.s
writes: ds.o
ds.o.a <- ds.s.a

== case sensitive names stay | bigquery
INSERT INTO DS.Out1 (A) SELECT T.a FROM DS.Src T
---
reads: ds.src
writes: ds.out1
ds.out1.a <- ds.src.a

== struct constructor fields in cte | bigquery
INSERT INTO ds.o (a, b) WITH x AS (SELECT STRUCT(id AS k, UPPER(nm) AS n) AS s FROM ds.c) SELECT s.k, s.n FROM x
---
reads: ds.c
writes: ds.o
ds.o.a <- ds.c.id
ds.o.b <- ds.c.nm

== select star with struct expand from cte | bigquery
INSERT INTO ds.o (k, n) WITH x AS (SELECT STRUCT(id AS k, UPPER(nm) AS n) AS s FROM ds.c) SELECT s.* FROM x
---
reads: ds.c
writes: ds.o
ds.o.k <- ds.c.id
ds.o.n <- ds.c.nm

== unnest of array built of rows | bigquery
INSERT INTO ds.o (a, b) SELECT e.a, e.b FROM (SELECT ARRAY_AGG(STRUCT(x AS a, y AS b)) AS arr FROM ds.s) t, UNNEST(t.arr) e
---
reads: ds.s
writes: ds.o
ds.o.a <- ds.s.x
ds.o.b <- ds.s.y

== unnest of array built of rows star | bigquery
INSERT INTO ds.o (a, b) SELECT e.* FROM (SELECT ARRAY_AGG(STRUCT(x AS a, y AS b)) AS arr FROM ds.s) t, UNNEST(t.arr) e
---
reads: ds.s
writes: ds.o
ds.o.a <- ds.s.x
ds.o.b <- ds.s.y

== differential privacy and tablesample | bigquery
CREATE TABLE ds.o AS SELECT g, AVG(v) AS av FROM ds.s TABLESAMPLE SYSTEM (10 PERCENT) GROUP BY ROLLUP (g)
---
reads: ds.s
writes: ds.o
ds.o.g <- ds.s.g
ds.o.av <- ds.s.v

== date sharded insert and create or replace | bigquery
CREATE TABLE IF NOT EXISTS `p.d.ev_20240101` LIKE `p.d.ev_template`; INSERT INTO `p.d.ev_20240101` (a) SELECT a FROM `p.raw.ev_20240101`;
---
reads: p.raw.ev_20240101
may read: p.d.ev_template
writes: p.d.ev_20240101
p.d.ev_20240101.a <- p.raw.ev_20240101.a

== select as value dedupe | bigquery
schema: d.s(id, ts, v)
CREATE OR REPLACE TABLE d.o AS SELECT AS VALUE ARRAY_AGG(t ORDER BY ts DESC LIMIT 1)[OFFSET(0)] FROM d.s t GROUP BY id
---
reads: d.s
writes: d.o
d.o.id <- d.s.id
d.o.ts <- d.s.ts
d.o.v <- d.s.v

== select row star from cte | bigquery
schema: d.s(id, ts, v)
INSERT INTO d.o (id, ts, v) SELECT event.* FROM (SELECT ARRAY_AGG(t ORDER BY t.ts DESC LIMIT 1)[SAFE_OFFSET(0)] event FROM d.s t GROUP BY t.id)
---
reads: d.s
writes: d.o
d.o.id <- d.s.id
d.o.ts <- d.s.ts
d.o.v <- d.s.v

== array of struct field through unnest with offset and filter | bigquery
CREATE TABLE d.o AS SELECT id, (SELECT ARRAY_AGG(i.sku ORDER BY off) FROM UNNEST(items) i WITH OFFSET off WHERE i.q > 0) AS skus, ARRAY_LENGTH(items) AS n FROM d.s
---
reads: d.s
writes: d.o
d.o.id <- d.s.id
d.o.skus <- d.s.items
d.o.n <- d.s.items

== merge with struct source and update array concat | bigquery
MERGE d.t t USING (SELECT id, ARRAY_AGG(STRUCT(ts, v)) h FROM d.s GROUP BY id) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET h = ARRAY_CONCAT(t.h, s.h) WHEN NOT MATCHED THEN INSERT (id, h) VALUES (s.id, s.h)
---
reads: d.s, d.t
writes: d.t
d.t.id <- d.s.id
d.t.h <- d.t.h, d.s.ts, d.s.v

== create external table with connection and hive options | bigquery
CREATE OR REPLACE EXTERNAL TABLE d.x (a INT64) WITH PARTITION COLUMNS (dt DATE) OPTIONS (format = 'PARQUET', uris = ['gs://b/x/*'], hive_partition_uri_prefix = 'gs://b/x')
---
reads: gs://b/x/*
writes: d.x

== scripting variable used as watermark | bigquery
DECLARE wm TIMESTAMP DEFAULT (SELECT IFNULL(MAX(ts), TIMESTAMP '1970-01-01') FROM d.o); BEGIN TRANSACTION; INSERT INTO d.o (id, ts) SELECT id, ts FROM d.s WHERE ts > wm; UPDATE d.ctl SET last = wm WHERE t = 'o'; COMMIT TRANSACTION;
---
reads: d.o, d.s
may read: d.ctl
writes: d.o, d.ctl
d.o.id <- d.s.id
d.o.ts <- d.s.ts
d.ctl.last <- d.o.ts

== execute immediate into variables | bigquery
DECLARE n INT64; EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM d.s WHERE x = @x' INTO n USING 1 AS x; IF n > 0 THEN INSERT INTO d.o (n) VALUES (n); END IF;
---
reads: d.s
writes: d.o

== named window and qualify no select of rn | bigquery
INSERT d.o (id, v) SELECT id, v FROM d.s WHERE v IS NOT NULL QUALIFY RANK() OVER w = 1 WINDOW w AS (PARTITION BY id ORDER BY ts DESC)
---
reads: d.s
writes: d.o
d.o.id <- d.s.id
d.o.v <- d.s.v
rows <- d.s.ts (window), d.s.id (window)

== safe functions and struct dot in where | bigquery
INSERT d.o (a, b) SELECT SAFE.PARSE_DATE('%F', s.a.b.c), SAFE_CAST(s.x AS INT64) FROM d.s s WHERE s.a.b.d = 1
---
reads: d.s
writes: d.o
d.o.a <- d.s.a
d.o.b <- d.s.x
rows <- d.s.a (filter)

== table name that is a keyword and quoted project parts | bigquery
INSERT INTO `my-p`.`my_d`.`order` (`select`) SELECT `from` FROM `my-p`.my_d.`group`
---
reads: my-p.my_d.group
writes: my-p.my_d.order
my-p.my_d.order.select <- my-p.my_d.group.from

== data clean export with parameter uri | bigquery
EXPORT DATA WITH CONNECTION `p.us.c` OPTIONS (uri = 'gs://b/x-*.json', format = 'JSON') AS SELECT TO_JSON_STRING(STRUCT(a, b)) AS j FROM d.s
---
reads: d.s
writes: gs://b/x-*.json
