== JSON paths by colons | snowflake
SELECT v:a.b[0]::string AS x, t.v:c AS y, v['d']['e'] AS z, GET_PATH(v, 'f') AS w FROM t
---
X <- T.V (transformation)
Y <- T.V (transformation)
Z <- T.V (transformation)
W <- T.V (transformation)

== JSON paths by colons | databricks
SELECT raw:owner.name AS x, t.raw:items[0].sku::string AS y FROM t
---
x <- t.raw (transformation)
y <- t.raw (transformation)

== JSON operators | postgres
SELECT doc ->> 'a' AS x, (doc -> 'b' ->> 'c')::int AS y, doc #>> '{a,b}' AS z, t.doc @> '{"a":1}' AS w FROM t
---
x <- t.doc (transformation)
y <- t.doc (transformation)
z <- t.doc (transformation)
w <- t.doc (transformation)

== JSON functions | bigquery
SELECT JSON_VALUE(doc, '$.a') AS x, doc.b.c AS y, doc['d'] AS z, LAX_STRING(doc.e) AS w FROM t
---
x <- t.doc (transformation)
y <- t.doc (transformation)
z <- t.doc (transformation)
w <- t.doc (transformation)

== JSON functions | mysql
SELECT doc -> '$.a' AS x, doc ->> '$.b' AS y, JSON_EXTRACT(doc, '$.c') AS z FROM t
---
x <- t.doc (transformation)
y <- t.doc (transformation)
z <- t.doc (transformation)

== JSON functions | tsql
SELECT JSON_VALUE(doc, '$.a') AS x, JSON_QUERY(doc, '$.b') AS y FROM dbo.t
---
x <- dbo.t.doc (transformation)
y <- dbo.t.doc (transformation)

== JSON functions | oracle
SELECT t.doc.a.b AS x, JSON_VALUE(t.doc, '$.c') AS y FROM t
---
X <- T.DOC (transformation)
Y <- T.DOC (transformation)

== SUPER paths | redshift
SELECT t.s.a[0].b AS x, s.c AS y FROM t
---
x <- t.s (transformation)
y <- t.s (transformation)

== fields of a struct | spark, databricks, hive
SELECT addr.city AS city, t.addr.zip AS zip, items[0].sku AS sku, props['k'] AS k FROM t
---
city <- t.addr (transformation)
zip <- t.addr (transformation)
sku <- t.items (transformation)
k <- t.props (transformation)

== fields of a row | trino
SELECT t.addr.city AS city, ELEMENT_AT(props, 'k') AS k FROM t
---
city <- t.addr (transformation)
k <- t.props (transformation)

== fields of a struct | duckdb
SELECT t.s.a AS a, s.b AS b, s['c'] AS c, struct_extract(s, 'd') AS d FROM t
---
a <- t.s (transformation)
b <- t.s (transformation)
c <- t.s (transformation)
d <- t.s (transformation)

== a field of a composite | postgres
SELECT (addr).city AS city, (t.addr).zip AS zip FROM t
---
city <- t.addr (transformation)
zip <- t.addr (transformation)

== tuples and nested columns | clickhouse
SELECT tupleElement(p, 'x') AS x, p.y AS y, n.k AS k FROM t
---
x <- t.p (transformation)
y <- t.p (transformation)
k <- t.n (transformation)

== a struct's name is not a table's | bigquery
SELECT o.a.b AS b, a.c AS c FROM orders o
---
b <- orders.a (transformation)
c <- orders.a (transformation)

== field without an alias takes the field's name | bigquery
SELECT addr.city, t.addr.zip FROM t
---
city <- t.addr (transformation)
zip <- t.addr (transformation)

== array slices and indexes | duckdb, postgres
SELECT xs[1] AS x, xs[1:2] AS y FROM t
---
x <- t.xs (transformation)
y <- t.xs (transformation)

== parameters of lambdas are no columns | spark, databricks, duckdb
SELECT TRANSFORM(xs, x -> x + k) AS ys, FILTER(xs, e -> e > lo) AS zs FROM t
---
ys <- t.xs (transformation), t.k (transformation)
zs <- t.xs (transformation), t.lo (conditional)

== parameters of lambdas are no columns | trino
SELECT REDUCE(xs, 0, (s, x) -> s + x, s -> s) AS y, ANY_MATCH(zs, z -> z = k) AS m FROM t
---
y <- t.xs (transformation)
m <- t.zs (transformation), t.k (transformation)

== parameters of lambdas are no columns | snowflake
SELECT TRANSFORM(xs, x INT -> x + 1) AS ys FROM t
---
YS <- T.XS (transformation)

== parameters of lambdas are no columns | clickhouse
SELECT arrayMap(x -> x + k, xs) AS ys, arrayFilter((x, i) -> i > 1, xs, is) AS zs FROM t
---
ys <- t.xs (transformation), t.k (transformation)
zs <- t.xs (transformation), t.is (conditional)

== list comprehension | duckdb
SELECT [x + k FOR x IN xs IF x > lo] AS ys FROM t
---
ys <- t.xs (transformation), t.k (transformation), t.lo (conditional)

== maps and structs of columns | duckdb
SELECT {'a': a, 'b': b + 1} AS s, MAP {'k': v} AS m, [c, d] AS l FROM t
---
s <- t.a (transformation), t.b (transformation)
m <- t.v (transformation)
l <- t.c (transformation), t.d (transformation)

