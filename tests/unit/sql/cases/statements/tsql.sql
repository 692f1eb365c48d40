== select into #temp, then merge with output into | tsql
SELECT c.id, c.name INTO #new FROM stg.customers AS c WITH (NOLOCK) WHERE c.loaded = 1;
MERGE dbo.customers WITH (HOLDLOCK) AS t USING #new AS n ON t.id = n.id
WHEN MATCHED AND t.name <> n.name THEN UPDATE SET t.name = n.name
WHEN NOT MATCHED BY TARGET THEN INSERT (id, name) VALUES (n.id, n.name)
WHEN NOT MATCHED BY SOURCE THEN DELETE
OUTPUT $action, inserted.id INTO dbo.log_merge (act, id);
---
reads: stg.customers
may read: dbo.customers
writes: dbo.customers, dbo.log_merge
dbo.customers.name <- stg.customers.name
dbo.customers.id <- stg.customers.id
dbo.log_merge.id <- stg.customers.id, dbo.customers.id

== update with top and alias through two joins | tsql
UPDATE TOP (10) o SET o.status = s.status, o.cnt += x.n
FROM sales.dbo.orders o
INNER JOIN [stage].[dbo].[status map] s ON s.id = o.id
CROSS APPLY (SELECT COUNT(*) AS n FROM dbo.items i WHERE i.order_id = o.id) x
WHERE o.d > '2020-01-01';
---
reads: sales.dbo.orders, stage.dbo.status map, dbo.items
writes: sales.dbo.orders
sales.dbo.orders.status <- stage.dbo.status map.status
sales.dbo.orders.cnt <- sales.dbo.orders.cnt

== delete top with join | tsql
DELETE TOP (5) FROM t FROM dbo.target t JOIN dbo.bad b ON b.id = t.id
---
reads: dbo.bad
may read: dbo.target
writes: dbo.target

== delete with cte target | tsql
WITH d AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) AS rn FROM dbo.events) DELETE FROM d WHERE rn > 1
---
reads: dbo.events
writes: dbo.events

== update through a cte | tsql
WITH c AS (SELECT a, b FROM dbo.t1 WHERE z = 1) UPDATE c SET a = b
---
reads: dbo.t1
writes: dbo.t1
dbo.t1.a <- dbo.t1.b

== table variable | tsql
DECLARE @ids TABLE (id INT, v NVARCHAR(10));
INSERT INTO @ids SELECT id, v FROM dbo.src;
INSERT INTO dbo.out1 (id, v) SELECT i.id, i.v FROM @ids i;
---
reads: dbo.src
writes: dbo.out1
dbo.out1.id <- dbo.src.id
dbo.out1.v <- dbo.src.v

== output of delete into archive | tsql
DELETE FROM dbo.q OUTPUT deleted.id, deleted.body INTO dbo.archive (id, body) WHERE done = 1
---
may read: dbo.q
reads: dbo.q
writes: dbo.q, dbo.archive
dbo.archive.id <- dbo.q.id
dbo.archive.body <- dbo.q.body

== insert exec literal | tsql
INSERT INTO dbo.out1 (a) EXEC ('SELECT x FROM dbo.src')
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.x

== sp_executesql concatenated | tsql
DECLARE @t NVARCHAR(50) = N'dbo.src'; DECLARE @sql NVARCHAR(MAX) = N'INSERT INTO dbo.out1 (a) SELECT a FROM ' + @t + N' WHERE b = @b'; EXEC sp_executesql @sql, N'@b INT', @b = 1;
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a

== if else | tsql
IF EXISTS (SELECT 1 FROM dbo.flag WHERE on1 = 1)
BEGIN
  TRUNCATE TABLE dbo.out1;
  INSERT dbo.out1 (a) SELECT a FROM dbo.s1
END
ELSE
  INSERT INTO dbo.out1 (a) SELECT b FROM dbo.s2
---
reads: dbo.flag, dbo.s1, dbo.s2
writes: dbo.out1
dbo.out1.a <- dbo.s1.a, dbo.s2.b

== while loop with delete batches | tsql
DECLARE @r INT = 1
WHILE @r > 0
BEGIN
  DELETE TOP (1000) FROM dbo.big WHERE id IN (SELECT id FROM dbo.old)
  SET @r = @@ROWCOUNT
END
---
reads: dbo.old
may read: dbo.big
writes: dbo.big

== try catch with transaction | tsql
BEGIN TRY
 BEGIN TRAN
  INSERT INTO dbo.out1 (a) SELECT a FROM dbo.src
 COMMIT TRAN
END TRY
BEGIN CATCH
 IF @@TRANCOUNT > 0 ROLLBACK TRAN;
 INSERT INTO dbo.err (msg) SELECT ERROR_MESSAGE();
 THROW;
END CATCH
---
reads: dbo.src
writes: dbo.out1, dbo.err
dbo.out1.a <- dbo.src.a

== four part linked server | tsql
INSERT INTO dbo.out1 (a) SELECT a FROM [SRV-1].[db].[dbo].[t 1]
---
reads: SRV-1.db.dbo.t 1
writes: dbo.out1
dbo.out1.a <- SRV-1.db.dbo.t 1.a

== two dots | tsql
INSERT INTO db2..out1 (a) SELECT a FROM db1..src
---
reads: db1.dbo.src
writes: db2.dbo.out1

