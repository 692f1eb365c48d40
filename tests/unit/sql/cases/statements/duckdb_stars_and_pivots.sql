== star not like takes the others | duckdb
schema: src(id, k, m_a, m_b)
CREATE TABLE o AS SELECT * NOT LIKE 'm%' FROM src;
---
reads: src
writes: o
o.id <- src.id
o.k <- src.k

== star not ilike without regard to case | duckdb
schema: src(id, k, m_a, m_b)
CREATE TABLE o AS SELECT * NOT ILIKE 'M%' FROM src;
---
reads: src
writes: o
o.id <- src.id
o.k <- src.k

== qualified star like | duckdb
schema: src(id, m_a); t2(id, m_b)
CREATE TABLE o AS SELECT t2.* LIKE 'm%' FROM src JOIN t2 ON src.id = t2.id;
---
reads: src, t2
writes: o
o.m_b <- t2.m_b

== star similar to finds its expression anywhere | duckdb
schema: src(id, k, m_a, m_b)
CREATE TABLE o AS SELECT * SIMILAR TO '_[ab]' FROM src;
---
reads: src
writes: o
o.m_a <- src.m_a
o.m_b <- src.m_b

== star not similar to asks for whole names | duckdb
schema: src(id, k, m_a)
CREATE TABLE o AS SELECT * NOT SIMILAR TO 'm.*|k' FROM src;
---
reads: src
writes: o
o.id <- src.id

== star not similar to of a part of a name leaves nothing out | duckdb
schema: src(id, m_a)
CREATE TABLE o AS SELECT * NOT SIMILAR TO 'm' FROM src;
---
reads: src
writes: o
o.id <- src.id
o.m_a <- src.m_a

== star glob | duckdb
schema: src(id, k, m_a, m_b)
CREATE TABLE o AS SELECT * GLOB '[!ik]*a' FROM src;
---
reads: src
writes: o
o.m_a <- src.m_a

== star like with escape is not known | duckdb
schema: src(id, m_a)
CREATE TABLE o AS SELECT * LIKE 'm$_%' ESCAPE '$' FROM src;
---
reads: src
writes: o
! unresolved

== exclude of one side of a join | duckdb
schema: src(id, a); t2(id, c)
CREATE TABLE o AS SELECT * EXCLUDE (t2.id) FROM src JOIN t2 ON src.id = t2.id;
---
reads: src, t2
writes: o
o.id <- src.id
o.a <- src.a
o.c <- t2.c

== rename of one side of a join | duckdb
schema: src(id, a); t2(id, c)
CREATE TABLE o AS SELECT * RENAME (t2.id AS other) FROM src JOIN t2 ON src.id = t2.id;
---
reads: src, t2
writes: o
o.id <- src.id
o.a <- src.a
o.other <- t2.id
o.c <- t2.c

== unpivot without names for its columns | duckdb
schema: src(id, a, b)
CREATE TABLE o AS UNPIVOT src ON a, b;
---
reads: src
writes: o
o.id <- src.id
o.value <- src.a, src.b

== unpivot of a pattern and of a star | duckdb
schema: src(id, m_a, m_b); t2(k, x)
CREATE TABLE o AS SELECT id, name, value FROM (UNPIVOT src ON COLUMNS('^m_'));
CREATE TABLE p AS SELECT k, value AS v FROM (UNPIVOT t2 ON * EXCLUDE (k));
---
reads: src, t2
writes: o, p
o.id <- src.id
o.value <- src.m_a, src.m_b
p.k <- t2.k
p.v <- t2.x

== standard pivot with group by | duckdb
schema: src(id, k, a, b)
CREATE TABLE o AS SELECT * FROM src PIVOT (sum(a) FOR k IN ('u', 'v') GROUP BY id);
---
reads: src
writes: o
o.id <- src.id
o.u <- src.a, src.k (conditional)
o.v <- src.a, src.k (conditional)
rows <- src.id (group_by)
exact

