== snowflake task graph | snowflake
CREATE OR REPLACE TASK t1 WAREHOUSE = wh SCHEDULE = '5 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s') AS MERGE INTO a USING s ON a.id = s.id WHEN MATCHED THEN UPDATE SET a.v = s.v
---

== snowflake stream consume | snowflake
INSERT INTO hist (id, v, act) SELECT id, v, METADATA$ACTION FROM orders_stream WHERE METADATA$ISUPDATE = FALSE
---
reads: orders_stream
writes: hist
hist.id <- orders_stream.id
hist.v <- orders_stream.v
hist.act <- orders_stream.metadata$action

== snowflake dynamic table | snowflake
CREATE OR REPLACE DYNAMIC TABLE mart.daily TARGET_LAG = '1 hour' WAREHOUSE = wh AS SELECT o.day, SUM(o.amt) AS amt, ANY_VALUE(c.seg) AS seg FROM core.orders o JOIN core.cust c USING (cust_id) GROUP BY ALL
---
reads: core.orders, core.cust
writes: mart.daily
mart.daily.day <- core.orders.day (identity)
mart.daily.amt <- core.orders.amt (aggregation)
mart.daily.seg <- core.cust.seg (aggregation)
rows <- core.orders.cust_id (join), core.cust.cust_id (join), core.orders.day (group_by)
exact

== snowflake copy with transform | snowflake
COPY INTO raw.t (id, v, f) FROM (SELECT $1:id::INT, $1:v, METADATA$FILENAME FROM @raw.stg/in/ (FILE_FORMAT => 'ff')) PATTERN = '.*json' ON_ERROR = 'CONTINUE'
---
reads: @raw.stg/in/
writes: raw.t
raw.t.id <- @raw.stg/in/.$1
raw.t.v <- @raw.stg/in/.$1

== snowflake unload | snowflake
COPY INTO @exp/daily/ FROM (SELECT id, amt FROM core.f WHERE d = CURRENT_DATE) FILE_FORMAT = (TYPE = PARQUET) PARTITION BY ('d=' || d) HEADER = TRUE OVERWRITE = TRUE
---
reads: core.f
writes: @exp/daily/
@exp/daily/.id <- core.f.id
@exp/daily/.amt <- core.f.amt
rows <- core.f.d (filter)

== snowflake swap pattern | snowflake
CREATE OR REPLACE TRANSIENT TABLE s.t_tmp AS SELECT a, b FROM s.src; ALTER TABLE s.t SWAP WITH s.t_tmp; DROP TABLE s.t_tmp;
---
reads: s.src
may read: s.t
writes: s.t
s.t.a <- s.src.a
s.t.b <- s.src.b

== snowflake multi table insert first | snowflake
INSERT FIRST WHEN n1 > 100 THEN INTO t1 (a) VALUES (n1) WHEN n1 > 10 THEN INTO t2 (a, b) VALUES (n1, n2) ELSE INTO t3 SELECT n1, n2 FROM src
---
reads: src
writes: t1, t2, t3
t1.a <- src.n1
t2.a <- src.n1
t2.b <- src.n2
t3.n1 <- src.n1
t3.n2 <- src.n2

== snowflake object construct star | snowflake
schema: src(a, b)
CREATE TABLE o AS SELECT OBJECT_CONSTRUCT(*) AS j, OBJECT_CONSTRUCT('k', a, 'v', b)::VARIANT AS k FROM src
---
reads: src
writes: o
o.j <- src.a, src.b
o.k <- src.a, src.b

== snowflake match recognize | snowflake
CREATE TABLE o AS SELECT * FROM ticks MATCH_RECOGNIZE (PARTITION BY sym ORDER BY ts MEASURES FIRST(ts) AS st, LAST(price) AS lp ONE ROW PER MATCH PATTERN (down+ up+) DEFINE down AS price < LAG(price), up AS price > LAG(price))
---
reads: ticks
writes: o
o.sym <- ticks.sym
o.st <- ticks.ts
o.lp <- ticks.price

