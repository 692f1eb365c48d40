== airflow templated delete insert | postgres
DELETE FROM mart.daily WHERE ds = '{{ ds }}';
INSERT INTO mart.daily (ds, country, revenue) SELECT '{{ ds }}'::date, c.country, SUM(o.amount) FROM raw.orders o JOIN raw.customers c ON c.id = o.customer_id WHERE o.created_at >= '{{ ds }}' AND o.created_at < '{{ next_ds }}' GROUP BY 1, 2;
---
reads: raw.orders, raw.customers
may read: mart.daily
writes: mart.daily
mart.daily.country <- raw.customers.country (identity)
mart.daily.revenue <- raw.orders.amount (aggregation)
rows <- mart.daily.ds (filter), raw.customers.id (join), raw.orders.customer_id (join), raw.orders.created_at (filter), raw.customers.country (group_by)
exact

== swap by rename in a transaction | postgres
BEGIN;
CREATE TABLE mart.t__new (LIKE mart.t INCLUDING ALL);
INSERT INTO mart.t__new (id, v) SELECT id, v FROM stg.t;
ALTER TABLE mart.t RENAME TO t__old;
ALTER TABLE mart.t__new RENAME TO t;
DROP TABLE mart.t__old;
COMMIT;
---
reads: stg.t
may read: mart.t
writes: mart.t
mart.t.id <- stg.t.id
mart.t.v <- stg.t.v

