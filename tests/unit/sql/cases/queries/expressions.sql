== CASE: results flow, conditions steer | postgres, bigquery, tsql
SELECT CASE WHEN f > 0 THEN a ELSE b END AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.f (conditional)

== CASE with an operand | postgres
SELECT CASE k WHEN m THEN a WHEN 2 THEN b END AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.k (conditional), t.m (conditional)

== IFF | snowflake
SELECT IFF(f, a, b) AS x FROM t
---
X <- T.A (transformation), T.B (transformation), T.F (conditional)

== IIF | tsql, sqlite
SELECT IIF(f > 1, a, b) AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.f (conditional)

== IF | bigquery, mysql, spark, trino, duckdb
SELECT IF(f > 1, a, b) AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.f (conditional)

== if and multiIf | clickhouse
SELECT if(f, a, b) AS x, multiIf(g > 1, a, h, b, c) AS y FROM t
---
x <- t.a (transformation), t.b (transformation), t.f (conditional)
y <- t.a (transformation), t.b (transformation), t.c (transformation), t.g (conditional), t.h (conditional)

== NVL2 | oracle
SELECT NVL2(f, a, b) AS x FROM t
---
X <- T.A (transformation), T.B (transformation), T.F (conditional)

== NVL2 | snowflake
SELECT NVL2(f, a, b) AS x FROM t
---
X <- T.A (transformation), T.B (transformation), T.F (conditional)

== NVL2 | spark, redshift, databricks
SELECT NVL2(f, a, b) AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.f (conditional)

== DECODE | oracle, snowflake
SELECT DECODE(k, 1, a, m, b, c) AS x FROM t
---
X <- T.A (transformation), T.B (transformation), T.C (transformation), T.K (conditional), T.M (conditional)

== DECODE | redshift, spark, databricks
SELECT DECODE(k, 1, a, 2, b) AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.k (conditional)

== CHOOSE | tsql
SELECT CHOOSE(k, a, b) AS x FROM t
---
x <- t.a (transformation), t.b (transformation), t.k (conditional)

== NULLIF: the second argument only decides | postgres, mysql
SELECT NULLIF(a, b) AS x FROM t
---
x <- t.a (transformation), t.b (conditional)

== COALESCE, GREATEST and LEAST let all through | postgres, bigquery, spark
SELECT COALESCE(a, b) AS x, GREATEST(a, c) AS y, LEAST(b, c) AS z FROM t
---
x <- t.a (transformation), t.b (transformation)
y <- t.a (transformation), t.c (transformation)
z <- t.b (transformation), t.c (transformation)

== ISNULL and IFNULL | tsql
SELECT ISNULL(a, b) AS x FROM t
---
x <- t.a (transformation), t.b (transformation)

== ZEROIFNULL and NULLIFZERO | snowflake
SELECT ZEROIFNULL(a) AS x, NULLIFZERO(b) AS y FROM t
---
X <- T.A (transformation), T.A (conditional)
Y <- T.B (transformation), T.B (conditional)

== CASE around an aggregate and inside one | postgres
SELECT SUM(CASE WHEN f THEN a ELSE 0 END) AS x, CASE WHEN SUM(b) > 1 THEN MAX(c) END AS y FROM t
---
x <- t.a (aggregation), t.f (conditional)
y <- t.c (aggregation), t.b (conditional)

== COUNT of things | postgres
SELECT COUNT(*) AS n, COUNT(a) AS na, COUNT(DISTINCT b) AS nb, COUNT(1) AS n1 FROM t
---
na <- t.a (aggregation)
nb <- t.b (aggregation)
reads: t

== COUNT DISTINCT of several columns | mysql, spark
SELECT COUNT(DISTINCT a, b) AS n FROM t
---
n <- t.a (aggregation), t.b (aggregation)

== COUNT_IF and SUM_IF | snowflake
SELECT COUNT_IF(f > 1) AS n FROM t
---
N <- T.F (aggregation)

== sumIf | clickhouse
SELECT sumIf(a, f = 1) AS x, countIf(g = 2) AS n FROM t
---
x <- t.a (aggregation), t.f (conditional)
n <- t.g (aggregation)

