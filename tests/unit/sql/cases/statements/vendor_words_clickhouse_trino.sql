== dictionary with range and dictGet on it in the same text | clickhouse
CREATE OR REPLACE DICTIONARY ref.fx_dict ON CLUSTER main (ccy String, d_from Date, d_to Date, rate Float64) PRIMARY KEY ccy
SOURCE(CLICKHOUSE(TABLE 'fx' DB 'ref' USER 'default')) LAYOUT(COMPLEX_KEY_RANGE_HASHED()) RANGE(MIN d_from MAX d_to) LIFETIME(MIN 300 MAX 600);
INSERT INTO dwh.sales_eur (id, eur) SELECT s.id, s.amt * dictGet('ref.fx_dict', 'rate', tuple(s.ccy), s.day) FROM dwh.sales AS s;
---
reads: ref.fx, dwh.sales, ref.fx_dict
may read: ref.fx_dict
writes: ref.fx_dict, dwh.sales_eur

== partition moves between tables | clickhouse
ALTER TABLE dwh.hot ON CLUSTER main MOVE PARTITION '2026-01-01' TO TABLE dwh.cold;
ALTER TABLE dwh.sales ATTACH PARTITION 202601 FROM stg.sales;
ALTER TABLE dwh.sales REPLACE PARTITION tuple(202602, 'EU') FROM stg.sales_eu;
---
reads: dwh.hot, stg.sales, stg.sales_eu
may read: dwh.sales, dwh.cold
writes: dwh.hot, dwh.cold, dwh.sales

== rename several with swap | clickhouse
CREATE TABLE d.n ENGINE = MergeTree ORDER BY k AS SELECT s.k, s.v FROM d.s AS s;
RENAME TABLE d.cur TO d.old, d.n TO d.cur ON CLUSTER main;
---
reads: d.s, d.cur
writes: d.cur, d.old
may read: d.cur, d.old
d.cur.k <- d.s.k
d.cur.v <- d.s.v

== lightweight update of 25 | clickhouse
UPDATE dwh.orders SET status = 'late', delay = dateDiff('day', due, now()) WHERE due < now() AND id IN (SELECT order_id FROM stg.open_orders);
---
reads: stg.open_orders, dwh.orders
may read: dwh.orders
writes: dwh.orders
dwh.orders.delay <- dwh.orders.due

== alter update with dictGet and in partition | clickhouse
ALTER TABLE dwh.users ON CLUSTER main UPDATE country = dictGetOrDefault('ref.geo', 'iso', ip_key, ''), email = hex(SHA256(email)) IN PARTITION 202601 WHERE country = '' SETTINGS mutations_sync = 2;
---
reads: dwh.users, ref.geo
may read: dwh.users
writes: dwh.users
dwh.users.country <- ref.geo.iso, dwh.users.ip_key (conditional)
dwh.users.email <- dwh.users.email

== asof join with strictness and settings | clickhouse
INSERT INTO mart.tq (sym, ts, px, bid) SELECT t.sym, t.ts, t.px, q.bid FROM mkt.trades AS t ASOF LEFT JOIN mkt.quotes AS q ON q.sym = t.sym AND q.ts <= t.ts SETTINGS join_algorithm = 'full_sorting_merge';
---
reads: mkt.trades, mkt.quotes
writes: mart.tq
mart.tq.sym <- mkt.trades.sym
mart.tq.ts <- mkt.trades.ts
mart.tq.px <- mkt.trades.px
mart.tq.bid <- mkt.quotes.bid

== sumMap and groupArray sorted with limit by | clickhouse
INSERT INTO mart.top3 (region, sku, amt) SELECT region, sku, sum(amt) AS s FROM dwh.sales GROUP BY region, sku ORDER BY s DESC LIMIT 3 BY region LIMIT 1000 SETTINGS max_bytes_before_external_group_by = 10000000000;
---
reads: dwh.sales
writes: mart.top3
mart.top3.region <- dwh.sales.region
mart.top3.sku <- dwh.sales.sku
mart.top3.amt <- dwh.sales.amt

