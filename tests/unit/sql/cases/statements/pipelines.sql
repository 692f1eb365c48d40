== dbt incremental with row number | snowflake
MERGE INTO analytics.core.dim_customer AS DBT_INTERNAL_DEST USING (
  WITH src AS (SELECT * FROM raw.crm.customers WHERE _loaded_at > (SELECT MAX(_loaded_at) FROM analytics.core.dim_customer)),
  ranked AS (SELECT id AS customer_id, LOWER(TRIM(email)) AS email, _loaded_at, ROW_NUMBER() OVER (PARTITION BY id ORDER BY _loaded_at DESC) AS rn FROM src)
  SELECT customer_id, email, _loaded_at FROM ranked WHERE rn = 1
) AS DBT_INTERNAL_SOURCE ON DBT_INTERNAL_SOURCE.customer_id = DBT_INTERNAL_DEST.customer_id
WHEN MATCHED THEN UPDATE SET email = DBT_INTERNAL_SOURCE.email, _loaded_at = DBT_INTERNAL_SOURCE._loaded_at
WHEN NOT MATCHED THEN INSERT (customer_id, email, _loaded_at) VALUES (DBT_INTERNAL_SOURCE.customer_id, DBT_INTERNAL_SOURCE.email, DBT_INTERNAL_SOURCE._loaded_at)
---
reads: raw.crm.customers, analytics.core.dim_customer
writes: analytics.core.dim_customer
analytics.core.dim_customer.customer_id <- raw.crm.customers.id (identity)
analytics.core.dim_customer.email <- raw.crm.customers.email (transformation)
analytics.core.dim_customer._loaded_at <- raw.crm.customers._loaded_at (identity)
rows <- raw.crm.customers._loaded_at (filter), analytics.core.dim_customer._loaded_at (filter), raw.crm.customers.id (join), analytics.core.dim_customer.customer_id (join), raw.crm.customers.id (window), raw.crm.customers._loaded_at (window)
exact

== scd2 expire and insert | databricks
MERGE INTO silver.customers t
USING (SELECT NULL AS merge_key, u.* FROM updates u JOIN silver.customers c ON u.customer_id = c.customer_id WHERE c.is_current AND u.address <> c.address
  UNION ALL SELECT customer_id AS merge_key, * FROM updates) s
ON t.customer_id = s.merge_key
WHEN MATCHED AND t.is_current = true AND t.address <> s.address THEN UPDATE SET is_current = false, end_date = s.effective_date
WHEN NOT MATCHED THEN INSERT (customer_id, address, is_current, effective_date, end_date) VALUES (s.customer_id, s.address, true, s.effective_date, null)
---
reads: updates, silver.customers
writes: silver.customers
silver.customers.customer_id <- updates.customer_id
silver.customers.address <- updates.address
silver.customers.effective_date <- updates.effective_date
silver.customers.end_date <- updates.effective_date

== qualify dedup insert | snowflake
INSERT INTO stg.events (event_id, payload, ts) SELECT v:id::STRING, v:payload, v:ts::TIMESTAMP_NTZ FROM raw.events_json QUALIFY ROW_NUMBER() OVER (PARTITION BY v:id ORDER BY v:ts DESC) = 1
---
reads: raw.events_json
writes: stg.events
stg.events.event_id <- raw.events_json.v (transformation)
stg.events.payload <- raw.events_json.v (transformation)
stg.events.ts <- raw.events_json.v (transformation)
rows <- raw.events_json.v (window)
exact

== nested lateral flatten | snowflake
CREATE OR REPLACE TABLE mart.items AS SELECT o.value:order_id::INT AS order_id, i.value:sku::STRING AS sku, i.index AS pos FROM raw.docs d, LATERAL FLATTEN(input => d.doc:orders) o, LATERAL FLATTEN(input => o.value:items, outer => TRUE) i WHERE d.kind = 'order'
---
reads: raw.docs
writes: mart.items
mart.items.order_id <- raw.docs.doc (transformation)
mart.items.sku <- raw.docs.doc (transformation)
rows <- raw.docs.kind (filter)

