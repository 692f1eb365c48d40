== UNION by position | postgres, bigquery, tsql
SELECT a, b FROM t UNION ALL SELECT y, x FROM u
---
a <- t.a, u.y
b <- t.b, u.x

== UNION groups by all columns | postgres
SELECT a FROM t UNION SELECT b FROM u
---
a <- t.a, u.b
rows <- t.a (group by), u.b (group by)

== UNION BY NAME | duckdb
SELECT a, b FROM t UNION ALL BY NAME SELECT b, c FROM u
---
a <- t.a
b <- t.b, u.b
c <- u.c

== UNION ALL BY NAME | bigquery
SELECT a, b FROM t UNION ALL BY NAME SELECT b, a FROM u
---
a <- t.a, u.a
b <- t.b, u.b

== CORRESPONDING keeps common columns | bigquery
SELECT a, b FROM t INNER UNION ALL BY NAME SELECT b, c FROM u
---
b <- t.b, u.b
reads: t, u

== EXCEPT: the right side decides rows only | postgres, duckdb
SELECT a FROM t EXCEPT SELECT b FROM u
---
a <- t.a
rows <- t.a (filter), u.b (filter)

== INTERSECT: the right side decides rows only | postgres
SELECT a, k FROM t INTERSECT SELECT b, l FROM u WHERE z
---
a <- t.a
k <- t.k
rows <- t.a (filter), t.k (filter), u.b (filter), u.l (filter), u.z (filter)

== EXCEPT DISTINCT | bigquery
SELECT a FROM t EXCEPT DISTINCT SELECT b FROM u
---
a <- t.a
rows <- t.a (filter), u.b (filter)

== MINUS | oracle
SELECT a FROM t MINUS SELECT b FROM u
---
A <- T.A
rows <- T.A (filter), U.B (filter)

== MINUS | spark
SELECT a FROM t MINUS SELECT b FROM u
---
a <- t.a
rows <- t.a (filter), u.b (filter)

== INTERSECT binds tighter than UNION | postgres
SELECT a FROM t UNION ALL SELECT b FROM u INTERSECT SELECT c FROM v
---
a <- t.a, u.b
rows <- u.b (filter), v.c (filter)

== ORDER BY behind a UNION | postgres
SELECT a, b FROM t UNION ALL SELECT x, y FROM u ORDER BY b LIMIT 3
---
a <- t.a, u.x
b <- t.b, u.y
rows <- t.b (sort), u.y (sort)

== ORDER BY position behind a UNION | tsql
SELECT a FROM t UNION ALL SELECT x FROM u ORDER BY 1
---
a <- t.a, u.x
rows <- t.a (sort), u.x (sort)

== UNION in a subquery in parentheses | postgres
SELECT q.a FROM ((SELECT a FROM t) UNION ALL (SELECT b FROM u LIMIT 2)) AS q WHERE q.a > 0
---
a <- t.a, u.b
rows <- t.a (filter), u.b (filter)

== UNION of different kinds of edges | postgres
SELECT SUM(a) AS n FROM t UNION ALL SELECT MD5(b) FROM u UNION ALL SELECT c FROM v
---
n <- t.a (aggregation), u.b (masked transformation), v.c

== UNION with a star over an unknown table is reported | postgres
SELECT * FROM t UNION ALL SELECT a FROM u
---
reads: t, u
! unresolved

== UNION with stars over known tables | postgres
schema: t(a, b); u(c, d)
SELECT * FROM t UNION ALL SELECT * FROM u
---
a <- t.a, u.c
b <- t.b, u.d

== UNION of different widths is reported | postgres
SELECT a, b FROM t UNION ALL SELECT x FROM u
---
a <- t.a, u.x
b <- t.b
! unresolved

== VALUES as a table | postgres, tsql
SELECT v.a, t.b FROM (VALUES (1, 'x'), (2, 'y')) AS v(a, n) JOIN t ON t.k = v.n
---
b <- t.b
rows <- t.k (join)

== VALUES columns by position names | snowflake
SELECT column1 AS a, $2 AS b FROM VALUES (1, 'x'), (2, 'y')
---

== VALUES of columns | postgres
SELECT t.id, v.x FROM t, LATERAL (VALUES (t.a), (t.b)) v(x)
---
id <- t.id
x <- t.a, t.b

== TABLE command | postgres
schema: t(a, b)
TABLE t
---
a <- t.a
b <- t.b

== FROM first | duckdb
FROM t SELECT a, b WHERE c > 1
---
a <- t.a
b <- t.b
rows <- t.c (filter)

== FROM without SELECT | duckdb
schema: t(a, b)
FROM t
---
a <- t.a
b <- t.b
