== USING takes the value from the left side | postgres
schema: a(id, x); b(id, y)
SELECT id, x, y FROM a JOIN b USING (id)
---
id <- a.id
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== LEFT JOIN USING | postgres, duckdb, mysql, sqlite, trino
schema: a(id, x); b(id, y)
SELECT id, y FROM a LEFT JOIN b USING (id)
---
id <- a.id
y <- b.y
rows <- a.id (join), b.id (join)

== RIGHT JOIN USING takes the value from the right side | postgres, duckdb, mysql, trino
schema: a(id, x); b(id, y)
SELECT id, x FROM a RIGHT JOIN b USING (id)
---
id <- b.id
x <- a.x
rows <- a.id (join), b.id (join)

== FULL JOIN USING may take it from either | postgres, duckdb, trino, spark
schema: a(id, x); b(id, y)
SELECT id, x, y FROM a FULL OUTER JOIN b USING (id)
---
id <- a.id, b.id
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== three tables in a chain of USING | postgres
schema: a(id, x); b(id, y); c(id, z)
SELECT id, z FROM a FULL JOIN b USING (id) FULL JOIN c USING (id)
---
id <- a.id, b.id, c.id
z <- c.z
rows <- a.id (join), b.id (join), c.id (join)

== star over USING shows the column once | duckdb, postgres
schema: a(id, x); b(id, y)
SELECT * FROM a JOIN b USING (id)
---
id <- a.id
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== qualified stars over USING show both | postgres
schema: a(id, x); b(id, y)
SELECT b.*, a.x FROM a FULL JOIN b USING (id)
---
id <- b.id
y <- b.y
x <- a.x
rows <- a.id (join), b.id (join)

== USING without known columns | postgres
SELECT id, a.x FROM a JOIN b USING (id)
---
id <- a.id
x <- a.x
rows <- a.id (join), b.id (join)

== NATURAL JOIN | postgres, duckdb, mysql, sqlite
schema: a(id, x); b(id, y)
SELECT * FROM a NATURAL JOIN b
---
id <- a.id
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== NATURAL FULL JOIN | postgres
schema: a(id, x); b(id, y)
SELECT id FROM a NATURAL FULL JOIN b
---
id <- a.id, b.id
rows <- a.id (join), b.id (join)

== NATURAL JOIN of unknown tables is reported | postgres
SELECT a.x, b.y FROM a NATURAL JOIN b
---
x <- a.x
y <- b.y
! unresolved

== NATURAL JOIN of one known and one unknown table is reported | postgres
schema: a(id, x)
SELECT a.x, b.y FROM a NATURAL JOIN b
---
x <- a.x
y <- b.y
! unresolved

== an unqualified column of two unknown tables is ambiguous | postgres, bigquery, tsql
SELECT a.x, y FROM a JOIN b ON a.id = b.id
---
x <- a.x
rows <- a.id (join), b.id (join)
! ambiguous

== an unqualified column beside a known table that lacks it | postgres
schema: a(id, x)
SELECT x, y FROM a JOIN b ON a.id = b.id
---
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== an unqualified column of two known tables is ambiguous | postgres, tsql, bigquery
schema: a(id, x); b(id, x)
SELECT x FROM a JOIN b ON a.id = b.id
---
rows <- a.id (join), b.id (join)
! ambiguous

== an unqualified column that no known table has | postgres
schema: a(id, x)
SELECT nope FROM a
---
reads: a
! unresolved

== a known table goes first, but an unknown one may have it too | postgres
schema: a(id, x)
SELECT x FROM a JOIN b ON a.id = b.id
---
x <- a.x
rows <- a.id (join), b.id (join)

== SEMI JOIN | spark, databricks, hive
SELECT a.id, x FROM a LEFT SEMI JOIN b ON a.id = b.aid AND b.ok
---
id <- a.id
x <- a.x
rows <- a.id (join), b.aid (join), b.ok (join)

== ANTI JOIN with a star | spark, duckdb
schema: a(id, x); b(aid, ok)
SELECT * FROM a ANTI JOIN b ON a.id = b.aid
---
id <- a.id
x <- a.x
rows <- a.id (join), b.aid (join)

== SEMI JOIN USING | duckdb
SELECT * EXCLUDE (z) FROM (SELECT id, z, x FROM a) SEMI JOIN b USING (id)
---
id <- a.id
x <- a.x
rows <- a.id (join), b.id (join)

