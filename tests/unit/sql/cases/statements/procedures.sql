== stored proc create and exec | tsql
CREATE PROCEDURE etl.LoadSales @from DATE AS
BEGIN
  SET NOCOUNT ON;
  BEGIN TRY
    BEGIN TRAN;
    ;WITH d AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY SaleId ORDER BY ModifiedAt DESC) rn FROM stg.Sales WHERE SaleDate >= @from)
    MERGE dw.Sales AS t USING (SELECT SaleId, Amount FROM d WHERE rn = 1) s ON t.SaleId = s.SaleId
    WHEN MATCHED THEN UPDATE SET t.Amount = s.Amount
    WHEN NOT MATCHED THEN INSERT (SaleId, Amount) VALUES (s.SaleId, s.Amount);
    COMMIT;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK;
    INSERT INTO etl.ErrorLog (Msg) VALUES (ERROR_MESSAGE());
    THROW;
  END CATCH
END
GO
EXEC etl.LoadSales @from = '2024-01-01';
---
reads: stg.Sales, dw.Sales
may read: dw.Sales
writes: dw.Sales, etl.ErrorLog
dw.Sales.Amount <- stg.Sales.Amount
dw.Sales.SaleId <- stg.Sales.SaleId

== while loop with dynamic sql | tsql
DECLARE @sql NVARCHAR(MAX), @t SYSNAME = N'dbo.Target';
SET @sql = N'INSERT INTO ' + @t + N' (a) SELECT a FROM dbo.Src WHERE d = @d';
EXEC sp_executesql @sql, N'@d date', @d = '2024-01-01';
---
reads: dbo.Src
writes: dbo.Target
dbo.Target.a <- dbo.Src.a
rows <- dbo.Src.d (filter)
exact

== cursor loop | tsql
DECLARE @id INT, @nm NVARCHAR(50);
DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT Id, Nm FROM dbo.Q WHERE Done = 0;
OPEN c; FETCH NEXT FROM c INTO @id, @nm;
WHILE @@FETCH_STATUS = 0
BEGIN
  INSERT INTO dbo.Out1 (Id, Nm) VALUES (@id, @nm);
  FETCH NEXT FROM c INTO @id, @nm;
END
CLOSE c; DEALLOCATE c;
---
reads: dbo.Q
writes: dbo.Out1
dbo.Out1.Id <- dbo.Q.Id
dbo.Out1.Nm <- dbo.Q.Nm

== for xml path stuff | tsql
SELECT p.Id, STUFF((SELECT ',' + t.Name FROM dbo.Tags t WHERE t.PostId = p.Id FOR XML PATH('')), 1, 1, '') AS Tags INTO dbo.PostTags FROM dbo.Posts p
---
reads: dbo.Tags, dbo.Posts
writes: dbo.PostTags
dbo.PostTags.Id <- dbo.Posts.Id
dbo.PostTags.Tags <- dbo.Tags.Name

== unpivot | tsql
INSERT INTO dbo.Long (Id, Quarter, Amt) SELECT Id, Q, Amt FROM (SELECT Id, Q1, Q2 FROM dbo.Wide) w UNPIVOT (Amt FOR Q IN (Q1, Q2)) AS u
---
reads: dbo.Wide
writes: dbo.Long
dbo.Long.Id <- dbo.Wide.Id
dbo.Long.Amt <- dbo.Wide.Q1, dbo.Wide.Q2

== cross apply top | tsql
SELECT c.Id, o.OrderDate INTO #x FROM dbo.Customers c CROSS APPLY (SELECT TOP (1) OrderDate FROM dbo.Orders o WHERE o.CustId = c.Id ORDER BY o.OrderDate DESC) o;
INSERT INTO dbo.LastOrder SELECT Id, OrderDate FROM #x;
---
reads: dbo.Customers, dbo.Orders
writes: dbo.LastOrder
dbo.LastOrder.Id <- dbo.Customers.Id
dbo.LastOrder.OrderDate <- dbo.Orders.OrderDate

== old nolock syntax | tsql
INSERT INTO dbo.o (a) SELECT s.a FROM dbo.src s (NOLOCK) INNER JOIN dbo.k (NOLOCK) ON k.id = s.id
---
reads: dbo.src, dbo.k
writes: dbo.o
dbo.o.a <- dbo.src.a
rows <- dbo.src.id (join), dbo.k.id (join)
exact

