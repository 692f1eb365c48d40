== column write clause | tsql
UPDATE d SET d.doc.WRITE(s.chunk, NULL, 0) FROM dbo.documents d JOIN stg.chunks s ON s.doc_id = d.doc_id;
---
reads: dbo.documents, stg.chunks
writes: dbo.documents
dbo.documents.doc <- dbo.documents.doc, stg.chunks.chunk

== delete with top percent and output to history | tsql
DELETE TOP (10) PERCENT q
OUTPUT deleted.id, deleted.body, SYSUTCDATETIME() INTO audit.queue_log (id, body, removed_at)
FROM dbo.queue AS q WITH (READPAST, ROWLOCK)
LEFT JOIN dbo.holds AS h ON h.id = q.id
WHERE h.id IS NULL;
---
reads: dbo.queue, dbo.holds
writes: dbo.queue, audit.queue_log
audit.queue_log.id <- dbo.queue.id
audit.queue_log.body <- dbo.queue.body

== sp_executesql with output parameter feeding an insert | tsql
DECLARE @max datetime2, @sql nvarchar(max) = N'SELECT @m = MAX(updated_at) FROM src.orders';
EXEC sp_executesql @sql, N'@m datetime2 OUTPUT', @m = @max OUTPUT;
INSERT INTO etl.watermark (tbl, wm) VALUES (N'orders', @max);
---
reads: src.orders
writes: etl.watermark
etl.watermark.wm <- src.orders.updated_at

== exec at linked server with a literal | tsql
EXEC ('INSERT INTO ods.dbo.orders (id) SELECT id FROM ods.stg.orders') AT [ODS-SRV];
---
reads: ods-srv.ods.stg.orders
writes: ods-srv.ods.dbo.orders

== formatmessage dynamic | tsql
DECLARE @s nvarchar(max) = FORMATMESSAGE(N'TRUNCATE TABLE %s; INSERT INTO %s (k) SELECT k FROM %s', N'dw.t1', N'dw.t1', N'stg.t1');
EXEC sys.sp_executesql @s;
---
reads: stg.t1
writes: dw.t1
dw.t1.k <- stg.t1.k

== generate_series and date_bucket gap fill | tsql
INSERT INTO mart.hourly (bucket, n)
SELECT DATE_BUCKET(HOUR, 1, e.ts), COUNT(e.id)
FROM GENERATE_SERIES(0, 23, 1) AS g
LEFT JOIN ops.events AS e ON DATEPART(HOUR, e.ts) = g.value
GROUP BY DATE_BUCKET(HOUR, 1, e.ts);
---
reads: ops.events
writes: mart.hourly
mart.hourly.bucket <- ops.events.ts (transformation)
mart.hourly.n <- ops.events.id (aggregation)

== openrowset bulk in an insert with a format file | tsql
INSERT INTO stg.blob_doc (doc_name, doc)
SELECT 'x.pdf', b.BulkColumn FROM OPENROWSET(BULK '\\nas01\docs\x.pdf', SINGLE_BLOB) AS b;
---
reads: \\nas01\docs\x.pdf
writes: stg.blob_doc
stg.blob_doc.doc <- \\nas01\docs\x.pdf.bulkcolumn

== insert exec into a temp table and onward | tsql
CREATE TABLE #files (fname nvarchar(260), depth int, isfile bit);
INSERT INTO #files EXEC master.sys.xp_dirtree N'\\nas\in', 1, 1;
INSERT INTO etl.file_log (fname) SELECT f.fname FROM #files f WHERE f.isfile = 1;
---
writes: etl.file_log
! unsupported

== change tracking | tsql
INSERT INTO stg.orders_delta (order_id, op, amt)
SELECT ct.order_id, ct.SYS_CHANGE_OPERATION, o.amt
FROM CHANGETABLE(CHANGES dbo.orders, @last_sync_version) AS ct
LEFT JOIN dbo.orders AS o ON o.order_id = ct.order_id;
---
reads: dbo.orders
writes: stg.orders_delta
stg.orders_delta.order_id <- dbo.orders.order_id
stg.orders_delta.op <- dbo.orders.sys_change_operation
stg.orders_delta.amt <- dbo.orders.amt

== intersect in exists as change detection | tsql
UPDATE t SET t.name = s.name, t.city = s.city
FROM dw.dim t JOIN stg.dim s ON s.bk = t.bk
WHERE NOT EXISTS (SELECT t.name, t.city INTERSECT SELECT s.name, s.city);
---
reads: stg.dim
may read: dw.dim
writes: dw.dim
dw.dim.name <- stg.dim.name
dw.dim.city <- stg.dim.city