== ASOF JOIN with an inequality | duckdb
SELECT t.sym, t.ts, p.price FROM trades t ASOF JOIN prices p ON t.sym = p.sym AND t.ts >= p.ts
---
sym <- trades.sym
ts <- trades.ts
price <- prices.price
rows <- trades.sym (join), prices.sym (join), trades.ts (join), prices.ts (join)

== ASOF JOIN USING | duckdb
SELECT t.q, p.price FROM trades t ASOF JOIN prices p USING (sym, ts)
---
q <- trades.q
price <- prices.price
rows <- trades.sym (join), prices.sym (join), trades.ts (join), prices.ts (join)

== ASOF JOIN MATCH_CONDITION | snowflake
SELECT t.q, p.price FROM trades t ASOF JOIN prices p MATCH_CONDITION (t.ts >= p.ts) ON t.sym = p.sym
---
Q <- TRADES.Q
PRICE <- PRICES.PRICE
rows <- TRADES.SYM (join), PRICES.SYM (join), TRADES.TS (join), PRICES.TS (join)

== ASOF LEFT JOIN | clickhouse
SELECT t.q, p.price FROM trades AS t ASOF LEFT JOIN prices AS p ON t.sym = p.sym AND t.ts >= p.ts
---
q <- trades.q
price <- prices.price
rows <- trades.sym (join), prices.sym (join), trades.ts (join), prices.ts (join)

== GLOBAL ANY LEFT JOIN | clickhouse
SELECT a.x, b.y FROM a GLOBAL ANY LEFT JOIN b ON a.id = b.id
---
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== outer joins by (+) | oracle
SELECT a.x, b.y FROM a, b WHERE a.id = b.id (+) AND b.k (+) = 3
---
X <- A.X
Y <- B.Y
rows <- A.ID (filter), B.ID (filter), B.K (filter)

== nested joins in parentheses | postgres
SELECT a.x, c.z FROM a LEFT JOIN (b JOIN c ON b.cid = c.id) ON a.id = b.aid
---
x <- a.x
z <- c.z
rows <- b.cid (join), c.id (join), a.id (join), b.aid (join)

== an alias of a join in parentheses | postgres
schema: a(id, x); b(id, y)
SELECT j.x, j.y FROM (a JOIN b USING (id)) AS j WHERE j.id > 1
---
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join), a.id (filter)

== lateral subquery | postgres
SELECT a.id, l.v FROM a LEFT JOIN LATERAL (SELECT b.v FROM b WHERE b.aid = a.id ORDER BY b.ts DESC LIMIT 1) l ON TRUE
---
id <- a.id
v <- b.v
rows <- b.aid (filter), a.id (filter), b.ts (sort)

== lateral subquery sees aliases of earlier laterals | postgres
SELECT l2.w FROM a, LATERAL (SELECT a.x + 1 AS v) l1, LATERAL (SELECT l1.v * 2 AS w) l2
---
w <- a.x (transformation)

== self join | postgres
SELECT e.name, m.name AS boss FROM emp e LEFT JOIN emp m ON e.mgr = m.id
---
name <- emp.name
boss <- emp.name
rows <- emp.mgr (join), emp.id (join)

== the same table in two schemas | postgres
SELECT s1.t.a, s2.t.b FROM s1.t JOIN s2.t ON s1.t.id = s2.t.id
---
a <- s1.t.a
b <- s2.t.b
rows <- s1.t.id (join), s2.t.id (join)

== STRAIGHT_JOIN | mysql
SELECT a.x, b.y FROM a STRAIGHT_JOIN b ON a.id = b.id
---
x <- a.x
y <- b.y
rows <- a.id (join), b.id (join)

== positional join | duckdb
SELECT a.x, b.y FROM a POSITIONAL JOIN b
---
x <- a.x
y <- b.y

== comma join and USING mixed | mysql
schema: a(id, x); b(id, y); c(cid, z)
SELECT x, y, z FROM a JOIN b USING (id), c WHERE c.cid = a.id
---
x <- a.x
y <- b.y
z <- c.z
rows <- a.id (join), b.id (join), c.cid (filter), a.id (filter)