== snowflake pivot any | snowflake
CREATE TABLE p AS SELECT * FROM (SELECT empid, amount, month FROM sales) PIVOT (SUM(amount) FOR month IN ('JAN', 'FEB')) AS p (emp, jan, feb)
---
reads: sales
writes: p
p.emp <- sales.empid
p.jan <- sales.amount (aggregation), sales.month (conditional)
p.feb <- sales.amount (aggregation), sales.month (conditional)

== snowflake scripting | snowflake
DECLARE cutoff DATE; n INTEGER DEFAULT 0;
BEGIN
  SELECT MAX(ds) INTO :cutoff FROM ctl.watermarks;
  INSERT INTO core.f (id, amt) SELECT id, amt FROM stg.f WHERE ds > :cutoff;
  n := SQLROWCOUNT;
  IF (n > 0) THEN
    DELETE FROM stg.f WHERE ds <= :cutoff;
  END IF;
  RETURN n;
EXCEPTION WHEN OTHER THEN
  INSERT INTO ops.errors (msg) SELECT :SQLERRM;
END;
---
reads: ctl.watermarks, stg.f
may read: stg.f
writes: core.f, stg.f, ops.errors
core.f.id <- stg.f.id
core.f.amt <- stg.f.amt
rows <- stg.f.ds (filter), ctl.watermarks.ds (filter)

== bigquery script with dynamic sql | bigquery
DECLARE cutoff DATE DEFAULT (SELECT MAX(dt) FROM ops.runs);
DECLARE tbl STRING DEFAULT 'ds.final';
CREATE TEMP TABLE t1 AS SELECT id, val FROM ds.src WHERE dt > cutoff;
EXECUTE IMMEDIATE FORMAT("INSERT INTO %s (id, val) SELECT id, val FROM t1", tbl);
DROP TABLE t1;
---
reads: ops.runs, ds.src
writes: ds.final
ds.final.id <- ds.src.id
ds.final.val <- ds.src.val

== bigquery unnest struct with offset | bigquery
CREATE OR REPLACE TABLE ds.hits AS SELECT s.visitId, h.page.pagePath AS path, h.hitNumber, off FROM `proj.ga.ga_sessions_*` AS s, UNNEST(s.hits) AS h WITH OFFSET AS off WHERE _TABLE_SUFFIX BETWEEN '20240101' AND '20240131'
---
reads: proj.ga.ga_sessions_*
writes: ds.hits
ds.hits.visitId <- proj.ga.ga_sessions_*.visitId
ds.hits.path <- proj.ga.ga_sessions_*.hits (transformation)
ds.hits.hitNumber <- proj.ga.ga_sessions_*.hits (transformation)

== bigquery merge insert row | bigquery
MERGE ds.t USING ds.s ON FALSE WHEN NOT MATCHED AND s.d = '2024-01-01' THEN INSERT ROW WHEN NOT MATCHED BY SOURCE AND t.d = '2024-01-01' THEN DELETE
---
reads: ds.s
may read: ds.t
writes: ds.t

== bigquery except replace star known | bigquery
schema: ds.src(a, b, c)
CREATE VIEW ds.v AS SELECT * EXCEPT (c) REPLACE (UPPER(b) AS b), CURRENT_DATE() AS d FROM ds.src
---
reads: ds.src
writes: ds.v
ds.v.a <- ds.src.a (identity)
ds.v.b <- ds.src.b (transformation)
exact

== bigquery select as struct array agg | bigquery
SELECT customer_id, ARRAY_AGG(STRUCT(order_id, total AS amt) ORDER BY ts LIMIT 3) AS orders FROM d.orders GROUP BY 1
---
reads: d.orders
customer_id <- d.orders.customer_id (identity)
orders <- d.orders.order_id (aggregation), d.orders.total (aggregation), d.orders.ts (window)
rows <- d.orders.customer_id (group_by)
exact

== databricks copy into | databricks
COPY INTO bronze.events FROM (SELECT id::BIGINT AS id, ts, _metadata.file_name AS f FROM 's3://lake/events/') FILEFORMAT = JSON FORMAT_OPTIONS ('mergeSchema' = 'true')
---
reads: s3://lake/events/
writes: bronze.events
bronze.events.id <- s3://lake/events/.id
bronze.events.ts <- s3://lake/events/.ts
bronze.events.f <- s3://lake/events/._metadata