== temporal history join contained in | tsql
INSERT INTO audit.price_changes (sku, old_price, valid_from)
SELECT p.sku, p.price, p.valid_from FROM dw.price FOR SYSTEM_TIME CONTAINED IN ('2026-01-01', '2026-02-01') AS p;
---
reads: dw.price
writes: audit.price_changes
audit.price_changes.sku <- dw.price.sku
audit.price_changes.old_price <- dw.price.price
audit.price_changes.valid_from <- dw.price.valid_from

== sp_rename through variables with schema transfer | tsql
SELECT s.* INTO stg.build FROM raw.src AS s;
ALTER SCHEMA dw TRANSFER stg.build;
---
reads: raw.src
writes: dw.build
! unresolved

== json_table nested path into fact | oracle
INSERT /*+ APPEND PARALLEL(f,4) */ INTO dw.order_line f (order_id, line_no, sku, qty)
SELECT o.order_id, jt.line_no, jt.sku, jt.qty
FROM raw.orders_json o,
     JSON_TABLE(o.doc, '$' ERROR ON ERROR NULL ON EMPTY
       COLUMNS (cust VARCHAR2(30) PATH '$.cust',
         NESTED PATH '$.lines[*]' COLUMNS (line_no FOR ORDINALITY, sku VARCHAR2(20) PATH '$.sku', qty NUMBER PATH '$.qty' DEFAULT '0' ON ERROR))) jt
WHERE o.load_dt = TRUNC(SYSDATE) LOG ERRORS INTO dw.err$_order_line ('load') REJECT LIMIT UNLIMITED;
---
reads: raw.orders_json
writes: dw.order_line
dw.order_line.order_id <- raw.orders_json.order_id
dw.order_line.line_no <- raw.orders_json.doc
dw.order_line.sku <- raw.orders_json.doc
dw.order_line.qty <- raw.orders_json.doc

== pivot with several aggregates | oracle
INSERT INTO mart.q (dept, q1_amt, q1_cnt, q2_amt, q2_cnt)
SELECT dept, q1_amt, q1_cnt, q2_amt, q2_cnt
FROM (SELECT s.dept, s.qtr, s.amt FROM dw.sales s)
PIVOT (SUM(amt) AS amt, COUNT(amt) AS cnt FOR qtr IN ('Q1' AS q1, 'Q2' AS q2));
---
reads: dw.sales
writes: mart.q
mart.q.dept <- dw.sales.dept
mart.q.q1_amt <- dw.sales.amt
mart.q.q1_cnt <- dw.sales.amt
mart.q.q2_amt <- dw.sales.amt
mart.q.q2_cnt <- dw.sales.amt

== exchange partition with validation after a load | oracle
TRUNCATE TABLE stg.x_sales DROP STORAGE;
INSERT /*+ APPEND */ INTO stg.x_sales (id, amt) SELECT r.id, r.amt FROM raw.sales r;
ALTER TABLE dw.sales EXCHANGE PARTITION FOR (DATE '2026-01-01') WITH TABLE stg.x_sales INCLUDING INDEXES WITHOUT VALIDATION UPDATE GLOBAL INDEXES;
---
reads: raw.sales, stg.x_sales, dw.sales
writes: stg.x_sales, dw.sales

== update of a join view with a hint | oracle
UPDATE /*+ BYPASS_UJVC */ (
  SELECT f.cust_sk old_sk, d.cust_sk new_sk FROM dw.fact f INNER JOIN dw.dim_cust d ON d.bk = f.cust_bk AND d.is_cur = 'Y' WHERE f.cust_sk = -1
) v SET v.old_sk = v.new_sk;
---
reads: dw.fact, dw.dim_cust
may read: dw.fact
writes: dw.fact
dw.fact.cust_sk <- dw.dim_cust.cust_sk

== delete from of a join in 23ai | oracle
DELETE FROM dw.acct a FROM stg.closed c WHERE c.acct_id = a.id;
---
reads: stg.closed
may read: dw.acct
writes: dw.acct

== execute immediate into and using | oracle
DECLARE
  v_max DATE;
BEGIN
  EXECUTE IMMEDIATE 'SELECT MAX(upd_dt) FROM src.orders WHERE region = :1' INTO v_max USING 'EU';
  UPDATE etl.ctl SET last_dt = v_max WHERE tbl = 'ORDERS';
