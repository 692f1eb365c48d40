== a delete through a query: its joins and conditions decide the rows | oracle
DELETE FROM (SELECT t.id FROM tgt t JOIN src s ON s.id = t.id WHERE s.del = 'Y')
---
reads: src
may read: tgt
writes: tgt
rows <- tgt.id (join), src.id (join), src.del (filter)
exact

== a delete through a CTE | tsql
WITH c AS (SELECT t.* FROM dbo.tgt t JOIN dbo.src s ON s.id = t.id WHERE s.del = 'Y') DELETE FROM c
---
reads: dbo.src
may read: dbo.tgt
writes: dbo.tgt
rows <- dbo.tgt.id (join), dbo.src.id (join), dbo.src.del (filter)
exact

== a delete using a query | postgres
DELETE FROM t USING (SELECT id FROM s WHERE x = 1) u WHERE u.id = t.id
---
reads: s
may read: t
writes: t
rows <- s.x (filter), s.id (filter), t.id (filter)
exact

== a pivoted value without an alias is called as it is written | oracle
CREATE TABLE o AS SELECT deptno, "'MANAGER'" AS m FROM (SELECT deptno, job, sal FROM emp) PIVOT (SUM(sal) FOR job IN ('MANAGER'))
---
reads: emp
writes: o
o.deptno <- emp.deptno
o.m <- emp.sal

== pivoted values with and without an alias | oracle
CREATE TABLE o AS SELECT * FROM (SELECT k, job, sal FROM emp) PIVOT (SUM(sal) AS s FOR job IN ('MANAGER', 'CLERK' AS c, 10))
---
reads: emp
writes: o
o.k <- emp.k
o.'manager'_s <- emp.sal
o.c_s <- emp.sal
o.10_s <- emp.sal

== pivot for two columns | oracle
CREATE TABLE o AS SELECT * FROM (SELECT k, dep, job, sal FROM emp) PIVOT (SUM(sal) FOR (dep, job) IN ((10, 'A'), (20, 'B') AS x))
---
reads: emp
writes: o
o.k <- emp.k
o.10_'a' <- emp.sal
o.x <- emp.sal

== a table that is built and exchanged for a partition | oracle
CREATE TABLE x AS SELECT id, y FROM a WHERE k = 1;
ALTER TABLE f EXCHANGE PARTITION p WITH TABLE x INCLUDING INDEXES;
INSERT INTO arch (i) SELECT id FROM x;
DROP TABLE x
---
reads: a, f
writes: f, arch
f.id <- a.id
f.y <- a.y
arch.i <- f.id
rows <- a.k (filter)

== a table of unknown columns that is exchanged for a partition | oracle
CREATE TABLE x AS SELECT * FROM a;
ALTER TABLE f EXCHANGE PARTITION p WITH TABLE x;
DROP TABLE x
---
reads: a, f
writes: f
columns: none
! unresolved

== a table that is made for an exchange | oracle
schema: f(id, v)
CREATE TABLE x FOR EXCHANGE WITH TABLE f;
INSERT INTO x SELECT a, b FROM s;
ALTER TABLE f EXCHANGE PARTITION p WITH TABLE x;
DROP TABLE x
---
reads: s, f
writes: f
f.id <- s.a
f.v <- s.b

== an external table that is unloaded | oracle
CREATE TABLE x ORGANIZATION EXTERNAL (TYPE ORACLE_DATAPUMP DEFAULT DIRECTORY d LOCATION ('x.dmp')) AS SELECT a, b FROM s WHERE k = 1
---
reads: s
writes: x, x.dmp
x.a <- s.a
x.b <- s.b
rows <- s.k (filter)

== an external table with columns of its own that is unloaded | oracle
CREATE TABLE x (c, d) ORGANIZATION EXTERNAL (TYPE ORACLE_DATAPUMP DEFAULT DIRECTORY d ACCESS PARAMETERS (NOLOGFILE)
  LOCATION ('x1.dmp', 'x2.dmp')) PARALLEL 2
AS WITH q AS (SELECT a, b FROM s) SELECT a, b FROM q
---
reads: s
writes: x, x1.dmp, x2.dmp
x.c <- s.a
x.d <- s.b

== a log of a materialized view | oracle
CREATE MATERIALIZED VIEW LOG ON t WITH ROWID (a, b) INCLUDING NEW VALUES; DROP MATERIALIZED VIEW LOG ON t
---

== what is kept of a materialized view | oracle
DROP MATERIALIZED VIEW mv PRESERVE TABLE
---
writes: mv

== rows are inserted through a query | oracle
INSERT INTO (SELECT id, t.nm FROM dwh.tgt t WHERE id > 1 WITH CHECK OPTION) SELECT s.a, s.b FROM s
---
reads: s
writes: dwh.tgt
dwh.tgt.id <- s.a
dwh.tgt.nm <- s.b

== values are inserted through a query | oracle
INSERT INTO (SELECT id, nm FROM dwh.tgt) VALUES (1, 'x')
---
writes: dwh.tgt
columns: none

== rows are inserted through a query of all columns | oracle
schema: tgt(id, v)
INSERT INTO (SELECT * FROM tgt) SELECT s.a, s.b FROM s
---
reads: s
writes: tgt
tgt.id <- s.a
tgt.v <- s.b

== rows are inserted through a query of expressions | oracle
INSERT INTO (SELECT id, nm || 'x' FROM dwh.tgt) SELECT s.a, s.b FROM s
---
! parse