== delete top output | tsql
DELETE TOP (1000) q OUTPUT deleted.Id, deleted.Body INTO dbo.Done (Id, Body) FROM dbo.Queue q INNER JOIN dbo.Filter f ON f.Id = q.Id
---
reads: dbo.Filter, dbo.Queue
may read: dbo.Queue
writes: dbo.Queue, dbo.Done
dbo.Done.Id <- dbo.Queue.Id
dbo.Done.Body <- dbo.Queue.Body

== table variable | tsql
DECLARE @t TABLE (id INT, v MONEY);
INSERT INTO @t (id, v) SELECT id, SUM(v) FROM dbo.s GROUP BY id;
UPDATE d SET d.total = t.v FROM dbo.d d JOIN @t t ON t.id = d.id;
---
reads: dbo.s
may read: dbo.d
writes: dbo.d
dbo.d.total <- dbo.s.v

== partition switch and rename | tsql
EXEC sp_rename 'dbo.Sales_new', 'Sales';
ALTER TABLE stg.Sales SWITCH PARTITION 3 TO dw.Sales PARTITION 3;
---
reads: dbo.Sales_new, stg.Sales
writes: dbo.Sales, stg.Sales, dw.Sales

== contains table | tsql
SELECT d.Id INTO dbo.Hits FROM CONTAINSTABLE(dbo.Docs, Body, 'lineage') AS k JOIN dbo.Docs d ON d.Id = k.[KEY]
---
reads: dbo.Docs
writes: dbo.Hits
dbo.Hits.Id <- dbo.Docs.Id

== change tracking | tsql
INSERT INTO stg.Changes (Id) SELECT ct.Id FROM CHANGETABLE(CHANGES dbo.Orders, 42) AS ct
---
reads: dbo.Orders
writes: stg.Changes
stg.Changes.Id <- dbo.Orders.Id

== string_split and values join | tsql
INSERT INTO dbo.m (id, tag, label) SELECT p.id, s.value, l.label FROM dbo.p p CROSS APPLY STRING_SPLIT(p.tags, ',') s JOIN (VALUES ('a', 'Alpha'), ('b', 'Beta')) AS l (tag, label) ON l.tag = s.value
---
reads: dbo.p
writes: dbo.m
dbo.m.id <- dbo.p.id
dbo.m.tag <- dbo.p.tags
rows <- dbo.p.tags (join)

== create view with schemabinding cte | tsql
CREATE VIEW rpt.v WITH SCHEMABINDING AS WITH a AS (SELECT Region, SUM(Amt) AS Amt FROM dbo.Sales GROUP BY Region) SELECT a.Region, a.Amt, a.Amt * 1.0 / NULLIF(t.Total, 0) AS Share FROM a CROSS JOIN (SELECT SUM(Amt) AS Total FROM dbo.Sales) t
---
reads: dbo.Sales
writes: rpt.v
rpt.v.Region <- dbo.Sales.Region (identity)
rpt.v.Amt <- dbo.Sales.Amt (aggregation)
rpt.v.Share <- dbo.Sales.Amt (aggregation)
rows <- dbo.Sales.Region (group_by)

== oracle merge with using dual | oracle
MERGE INTO cfg.params p USING (SELECT 'X' AS k, (SELECT MAX(id) FROM app.runs) AS v FROM dual) s ON (p.k = s.k) WHEN MATCHED THEN UPDATE SET p.v = s.v WHEN NOT MATCHED THEN INSERT (k, v) VALUES (s.k, s.v)
---
reads: app.runs, cfg.params
may read: cfg.params
writes: cfg.params
cfg.params.v <- app.runs.id (aggregation)
rows <- cfg.params.k (join)

== oracle insert all when | oracle
INSERT ALL WHEN amt > 100 THEN INTO big (id, amt) VALUES (id, amt) WHEN amt <= 100 THEN INTO small (id, amt) VALUES (id, amt) ELSE INTO other (id) VALUES (id) SELECT t.id, t.qty * t.price AS amt FROM txn t
---
reads: txn
writes: big, small, other
big.id <- txn.id
big.amt <- txn.qty, txn.price
small.id <- txn.id
small.amt <- txn.qty, txn.price
other.id <- txn.id
rows <- txn.qty (filter), txn.price (filter)

== oracle package call unknown | oracle
BEGIN pkg_load.run_daily(p_date => SYSDATE); END;
---
! unsupported

== oracle execute immediate with bind | oracle
DECLARE v_sql VARCHAR2(4000); v_tab VARCHAR2(30) := 'STG_ORDERS';
BEGIN
  v_sql := 'INSERT INTO dw.orders (id, amt) SELECT id, amt FROM ' || v_tab || ' WHERE dt = :1';
  EXECUTE IMMEDIATE v_sql USING TRUNC(SYSDATE);
  EXECUTE IMMEDIATE 'TRUNCATE TABLE ' || v_tab;