== columns with a name made of its own | duckdb
schema: src(id, m_a, m_b)
CREATE TABLE o AS SELECT min(COLUMNS('m_.*')) AS 'min_\0', COLUMNS('m_(.*)') AS "\1" FROM src;
---
reads: src
writes: o
o.min_m_a <- src.m_a (aggregation)
o.min_m_b <- src.m_b (aggregation)
o.a <- src.m_a
o.b <- src.m_b

== columns under one name are numbered | duckdb
schema: src(id, m_a, m_b)
CREATE TABLE o AS SELECT COLUMNS('m_.*') AS x FROM src;
CREATE TABLE p AS SELECT min(COLUMNS('m_.*')), max(COLUMNS('m_.*')) FROM src;
---
reads: src
writes: o, p
o.x <- src.m_a
o.x_1 <- src.m_b
p.m_a <- src.m_a
p.m_b <- src.m_b
p.m_a_1 <- src.m_a
p.m_b_1 <- src.m_b

== other columns beside columns | duckdb
schema: src(k, m_a, m_b)
CREATE TABLE o AS SELECT sum(CASE WHEN k > 1 THEN COLUMNS('m_.*') END) FROM src;
CREATE TABLE p AS SELECT COLUMNS('m_.*') / k FROM src;
---
reads: src
writes: o, p
o.m_a <- src.m_a (aggregation), src.k (conditional)
o.m_b <- src.m_b (aggregation), src.k (conditional)
p.m_a <- src.m_a, src.k
p.m_b <- src.m_b, src.k

== columns as arguments of one call | duckdb
schema: src(k, m_a, m_b)
CREATE TABLE o AS SELECT coalesce(*COLUMNS('m_.*')) AS c FROM src;
---
reads: src
writes: o
o.c <- src.m_a, src.m_b

== columns as arguments of one call | clickhouse
schema: src(k, m_a, m_b)
CREATE VIEW o AS SELECT greatest(COLUMNS('^m_')) AS g FROM src;
---
reads: src
writes: o
o.g <- src.m_a, src.m_b

== columns of one name are numbered in a table and a view | duckdb
schema: src(id, a); t2(id, a, c)
CREATE TABLE o AS SELECT * FROM src JOIN t2 ON src.id = t2.id;
CREATE VIEW v AS SELECT src.id AS id_1, src.id, t2.id FROM src JOIN t2 ON src.id = t2.id;
---
reads: src, t2
writes: o, v
o.id <- src.id
o.a <- src.a
o.id_1 <- t2.id
o.a_1 <- t2.a
o.c <- t2.c
v.id_1 <- src.id
v.id <- src.id
v.id_2 <- t2.id

== numbered columns of a derived table and a cte | duckdb
schema: src(id, a); t2(id, a)
INSERT INTO o (x) SELECT id_1 FROM (SELECT * FROM src JOIN t2 ON src.id = t2.id);
INSERT INTO p (x, y) WITH q AS (SELECT * FROM src JOIN t2 ON src.id = t2.id) SELECT id, a_1 FROM q;
---
reads: src, t2
writes: o, p
o.x <- t2.id
p.x <- src.id
p.y <- t2.a

== a query of its own keeps both names | duckdb
schema: src(id); t2(id)
SELECT src.id, t2.id FROM src JOIN t2 ON src.id = t2.id;
---
reads: src, t2
writes:
id <- src.id, t2.id

== fields of a struct by their names as texts | duckdb
INSERT INTO o (x, y, z) SELECT st['q'], st.p, struct_extract(st, 'q') FROM (SELECT struct_pack(p := p, q := q) AS st FROM src);
INSERT INTO o2 (x) SELECT m['q'] FROM src;
---
reads: src
writes: o, o2
o.x <- src.q
o.y <- src.p
o.z <- src.q
o2.x <- src.m