END;
---
reads: src.orders
may read: etl.ctl
writes: etl.ctl
etl.ctl.last_dt <- src.orders.upd_dt

== returning bulk collect into and reuse | oracle
DECLARE
  TYPE t_ids IS TABLE OF NUMBER;
  l_ids t_ids;
BEGIN
  DELETE FROM ods.queue q WHERE q.status = 'DONE' RETURNING q.id BULK COLLECT INTO l_ids;
  FORALL i IN INDICES OF l_ids
    INSERT INTO ods.queue_hist (id) VALUES (l_ids(i));
END;
---
reads: ods.queue
may read: ods.queue
writes: ods.queue, ods.queue_hist
ods.queue_hist.id <- ods.queue.id

== materialized view on prebuilt table | oracle
CREATE MATERIALIZED VIEW mart.mv_sales ON PREBUILT TABLE WITH REDUCED PRECISION REFRESH FAST ON DEMAND START WITH SYSDATE NEXT SYSDATE + 1/24 ENABLE QUERY REWRITE AS
SELECT s.prod_id, SUM(s.amt) amt, COUNT(*) n FROM dw.sales s GROUP BY s.prod_id;
---
reads: dw.sales
writes: mart.mv_sales
mart.mv_sales.prod_id <- dw.sales.prod_id
mart.mv_sales.amt <- dw.sales.amt

== materialized view refresh call | oracle
BEGIN
  DBMS_MVIEW.REFRESH(list => 'MART.MV_SALES', method => 'C', atomic_refresh => FALSE);
  DBMS_STATS.GATHER_TABLE_STATS(ownname => 'MART', tabname => 'MV_SALES', cascade => TRUE);
END;
---
writes: mart.mv_sales

== partition outer join and last_value ignore nulls | oracle
INSERT INTO mart.dense (dt, sku, bal)
SELECT c.dt, b.sku, LAST_VALUE(b.bal IGNORE NULLS) OVER (PARTITION BY b.sku ORDER BY c.dt)
FROM dw.balance b PARTITION BY (b.sku) RIGHT OUTER JOIN ref.cal c ON (c.dt = b.dt);
---
reads: dw.balance, ref.cal
writes: mart.dense
mart.dense.dt <- ref.cal.dt
mart.dense.sku <- dw.balance.sku
mart.dense.bal <- dw.balance.bal

== global temporary table built in the text | oracle
CREATE GLOBAL TEMPORARY TABLE gtt_w (id NUMBER, v NUMBER) ON COMMIT PRESERVE ROWS;
INSERT INTO gtt_w (id, v) SELECT s.id, s.v FROM stg.s s;
MERGE INTO dw.d d USING gtt_w g ON (d.id = g.id) WHEN MATCHED THEN UPDATE SET d.v = g.v;
---
reads: stg.s
may read: dw.d
writes: dw.d
dw.d.v <- stg.s.v

== json object and arrayagg export | oracle
INSERT INTO out.docs (doc) SELECT JSON_OBJECT('id' VALUE c.id, 'orders' VALUE (SELECT JSON_ARRAYAGG(JSON_OBJECT(KEY 'amt' VALUE o.amt) ORDER BY o.dt RETURNING CLOB) FROM dw.orders o WHERE o.cid = c.id) FORMAT JSON ABSENT ON NULL RETURNING CLOB) FROM crm.c c;
---
reads: crm.c, dw.orders
writes: out.docs
out.docs.doc <- crm.c.id, dw.orders.amt

== sqlplus directives around a load | oracle
SET ECHO OFF
SET SERVEROUTPUT ON SIZE UNLIMITED
WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK
DEFINE dt = '20260101'
INSERT INTO dw.a (x) SELECT s.x FROM stg.b s WHERE s.d = '&dt';
COMMIT;
EXIT
---
reads: stg.b
writes: dw.a
dw.a.x <- stg.b.x

== EXEC AT with a four part target and a parameter mark | tsql
EXEC ('UPDATE crm.dbo.cust SET act = 0 WHERE id = ?', 7) AT CRMSRV;
---
writes: crmsrv.crm.dbo.cust
may read: crmsrv.crm.dbo.cust

== unpivot then pivot in one query | tsql
INSERT INTO mart.t (sku, [2025], [2026])
SELECT p.sku, p.[2025], p.[2026]
FROM (SELECT u.sku, u.yr, u.amt FROM (SELECT f.sku, f.yr, f.web, f.shop FROM dw.f AS f) AS s UNPIVOT (amt FOR chan IN (web, shop)) AS u) AS x
PIVOT (SUM(amt) FOR yr IN ([2025], [2026])) AS p;
---
reads: dw.f
writes: mart.t
mart.t.sku <- dw.f.sku
mart.t.2025 <- dw.f.web, dw.f.shop
mart.t.2026 <- dw.f.web, dw.f.shop