== openquery | tsql
INSERT INTO dbo.out1 (a) SELECT a FROM OPENQUERY(ora, 'SELECT a FROM scott.emp')
---
may read: scott.emp, ora.scott.emp
reads: scott.emp
writes: dbo.out1
! unsupported

== for json and xml path | tsql
INSERT INTO dbo.out1 (j) SELECT (SELECT i.n FROM dbo.items i WHERE i.oid = o.id FOR JSON PATH) FROM dbo.orders o
---
reads: dbo.items, dbo.orders
writes: dbo.out1
dbo.out1.j <- dbo.items.n

== string_agg within group | tsql
INSERT INTO dbo.out1 (k, names) SELECT k, STRING_AGG(n, ',') WITHIN GROUP (ORDER BY ts) FROM dbo.src GROUP BY k
---
reads: dbo.src
writes: dbo.out1
dbo.out1.k <- dbo.src.k
dbo.out1.names <- dbo.src.n

== pivot in a derived table | tsql
INSERT INTO dbo.out1 (id, jan, feb) SELECT p.id, p.[1], p.[2] FROM (SELECT id, m, amt FROM dbo.src) s PIVOT (SUM(amt) FOR m IN ([1], [2])) AS p
---
reads: dbo.src
writes: dbo.out1
dbo.out1.id <- dbo.src.id
dbo.out1.jan <- dbo.src.amt
dbo.out1.feb <- dbo.src.amt

== unpivot | tsql
INSERT INTO dbo.out1 (id, m, amt) SELECT u.id, u.m, u.amt FROM dbo.src UNPIVOT (amt FOR m IN (jan, feb)) AS u
---
reads: dbo.src
writes: dbo.out1
dbo.out1.id <- dbo.src.id
dbo.out1.amt <- dbo.src.jan, dbo.src.feb

== outer apply openjson | tsql
INSERT INTO dbo.out1 (id, nm) SELECT s.id, j.nm FROM dbo.src s OUTER APPLY OPENJSON(s.doc, '$.items') WITH (nm NVARCHAR(20) '$.name', q INT '$.q') AS j
---
reads: dbo.src
writes: dbo.out1
dbo.out1.id <- dbo.src.id
dbo.out1.nm <- dbo.src.doc

== values table with cross apply unpivot | tsql
INSERT INTO dbo.out1 (id, v) SELECT s.id, x.v FROM dbo.src s CROSS APPLY (VALUES (s.a), (s.b)) AS x (v)
---
reads: dbo.src
writes: dbo.out1
dbo.out1.id <- dbo.src.id
dbo.out1.v <- dbo.src.a, dbo.src.b

== temporal table as of | tsql
INSERT INTO dbo.out1 (a) SELECT a FROM dbo.hist FOR SYSTEM_TIME AS OF '2024-01-01' AS h
---
reads: dbo.hist
writes: dbo.out1
dbo.out1.a <- dbo.hist.a

== temporal between with join | tsql
INSERT INTO dbo.out1 (a, b) SELECT h.a, d.b FROM dbo.hist FOR SYSTEM_TIME BETWEEN '2024-01-01' AND '2024-02-01' h JOIN dbo.d d ON d.k = h.k
---
reads: dbo.hist, dbo.d
writes: dbo.out1
dbo.out1.a <- dbo.hist.a
dbo.out1.b <- dbo.d.b

== ctas synapse | tsql
CREATE TABLE dbo.out1 WITH (DISTRIBUTION = HASH(id), CLUSTERED COLUMNSTORE INDEX) AS SELECT id, v FROM dbo.src
---
reads: dbo.src
writes: dbo.out1
dbo.out1.id <- dbo.src.id
dbo.out1.v <- dbo.src.v

== rename object synapse | tsql
RENAME OBJECT dbo.a TO b
---
reads: dbo.a
writes: dbo.b

== sp_rename brackets | tsql
EXEC sp_rename N'dbo.stage', N'final';
---
reads: dbo.stage
writes: dbo.final

== switch partition | tsql
ALTER TABLE dbo.stage SWITCH PARTITION 1 TO dbo.fact PARTITION 1
---
reads: dbo.stage
writes: dbo.stage, dbo.fact

== view with schemabinding and column list | tsql
CREATE OR ALTER VIEW dbo.v (x, y) WITH SCHEMABINDING AS SELECT a, COUNT_BIG(*) FROM dbo.t GROUP BY a
---
reads: dbo.t
writes: dbo.v
dbo.v.x <- dbo.t.a

== procedure then exec | tsql
CREATE PROCEDURE dbo.p @d DATE AS BEGIN SET NOCOUNT ON; DELETE FROM dbo.out1 WHERE d = @d; INSERT INTO dbo.out1 (d, v) SELECT d, v FROM dbo.src WHERE d = @d; END
GO
EXEC dbo.p @d = '2024-01-01'
---
reads: dbo.src
may read: dbo.out1
writes: dbo.out1
dbo.out1.d <- dbo.src.d
dbo.out1.v <- dbo.src.v

== alias equals and iif | tsql
INSERT INTO dbo.out1 (x, y) SELECT x = a, y = IIF(c > 0, a, b) FROM dbo.src
---
reads: dbo.src
writes: dbo.out1
dbo.out1.x <- dbo.src.a
dbo.out1.y <- dbo.src.a, dbo.src.b

