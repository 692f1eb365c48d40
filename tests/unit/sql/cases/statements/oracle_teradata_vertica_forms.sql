== oracle create table ctas options | oracle
CREATE TABLE dw.o NOLOGGING PARALLEL 8 COMPRESS FOR QUERY HIGH PARTITION BY RANGE (d) INTERVAL (NUMTOYMINTERVAL(1,'MONTH')) (PARTITION p0 VALUES LESS THAN (DATE '2024-01-01')) AS SELECT /*+ PARALLEL(t 8) */ a, d FROM stg.t
---
reads: stg.t
writes: dw.o
dw.o.a <- stg.t.a
dw.o.d <- stg.t.d

== oracle mview refresh | oracle
CREATE MATERIALIZED VIEW mv BUILD IMMEDIATE REFRESH FAST ON COMMIT ENABLE QUERY REWRITE AS SELECT k, SUM(v) s FROM t GROUP BY k; BEGIN DBMS_MVIEW.REFRESH('MV', 'C'); END;
---
reads: t
may read: t
writes: mv
mv.k <- t.k
mv.s <- t.v

== oracle insert append select with log errors | oracle
INSERT /*+ APPEND */ INTO dw.o SELECT * FROM stg.o LOG ERRORS INTO err$_o ('x') REJECT LIMIT UNLIMITED
---
reads: stg.o
writes: dw.o

== oracle pivot xml unpivot include nulls | oracle
CREATE TABLE o AS SELECT * FROM (SELECT id, q1, q2 FROM w) UNPIVOT INCLUDE NULLS (amt FOR q IN (q1 AS 'Q1', q2 AS 'Q2'))
---
reads: w
writes: o
o.id <- w.id
o.amt <- w.q1, w.q2

== oracle hierarchical with cte search | oracle
WITH t (id, lvl) AS (SELECT id, 1 FROM n WHERE pid IS NULL UNION ALL SELECT n.id, t.lvl + 1 FROM n JOIN t ON n.pid = t.id) SEARCH DEPTH FIRST BY id SET ord CYCLE id SET cyc TO 'Y' DEFAULT 'N' SELECT id, lvl FROM t
---
reads: n
id <- n.id

== oracle flashback query | oracle
INSERT INTO o (a) SELECT a FROM t AS OF TIMESTAMP (SYSTIMESTAMP - INTERVAL '10' MINUTE) WHERE b = 1
---
reads: t
writes: o
o.a <- t.a
rows <- t.b (filter)

== oracle table collection | oracle
INSERT INTO o (id, v) SELECT t.id, c.column_value FROM t, TABLE(t.vals) c
---
reads: t
writes: o
o.id <- t.id
o.v <- t.vals

== oracle pipelined function | oracle
INSERT INTO o (a) SELECT a FROM TABLE(pkg.get_rows(SYSDATE))
---
writes: o
! unresolved

== oracle partition extended | oracle
INSERT INTO dw.f PARTITION (p1) (a) SELECT a FROM stg.f SUBPARTITION (s1) WHERE ROWNUM < 10; ALTER TABLE dw.f TRUNCATE PARTITION p2; ALTER TABLE dw.f DROP PARTITION p3 UPDATE INDEXES
---
reads: stg.f
writes: dw.f
dw.f.a <- stg.f.a

== oracle nested procedure block with exception | oracle
DECLARE n NUMBER; PROCEDURE log_it(m VARCHAR2) IS BEGIN INSERT INTO logs (msg) VALUES (m); END; BEGIN SELECT COUNT(*) INTO n FROM t; IF n > 0 THEN DELETE FROM t WHERE a = 1; log_it('x'); ELSE RAISE NO_DATA_FOUND; END IF; EXCEPTION WHEN OTHERS THEN ROLLBACK; END;
---
reads: t
may read: t
writes: t, logs

== oracle multi insert pivot | oracle
INSERT ALL INTO o (k, q, v) VALUES (id, 'Q1', q1) INTO o (k, q, v) VALUES (id, 'Q2', q2) SELECT id, q1, q2 FROM w
---
reads: w
writes: o
o.k <- w.id
o.v <- w.q1, w.q2

== oracle update returning bulk collect | oracle
DECLARE TYPE t IS TABLE OF NUMBER; l t; BEGIN UPDATE q SET st = 1 WHERE st = 0 RETURNING id BULK COLLECT INTO l; FORALL i IN 1..l.COUNT INSERT INTO done (id) VALUES (l(i)); END;
---
reads: q
may read: q
writes: q, done
done.id <- q.id