== grouping sets with totals cube | clickhouse
INSERT INTO mart.g (a, b, n) SELECT s.a, s.b, countIf(s.x, s.x > 0) FROM dwh.s AS s GROUP BY GROUPING SETS ((s.a, s.b), (s.a), ());
---
reads: dwh.s
writes: mart.g
mart.g.a <- dwh.s.a
mart.g.b <- dwh.s.b
mart.g.n <- dwh.s.x

== cluster all replicas of system parts | clickhouse
INSERT INTO ops.parts (host, tbl, b) SELECT hostName(), p.table, sum(p.bytes_on_disk) FROM clusterAllReplicas('main', system.parts) AS p WHERE p.active GROUP BY 1, 2;
---
reads: system.parts
writes: ops.parts
ops.parts.tbl <- system.parts.table
ops.parts.b <- system.parts.bytes_on_disk

== remoteSecure insert with named columns | clickhouse
INSERT INTO FUNCTION remoteSecure('ch2.example.com:9440', 'dwh.orders') (id, amt) SELECT o.id, o.amt FROM dwh.orders AS o WHERE o.day = yesterday();
---
reads: dwh.orders
writes: dwh.orders
dwh.orders.id <- dwh.orders.id
dwh.orders.amt <- dwh.orders.amt
! unsupported

== alter mv modify query | clickhouse
ALTER TABLE dwh.events_mv MODIFY QUERY SELECT e.id AS id, lower(e.name) AS name FROM raw.events AS e;
---
reads: raw.events
writes: dwh.events_mv

== view with parameters used | clickhouse
CREATE VIEW mart.pv AS SELECT s.id, s.amt FROM dwh.s AS s WHERE s.day = {day:Date};
INSERT INTO mart.o (id, amt) SELECT id, amt FROM mart.pv(day = '2026-01-01');
---
reads: dwh.s, mart.pv
writes: mart.pv, mart.o
mart.pv.id <- dwh.s.id
mart.pv.amt <- dwh.s.amt
mart.o.id <- mart.pv.id
mart.o.amt <- mart.pv.amt

== select except and replace into | clickhouse
schema: dwh.w(id, m_cpu, m_mem, note)
CREATE TABLE mart.w2 ENGINE = Memory AS SELECT * EXCEPT (note) REPLACE (m_cpu / 100 AS m_cpu), length(note) AS l FROM dwh.w;
---
reads: dwh.w
writes: mart.w2
mart.w2.id <- dwh.w.id
mart.w2.m_cpu <- dwh.w.m_cpu
mart.w2.m_mem <- dwh.w.m_mem
mart.w2.l <- dwh.w.note

== json type subcolumns with casts | clickhouse
INSERT INTO mart.js (id, city, n) SELECT j.id, j.data.user.city::String, j.data.^stats FROM raw.j AS j;
---
reads: raw.j
writes: mart.js
mart.js.id <- raw.j.id
mart.js.city <- raw.j.data
mart.js.n <- raw.j.data

== in with a table and global not in | clickhouse
INSERT INTO mart.f (id) SELECT e.id FROM dwh.e AS e WHERE e.uid GLOBAL NOT IN ref.bots AND (e.a, e.b) IN (SELECT x.a, x.b FROM ref.pairs AS x);
---
reads: dwh.e, ref.bots, ref.pairs
writes: mart.f
mart.f.id <- dwh.e.id

== delete on cluster with subquery and settings | clickhouse
DELETE FROM dwh.users ON CLUSTER main WHERE uid IN (SELECT g.uid FROM gdpr.requests AS g) SETTINGS lightweight_deletes_sync = 2;
---
reads: gdpr.requests
may read: dwh.users
writes: dwh.users

== temporary table then insert | clickhouse
CREATE TEMPORARY TABLE tmp_ids ENGINE = Memory AS SELECT DISTINCT u.id AS id FROM dwh.u AS u;
INSERT INTO mart.u2 (id, amt) SELECT t.id, o.amt FROM tmp_ids AS t ANY INNER JOIN dwh.o AS o USING (id);
---
reads: dwh.u, dwh.o
writes: mart.u2
mart.u2.id <- dwh.u.id
mart.u2.amt <- dwh.o.amt