== select top with ties and offset | tsql
SELECT TOP (1) WITH TIES a INTO dbo.out1 FROM dbo.src ORDER BY ROW_NUMBER() OVER (PARTITION BY k ORDER BY d DESC)
---
reads: dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a

== use then statements | tsql
USE sales
GO
INSERT INTO dbo.out1 (a) SELECT a FROM dbo.src
GO
USE [other db]
GO
DELETE FROM dbo.old
---
reads: sales.dbo.src
may read: other db.dbo.old
writes: sales.dbo.out1, other db.dbo.old
sales.dbo.out1.a <- sales.dbo.src.a

== cursor loop | tsql
DECLARE @id INT; DECLARE c CURSOR FOR SELECT id FROM dbo.todo; OPEN c; FETCH NEXT FROM c INTO @id;
WHILE @@FETCH_STATUS = 0 BEGIN INSERT INTO dbo.done (id) VALUES (@id); FETCH NEXT FROM c INTO @id; END
CLOSE c; DEALLOCATE c;
---
reads: dbo.todo
writes: dbo.done
dbo.done.id <- dbo.todo.id

== copy into synapse | tsql
COPY INTO dbo.out1 (a, b) FROM 'https://acct.blob.core.windows.net/c/d/*.csv' WITH (FILE_TYPE = 'CSV', FIRSTROW = 2)
---
reads: https://acct.blob.core.windows.net/c/d/*.csv
writes: dbo.out1

== external table cetas | tsql
CREATE EXTERNAL TABLE dbo.ext WITH (LOCATION = '/out/', DATA_SOURCE = ds, FILE_FORMAT = ff) AS SELECT a FROM dbo.src
---
reads: dbo.src
writes: dbo.ext
dbo.ext.a <- dbo.src.a

== openrowset parquet synapse | tsql
SELECT r.a INTO dbo.out1 FROM OPENROWSET(BULK 'https://x.dfs.core.windows.net/c/*.parquet', FORMAT = 'PARQUET') AS r
---
reads: https://x.dfs.core.windows.net/c/*.parquet
writes: dbo.out1
dbo.out1.a <- https://x.dfs.core.windows.net/c/*.parquet.a

== insert default values | tsql
INSERT INTO dbo.t DEFAULT VALUES
---
writes: dbo.t

== insert over composable dml | tsql
INSERT INTO dbo.arch (id, v) SELECT id, v FROM (DELETE FROM dbo.q OUTPUT deleted.id, deleted.v WHERE done = 1) AS d
---
reads: dbo.q
writes: dbo.q, dbo.arch
dbo.arch.id <- dbo.q.id
dbo.arch.v <- dbo.q.v

== insert over composable merge | tsql
INSERT INTO dbo.hist (id, v) SELECT id, v FROM (MERGE dbo.dim AS t USING dbo.stg AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v) OUTPUT $action, s.id, s.v) AS ch (act, id, v) WHERE act = 'UPDATE'
---
reads: dbo.stg
may read: dbo.dim
writes: dbo.dim, dbo.hist
dbo.dim.v <- dbo.stg.v
dbo.dim.id <- dbo.stg.id
dbo.hist.id <- dbo.stg.id
dbo.hist.v <- dbo.stg.v

== select assignment | tsql
DECLARE @m DATETIME; SELECT @m = MAX(ts) FROM dbo.wm; INSERT INTO dbo.out1 (a) SELECT a FROM dbo.src WHERE ts > @m
---
reads: dbo.wm, dbo.src
writes: dbo.out1
dbo.out1.a <- dbo.src.a

== option recompile and hints | tsql
INSERT INTO dbo.out1 WITH (TABLOCK) (a) SELECT s.a FROM dbo.src s WITH (NOLOCK, INDEX(ix1)) INNER HASH JOIN dbo.d d WITH (FORCESEEK) ON d.k = s.k OPTION (RECOMPILE, MAXDOP 1)
---
reads: dbo.src, dbo.d
writes: dbo.out1
dbo.out1.a <- dbo.src.a

== ALTER VIEW | tsql
ALTER VIEW dbo.v AS SELECT a FROM dbo.t
---
reads: dbo.t
writes: dbo.v
dbo.v.a <- dbo.t.a

== update statistics moves nothing | tsql
UPDATE STATISTICS dbo.t WITH FULLSCAN
---
== drop if exists list | tsql
DROP TABLE IF EXISTS dbo.a, dbo.b, #tmp
---
writes: dbo.a, dbo.b

== recursive without the word | tsql
WITH r AS (SELECT id, pid, 0 AS lvl FROM dbo.n WHERE pid IS NULL UNION ALL SELECT c.id, c.pid, r.lvl + 1 FROM dbo.n c JOIN r ON r.id = c.pid) INSERT INTO dbo.out1 (id, lvl) SELECT id, lvl FROM r OPTION (MAXRECURSION 0)
---
reads: dbo.n
writes: dbo.out1
dbo.out1.id <- dbo.n.id

== insert exec of a procedure in the same text | tsql
CREATE PROCEDURE dbo.p @d DATE AS BEGIN SET NOCOUNT ON; DELETE FROM dbo.log WHERE d = @d; SELECT a, b FROM dbo.src WHERE d = @d; END
GO
INSERT INTO dbo.out1 (x, y) EXEC dbo.p '2024-01-01'
---
reads: dbo.src
may read: dbo.log
writes: dbo.out1, dbo.log
dbo.out1.x <- dbo.src.a
dbo.out1.y <- dbo.src.b