== MATCH_RECOGNIZE | snowflake
SELECT * FROM ticks MATCH_RECOGNIZE (PARTITION BY sym ORDER BY ts MEASURES FIRST(a.ts) AS t0, LAST(b.price) AS p1 ONE ROW PER MATCH PATTERN (a b+) DEFINE b AS b.price > a.price) m
---
SYM <- TICKS.SYM
T0 <- TICKS.TS (aggregation)
P1 <- TICKS.PRICE (aggregation)
rows <- TICKS.SYM (window), TICKS.TS (window), TICKS.PRICE (filter)

== MATCH_RECOGNIZE, matches by alias | trino
SELECT m.sym, m.p1 FROM ticks MATCH_RECOGNIZE (PARTITION BY sym ORDER BY ts MEASURES LAST(b.price) AS p1 ONE ROW PER MATCH PATTERN (a b+) DEFINE b AS price > PREV(price)) AS m
---
sym <- ticks.sym
p1 <- ticks.price (aggregation)
rows <- ticks.sym (window), ticks.ts (window), ticks.price (filter)

== TABLESAMPLE | postgres, spark, bigquery
SELECT a FROM t TABLESAMPLE BERNOULLI (10)
---
a <- t.a

== sample of a subquery | duckdb
SELECT q.a FROM (SELECT a, b FROM t) q USING SAMPLE 10%
---
a <- t.a

== time travel | snowflake
SELECT a.x, b.x AS was FROM t a JOIN t BEFORE (STATEMENT => '8e5d0ca9') b ON a.id = b.id
---
X <- T.X
WAS <- T.X
rows <- T.ID (join)

== time travel | bigquery
SELECT a FROM t FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR)
---
a <- t.a

== time travel | databricks, spark
SELECT a FROM t VERSION AS OF 12
---
a <- t.a

== time travel | tsql
SELECT a FROM dbo.t FOR SYSTEM_TIME AS OF '2024-01-01'
---
a <- dbo.t.a

== time travel | trino
SELECT a FROM t FOR VERSION AS OF 8954597067493422955
---
a <- t.a

== flashback | oracle
SELECT a FROM t AS OF TIMESTAMP (SYSTIMESTAMP - INTERVAL '1' HOUR)
---
A <- T.A

== FINAL | clickhouse
SELECT a, b FROM t FINAL WHERE c = 1
---
a <- t.a
b <- t.b
rows <- t.c (filter)

== PREWHERE | clickhouse
SELECT a FROM t PREWHERE c = 1 WHERE d = 2
---
a <- t.a
rows <- t.c (filter), t.d (filter)

== NOLOCK hints | tsql
SELECT a.x FROM dbo.a WITH (NOLOCK) JOIN dbo.b b WITH (NOLOCK, INDEX(i1)) ON a.id = b.id
---
x <- dbo.a.x
rows <- dbo.a.id (join), dbo.b.id (join)

== CONNECT BY with pseudo-columns | oracle
SELECT id, PRIOR name AS boss, LEVEL AS lvl, SYS_CONNECT_BY_PATH(name, '/') AS p FROM emp START WITH mgr IS NULL CONNECT BY PRIOR id = mgr ORDER SIBLINGS BY hired
---
ID <- EMP.ID
BOSS <- EMP.NAME (transformation)
P <- EMP.NAME (transformation)
rows <- EMP.MGR (filter), EMP.ID (join), EMP.MGR (join), EMP.HIRED (sort)

== ROWNUM | oracle
SELECT * FROM (SELECT a, ROWNUM AS rn FROM t ORDER BY b) WHERE rn <= 10
---
A <- T.A
rows <- T.B (sort)

== CROSS JOIN LATERAL VALUES | postgres
SELECT t.id, v.n, v.x FROM t CROSS JOIN LATERAL (VALUES ('a', t.a), ('b', t.b)) AS v(n, x)
---
id <- t.id
x <- t.a, t.b

== names of legacy SQL | bigquery
SELECT o.a AS a FROM [my-p:core.orders] o JOIN EACH [core.users@-3600000] u ON u.id = o.id
---
reads: core.users, my-p.core.orders
a <- my-p.core.orders.a
rows <- core.users.id (join), my-p.core.orders.id (join)

== several tables of legacy SQL and an array | bigquery
SELECT x.a AS a, [y.b, y.c] AS both FROM [p:d.x] x, [p:d.y] y
---
reads: p.d.x, p.d.y
a <- p.d.x.a
both <- p.d.y.b (transformation), p.d.y.c (transformation)