== oracle ref cursor open for | oracle
DECLARE c SYS_REFCURSOR; v NUMBER; BEGIN OPEN c FOR 'SELECT a FROM t'; FETCH c INTO v; INSERT INTO o (a) VALUES (v); CLOSE c; END;
---
reads: t
writes: o
o.a <- t.a

== oracle lateral cross apply json exists | oracle
SELECT d.id, l.m FROM d CROSS APPLY (SELECT MAX(x) m FROM e WHERE e.did = d.id) l WHERE JSON_EXISTS(d.doc, '$.a')
---
reads: d, e
id <- d.id
m <- e.x
rows <- e.did (filter), d.id (filter), d.doc (filter)

== oracle synonym and truncate immediate | oracle
BEGIN EXECUTE IMMEDIATE 'TRUNCATE TABLE stg.a'; FOR r IN (SELECT table_name FROM user_tables) LOOP EXECUTE IMMEDIATE 'DROP TABLE ' || r.table_name; END LOOP; END;
---
reads: user_tables
writes: stg.a, {{ r.table_name }}
! unresolved

== oracle dblink procedure call | oracle
BEGIN pkg.p@lnk(1); END;
---
! parse

== oracle insert select q quote | oracle
INSERT INTO o (a, b) SELECT a, q'[it's; FROM x]' FROM t
---
reads: t
writes: o
o.a <- t.a

== oracle merge multiple using join | oracle
MERGE INTO t USING (SELECT a.id, b.v FROM a, b WHERE a.id = b.id(+)) s ON (t.id = s.id) WHEN NOT MATCHED THEN INSERT (t.id, t.v) VALUES (s.id, s.v) WHERE s.v > 0
---
reads: a, b
may read: t
writes: t
t.id <- a.id
t.v <- b.v

== teradata insert select all named | teradata
INSERT INTO db.o SELECT a (NAMED x), b (TITLE 'bb'), c (FORMAT 'YYYY-MM-DD') (CHAR(10)) AS cc FROM db.t SAMPLE 10
---
reads: db.t
writes: db.o
db.o.x <- db.t.a
db.o.b <- db.t.b
db.o.cc <- db.t.c

== teradata create set table as index | teradata
CREATE SET TABLE db.o ,NO FALLBACK ,NO BEFORE JOURNAL AS (SELECT a, MAX(b) AS b FROM db.t GROUP BY 1) WITH DATA UNIQUE PRIMARY INDEX (a)
---
reads: db.t
writes: db.o
db.o.a <- db.t.a
db.o.b <- db.t.b

== teradata global temp and derived | teradata
CREATE GLOBAL TEMPORARY TABLE gtt (a INT) ON COMMIT PRESERVE ROWS; INSERT INTO gtt SEL a FROM db.t; INSERT INTO db.o (a) SEL a FROM gtt
---
reads: db.t
writes: db.o
db.o.a <- db.t.a

== teradata update where exists cross | teradata
UPDATE db.t FROM (SELECT id, MAX(v) AS v FROM db.s GROUP BY id) AS x SET v = x.v WHERE db.t.id = x.id
---
reads: db.s
may read: db.t
writes: db.t
db.t.v <- db.s.v

== teradata delete join | teradata
DELETE FROM db.t WHERE (a, b) IN (SELECT a, b FROM db.k); DEL FROM db.u WHERE d < DATE - 30
---
reads: db.k
may read: db.t, db.u
writes: db.t, db.u

== teradata rank and quantile | teradata
SELECT id, RANK(v DESC) AS r, QUANTILE(10, w) AS q, MSUM(x, 3, ts) AS ms FROM db.t QUALIFY r <= 5
---
reads: db.t
id <- db.t.id
q <- db.t.w
ms <- db.t.x

== teradata macro and exec | teradata
REPLACE MACRO db.m (d DATE) AS (INSERT INTO db.o SELECT a FROM db.t WHERE dt = :d; ); EXEC db.m ('2024-01-01')
---
reads: db.t
writes: db.o
db.o.a <- db.t.a

== teradata bteq export | teradata
.LOGON host/user,pw
.EXPORT FILE = out.txt
SELECT a FROM db.t;
.EXPORT RESET
INSERT INTO db.o SELECT a FROM db.t;
.QUIT
---
reads: db.t
writes: db.o
db.o.a <- db.t.a

