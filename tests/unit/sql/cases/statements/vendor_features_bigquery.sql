== pipe with aggregate window rename and pivot | bigquery
CREATE OR REPLACE TABLE mart.o AS
FROM raw.orders
|> WHERE status = 'paid'
|> EXTEND amount * fx AS usd
|> SET country = UPPER(country)
|> AGGREGATE SUM(usd) AS total, COUNT(DISTINCT cust) AS custs GROUP BY country
|> RENAME total AS revenue
|> ORDER BY revenue DESC
---
reads: raw.orders
writes: mart.o
mart.o.country <- raw.orders.country
mart.o.revenue <- raw.orders.amount (aggregation), raw.orders.fx (aggregation)
mart.o.custs <- raw.orders.cust (aggregation)
rows <- raw.orders.status (filter), raw.orders.country (group_by)

== pipe pivot unpivot | bigquery
CREATE TABLE mart.o AS FROM raw.s |> SELECT id, q, amt |> PIVOT (SUM(amt) FOR q IN ('Q1', 'Q2'))
---
reads: raw.s
writes: mart.o
mart.o.id <- raw.s.id
mart.o.Q1 <- raw.s.amt, raw.s.q (conditional)
mart.o.Q2 <- raw.s.amt, raw.s.q (conditional)

== pipe with drop and call tvf | bigquery
schema: raw.s(id, a, b)
CREATE TABLE mart.o AS FROM raw.s |> DROP b |> EXTEND a + 1 AS a1
---
reads: raw.s
writes: mart.o
mart.o.id <- raw.s.id
mart.o.a <- raw.s.a
mart.o.a1 <- raw.s.a

== pipe in a subquery with cte | bigquery
WITH base AS (FROM raw.s |> WHERE d > '2024-01-01' |> SELECT id, d) SELECT b.id, x.n FROM base b JOIN (FROM raw.t |> AGGREGATE COUNT(k) AS n GROUP BY id) x ON x.id = b.id
---
reads: raw.s, raw.t
id <- raw.s.id
n <- raw.t.k (aggregation)
rows <- raw.s.d (filter), raw.t.id (group_by), raw.t.id (join), raw.s.id (join)

== merge with by source update and by target | bigquery
MERGE INTO dw.inv AS t USING (SELECT sku, SUM(qty) AS qty FROM stg.inv WHERE load_date = @d GROUP BY sku) AS s ON t.sku = s.sku
WHEN MATCHED AND s.qty = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET qty = t.qty + s.qty, upd = CURRENT_TIMESTAMP()
WHEN NOT MATCHED BY TARGET THEN INSERT (sku, qty) VALUES (sku, qty)
WHEN NOT MATCHED BY SOURCE AND t.upd < TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 30 DAY) THEN UPDATE SET stale = TRUE
---
reads: stg.inv, dw.inv
writes: dw.inv
dw.inv.qty <- dw.inv.qty, stg.inv.qty
dw.inv.sku <- stg.inv.sku
rows <- stg.inv.load_date (filter), stg.inv.sku (group_by), dw.inv.sku (join), stg.inv.sku (join), stg.inv.qty (filter), dw.inv.upd (filter)
exact

== case statement and labels | bigquery
DECLARE mode STRING DEFAULT 'full';
CASE mode
  WHEN 'full' THEN CREATE OR REPLACE TABLE dw.t AS SELECT id, v FROM stg.t;
  ELSE INSERT INTO dw.t (id, v) SELECT id, v FROM stg.t_delta;
END CASE;
lbl: LOOP
  DELETE FROM dw.q WHERE done;
  BREAK lbl;
END LOOP lbl;
---
reads: stg.t, stg.t_delta
may read: dw.q
writes: dw.t, dw.q
dw.t.id <- stg.t.id, stg.t_delta.id
dw.t.v <- stg.t.v, stg.t_delta.v

== set several variables from a struct | bigquery
DECLARE lo, hi INT64;
SET (lo, hi) = (SELECT AS STRUCT MIN(id), MAX(id) FROM stg.k);
INSERT INTO dw.r (lo, hi) VALUES (lo, hi);
---
reads: stg.k
writes: dw.r
dw.r.lo <- stg.k.id
dw.r.hi <- stg.k.id

== unnest with alias of struct fields and join to table | bigquery
CREATE TABLE mart.li AS SELECT o.id, li.product.sku AS sku, p.name, li.qty * p.price AS amt FROM raw.orders o, o.line_items AS li JOIN ref.products p ON p.sku = li.product.sku
---
reads: raw.orders, ref.products
writes: mart.li
mart.li.id <- raw.orders.id
mart.li.sku <- raw.orders.line_items
mart.li.name <- ref.products.name
mart.li.amt <- raw.orders.line_items, ref.products.price
rows <- ref.products.sku (join), raw.orders.line_items (join)
exact

