== sum of case and nested ctes with same names | snowflake, postgres
WITH a AS (SELECT id, amt FROM raw.x), b AS (SELECT id, SUM(amt) AS amt FROM a GROUP BY id), c AS (SELECT b.id, b.amt, a.amt AS raw_amt FROM b JOIN a ON a.id = b.id) SELECT id, amt - raw_amt AS d FROM c WHERE amt > (SELECT AVG(amt) FROM b)
---
reads: raw.x
id <- raw.x.id (identity)
d <- raw.x.amt (aggregation)
rows <- raw.x.id (group_by), raw.x.id (join), raw.x.amt (filter)
exact

== dbt snapshot merge | snowflake
MERGE INTO snap.orders AS DBT_INTERNAL_DEST USING snap.orders__dbt_tmp AS DBT_INTERNAL_SOURCE ON DBT_INTERNAL_SOURCE.dbt_scd_id = DBT_INTERNAL_DEST.dbt_scd_id WHEN MATCHED AND DBT_INTERNAL_DEST.dbt_valid_to IS NULL AND DBT_INTERNAL_SOURCE.dbt_change_type IN ('update', 'delete') THEN UPDATE SET dbt_valid_to = DBT_INTERNAL_SOURCE.dbt_valid_to WHEN NOT MATCHED AND DBT_INTERNAL_SOURCE.dbt_change_type = 'insert' THEN INSERT ("ID", "DBT_SCD_ID") VALUES ("ID", "DBT_SCD_ID")
---
reads: snap.orders__dbt_tmp
may read: snap.orders
writes: snap.orders
snap.orders.dbt_valid_to <- snap.orders__dbt_tmp.dbt_valid_to (identity)
snap.orders.id <- snap.orders__dbt_tmp.id (identity)
snap.orders.dbt_scd_id <- snap.orders__dbt_tmp.dbt_scd_id (identity)
rows <- snap.orders__dbt_tmp.dbt_scd_id (join), snap.orders.dbt_scd_id (join), snap.orders.dbt_valid_to (filter), snap.orders__dbt_tmp.dbt_change_type (filter)
exact

== dbt delete insert | redshift, postgres
delete from "db"."s"."t" where (id) in (select (id) from "t__dbt_tmp123"); insert into "db"."s"."t" ("id", "v") (select "id", "v" from "t__dbt_tmp123")
---
reads: t__dbt_tmp123
may read: db.s.t
writes: db.s.t
db.s.t.id <- t__dbt_tmp123.id
db.s.t.v <- t__dbt_tmp123.v

== dbt bigquery partition copy | bigquery
declare dbt_partitions_for_replacement array<date>; create or replace table `p`.`d`.`t__dbt_tmp` partition by ds as (with s as (select * from `p`.`raw`.`e`) select id, ds from s); set (dbt_partitions_for_replacement) = (select as struct array_agg(distinct ds ignore nulls) from `p`.`d`.`t__dbt_tmp`); merge into `p`.`d`.`t` as DBT_INTERNAL_DEST using (select * from `p`.`d`.`t__dbt_tmp`) as DBT_INTERNAL_SOURCE on FALSE when not matched by source and ds in unnest(dbt_partitions_for_replacement) then delete when not matched then insert (`id`, `ds`) values (`id`, `ds`); drop table if exists `p`.`d`.`t__dbt_tmp`
---
reads: p.raw.e
may read: p.d.t
writes: p.d.t
p.d.t.id <- p.raw.e.id
p.d.t.ds <- p.raw.e.ds

== dbt spark insert overwrite | spark
insert overwrite table db.t partition (ds) select `id`, `v`, `ds` from t__dbt_tmp
---
reads: t__dbt_tmp
writes: db.t
db.t.id <- t__dbt_tmp.id
db.t.v <- t__dbt_tmp.v
db.t.ds <- t__dbt_tmp.ds

== dbt trino ctas properties | trino
create table "cat"."s"."t__dbt_tmp" comment 'x' with (format = 'PARQUET', partitioning = ARRAY['ds']) as (select cast(a as varchar) as a, ds from "cat"."raw"."x")
---
reads: cat.raw.x
writes: cat.s.t__dbt_tmp
cat.s.t__dbt_tmp.a <- cat.raw.x.a
cat.s.t__dbt_tmp.ds <- cat.raw.x.ds

== dbt sqlserver | tsql
EXEC('create view [s].[t__dbt_tmp_vw] as select [id], [v] from [db].[raw].[x]'); SELECT * INTO [db].[s].[t__dbt_tmp] FROM [db].[s].[t__dbt_tmp_vw]; EXEC('DROP VIEW IF EXISTS [s].[t__dbt_tmp_vw]')
---
reads: db.raw.x
writes: db.s.t__dbt_tmp
may read: db.s.t__dbt_tmp_vw, s.t__dbt_tmp_vw

== sessionization | snowflake, bigquery, postgres, spark
CREATE TABLE o.sessions AS WITH e AS (SELECT user_id, ts, CASE WHEN LAG(ts) OVER (PARTITION BY user_id ORDER BY ts) IS NULL THEN 1 ELSE 0 END AS is_new FROM o.ev), s AS (SELECT user_id, ts, SUM(is_new) OVER (PARTITION BY user_id ORDER BY ts ROWS UNBOUNDED PRECEDING) AS sid FROM e) SELECT user_id, sid, MIN(ts) AS st, COUNT(*) AS n FROM s GROUP BY user_id, sid
---
reads: o.ev
writes: o.sessions
o.sessions.user_id <- o.ev.user_id (identity)
o.sessions.st <- o.ev.ts (aggregation)
o.sessions.sid <- o.ev.ts (conditional), o.ev.user_id (window), o.ev.ts (window)

