== merge | teradata
MERGE INTO db.t AS t USING (SEL id, v FROM db.s) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: db.s
may read: db.t
writes: db.t
db.t.v <- db.s.v
db.t.id <- db.s.id

== ins and sel abbreviations | teradata
INS INTO db.out1 (a) SEL a FROM db.src;
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== update from with alias | teradata
UPDATE t FROM db.target t, db.src s SET v = s.v, w = 1 WHERE t.id = s.id
---
reads: db.src
may read: db.target
writes: db.target
db.target.v <- db.src.v

== update else insert | teradata
UPDATE db.t SET v = 1 WHERE id = 2 ELSE INSERT INTO db.t (id, v) VALUES (2, 1)
---
may read: db.t
writes: db.t

== del all | teradata
DEL FROM db.t ALL; DELETE db.u ALL
---
may read: db.t, db.u
writes: db.t, db.u

== delete with from list | teradata
DELETE t FROM db.target t, db.keys k WHERE t.id = k.id
---
reads: db.keys
may read: db.target
writes: db.target

== qualify | teradata
INSERT INTO db.out1 (a, r) SELECT a, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts) AS rn FROM db.src QUALIFY rn = 1
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== ctas with data and indexes | teradata
CREATE MULTISET TABLE db.out1 AS (SELECT a, b FROM db.src) WITH DATA AND STATS PRIMARY INDEX (a) PARTITION BY RANGE_N(b BETWEEN 1 AND 10 EACH 1)
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a
db.out1.b <- db.src.b

== volatile table explicit columns | teradata
CREATE VOLATILE MULTISET TABLE vt (a INTEGER, b VARCHAR(10)) ON COMMIT PRESERVE ROWS; INSERT INTO vt SELECT x, y FROM db.src; INSERT INTO db.out1 (a, b) SELECT a, b FROM vt;
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.x
db.out1.b <- db.src.y

== locking row for access view | teradata
REPLACE VIEW db.v AS LOCKING ROW FOR ACCESS SELECT a FROM db.t
---
reads: db.t
writes: db.v
db.v.a <- db.t.a

== top and sample | teradata
INSERT INTO db.out1 (a) SELECT TOP 10 a FROM db.src SAMPLE 0.1
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== named alias and cast format | teradata
INSERT INTO db.out1 (a, d) SELECT a (NAMED x), CAST(d AS DATE FORMAT 'YYYY-MM-DD') FROM db.src
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a
db.out1.d <- db.src.d

== normalize | teradata
INSERT INTO db.out1 (id, p) SELECT NORMALIZE ON MEETS OR OVERLAPS id, p FROM db.src
---
reads: db.src
writes: db.out1
db.out1.id <- db.src.id
db.out1.p <- db.src.p

== rename table | teradata
RENAME TABLE db.a TO db.b
---
reads: db.a
writes: db.b

== rename table as | teradata
RENAME TABLE db.a AS db.b
---
reads: db.a
writes: db.b

== database then insert | teradata
DATABASE dw; INSERT INTO out1 (a) SELECT a FROM src
---
reads: dw.src
writes: dw.out1
dw.out1.a <- dw.src.a

== insert positional values | teradata
schema: db.src(a, b); db.out1(x, y)
INSERT INTO db.out1 SELECT * FROM db.src
---
reads: db.src
writes: db.out1
db.out1.x <- db.src.a
db.out1.y <- db.src.b

== collect statistics | teradata
COLLECT STATISTICS COLUMN (a) ON db.t; HELP TABLE db.t
---
may read: db.t
== bteq style multi statement | teradata
BT; DELETE FROM db.out1 WHERE d = DATE '2024-01-01'; INSERT INTO db.out1 (a) SELECT a FROM db.src; ET;
---
reads: db.src
may read: db.out1
writes: db.out1
db.out1.a <- db.src.a