== snowflake asof and range | snowflake
CREATE TABLE o AS SELECT t.id, q.px FROM trades t ASOF JOIN quotes q MATCH_CONDITION (t.ts >= q.ts) ON t.sym = q.sym
---
reads: trades, quotes
writes: o
o.id <- trades.id
o.px <- quotes.px
rows <- trades.ts (join), quotes.ts (join), trades.sym (join), quotes.sym (join)
exact

== snowflake for loop over resultset | snowflake
DECLARE rs RESULTSET DEFAULT (SELECT tbl FROM ctl.tables); c CURSOR FOR rs;
BEGIN
  FOR r IN c DO
    LET q VARCHAR := 'INSERT INTO arch.all_rows SELECT * FROM ' || r.tbl;
    EXECUTE IMMEDIATE :q;
  END FOR;
END;
---
reads: ctl.tables
may read: {{ r.tbl }}
writes: arch.all_rows
! unresolved

== snowflake identifier variable | snowflake
SET tgt = 'mart.final'; INSERT INTO IDENTIFIER($tgt) (a) SELECT a FROM TABLE($tgt) UNION SELECT a FROM stg.x
---
reads: stg.x, mart.final
writes: mart.final
mart.final.a <- stg.x.a, mart.final.a

== snowflake create table using template | snowflake
CREATE TABLE t USING TEMPLATE (SELECT ARRAY_AGG(OBJECT_CONSTRUCT(*)) FROM TABLE(INFER_SCHEMA(LOCATION => '@stg/x/', FILE_FORMAT => 'ff')))
---
reads: @stg/x/
writes: t
may read: @stg/x/

== bigquery scripting loop | bigquery
BEGIN
  DECLARE i INT64 DEFAULT 0;
  WHILE i < 3 DO
    INSERT INTO ds.log (i, n) SELECT i, COUNT(*) FROM ds.src WHERE bucket = i;
    SET i = i + 1;
  END WHILE;
  CALL ds.refresh_all();
EXCEPTION WHEN ERROR THEN
  INSERT INTO ds.err (m) VALUES (@@error.message);
END
---
reads: ds.src
writes: ds.log, ds.err
rows <- ds.src.bucket (filter)
! unsupported

== bigquery for in loop | bigquery
FOR rec IN (SELECT id, name FROM ds.queue) DO
  INSERT INTO ds.done (id, name) VALUES (rec.id, rec.name);
END FOR;
---
reads: ds.queue
writes: ds.done
ds.done.id <- ds.queue.id
ds.done.name <- ds.queue.name

== bigquery pivot | bigquery
CREATE TABLE ds.p AS SELECT * FROM (SELECT product, quarter, sales FROM ds.produce) PIVOT (SUM(sales) AS s FOR quarter IN ('Q1', 'Q2' AS second))
---
reads: ds.produce
writes: ds.p
ds.p.product <- ds.produce.product
ds.p.s_Q1 <- ds.produce.sales (aggregation), ds.produce.quarter (conditional)
ds.p.s_second <- ds.produce.sales (aggregation), ds.produce.quarter (conditional)

== bigquery export and partition | bigquery
EXPORT DATA OPTIONS (uri = 'gs://b/x-*.csv', format = 'CSV') AS SELECT a, b FROM `p.d.t$20240101`
---
reads: p.d.t
writes: gs://b/x-*.csv
gs://b/x-*.csv.a <- p.d.t.a
gs://b/x-*.csv.b <- p.d.t.b

== bigquery pipe syntax | bigquery
CREATE TABLE d.o AS FROM d.orders |> WHERE status = 'ok' |> AGGREGATE SUM(total) AS total, COUNT(*) AS n GROUP BY cust |> EXTEND total / n AS avg_total |> ORDER BY total DESC |> LIMIT 10
---
reads: d.orders
writes: d.o
d.o.cust <- d.orders.cust
d.o.total <- d.orders.total
d.o.avg_total <- d.orders.total

