== EXCLUDE and RENAME | snowflake
schema: t(a, b, c)
SELECT * EXCLUDE (b) RENAME (c AS d) FROM t
---
A <- T.A
D <- T.C

== EXCLUDE of one column without parentheses | snowflake
schema: t(a, b, c)
SELECT * EXCLUDE b FROM t
---
A <- T.A
C <- T.C

== REPLACE | snowflake
schema: t(a, b)
SELECT * REPLACE (UPPER(a) AS a) FROM t
---
A <- T.A (transformation)
B <- T.B

== ILIKE | snowflake
schema: t(id, cust_id, name)
SELECT * ILIKE '%id' FROM t
---
ID <- T.ID
CUST_ID <- T.CUST_ID

== EXCEPT and REPLACE | bigquery
schema: t(a, b, c)
SELECT * EXCEPT (b) REPLACE (a + 1 AS a) FROM t
---
a <- t.a (transformation)
c <- t.c

== EXCEPT | databricks, clickhouse
schema: t(a, b, c)
SELECT * EXCEPT (b) FROM t
---
a <- t.a
c <- t.c

== EXCLUDE, REPLACE and RENAME | duckdb
schema: t(a, b, c)
SELECT * EXCLUDE (b) REPLACE (a || 'x' AS a) RENAME (c AS d) FROM t
---
a <- t.a (transformation)
d <- t.c

== LIKE of a star | duckdb
schema: t(id, cust_id, name)
SELECT * LIKE '%id' FROM t
---
id <- t.id
cust_id <- t.cust_id

== EXCLUDE | redshift
schema: t(a, b)
SELECT * EXCLUDE b FROM t
---
a <- t.a

== qualified star with EXCEPT in a join | bigquery
schema: t(id, a, b); u(id, c)
SELECT t.* EXCEPT (b), u.* EXCEPT (id) FROM t JOIN u ON t.id = u.id
---
id <- t.id
a <- t.a
c <- u.c
rows <- t.id (join), u.id (join)

== star of one table among two | postgres
schema: t(id, a); u(id, c)
SELECT t.*, u.c FROM t, u
---
id <- t.id
a <- t.a
c <- u.c
reads: t, u

== star qualified by schema | postgres
schema: s.t(id, a)
SELECT s.t.* FROM s.t
---
id <- s.t.id
a <- s.t.a

== star over an unknown table is reported | postgres, bigquery
SELECT * FROM t
---
reads: t
! unresolved

== star over a known and an unknown table is reported | postgres
schema: t(id, a)
SELECT *, b + 1 AS b1 FROM t, u
---
id <- t.id
a <- t.a
b1 <- u.b (transformation)
reads: t, u
! unresolved

== star EXCEPT over an unknown table is reported | bigquery
SELECT * EXCEPT (a) FROM t
---
reads: t
! unresolved

== star REPLACE over an unknown table keeps what is known | bigquery
SELECT * REPLACE (a + b AS a) FROM t
---
a <- t.a (transformation), t.b (transformation)
reads: t
! unresolved

== a column left out by an inner star is not taken from the table | bigquery
SELECT a, b FROM (SELECT * EXCEPT (b) FROM t)
---
a <- t.a
! unresolved

== star through three levels | postgres
schema: t(a, b)
SELECT * FROM (SELECT *, a + 1 AS c FROM (SELECT * FROM t) x) y
---
a <- t.a
b <- t.b
c <- t.a (transformation)

== star of a subquery under column aliases | postgres
SELECT q.x, q.y FROM (SELECT a, b FROM t) AS q (x, y)
---
x <- t.a
y <- t.b

== table under column aliases | postgres
schema: t(a, b)
SELECT q.x, q.b FROM t AS q (x)
---
x <- t.a
b <- t.b

== table of unknown columns under column aliases is reported | postgres
SELECT q.x FROM t AS q (x)
---
reads: t
! unresolved

== struct star | bigquery
SELECT id, payload.* FROM t
---
id <- t.id
! unresolved

== struct star qualified by its table | bigquery
SELECT t.payload.* FROM t
---
reads: t
! unresolved

== COUNT(*) is no star | postgres
SELECT COUNT(*) AS n FROM t
---
reads: t

