== pg insert select on conflict constraint | postgres
INSERT INTO t AS tt (id, n) SELECT id, 1 FROM s ON CONFLICT ON CONSTRAINT t_pk DO UPDATE SET n = tt.n + EXCLUDED.n WHERE tt.n < 10
---
reads: s, t
may read: t
writes: t
t.id <- s.id
t.n <- t.n

== pg table inheritance and only | postgres
INSERT INTO o (a) SELECT a FROM ONLY parent; CREATE TABLE c () INHERITS (parent); UPDATE ONLY parent SET a = 1
---
reads: parent
may read: parent
writes: o, c, parent
o.a <- parent.a

== pg rows from generate | postgres
INSERT INTO cal (d) SELECT d::date FROM generate_series('2024-01-01'::date, '2024-12-31', '1 day') AS g(d)
---
writes: cal
columns: none

== pg tablesample filter grouping | postgres
SELECT a, count(*) FILTER (WHERE b > 1) AS n FROM t TABLESAMPLE SYSTEM (10) GROUP BY GROUPING SETS ((a), ()) FETCH FIRST 5 ROWS WITH TIES
---
reads: t
a <- t.a
n <- t.b (conditional)
rows <- t.a (group_by)
exact

== pg json path ops | postgres
INSERT INTO o SELECT doc->>'a' AS a, doc#>>'{b,c}' AS b, doc @> '{"x":1}' AS c, jsonb_path_query_first(doc, '$.z') AS d, (doc->'k')::int AS e FROM t WHERE doc ? 'a'
---
reads: t
writes: o
o.a <- t.doc
o.b <- t.doc
o.c <- t.doc
o.d <- t.doc
o.e <- t.doc
rows <- t.doc (filter)

== pg select into temp | postgres
SELECT a INTO TEMP tt FROM s; INSERT INTO o (a) SELECT a FROM tt
---
reads: s
writes: o
o.a <- s.a

== pg create table partition and attach | postgres
CREATE TABLE m_2024 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO m_2024 (a) SELECT a FROM s; ALTER TABLE m ATTACH PARTITION m_2023 FOR VALUES FROM (1) TO (2)
---
reads: s, m_2023
may read: m
writes: m_2024, m
m_2024.a <- s.a

== pg refresh concurrently | postgres
REFRESH MATERIALIZED VIEW CONCURRENTLY mart.mv; VACUUM ANALYZE mart.t; CLUSTER mart.t
---
may read: mart.mv
writes: mart.mv

== pg call proc unknown | postgres
CALL etl.load('2024-01-01')
---
! unsupported

== pg lock copy freeze | postgres
BEGIN; LOCK TABLE t IN EXCLUSIVE MODE; TRUNCATE t, u RESTART IDENTITY CASCADE; COPY t FROM STDIN; COMMIT
---
writes: t, u

== pg delete using self join | postgres
DELETE FROM t a USING t b WHERE a.id < b.id AND a.k = b.k
---
reads: t
may read: t
writes: t
rows <- t.id (filter), t.k (filter)

== pg array agg subscripts and composite | postgres
INSERT INTO o SELECT (array_agg(v ORDER BY ts DESC))[1] AS v, (x).city AS c, arr[1:2] AS s FROM t GROUP BY x, arr
---
reads: t
writes: o
o.v <- t.v, t.ts (window)
o.c <- t.x
o.s <- t.arr

== pg values join lateral subquery | postgres
SELECT v.k, l.m FROM (VALUES (1), (2)) v(k) LEFT JOIN LATERAL (SELECT max(t.x) AS m FROM t WHERE t.k = v.k) l ON true
---
reads: t
m <- t.x

== pg merge by source do nothing | postgres
MERGE INTO t USING s ON s.id = t.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET gone = true WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT (id, v) OVERRIDING SYSTEM VALUE VALUES (s.id, s.v)
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v

== pg foreign table import | postgres
CREATE FOREIGN TABLE f (a int) SERVER s OPTIONS (table_name 'x'); INSERT INTO o (a) SELECT a FROM f
---
reads: f
may read: f
writes: f, o
o.a <- f.a

== pg security definer view alter | postgres
CREATE OR REPLACE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 10; ALTER VIEW w RENAME TO x
---
reads: w
writes: v, x