== merge output into and select into | tsql
MERGE INTO dbo.Dim AS t USING (SELECT Id, Name FROM stg.Dim) AS s ON (t.Id = s.Id) WHEN MATCHED AND (t.Name <> s.Name OR t.Name IS NULL) THEN UPDATE SET t.Name = s.Name, t.Upd = GETDATE() WHEN NOT MATCHED BY TARGET THEN INSERT (Id, Name) VALUES (s.Id, s.Name) WHEN NOT MATCHED BY SOURCE AND t.Act = 1 THEN UPDATE SET t.Act = 0 OPTION (MAXDOP 1);
---
reads: stg.dim
may read: dbo.dim
writes: dbo.dim
dbo.dim.name <- stg.dim.name
dbo.dim.id <- stg.dim.id

== scd2 insert from merge output | tsql
INSERT INTO dbo.Dim (Id, Name, ValidFrom) SELECT Id, Name, GETDATE() FROM (MERGE dbo.Dim AS t USING stg.Dim AS s ON t.Id = s.Id WHEN MATCHED AND t.Cur = 1 AND t.Name <> s.Name THEN UPDATE SET t.Cur = 0 WHEN NOT MATCHED THEN INSERT (Id, Name) VALUES (s.Id, s.Name) OUTPUT $action AS act, s.Id, s.Name) AS m (act, Id, Name) WHERE m.act = 'UPDATE';
---
reads: stg.dim
may read: dbo.dim
writes: dbo.dim
dbo.dim.id <- stg.dim.id
dbo.dim.name <- stg.dim.name

== temp tables in proc style | tsql
SET NOCOUNT ON; IF OBJECT_ID('tempdb..#s') IS NOT NULL DROP TABLE #s; SELECT c.Id, c.Name INTO #s FROM Sales.dbo.Customer AS c WITH (NOLOCK) WHERE c.Active = 1; CREATE CLUSTERED INDEX ix ON #s (Id); INSERT INTO dw.dbo.DimCustomer WITH (TABLOCK) (CustomerKey, CustomerName) SELECT s.Id, UPPER(s.Name) FROM #s AS s LEFT JOIN dw.dbo.DimCustomer d ON d.CustomerKey = s.Id WHERE d.CustomerKey IS NULL; DROP TABLE #s;
---
reads: sales.dbo.customer, dw.dbo.dimcustomer
writes: dw.dbo.dimcustomer
dw.dbo.dimcustomer.customerkey <- sales.dbo.customer.id
dw.dbo.dimcustomer.customername <- sales.dbo.customer.name

== sp_executesql concatenation | tsql
DECLARE @tbl sysname = N'dbo.Target', @sql NVARCHAR(MAX); SET @sql = N'INSERT INTO ' + @tbl + N' (A) SELECT A FROM dbo.Src WHERE D = @d'; EXEC sys.sp_executesql @sql, N'@d date', @d = '2024-01-01';
---
reads: dbo.src
writes: dbo.target
dbo.target.a <- dbo.src.a

== quotename concatenation | tsql
DECLARE @s sysname = 'dbo', @t sysname = 'Tgt', @q nvarchar(max); SELECT @q = 'TRUNCATE TABLE ' + QUOTENAME(@s) + '.' + QUOTENAME(@t) + '; INSERT ' + QUOTENAME(@s) + '.' + QUOTENAME(@t) + ' (X) SELECT Y FROM dbo.S'; EXEC (@q);
---
reads: dbo.s
writes: dbo.tgt
dbo.tgt.x <- dbo.s.y

== concat function and plus equals | tsql
DECLARE @q VARCHAR(MAX) = ''; SET @q += 'INSERT INTO dbo.O (A) '; SET @q += CONCAT('SELECT A FROM ', 'dbo.S'); EXECUTE (@q);
---
reads: dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.a

== four part linked server | tsql
INSERT INTO [Stage].[dbo].[Orders] ([OrderId], [Total]) SELECT o.[OrderID], o.[Qty] * o.[Price] FROM [LNK01].[ERP].[dbo].[Order Lines] AS o;
---
reads: lnk01.erp.dbo.order lines
writes: stage.dbo.orders
stage.dbo.orders.orderid <- lnk01.erp.dbo.order lines.orderid
stage.dbo.orders.total <- lnk01.erp.dbo.order lines.qty, lnk01.erp.dbo.order lines.price

== exec at linked server | tsql
EXEC ('INSERT INTO hr.o (a) SELECT a FROM hr.s') AT LNK
---
reads: lnk.hr.s
writes: lnk.hr.o
lnk.hr.o.a <- lnk.hr.s.a

== update with cte | tsql
WITH d AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY Id ORDER BY Upd DESC) AS rn FROM dbo.T) DELETE FROM d WHERE rn > 1;
---
may read: dbo.t
writes: dbo.t

== update through cte | tsql
WITH d AS (SELECT t.Id, t.V, s.NewV FROM dbo.T t JOIN dbo.S s ON s.Id = t.Id) UPDATE d SET V = NewV;
---
reads: dbo.s
may read: dbo.t
writes: dbo.t
dbo.t.v <- dbo.s.newv