END;
---
reads: stg_orders
writes: dw.orders, stg_orders
dw.orders.id <- stg_orders.id
dw.orders.amt <- stg_orders.amt

== oracle analytic keep and listagg over | oracle
CREATE OR REPLACE VIEW v AS SELECT dept, ename, LISTAGG(ename, ',') WITHIN GROUP (ORDER BY hired) OVER (PARTITION BY dept) AS names, MIN(sal) KEEP (DENSE_RANK LAST ORDER BY hired) OVER (PARTITION BY dept) AS last_sal, LAG(sal, 1, 0) OVER (PARTITION BY dept ORDER BY hired) AS prev FROM emp
---
reads: emp
writes: v
v.dept <- emp.dept (identity)
v.ename <- emp.ename (identity)
v.names <- emp.ename (aggregation), emp.hired (window), emp.dept (window)
v.last_sal <- emp.sal (aggregation), emp.hired (window), emp.dept (window)
v.prev <- emp.sal (transformation), emp.dept (window), emp.hired (window)
exact

== oracle xmltable and json_table | oracle
INSERT INTO lines (doc_id, sku, qty) SELECT d.id, j.sku, j.qty FROM docs d, JSON_TABLE(d.body, '$.lines[*]' COLUMNS (sku VARCHAR2(20) PATH '$.sku', qty NUMBER PATH '$.qty')) j
---
reads: docs
writes: lines
lines.doc_id <- docs.id
lines.sku <- docs.body
lines.qty <- docs.body

== oracle db link | oracle
INSERT INTO local_t (id, nm) SELECT r.id, r.nm FROM remote_t@prod_link r WHERE r.upd > SYSDATE - 1
---
reads: remote_t@prod_link
writes: local_t
local_t.id <- remote_t@prod_link.id
local_t.nm <- remote_t@prod_link.nm
rows <- remote_t@prod_link.upd (filter)

== oracle model clause | oracle
SELECT country, year, sales FROM sales_view MODEL PARTITION BY (country) DIMENSION BY (year) MEASURES (amt AS sales) RULES (sales[2025] = sales[2024] * 1.1)
---
reads: sales_view
country <- sales_view.country
year <- sales_view.year
sales <- sales_view.amt

== oracle update with inline subquery multi | oracle
UPDATE dw.cust c SET (c.nm, c.city) = (SELECT s.nm, s.city FROM stg.cust s WHERE s.id = c.id) WHERE EXISTS (SELECT 1 FROM stg.cust s WHERE s.id = c.id AND s.chg = 'Y')
---
reads: stg.cust
may read: dw.cust
writes: dw.cust
dw.cust.nm <- stg.cust.nm
dw.cust.city <- stg.cust.city

== oracle delete with returning | oracle
DECLARE v NUMBER; BEGIN DELETE FROM q WHERE ROWNUM = 1 RETURNING id INTO v; INSERT INTO done (id) VALUES (v); COMMIT; END;
---
reads: q
may read: q
writes: q, done
done.id <- q.id

== oracle partition exchange | oracle
ALTER TABLE dw.sales EXCHANGE PARTITION p202401 WITH TABLE stg.sales_202401 INCLUDING INDEXES WITHOUT VALIDATION
---
reads: dw.sales, stg.sales_202401
writes: dw.sales, stg.sales_202401

== oracle rownum pagination | oracle
CREATE TABLE page AS SELECT * FROM (SELECT a.id, a.nm, ROWNUM rn FROM (SELECT id, nm FROM c ORDER BY ts DESC) a WHERE ROWNUM <= 100) WHERE rn > 50
---
reads: c
writes: page
page.id <- c.id
page.nm <- c.nm
rows <- c.ts (sort)
exact

== mysql multi delete | mysql
DELETE o, i FROM orders o JOIN items i ON i.order_id = o.id LEFT JOIN customers c ON c.id = o.cid WHERE c.id IS NULL
---
reads: customers, orders, items
may read: orders, items
writes: orders, items

== mysql json table and user vars | mysql
SET @d := (SELECT MAX(day) FROM done_days);
INSERT INTO l (oid, sku) SELECT o.id, j.sku FROM orders o, JSON_TABLE(o.doc, '$[*]' COLUMNS (sku VARCHAR(20) PATH '$.sku')) AS j WHERE o.day > @d;
---
reads: done_days, orders
writes: l
l.oid <- orders.id
l.sku <- orders.doc
rows <- orders.day (filter), done_days.day (filter)

