== a target that a parameter names: what is read, and a report | databricks, spark
INSERT INTO IDENTIFIER(:tgt) SELECT a FROM s.t
---
reads: s.t
writes: identifier(:tgt)
! unresolved

== a target that a parameter names, with columns | databricks
INSERT INTO IDENTIFIER(:tgt) (a) SELECT a FROM main.s.u
---
reads: main.s.u
writes: identifier(:tgt)
identifier(:tgt).a <- main.s.u.a
! unresolved

== a table that is made under a parameter's name | databricks
CREATE TABLE IDENTIFIER(:tgt) AS SELECT a FROM s.t
---
reads: s.t
writes: identifier(:tgt)
identifier(:tgt).a <- s.t.a
! unresolved

== a target whose name is put together of a parameter | databricks
INSERT INTO IDENTIFIER('main.' || :env || '.o') SELECT a FROM s.t
---
reads: s.t
writes: identifier('main.' || :env || '.o')
! unresolved

== a target whose name is put together by a function | databricks
INSERT OVERWRITE TABLE IDENTIFIER(lower(:env || '.o')) SELECT a FROM s.t
---
reads: s.t
writes: identifier(lower(:env || '.o'))
! unresolved

== a target whose name a string tells | databricks, spark
INSERT INTO IDENTIFIER('main.x.o') (b) SELECT a FROM s.t
---
reads: s.t
writes: main.x.o
main.x.o.b <- s.t.a

== a table made under the name in a string | databricks, spark
CREATE OR REPLACE TABLE IDENTIFIER('main.`x-y`.o') AS SELECT a FROM s.t
---
reads: s.t
writes: main.x-y.o
main.x-y.o.a <- s.t.a

== a column whose name a string tells | databricks
CREATE TABLE o AS SELECT IDENTIFIER('c') FROM s.t
---
reads: s.t
writes: o
o.c <- s.t.c (identity)

== other statements of a table that a parameter names | databricks
MERGE INTO IDENTIFIER(:a) AS t USING s.u AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v;
DELETE FROM IDENTIFIER(:b) WHERE dt = :d;
UPDATE IDENTIFIER(:c) SET x = 1;
TRUNCATE TABLE IDENTIFIER(:d);
DROP TABLE IF EXISTS IDENTIFIER(:e)
---
reads: s.u
writes: identifier(:a), identifier(:b), identifier(:c), identifier(:d), identifier(:e)
identifier(:a).v <- s.u.v
! unresolved

== a temporary view of a pipeline | databricks
CREATE TEMPORARY LIVE VIEW z AS SELECT a FROM LIVE.x; CREATE LIVE TABLE w AS SELECT a FROM LIVE.z; CREATE LIVE TABLE q AS SELECT a FROM LIVE.w
---
reads: live.x, live.w
writes: w, q
w.a <- live.x.a
q.a <- live.w.a