== update alias with multiple joins | tsql
UPDATE f SET f.CustKey = c.CustKey, f.Total = f.Qty * p.Price FROM dbo.Fact f INNER JOIN dbo.DimCust c ON c.Bk = f.CustBk LEFT JOIN dbo.DimProd p ON p.Bk = f.ProdBk AND f.Dt BETWEEN p.F AND p.T WHERE f.CustKey IS NULL
---
reads: dbo.fact, dbo.dimcust, dbo.dimprod
writes: dbo.fact
dbo.fact.custkey <- dbo.dimcust.custkey
dbo.fact.total <- dbo.fact.qty, dbo.dimprod.price

== delete output into | tsql
DELETE TOP (1000) FROM dbo.T OUTPUT deleted.Id, deleted.V INTO arch.T (Id, V) WHERE Dt < '2020-01-01';
---
reads: dbo.t
writes: dbo.t, arch.t
arch.t.id <- dbo.t.id
arch.t.v <- dbo.t.v

== insert output to table variable | tsql
DECLARE @ids TABLE (Id INT, V INT); INSERT INTO dbo.P (V) OUTPUT inserted.Id, inserted.V INTO @ids (Id, V) SELECT X FROM dbo.S; INSERT INTO dbo.C (PId, V) SELECT Id, V FROM @ids;
---
reads: dbo.s
may read: dbo.p
writes: dbo.p, dbo.c
dbo.p.v <- dbo.s.x
dbo.c.pid <- dbo.p.id
dbo.c.v <- dbo.s.x

== cross apply openjson | tsql
INSERT INTO dbo.O (Id, Sku, Qty) SELECT r.Id, j.Sku, j.Qty FROM dbo.Raw r CROSS APPLY OPENJSON(r.Doc, '$.lines') WITH (Sku NVARCHAR(20) '$.sku', Qty INT '$.qty') AS j
---
reads: dbo.raw
writes: dbo.o
dbo.o.id <- dbo.raw.id
dbo.o.sku <- dbo.raw.doc
dbo.o.qty <- dbo.raw.doc

== outer apply top 1 | tsql
SELECT c.Id, l.Amt INTO dbo.LastOrder FROM dbo.Cust c OUTER APPLY (SELECT TOP (1) o.Amt FROM dbo.Ord o WHERE o.CId = c.Id ORDER BY o.Dt DESC) l
---
reads: dbo.cust, dbo.ord
writes: dbo.lastorder
dbo.lastorder.id <- dbo.cust.id
dbo.lastorder.amt <- dbo.ord.amt

== pivot with bracket columns | tsql
INSERT INTO dbo.O (Emp, Jan, Feb) SELECT Emp, [1], [2] FROM (SELECT Emp, MONTH(Dt) AS m, Amt FROM dbo.S) AS x PIVOT (SUM(Amt) FOR m IN ([1], [2])) AS p
---
reads: dbo.s
writes: dbo.o
dbo.o.emp <- dbo.s.emp
dbo.o.jan <- dbo.s.amt
dbo.o.feb <- dbo.s.amt

== unpivot | tsql
SELECT Id, Attr, Val INTO dbo.O FROM dbo.W UNPIVOT (Val FOR Attr IN (A, B, [C D])) AS u
---
reads: dbo.w
writes: dbo.o
dbo.o.id <- dbo.w.id
dbo.o.val <- dbo.w.a, dbo.w.b, dbo.w.c d

== cross apply values unpivot | tsql
INSERT INTO dbo.O (Id, K, V) SELECT t.Id, x.K, x.V FROM dbo.T t CROSS APPLY (VALUES ('a', t.A), ('b', t.B)) AS x (K, V)
---
reads: dbo.t
writes: dbo.o
dbo.o.id <- dbo.t.id
dbo.o.v <- dbo.t.a, dbo.t.b

== for xml path stuff | tsql
SELECT c.Id, STUFF((SELECT ',' + o.Nm FROM dbo.Ord o WHERE o.CId = c.Id ORDER BY o.Nm FOR XML PATH('')), 1, 1, '') AS Names INTO dbo.O FROM dbo.Cust c
---
reads: dbo.cust, dbo.ord
writes: dbo.o
dbo.o.id <- dbo.cust.id
dbo.o.names <- dbo.ord.nm

== for json with nested | tsql
INSERT INTO dbo.O (J) SELECT (SELECT s.A, s.B FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) FROM dbo.S s
---
reads: dbo.s
writes: dbo.o
dbo.o.j <- dbo.s.a, dbo.s.b

== try catch transaction | tsql
BEGIN TRY BEGIN TRANSACTION; DELETE FROM dbo.O WHERE D = @d; INSERT INTO dbo.O (D, V) SELECT D, V FROM stg.O WHERE D = @d; COMMIT TRANSACTION; END TRY BEGIN CATCH IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION; INSERT INTO dbo.Log (Msg) VALUES (ERROR_MESSAGE()); THROW; END CATCH
---
reads: stg.o
may read: dbo.o
writes: dbo.o, dbo.log
dbo.o.d <- stg.o.d
dbo.o.v <- stg.o.v

== procedure and exec in one text with go | tsql
CREATE OR ALTER PROCEDURE dbo.Load @d DATE, @n INT OUTPUT AS BEGIN SET NOCOUNT ON; INSERT INTO dbo.O (A) SELECT A FROM dbo.S WHERE D = @d; SET @n = @@ROWCOUNT; END
GO
DECLARE @x INT; EXEC dbo.Load @d = '2024-01-01', @n = @x OUTPUT;
---
reads: dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.a

