== the order of an aggregate steers a field of its structs | bigquery
CREATE TABLE o AS SELECT x.v FROM (SELECT ARRAY_AGG(STRUCT(v, w) ORDER BY ts DESC LIMIT 1)[OFFSET(0)] AS x FROM raw.ev GROUP BY id)
---
reads: raw.ev
writes: o
o.v <- raw.ev.v (aggregation)
o.v <- raw.ev.ts (window)
rows <- raw.ev.id (group_by)
exact

== the newest row of each key, by a star of the whole row | bigquery
schema: raw.ev(id, v, ts)
CREATE TABLE o1 AS SELECT ARRAY_AGG(t ORDER BY t.ts DESC LIMIT 1)[OFFSET(0)].* FROM raw.ev t GROUP BY id;
CREATE TABLE o2 AS SELECT AS VALUE ARRAY_AGG(t ORDER BY ts DESC LIMIT 1)[OFFSET(0)] FROM raw.ev t GROUP BY t.id
---
reads: raw.ev
writes: o1, o2
o1.id <- raw.ev.id (aggregation)
o1.v <- raw.ev.v (aggregation)
o1.ts <- raw.ev.ts (aggregation)
o2.id <- raw.ev.id (aggregation)
o2.v <- raw.ev.v (aggregation)
o2.ts <- raw.ev.ts (aggregation)
o1.id <- raw.ev.ts (window)
o1.v <- raw.ev.ts (window)
o1.ts <- raw.ev.ts (window)
o2.id <- raw.ev.ts (window)
o2.v <- raw.ev.ts (window)
o2.ts <- raw.ev.ts (window)

== the newest row of a table of unknown columns, by one field | bigquery
CREATE TABLE o AS SELECT x.v FROM (SELECT ARRAY_AGG(t ORDER BY t.ts DESC LIMIT 1)[OFFSET(0)] AS x FROM raw.ev t GROUP BY t.id)
---
reads: raw.ev
writes: o
o.v <- raw.ev.v (aggregation)
o.v <- raw.ev.ts (window)

== what chooses a struct steers its fields | spark, databricks
CREATE TABLE o AS SELECT x.v FROM (SELECT k, max_by(struct(v, w), ts) AS x FROM t GROUP BY k)
---
reads: t
writes: o
o.v <- t.v (aggregation)
o.v <- t.ts (conditional)

== ANY_VALUE with HAVING chooses a struct | bigquery
CREATE TABLE o AS SELECT x.v FROM (SELECT ANY_VALUE(STRUCT(v, w) HAVING MAX ts) AS x FROM t GROUP BY k)
---
reads: t
writes: o
o.v <- t.v (aggregation)
o.v <- t.ts (conditional)

== a window chooses a struct | bigquery, spark
CREATE TABLE o AS SELECT x.v FROM (SELECT FIRST_VALUE(STRUCT(v, w)) OVER (PARTITION BY k ORDER BY ts) AS x FROM t)
---
reads: t
writes: o
o.v <- t.v (transformation)
o.v <- t.k (window)
o.v <- t.ts (window)

== a named window chooses a struct | bigquery, spark
CREATE TABLE o AS SELECT x.v FROM (SELECT FIRST_VALUE(STRUCT(v, w)) OVER win AS x FROM t WINDOW win AS (PARTITION BY k ORDER BY ts))
---
reads: t
writes: o
o.v <- t.v (transformation)
o.v <- t.k (window)
o.v <- t.ts (window)

== a field of CASE over structs | spark, databricks
CREATE TABLE o AS SELECT x.v, x.w FROM (SELECT CASE WHEN c > 1 THEN struct(v, w) ELSE struct(a, b) END AS x FROM t)
---
reads: t
writes: o
o.v <- t.v (transformation)
o.v <- t.a (transformation)
o.w <- t.w (transformation)
o.w <- t.b (transformation)
o.v <- t.c (conditional)
o.w <- t.c (conditional)

== a field of IF, COALESCE and CASE without ELSE over structs | spark, databricks, bigquery
CREATE TABLE o AS SELECT x.v AS a, y.v AS b, z.v AS c FROM (SELECT IF(c > 1, STRUCT(v AS v, w AS w), NULL) AS x, COALESCE(STRUCT(v AS v, w AS w), STRUCT(q AS v, r AS w)) AS y, CASE k WHEN 1 THEN STRUCT(v AS v, w AS w) END AS z FROM t)
---
reads: t
writes: o
o.a <- t.v
o.b <- t.v, t.q
o.c <- t.v
o.a <- t.c (conditional)
o.c <- t.k (conditional)

== a field of CASE where one branch is not known | spark
CREATE TABLE o AS SELECT x.v FROM (SELECT CASE WHEN c > 1 THEN struct(v, w) ELSE s END AS x FROM t)
---
reads: t
writes: o
o.v <- t.v, t.w, t.s
o.v <- t.c (conditional)

== the conditions of a struct's own query steer its fields | bigquery
CREATE TABLE o AS SELECT x.v FROM (SELECT (SELECT AS STRUCT u.v, u.w FROM u WHERE u.k = t.k) AS x FROM t)
---
reads: t, u
writes: o
o.v <- u.v
o.v <- u.k (filter)
o.v <- t.k (filter)