== recursive view | teradata
CREATE RECURSIVE VIEW db.v (id, lvl) AS (SELECT id, 0 FROM db.n WHERE pid IS NULL UNION ALL SELECT n.id, v.lvl + 1 FROM db.n n, db.v v WHERE n.pid = v.id)
---
reads: db.n
writes: db.v
may read: db.v
db.v.id <- db.n.id

== implicit join without from | teradata
SELECT db.t.a FROM db.t, db.u WHERE db.t.k = db.u.k
---
reads: db.t, db.u
.a <- db.t.a

== macro and exec | teradata
REPLACE MACRO db.m (d DATE) AS (DELETE FROM db.o WHERE dt = :d; INSERT INTO db.o (dt, v) SELECT dt, v FROM db.s WHERE dt = :d;); EXEC db.m (DATE '2024-01-01');
---
reads: db.s
may read: db.o
writes: db.o
db.o.dt <- db.s.dt
db.o.v <- db.s.v

== macro alone | teradata
CREATE MACRO db.m AS (INSERT INTO db.o (a) SELECT a FROM db.s;);
---

== expand on | teradata
INSERT INTO db.o (id, d) SELECT id, BEGIN(pd) FROM db.s EXPAND ON vld AS pd BY ANCHOR PERIOD MONTH_BEGIN
---
reads: db.s
writes: db.o
db.o.id <- db.s.id
db.o.d <- db.s.vld

== qualify and normalize | teradata
CREATE VOLATILE MULTISET TABLE vt AS (SELECT id, v FROM db.s QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts DESC) = 1) WITH DATA PRIMARY INDEX (id) ON COMMIT PRESERVE ROWS; INSERT INTO db.o (id, v) SEL id, v FROM vt; DROP TABLE vt;
---
reads: db.s
writes: db.o
db.o.id <- db.s.id
db.o.v <- db.s.v

== merge with values | teradata
MERGE INTO db.t AS t USING db.s AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v) LOGGING ALL ERRORS WITH NO LIMIT
---
reads: db.s
may read: db.t
writes: db.t
db.t.v <- db.s.v
db.t.id <- db.s.id

== update from with derived | teradata
UPDATE t FROM db.t AS t, (SELECT id, MAX(v) AS mv FROM db.s GROUP BY id) AS s SET v = s.mv WHERE t.id = s.id
---
reads: db.s
may read: db.t
writes: db.t
db.t.v <- db.s.v

== upsert else insert | teradata
UPDATE db.t SET v = 1 WHERE id = 2 ELSE INSERT INTO db.t (id, v) VALUES (2, 1)
---
may read: db.t
writes: db.t

== named expressions and format | teradata
INSERT INTO db.o SELECT s.a (NAMED x), s.b (FORMAT 'YYYY') (CHAR(4)) AS y, s.c (DATE) AS z FROM db.s s
---
reads: db.s
writes: db.o
db.o.x <- db.s.a
db.o.y <- db.s.b
db.o.z <- db.s.c

== alias reuse in select and where | teradata
CREATE TABLE db.o AS (SELECT a + b AS c, c * 2 AS d FROM db.s WHERE c > 10) WITH DATA NO PRIMARY INDEX
---
reads: db.s
writes: db.o
db.o.c <- db.s.a, db.s.b
db.o.d <- db.s.a, db.s.b

== locking row for access | teradata
REPLACE VIEW db.v AS LOCKING ROW FOR ACCESS SELECT a, COUNT(*) AS n FROM db.s GROUP BY 1
---
reads: db.s
writes: db.v
db.v.a <- db.s.a

== locking table in insert | teradata
LOCKING TABLE db.s FOR ACCESS INSERT INTO db.o (a) SELECT a FROM db.s
---
reads: db.s
writes: db.o
db.o.a <- db.s.a

== recursive view | teradata
CREATE RECURSIVE VIEW db.r (id, pid, lvl) AS (SELECT id, pid, 0 FROM db.n WHERE pid IS NULL UNION ALL SELECT n.id, n.pid, r.lvl + 1 FROM db.n n, db.r r WHERE n.pid = r.id)
---
reads: db.n
writes: db.r
db.r.id <- db.n.id
db.r.pid <- db.n.pid