== DELETE without FROM, and with an alias | oracle
DELETE dwh.tgt t WHERE t.id = 1 AND EXISTS (SELECT 1 FROM x WHERE x.id = t.id)
---
reads: x
may read: dwh.tgt
writes: dwh.tgt
rows <- dwh.tgt.id (filter), x.id (filter)
exact

== DELETE without FROM and without an alias | oracle
DELETE tgt PARTITION (p1) WHERE id = 1; DELETE tgt; DELETE tgt RETURNING id INTO :b
---
may read: tgt
writes: tgt

== a label right behind BEGIN | oracle
BEGIN <<l>> FOR i IN 1 .. 10 LOOP DELETE FROM a; END LOOP l; END;
---
may read: a
writes: a

== paths into a document, with elements | oracle
INSERT INTO o (a, b, c) SELECT s.doc.b[0].number(), s.doc.lines[*].sku.string(), s.doc[0].c.number() FROM src s WHERE s.k.t[1].string() = 'a'
---
reads: src
writes: o
o.a <- src.doc
o.b <- src.doc
o.c <- src.doc
rows <- src.k (filter)
exact

== functions of XML with words between their arguments | oracle
INSERT INTO o (a, b, c, d) SELECT
  XMLQUERY('/a' PASSING s.y AS "y", s.z AS "z" RETURNING CONTENT NULL ON EMPTY),
  XMLSERIALIZE(CONTENT XMLQUERY('/b' PASSING s.x RETURNING CONTENT) AS CLOB INDENT SIZE = 2),
  XMLCAST(s.c AS VARCHAR2(10)),
  XMLPARSE(DOCUMENT s.d WELLFORMED)
FROM s WHERE XMLEXISTS('/q' PASSING BY VALUE s.k)
---
reads: s
writes: o
o.a <- s.y, s.z
o.b <- s.x
o.c <- s.c
o.d <- s.d
rows <- s.k (filter)
exact

== functions of JSON with words between their arguments | oracle
schema: s(id, v, doc)
INSERT INTO o (a, b) SELECT
  JSON_TRANSFORM(s.doc, SET '$.a' = JSON_VALUE(s.v, '$.b') IGNORE ON MISSING, REMOVE '$.b', APPEND '$.c' = NVL(s.id, 1)),
  JSON_OBJECT(KEY 'k' VALUE 1, s.*)
FROM s
---
reads: s
writes: o
o.a <- s.doc, s.v, s.id
o.b <- s.id, s.v, s.doc

== a time in the session's zone | oracle
INSERT INTO o (a) SELECT s.at AT LOCAL FROM s
---
reads: s
writes: o
o.a <- s.at

== the row of an object table, and attributes of it | oracle
schema: persons(id, salary)
INSERT INTO o (a, b, c) SELECT VALUE(p), VALUE(p).salary, TREAT(VALUE(p) AS emp_t).salary FROM persons p
---
reads: persons
writes: o
o.a <- persons.id (transformation), persons.salary (transformation)
o.b <- persons.salary (identity)
o.c <- persons.salary (identity)

== the row of an object table whose columns are not known | oracle
INSERT INTO o (a, b) SELECT VALUE(p), VALUE(p).salary FROM persons p
---
reads: persons
writes: o
o.b <- persons.salary
! unresolved

== a document's elements beside its table | oracle
INSERT INTO o (a, b) SELECT s.id, n.d FROM src s NESTED doc COLUMNS (d NUMBER PATH '$.d') n JOIN k ON k.id = n.d
---
reads: src, k
writes: o
o.a <- src.id
o.b <- src.doc

== paths nested in a table of a document | oracle
INSERT INTO o (a, b) SELECT t.a, t.d FROM src s, JSON_TABLE(s.doc, '$' COLUMNS (a NUMBER PATH '$.a', NESTED PATH '$.x[*]' COLUMNS (d NUMBER PATH '$.d'))) t
---
reads: src
writes: o
o.a <- src.doc
o.b <- src.doc

== names that are asserted in a dynamic statement | oracle
DECLARE v VARCHAR2(30) := 'o'; c VARCHAR2(30) := 'x';
BEGIN
  EXECUTE IMMEDIATE 'INSERT INTO ' || DBMS_ASSERT.SIMPLE_SQL_NAME(v) || ' (a) SELECT b FROM '
    || SYS.DBMS_ASSERT.QUALIFIED_SQL_NAME('dwh.s') || ' WHERE c = ' || DBMS_ASSERT.ENQUOTE_LITERAL(c);
END;
---
reads: dwh.s
writes: o
o.a <- dwh.s.b

== a name that a package makes is not known | oracle
BEGIN EXECUTE IMMEDIATE 'TRUNCATE TABLE ' || names.of_today('o'); END;
---
writes: {{ names.of_today() }}
! unresolved

== rows of a collection of values | oracle
INSERT INTO o (a, b) SELECT s.id, t.COLUMN_VALUE FROM s JOIN TABLE(SYS.ODCINUMBERLIST(1, 2)) t ON t.COLUMN_VALUE = s.k
---
reads: s
writes: o
o.a <- s.id

== what is known of a row's versions is no column | oracle
INSERT INTO o (a, b) SELECT id, VERSIONS_STARTSCN FROM t VERSIONS BETWEEN SCN 1 AND 2 WHERE VERSIONS_OPERATION = 'D'
---
reads: t
writes: o
o.a <- t.id
exact

== INSERT SET | oracle
INSERT INTO t x SET a = 1, b = (SELECT MAX(v) FROM s)
---
reads: s
writes: t
t.b <- s.v