== bigquery array subquery and json | bigquery
INSERT INTO d.o (id, tags, city) SELECT id, ARRAY(SELECT LOWER(t) FROM UNNEST(tags) AS t WHERE t != ''), JSON_VALUE(doc, '$.addr.city') FROM d.s
---
reads: d.s
writes: d.o
d.o.id <- d.s.id (identity)
d.o.tags <- d.s.tags (transformation)
d.o.city <- d.s.doc (transformation)

== bigquery ml | bigquery
CREATE OR REPLACE MODEL d.m OPTIONS (model_type = 'linear_reg', input_label_cols = ['y']) AS SELECT x, y FROM d.train
---
reads: d.train
writes: d.m
may read: d.train

== bigquery with recursive | bigquery
CREATE TABLE d.tree AS WITH RECURSIVE t AS (SELECT id, parent, 1 AS lvl FROM d.n WHERE parent IS NULL UNION ALL SELECT n.id, n.parent, t.lvl + 1 FROM d.n n JOIN t ON n.parent = t.id) SELECT id, parent, lvl FROM t
---
reads: d.n
writes: d.tree
d.tree.id <- d.n.id
d.tree.parent <- d.n.parent

== spark create table using | spark
CREATE TABLE IF NOT EXISTS db.o USING delta PARTITIONED BY (ds) LOCATION 's3://b/o' TBLPROPERTIES ('x' = 'y') AS SELECT /*+ BROADCAST(d) */ f.id, d.name, f.ds FROM db.f f LEFT SEMI JOIN db.k k ON f.id = k.id LEFT JOIN db.d d ON f.did = d.id DISTRIBUTE BY f.ds SORT BY f.id
---
reads: db.f, db.k, db.d
writes: db.o
db.o.id <- db.f.id
db.o.name <- db.d.name
db.o.ds <- db.f.ds
rows <- db.f.id (join), db.k.id (join), db.f.did (join), db.d.id (join), db.f.id (sort)

== spark higher order and struct | spark
INSERT INTO o SELECT id, transform(items, x -> named_struct('s', x.sku, 'q', x.qty * rate)) AS items, aggregate(items, 0, (acc, x) -> acc + x.qty) AS n, struct(a, b).a AS a FROM s
---
reads: s
writes: o
o.id <- s.id
o.items <- s.items, s.rate
o.n <- s.items
o.a <- s.a

== spark insert replace where | databricks
INSERT INTO TABLE c.s.t REPLACE WHERE ds = '2024-01-01' SELECT id, ds FROM c.s.stg WHERE ds = '2024-01-01'
---
reads: c.s.stg
may read: c.s.t
writes: c.s.t
c.s.t.id <- c.s.stg.id
c.s.t.ds <- c.s.stg.ds

== spark pivot and stack | spark
CREATE TABLE o AS SELECT * FROM (SELECT yr, course, amt FROM c) PIVOT (SUM(amt) FOR course IN ('java' AS java, 'net' AS net))
---
reads: c
writes: o
o.yr <- c.yr
o.java <- c.amt (aggregation), c.course (conditional)
o.net <- c.amt (aggregation), c.course (conditional)

== databricks merge star with schema evolution | databricks
schema: s(id, a, b); t(id, a, b)
MERGE WITH SCHEMA EVOLUTION INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT * WHEN NOT MATCHED BY SOURCE AND t.a < 0 THEN DELETE
---
reads: s
may read: t
writes: t
t.id <- s.id (identity)
t.a <- s.a (identity)
t.b <- s.b (identity)
rows <- t.id (join), s.id (join), t.a (filter)

== databricks variant and try_cast | databricks
INSERT INTO o SELECT raw:customer.id::bigint AS cid, try_cast(raw:amt AS double) AS amt, raw:items[0].sku AS sku FROM bronze.j
---
reads: bronze.j
writes: o
o.cid <- bronze.j.raw
o.amt <- bronze.j.raw
o.sku <- bronze.j.raw

