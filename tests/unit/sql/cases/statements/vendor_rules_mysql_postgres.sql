== VALUES() inside an expression is the new row | mysql
INSERT INTO t (a, c) SELECT a, c FROM s ON DUPLICATE KEY UPDATE d = t.d + VALUES(c)
---
reads: s, t
writes: t
t.a <- s.a (identity)
t.c <- s.c (identity)
t.d <- t.d (transformation), s.c (transformation)

== VALUES() as an argument of a function | mysql
INSERT INTO t (a, c) SELECT a, c FROM s ON DUPLICATE KEY UPDATE d = COALESCE(VALUES(c), t.d), e = CONCAT(VALUES(a), 'x')
---
reads: s, t
writes: t
t.a <- s.a
t.c <- s.c
t.d <- s.c, t.d
t.e <- s.a

== VALUES() in parentheses | mysql
INSERT INTO t (a, c) SELECT a, c FROM s ON DUPLICATE KEY UPDATE d = (VALUES(c)), e = 2 * (VALUES(t.a) + 1)
---
reads: s
writes: t
t.a <- s.a
t.c <- s.c
t.d <- s.c (identity)
t.e <- s.a (transformation)

== VALUES() of the assigned column, changed | mysql
INSERT INTO t (a, c) SELECT a, c FROM s ON DUPLICATE KEY UPDATE c = VALUES(c) * 2
---
reads: s
writes: t
t.a <- s.a (identity)
t.c <- s.c (identity), s.c (transformation)

== VALUES() in a condition | mysql
INSERT INTO t (a, d, c) SELECT a, d, c FROM s ON DUPLICATE KEY UPDATE c = IF(VALUES(d) > t.d, VALUES(c), t.c)
---
reads: s, t
writes: t
t.a <- s.a (identity)
t.d <- s.d (identity)
t.c <- s.c (identity), s.c (transformation), t.c (transformation), s.d (conditional), t.d (conditional)

== VALUE() of MariaDB | mysql
INSERT INTO t (a, c) SELECT a, c FROM s ON DUPLICATE KEY UPDATE c = t.c + VALUE(c)
---
reads: s, t
writes: t
t.a <- s.a
t.c <- s.c, t.c

== a function of the name VALUE is no new row elsewhere | mysql
INSERT INTO t (a) SELECT VALUE(c) FROM s
---
reads: s
writes: t
t.a <- s.c

== new row with names for its columns | mysql
INSERT INTO t (a, c) VALUES ((SELECT MAX(x) FROM s), 2), (3, 4) AS new (m, n) ON DUPLICATE KEY UPDATE c = t.c + new.n + m
---
reads: s, t
writes: t
t.a <- s.x
t.c <- t.c, s.x

== new row under a name | mysql
INSERT INTO t (a, c) VALUES ((SELECT MAX(x) FROM s), 2) AS nr ON DUPLICATE KEY UPDATE c = t.c + nr.a
---
reads: s, t
writes: t
t.a <- s.x
t.c <- t.c, s.x

== the words stand in a string | mysql
INSERT INTO t (a, c) SELECT 'ON DUPLICATE KEY UPDATE (VALUES(x', c FROM s
---
reads: s
writes: t
t.c <- s.c

== columns of a definition and of its query meet by name | mysql
CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(20)) SELECT a, b, note FROM src
---
reads: src
writes: t
t.a <- src.a
t.b <- src.b
t.note <- src.note

== columns of a definition in another order | mysql
CREATE TABLE t (b INT, a INT) AS SELECT a, b FROM foo
---
reads: foo
writes: t
t.a <- foo.a
t.b <- foo.b

== a definition without an aggregate's place | mysql
CREATE TABLE t (total DECIMAL(10,2), id INT) SELECT id, SUM(v) AS total FROM x GROUP BY id
---
reads: x
writes: t
t.id <- x.id (identity)
t.total <- x.v (aggregation)
rows <- x.id (group_by)