== streaming table auto loader | databricks
CREATE OR REFRESH STREAMING TABLE bronze.orders AS SELECT *, _metadata.file_path AS src_file FROM STREAM read_files('/Volumes/raw/orders/', format => 'json')
---
reads: /Volumes/raw/orders/
writes: bronze.orders
! unresolved

== apply changes | databricks
APPLY CHANGES INTO LIVE.customers FROM STREAM(LIVE.customers_cdc) KEYS (id) SEQUENCE BY ts COLUMNS * EXCEPT (op) STORED AS SCD TYPE 2
---
reads: live.customers_cdc
writes: live.customers

== spark insert overwrite dynamic partition | spark
INSERT OVERWRITE TABLE dw.fact PARTITION (dt, region='eu') SELECT id, amount, dt FROM stg.fact WHERE region = 'eu'
---
reads: stg.fact
writes: dw.fact
dw.fact.id <- stg.fact.id
dw.fact.amount <- stg.fact.amount
dw.fact.dt <- stg.fact.dt
rows <- stg.fact.region (filter)
exact

== hive multi insert static dynamic | hive
FROM stg.logs l JOIN dim.users u ON l.uid = u.id
INSERT OVERWRITE TABLE dw.by_user PARTITION (ds='2024-01-01') SELECT u.name, count(*) AS n GROUP BY u.name
INSERT INTO TABLE dw.raw PARTITION (ds) SELECT l.uid, l.msg, l.ds WHERE l.level = 'ERROR'
---
reads: stg.logs, dim.users
writes: dw.by_user, dw.raw
dw.by_user.name <- dim.users.name
dw.raw.uid <- stg.logs.uid
dw.raw.msg <- stg.logs.msg
dw.raw.ds <- stg.logs.ds

== hive lateral view outer posexplode | hive
INSERT INTO o SELECT t.id, p.pos, p.item, m.k, m.v FROM src t LATERAL VIEW OUTER posexplode(t.items) p AS pos, item LATERAL VIEW explode(t.attrs) m AS k, v
---
reads: src
writes: o
o.id <- src.id
o.item <- src.items
o.k <- src.attrs
o.v <- src.attrs

== redshift super navigation | redshift
INSERT INTO mart.lines (order_id, sku, qty) SELECT o.doc.id::int, l.sku::varchar, l.qty::int FROM raw.orders o, o.doc.lines l WHERE l.qty > 0
---
reads: raw.orders
writes: mart.lines
mart.lines.order_id <- raw.orders.doc (transformation)
mart.lines.sku <- raw.orders.doc (transformation)
mart.lines.qty <- raw.orders.doc (transformation)
rows <- raw.orders.doc (filter)

== redshift staging swap | redshift
BEGIN;
CREATE TEMP TABLE stage (LIKE public.target);
COPY stage FROM 's3://b/in/' IAM_ROLE 'arn:aws:iam::1:role/r' FORMAT AS PARQUET;
DELETE FROM public.target USING stage WHERE public.target.id = stage.id;
INSERT INTO public.target SELECT * FROM stage;
DROP TABLE stage;
END;
---
reads: s3://b/in/
may read: public.target
writes: public.target

== postgres upsert returning cte | postgres
WITH moved AS (DELETE FROM queue WHERE done RETURNING id, payload), ins AS (INSERT INTO archive (id, payload, at) SELECT id, payload, now() FROM moved ON CONFLICT (id) DO UPDATE SET payload = EXCLUDED.payload RETURNING id) INSERT INTO audit (id) SELECT id FROM ins
---
reads: queue
may read: queue, archive
writes: queue, archive, audit
archive.id <- queue.id
archive.payload <- queue.payload
audit.id <- archive.id, queue.id