== insert exec proc unknown | tsql
INSERT INTO dbo.O (A, B) EXEC dbo.usp_get @d = '2024-01-01'
---
writes: dbo.o
! unsupported

== while batch delete | tsql
WHILE 1 = 1 BEGIN DELETE TOP (5000) t FROM dbo.T AS t JOIN dbo.Del d ON d.Id = t.Id; IF @@ROWCOUNT = 0 BREAK; END
---
reads: dbo.del
may read: dbo.t
writes: dbo.t

== cursor fetch into | tsql
DECLARE @id INT, @nm NVARCHAR(50); DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT Id, Nm FROM dbo.S; OPEN c; FETCH NEXT FROM c INTO @id, @nm; WHILE @@FETCH_STATUS = 0 BEGIN INSERT INTO dbo.O (Id, Nm) VALUES (@id, @nm); FETCH NEXT FROM c INTO @id, @nm; END CLOSE c; DEALLOCATE c;
---
reads: dbo.s
writes: dbo.o

== select assignment from table as value | tsql
DECLARE @wm DATETIME; SELECT @wm = MAX(LoadTs) FROM ctl.Wm WHERE Tbl = 'x'; INSERT INTO dbo.O (A) SELECT A FROM dbo.S WHERE Ts > ISNULL(@wm, '1900-01-01'); UPDATE ctl.Wm SET LoadTs = (SELECT MAX(Ts) FROM dbo.O) WHERE Tbl = 'x';
---
reads: ctl.wm, dbo.s, dbo.o
writes: dbo.o, ctl.wm
dbo.o.a <- dbo.s.a
ctl.wm.loadts <- dbo.o.ts

== temporal for system_time | tsql
SELECT Id, V INTO #h FROM dbo.T FOR SYSTEM_TIME ALL AS h WHERE h.Id = 1; INSERT dbo.O (Id, V) SELECT Id, V FROM #h
---
reads: dbo.t
writes: dbo.o
dbo.o.id <- dbo.t.id
dbo.o.v <- dbo.t.v

== sp_rename build | tsql
SELECT Id, V INTO dbo.T_new FROM dbo.S; DROP TABLE dbo.T; EXEC sp_rename 'dbo.T_new', 'T';
---
reads: dbo.s
writes: dbo.t
dbo.t.id <- dbo.s.id
dbo.t.v <- dbo.s.v

== synapse ctas and rename | tsql
CREATE TABLE dbo.F_new WITH (DISTRIBUTION = HASH(Id), CLUSTERED COLUMNSTORE INDEX) AS SELECT Id, SUM(V) AS V FROM stg.F GROUP BY Id OPTION (LABEL = 'x'); RENAME OBJECT dbo.F TO F_old; RENAME OBJECT dbo.F_new TO F; DROP TABLE dbo.F_old;
---
reads: stg.f
may read: dbo.f
writes: dbo.f
dbo.f.id <- stg.f.id
dbo.f.v <- stg.f.v

== synapse copy into | tsql
COPY INTO dbo.T (A DEFAULT 'x' 1, B 2) FROM 'https://acc.blob.core.windows.net/c/p/*.csv', 'https://acc.blob.core.windows.net/c/q/*.csv' WITH (FILE_TYPE = 'CSV', FIRSTROW = 2)
---
reads: https://acc.blob.core.windows.net/c/p/*.csv, https://acc.blob.core.windows.net/c/q/*.csv
writes: dbo.t

== openrowset parquet with filepath | tsql
INSERT INTO dbo.O (Id, Y) SELECT r.Id, r.filepath(1) FROM OPENROWSET(BULK 'https://acc.dfs.core.windows.net/c/y=*/x.parquet', FORMAT = 'PARQUET') AS r
---
reads: https://acc.dfs.core.windows.net/c/y=*/x.parquet
writes: dbo.o

== string_split and string_agg | tsql
SELECT t.Id, STRING_AGG(CONVERT(NVARCHAR(MAX), s.value), ';') WITHIN GROUP (ORDER BY s.ordinal) AS Tags INTO dbo.O FROM dbo.T t CROSS APPLY STRING_SPLIT(t.Csv, ',', 1) AS s GROUP BY t.Id
---
reads: dbo.t
writes: dbo.o
dbo.o.id <- dbo.t.id
dbo.o.tags <- dbo.t.csv

== select alias equals form | tsql
SELECT CustomerId = c.Id, [Full Name] = c.F + ' ' + c.L, cnt = COUNT(*) INTO dbo.O FROM dbo.C AS c GROUP BY c.Id, c.F, c.L
---
reads: dbo.c
writes: dbo.o
dbo.o.customerid <- dbo.c.id
dbo.o.full name <- dbo.c.f, dbo.c.l

== table valued function defined in text | tsql
CREATE FUNCTION dbo.fn (@d DATE) RETURNS TABLE AS RETURN (SELECT Id, V FROM dbo.S WHERE D = @d);
GO
INSERT INTO dbo.O (Id, V) SELECT Id, V FROM dbo.fn('2024-01-01');
---
reads: dbo.s
writes: dbo.o
dbo.o.id <- dbo.s.id
dbo.o.v <- dbo.s.v