== window named and frame | postgres
CREATE TABLE o AS SELECT id, avg(p) OVER w AS ma, first_value(p) OVER (w ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS f, count(*) FILTER (WHERE ok) OVER w AS n FROM s WINDOW w AS (PARTITION BY sym ORDER BY ts)
---
reads: s
writes: o
o.id <- s.id (identity)
o.ma <- s.p (aggregation), s.sym (window), s.ts (window)
o.f <- s.p (transformation), s.sym (window), s.ts (window)
o.n <- s.ok (conditional), s.sym (window), s.ts (window)
exact

== crosstab | postgres
CREATE TABLE p AS SELECT * FROM crosstab('SELECT region, month, amt FROM sales ORDER BY 1, 2') AS ct (region text, jan numeric, feb numeric)
---
reads: sales
writes: p
p.region <- sales.region
p.jan <- sales.amt, sales.month (conditional)
p.feb <- sales.amt, sales.month (conditional)

== copy from program and to | postgres
COPY stg.t (a, b) FROM '/data/in.csv' WITH (FORMAT csv, HEADER); COPY (SELECT a, sum(b) AS b FROM stg.t GROUP BY a) TO '/data/out.csv' CSV HEADER;
---
reads: /data/in.csv, stg.t
writes: stg.t, /data/out.csv
/data/out.csv.a <- stg.t.a
/data/out.csv.b <- stg.t.b

== plpgsql function with loop and exception | postgres
CREATE OR REPLACE FUNCTION etl.load(p date) RETURNS void AS $body$
DECLARE r record; n int;
BEGIN
  FOR r IN SELECT id, v FROM stg.q WHERE d = p LOOP
    INSERT INTO dw.t (id, v) VALUES (r.id, r.v) ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v;
  END LOOP;
  GET DIAGNOSTICS n = ROW_COUNT;
  EXCEPTION WHEN unique_violation THEN RAISE NOTICE 'x';
END $body$ LANGUAGE plpgsql;
SELECT etl.load('2024-01-01');
---
reads: stg.q
may read: dw.t
writes: dw.t
dw.t.id <- stg.q.id
dw.t.v <- stg.q.v

== do block with execute format | postgres
DO $$
DECLARE part text := to_char(now(), 'YYYYMM');
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS ev_%s PARTITION OF ev FOR VALUES FROM (%L) TO (%L)', '202401', '2024-01-01', '2024-02-01');
  EXECUTE 'INSERT INTO ev_202401 SELECT * FROM stg_ev WHERE d < $1' USING now();
END $$;
---
reads: stg_ev
may read: ev
writes: ev_202401
! unresolved

== recursive bill of materials | postgres
INSERT INTO bom_flat (root, part, qty) WITH RECURSIVE b(root, part, qty) AS (SELECT parent, child, qty FROM bom WHERE parent IN (SELECT id FROM products) UNION ALL SELECT b.root, x.child, b.qty * x.qty FROM b JOIN bom x ON x.parent = b.part) SELECT root, part, SUM(qty) FROM b GROUP BY root, part
---
reads: bom, products
writes: bom_flat
bom_flat.root <- bom.parent
bom_flat.part <- bom.child
bom_flat.qty <- bom.qty

== merge postgres 17 returning | postgres
MERGE INTO t USING (VALUES (1, 'a')) AS s (id, v) ON t.id = s.id WHEN MATCHED AND s.v IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
may read: t
writes: t
columns: none

== update with cte and array | postgres
WITH x AS (SELECT user_id, array_agg(DISTINCT tag ORDER BY tag) AS tags FROM user_tags GROUP BY user_id) UPDATE users u SET tags = x.tags, (n, upd) = (cardinality(x.tags), now()) FROM x WHERE x.user_id = u.id
---
reads: user_tags
may read: users
writes: users
users.tags <- user_tags.tag (aggregation), user_tags.tag (window)
users.n <- user_tags.tag (aggregation), user_tags.tag (window)

== redshift unload with select star | redshift
UNLOAD ('SELECT o.*, c.seg FROM dw.orders o JOIN dw.cust c ON c.id = o.cid WHERE o.dt = \'2024-01-01\'') TO 's3://b/exp/' IAM_ROLE 'arn:aws:iam::1:role/r' PARQUET ALLOWOVERWRITE
---
reads: dw.orders, dw.cust
writes: s3://b/exp/
s3://b/exp/.seg <- dw.cust.seg
! unresolved

== redshift deep copy and append | redshift
CREATE TABLE s.t_tmp (LIKE s.t); ALTER TABLE s.t_tmp APPEND FROM s.stage; DROP TABLE s.t; ALTER TABLE s.t_tmp RENAME TO t;
---
reads: s.stage
may read: s.t
writes: s.t

== redshift procedure | redshift
CREATE OR REPLACE PROCEDURE sp_load(dt date) AS $$
BEGIN
  TRUNCATE stg.x;
  EXECUTE 'COPY stg.x FROM ''s3://b/x/'' IAM_ROLE default';
  INSERT INTO dw.x SELECT id, v FROM stg.x WHERE d = dt;
END;
$$ LANGUAGE plpgsql;
CALL sp_load('2024-01-01');
---
reads: s3://b/x/, stg.x
writes: stg.x, dw.x
dw.x.id <- stg.x.id
dw.x.v <- stg.x.v

== redshift qualify and pivot | redshift
CREATE TABLE o AS SELECT * FROM (SELECT part, price FROM s.part) PIVOT (AVG(price) FOR part IN ('p1', 'p2'))
---
reads: s.part
writes: o
o.p1 <- s.part.price (aggregation), s.part.part (conditional)
o.p2 <- s.part.price (aggregation), s.part.part (conditional)

== redshift external spectrum | redshift
INSERT INTO dw.f (id, amt) SELECT e.id, e.amt FROM spectrum.ext_f e WHERE e.dt = '2024-01-01' AND NOT EXISTS (SELECT 1 FROM dw.f f WHERE f.id = e.id)
---
reads: spectrum.ext_f, dw.f
writes: dw.f
dw.f.id <- spectrum.ext_f.id
dw.f.amt <- spectrum.ext_f.amt
rows <- spectrum.ext_f.dt (filter), dw.f.id (filter), spectrum.ext_f.id (filter)
exact

== trino insert with values and table | trino
INSERT INTO ice.s.o TABLE ice.s.src
---
reads: ice.s.src
writes: ice.s.o

== trino materialized view and call | trino
CREATE OR REPLACE MATERIALIZED VIEW ice.s.mv WITH (format = 'PARQUET') AS SELECT a, count(b) AS n FROM ice.s.t GROUP BY a; REFRESH MATERIALIZED VIEW ice.s.mv; ALTER TABLE ice.s.t EXECUTE optimize;
---
reads: ice.s.t
may read: ice.s.t
writes: ice.s.mv, ice.s.t
ice.s.mv.a <- ice.s.t.a
ice.s.mv.n <- ice.s.t.b

== trino update delete with subquery | trino
DELETE FROM ice.s.t WHERE id IN (SELECT id FROM ice.s.gone) AND ds < date '2024-01-01'
---
reads: ice.s.gone
may read: ice.s.t
writes: ice.s.t
rows <- ice.s.t.id (filter), ice.s.gone.id (filter), ice.s.t.ds (filter)
exact

== presto lambda and map | presto
INSERT INTO o SELECT id, transform(filter(tags, t -> t <> ''), t -> lower(t)) AS tags, map_agg(k, v) AS m, element_at(props, 'x') AS x FROM s GROUP BY id, tags, props
---
reads: s
writes: o
o.id <- s.id
o.tags <- s.tags
o.m <- s.k (aggregation), s.v (aggregation)
o.x <- s.props

== athena unload | athena
UNLOAD (SELECT a, b FROM db.t WHERE ds = '2024-01-01') TO 's3://b/u/' WITH (format = 'PARQUET', partitioned_by = ARRAY['b'])
---
reads: db.t
writes: s3://b/u/
s3://b/u/.a <- db.t.a
s3://b/u/.b <- db.t.b

== athena external table ddl and msck | athena
CREATE EXTERNAL TABLE IF NOT EXISTS db.ev (id string, v int) PARTITIONED BY (ds string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://b/ev/' TBLPROPERTIES ('has_encrypted_data'='false'); MSCK REPAIR TABLE db.ev;
---
may read: s3://b/ev/
reads: s3://b/ev/
writes: db.ev

== spark merge iceberg | spark
MERGE INTO ice.db.t t USING (SELECT id, max(struct(ts, v)).v AS v FROM ice.db.s GROUP BY id) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.v = s.v WHEN NOT MATCHED THEN INSERT *
---
reads: ice.db.s
may read: ice.db.t
writes: ice.db.t
ice.db.t.id <- ice.db.s.id
ice.db.t.v <- ice.db.s.v

== spark window and lateral alias | databricks
CREATE OR REPLACE TABLE g.o AS SELECT id, amt * 1.2 AS gross, gross - amt AS tax, sum(gross) OVER (PARTITION BY id) AS tot FROM s.t WHERE gross > 0
---
reads: s.t
writes: g.o
g.o.id <- s.t.id (identity)
g.o.gross <- s.t.amt (transformation)
g.o.tax <- s.t.amt (transformation)
g.o.tot <- s.t.amt (aggregation), s.t.id (window)

== spark values inline and create view | spark
CREATE OR REPLACE TEMPORARY VIEW cfg AS SELECT * FROM VALUES ('a', 1), ('b', 2) AS t(k, n); INSERT INTO o SELECT s.id, c.n FROM s JOIN cfg c ON c.k = s.k;
---
reads: s
writes: o
o.id <- s.id
rows <- s.k (join)

== databricks live tables expectations | databricks
CREATE OR REFRESH MATERIALIZED VIEW silver.o (CONSTRAINT ok EXPECT (id IS NOT NULL) ON VIOLATION DROP ROW) COMMENT 'x' AS SELECT a.id, b.nm FROM bronze.a a JOIN bronze.b b USING (id)
---
reads: bronze.a, bronze.b
writes: silver.o
silver.o.id <- bronze.a.id
silver.o.nm <- bronze.b.nm
rows <- bronze.a.id (join), bronze.b.id (join)

== databricks scripting | databricks
BEGIN
  DECLARE cutoff DATE DEFAULT (SELECT max(d) FROM ctl.w);
  INSERT INTO o (id) SELECT id FROM s WHERE d > cutoff;
  IF (SELECT count(*) FROM bad) > 0 THEN
    DELETE FROM o WHERE id IS NULL;
  END IF;
END
---
reads: ctl.w, s, bad
may read: o
writes: o
o.id <- s.id

== clickhouse insert from url and into function | clickhouse
INSERT INTO FUNCTION s3('https://b.s3.amazonaws.com/o.parquet', 'Parquet') SELECT k, groupArray(v) AS vs FROM url('https://x/y.csv', 'CSV', 'k String, v Int32') GROUP BY k
---
reads: https://x/y.csv
writes: https://b.s3.amazonaws.com/o.parquet
https://b.s3.amazonaws.com/o.parquet.k <- https://x/y.csv.k
https://b.s3.amazonaws.com/o.parquet.vs <- https://x/y.csv.v

== clickhouse refreshable mv | clickhouse
CREATE MATERIALIZED VIEW db.r REFRESH EVERY 1 HOUR ENGINE = MergeTree ORDER BY k AS SELECT k, max(v) AS v FROM db.s GROUP BY k
---
reads: db.s
writes: db.r
db.r.k <- db.s.k
db.r.v <- db.s.v

== clickhouse array functions | clickhouse
INSERT INTO o SELECT id, arrayMap(x -> x * k, xs) AS m, arraySum(arrayFilter(x -> x > lim, xs)) AS s, multiIf(a > 1, b, c > 2, d, e) AS mi, if(f, g, h) AS i FROM t
---
reads: t
writes: o
o.id <- t.id
o.m <- t.xs, t.k
o.s <- t.xs, t.lim (conditional)
o.mi <- t.b, t.d, t.e, t.a (conditional), t.c (conditional)
o.i <- t.g, t.h, t.f (conditional)

== clickhouse create as select with projection | clickhouse
CREATE TABLE db.o ENGINE = ReplacingMergeTree(ver) PARTITION BY toYYYYMM(d) ORDER BY (id) AS SELECT * EXCEPT (raw), JSONExtractString(raw, 'k') AS k FROM db.s
---
reads: db.s
writes: db.o
db.o.k <- db.s.raw
! unresolved

== bigquery legacy array agg dedup | bigquery
CREATE OR REPLACE TABLE ds.o AS SELECT event.* FROM (SELECT ARRAY_AGG(t ORDER BY t.ts DESC LIMIT 1)[OFFSET(0)] AS event FROM ds.ev t GROUP BY t.id)
---
reads: ds.ev
writes: ds.o
! unresolved

== bigquery dml multi statement transaction | bigquery
BEGIN TRANSACTION;
CREATE TEMP TABLE d AS SELECT id, ANY_VALUE(v) AS v FROM ds.stg GROUP BY id;
UPDATE ds.t t SET v = d.v FROM d WHERE t.id = d.id;
INSERT INTO ds.t (id, v) SELECT id, v FROM d WHERE id NOT IN (SELECT id FROM ds.t);
COMMIT TRANSACTION;
---
reads: ds.stg, ds.t
writes: ds.t
ds.t.v <- ds.stg.v
ds.t.id <- ds.stg.id

== bigquery struct update | bigquery
UPDATE ds.t SET info.city = s.city, tags = ARRAY(SELECT x FROM UNNEST(tags) x WHERE x != 'old') FROM ds.s s WHERE s.id = t.id
---
reads: ds.s
may read: ds.t
writes: ds.t
ds.t.info <- ds.s.city
ds.t.tags <- ds.t.tags

== snowflake merge on flatten | snowflake
MERGE INTO t USING (SELECT f.value:id::INT AS id, f.value:v::STRING AS v FROM raw.r, TABLE(FLATTEN(input => r.doc:arr)) f QUALIFY ROW_NUMBER() OVER (PARTITION BY f.value:id ORDER BY r.ts DESC) = 1) s ON t.id = s.id WHEN MATCHED AND (t.v IS DISTINCT FROM s.v) THEN UPDATE SET t.v = s.v, t.upd = CURRENT_TIMESTAMP() WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: raw.r
may read: t
writes: t
t.v <- raw.r.doc
t.id <- raw.r.doc
rows <- raw.r.doc (window), raw.r.ts (window), t.id (join), raw.r.doc (join), t.v (filter), raw.r.doc (filter)

== snowflake unpivot and exclude known | snowflake
schema: w(id, jan, feb, x)
CREATE TABLE o AS SELECT * EXCLUDE (x) RENAME (amt AS amount) FROM w UNPIVOT (amt FOR mon IN (jan, feb))
---
reads: w
writes: o
o.id <- w.id
o.amount <- w.jan, w.feb

== snowflake procedure sql and call | snowflake
CREATE OR REPLACE PROCEDURE p(tbl VARCHAR) RETURNS VARCHAR LANGUAGE SQL AS
$$
BEGIN
  INSERT INTO IDENTIFIER(:tbl) (a) SELECT a FROM src;
  CREATE OR REPLACE TEMPORARY TABLE tt AS SELECT MAX(a) AS m FROM src;
  UPDATE ctl SET hw = (SELECT m FROM tt);
  RETURN 'ok';
END
$$;
CALL p('mart.o');
---
reads: src
may read: ctl
writes: mart.o, ctl
mart.o.a <- src.a
ctl.hw <- src.a

== snowflake copy into from query star | snowflake
COPY INTO 's3://b/o/' FROM core.t STORAGE_INTEGRATION = si FILE_FORMAT = (TYPE = CSV)
---
reads: core.t
writes: s3://b/o/

== teradata merge and collect | teradata
MERGE INTO dw.t USING (SELECT id, nm FROM stg.s) AS x ON t.id = x.id WHEN MATCHED THEN UPDATE SET nm = x.nm WHEN NOT MATCHED THEN INSERT VALUES (x.id, x.nm); COLLECT STATISTICS COLUMN (id) ON dw.t;
---
reads: stg.s
may read: dw.t
writes: dw.t

== teradata delete all and insert with case | teradata
DELETE FROM mart.a ALL; INSERT INTO mart.a (k, flg) SELECT k, CASE WHEN SUM(x) OVER (PARTITION BY k) > 10 THEN 'Y' ELSE y END FROM edw.b;
---
reads: edw.b
may read: mart.a
writes: mart.a
mart.a.k <- edw.b.k (identity)
mart.a.flg <- edw.b.y (transformation), edw.b.x (conditional), edw.b.k (window)

== exasol script and emits | exasol
CREATE OR REPLACE TABLE dw.o AS SELECT dw.split(txt) EMITS (w VARCHAR(100), n INT) FROM stg.t GROUP BY k
---
reads: stg.t
writes: dw.o
dw.o.w <- stg.t.txt
dw.o.n <- stg.t.txt

== oracle procedure with cursor loop and call | oracle
CREATE OR REPLACE PROCEDURE load_x (p_d IN DATE) AS
  CURSOR c IS SELECT id, amt FROM stg.x WHERE d = p_d;
BEGIN
  FOR r IN c LOOP
    MERGE INTO dw.x t USING (SELECT r.id AS id, r.amt AS amt FROM dual) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.amt = s.amt WHEN NOT MATCHED THEN INSERT (id, amt) VALUES (s.id, s.amt);
  END LOOP;
  COMMIT;
END;
/
BEGIN load_x(SYSDATE); END;
/
---
reads: stg.x
may read: dw.x
writes: dw.x
dw.x.amt <- stg.x.amt
dw.x.id <- stg.x.id