== postgres lateral json | postgres
CREATE MATERIALIZED VIEW mv AS SELECT o.id, x.sku, x.qty FROM orders o CROSS JOIN LATERAL jsonb_to_recordset(o.doc -> 'items') AS x(sku text, qty int) WHERE o.doc ? 'items'
---
reads: orders
writes: mv
mv.id <- orders.id
mv.sku <- orders.doc
mv.qty <- orders.doc
rows <- orders.doc (filter)

== postgres distinct on | postgres
CREATE TABLE latest AS SELECT DISTINCT ON (device_id) device_id, temp FROM readings ORDER BY device_id, ts DESC
---
reads: readings
writes: latest
latest.device_id <- readings.device_id
latest.temp <- readings.temp
rows <- readings.device_id (group_by), readings.device_id (sort), readings.ts (sort)
exact

== tsql proc body inline | tsql
DECLARE @d DATE = (SELECT MAX(LoadDate) FROM etl.Control);
SELECT c.Id, c.Name INTO #c FROM src.Customer c WHERE c.ModDate > @d;
UPDATE t SET t.Name = s.Name, t.ModDate = GETDATE() FROM dw.Customer t INNER JOIN #c s ON s.Id = t.Id;
INSERT INTO dw.Customer (Id, Name) SELECT s.Id, s.Name FROM #c s WHERE NOT EXISTS (SELECT 1 FROM dw.Customer t WHERE t.Id = s.Id);
IF OBJECT_ID('tempdb..#c') IS NOT NULL DROP TABLE #c;
---
reads: etl.Control, src.Customer, dw.Customer
writes: dw.Customer
dw.Customer.Name <- src.Customer.Name
dw.Customer.Id <- src.Customer.Id

== tsql merge output into | tsql
MERGE dbo.Target AS t USING (SELECT Id, Val FROM dbo.Source WHERE Active = 1) AS s ON t.Id = s.Id WHEN MATCHED AND t.Val <> s.Val THEN UPDATE SET Val = s.Val WHEN NOT MATCHED BY TARGET THEN INSERT (Id, Val) VALUES (s.Id, s.Val) WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action, inserted.Id, deleted.Val INTO dbo.Audit (Act, Id, OldVal);
---
reads: dbo.Source, dbo.Target
may read: dbo.Target
writes: dbo.Target, dbo.Audit
dbo.Target.Val <- dbo.Source.Val
dbo.Target.Id <- dbo.Source.Id
dbo.Audit.Id <- dbo.Source.Id, dbo.Target.Id
dbo.Audit.OldVal <- dbo.Target.Val

== tsql cross apply openjson with | tsql
INSERT INTO dbo.Lines (OrderId, Sku, Qty) SELECT o.Id, j.Sku, j.Qty FROM dbo.Orders o CROSS APPLY OPENJSON(o.Doc, '$.lines') WITH (Sku NVARCHAR(50) '$.sku', Qty INT '$.qty') AS j
---
reads: dbo.Orders
writes: dbo.Lines
dbo.Lines.OrderId <- dbo.Orders.Id
dbo.Lines.Sku <- dbo.Orders.Doc
dbo.Lines.Qty <- dbo.Orders.Doc

== tsql temporal | tsql
SELECT e.Id, e.Salary INTO dbo.Snap FROM dbo.Employee FOR SYSTEM_TIME AS OF '2024-01-01T00:00:00' AS e WHERE e.Dept = 'X'
---
reads: dbo.Employee
writes: dbo.Snap
dbo.Snap.Id <- dbo.Employee.Id
dbo.Snap.Salary <- dbo.Employee.Salary
rows <- dbo.Employee.Dept (filter)
exact

== mysql multi table update | mysql
UPDATE orders o JOIN customers c ON o.cid = c.id LEFT JOIN regions r ON r.id = c.rid SET o.cname = c.name, c.last_order = o.created_at WHERE r.code = 'EU'
---
reads: orders, customers, regions
writes: orders, customers
orders.cname <- customers.name
customers.last_order <- orders.created_at
rows <- orders.cid (join), customers.id (join), regions.id (join), customers.rid (join), regions.code (filter)