== pg with ordinality | postgres
INSERT INTO o (id, tag, pos) SELECT t.id, u.tag, u.pos FROM t, unnest(t.tags) WITH ORDINALITY AS u(tag, pos)
---
reads: t
writes: o
o.id <- t.id
o.tag <- t.tags

== pg string functions hash | postgres
SELECT md5(email) AS h, encode(digest(ssn, 'sha256'), 'hex') AS s, crypt(pw, gen_salt('bf')) AS p FROM u
---
reads: u
h <- u.email
s <- u.ssn
p <- u.pw

== redshift copy manifest jsonpaths | redshift
COPY raw.ev (id, ts) FROM 's3://b/m.manifest' IAM_ROLE default MANIFEST JSON 's3://b/jp.json' GZIP TIMEFORMAT 'auto' REGION 'us-east-1'
---
reads: s3://b/m.manifest
writes: raw.ev

== redshift merge remove duplicates | redshift
MERGE INTO t USING s ON t.id = s.id REMOVE DUPLICATES
---
reads: s
may read: t
writes: t

== redshift super unpivot | redshift
INSERT INTO o (id, k, v) SELECT t.id, k, v FROM t, UNPIVOT t.doc AS v AT k
---
reads: t
writes: o
o.id <- t.id
o.v <- t.doc
o.k <- t.doc

== redshift create external and late binding | redshift
CREATE VIEW v AS SELECT a FROM spectrum.t WITH NO SCHEMA BINDING; CREATE EXTERNAL TABLE spectrum.x STORED AS PARQUET LOCATION 's3://b/x/' AS SELECT a FROM s.t
---
reads: spectrum.t, s.t
writes: v, spectrum.x
may read: s3://b/x/
v.a <- spectrum.t.a
spectrum.x.a <- s.t.a

== redshift three part and datashare | redshift
INSERT INTO dev.public.o SELECT a FROM shared_db.sales.t WHERE d = (SELECT MAX(d) FROM shared_db.sales.t)
---
reads: shared_db.sales.t
writes: dev.public.o
dev.public.o.a <- shared_db.sales.t.a
rows <- shared_db.sales.t.d (filter)
exact

== redshift top and qualify | redshift
CREATE TABLE o DISTKEY (id) SORTKEY (ts) AS SELECT TOP 10 id, ts FROM s.t QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts) = 1
---
reads: s.t
writes: o
o.id <- s.t.id
o.ts <- s.t.ts
rows <- s.t.id (window), s.t.ts (window)

== tsql insert exec | tsql
CREATE TABLE #r (a INT); INSERT INTO #r EXEC dbo.GetRows @x = 1; INSERT INTO dbo.o (a) SELECT a FROM #r
---
writes: dbo.o
! unsupported

== tsql graph match | tsql
SELECT p2.name INTO dbo.o FROM Person p1, friendOf f, Person p2 WHERE MATCH(p1-(f)->p2) AND p1.name = 'x'
---
reads: Person, friendOf
writes: dbo.o
dbo.o.name <- Person.name

== tsql update with cte and top | tsql
WITH q AS (SELECT TOP (10) * FROM dbo.jobs WITH (ROWLOCK, READPAST) WHERE st = 0 ORDER BY id) UPDATE q SET st = 1 OUTPUT inserted.id
---
may read: dbo.jobs
writes: dbo.jobs

== tsql select into from openrowset | tsql
SELECT * INTO dbo.o FROM OPENROWSET('SQLNCLI', 'Server=x;Trusted_Connection=yes;', 'SELECT a, b FROM d.dbo.t') AS x
---
reads: d.dbo.t
writes: dbo.o
dbo.o.a <- d.dbo.t.a
dbo.o.b <- d.dbo.t.b
! unsupported

== tsql linked server | tsql
INSERT INTO dbo.o (a) SELECT a FROM [LNK].[db].[dbo].[t] WHERE b = 1; INSERT INTO OPENQUERY(LNK, 'SELECT a FROM d.t') SELECT a FROM dbo.s
---
reads: LNK.db.dbo.t, dbo.s
writes: dbo.o, LNK.d.t
dbo.o.a <- LNK.db.dbo.t.a
LNK.d.t.a <- dbo.s.a
! unsupported

== tsql json modify and xml nodes | tsql
INSERT INTO dbo.o (id, v) SELECT t.id, x.n.value('@v', 'int') FROM dbo.t t CROSS APPLY t.doc.nodes('/r/i') AS x(n)
---
reads: dbo.t
writes: dbo.o
dbo.o.id <- dbo.t.id
dbo.o.v <- dbo.t.doc