== no semicolons | tsql
TRUNCATE TABLE dbo.O
INSERT INTO dbo.O (A, B)
SELECT A, B FROM dbo.S WHERE C = 1
UPDATE dbo.Ctl SET Done = 1 WHERE Nm = 'O'
EXEC dbo.usp_log 'x'
---
reads: dbo.s
may read: dbo.ctl
writes: dbo.o, dbo.ctl
dbo.o.a <- dbo.s.a
dbo.o.b <- dbo.s.b
! unsupported

== use and three dots | tsql
USE DW; INSERT INTO O (A) SELECT A FROM Stage..S
---
reads: stage.dbo.s
writes: dw.dbo.o
dw.dbo.o.a <- stage.dbo.s.a

== bulk insert and format file | tsql
BULK INSERT dbo.T FROM 'D:\data\x.csv' WITH (FIELDTERMINATOR = ',', ROWTERMINATOR = '\n', FIRSTROW = 2, TABLOCK)
---
reads: d:\data\x.csv
writes: dbo.t

== switch partition in and truncate | tsql
TRUNCATE TABLE dbo.F_stage; INSERT INTO dbo.F_stage (Id) SELECT Id FROM stg.F; ALTER TABLE dbo.F SWITCH PARTITION 5 TO dbo.F_old PARTITION 5; ALTER TABLE dbo.F_stage SWITCH TO dbo.F PARTITION 5;
---
reads: stg.f, dbo.f, dbo.f_stage
writes: dbo.f_stage, dbo.f, dbo.f_old

== identity insert and scope identity | tsql
SET IDENTITY_INSERT dbo.O ON; INSERT dbo.O (Id, A) SELECT Id, A FROM dbo.S; SET IDENTITY_INSERT dbo.O OFF; DECLARE @i INT = SCOPE_IDENTITY();
---
reads: dbo.s
writes: dbo.o
dbo.o.id <- dbo.s.id
dbo.o.a <- dbo.s.a

== iif choose and try_convert | tsql
SELECT IIF(s.F = 1, s.A, s.B) AS X, CHOOSE(s.N, s.C, s.D) AS Y, TRY_CONVERT(INT, s.E) AS Z, NULLIF(s.G, '') AS G, COALESCE(s.H, s.I) AS H INTO dbo.O FROM dbo.S s
---
reads: dbo.s
writes: dbo.o
dbo.o.x <- dbo.s.a, dbo.s.b
dbo.o.y <- dbo.s.c, dbo.s.d
dbo.o.z <- dbo.s.e
dbo.o.g <- dbo.s.g
dbo.o.h <- dbo.s.h, dbo.s.i

== values constructor merge source | tsql
MERGE dbo.Cfg AS t USING (VALUES ('a', 1), ('b', 2)) AS s (K, V) ON s.K = t.K WHEN MATCHED THEN UPDATE SET V = s.V WHEN NOT MATCHED THEN INSERT VALUES (s.K, s.V);
---
may read: dbo.cfg
writes: dbo.cfg
columns: none

== xml value nodes | tsql
INSERT INTO dbo.O (Id, Nm) SELECT x.n.value('@id', 'int'), x.n.value('(nm/text())[1]', 'nvarchar(50)') FROM dbo.Raw r CROSS APPLY r.Doc.nodes('/root/item') AS x(n)
---
reads: dbo.raw
writes: dbo.o
dbo.o.id <- dbo.raw.doc
dbo.o.nm <- dbo.raw.doc

== union with order by and offset view | tsql
CREATE VIEW dbo.V WITH SCHEMABINDING AS SELECT Id, 'a' AS Src FROM dbo.A UNION ALL SELECT Id, 'b' FROM dbo.B
---
reads: dbo.a, dbo.b
writes: dbo.v
dbo.v.id <- dbo.a.id, dbo.b.id

== insert default and select into temp global | tsql
SELECT * INTO ##g FROM dbo.S; INSERT INTO dbo.O (A) SELECT A FROM ##g; DROP TABLE ##g
---
reads: dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.a

== masking tsql | tsql
SELECT HASHBYTES('SHA2_256', CONCAT(Mail, @salt)) AS H, BINARY_CHECKSUM(A, B) AS C, LEFT(Pan, 6) + REPLICATE('*', 6) AS P INTO dbo.O FROM dbo.S
---
reads: dbo.s
writes: dbo.o
dbo.o.h <- dbo.s.mail
dbo.o.c <- dbo.s.a, dbo.s.b
dbo.o.p <- dbo.s.pan

== nested proc calls with temp shared | tsql
CREATE PROCEDURE dbo.Inner1 AS INSERT INTO #w (A) SELECT A FROM dbo.S;
GO
CREATE PROCEDURE dbo.Outer1 AS BEGIN CREATE TABLE #w (A INT); EXEC dbo.Inner1; INSERT INTO dbo.O (A) SELECT A FROM #w; END
GO
EXEC dbo.Outer1
---
reads: dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.a

== cross apply of own function with argument | tsql
CREATE FUNCTION dbo.fn (@id INT) RETURNS TABLE AS RETURN SELECT o.Amt AS A FROM dbo.Ord o WHERE o.CId = @id;
GO
INSERT INTO dbo.O (Id, A) SELECT c.Id, f.A FROM dbo.Cust c CROSS APPLY dbo.fn(c.Id) AS f;
---
reads: dbo.ord, dbo.cust
writes: dbo.o
dbo.o.id <- dbo.cust.id
dbo.o.a <- dbo.ord.amt