== mysql insert on duplicate | mysql
INSERT INTO stats (day, cnt, total) SELECT DATE(ts), COUNT(*), SUM(v) FROM ev GROUP BY DATE(ts) ON DUPLICATE KEY UPDATE cnt = VALUES(cnt), total = total + VALUES(total)
---
reads: ev
may read: stats
writes: stats
stats.day <- ev.ts (transformation)
stats.total <- ev.v (aggregation), stats.total (transformation)
rows <- ev.ts (group_by)

== oracle plus joins | oracle
INSERT INTO dw.o (id, nm, rg) SELECT a.id, b.nm, c.rg FROM s.a a, s.b b, s.c c WHERE a.bid = b.id(+) AND b.cid = c.id(+) AND a.st = 'A'
---
reads: s.a, s.b, s.c
writes: dw.o
dw.o.id <- s.a.id
dw.o.nm <- s.b.nm
dw.o.rg <- s.c.rg
rows <- s.a.st (filter)

== oracle connect by path | oracle
CREATE TABLE org AS SELECT employee_id, LEVEL AS lvl, SYS_CONNECT_BY_PATH(last_name, '/') AS path, CONNECT_BY_ROOT last_name AS boss FROM hr.employees START WITH manager_id IS NULL CONNECT BY PRIOR employee_id = manager_id ORDER SIBLINGS BY last_name
---
reads: hr.employees
writes: org
org.employee_id <- hr.employees.employee_id
org.path <- hr.employees.last_name
org.boss <- hr.employees.last_name

== oracle plsql bulk | oracle
DECLARE CURSOR c IS SELECT id, amt FROM stg.pay WHERE st = 'N'; TYPE t IS TABLE OF c%ROWTYPE; rows_ t;
BEGIN
 OPEN c;
 LOOP FETCH c BULK COLLECT INTO rows_ LIMIT 500; EXIT WHEN rows_.COUNT = 0;
  FORALL i IN 1..rows_.COUNT INSERT INTO fin.pay (id, amt) VALUES (rows_(i).id, rows_(i).amt);
  COMMIT;
 END LOOP; CLOSE c;
 UPDATE stg.pay SET st = 'D' WHERE st = 'N';
END;
---
reads: stg.pay
writes: fin.pay, stg.pay
fin.pay.id <- stg.pay.id
fin.pay.amt <- stg.pay.amt

== clickhouse mv to | clickhouse
CREATE MATERIALIZED VIEW db.mv TO db.agg AS SELECT toStartOfHour(ts) AS hour, user_id, countState() AS c, sumStateIf(amount, status = 'ok') AS s FROM db.events ARRAY JOIN tags AS tag WHERE tag != '' GROUP BY hour, user_id
---
reads: db.events
writes: db.agg
db.agg.hour <- db.events.ts (transformation)
db.agg.user_id <- db.events.user_id (identity)
db.agg.s <- db.events.amount (aggregation), db.events.status (conditional)
rows <- db.events.tags (filter), db.events.ts (group_by), db.events.user_id (group_by)

== clickhouse asof with fill | clickhouse
INSERT INTO o SELECT t.sym, t.ts, q.bid FROM trades t ASOF LEFT JOIN quotes q ON t.sym = q.sym AND t.ts >= q.ts PREWHERE t.sym != '' ORDER BY t.ts WITH FILL STEP 1 LIMIT 1 BY t.sym
---
reads: trades, quotes
writes: o
o.sym <- trades.sym
o.ts <- trades.ts
o.bid <- quotes.bid
rows <- trades.sym (join), quotes.sym (join), trades.ts (join), quotes.ts (join), trades.sym (filter), trades.ts (sort), trades.sym (filter)

== teradata volatile qualify | teradata
CREATE VOLATILE TABLE vt AS (SELECT cust_id, amt, txn_dt FROM edw.txn WHERE txn_dt >= DATE '2024-01-01') WITH DATA PRIMARY INDEX (cust_id) ON COMMIT PRESERVE ROWS;
INSERT INTO mart.last_txn (cust_id, amt) SELECT cust_id, amt FROM vt QUALIFY ROW_NUMBER() OVER (PARTITION BY cust_id ORDER BY txn_dt DESC) = 1;
DROP TABLE vt;
---
reads: edw.txn
writes: mart.last_txn
mart.last_txn.cust_id <- edw.txn.cust_id (identity)
mart.last_txn.amt <- edw.txn.amt (identity)
rows <- edw.txn.txn_dt (filter), edw.txn.cust_id (window), edw.txn.txn_dt (window)
exact