== FILTER inside an aggregate | postgres, duckdb, spark, trino
SELECT SUM(a) FILTER (WHERE f > 0) AS x FROM t
---
x <- t.a (aggregation), t.f (conditional)

== ORDER BY inside an aggregate | postgres, duckdb
SELECT STRING_AGG(a, ',' ORDER BY b) AS x, ARRAY_AGG(c ORDER BY d DESC) AS y FROM t
---
x <- t.a (aggregation), t.b (window)
y <- t.c (aggregation), t.d (window)

== ORDER BY and LIMIT inside an aggregate | bigquery
SELECT ARRAY_AGG(a IGNORE NULLS ORDER BY b LIMIT 3) AS x, STRING_AGG(DISTINCT c, ',') AS y FROM t
---
x <- t.a (aggregation), t.b (window)
y <- t.c (aggregation)

== LISTAGG WITHIN GROUP | oracle, snowflake
SELECT LISTAGG(a, ',') WITHIN GROUP (ORDER BY b) AS x FROM t
---
X <- T.A (aggregation), T.B (window)

== LISTAGG WITHIN GROUP | redshift, trino
SELECT LISTAGG(a, ',') WITHIN GROUP (ORDER BY b) AS x FROM t
---
x <- t.a (aggregation), t.b (window)

== STRING_AGG WITHIN GROUP | tsql
SELECT STRING_AGG(a, ',') WITHIN GROUP (ORDER BY b) AS x FROM t
---
x <- t.a (aggregation), t.b (window)

== GROUP_CONCAT | mysql
SELECT GROUP_CONCAT(DISTINCT a ORDER BY b SEPARATOR ';') AS x FROM t
---
x <- t.a (aggregation), t.b (window)

== percentiles flow from the order | postgres, duckdb
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a) AS m, MODE() WITHIN GROUP (ORDER BY b) AS k FROM t
---
m <- t.a (aggregation)
k <- t.b (aggregation)

== percentile in a window | tsql
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY g) AS m FROM t
---
m <- t.a (aggregation), t.g (window)

== MAX_BY | snowflake
SELECT MAX_BY(a, b) AS x, MIN_BY(c, d) AS y FROM t
---
X <- T.A (aggregation), T.B (conditional)
Y <- T.C (aggregation), T.D (conditional)

== max_by | trino, spark, databricks, duckdb
SELECT MAX_BY(a, b) AS x FROM t
---
x <- t.a (aggregation), t.b (conditional)

== argMax | clickhouse
SELECT argMax(a, b) AS x FROM t
---
x <- t.a (aggregation), t.b (conditional)

== KEEP DENSE_RANK | oracle
SELECT MAX(a) KEEP (DENSE_RANK LAST ORDER BY b) AS x FROM t
---
X <- T.A (aggregation), T.B (window)

== ANY_VALUE HAVING MAX | bigquery
SELECT ANY_VALUE(a HAVING MAX b) AS x FROM t
---
x <- t.a (aggregation), t.b (conditional)

== windows | postgres, bigquery, tsql
SELECT SUM(a) OVER (PARTITION BY g ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS x, ROW_NUMBER() OVER (ORDER BY b) AS n FROM t
---
x <- t.a (aggregation), t.g (window), t.ts (window)
n <- t.b (window)

== LAG moves a value | postgres
SELECT LAG(a, 1, b) OVER (PARTITION BY g ORDER BY ts) AS x, FIRST_VALUE(c) OVER w AS y FROM t WINDOW w AS (PARTITION BY h)
---
x <- t.a (transformation), t.b (transformation), t.g (window), t.ts (window)
y <- t.c (transformation), t.h (window)

== IGNORE NULLS | snowflake
SELECT LAST_VALUE(a) IGNORE NULLS OVER (PARTITION BY g ORDER BY ts) AS x, LAG(b) IGNORE NULLS OVER (ORDER BY ts) AS y FROM t
---
X <- T.A (transformation), T.G (window), T.TS (window)
Y <- T.B (transformation), T.TS (window)

== a window that extends a named one | postgres, duckdb
SELECT SUM(a) OVER (w ORDER BY ts) AS x FROM t WINDOW w AS (PARTITION BY g)
---
x <- t.a (aggregation), t.g (window), t.ts (window)

== window names in a chain | postgres
SELECT RANK() OVER w2 AS r FROM t WINDOW w1 AS (PARTITION BY g), w2 AS (w1 ORDER BY ts)
---
r <- t.g (window), t.ts (window)

== window over an aggregate | postgres
SELECT g, SUM(SUM(a)) OVER (ORDER BY MAX(ts)) AS x FROM t GROUP BY g
---
g <- t.g
x <- t.a (aggregation), t.ts (window)
rows <- t.g (group by)

== QUALIFY by a window | snowflake
SELECT id, v FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts DESC) = 1
---
ID <- T.ID
V <- T.V
rows <- T.ID (window), T.TS (window)