== insert with output into and exec mix | tsql
CREATE TABLE #changes (act NVARCHAR(10), id INT, old_v INT, new_v INT); MERGE dbo.T AS t USING (SELECT Id, V FROM stg.T) AS s ON t.Id = s.Id WHEN MATCHED AND EXISTS (SELECT t.V EXCEPT SELECT s.V) THEN UPDATE SET V = s.V WHEN NOT MATCHED THEN INSERT (Id, V) VALUES (s.Id, s.V) OUTPUT $action, inserted.Id, deleted.V, inserted.V INTO #changes; INSERT INTO dbo.Audit (Act, Id, OldV, NewV) SELECT act, id, old_v, new_v FROM #changes;
---
reads: stg.t, dbo.t
writes: dbo.t, dbo.audit
dbo.t.v <- stg.t.v
dbo.t.id <- stg.t.id
dbo.audit.id <- stg.t.id, dbo.t.id
dbo.audit.oldv <- dbo.t.v
dbo.audit.newv <- stg.t.v, dbo.t.v

== select into with identity and rownumber | tsql
SELECT IDENTITY(INT, 1, 1) AS rn, c.[Customer Name] AS nm, ISNULL(c.Seg, 'NA') AS seg INTO #x FROM [CRM].[dbo].[Customers] c; UPDATE x SET x.seg = m.NewSeg FROM #x AS x JOIN dbo.Map AS m ON m.OldSeg = x.seg; INSERT INTO dw.dbo.D (Nm, Seg) SELECT nm, seg FROM #x;
---
reads: crm.dbo.customers, dbo.map
writes: dw.dbo.d
dw.dbo.d.nm <- crm.dbo.customers.customer name
dw.dbo.d.seg <- crm.dbo.customers.seg, dbo.map.newseg

== nested dynamic sql in while with cursor over tables | tsql
DECLARE @t sysname, @sql nvarchar(max); DECLARE c CURSOR FOR SELECT name FROM sys.tables WHERE schema_id = SCHEMA_ID('stg'); OPEN c; FETCH NEXT FROM c INTO @t; WHILE @@FETCH_STATUS = 0 BEGIN SET @sql = N'TRUNCATE TABLE stg.' + QUOTENAME(@t); EXEC sp_executesql @sql; FETCH NEXT FROM c INTO @t; END; CLOSE c; DEALLOCATE c;
---
reads: sys.tables
may read: sys.tables
writes: stg.{{ @t }}
! unresolved

== table variable and join with values | tsql
DECLARE @m TABLE (K VARCHAR(10), V INT); INSERT @m VALUES ('a', 1); INSERT INTO dbo.O (K, Amt) SELECT s.K, s.Amt * m.V FROM dbo.S s JOIN @m m ON m.K = s.K;
---
reads: dbo.s
writes: dbo.o
dbo.o.k <- dbo.s.k
dbo.o.amt <- dbo.s.amt

== openrowset query provider | tsql
INSERT INTO dbo.O (A) SELECT a.A FROM OPENROWSET('SQLNCLI', 'Server=x;Trusted_Connection=yes;', 'SELECT A FROM db.dbo.S') AS a
---
writes: dbo.o
reads: db.dbo.s
may read: db.dbo.s
! unsupported

== fabric cross database and ctas | tsql
CREATE TABLE wh.dbo.o AS SELECT l.id, l.v FROM lake.dbo.t AS l
---
reads: lake.dbo.t
writes: wh.dbo.o
wh.dbo.o.id <- lake.dbo.t.id
wh.dbo.o.v <- lake.dbo.t.v

== proc body with if else, return and default params | tsql
CREATE PROC dbo.p @full BIT = 0 AS SET XACT_ABORT ON; IF @full = 1 BEGIN TRUNCATE TABLE dbo.O; INSERT dbo.O (A) SELECT A FROM dbo.S; END ELSE BEGIN INSERT dbo.O (A) SELECT A FROM dbo.S WHERE D >= DATEADD(day, -1, GETDATE()); END; RETURN 0;
GO
EXECUTE dbo.p 1;
---
reads: dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.a

== grouping and rollup with top percent view | tsql
CREATE OR ALTER VIEW dbo.V AS SELECT TOP 100 PERCENT Reg, SUM(Amt) AS Amt, GROUPING_ID(Reg) AS G FROM dbo.F GROUP BY ROLLUP(Reg) ORDER BY Reg
---
reads: dbo.f
writes: dbo.v
dbo.v.reg <- dbo.f.reg
dbo.v.amt <- dbo.f.amt

== json modify and for json update | tsql
UPDATE dbo.T SET Doc = JSON_MODIFY(Doc, '$.x', (SELECT MAX(V) FROM dbo.S)), Arr = (SELECT Id, Nm FROM dbo.C c WHERE c.TId = dbo.T.Id FOR JSON PATH)
---
reads: dbo.t, dbo.s, dbo.c
writes: dbo.t
dbo.t.doc <- dbo.t.doc, dbo.s.v
dbo.t.arr <- dbo.c.id, dbo.c.nm

== synonyms and try_parse with collate | tsql
INSERT INTO dbo.O SELECT N'x' AS K, TRY_PARSE(s.V AS INT USING 'en-US') AS V, s.N COLLATE Latin1_General_CI_AS AS N FROM dbo.S AS s
---
reads: dbo.s
writes: dbo.o
dbo.o.v <- dbo.s.v
dbo.o.n <- dbo.s.n