== objects of columns | snowflake
SELECT OBJECT_CONSTRUCT('a', a, 'b', b) AS o, ARRAY_CONSTRUCT(c, d) AS l, {'x': x} AS m FROM t
---
O <- T.A (transformation), T.B (transformation)
L <- T.C (transformation), T.D (transformation)
M <- T.X (transformation)

== named_struct | spark, hive
SELECT named_struct('a', a, 'b', b) AS s, map('k', v) AS m FROM t
---
s <- t.a (transformation), t.b (transformation)
m <- t.v (transformation)

== $1 of a stage | snowflake
SELECT t.$1 AS a, t.$2:x::int AS b, METADATA$FILENAME AS f FROM @db.sch.stg/p (FILE_FORMAT => 'ff') t
---
A <- @DB.SCH.STG/p.$1
B <- @DB.SCH.STG/p.$2 (transformation)

== files as tables | duckdb
SELECT a, b FROM 'data/x.parquet'
---
a <- data/x.parquet.a
b <- data/x.parquet.b

== read_csv | duckdb
SELECT r.a FROM read_csv('s3://b/x.csv', header = true) r
---
a <- s3://b/x.csv.a

== file paths as tables | spark, databricks
SELECT a FROM parquet.`s3://b/x/`
---
a <- s3://b/x/.a

== wildcard tables | bigquery
SELECT a, _TABLE_SUFFIX AS d FROM `p.d.events_*` WHERE _TABLE_SUFFIX > '20260101'
---
a <- p.d.events_*.a

== intervals, casts and time zones | postgres
SELECT ts + INTERVAL '1 day' AS x, ts AT TIME ZONE 'UTC' AS y, a::text AS z, EXTRACT(YEAR FROM ts) AS w, CAST(b AS numeric(10, 2)) AS v FROM t
---
x <- t.ts (transformation)
y <- t.ts (transformation)
z <- t.a (transformation)
w <- t.ts (transformation)
v <- t.b (transformation)

== units of time are no columns | snowflake
SELECT DATEDIFF(day, a, b) AS d, DATE_TRUNC(month, c) AS m, DATEADD(hour, 1, e) AS h FROM t
---
D <- T.A (transformation), T.B (transformation)
M <- T.C (transformation)
H <- T.E (transformation)

== units of time are no columns | bigquery
SELECT DATE_DIFF(a, b, DAY) AS d, DATE_TRUNC(c, ISOWEEK) AS m, TIMESTAMP_TRUNC(e, HOUR) AS h, EXTRACT(DAYOFWEEK FROM f) AS w FROM t
---
d <- t.a (transformation), t.b (transformation)
m <- t.c (transformation)
h <- t.e (transformation)
w <- t.f (transformation)

== units of time are no columns | tsql
SELECT DATEDIFF(DAY, a, b) AS d, DATEADD(HOUR, n, e) AS h, DATEPART(weekday, f) AS w, DATETRUNC(month, g) AS m, DATENAME(dw, h) AS nm FROM dbo.t
---
d <- dbo.t.a (transformation), dbo.t.b (transformation)
h <- dbo.t.n (transformation), dbo.t.e (transformation)
w <- dbo.t.f (transformation)
m <- dbo.t.g (transformation)
nm <- dbo.t.h (transformation)

== units of time are no columns | redshift
SELECT DATEDIFF(day, a, b) AS d, DATE_PART(dow, f) AS w, DATEADD(month, 1, c) AS m FROM t
---
d <- t.a (transformation), t.b (transformation)
w <- t.f (transformation)
m <- t.c (transformation)

== units of time are no columns | databricks
SELECT DATEDIFF(DAY, a, b) AS d, TIMESTAMPADD(HOUR, 1, c) AS h, date_trunc('month', e) AS m FROM t
---
d <- t.a (transformation), t.b (transformation)
h <- t.c (transformation)
m <- t.e (transformation)

== units of time are no columns | mysql
SELECT TIMESTAMPDIFF(DAY, a, b) AS d, DATE_ADD(c, INTERVAL 1 MONTH) AS m, EXTRACT(YEAR FROM e) AS y FROM t
---
d <- t.a (transformation), t.b (transformation)
m <- t.c (transformation)
y <- t.e (transformation)

== units of time are no columns | clickhouse, presto
SELECT date_diff('day', a, b) AS d FROM t
---
d <- t.a (transformation), t.b (transformation)

== pseudo-columns and session values are no columns | oracle
SELECT a, SYSDATE AS d, USER AS u, ROWNUM AS n, s.NEXTVAL AS q FROM t WHERE ROWNUM < 5
---
A <- T.A

== session values are no columns | snowflake, postgres
SELECT CURRENT_TIMESTAMP AS d, CURRENT_USER AS u, CURRENT_DATE AS e
---

== date functions by keyword arguments | snowflake
SELECT TO_DATE(a, 'YYYY') AS d, TRY_TO_NUMBER(b) AS n, LEFT(c, 3) AS l, TRIM(e) AS t FROM t
---
D <- T.A (transformation)
N <- T.B (transformation)
L <- T.C (transformation)
T <- T.E (transformation)