== databricks clone and restore | databricks
CREATE OR REPLACE TABLE dev.t SHALLOW CLONE prod.t VERSION AS OF 10; RESTORE TABLE dev.u TO VERSION AS OF 3; OPTIMIZE dev.t ZORDER BY (id); VACUUM dev.t
---
reads: prod.t
may read: dev.u
writes: dev.t, dev.u

== hive from insert cte | hive
WITH q AS (SELECT k, v FROM src WHERE k > 5) FROM q INSERT OVERWRITE TABLE o1 SELECT k, v INSERT OVERWRITE TABLE o2 SELECT k, COUNT(v) AS c GROUP BY k
---
reads: src
writes: o1, o2
o1.k <- src.k
o1.v <- src.v
o2.k <- src.k
o2.c <- src.v

== hive transform script | hive
INSERT OVERWRITE TABLE o SELECT TRANSFORM (a, b) USING 'python map.py' AS (x, y) FROM src WHERE a > 1
---
reads: src
writes: o
o.x <- src.a, src.b
o.y <- src.a, src.b

== hive merge acid | hive
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.del = true THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)
---
reads: s
may read: t
writes: t
t.v <- s.v
t.id <- s.id

== clickhouse insert select final sample | clickhouse
INSERT INTO db.o (k, n) SELECT k, uniqExact(u) AS n FROM db.e FINAL SAMPLE 0.1 PREWHERE d = today() WHERE u IN (SELECT u FROM db.good) GROUP BY k WITH TOTALS HAVING n > 1 SETTINGS max_threads = 2
---
reads: db.e, db.good
writes: db.o
db.o.k <- db.e.k (identity)
db.o.n <- db.e.u (aggregation)
rows <- db.e.d (filter), db.e.u (filter), db.good.u (filter), db.e.k (group_by)
exact

== clickhouse with scalar and tuple | clickhouse
INSERT INTO o WITH (SELECT max(ts) FROM marks) AS last, toDate(ts) AS d SELECT d, sum(v) AS s, tupleElement(argMax((a, b), ts), 1) AS la FROM e WHERE ts > last GROUP BY d
---
reads: marks, e
writes: o
o.d <- e.ts
o.s <- e.v
o.la <- e.a, e.b, e.ts (conditional)
rows <- e.ts (filter), marks.ts (filter), e.ts (group_by)

== clickhouse dictget and join table | clickhouse
SELECT e.id, dictGet('geo.cities', 'name', e.city_id) AS city FROM e ANY LEFT JOIN u ON e.uid = u.id
---
reads: e, u, geo.cities
id <- e.id
city <- geo.cities.name, e.city_id (conditional)

== clickhouse replace partition and exchange | clickhouse
ALTER TABLE db.t REPLACE PARTITION '202401' FROM db.stg; EXCHANGE TABLES db.a AND db.b; RENAME TABLE db.c TO db.d;
---
reads: db.stg, db.a, db.b, db.c
writes: db.t, db.a, db.b, db.d

== trino unnest with ordinality | trino
INSERT INTO hive.s.o (id, tag, pos) SELECT t.id, u.tag, u.n FROM hive.s.t CROSS JOIN UNNEST(t.tags) WITH ORDINALITY AS u (tag, n)
---
reads: hive.s.t
writes: hive.s.o
hive.s.o.id <- hive.s.t.id
hive.s.o.tag <- hive.s.t.tags

== trino grouping sets and try | trino
CREATE TABLE ice.s.o WITH (format = 'ORC', partitioning = ARRAY['day(ts)']) AS SELECT a, b, grouping(a, b) AS g, sum(TRY(c / d)) AS s FROM ice.s.t GROUP BY GROUPING SETS ((a, b), (a), ())
---
reads: ice.s.t
writes: ice.s.o
ice.s.o.a <- ice.s.t.a (identity)
ice.s.o.b <- ice.s.t.b (identity)
ice.s.o.s <- ice.s.t.c (aggregation), ice.s.t.d (aggregation)
rows <- ice.s.t.a (group_by), ice.s.t.b (group_by)
exact

