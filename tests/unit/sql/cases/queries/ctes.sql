== a CTE hides a table of its name | postgres, bigquery, tsql, spark
WITH src AS (SELECT a FROM other.src) SELECT a FROM src
---
a <- other.src.a

== a non-recursive CTE reads the table of its own name | postgres, bigquery, duckdb, mysql
WITH src AS (SELECT a FROM src WHERE b > 1) SELECT a FROM src
---
a <- src.a
rows <- src.b (filter)

== a CTE that reads the table of its own name, in an engine without the word RECURSIVE | tsql
WITH src AS (SELECT a FROM dbo.src) SELECT a FROM src
---
a <- dbo.src.a

== a nested WITH hides the outer one, only inside | postgres, duckdb, trino
WITH x AS (SELECT a FROM t1)
SELECT q.a, x.a AS b FROM (WITH x AS (SELECT a FROM t2) SELECT a FROM x) q JOIN x ON TRUE
---
a <- t2.a
b <- t1.a

== a CTE of a subquery is not seen outside of it | postgres
SELECT q.a, x.a AS b FROM (WITH x AS (SELECT a FROM t2) SELECT a FROM x) q, x
---
a <- t2.a
b <- x.a

== a CTE sees those before it, not those behind it | postgres, bigquery, spark
WITH a AS (SELECT k FROM b), b AS (SELECT k FROM c) SELECT a.k AS ak, b.k AS bk FROM a, b
---
ak <- b.k
bk <- c.k

== under RECURSIVE a CTE may come before what it reads | postgres
WITH RECURSIVE a AS (SELECT k FROM b), b AS (SELECT k FROM c) SELECT k FROM a
---
k <- c.k

== a schema-qualified table is never the CTE | postgres, tsql
WITH src AS (SELECT a FROM t) SELECT src.a, s.b FROM src, dbo.src AS s
---
a <- t.a
b <- dbo.src.b

== CTE in EXISTS | postgres
SELECT a FROM t WHERE EXISTS (WITH c AS (SELECT k FROM u) SELECT 1 FROM c WHERE c.k = t.k)
---
a <- t.a
rows <- u.k (filter), t.k (filter)

== CTE columns by its list | postgres
WITH c (x, y) AS (SELECT a, b + 1 FROM t) SELECT y, x FROM c
---
x <- t.a
y <- t.b (transformation)

== CTE used twice | postgres
WITH c AS (SELECT id, SUM(v) AS s FROM t GROUP BY id) SELECT a.s - b.s AS d FROM c a JOIN c b ON a.id = b.id
---
d <- t.v (aggregation)
rows <- t.id (group by), t.id (join)

== recursion carries columns along | postgres, sqlite, duckdb, mysql, trino
WITH RECURSIVE tree (id, boss, path) AS (
  SELECT id, mgr, name FROM emp WHERE mgr IS NULL
  UNION ALL
  SELECT e.id, e.mgr, CONCAT(t.path, e.name) FROM emp e JOIN tree t ON e.mgr = t.id)
SELECT id, boss, path FROM tree
---
id <- emp.id
boss <- emp.mgr
path <- emp.name (transformation)
rows <- emp.mgr (filter), emp.mgr (join), emp.id (join)

== a counter of a recursion has no source | postgres, duckdb
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n
---

== recursion without the word | tsql
WITH tree AS (SELECT id, mgr FROM dbo.emp WHERE mgr IS NULL UNION ALL SELECT e.id, e.mgr FROM dbo.emp e JOIN tree t ON e.mgr = t.id) SELECT id FROM tree
---
id <- dbo.emp.id
rows <- dbo.emp.mgr (filter), dbo.emp.mgr (join), dbo.emp.id (join)

== recursion without the word | oracle
WITH tree (id, lvl) AS (SELECT id, 1 FROM emp WHERE mgr IS NULL UNION ALL SELECT e.id, t.lvl + 1 FROM emp e JOIN tree t ON e.mgr = t.id) SELECT id, lvl FROM tree
---
ID <- EMP.ID
rows <- EMP.MGR (filter), EMP.MGR (join), EMP.ID (join)

== recursion with several branches | sqlite, duckdb, tsql
WITH RECURSIVE walk AS (
  SELECT id, v FROM a
  UNION ALL SELECT e.dst, w.v FROM edges e JOIN walk w ON e.src = w.id
  UNION ALL SELECT f.dst, f.v FROM flights f JOIN walk w ON f.src = w.id)
SELECT id, v FROM walk
---
id <- a.id, edges.dst, flights.dst
v <- a.v, flights.v
rows <- edges.src (join), a.id (join), edges.dst (join), flights.src (join), flights.dst (join)

== recursion that rotates columns | postgres
WITH RECURSIVE r AS (SELECT a, b, c FROM t UNION ALL SELECT b, c, a FROM r) SELECT a FROM r
---
a <- t.a, t.b, t.c

== SEARCH and CYCLE add columns | postgres
WITH RECURSIVE r (id, up) AS (SELECT id, up FROM t UNION ALL SELECT t.id, t.up FROM t JOIN r ON t.up = r.id) SEARCH DEPTH FIRST BY id SET ord CYCLE id SET looped USING path
SELECT id, ord, looped FROM r ORDER BY ord
---
id <- t.id
rows <- t.up (join), t.id (join)

== MATERIALIZED | postgres
WITH c AS MATERIALIZED (SELECT a FROM t), d AS NOT MATERIALIZED (SELECT a FROM c) SELECT a FROM d
---
a <- t.a

== data-modifying CTE | postgres
WITH gone AS (DELETE FROM t WHERE old RETURNING id, v) SELECT id, v FROM gone
---
rows <- t.old (filter)

== WITH expression AS name | clickhouse
WITH x + y AS s SELECT s, s * 2 AS d FROM t WHERE s > 3
---
s <- t.x (transformation), t.y (transformation)
d <- t.x (transformation), t.y (transformation)
rows <- t.x (filter), t.y (filter)

== WITH scalar subquery AS name | clickhouse
WITH (SELECT max(v) FROM u) AS m SELECT a / m AS r FROM t
---
r <- t.a (transformation), u.v (aggregation)

== WITH inside a set operation's side | postgres
SELECT a FROM t UNION ALL (WITH c AS (SELECT b FROM u) SELECT b FROM c)
---
a <- t.a, u.b

== WITH in front of a chain belongs to all of it | postgres, bigquery
WITH c AS (SELECT a FROM t) SELECT a FROM c UNION ALL SELECT a FROM c UNION ALL SELECT a FROM u
---
a <- t.a, u.a

== star over a star over an unknown table | postgres
WITH c AS (SELECT * FROM t), d AS (SELECT * FROM c) SELECT a, b + 1 AS b FROM d
---
a <- t.a
b <- t.b (transformation)

== names of CTEs in other cases | postgres, tsql, bigquery
WITH Foo AS (SELECT a FROM t) SELECT a FROM FOO
---
a <- t.a

== many CTEs of other dialect: values | bigquery
WITH c AS (SELECT 1 AS id, 'x' AS n UNION ALL SELECT 2, 'y') SELECT c.n, t.v FROM t JOIN c USING (id)
---
v <- t.v
rows <- t.id (join)