== OBJECT_CONSTRUCT of a star | snowflake
schema: t(a, b)
SELECT OBJECT_CONSTRUCT(*) AS o FROM t
---
O <- T.A (transformation), T.B (transformation)

== OBJECT_CONSTRUCT of a star over an unknown table is reported | snowflake
SELECT OBJECT_CONSTRUCT(*) AS o FROM t
---
reads: T
! unresolved

== the whole row as a value | postgres
schema: t(a, b)
SELECT to_jsonb(t) AS j, row_to_json(t.*) AS r FROM t
---
j <- t.a (transformation), t.b (transformation)
r <- t.a (transformation), t.b (transformation)

== the whole row of an unknown table is reported | postgres
SELECT to_jsonb(t) AS j FROM t
---
reads: t
! unresolved

== the whole row as a struct | bigquery
schema: t(a, b)
SELECT TO_JSON_STRING(t) AS j, ARRAY_AGG(t LIMIT 1)[OFFSET(0)] AS r FROM t
---
j <- t.a (transformation), t.b (transformation)
r <- t.a (aggregation), t.b (aggregation)

== deduplication by ARRAY_AGG of the whole row | bigquery
schema: t(id, ts, v)
SELECT r.* FROM (SELECT ARRAY_AGG(t ORDER BY ts DESC LIMIT 1)[OFFSET(0)] AS r FROM t GROUP BY id)
---
id <- t.id (aggregation)
id <- t.ts (window)
ts <- t.ts (aggregation)
ts <- t.ts (window)
v <- t.v (aggregation)
v <- t.ts (window)
rows <- t.id (group by)

== COLUMNS with a pattern | duckdb
schema: t(id, m_a, m_b)
SELECT id, COLUMNS('m_.*') FROM t
---
id <- t.id
m_a <- t.m_a
m_b <- t.m_b

== a function of COLUMNS | duckdb
schema: t(a, b)
SELECT MAX(COLUMNS(*)) FROM t
---
a <- t.a (aggregation)
b <- t.b (aggregation)

== COLUMNS with EXCLUDE | duckdb
schema: t(a, b, c)
SELECT COLUMNS(* EXCLUDE (c)) + 1 FROM t
---
a <- t.a (transformation)
b <- t.b (transformation)

== COLUMNS over an unknown table is reported | duckdb
SELECT COLUMNS('m_.*') FROM t
---
reads: t
! unresolved

== SELECT AS STRUCT | bigquery
SELECT ARRAY(SELECT AS STRUCT a, b FROM u WHERE u.k = t.k) AS x FROM t
---
x <- u.a (transformation), u.b (transformation), u.k (filter), t.k (filter)

== struct of columns and its fields | bigquery
SELECT s.x AS x, s.y AS y FROM (SELECT STRUCT(a AS x, b AS y) AS s FROM t)
---
x <- t.a (transformation)
y <- t.b (transformation)

== struct of columns and its star | bigquery
SELECT s.* FROM (SELECT STRUCT(a AS x, b + 1 AS y) AS s FROM t)
---
x <- t.a
y <- t.b (transformation)

== struct of columns and its fields | duckdb
SELECT q.s.x AS x, s.y AS y FROM (SELECT {'x': a, 'y': b} AS s FROM t) q
---
x <- t.a (transformation)
y <- t.b (transformation)

== struct of columns and its fields | spark
SELECT s.x AS x, s.y AS y FROM (SELECT named_struct('x', a, 'y', b) AS s FROM t)
---
x <- t.a (transformation)
y <- t.b (transformation)

== quoted and unquoted references to one column | snowflake
SELECT q.a, q."a" AS low FROM (SELECT x AS a, y AS "a" FROM t) q
---
A <- T.X
LOW <- T.Y

== quoted and unquoted references | postgres
SELECT q.A, q."A" AS up FROM (SELECT x AS a, y AS "A" FROM t) q
---
a <- t.x
up <- t.y

== columns are compared without case | tsql, bigquery, mysql, duckdb, sqlite
schema: t(CustId, Name)
SELECT custid, NAME AS n FROM t
---
custid <- t.CustId
n <- t.Name

== columns are compared without case | spark
SELECT q.ID, q.Nm FROM (SELECT Id, nM FROM t) q
---
id <- t.id
nm <- t.nm