== backup and restore | clickhouse
BACKUP TABLE dwh.s TO S3('https://b.s3.amazonaws.com/bk/s');
RESTORE TABLE dwh.s AS dwh.s_copy FROM S3('https://b.s3.amazonaws.com/bk/s');
---
reads: dwh.s, https://b.s3.amazonaws.com/bk/s
writes: dwh.s_copy, https://b.s3.amazonaws.com/bk/s
may read: https://b.s3.amazonaws.com/bk/s

== json_table in a lateral position | trino
INSERT INTO lake.dw.lines (order_id, sku, qty)
SELECT o.order_id, jt.sku, jt.qty
FROM lake.raw.orders AS o, JSON_TABLE(o.doc, 'lax $.lines[*]' COLUMNS (sku varchar(20) PATH 'lax $.sku', qty integer PATH 'lax $.qty' DEFAULT 0 ON EMPTY)) AS jt;
---
reads: lake.raw.orders
writes: lake.dw.lines
lake.dw.lines.order_id <- lake.raw.orders.order_id
lake.dw.lines.sku <- lake.raw.orders.doc
lake.dw.lines.qty <- lake.raw.orders.doc

== match_recognize with several measures and subset | trino
CREATE TABLE mart.mr WITH (format = 'ORC', partitioned_by = ARRAY['sym']) AS
SELECT m.start_ts, m.low, m.cls, m.sym
FROM mkt.ticks MATCH_RECOGNIZE (
 PARTITION BY sym ORDER BY ts
 MEASURES FIRST(A.ts) AS start_ts, RUNNING MIN(U.px) AS low, CLASSIFIER() AS cls
 ALL ROWS PER MATCH SHOW EMPTY MATCHES
 AFTER MATCH SKIP PAST LAST ROW
 PATTERN (A (B | C){2,} D?)
 SUBSET U = (A, B)
 DEFINE B AS B.px < PREV(B.px), C AS C.px > PREV(C.px)) AS m;
---
reads: mkt.ticks
writes: mart.mr
mart.mr.start_ts <- mkt.ticks.ts
mart.mr.low <- mkt.ticks.px
mart.mr.sym <- mkt.ticks.sym

== unnest with ordinality of rows and map entries | trino, presto, athena
INSERT INTO dw.attr (id, pos, k, v)
SELECT e.id, u.pos, u.k, u.v FROM raw.e AS e CROSS JOIN UNNEST(map_keys(e.attrs), map_values(e.attrs)) WITH ORDINALITY AS u (k, v, pos);
---
reads: raw.e
writes: dw.attr
dw.attr.id <- raw.e.id
dw.attr.k <- raw.e.attrs
dw.attr.v <- raw.e.attrs

== incremental delete and insert with execute immediate | trino
EXECUTE IMMEDIATE 'DELETE FROM iceberg.dw.d WHERE ds = ?' USING DATE '2026-01-01';
EXECUTE IMMEDIATE 'INSERT INTO iceberg.dw.d (ds, n) SELECT x.ds, count(x.id) FROM hive.raw.x AS x WHERE x.ds = ? GROUP BY x.ds' USING DATE '2026-01-01';
---
reads: hive.raw.x
may read: iceberg.dw.d
writes: iceberg.dw.d
iceberg.dw.d.ds <- hive.raw.x.ds
iceberg.dw.d.n <- hive.raw.x.id

== table_changes function of delta | trino
INSERT INTO dw.cdf (id, op) SELECT c.id, c._change_type FROM TABLE(delta.system.table_changes(schema_name => 'raw', table_name => 'orders', since_version => 7)) AS c;
---
reads: delta.raw.orders
writes: dw.cdf

== iceberg table_changes positional | trino
INSERT INTO dw.cdf (id) SELECT c.id FROM TABLE(iceberg.system.table_changes('raw', 'orders', 1, 2)) AS c;
---
reads: iceberg.raw.orders
writes: dw.cdf
dw.cdf.id <- iceberg.raw.orders.id

