== XML method of a subquery | tsql
SELECT (SELECT x FROM s FOR XML PATH(''), TYPE).value('.', 'int') AS v INTO o
---
reads: s
writes: o
o.v <- s.x (transformation)

== list of values by FOR XML | tsql
SELECT t.id, STUFF((SELECT ',' + s.x FROM s WHERE s.k = t.k FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 1, '') AS v
INTO o FROM t
---
reads: s, t
writes: o
o.id <- t.id
o.v <- s.x

== XML method of a cast, a conversion and parentheses | tsql
SELECT CAST(s.a AS XML).value('.', 'int') AS a, CONVERT(xml, b).query('.') AS b,
    TRY_CONVERT(XML, s.c).value('.', 'int') AS c, (d).value('.', 'int') AS d
INTO o FROM s WHERE CAST(s.k AS XML).value('.', 'int') = 1
---
reads: s
writes: o
o.a <- s.a
o.b <- s.b
o.c <- s.c
o.d <- s.d
rows <- s.k (filter)

== FOR JSON makes one value of all columns | tsql
DECLARE @j nvarchar(max) = (SELECT a, b FROM dbo.s FOR JSON PATH);
INSERT INTO dbo.o (j) VALUES (@j)
---
reads: dbo.s
writes: dbo.o
dbo.o.j <- dbo.s.a (transformation), dbo.s.b (transformation)

== FOR JSON of a derived table | tsql
schema: dbo.s(a, b)
INSERT INTO dbo.o (j) SELECT x.j FROM (SELECT * FROM dbo.s FOR JSON AUTO) x(j)
---
reads: dbo.s
writes: dbo.o
dbo.o.j <- dbo.s.a, dbo.s.b

== FOR JSON of columns that are not known | tsql
INSERT INTO dbo.o (j) SELECT x.j FROM (SELECT * FROM dbo.s FOR JSON AUTO) x(j)
---
reads: dbo.s
writes: dbo.o
columns: none
! unresolved

== FOR XML under a star | tsql
SELECT * INTO dbo.o FROM (SELECT a, b FROM dbo.s FOR XML RAW, TYPE) x(doc)
---
reads: dbo.s
writes: dbo.o
dbo.o.doc <- dbo.s.a, dbo.s.b

== FOR JSON of a set operation | tsql
SELECT (SELECT a FROM dbo.x UNION ALL SELECT b FROM dbo.y FOR JSON PATH) AS j INTO dbo.o
---
reads: dbo.x, dbo.y
writes: dbo.o
dbo.o.j <- dbo.x.a (transformation), dbo.y.b (transformation)

== FOR JSON of one column changes it | tsql
SELECT (SELECT s.c FOR JSON PATH) AS j INTO dbo.o FROM dbo.s s
---
reads: dbo.s
writes: dbo.o
dbo.o.j <- dbo.s.c (transformation)

== namespaces before a statement | tsql
WITH XMLNAMESPACES ('u' AS n)
INSERT INTO dbo.o (id) SELECT x.doc.value('/n:a', 'int') FROM dbo.x x
---
reads: dbo.x
writes: dbo.o
dbo.o.id <- dbo.x.doc

== namespaces before a CTE | tsql
WITH XMLNAMESPACES ('u' AS n, DEFAULT 'v'), c AS (SELECT id FROM dbo.a)
SELECT id INTO dbo.o FROM c
---
reads: dbo.a
writes: dbo.o
dbo.o.id <- dbo.a.id

== rows of an XML variable | tsql
DECLARE @x xml = (SELECT TOP 1 doc FROM dbo.s);
INSERT INTO dbo.o (v) SELECT n.c.value('.', 'int') FROM @x.nodes('/a') n(c)
---
reads: dbo.s
writes: dbo.o
dbo.o.v <- dbo.s.doc

== national literal as the file of OPENROWSET | tsql
SELECT a INTO dbo.o FROM OPENROWSET(BULK N'/lake/x.csv', FORMAT = 'CSV') AS r
---
reads: /lake/x.csv
writes: dbo.o
dbo.o.a <- /lake/x.csv.a

== several files of OPENROWSET | tsql
SELECT r.a INTO dbo.o FROM OPENROWSET(BULK ('/a', N'/b'), FORMAT = 'PARQUET') AS r
---
reads: /a, /b
writes: dbo.o
dbo.o.a <- /a.a, /b.a

== where a file lies is no column of it | tsql
INSERT INTO dbo.o (y, v) SELECT r.filepath(1), r.v
FROM OPENROWSET(BULK '/lake/year=*/x.parquet', FORMAT = 'PARQUET') AS r WHERE r.filename() LIKE 'a%'
---
reads: /lake/year=*/x.parquet
writes: dbo.o
dbo.o.v <- /lake/year=*/x.parquet.v
exact

== a part of a long text is written | tsql
UPDATE dbo.t SET txt.WRITE(s.v, 0, NULL) FROM dbo.t JOIN dbo.s s ON s.id = t.id
---
reads: dbo.s, dbo.t
writes: dbo.t
dbo.t.txt <- dbo.t.txt, dbo.s.v

== clone of a table | fabric
schema: dbo.a(id, v)
CREATE TABLE dbo.b AS CLONE OF dbo.a AT '2024-01-01T00:00:00'
---
reads: dbo.a
writes: dbo.b
dbo.b.id <- dbo.a.id
dbo.b.v <- dbo.a.v

== rename with the class of the object | tsql
RENAME OBJECT::dbo.a TO b
---
reads: dbo.a
writes: dbo.b

== triggers off and on | tsql
DISABLE TRIGGER ALL ON dbo.t;
ENABLE TRIGGER trg ON dbo.t
---

== method of what a type's method gives | tsql
INSERT INTO dbo.o (v) SELECT hierarchyid::Parse(s.p).ToString() FROM dbo.s s
---
reads: dbo.s
writes: dbo.o
dbo.o.v <- dbo.s.p (transformation)

== what a model makes of rows | tsql
schema: dbo.inp(id, x, y); dbo.models(id, m)
INSERT INTO dbo.o (id, s)
SELECT d.id, p.score
FROM PREDICT(MODEL = (SELECT m FROM dbo.models WHERE id = 1), DATA = dbo.inp AS d, RUNTIME = ONNX)
WITH (score FLOAT, other DECIMAL(9, 2)) AS p
WHERE p.score > 1
---
reads: dbo.inp, dbo.models
writes: dbo.o
dbo.o.id <- dbo.inp.id
dbo.o.s <- dbo.inp.id, dbo.inp.x, dbo.inp.y, dbo.models.m

== what a model makes of columns that are not known | tsql
INSERT INTO dbo.o (id, s) SELECT d.id, p.score FROM PREDICT(MODEL = @m, DATA = dbo.inp AS d) WITH (score FLOAT) AS p
---
reads: dbo.inp
writes: dbo.o
dbo.o.id <- dbo.inp.id
! unresolved
