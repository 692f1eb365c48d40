== statements without semicolons | tsql
SET NOCOUNT ON
DECLARE @d date = '2026-01-01'
TRUNCATE TABLE dbo.stg
INSERT INTO dbo.stg (a, b)
SELECT a, b FROM dbo.src WHERE d = @d
UPDATE t SET t.v = s.b FROM dbo.tgt t JOIN dbo.stg s ON s.a = t.a
DELETE FROM dbo.old WHERE d < @d
SELECT COUNT(*) FROM dbo.chk
---
reads: dbo.src, dbo.stg, dbo.chk
may read: dbo.tgt, dbo.old
writes: dbo.stg, dbo.tgt, dbo.old
dbo.stg.a <- dbo.src.a
dbo.stg.b <- dbo.src.b
dbo.tgt.v <- dbo.stg.b

== batches | tsql
USE db1
GO
CREATE TABLE dbo.t (a INT)
GO
INSERT INTO dbo.t (a) SELECT a FROM dbo.src
GO 5
DROP TABLE dbo.gone
GO
---
reads: db1.dbo.src
writes: db1.dbo.t, db1.dbo.gone
db1.dbo.t.a <- db1.dbo.src.a

== try and catch with a transaction | tsql
BEGIN TRY
  BEGIN TRANSACTION
  INSERT INTO o (a) SELECT a FROM src
  COMMIT TRANSACTION
END TRY
BEGIN CATCH
  IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION
  INSERT INTO err (m) SELECT ERROR_MESSAGE()
  ;THROW
END CATCH
---
reads: src
writes: o, err
o.a <- src.a

== if, else, while | tsql
DECLARE @i INT = 0
IF (SELECT COUNT(*) FROM cond) > 0
BEGIN
  INSERT INTO o1 (a) SELECT a FROM s1
END
ELSE
  INSERT INTO o2 (a) SELECT a FROM s2
WHILE @i < 3
BEGIN
  UPDATE o3 SET x = @i WHERE id = @i
  SET @i = @i + 1
  IF @i = 2 BREAK
END
---
reads: cond, s1, s2
may read: o3
writes: o1, o2, o3

== if object exists drop | tsql
IF OBJECT_ID('tempdb..#t') IS NOT NULL DROP TABLE #t
SELECT a, b INTO #t FROM src WHERE c = 1
CREATE INDEX i ON #t (a)
INSERT INTO o (x) SELECT a FROM #t
DROP TABLE #t
---
reads: src
writes: o
o.x <- src.a

== global temporary table | tsql
SELECT a INTO ##g FROM src; INSERT INTO o (x) SELECT g.a FROM ##g g
---
reads: src
writes: o
o.x <- src.a

== temporary table in tempdb | tsql
CREATE TABLE tempdb..#t (a INT); INSERT INTO #t SELECT x FROM src; INSERT INTO o (y) SELECT a FROM #t
---
reads: src
writes: o
o.y <- src.x

== table variable | tsql
DECLARE @t TABLE (id INT PRIMARY KEY, v VARCHAR(10));
INSERT INTO @t SELECT id, name FROM src;
UPDATE o SET v = t.v FROM o JOIN @t t ON t.id = o.id;
---
reads: src
may read: o
writes: o
o.v <- src.name

== output into a table variable | tsql
DECLARE @gone TABLE (id INT)
DELETE FROM src OUTPUT deleted.id INTO @gone WHERE d < 1
INSERT INTO archive (id) SELECT id FROM @gone
---
reads: src
writes: src, archive
archive.id <- src.id

== scalar variables | tsql
DECLARE @m INT, @n INT
SELECT @m = MAX(x), @n = MIN(y) FROM s1
SET @n = (SELECT COUNT(z) FROM s2)
INSERT INTO o (a, b) VALUES (@m, @n)
---
reads: s1, s2
writes: o
o.a <- s1.x
o.b <- s2.z

== cursor | tsql
DECLARE @a INT
DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT a FROM src
OPEN c
FETCH NEXT FROM c INTO @a
WHILE @@FETCH_STATUS = 0
BEGIN
  INSERT INTO o (x) VALUES (@a)
  FETCH NEXT FROM c INTO @a
END
CLOSE c
DEALLOCATE c
---
reads: src
writes: o
o.x <- src.a

== exec of a string | tsql
EXEC ('INSERT INTO o (a) SELECT a FROM src')
---
reads: src
writes: o
o.a <- src.a