== QUALIFY by an alias | bigquery, databricks, duckdb, redshift
SELECT id, ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts) AS rn FROM t WHERE v > 0 QUALIFY rn = 1 AND k > 2
---
id <- t.id
rn <- t.id (window), t.ts (window)
rows <- t.v (filter), t.id (window), t.ts (window), t.k (filter)

== QUALIFY and SEL | teradata
SEL id, v FROM db.t QUALIFY RANK() OVER (PARTITION BY id ORDER BY ts DESC) = 1
---
id <- db.t.id
v <- db.t.v
rows <- db.t.id (window), db.t.ts (window)

== GROUPING SETS, CUBE and ROLLUP | postgres, tsql, trino
SELECT a, b, SUM(c) AS s FROM t GROUP BY GROUPING SETS ((a, b), (a), ()), ROLLUP (d, e), CUBE (f)
---
a <- t.a
b <- t.b
s <- t.c (aggregation)
rows <- t.a (group by), t.b (group by), t.d (group by), t.e (group by), t.f (group by)

== WITH ROLLUP | mysql, tsql
SELECT a, SUM(c) AS s FROM t GROUP BY a WITH ROLLUP
---
a <- t.a
s <- t.c (aggregation)
rows <- t.a (group by)

== WITH CUBE | hive, spark
SELECT a, b, SUM(c) AS s FROM t GROUP BY a, b WITH CUBE
---
a <- t.a
b <- t.b
s <- t.c (aggregation)
rows <- t.a (group by), t.b (group by)

== ROLLUP of positions | postgres, duckdb
SELECT a, b, SUM(c) AS s FROM t GROUP BY ROLLUP (1, 2)
---
a <- t.a
b <- t.b
s <- t.c (aggregation)
rows <- t.a (group by), t.b (group by)

== GROUP BY ALL | snowflake
SELECT a, b + 1 AS b1, SUM(c) AS s FROM t GROUP BY ALL
---
A <- T.A
B1 <- T.B (transformation)
S <- T.C (aggregation)
rows <- T.A (group by), T.B (group by)

== GROUP BY ALL | duckdb, databricks, bigquery
SELECT a, SUM(c) AS s FROM t GROUP BY ALL ORDER BY s DESC
---
a <- t.a
s <- t.c (aggregation)
rows <- t.a (group by), t.c (sort)

== aliases in GROUP BY, HAVING and ORDER BY | bigquery, mysql, duckdb
SELECT UPPER(ts) AS m, SUM(v) AS s FROM t GROUP BY m HAVING s > 10 ORDER BY s
---
m <- t.ts (transformation)
s <- t.v (aggregation)
rows <- t.ts (group by), t.v (filter), t.v (sort)

== ORDER BY an alias that renames | postgres, tsql
SELECT a AS b FROM t ORDER BY b
---
b <- t.a
rows <- t.a (sort)

== ORDER BY an expression sees columns | postgres
SELECT a AS b FROM t ORDER BY b + 1
---
b <- t.a
rows <- t.b (sort)

== lateral column aliases | snowflake
SELECT a AS b, b + 1 AS c, c * 2 AS d FROM (SELECT a FROM t)
---
B <- T.A
C <- T.A (transformation)
D <- T.A (transformation)