== create table like with data | teradata
CREATE MULTISET TABLE db.bk AS db.t WITH DATA AND STATS; CREATE TABLE db.e AS db.t WITH NO DATA; INSERT db.e SELECT * FROM db.t2;
---
reads: db.t, db.t2
may read: db.t
writes: db.bk, db.e
! unresolved

== top with ties and csum | teradata
INSERT INTO db.o (a, b) SELECT TOP 10 WITH TIES a, CSUM(v, dt) FROM db.s ORDER BY 2 DESC
---
reads: db.s
writes: db.o
db.o.a <- db.s.a
db.o.b <- db.s.v

== pivot teradata | teradata
INSERT INTO db.o (k, q1, q2) SELECT k, q1, q2 FROM db.s PIVOT (SUM(v) FOR q IN ('1' AS q1, '2' AS q2)) AS p
---
reads: db.s
writes: db.o
db.o.k <- db.s.k
db.o.q1 <- db.s.v
db.o.q2 <- db.s.v

== delete all and del abbreviation | teradata
DEL FROM db.o ALL; INS INTO db.o (a) SEL a FROM db.s; UPD db.o SET b = 1;
---
reads: db.s
may read: db.o
writes: db.o
db.o.a <- db.s.a

== temporal and period | teradata
NONSEQUENCED VALIDTIME INSERT INTO db.o (id, vt) SELECT id, PERIOD(d1, d2) FROM db.s
---
reads: db.s
writes: db.o
db.o.id <- db.s.id
db.o.vt <- db.s.d1, db.s.d2

== database and bt et | teradata
DATABASE dw; BT; DELETE o WHERE d = 1; INSERT o (d) SELECT d FROM stg.s; ET;
---
reads: stg.s
may read: dw.o
writes: dw.o
dw.o.d <- stg.s.d

== teradata analytic and case_n, oreplace, casespecific | teradata
INSERT INTO db.o (a, b, c, d) SEL OREPLACE(s.a, 'x', 'y'), CAST(s.b AS DATE FORMAT 'YYYY-MM-DD'), CASE WHEN s.c (CASESPECIFIC) = 'A' THEN s.e ELSE NULL END, ZEROIFNULL(SUM(s.v) OVER (PARTITION BY s.a ORDER BY s.b ROWS UNBOUNDED PRECEDING)) FROM db.s s QUALIFY RANK() OVER (PARTITION BY s.a ORDER BY s.b DESC) = 1
---
reads: db.s
writes: db.o
db.o.a <- db.s.a
db.o.b <- db.s.b
db.o.c <- db.s.e
db.o.d <- db.s.v

== teradata delete join and multi statement with comments | teradata
DELETE FROM t FROM db.t t, db.d d WHERE t.id = d.id; INSERT INTO db.t SELECT * FROM db.stg; -- load
UPDATE db.ctl SET ts = CURRENT_TIMESTAMP(0);
---
reads: db.d, db.stg
may read: db.t, db.ctl
writes: db.t, db.ctl
! unresolved

== teradata stored procedure and call | teradata
REPLACE PROCEDURE db.p (IN d DATE) BEGIN DECLARE n INTEGER; DELETE FROM db.o WHERE dt = :d; INSERT INTO db.o (dt, v) SELECT dt, v FROM db.s WHERE dt = :d; SET n = ACTIVITY_COUNT; END; CALL db.p(DATE '2024-01-01');
---
reads: db.s
may read: db.o
writes: db.o
db.o.dt <- db.s.dt
db.o.v <- db.s.v

== teradata hash index, join index ignored | teradata
CREATE JOIN INDEX db.ji AS SELECT a, SUM(b) AS sb FROM db.s GROUP BY a PRIMARY INDEX (a)
---
reads: db.s
writes: db.ji
may read: db.s