== exasol import from jdbc | exasol
IMPORT INTO stg.orders (id, amt) FROM JDBC AT ora_conn STATEMENT 'SELECT id, amt FROM shop.orders WHERE d > DATE ''2024-01-01'''
---
reads: ora_conn.shop.orders
writes: stg.orders
stg.orders.id <- ora_conn.shop.orders.id
stg.orders.amt <- ora_conn.shop.orders.amt
! unsupported

== exasol merge | exasol
MERGE INTO dim.c t USING (SELECT id, nm FROM stg.c GROUP BY id, nm) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.nm = s.nm DELETE WHERE t.nm IS NULL WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.nm)
---
reads: stg.c, dim.c
may read: dim.c
writes: dim.c
dim.c.nm <- stg.c.nm
dim.c.id <- stg.c.id

== athena ctas partitioned | athena
CREATE TABLE lake.daily WITH (format = 'PARQUET', external_location = 's3://b/daily/', partitioned_by = ARRAY['ds']) AS SELECT user_id, count(*) AS n, ds FROM lake.events WHERE ds = '2024-01-01' GROUP BY user_id, ds
---
reads: lake.events
writes: lake.daily
lake.daily.user_id <- lake.events.user_id
lake.daily.ds <- lake.events.ds
rows <- lake.events.ds (filter), lake.events.user_id (group_by), lake.events.ds (group_by)
exact

== athena iceberg merge | athena
MERGE INTO ice.t AS t USING (SELECT * FROM stg.t WHERE d = date '2024-01-01') AS s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: stg.t, ice.t
may read: ice.t
writes: ice.t
ice.t.v <- stg.t.v
ice.t.id <- stg.t.id
rows <- stg.t.d (filter), ice.t.id (join), stg.t.id (join)

== duckdb friendly | duckdb
CREATE OR REPLACE TABLE agg AS FROM 'data/*.parquet' SELECT region, sum(amount) AS total, max(ts) AS last WHERE amount > 0 GROUP BY ALL ORDER BY ALL
---
reads: data/*.parquet
writes: agg
agg.region <- data/*.parquet.region (identity)
agg.total <- data/*.parquet.amount (aggregation)
agg.last <- data/*.parquet.ts (aggregation)

== duckdb asof and positional | duckdb
CREATE TABLE r AS SELECT t.sym, p.price FROM trades t ASOF JOIN prices p ON t.sym = p.sym AND t.at >= p.at;
CREATE TABLE z AS SELECT a.x, b.y FROM a POSITIONAL JOIN b;
---
reads: trades, prices, a, b
writes: r, z
r.sym <- trades.sym
r.price <- prices.price
z.x <- a.x
z.y <- b.y

== sqlite upsert json | sqlite
INSERT INTO kv (k, v) SELECT j.key, j.value FROM docs d, json_each(d.body) j WHERE true ON CONFLICT (k) DO UPDATE SET v = excluded.v WHERE excluded.v > kv.v
---
reads: docs
may read: kv
writes: kv
kv.k <- docs.body
kv.v <- docs.body

== vertica copy | vertica
COPY stg.events (id, raw FILLER VARCHAR(100), ts AS raw::TIMESTAMP) FROM 's3://b/e/*.csv.gz' GZIP DELIMITER ',' REJECTED DATA AS TABLE stg.events_rej DIRECT
---
reads: s3://b/e/*.csv.gz
writes: stg.events, stg.events_rej

== vertica top k and null safe | vertica
CREATE TABLE o AS SELECT a.id, b.v FROM a JOIN b ON a.id <=> b.id LIMIT 1 OVER (PARTITION BY a.id ORDER BY b.ts DESC)
---
reads: a, b
writes: o
o.id <- a.id
o.v <- b.v
rows <- a.id (join), b.id (join), a.id (window), b.ts (window)
exact