== tsql pivot dynamic columns | tsql
SELECT Id, [2023], [2024] INTO dbo.p FROM (SELECT Id, Yr, Amt FROM dbo.s) x PIVOT (SUM(Amt) FOR Yr IN ([2023], [2024])) p
---
reads: dbo.s
writes: dbo.p
dbo.p.Id <- dbo.s.Id
dbo.p.2023 <- dbo.s.Amt (aggregation), dbo.s.Yr (conditional)
dbo.p.2024 <- dbo.s.Amt (aggregation), dbo.s.Yr (conditional)

== tsql merge with cte and hash | tsql
WITH s AS (SELECT id, HASHBYTES('SHA2_256', CONCAT(a, '|', b)) AS h FROM stg.x) MERGE dw.x WITH (HOLDLOCK) AS t USING s ON s.id = t.id WHEN MATCHED AND t.h <> s.h THEN UPDATE SET h = s.h WHEN NOT MATCHED THEN INSERT (id, h) VALUES (s.id, s.h);
---
reads: stg.x
may read: dw.x
writes: dw.x
dw.x.h <- stg.x.a, stg.x.b
dw.x.id <- stg.x.id

== tsql try convert iif choose | tsql
SELECT TRY_CONVERT(INT, a) AS x, IIF(b > 1, c, d) AS y, CHOOSE(e, f, g) AS z, ISNULL(h, i) AS w, DATEADD(day, j, k) AS q, STRING_AGG(l, ',') AS s INTO dbo.o FROM dbo.t
---
reads: dbo.t
writes: dbo.o
dbo.o.x <- dbo.t.a
dbo.o.y <- dbo.t.c, dbo.t.d, dbo.t.b (conditional)
dbo.o.z <- dbo.t.f, dbo.t.g, dbo.t.e (conditional)
dbo.o.w <- dbo.t.h, dbo.t.i
dbo.o.q <- dbo.t.j, dbo.t.k
dbo.o.s <- dbo.t.l (aggregation)

== tsql ctas synapse | tsql
CREATE TABLE dbo.o WITH (DISTRIBUTION = HASH(id), CLUSTERED COLUMNSTORE INDEX) AS SELECT id, v FROM dbo.s OPTION (LABEL = 'x'); RENAME OBJECT dbo.o TO o2
---
reads: dbo.s
writes: dbo.o2
dbo.o2.id <- dbo.s.id
dbo.o2.v <- dbo.s.v

== tsql external table cetas | tsql
CREATE EXTERNAL TABLE ext.o WITH (LOCATION = '/o/', DATA_SOURCE = ds, FILE_FORMAT = ff) AS SELECT a FROM dbo.s
---
reads: dbo.s
writes: ext.o
may read: /o/
ext.o.a <- dbo.s.a

== tsql goto waitfor print | tsql
SET NOCOUNT ON; PRINT 'x'; WAITFOR DELAY '00:00:01'; IF EXISTS (SELECT 1 FROM dbo.f) BEGIN TRUNCATE TABLE dbo.o; INSERT dbo.o SELECT a FROM dbo.s END ELSE RAISERROR('x', 16, 1)
---
reads: dbo.f, dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.a

== tsql synonyms and four parts delete | tsql
DELETE d FROM srv.db.dbo.t AS d WHERE d.id IN (SELECT id FROM dbo.k)
---
reads: dbo.k
may read: srv.db.dbo.t
writes: srv.db.dbo.t

== tsql sequence default values sp | tsql
INSERT INTO dbo.o (id, v) SELECT NEXT VALUE FOR dbo.seq, v FROM dbo.s; EXEC sys.sp_refreshview 'dbo.v'; EXEC dbo.unknown_proc
---
reads: dbo.s
writes: dbo.o
dbo.o.v <- dbo.s.v
! unsupported

== tsql window lead offset fetch | tsql
SELECT id, LEAD(ts) OVER (PARTITION BY k ORDER BY ts) AS nx FROM dbo.t ORDER BY id OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY
---
reads: dbo.t
id <- dbo.t.id
nx <- dbo.t.ts, dbo.t.k (window), dbo.t.ts (window)
rows <- dbo.t.id (sort)
exact