== except replace on join alias star | bigquery
schema: raw.a(id, v, x); raw.b(id, w)
CREATE OR REPLACE VIEW mart.v AS SELECT a.* EXCEPT (x) REPLACE (ROUND(v, 2) AS v), b.w FROM raw.a a JOIN raw.b b USING (id)
---
reads: raw.a, raw.b
writes: mart.v
mart.v.id <- raw.a.id
mart.v.v <- raw.a.v (transformation)
mart.v.w <- raw.b.w
rows <- raw.a.id (join), raw.b.id (join)
exact

== partition decorator and ingestion time pseudo columns | bigquery
INSERT INTO dw.t (_PARTITIONTIME, id, v) SELECT TIMESTAMP('2024-01-01'), id, v FROM stg.t WHERE _PARTITIONDATE = '2024-01-01'
---
reads: stg.t
writes: dw.t
dw.t.id <- stg.t.id
dw.t.v <- stg.t.v

== create table like, copy and rename | bigquery
CREATE TABLE dw.t_new LIKE dw.t; INSERT INTO dw.t_new (id, v) SELECT id, v FROM stg.t; DROP TABLE dw.t; ALTER TABLE dw.t_new RENAME TO t;
---
reads: stg.t
may read: dw.t
writes: dw.t
dw.t.id <- stg.t.id
dw.t.v <- stg.t.v

== load data into temp partition and overwrite | bigquery
LOAD DATA OVERWRITE dw.t PARTITIONS(_PARTITIONTIME = TIMESTAMP '2024-01-01') (id INT64, v STRING) FROM FILES (format = 'JSON', uris = ['gs://b/d=2024-01-01/*.json'])
---
reads: gs://b/d=2024-01-01/*.json
writes: dw.t

== temp table load | bigquery
LOAD DATA INTO TEMP TABLE stg_in (id INT64, v STRING) FROM FILES (format = 'CSV', uris = ['gs://b/in.csv'], skip_leading_rows = 1);
INSERT INTO dw.t (id, v) SELECT id, v FROM stg_in;
---
reads: gs://b/in.csv
writes: dw.t

== recursive with two members and depth | bigquery
CREATE TABLE mart.r AS WITH RECURSIVE a AS (SELECT id, parent, 0 AS lvl FROM dw.n WHERE parent IS NULL UNION ALL SELECT n.id, n.parent, a.lvl + 1 FROM a JOIN dw.n n ON n.parent = a.id WHERE a.lvl < 10), b AS (SELECT id, COUNT(*) OVER () AS c FROM a) SELECT a.id, a.parent, b.c FROM a JOIN b USING (id)
---
reads: dw.n
writes: mart.r
mart.r.id <- dw.n.id
mart.r.parent <- dw.n.parent

== range sessionize and gap fill | bigquery
CREATE TABLE mart.gf AS SELECT * FROM GAP_FILL(TABLE dw.dev, ts_column => 'ts', bucket_width => INTERVAL 1 MINUTE, partitioning_columns => ['dev'], value_columns => [('sig', 'locf')])
---
reads: dw.dev
writes: mart.gf
! unresolved

== insert default and row constructor | bigquery
INSERT INTO dw.t (id, s, arr, upd) VALUES (1, (SELECT AS STRUCT a, b FROM dw.cfg LIMIT 1), ARRAY(SELECT x FROM dw.xs), DEFAULT)
---
reads: dw.cfg, dw.xs
writes: dw.t
dw.t.s <- dw.cfg.a, dw.cfg.b
dw.t.arr <- dw.xs.x

== cte named as project table and dataset default | bigquery
default: raw
CREATE TABLE mart.o AS WITH users AS (SELECT id, email FROM users WHERE active) SELECT u.id, SHA256(LOWER(u.email)) AS eh FROM users u
---
reads: raw.users
writes: mart.o
mart.o.id <- raw.users.id
mart.o.eh <- raw.users.email
rows <- raw.users.active (filter)

== dml returning of row counts and truncate in transaction | bigquery
BEGIN
  BEGIN TRANSACTION;
  TRUNCATE TABLE dw.t;
  INSERT dw.t (id) SELECT id FROM stg.t;
  SET @@query_label = 'a:b';
  COMMIT TRANSACTION;
EXCEPTION WHEN ERROR THEN
  SELECT @@error.message;
  ROLLBACK TRANSACTION;
END;
---
reads: stg.t
writes: dw.t
dw.t.id <- stg.t.id