== sp_executesql with parameters | tsql
DECLARE @sql NVARCHAR(MAX)
SET @sql = N'INSERT INTO ' + QUOTENAME('o') + N' (a) SELECT a FROM src '
SET @sql = @sql + N'WHERE d = @d'
EXEC sys.sp_executesql @stmt = @sql, N'@d date', @d = '2026-01-01'
---
reads: src
writes: o
o.a <- src.a

== dynamic sql with an unknown table | tsql
DECLARE @t SYSNAME
DECLARE @sql NVARCHAR(MAX) = 'TRUNCATE TABLE ' + @t
EXEC (@sql)
---
may read: {{ @t }}
writes: {{ @t }}
! unresolved

== dynamic sql with an unknown value | tsql
DECLARE @sql NVARCHAR(MAX) = 'DELETE FROM o WHERE d = ''' + CONVERT(VARCHAR(10), @d, 120) + ''''
EXEC (@sql)
---
may read: o
writes: o

== exec of a procedure | tsql
EXEC dbo.load_all @day = '2026-01-01'
---
! unsupported

== create procedure | tsql
CREATE OR ALTER PROCEDURE dbo.p @a INT AS
BEGIN
  INSERT INTO o (a) SELECT a FROM src
  DELETE FROM o2
END
---
columns: none

== create and run a procedure | tsql
CREATE PROCEDURE dbo.p @d DATE AS BEGIN INSERT INTO o (a) SELECT a FROM src WHERE d = @d END
GO
EXEC dbo.p '2026-01-01'
---
reads: src
writes: o
o.a <- src.a

== create trigger and function | tsql
CREATE TRIGGER tr ON src AFTER INSERT AS INSERT INTO audit SELECT * FROM inserted
GO
CREATE FUNCTION dbo.f (@x INT) RETURNS TABLE AS RETURN (SELECT a FROM src WHERE b = @x)
---
columns: none

== linked server | tsql
INSERT INTO dbo.o (a) SELECT a FROM [srv 1].[sales db].[dbo].[order lines]
---
reads: srv 1.sales db.dbo.order lines
writes: dbo.o
dbo.o.a <- srv 1.sales db.dbo.order lines.a

== two dots | tsql
INSERT INTO db1..o (a) SELECT a FROM db2..src
---
reads: db2.dbo.src
writes: db1.dbo.o

== cte, then select without semicolon | tsql
DECLARE @x INT = 1;
WITH c AS (SELECT a FROM src)
INSERT INTO o (a) SELECT a FROM c
SELECT 1
---
reads: src
writes: o
o.a <- src.a

== option, for xml, cross apply | tsql
INSERT INTO o (a, b) SELECT s.a, x.n FROM src s CROSS APPLY (SELECT TOP 1 n FROM det d WHERE d.k = s.k ORDER BY d.ts DESC) x OPTION (RECOMPILE)
---
reads: src, det
writes: o
o.a <- src.a
o.b <- det.n

== select into with identity | tsql
SELECT IDENTITY(INT, 1, 1) AS id, a INTO o FROM src
---
reads: src
writes: o
o.a <- src.a

== labels and print | tsql
PRINT 'start'
INSERT INTO o (a) SELECT a FROM src
IF @@ERROR <> 0 GOTO fail
RETURN
fail:
PRINT 'failed'
---
reads: src
writes: o

== identity insert | tsql
SET IDENTITY_INSERT dbo.o ON
INSERT INTO dbo.o (id) SELECT id FROM dbo.src
SET IDENTITY_INSERT dbo.o OFF
---
reads: dbo.src
writes: dbo.o
dbo.o.id <- dbo.src.id

== merge between others | tsql
DECLARE @n INT = 1
MERGE INTO tgt AS t USING src AS s ON t.id = s.id
WHEN MATCHED THEN UPDATE SET t.v = s.v
WHEN NOT MATCHED BY TARGET THEN INSERT (id, v) VALUES (s.id, s.v)
WHEN NOT MATCHED BY SOURCE THEN DELETE;
INSERT INTO log (n) VALUES (@n)
---
reads: src
may read: tgt
writes: tgt, log
tgt.v <- src.v
tgt.id <- src.id

== temporary and lasting table of one name | tsql
SELECT a INTO #t FROM t; INSERT INTO o (x) SELECT #t.a FROM #t; UPDATE #t SET a = 1; DELETE #t; DROP TABLE #t
---
reads: t
writes: o
o.x <- t.a

== update of a temporary table | tsql
SELECT id, 0 AS v INTO #t FROM s1
UPDATE #t SET v = s.v FROM #t INNER JOIN s2 s ON s.id = #t.id
MERGE INTO o USING #t ON o.id = #t.id WHEN MATCHED THEN UPDATE SET v = #t.v;
---
reads: s1, s2
may read: o
writes: o
o.v <- s2.v
