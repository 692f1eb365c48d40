== exasol select into table | exasol
SELECT a INTO TABLE o FROM s
---
reads: s
writes: o
o.a <- s.a

== redshift json super functions | redshift
INSERT INTO o SELECT JSON_PARSE(t.raw) AS j, t.s.a.b AS ab, t.s.l[0].x AS lx, OBJECT('k', t.v) AS ob FROM t
---
reads: t
writes: o
o.j <- t.raw
o.ab <- t.s
o.lx <- t.s
o.ob <- t.v

== snowflake lateral alias and qualify in view | snowflake
CREATE VIEW v AS SELECT id, UPPER(nm) AS u, u || '!' AS w, ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts DESC) AS rn FROM t QUALIFY rn = 1
---
reads: t
writes: v
v.id <- t.id (identity)
v.u <- t.nm (transformation)
v.w <- t.nm (transformation)
v.rn <- t.id (window), t.ts (window)
rows <- t.id (window), t.ts (window)
exact

== postgres generated series left join | postgres
INSERT INTO o (d, n) SELECT g.d, count(e.id) FROM generate_series(now() - interval '7 day', now(), '1 day') AS g(d) LEFT JOIN ev e ON e.ts::date = g.d::date GROUP BY g.d
---
reads: ev
writes: o
o.n <- ev.id (aggregation)
rows <- ev.ts (join)
exact

== tsql json path query subselect | tsql
INSERT INTO dbo.o (id, js) SELECT c.id, (SELECT o.id, o.amt FROM dbo.orders o WHERE o.cid = c.id FOR JSON PATH) FROM dbo.cust c
---
reads: dbo.orders, dbo.cust
writes: dbo.o
dbo.o.id <- dbo.cust.id
dbo.o.js <- dbo.orders.id, dbo.orders.amt

== databricks lateral column alias and map filter | databricks
INSERT INTO c.s.o SELECT map_filter(m, (k, v) -> v > lim) AS mf, zip_with(a, b, (x, y) -> x + y + z) AS zw, array_sort(arr, (l, r) -> l.ts - r.ts) AS srt FROM c.s.t
---
reads: c.s.t
writes: c.s.o
c.s.o.mf <- c.s.t.m, c.s.t.lim (conditional)
c.s.o.zw <- c.s.t.a, c.s.t.b, c.s.t.z
c.s.o.srt <- c.s.t.arr

== trino window frames and named rows | trino
SELECT id, sum(v) OVER w AS s, nth_value(v, 2) IGNORE NULLS OVER w AS n FROM t WINDOW w AS (PARTITION BY id ORDER BY ts RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW)
---
reads: t
id <- t.id (identity)
s <- t.v (aggregation), t.id (window), t.ts (window)
n <- t.v (transformation), t.id (window), t.ts (window)
exact

== mysql update with subquery join and session var | mysql
SET @m := (SELECT MAX(d) FROM runs); UPDATE t JOIN (SELECT id, SUM(v) AS v FROM s WHERE d > @m GROUP BY id) q USING (id) SET t.v = q.v, t.d = @m
---
reads: runs, s
may read: t
writes: t
t.v <- s.v
t.d <- runs.d

== oracle insert with function in with clause and dual | oracle
INSERT INTO o (a, b) SELECT s.NEXTVAL, NVL((SELECT MAX(x) FROM t), 0) FROM dual
---
reads: t
writes: o
o.b <- t.x

== clickhouse subquery in with and final join using | clickhouse
INSERT INTO d.o WITH act AS (SELECT id FROM d.u FINAL WHERE st = 1) SELECT e.id, any(e.v) AS v FROM d.e AS e INNER JOIN act USING id GROUP BY e.id
---
reads: d.u, d.e
writes: d.o
d.o.id <- d.e.id (identity)
d.o.v <- d.e.v (aggregation)
rows <- d.u.st (filter), d.e.id (join), d.u.id (join), d.e.id (group_by)
exact

== bigquery array of struct flatten and safe offset | bigquery
CREATE TABLE d.o AS SELECT e.user_pseudo_id, (SELECT p.value.string_value FROM UNNEST(e.event_params) p WHERE p.key = 'page') AS page, e.items[SAFE_OFFSET(0)].item_id AS item FROM d.ev e
---
reads: d.ev
writes: d.o
d.o.user_pseudo_id <- d.ev.user_pseudo_id
d.o.page <- d.ev.event_params
d.o.item <- d.ev.items

== athena json and try | athena
INSERT INTO db.o SELECT json_extract_scalar(j, '$.a') AS a, TRY(CAST(b AS integer)) AS b, from_iso8601_timestamp(c) AS c, cardinality(d) AS d, e[1] AS e FROM db.t
---
reads: db.t
writes: db.o
db.o.a <- db.t.j
db.o.b <- db.t.b
db.o.c <- db.t.c
db.o.d <- db.t.d
db.o.e <- db.t.e

== hive case and nvl with map | hive
INSERT INTO o SELECT CASE WHEN m['k'] = 'x' THEN a ELSE b END AS c, nvl(d, e) AS n, str_to_map(f)['g'] AS h, if(i > 0, j, k) AS l FROM t
---
reads: t
writes: o
o.c <- t.a, t.b, t.m (conditional)
o.n <- t.d, t.e
o.h <- t.f
o.l <- t.j, t.k, t.i (conditional)

== sqlite row values and iif | sqlite
UPDATE t SET (a, b) = (SELECT x, y FROM s WHERE s.id = t.id), c = iif(d > 1, e, f) WHERE rowid IN (SELECT rowid FROM t2)
---
reads: s, t2, t
writes: t
t.a <- s.x
t.b <- s.y
t.c <- t.e, t.f, t.d (conditional)

== vertica select with analytic limit and within | vertica
CREATE TABLE o AS SELECT k, APPROXIMATE_PERCENTILE(v USING PARAMETERS percentile=0.5) AS p, LISTAGG(n USING PARAMETERS separator=',', max_length=100) AS l FROM t GROUP BY k
---
reads: t
writes: o
o.k <- t.k
o.p <- t.v (aggregation)
o.l <- t.n (aggregation)

== teradata pivot and td functions | teradata
SELECT * FROM (SELECT id, q, v FROM db.t) src PIVOT (SUM(v) AS s FOR q IN ('Q1' AS q1, 'Q2' AS q2)) p
---
reads: db.t
id <- db.t.id
q1_s <- db.t.v (aggregation), db.t.q (conditional)
q2_s <- db.t.v (aggregation), db.t.q (conditional)
