== an alias goes before a column of its name | clickhouse
schema: src(a, b)
INSERT INTO o (x, y) SELECT a + 1 AS b, b * 2 AS c FROM src;
INSERT INTO p (x, y) SELECT b * 2 AS c, a + 1 AS b FROM src;
---
reads: src
writes: o, p
o.x <- src.a
o.y <- src.a
p.x <- src.a
p.y <- src.a

== an alias goes before a column in where | clickhouse
schema: src(a, b)
SELECT a + 1 AS b FROM src WHERE b > 3;
---
reads: src
writes:
b <- src.a
rows <- src.a (filter)
exact

== an alias goes before a column in group by | clickhouse
schema: src(k, g)
SELECT upper(k) AS g FROM src GROUP BY g;
---
reads: src
writes:
g <- src.k
rows <- src.k (group_by)
exact

== in its own expression an alias is a column | clickhouse
schema: src(k, a)
SELECT upper(k) AS k, sum(a) AS a FROM src WHERE k = 'x' GROUP BY k HAVING a > 3;
---
reads: src
writes:
k <- src.k
a <- src.a
rows <- src.k (filter), src.a (filter), src.k (group_by)
exact

== an alias of an aggregate is not meant in where | clickhouse
schema: src(k, a, b)
SELECT sum(a) AS b FROM src WHERE b > 1 GROUP BY k HAVING b > 5;
---
reads: src
writes:
b <- src.a
rows <- src.b (filter), src.a (filter), src.k (group_by)
exact

== columns go before aliases on request | clickhouse
schema: src(a, b)
SELECT a + 1 AS b FROM src WHERE b > 3 SETTINGS prefer_column_name_to_alias = 1;
---
reads: src
writes:
b <- src.a
rows <- src.b (filter)
exact

== a qualified name is a column, a parameter of a lambda neither | clickhouse
schema: src(a, b, xs)
INSERT INTO o (x, y, z) SELECT a + 1 AS b, s.b AS c, arrayMap(b -> b + 1, xs) AS d FROM src AS s;
---
reads: src
writes: o
o.x <- src.a
o.y <- src.b
o.z <- src.xs

== aliases that are made of each other | clickhouse
schema: src(a, b)
INSERT INTO o (x, y) SELECT a AS b, b AS a FROM src;
---
reads: src
writes: o
! ambiguous

== columns of a join under the names of their tables | clickhouse
schema: a(id, x); b(id, y)
CREATE TABLE o ENGINE = Memory AS SELECT * FROM a LEFT JOIN b ON a.id = b.id;
INSERT INTO p (m, n) SELECT id, b.id FROM (SELECT * FROM a LEFT JOIN b ON a.id = b.id);
---
reads: a, b
writes: o, p
o.id <- a.id
o.x <- a.x
o.b.id <- b.id
o.y <- b.y
p.m <- a.id
p.n <- b.id

== columns that a join merges | clickhouse
schema: a(id, x); b(id, x)
CREATE TABLE o ENGINE = Memory AS SELECT * FROM a AS l JOIN b AS r USING (id);
---
reads: a, b
writes: o
o.id <- a.id
o.x <- a.x
o.r.x <- b.x

== a materialized view gives its table columns by name | clickhouse
schema: src(k, a); tgt(s, k)
CREATE MATERIALIZED VIEW mv TO tgt AS SELECT k AS kk, a AS s FROM src;
---
reads: src
writes: tgt
tgt.s <- src.a

== an expression without a name in a materialized view | clickhouse
schema: src(k, a); tgt(k, s)
CREATE MATERIALIZED VIEW mv TO tgt AS SELECT k, sum(a) FROM src GROUP BY k;
---
reads: src
writes: tgt
tgt.k <- src.k

== tables whose names differ by case only | clickhouse
schema: Src(id, A); src(id, a)
INSERT INTO o (x, y) SELECT A, a FROM Src JOIN src USING (id);
---
reads: src, src
writes: o
o.x <- src.a
o.y <- src.a

== parameters of a lambda without parentheses | clickhouse
schema: src(k)
SELECT arrayFold(acc, v -> acc + v, k, 0) AS z FROM src;
---
reads: src
writes:
z <- src.k

== elements of a tuple | clickhouse
INSERT INTO o (x, y) SELECT tupleElement(t, 2), t.1 FROM (SELECT (p, q) AS t FROM src);
INSERT INTO o2 (x) SELECT tupleElement(t, 'b') FROM (SELECT CAST((p, q) AS Tuple(a Int32, b Int32)) AS t FROM src);
---
reads: src
writes: o, o2
o.x <- src.q
o.y <- src.p
o2.x <- src.q