== gaps and islands | postgres, tsql, oracle
SELECT k, MIN(d) AS b, MAX(d) AS e FROM (SELECT k, d, ROW_NUMBER() OVER (PARTITION BY k ORDER BY d) AS rn FROM t) x GROUP BY k, rn
---
reads: t
k <- t.k (identity)
b <- t.d (aggregation)
e <- t.d (aggregation)
rows <- t.k (group_by), t.k (window), t.d (window)
exact

== percent of total and running | snowflake, postgres, bigquery
SELECT g, SUM(v) AS s, SUM(v) / SUM(SUM(v)) OVER () AS pct, RANK() OVER (ORDER BY SUM(v) DESC) AS rk FROM t GROUP BY g
---
reads: t
g <- t.g (identity)
s <- t.v (aggregation)
pct <- t.v (aggregation)
rk <- t.v (window)
rows <- t.g (group_by)
exact

== cohort date spine | bigquery
WITH days AS (SELECT d FROM UNNEST(GENERATE_DATE_ARRAY('2024-01-01', CURRENT_DATE())) AS d), u AS (SELECT user_id, MIN(DATE(ts)) AS first_d FROM d1.ev GROUP BY 1) SELECT days.d, COUNT(DISTINCT u.user_id) AS n FROM days LEFT JOIN u ON u.first_d <= days.d GROUP BY days.d
---
reads: d1.ev
n <- d1.ev.user_id (aggregation)
rows <- d1.ev.user_id (group_by), d1.ev.ts (join)

== hash diff scd | snowflake
CREATE TABLE dv.sat AS SELECT MD5(UPPER(TRIM(COALESCE(id::STRING, '')))) AS hk, SHA1(CONCAT_WS('||', a, b)) AS hd, ldts FROM stg.x QUALIFY LAG(hd) OVER (PARTITION BY hk ORDER BY ldts) IS DISTINCT FROM hd
---
reads: stg.x
writes: dv.sat
dv.sat.hk <- stg.x.id
dv.sat.hd <- stg.x.a, stg.x.b
dv.sat.ldts <- stg.x.ldts

== nested aggregates filter distinct case | postgres
SELECT d, count(DISTINCT CASE WHEN st = 'a' THEN uid END) AS u, sum(amt) FILTER (WHERE st = 'b') AS s, string_agg(DISTINCT nm, ',' ORDER BY nm) AS l FROM t GROUP BY 1 ORDER BY 2
---
reads: t
d <- t.d (identity)
u <- t.uid (aggregation), t.st (conditional)
s <- t.amt (aggregation), t.st (conditional)
l <- t.nm (aggregation), t.nm (window)
rows <- t.d (group_by), t.uid (sort), t.st (sort)
exact

== anti join patterns | snowflake, spark, trino, mysql
INSERT INTO o (id) SELECT s.id FROM s LEFT JOIN t ON t.id = s.id WHERE t.id IS NULL
---
reads: s, t
writes: o
o.id <- s.id (identity)
rows <- t.id (join), s.id (join), t.id (filter)
exact

== multi cte insert with columns reorder | redshift, snowflake, databricks
INSERT INTO m.o (c, b, a) WITH x AS (SELECT a, b FROM s.t1), y AS (SELECT b, c FROM s.t2) SELECT y.c, x.b, x.a FROM x JOIN y USING (b)
---
reads: s.t1, s.t2
writes: m.o
m.o.c <- s.t2.c (identity)
m.o.b <- s.t1.b (identity)
m.o.a <- s.t1.a (identity)
rows <- s.t1.b (join), s.t2.b (join)
exact

== union with literals and nulls | snowflake, bigquery, tsql, oracle
INSERT INTO d.o (src, id, v) SELECT 'a', id, v FROM d.x UNION ALL SELECT 'b', NULL, w FROM d.y
---
reads: d.x, d.y
writes: d.o
d.o.id <- d.x.id
d.o.v <- d.x.v, d.y.w
exact

== correlated update exists | oracle, postgres, teradata, mysql
UPDATE d.t SET v = (SELECT MAX(s.v) FROM d.s s WHERE s.id = t.id) WHERE EXISTS (SELECT 1 FROM d.s s WHERE s.id = t.id)
---
reads: d.s
may read: d.t
writes: d.t
d.t.v <- d.s.v (aggregation), d.s.id (filter), d.t.id (filter)
rows <- d.s.id (filter), d.t.id (filter)

== star with schema through ctes | snowflake, postgres, duckdb, databricks, bigquery
schema: d.a(id, x); d.b(id, y)
CREATE TABLE d.o AS WITH j AS (SELECT a.*, b.y FROM d.a a JOIN d.b b ON a.id = b.id), k AS (SELECT * FROM j) SELECT * FROM k WHERE x > 1
---
reads: d.a, d.b
writes: d.o
d.o.id <- d.a.id (identity)
d.o.x <- d.a.x (identity)
d.o.y <- d.b.y (identity)
rows <- d.a.id (join), d.b.id (join), d.a.x (filter)
exact

== ambiguous stays reported | postgres, snowflake, tsql
INSERT INTO o (v) SELECT v FROM a JOIN b ON a.id = b.id
---
reads: a, b
writes: o
columns: none
! ambiguous