== a column that only the definition has comes first | mysql
CREATE TEMPORARY TABLE t (m INT) SELECT n FROM foo; INSERT INTO o (x, y) SELECT * FROM t
---
reads: foo
writes: o
o.y <- foo.n

== a definition before a star over an unknown table | mysql
CREATE TEMPORARY TABLE t (id INT AUTO_INCREMENT PRIMARY KEY) SELECT * FROM src; INSERT INTO o (a) SELECT a FROM t
---
reads: src
writes: o
o.a <- src.a

== columns of a view go by position | mysql
CREATE VIEW v (x, y) AS SELECT a, b FROM s
---
reads: s
writes: v
v.x <- s.a
v.y <- s.b

== a temporary table by its schema | sqlite, duckdb
CREATE TEMP TABLE r AS SELECT id FROM tx; INSERT INTO o (id) SELECT id FROM temp.r; DROP TABLE temp.r
---
reads: tx
writes: o
o.id <- tx.id

== a temporary table made in its schema, read without | sqlite, duckdb
DROP TABLE IF EXISTS temp.r; CREATE TABLE temp.r AS SELECT id FROM tx; INSERT INTO o (id) SELECT id FROM r
---
reads: tx
writes: o
o.id <- tx.id

== a temporary table by its schema, beside a default schema | postgres
default: public
CREATE TEMP TABLE r AS SELECT id FROM tx; INSERT INTO o (id) SELECT id FROM pg_temp.r; DROP TABLE pg_temp.r
---
reads: public.tx
writes: public.o
public.o.id <- public.tx.id

== a temporary table made by SELECT INTO in its schema | postgres
SELECT id INTO pg_temp.r FROM tx; INSERT INTO o (id) SELECT id FROM r
---
reads: tx
writes: o
o.id <- tx.id

== a temporary table of DuckDB by database and schema | duckdb
CREATE TEMP TABLE r AS SELECT id FROM tx; INSERT INTO o (id) SELECT id FROM temp.main.r
---
reads: tx
writes: o
o.id <- tx.id

== a temporary table that another text made | sqlite
INSERT INTO o (id) SELECT id FROM temp.r
---
reads: temp.r
writes: o
o.id <- temp.r.id

== what decides deleted rows decides those that are kept elsewhere | postgres
WITH m AS (DELETE FROM e WHERE d < 1 RETURNING id) INSERT INTO arch (id) SELECT id FROM m
---
reads: e
writes: e, arch
arch.id <- e.id
rows <- e.d (filter)

== OUTPUT of deleted rows | tsql
DELETE FROM e OUTPUT deleted.id INTO arch (id) WHERE d < 1
---
reads: e
writes: e, arch
arch.id <- e.id
rows <- e.d (filter)

== assignments from left to right | mysql
UPDATE t SET a = (SELECT MAX(x) FROM s), b = a + 1
---
reads: s
writes: t
t.a <- s.x
t.b <- s.x

== assignments that all see the old row | postgres
UPDATE t SET a = (SELECT MAX(x) FROM s), b = a + 1
---
reads: s, t
writes: t
t.a <- s.x
t.b <- t.a

== assignments to several tables have no order | mysql
UPDATE t JOIN s ON s.k = t.k SET t.a = s.x, t.b = t.a * 2
---
reads: s, t
writes: t
t.a <- s.x
t.b <- t.a

== assignments of an upsert from left to right | mysql
INSERT INTO t (a, c) SELECT a, c FROM s ON DUPLICATE KEY UPDATE c = VALUES(c), d = c + 1
---
reads: s
writes: t
t.a <- s.a
t.c <- s.c
t.d <- s.c

== columns that XMLTABLE lists | postgres, oracle
INSERT INTO o SELECT x.* FROM d, XMLTABLE('/r/i' PASSING d.doc COLUMNS id int PATH '@id', nm varchar(9) PATH 'n') x
---
reads: d
writes: o
o.id <- d.doc
o.nm <- d.doc