== openjson with as json and nested apply | tsql
INSERT INTO stg.li (oid, sku, tag)
SELECT h.oid, l.sku, t.value
FROM raw.msg AS m
CROSS APPLY OPENJSON(m.body) WITH (oid int '$.id', lines nvarchar(max) '$.lines' AS JSON) AS h
CROSS APPLY OPENJSON(h.lines) WITH (sku varchar(20), tags nvarchar(max) AS JSON) AS l
OUTER APPLY OPENJSON(l.tags) AS t;
---
reads: raw.msg
writes: stg.li
stg.li.oid <- raw.msg.body
stg.li.sku <- raw.msg.body
stg.li.tag <- raw.msg.body

== select variable with string aggregation drives dynamic sql | tsql
DECLARE @cols nvarchar(max);
SELECT @cols = STRING_AGG(QUOTENAME(c.name), N',') FROM sys.columns AS c WHERE c.object_id = OBJECT_ID(N'dw.f');
EXEC (N'INSERT INTO dw.f_copy (' + @cols + N') SELECT ' + @cols + N' FROM dw.f');
---
may read: sys.columns, dw.f
writes: dw.f_copy
reads: dw.f, sys.columns
! unresolved

== while loop over dates with dateadd | tsql
DECLARE @d date = '2026-01-01';
WHILE @d < '2026-02-01'
BEGIN
  DELETE FROM dw.daily WHERE d = @d;
  INSERT INTO dw.daily (d, amt) SELECT s.d, SUM(s.amt) FROM stg.s AS s WHERE s.d = @d GROUP BY s.d;
  SET @d = DATEADD(day, 1, @d);
END;
---
reads: stg.s
may read: dw.daily
writes: dw.daily
dw.daily.d <- stg.s.d
dw.daily.amt <- stg.s.amt

== insert with default and computed scalar function and offset fetch | tsql
INSERT INTO dw.p (a, b, c) SELECT TOP (5) PERCENT s.a, ISNULL(NULLIF(s.b, ''), s.c), CASE WHEN s.d > 0 THEN s.e END FROM stg.p AS s ORDER BY s.f DESC;
---
reads: stg.p
writes: dw.p
dw.p.a <- stg.p.a
dw.p.b <- stg.p.b, stg.p.c
dw.p.c <- stg.p.e

== execute as and revert around | tsql
EXECUTE AS USER = 'etl';
INSERT INTO dw.q (a) SELECT s.a FROM stg.q AS s;
REVERT;
---
reads: stg.q
writes: dw.q
dw.q.a <- stg.q.a

== application lock and sp calls around an insert | tsql
EXEC sp_getapplock @Resource = 'x', @LockMode = 'Exclusive';
INSERT INTO dw.q (a) SELECT s.a FROM stg.q AS s;
EXEC sp_releaseapplock @Resource = 'x';
---
reads: stg.q
writes: dw.q
! unsupported

== view with check option and union and top | tsql
CREATE OR ALTER VIEW rpt.v (id, src, amt) AS
SELECT a.id, 'A', a.amt FROM dw.a AS a UNION ALL SELECT b.id, 'B', b.amt * -1 FROM dw.b AS b;
---
reads: dw.a, dw.b
writes: rpt.v
rpt.v.id <- dw.a.id, dw.b.id
rpt.v.amt <- dw.a.amt, dw.b.amt

== execute immediate with concatenated using clause and schema loop | oracle
DECLARE
  v_tab VARCHAR2(30) := 'SALES';
BEGIN
  FOR i IN 1 .. 2 LOOP
    EXECUTE IMMEDIATE 'MERGE INTO dw.' || v_tab || ' t USING stg.' || v_tab || ' s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.amt = s.amt WHERE s.batch = :b' USING i;
  END LOOP;
END;
---
reads: stg.sales
may read: dw.sales
writes: dw.sales
dw.sales.amt <- stg.sales.amt

== ref cursor opened for a string | oracle
DECLARE
  c SYS_REFCURSOR;
  v_id NUMBER; v_nm VARCHAR2(50);