== teradata view locking recursive | teradata
REPLACE VIEW db.v AS LOCKING ROW FOR ACCESS SELECT a, b FROM db.t WHERE c = 1 UNION ALL SELECT x, y FROM db.u
---
reads: db.t, db.u
writes: db.v
db.v.a <- db.t.a, db.u.x
db.v.b <- db.t.b, db.u.y
rows <- db.t.c (filter)
exact

== exasol create as with distribute | exasol
CREATE OR REPLACE TABLE dw.o AS SELECT a, SUM(b) OVER (PARTITION BY c) AS s FROM stg.t DISTRIBUTE BY a; ALTER TABLE dw.o ADD COLUMN z INT; COMMIT
---
reads: stg.t
writes: dw.o
dw.o.a <- stg.t.a
dw.o.s <- stg.t.b, stg.t.c (window)

== exasol with local alias | exasol
SELECT a + 1 AS x, LOCAL.x * 2 AS y FROM t WHERE LOCAL.x > 3
---
reads: t
x <- t.a
y <- t.a
rows <- t.a (filter)

== exasol import csv multiple files | exasol
IMPORT INTO s.t FROM CSV AT 'https://b.s3.amazonaws.com' USER 'u' IDENTIFIED BY '***' FILE 'a.csv' FILE 'b.csv' COLUMN SEPARATOR = ';' SKIP = 1
---
reads: https://b.s3.amazonaws.com/a.csv, https://b.s3.amazonaws.com/b.csv
writes: s.t

== exasol lua script execute | exasol
CREATE LUA SCRIPT s.l () AS query([[INSERT INTO a SELECT b FROM c]])
/
EXECUTE SCRIPT s.l()
---
! unsupported

== exasol insert with returning pairs group concat | exasol
INSERT INTO o (k, l) SELECT k, GROUP_CONCAT(DISTINCT v ORDER BY v SEPARATOR ', ') FROM t GROUP BY k HAVING COUNT(*) > 1
---
reads: t
writes: o
o.k <- t.k
o.l <- t.v, t.v (window)
rows <- t.k (group_by)
exact

== vertica insert direct with at epoch | vertica
AT EPOCH LATEST SELECT a FROM t; INSERT /*+ DIRECT */ INTO o SELECT a, b::!INT FROM t
---
reads: t
writes: o
o.a <- t.a
o.b <- t.b

== vertica event series join | vertica
SELECT h.ts, a.bid FROM hTicks h LEFT OUTER JOIN aTicks a ON h.ts INTERPOLATE PREVIOUS VALUE a.ts
---
reads: hTicks, aTicks
ts <- hTicks.ts
bid <- aTicks.bid
rows <- hTicks.ts (join), aTicks.ts (join)

== vertica match clause | vertica
SELECT uid, event_name(), pattern_id() FROM clicks MATCH (PARTITION BY uid ORDER BY ts DEFINE entry AS page = 'x', onsite AS page <> 'x' PATTERN p AS (entry onsite*) ROWS MATCH FIRST EVENT)
---
reads: clicks
uid <- clicks.uid
rows <- clicks.uid (window), clicks.ts (window), clicks.page (filter)
exact

== vertica create projection and flex | vertica
CREATE FLEX TABLE fl(); COPY fl FROM '/x/*.json' PARSER fjsonparser(); SELECT COMPUTE_FLEXTABLE_KEYS('fl'); CREATE PROJECTION p AS SELECT a FROM t SEGMENTED BY HASH(a) ALL NODES
---
reads: /x/*.json, fl
may read: t
writes: fl, fl_keys

== vertica create table as encoded segmented | vertica
CREATE TABLE dw.o (a ENCODING RLE, b) AS SELECT a, b FROM dw.t ORDER BY a SEGMENTED BY HASH(a) ALL NODES KSAFE 1
---
reads: dw.t
writes: dw.o
dw.o.a <- dw.t.a
dw.o.b <- dw.t.b

== vertica local temp | vertica
CREATE LOCAL TEMPORARY TABLE tmp ON COMMIT PRESERVE ROWS AS SELECT a FROM dw.t; INSERT INTO dw.o (a) SELECT a FROM tmp
---
reads: dw.t
writes: dw.o
dw.o.a <- dw.t.a

== vertica analytics functions | vertica
SELECT id, CONDITIONAL_TRUE_EVENT(x > 1) OVER (PARTITION BY id ORDER BY ts) AS s, EXPONENTIAL_MOVING_AVERAGE(v, 0.5) OVER (ORDER BY ts) AS e FROM t
---
reads: t
id <- t.id
s <- t.x, t.id (window), t.ts (window)
e <- t.v, t.ts (window)