== trino match recognize json | trino
CREATE TABLE o AS SELECT m.cust, json_extract_scalar(t.doc, '$.a') AS a FROM orders MATCH_RECOGNIZE (PARTITION BY cust ORDER BY d MEASURES A.price AS st, LAST(B.price) AS bt ONE ROW PER MATCH PATTERN (A B+) DEFINE B AS B.price < PREV(B.price)) AS m JOIN t ON t.id = m.cust
---
reads: orders, t
writes: o
o.cust <- orders.cust
o.a <- t.doc
rows <- t.id (join), orders.cust (join)

== teradata update from and merge | teradata
UPDATE t FROM edw.tgt AS t, stg.src AS s SET nm = s.nm, upd = CURRENT_TIMESTAMP WHERE t.id = s.id;
.IF ERRORCODE <> 0 THEN .QUIT 1
MERGE INTO edw.tgt t USING stg.src s ON t.id = s.id WHEN MATCHED THEN UPDATE SET nm = s.nm WHEN NOT MATCHED THEN INSERT (id, nm) VALUES (s.id, s.nm);
---
reads: stg.src
may read: edw.tgt
writes: edw.tgt
edw.tgt.nm <- stg.src.nm
edw.tgt.id <- stg.src.id

== teradata sel shorthand and csum | teradata
INS INTO mart.o (k, running) SEL k, SUM(v) OVER (PARTITION BY k ORDER BY d ROWS UNBOUNDED PRECEDING) FROM edw.f WHERE d BETWEEN DATE '2024-01-01' AND CURRENT_DATE
---
reads: edw.f
writes: mart.o
mart.o.k <- edw.f.k (identity)
mart.o.running <- edw.f.v (aggregation), edw.f.k (window), edw.f.d (window)
rows <- edw.f.d (filter)
exact

== teradata create table as with no data | teradata
CREATE MULTISET TABLE db.n, NO FALLBACK AS db.o WITH NO DATA; INSERT INTO db.n SELECT * FROM db.o WHERE x = 1;
---
reads: db.o
writes: db.n

== exasol export | exasol
EXPORT (SELECT id, amt FROM dw.f WHERE d = '2024-01-01') INTO CSV AT 's3://b' FILE 'f.csv' WITH COLUMN NAMES; EXPORT dw.g INTO EXA AT other TABLE mart.g REPLACE;
---
reads: dw.f, dw.g
writes: s3://b/f.csv, other.mart.g
s3://b/f.csv.id <- dw.f.id
s3://b/f.csv.amt <- dw.f.amt
! unsupported

== vertica flex and merge | vertica
CREATE TABLE st.o AS SELECT maplookup(__raw__, 'k')::INT AS k, t."user.name" AS u FROM st.flex_events t; MERGE /*+direct*/ INTO dw.t USING st.o s ON t.k = s.k WHEN MATCHED THEN UPDATE SET u = s.u WHEN NOT MATCHED THEN INSERT (k, u) VALUES (s.k, s.u);
---
reads: st.flex_events, dw.t, st.o
may read: dw.t, st.o
writes: st.o, dw.t
st.o.k <- st.flex_events.__raw__
st.o.u <- st.flex_events.user.name
dw.t.k <- st.o.k
dw.t.u <- st.o.u

== vertica external table and export | vertica
CREATE EXTERNAL TABLE ext.t (id INT, v VARCHAR(10)) AS COPY FROM 's3://b/t/*.parquet' PARQUET; EXPORT TO PARQUET (directory = 's3://b/out') OVER (PARTITION BY d ORDER BY id) AS SELECT id, d FROM dw.f;
---
reads: s3://b/t/*.parquet, dw.f
writes: ext.t, s3://b/out
s3://b/out.id <- dw.f.id
s3://b/out.d <- dw.f.d