== columns of nested paths | postgres, mysql
INSERT INTO o SELECT jt.* FROM d, JSON_TABLE(d.j, '$[*]' COLUMNS (rn FOR ORDINALITY, id INT PATH '$.id', NESTED PATH '$.c[*]' COLUMNS (k INT PATH '$.k', NESTED '$.y' COLUMNS (z INT PATH '$')))) jt
---
reads: d
writes: o
o.rn <- d.j
o.id <- d.j
o.k <- d.j
o.z <- d.j

== what stands for missing values in JSON_TABLE | mysql, postgres
INSERT INTO o (w, z, k) SELECT jt.w, jt.z, jt.k FROM d, JSON_TABLE(d.j, '$[*]' COLUMNS (w INT PATH '$.w' DEFAULT '0' ON EMPTY NULL ON ERROR, z INT EXISTS PATH '$.q', k INT PATH '$.k' ERROR ON EMPTY ERROR ON ERROR)) AS jt
---
reads: d
writes: o
o.w <- d.j
o.z <- d.j
o.k <- d.j

== fields of a record of a table's type | postgres
schema: o(x, y)
INSERT INTO o SELECT (json_populate_record(null::o, r.j)).* FROM r
---
reads: r
writes: o
o.x <- r.j
o.y <- r.j

== rows of a table's type | postgres
schema: o(x, y)
INSERT INTO o SELECT p.* FROM r, jsonb_populate_recordset(null::o, r.j) AS p
---
reads: r
writes: o
o.x <- r.j
o.y <- r.j

== rows of an unknown type | postgres
INSERT INTO o (x) SELECT sku FROM jsonb_populate_recordset(null::item, (SELECT j FROM r))
---
reads: r
writes: o
o.x <- r.j

== fields of a composite value | postgres
CREATE TABLE o AS WITH c AS (SELECT id, (rec).* FROM t) SELECT id, sku FROM c
---
reads: t
writes: o
o.id <- t.id
o.sku <- t.rec

== all fields of a value of unknown type | postgres
INSERT INTO o SELECT id, (rec).* FROM t
---
reads: t
writes: o
o.id <- t.id
! unresolved

== all fields of the pairs of a map | postgres
CREATE TABLE o AS SELECT id, (each(h)).* FROM t
---
reads: t
writes: o
o.id <- t.id
o.key <- t.h
o.value <- t.h

== a variable as a parameter of a prepared statement | mysql
SET @m = (SELECT MAX(ld) FROM w); PREPARE st FROM 'INSERT INTO o (a) SELECT a FROM s WHERE id > ?'; EXECUTE st USING @m
---
reads: w, s
writes: o
o.a <- s.a
rows <- s.id (filter), w.ld (filter)

== the key of every table | sqlite
CREATE TABLE t2 AS SELECT rowid AS rid, a FROM t WHERE _rowid_ > 3
---
reads: t
writes: t2
t2.rid <- t.rowid
t2.a <- t.a
rows <- t._rowid_ (filter)

== the key of a table whose columns are known | sqlite
schema: t(a); u(b)
INSERT INTO o (a) SELECT rowid FROM t WHERE a IN (SELECT rowid FROM u)
---
reads: t, u
writes: o
o.a <- t.rowid
rows <- t.a (filter), u.rowid (filter)

== options of a virtual table | sqlite
CREATE VIRTUAL TABLE f USING fts5(title UNINDEXED, body, content='docs'); INSERT INTO f (title, body) SELECT a, b FROM d; INSERT INTO o (t) SELECT title FROM f ORDER BY rank
---
reads: d, f
writes: f, o
f.title <- d.a
f.body <- d.b
o.t <- f.title
rows <- f.rank (sort)

== the order of an UPDATE is that of the old rows | mysql
UPDATE t SET a = (SELECT MAX(x) FROM s) ORDER BY a LIMIT 1
---
reads: s
may read: t
writes: t
t.a <- s.x
rows <- t.a (sort)