== mysql rename swap | mysql
CREATE TABLE t_new LIKE t; INSERT INTO t_new SELECT * FROM src; RENAME TABLE t TO t_old, t_new TO t; DROP TABLE t_old;
---
reads: src, t
may read: t
writes: t

== mysql procedure with handler | mysql
DELIMITER $$
CREATE PROCEDURE load_it()
BEGIN
  DECLARE done INT DEFAULT 0;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION ROLLBACK;
  START TRANSACTION;
  INSERT INTO o (a, b) SELECT a, COUNT(*) FROM s GROUP BY a;
  COMMIT;
END$$
DELIMITER ;
CALL load_it();
---
reads: s
writes: o
o.a <- s.a

== mysql with rollup and window | mysql
CREATE TABLE r AS SELECT region, SUM(amt) AS amt, RANK() OVER (ORDER BY SUM(amt) DESC) AS rk FROM sales GROUP BY region WITH ROLLUP
---
reads: sales
writes: r
r.region <- sales.region (identity)
r.amt <- sales.amt (aggregation)
r.rk <- sales.amt (window)
rows <- sales.region (group_by)
exact

== mysql replace select | mysql
REPLACE INTO daily (d, n) SELECT DATE(created), COUNT(DISTINCT user_id) FROM ev WHERE created >= %(from)s GROUP BY 1
---
reads: ev
writes: daily
daily.d <- ev.created (transformation)
daily.n <- ev.user_id (aggregation)
rows <- ev.created (filter), ev.created (group_by)
exact

== sqlite with insert and update from | sqlite
WITH s AS (SELECT id, max(v) AS v FROM x GROUP BY id) UPDATE t SET v = s.v FROM s WHERE t.id = s.id
---
reads: x
may read: t
writes: t
t.v <- x.v (aggregation)
rows <- x.id (group_by), t.id (filter), x.id (filter)

== sqlite attach and json | sqlite
ATTACH DATABASE 'arch.db' AS arch; INSERT INTO arch.events SELECT id, json_extract(body, '$.k') AS k FROM main.events WHERE ts < date('now', '-1 year'); DELETE FROM main.events WHERE ts < date('now', '-1 year');
---
reads: main.events
may read: main.events
writes: arch.events, main.events
arch.events.id <- main.events.id
arch.events.k <- main.events.body

== duckdb pivot | duckdb
CREATE TABLE p AS PIVOT sales ON year USING sum(amount) GROUP BY region
---
reads: sales
writes: p
p.region <- sales.region
! unresolved

== duckdb unpivot known | duckdb
schema: m(empid, jan, feb)
CREATE TABLE u AS UNPIVOT m ON jan, feb INTO NAME month VALUE sales
---
reads: m
writes: u
u.empid <- m.empid
u.sales <- m.jan, m.feb

== duckdb columns macro | duckdb
schema: t(id, a_1, a_2)
CREATE TABLE o AS SELECT id, max(COLUMNS('a_.*')) FROM t GROUP BY id
---
reads: t
writes: o
o.id <- t.id
o.a_1 <- t.a_1
o.a_2 <- t.a_2

== duckdb copy and attach | duckdb
ATTACH 'pg.db' AS pg; INSERT INTO pg.main.o BY NAME SELECT a AS x, b AS y FROM read_csv('s3://b/*.csv', header = true); COPY (SELECT x, y FROM pg.main.o ORDER BY x) TO 'out.parquet' (FORMAT parquet, PARTITION_BY (y));
---
reads: s3://b/*.csv, pg.main.o
writes: pg.main.o, out.parquet
pg.main.o.x <- s3://b/*.csv.a
pg.main.o.y <- s3://b/*.csv.b
out.parquet.x <- pg.main.o.x
out.parquet.y <- pg.main.o.y

== duckdb qualify and list comprehension | duckdb
CREATE TABLE o AS SELECT id, [x * 2 FOR x IN arr IF x > 0] AS d, list_transform(arr, e -> e + k) AS t FROM s QUALIFY row_number() OVER (PARTITION BY id ORDER BY ts DESC) = 1
---
reads: s
writes: o
o.id <- s.id
o.d <- s.arr
o.t <- s.arr, s.k
rows <- s.id (window), s.ts (window)

== duckdb query function | duckdb
CREATE TABLE o AS SELECT a FROM query('SELECT a FROM src WHERE b = 1')
---
reads: src
writes: o
o.a <- src.a
rows <- src.b (filter)

== duckdb query_table | duckdb
CREATE TABLE o AS SELECT a FROM query_table('s.src')
---
reads: s.src
writes: o
o.a <- s.src.a
