== a row's fields under names of their own | trino, athena
schema: src(a, b)
CREATE TABLE o AS SELECT q.f.* AS (u, v) FROM (SELECT CAST(ROW(a, b) AS ROW(x int, y int)) AS f FROM src) AS q;
---
reads: src
writes: o
o.u <- src.a
o.v <- src.b

== fields that are not known come from the row | trino
INSERT INTO o (u, v) SELECT r.f.* AS (u, v) FROM src AS r;
INSERT INTO p (u, v) SELECT (r.f).* AS (u, v) FROM src AS r;
---
reads: src
writes: o, p
o.u <- src.f
o.v <- src.f
p.u <- src.f
p.v <- src.f

== a star under names of its own | trino
schema: src(x, y)
CREATE TABLE o AS SELECT r.* AS (u, v) FROM src AS r;
---
reads: src
writes: o
o.u <- src.x
o.v <- src.y

== a star under names of its own over columns that are not known | trino
CREATE TABLE o AS SELECT r.* AS (u, v) FROM src AS r;
---
reads: src
writes: o
! unresolved

== group by auto | trino
SELECT k, sum(a) AS s FROM src GROUP BY AUTO;
---
reads: src
writes:
k <- src.k
s <- src.a
rows <- src.k (group_by)
exact

== group by a column of the name auto | trino
schema: src(k, a, auto)
SELECT auto, sum(a) AS s FROM src GROUP BY auto;
---
reads: src
writes:
auto <- src.auto
s <- src.a
rows <- src.auto (group_by)
exact

== json_table with names of paths | trino
INSERT INTO x (a, b, c) SELECT o.id, sku, tag FROM orders AS o CROSS JOIN JSON_TABLE(o.doc, 'lax $.items[*]' AS items COLUMNS (sku varchar PATH 'lax $.sku', NESTED PATH 'lax $.tags[*]' AS tags COLUMNS (tag varchar PATH 'lax $'))) AS j;
---
reads: orders
writes: x
x.a <- orders.id
x.b <- orders.doc
x.c <- orders.doc

== branches of a table | trino
INSERT INTO c.s.x @ dev (a, b) SELECT k, v FROM src;
DELETE FROM y@dev WHERE a > 1;
UPDATE z @ "dev 2" SET a = 1;
---
reads: src
may read: y, z
writes: c.s.x, y, z
c.s.x.a <- src.k
c.s.x.b <- src.v

== rename aside after a clean-up | trino, postgres
CREATE TABLE new AS SELECT a FROM s;
DROP TABLE IF EXISTS old;
ALTER TABLE t RENAME TO old;
ALTER TABLE new RENAME TO t;
DROP TABLE old;
---
reads: s
writes: t
t.a <- s.a

== a table that is read before it is dropped and made anew by a rename | trino
INSERT INTO z (a) SELECT a FROM old;
DROP TABLE IF EXISTS old;
ALTER TABLE t RENAME TO old;
DROP TABLE old;
---
reads: old, t
writes: z, old
may read: t
z.a <- old.a

== a table in partitions as an argument | trino
INSERT INTO o (x) SELECT x FROM TABLE(c.s.f(input => TABLE(c.s.src) PARTITION BY a KEEP WHEN EMPTY ORDER BY (b, c), n => 1));
---
reads: c.s.src
writes: o
! unresolved