BEGIN
  OPEN c FOR 'SELECT id, nm FROM stg.n WHERE f = :1' USING 'Y';
  LOOP
    FETCH c INTO v_id, v_nm;
    EXIT WHEN c%NOTFOUND;
    INSERT INTO dw.n (id, nm) VALUES (v_id, UPPER(v_nm));
  END LOOP;
  CLOSE c;
END;
---
reads: stg.n
writes: dw.n
dw.n.id <- stg.n.id
dw.n.nm <- stg.n.nm

== insert all into with sequence and pivoted rows | oracle
INSERT ALL
  INTO dw.kv (id, k, v) VALUES (id, 'a', a)
  INTO dw.kv (id, k, v) VALUES (id, 'b', b)
SELECT w.id, w.a, NVL(w.b, w.c) AS b FROM stg.w w;
---
reads: stg.w
writes: dw.kv
dw.kv.id <- stg.w.id
dw.kv.v <- stg.w.a, stg.w.b, stg.w.c

== analytic view of hierarchical query in a merge | oracle
MERGE INTO dw.o t USING (
  SELECT n.id, MIN(n.nm) KEEP (DENSE_RANK FIRST ORDER BY LEVEL DESC) nm FROM eng.n n CONNECT BY PRIOR n.pid = n.id GROUP BY n.id) s
ON (t.id = s.id) WHEN NOT MATCHED THEN INSERT (t.id, t.nm) VALUES (s.id, s.nm);
---
reads: eng.n
may read: dw.o
writes: dw.o
dw.o.id <- eng.n.id
dw.o.nm <- eng.n.nm

== json_table with default on error and exists path | oracle
CREATE TABLE stg.jt AS
SELECT d.id, j.a, j.has_b FROM raw.d d CROSS JOIN JSON_TABLE(d.doc FORMAT JSON, '$[*]' COLUMNS (a NUMBER(10) PATH '$.a' NULL ON ERROR, has_b VARCHAR2(5) EXISTS PATH '$.b')) j;
---
reads: raw.d
writes: stg.jt
stg.jt.id <- raw.d.id
stg.jt.a <- raw.d.doc
stg.jt.has_b <- raw.d.doc

== boolean column and group by alias and qualify of 26ai | oracle
INSERT INTO mart.q (k, n) SELECT s.k AS kk, COUNT(*) AS n FROM dw.s s GROUP BY kk HAVING COUNT(*) > 1;
---
reads: dw.s
writes: mart.q
mart.q.k <- dw.s.k

== returning old and new of 23ai | oracle
DECLARE v_old NUMBER; BEGIN
UPDATE dw.b SET bal = bal + 1 WHERE id = 1 RETURNING OLD bal INTO v_old;
INSERT INTO audit.b (o) VALUES (v_old);
END;
---
reads: dw.b
writes: dw.b, audit.b
dw.b.bal <- dw.b.bal
audit.b.o <- dw.b.bal

== bulk collect into several collections and forall merge | oracle
DECLARE
  TYPE tn IS TABLE OF NUMBER; TYPE tv IS TABLE OF VARCHAR2(100);
  l_id tn; l_nm tv;
BEGIN
  SELECT s.id, s.nm BULK COLLECT INTO l_id, l_nm FROM stg.s s;
  FORALL i IN 1 .. l_id.COUNT
    MERGE INTO dw.d d USING (SELECT l_id(i) AS id, l_nm(i) AS nm FROM dual) x ON (d.id = x.id)
    WHEN MATCHED THEN UPDATE SET d.nm = x.nm WHEN NOT MATCHED THEN INSERT (id, nm) VALUES (x.id, x.nm);
END;
---
reads: stg.s
may read: dw.d
writes: dw.d
dw.d.id <- stg.s.id
dw.d.nm <- stg.s.nm

== table function with parameters and sample block | oracle
INSERT INTO ml.s (id) SELECT s.id FROM dw.s SAMPLE BLOCK (5, 2) SEED (7) s;
---
reads: dw.s
writes: ml.s
ml.s.id <- dw.s.id

== truncate then direct path with partition extended names | oracle
ALTER TABLE dw.f TRUNCATE PARTITION FOR (TO_DATE('2026-01-01', 'YYYY-MM-DD')) UPDATE INDEXES;
INSERT /*+ APPEND */ INTO dw.f PARTITION FOR (DATE '2026-01-01') (id, dt, amt) SELECT s.id, s.dt, s.amt FROM stg.f s;
---
reads: stg.f
writes: dw.f
dw.f.id <- stg.f.id
dw.f.dt <- stg.f.dt
dw.f.amt <- stg.f.amt