== exclude_columns with descriptor | trino
schema: hive.raw.p(id, nm, ssn)
CREATE TABLE hive.mart.p AS SELECT * FROM TABLE(exclude_columns(input => TABLE(hive.raw.p), columns => DESCRIPTOR(ssn)));
---
reads: hive.raw.p
writes: hive.mart.p
hive.mart.p.id <- hive.raw.p.id
hive.mart.p.nm <- hive.raw.p.nm

== add files from a hive table | trino
ALTER TABLE iceberg.dw.sales EXECUTE add_files_from_table(schema_name => 'raw', table_name => 'sales_hive', partition_filter => map(ARRAY['ds'], ARRAY['2026-01-01']));
---
reads: iceberg.raw.sales_hive
writes: iceberg.dw.sales

== with function inline sql routine | trino
WITH FUNCTION eur(x double, r double) RETURNS double RETURN x * r
SELECT s.id, eur(s.amt, f.rate) AS e FROM dw.s AS s JOIN ref.fx AS f ON f.ccy = s.ccy;
---
reads: dw.s, ref.fx
id <- dw.s.id
e <- dw.s.amt, ref.fx.rate

== window frames groups and exclude | trino
INSERT INTO mart.wf SELECT s.k, avg(s.v) OVER (PARTITION BY s.k ORDER BY s.d GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS a, first_value(s.v) IGNORE NULLS OVER (PARTITION BY s.k ORDER BY s.d RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW) AS f FROM dw.s AS s;
---
reads: dw.s
writes: mart.wf
mart.wf.k <- dw.s.k
mart.wf.a <- dw.s.v
mart.wf.f <- dw.s.v

== update with subquery and case | trino
UPDATE pg.public.j SET status = CASE WHEN cnt > 0 THEN 'ok' ELSE 'empty' END, last = (SELECT max(x.ts) FROM hive.ops.runs AS x WHERE x.job = 'j') WHERE name = 'j';
---
reads: hive.ops.runs
may read: pg.public.j
writes: pg.public.j
pg.public.j.last <- hive.ops.runs.ts

== json_object and json_array | trino
INSERT INTO out.j (doc) SELECT json_object('id': s.id, 'tags': json_array(s.t1, s.t2 NULL ON NULL) ABSENT ON NULL) FROM dw.s AS s;
---
reads: dw.s
writes: out.j
out.j.doc <- dw.s.id, dw.s.t1, dw.s.t2

== athena unload with cte | athena
UNLOAD (WITH a AS (SELECT s.id, s.amt, s.ds FROM dw.s AS s) SELECT id, sum(amt) AS amt, ds FROM a GROUP BY id, ds) TO 's3://b/exp/' WITH (format = 'PARQUET', compression = 'SNAPPY', partitioned_by = ARRAY['ds']);
---
reads: dw.s
writes: s3://b/exp/
s3://b/exp/.id <- dw.s.id
s3://b/exp/.amt <- dw.s.amt
s3://b/exp/.ds <- dw.s.ds

== athena external udf function | athena
USING EXTERNAL FUNCTION mask_pii(x VARCHAR) RETURNS VARCHAR LAMBDA 'udf-mask' SELECT mask_pii(c.mail) AS m, c.id FROM crm.c AS c;
---
reads: crm.c
m <- crm.c.mail
id <- crm.c.id

== presto insert with tablesample and join using | presto
INSERT INTO hive.mart.x SELECT id, a.v, b.w FROM hive.dw.a AS a TABLESAMPLE BERNOULLI (10) JOIN hive.dw.b AS b USING (id);
---
reads: hive.dw.a, hive.dw.b
writes: hive.mart.x
hive.mart.x.id <- hive.dw.a.id
hive.mart.x.v <- hive.dw.a.v
hive.mart.x.w <- hive.dw.b.w

== insert into remote by cluster macro | clickhouse
INSERT INTO FUNCTION cluster('{cluster}', 'dwh', 'ev') SELECT r.id, r.v FROM raw.ev AS r;
---
reads: raw.ev
writes: dwh.ev
dwh.ev.id <- raw.ev.id
dwh.ev.v <- raw.ev.v
! unsupported

== insert into postgresql function | clickhouse
INSERT INTO FUNCTION postgresql('pg:5432', 'shop', 'sales', 'u', currentUser(), 'public') (id, amt) SELECT s.id, s.amt FROM dwh.s AS s;
---
reads: dwh.s
writes: public.sales
public.sales.id <- dwh.s.id
public.sales.amt <- dwh.s.amt
! unsupported

== multiple ctes with scalar and union in an insert | clickhouse
INSERT INTO mart.a (k, share)
WITH tot AS (SELECT sum(s.v) AS t FROM dwh.s AS s), parts AS (SELECT s.k AS k, sum(s.v) AS v FROM dwh.s AS s GROUP BY s.k)
SELECT p.k, p.v / (SELECT t FROM tot) FROM parts AS p;
---
reads: dwh.s
writes: mart.a
mart.a.k <- dwh.s.k
mart.a.share <- dwh.s.v

== mv with a cte and join into aggregating | clickhouse
CREATE MATERIALIZED VIEW mart.mv2 TO mart.t2 (day Date, ctry String, n AggregateFunction(uniq, UInt64)) AS
WITH e AS (SELECT toDate(ts) AS day, uid, geo_id FROM dwh.ev WHERE type = 'pv')
SELECT e.day AS day, g.ctry AS ctry, uniqState(e.uid) AS n FROM e LEFT JOIN ref.geo AS g ON g.id = e.geo_id GROUP BY day, ctry;
---
reads: dwh.ev, ref.geo
writes: mart.t2
mart.t2.day <- dwh.ev.ts
mart.t2.ctry <- ref.geo.ctry
mart.t2.n <- dwh.ev.uid

== intdiv, ternary and case and multiIf | clickhouse
INSERT INTO mart.c (a, b, c) SELECT s.x > 0 ? s.y : s.z, multiIf(s.k = 1, s.m, s.k = 2, s.n, s.o), s.arr[1].2 FROM dwh.s AS s;
---
reads: dwh.s
writes: mart.c
mart.c.a <- dwh.s.y, dwh.s.z
mart.c.b <- dwh.s.m, dwh.s.n, dwh.s.o
mart.c.c <- dwh.s.arr

== from first select | clickhouse
INSERT INTO mart.ff (a) FROM dwh.s SELECT s.a;
---
reads: dwh.s
writes: mart.ff
mart.ff.a <- dwh.s.a

== array join of a nested table and tuple of arrays zip | clickhouse
INSERT INTO mart.z (id, k, v) SELECT n.id, t.1 AS k, t.2 AS v FROM raw.n AS n ARRAY JOIN arrayZip(n.ks, n.vs) AS t WHERE k != '';
---
reads: raw.n
writes: mart.z
mart.z.id <- raw.n.id
mart.z.k <- raw.n.ks, raw.n.vs
mart.z.v <- raw.n.ks, raw.n.vs

== anti and semi join with using and final | clickhouse
INSERT INTO mart.n (id) SELECT a.id FROM dwh.a AS a FINAL LEFT ANTI JOIN dwh.b AS b USING (id) SETTINGS final = 1;
---
reads: dwh.a, dwh.b
writes: mart.n
mart.n.id <- dwh.a.id

== alter fetch partition and materialize column | clickhouse
ALTER TABLE dwh.s FETCH PARTITION 202601 FROM '/clickhouse/tables/01/s';
ALTER TABLE dwh.s MATERIALIZE COLUMN h;
ALTER TABLE dwh.s MODIFY COLUMN h String DEFAULT lower(name);
---
writes: dwh.s
may read: dwh.s

== undrop and drop with if empty | clickhouse
UNDROP TABLE dwh.s ON CLUSTER main;
DROP TABLE IF EMPTY dwh.t SYNC;
---
writes: dwh.s, dwh.t

== dictionary reload and insert from dictionary function | clickhouse
INSERT INTO mart.d (id, nm) SELECT d.id, d.nm FROM dictionary('ref.d1') AS d;
---
reads: ref.d1
writes: mart.d
mart.d.id <- ref.d1.id
mart.d.nm <- ref.d1.nm

== generate rows, numbers and zeros without tables | clickhouse
INSERT INTO ref.cal (d, wk) SELECT toDate('2026-01-01') + number AS d, toISOWeek(d) FROM numbers(365);
---
writes: ref.cal
columns: none

== merge with a cte source that unnests | trino
MERGE INTO ice.dw.k AS t USING (WITH s AS (SELECT r.id, u.k, u.v FROM ice.raw.r AS r CROSS JOIN UNNEST(r.m) AS u (k, v)) SELECT id, map_agg(k, v) AS m FROM s GROUP BY id) AS s ON t.id = s.id
WHEN MATCHED THEN UPDATE SET m = map_concat(t.m, s.m) WHEN NOT MATCHED THEN INSERT (id, m) VALUES (s.id, s.m);
---
reads: ice.raw.r, ice.dw.k
writes: ice.dw.k
ice.dw.k.id <- ice.raw.r.id
ice.dw.k.m <- ice.raw.r.m, ice.dw.k.m

== sequence of dates joined for gaps | trino, presto, athena
INSERT INTO mart.g (d, k, v) SELECT c.d, s.k, coalesce(s.v, 0) FROM UNNEST(sequence(DATE '2026-01-01', DATE '2026-01-31', INTERVAL '1' DAY)) AS c (d) LEFT JOIN dw.s AS s ON s.d = c.d;
---
reads: dw.s
writes: mart.g
mart.g.k <- dw.s.k
mart.g.v <- dw.s.v

== insert from two catalogs with a hashed key | trino
INSERT INTO hive.dw.h SELECT to_hex(md5(to_utf8(concat_ws('|', a.x, CAST(b.y AS varchar))))) AS hk, a.x, b.y FROM mysql.shop.a AS a FULL JOIN pg.public.b AS b ON b.id = a.id;
---
reads: mysql.shop.a, pg.public.b
writes: hive.dw.h
hive.dw.h.hk <- mysql.shop.a.x, pg.public.b.y
hive.dw.h.x <- mysql.shop.a.x
hive.dw.h.y <- pg.public.b.y

== drop column set properties and comments | trino
ALTER TABLE ice.dw.t SET PROPERTIES partitioning = ARRAY['month(d)'];
ALTER TABLE ice.dw.t DROP COLUMN IF EXISTS x;
COMMENT ON COLUMN ice.dw.t.y IS 'k';
INSERT INTO ice.dw.t (d, y) SELECT s.d, s.y FROM ice.stg.t AS s FETCH FIRST 10 ROWS ONLY;
---
reads: ice.stg.t
writes: ice.dw.t
ice.dw.t.d <- ice.stg.t.d
ice.dw.t.y <- ice.stg.t.y

== table sample rows from sequence function and csv read_files | athena
CREATE TABLE dw.x WITH (format = 'TEXTFILE', field_delimiter = ',', external_location = 's3://b/x/', bucketed_by = ARRAY['id'], bucket_count = 4) AS SELECT id, element_at(split(line, ','), 2) AS nm FROM raw.x WHERE "$path" LIKE '%2026%';
---
reads: raw.x
may read: s3://b/x/
writes: dw.x
dw.x.id <- raw.x.id
dw.x.nm <- raw.x.line

== delete by a correlated exists and truncate | trino
DELETE FROM ice.dw.u AS u WHERE EXISTS (SELECT 1 FROM ice.stg.del AS d WHERE d.id = u.id);
TRUNCATE TABLE ice.stg.del;
---
reads: ice.stg.del
may read: ice.dw.u
writes: ice.dw.u, ice.stg.del

== recursive numbers then cross join of lateral values | presto
INSERT INTO mart.lv SELECT s.id, v.k, v.v FROM dw.s AS s CROSS JOIN LATERAL (VALUES ('a', s.a), ('b', s.b)) AS v (k, v);
---
reads: dw.s
writes: mart.lv
mart.lv.id <- dw.s.id
mart.lv.v <- dw.s.a, dw.s.b