== lateral column aliases over an unknown table | snowflake
SELECT x + 1 AS y, y * 2 AS z FROM t
---
Y <- T.X (transformation)
Z <- T.X (transformation)

== lateral column aliases | redshift, databricks, duckdb, teradata, clickhouse
SELECT x + 1 AS y, y * 2 AS z FROM t WHERE w > 1
---
y <- t.x (transformation)
z <- t.x (transformation)
rows <- t.w (filter)

== a column goes before a lateral alias | snowflake
schema: t(x, y)
SELECT x + 1 AS y, y * 2 AS z FROM t
---
Y <- T.X (transformation)
Z <- T.Y (transformation)

== no lateral aliases | postgres, tsql, bigquery
SELECT x + 1 AS y, y * 2 AS z FROM t
---
y <- t.x (transformation)
z <- t.y (transformation)

== aliases in WHERE | snowflake
SELECT x + 1 AS y FROM t WHERE y > 3
---
Y <- T.X (transformation)
rows <- T.X (filter)

== name = expression | tsql
SELECT x = a + b, [y z] = c, 'q' = d FROM dbo.t
---
x <- dbo.t.a (transformation), dbo.t.b (transformation)
y z <- dbo.t.c
q <- dbo.t.d

== TOP | tsql
SELECT TOP (10) WITH TIES a FROM dbo.t ORDER BY b
---
a <- dbo.t.a
rows <- dbo.t.b (sort)

== LIMIT BY | clickhouse
SELECT a, b FROM t ORDER BY c LIMIT 2 BY d
---
a <- t.a
b <- t.b
rows <- t.c (sort), t.d (filter)

== DISTINCT ON | postgres, duckdb
SELECT DISTINCT ON (k) a, b FROM t ORDER BY k, ts
---
a <- t.a
b <- t.b
rows <- t.k (group by), t.k (sort), t.ts (sort)

== SELECT DISTINCT | postgres
SELECT DISTINCT a, b + 1 AS c FROM t
---
a <- t.a
c <- t.b (transformation)
rows <- t.a (group by), t.b (group by)

== scalar subquery as a value | postgres, bigquery, tsql
SELECT a, (SELECT MAX(u.v) FROM u WHERE u.k = t.k) AS m FROM t
---
a <- t.a
m <- u.v (aggregation), u.k (filter), t.k (filter)

== scalar subquery in an expression | postgres
SELECT a / (SELECT SUM(a) FROM t) AS share FROM t
---
share <- t.a (aggregation)

== IN subquery | postgres
SELECT a FROM t WHERE k IN (SELECT id FROM u WHERE z > 1)
---
a <- t.a
rows <- t.k (filter), u.id (filter), u.z (filter)

== EXISTS in the select list | postgres
SELECT EXISTS (SELECT 1 FROM u WHERE u.k = t.k) AS has, a FROM t
---
has <- u.k (filter), t.k (filter)
a <- t.a

== NOT EXISTS in a CASE | postgres
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM u WHERE u.k = t.k) THEN a END AS x FROM t
---
x <- t.a (transformation), u.k (conditional), t.k (conditional)

== quantified comparison | postgres, mysql
SELECT a FROM t WHERE b > ALL (SELECT c FROM u)
---
a <- t.a
rows <- t.b (filter), u.c (filter)

== row comparison with a subquery | postgres
SELECT a FROM t WHERE (b, c) IN (SELECT d, e FROM u)
---
a <- t.a
rows <- t.b (filter), t.c (filter), u.d (filter), u.e (filter)

== subquery inside a correlated subquery | postgres
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.x = (SELECT MAX(v.y) FROM v WHERE v.z = t.b))
---
a <- t.a
rows <- u.x (filter), v.y (filter), v.z (filter), t.b (filter)

== inner names before outer ones | postgres
schema: t(a, k); u(k, v)
SELECT a, (SELECT MAX(v) FROM u WHERE k = a) AS m FROM t
---
a <- t.a
m <- u.v (aggregation), u.k (filter), t.a (filter)

== an unqualified name of a correlated subquery over unknown tables is the inner one's | postgres
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE k = t.k)
---
a <- t.a
rows <- u.k (filter), t.k (filter)
