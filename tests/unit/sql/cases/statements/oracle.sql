== merge with delete where | oracle
MERGE /*+ APPEND PARALLEL(t, 4) */ INTO dw.t t USING (SELECT id, v FROM stg.s WHERE ok = 'Y') s ON (t.id = s.id)
WHEN MATCHED THEN UPDATE SET t.v = s.v WHERE t.v <> s.v DELETE WHERE t.v IS NULL
WHEN NOT MATCHED THEN INSERT (t.id, t.v) VALUES (s.id, s.v) LOG ERRORS INTO dw.err ('x') REJECT LIMIT UNLIMITED
---
reads: stg.s
may read: dw.t
writes: dw.t
may read: dw.t
dw.t.v <- stg.s.v
dw.t.id <- stg.s.id

== insert append hint | oracle
INSERT /*+ APPEND */ INTO dw.out1 (a, b) SELECT /*+ FULL(s) */ s.a, NVL(s.b, d.b) FROM stg.src s, dw.d d WHERE s.k = d.k(+)
---
reads: stg.src, dw.d
writes: dw.out1
dw.out1.a <- stg.src.a
dw.out1.b <- stg.src.b, dw.d.b

== conditional insert first | oracle
INSERT FIRST WHEN amt > 100 THEN INTO big (id, amt) VALUES (id, amt) WHEN amt > 10 THEN INTO mid (id) VALUES (id) ELSE INTO small (id) VALUES (id) SELECT id, amt FROM src
---
reads: src
writes: big, mid, small
big.id <- src.id
big.amt <- src.amt
mid.id <- src.id
small.id <- src.id

== update of several columns from a subquery | oracle
UPDATE emp e SET (e.sal, e.comm) = (SELECT b.sal, b.comm FROM bonus b WHERE b.id = e.id) WHERE EXISTS (SELECT 1 FROM bonus b2 WHERE b2.id = e.id)
---
reads: bonus
may read: emp
writes: emp
emp.sal <- bonus.sal
emp.comm <- bonus.comm

== update of a join view | oracle
UPDATE (SELECT t.v AS old_v, s.v AS new_v FROM tgt t JOIN src s ON s.id = t.id) SET old_v = new_v
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== delete of an inline view | oracle
DELETE FROM (SELECT id FROM tgt WHERE d < SYSDATE)
---
may read: tgt
writes: tgt

== connect by | oracle
INSERT INTO out1 (id, path) SELECT id, SYS_CONNECT_BY_PATH(name, '/') FROM nodes START WITH parent_id IS NULL CONNECT BY NOCYCLE PRIOR id = parent_id ORDER SIBLINGS BY name
---
reads: nodes
writes: out1
out1.id <- nodes.id
out1.path <- nodes.name

== dual and sequences | oracle
INSERT INTO out1 (id, a, d) SELECT seq_out1.NEXTVAL, a, SYSDATE FROM src
---
reads: src
writes: out1
out1.a <- src.a

== insert from dual | oracle
INSERT INTO out1 (d) SELECT SYSDATE FROM DUAL
---
may read: dual
writes: out1

== listagg and keep dense_rank | oracle
INSERT INTO out1 (k, names, last_v) SELECT k, LISTAGG(n, ',') WITHIN GROUP (ORDER BY n), MAX(v) KEEP (DENSE_RANK LAST ORDER BY ts) FROM src GROUP BY k
---
reads: src
writes: out1
out1.k <- src.k
out1.names <- src.n
out1.last_v <- src.v

== database link | oracle
INSERT INTO out1 (a) SELECT a FROM hr.emp@remote_db
---
reads: hr.emp@remote_db
writes: out1
out1.a <- hr.emp@remote_db.a

== partition extended name | oracle
INSERT INTO out1 PARTITION (p1) (a) SELECT a FROM src PARTITION (p2) s
---
reads: src
writes: out1
out1.a <- src.a

== flashback as of | oracle
INSERT INTO out1 (a) SELECT a FROM src AS OF TIMESTAMP (SYSTIMESTAMP - INTERVAL '1' HOUR) WHERE b = 1
---
reads: src
writes: out1
out1.a <- src.a

== ctas with options | oracle
CREATE TABLE dw.out1 PARALLEL 8 NOLOGGING COMPRESS AS SELECT a, b FROM dw.src
---
reads: dw.src
writes: dw.out1
dw.out1.a <- dw.src.a
dw.out1.b <- dw.src.b

== materialized view | oracle
CREATE MATERIALIZED VIEW mv1 BUILD IMMEDIATE REFRESH COMPLETE ON DEMAND AS SELECT a, SUM(v) AS s FROM src GROUP BY a
---
reads: src
writes: mv1
mv1.a <- src.a
mv1.s <- src.v

== global temporary table | oracle
CREATE GLOBAL TEMPORARY TABLE gtt (a NUMBER) ON COMMIT PRESERVE ROWS;
INSERT INTO gtt (a) SELECT a FROM src;
INSERT INTO out1 (a) SELECT a FROM gtt;
---
reads: src
writes: out1
out1.a <- src.a

== private temporary table | oracle
CREATE PRIVATE TEMPORARY TABLE ora$ptt_x ON COMMIT PRESERVE DEFINITION AS SELECT a FROM src; INSERT INTO out1 (a) SELECT a FROM ora$ptt_x
---
reads: src
writes: out1
out1.a <- src.a

== anonymous block with execute immediate | oracle
DECLARE v_sql VARCHAR2(200); v_t VARCHAR2(30) := 'src'; BEGIN v_sql := 'INSERT INTO out1 (a) SELECT a FROM ' || v_t; EXECUTE IMMEDIATE v_sql; EXECUTE IMMEDIATE 'TRUNCATE TABLE out2'; COMMIT; EXCEPTION WHEN OTHERS THEN ROLLBACK; RAISE; END;
---
reads: src
writes: out1, out2
out1.a <- src.a

== for loop over a query | oracle
BEGIN FOR r IN (SELECT id, v FROM src WHERE x = 1) LOOP INSERT INTO out1 (id, v) VALUES (r.id, UPPER(r.v)); END LOOP; END;
---
reads: src
writes: out1
out1.id <- src.id
out1.v <- src.v

== forall with bulk collect | oracle
DECLARE TYPE t_ids IS TABLE OF src.id%TYPE; ids t_ids; BEGIN SELECT id BULK COLLECT INTO ids FROM src; FORALL i IN 1..ids.COUNT DELETE FROM tgt WHERE id = ids(i); END;
---
reads: src
may read: tgt
writes: tgt

== rename table | oracle
RENAME old_t TO new_t
---
reads: old_t
writes: new_t

== exchange partition | oracle
ALTER TABLE fact EXCHANGE PARTITION p202401 WITH TABLE stage INCLUDING INDEXES WITHOUT VALIDATION
---
reads: fact, stage
writes: fact, stage

== xmltable | oracle
INSERT INTO out1 (id, nm) SELECT s.id, x.nm FROM src s, XMLTABLE('/r/i' PASSING s.doc COLUMNS nm VARCHAR2(10) PATH 'n') x
---
reads: src
writes: out1
out1.id <- src.id
out1.nm <- src.doc

== json_table | oracle
INSERT INTO out1 (id, nm) SELECT s.id, j.nm FROM src s, JSON_TABLE(s.doc, '$.i[*]' COLUMNS (nm VARCHAR2(10) PATH '$.n')) j
---
reads: src
writes: out1
out1.id <- src.id
out1.nm <- src.doc

== table of a collection function | oracle
INSERT INTO out1 (a) SELECT column_value FROM TABLE(my_pkg.list_of(5))
---
writes: out1

== pivot with aliases | oracle
CREATE TABLE out1 AS SELECT * FROM (SELECT id, m, amt FROM src) PIVOT (SUM(amt) FOR m IN ('JAN' AS jan, 'FEB' AS feb))
---
reads: src
writes: out1
out1.id <- src.id
out1.jan <- src.amt
out1.feb <- src.amt

== unpivot include nulls | oracle
CREATE TABLE out1 AS SELECT id, m, amt FROM src UNPIVOT INCLUDE NULLS (amt FOR m IN (jan AS 'J', feb AS 'F'))
---
reads: src
writes: out1
out1.id <- src.id
out1.amt <- src.jan, src.feb

== minus | oracle
INSERT INTO out1 (a) SELECT a FROM s1 MINUS SELECT b FROM s2
---
reads: s1, s2
writes: out1
out1.a <- s1.a

== alter session current schema | oracle
ALTER SESSION SET CURRENT_SCHEMA = dw; INSERT INTO out1 (a) SELECT a FROM src
---
reads: dw.src
writes: dw.out1
dw.out1.a <- dw.src.a

== procedure in the same text | oracle
CREATE OR REPLACE PROCEDURE p (d IN DATE) IS BEGIN INSERT INTO out1 (a) SELECT a FROM src WHERE dt = d; END;
/
BEGIN p(SYSDATE); END;
/
---
reads: src
writes: out1
out1.a <- src.a

== decode and case | oracle
INSERT INTO out1 (x) SELECT DECODE(f, 1, a, b) FROM src
---
reads: src
writes: out1
out1.x <- src.a, src.b

== match_recognize | oracle
INSERT INTO out1 (sym) SELECT sym FROM ticks MATCH_RECOGNIZE (PARTITION BY sym ORDER BY ts MEASURES FIRST(a.ts) AS st ONE ROW PER MATCH PATTERN (a b+) DEFINE b AS b.price < PREV(b.price)) m
---
reads: ticks
writes: out1

== returning into | oracle
DECLARE v NUMBER; BEGIN INSERT INTO out1 (a) VALUES (1) RETURNING id INTO v; UPDATE out2 SET x = v WHERE k = 1; END;
---
may read: out1, out2
writes: out1, out2

== create external table | oracle
CREATE TABLE ext1 (a NUMBER) ORGANIZATION EXTERNAL (TYPE ORACLE_LOADER DEFAULT DIRECTORY d ACCESS PARAMETERS (RECORDS DELIMITED BY NEWLINE) LOCATION ('x.csv'))
---
reads: x.csv
may read: x.csv
writes: ext1

== insert with q quote | oracle
INSERT INTO out1 (a, t) SELECT a, q'[it's; FROM nowhere]' FROM src
---
reads: src
writes: out1
out1.a <- src.a

== alter table move partition and truncate partition | oracle
ALTER TABLE fact TRUNCATE PARTITION p1 UPDATE INDEXES
---
may read: fact
writes: fact

== with function | oracle
INSERT INTO o (a) WITH FUNCTION f(x NUMBER) RETURN NUMBER IS BEGIN RETURN x * 2; END; SELECT f(a) FROM s
---
reads: s
writes: o
o.a <- s.a

== select with function ctas hint | oracle
INSERT /*+ WITH_PLSQL */ INTO o (a) WITH FUNCTION f(x NUMBER) RETURN NUMBER IS v NUMBER; BEGIN SELECT rate INTO v FROM rates WHERE id = x; RETURN v; END; t AS (SELECT id FROM s) SELECT f(id) FROM t
---
reads: s, rates
writes: o
o.a <- s.id, rates.rate

== model clause | oracle
CREATE TABLE o AS SELECT country, yr, sales FROM sales_v MODEL PARTITION BY (country) DIMENSION BY (yr) MEASURES (sales AS sales) RULES UPSERT (sales[2025] = sales[2024] * 1.1, sales[2026] = sales[2025] + sales[2024])
---
reads: sales_v
writes: o
o.country <- sales_v.country
o.yr <- sales_v.yr
o.sales <- sales_v.sales

== merge with where and delete | oracle
MERGE /*+ PARALLEL(4) */ INTO dw.t t USING (SELECT id, MAX(v) KEEP (DENSE_RANK LAST ORDER BY ts) AS v FROM stg.s GROUP BY id) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.v = s.v WHERE t.v <> s.v DELETE WHERE t.del = 'Y' WHEN NOT MATCHED THEN INSERT (t.id, t.v) VALUES (s.id, s.v) WHERE s.v > 0 LOG ERRORS INTO err$_t REJECT LIMIT UNLIMITED
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.v <- stg.s.v
dw.t.id <- stg.s.id

== insert all pivoting insert | oracle
INSERT ALL INTO f (id, m, v) VALUES (id, 1, m1) INTO f (id, m, v) VALUES (id, 2, m2) SELECT id, m1, m2 FROM src
---
reads: src
writes: f
f.id <- src.id
f.v <- src.m1, src.m2

== partition exchange flow | oracle
BEGIN EXECUTE IMMEDIATE 'TRUNCATE TABLE stg_f'; INSERT /*+ APPEND */ INTO stg_f (id) SELECT id FROM ext_f@dbl; COMMIT; EXECUTE IMMEDIATE 'ALTER TABLE f EXCHANGE PARTITION p1 WITH TABLE stg_f INCLUDING INDEXES WITHOUT VALIDATION'; END;
/
---
reads: ext_f@dbl, stg_f, f
writes: stg_f, f

== dynamic sql concatenation in block | oracle
DECLARE v_t VARCHAR2(30) := 'DW.O'; v_sql VARCHAR2(4000); BEGIN v_sql := 'INSERT INTO ' || v_t || ' (a) SELECT a FROM s WHERE d = :1'; EXECUTE IMMEDIATE v_sql USING DATE '2024-01-01'; END;
---
reads: s
writes: dw.o
dw.o.a <- s.a

== open for and bulk collect forall | oracle
DECLARE TYPE t_ids IS TABLE OF s.id%TYPE; l_ids t_ids; CURSOR c IS SELECT id FROM s; BEGIN OPEN c; LOOP FETCH c BULK COLLECT INTO l_ids LIMIT 1000; EXIT WHEN l_ids.COUNT = 0; FORALL i IN 1 .. l_ids.COUNT SAVE EXCEPTIONS UPDATE t SET f = 1 WHERE id = l_ids(i); END LOOP; CLOSE c; END;
---
reads: s
may read: t
writes: t

== cursor for loop with record insert | oracle
BEGIN FOR r IN (SELECT id, nm FROM s) LOOP INSERT INTO o VALUES (r.id, r.nm); END LOOP; FOR x IN 1..3 LOOP NULL; END LOOP; END;
---
reads: s
writes: o
! inferred

== select into variable then use | oracle
DECLARE v_max DATE; BEGIN SELECT MAX(ts) INTO v_max FROM wm; INSERT INTO o (a, ts) SELECT a, v_max FROM s WHERE ts > v_max; UPDATE wm SET ts = v_max; EXCEPTION WHEN NO_DATA_FOUND THEN NULL; END;
---
reads: wm, s
writes: o, wm
o.a <- s.a
o.ts <- wm.ts
wm.ts <- wm.ts

== procedure with cursor parameter then call | oracle
CREATE OR REPLACE PROCEDURE p (p_d IN DATE) AS BEGIN DELETE FROM o WHERE d = p_d; INSERT INTO o (d, v) SELECT d, v FROM s WHERE d = p_d; COMMIT; END p;
/
BEGIN p(DATE '2024-01-01'); END;
/
---
reads: s
may read: o
writes: o
o.d <- s.d
o.v <- s.v

== exec call of procedure defined here | oracle
CREATE OR REPLACE PACKAGE BODY pk AS PROCEDURE run IS BEGIN INSERT INTO o (a) SELECT a FROM s; END run; END pk;
/
CALL pk.run();
---
reads: s
writes: o
o.a <- s.a

== pivot xml and for two columns | oracle
CREATE TABLE o AS SELECT * FROM (SELECT cust, q, ch, amt FROM s) PIVOT (SUM(amt) AS amt FOR (q, ch) IN ((1, 'W') AS q1w, (2, 'S') AS q2s))
---
reads: s
writes: o
o.cust <- s.cust
o.q1w_amt <- s.amt
o.q2s_amt <- s.amt

== unpivot two measure | oracle
CREATE TABLE o AS SELECT id, per, qty, amt FROM s UNPIVOT ((qty, amt) FOR per IN ((q1_qty, q1_amt) AS 'Q1', (q2_qty, q2_amt) AS 'Q2'))
---
reads: s
writes: o
o.id <- s.id
o.qty <- s.q1_qty, s.q2_qty
o.amt <- s.q1_amt, s.q2_amt

== xmltable and json_table columns | oracle
INSERT INTO o (id, nm, sku) SELECT x.id, x.nm, j.sku FROM raw r, XMLTABLE('/r/i' PASSING r.xdoc COLUMNS id NUMBER PATH '@id', nm VARCHAR2(20) PATH 'n') x, JSON_TABLE(r.jdoc, '$.l[*]' COLUMNS (sku VARCHAR2(20) PATH '$.sku')) j
---
reads: raw
writes: o
o.id <- raw.xdoc
o.nm <- raw.xdoc
o.sku <- raw.jdoc

== json dot notation | oracle
INSERT INTO o (a, b) SELECT t.doc.customer.name, JSON_VALUE(t.doc, '$.x' RETURNING NUMBER) FROM raw t
---
reads: raw
writes: o
o.a <- raw.doc
o.b <- raw.doc

== update key preserved view | oracle
UPDATE (SELECT t.v AS old_v, s.v AS new_v FROM dw.t t JOIN stg.s s ON s.id = t.id) SET old_v = new_v
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.v <- stg.s.v

== update set tuple correlated with exists | oracle
UPDATE dw.t t SET (a, b) = (SELECT s.x, MAX(s.y) FROM stg.s s WHERE s.id = t.id GROUP BY s.x), c = DEFAULT WHERE EXISTS (SELECT NULL FROM stg.s s WHERE s.id = t.id)
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.a <- stg.s.x
dw.t.b <- stg.s.y

== flashback versions and scn | oracle
INSERT INTO o (id, v, t) SELECT id, v, versions_starttime FROM t VERSIONS BETWEEN TIMESTAMP SYSTIMESTAMP - INTERVAL '1' HOUR AND SYSTIMESTAMP WHERE id = 1
---
reads: t
writes: o
o.id <- t.id
o.v <- t.v

== hierarchical with siblings and pseudo | oracle
CREATE TABLE o AS SELECT LPAD(' ', LEVEL * 2) || nm AS nm, SYS_CONNECT_BY_PATH(id, '/') AS p, CONNECT_BY_ISLEAF AS lf, CONNECT_BY_ROOT id AS root FROM emp START WITH mgr IS NULL CONNECT BY NOCYCLE PRIOR id = mgr ORDER SIBLINGS BY nm
---
reads: emp
writes: o
o.nm <- emp.nm
o.p <- emp.id
o.root <- emp.id

== recursive subquery factoring with search | oracle
INSERT INTO o (id, lvl) WITH h (id, mgr, lvl) AS (SELECT id, mgr, 1 FROM emp WHERE mgr IS NULL UNION ALL SELECT e.id, e.mgr, h.lvl + 1 FROM emp e, h WHERE e.mgr = h.id) SEARCH DEPTH FIRST BY id SET seq CYCLE id SET cyc TO 'Y' DEFAULT 'N' SELECT id, lvl FROM h
---
reads: emp
writes: o
o.id <- emp.id

== quoted and q quotes and optimizer hints | oracle
INSERT /*+ APPEND PARALLEL(o, 4) */ INTO "Dw"."Out T" ("Col A") SELECT q'[it's; ok]' || s."Mixed" FROM "Stg"."S" s
---
reads: stg.s
writes: dw.out t
dw.out t.col a <- stg.s.mixed

== table collection and cast multiset | oracle
INSERT INTO o (id, v) SELECT t.id, c.COLUMN_VALUE FROM t, TABLE(t.vals) c
---
reads: t
writes: o
o.id <- t.id
o.v <- t.vals

== listagg on overflow and analytic | oracle
CREATE TABLE o NOLOGGING PARALLEL 8 COMPRESS AS SELECT g, LISTAGG(nm, ',' ON OVERFLOW TRUNCATE) WITHIN GROUP (ORDER BY ts) AS l, RATIO_TO_REPORT(SUM(v)) OVER (PARTITION BY h) AS r FROM s GROUP BY g, h
---
reads: s
writes: o
o.g <- s.g
o.l <- s.nm
o.r <- s.v

== alter session and synonyms | oracle
ALTER SESSION SET CURRENT_SCHEMA = DW; ALTER SESSION ENABLE PARALLEL DML; INSERT INTO o (a) SELECT a FROM stg.s; COMMIT;
---
reads: stg.s
writes: dw.o
dw.o.a <- stg.s.a

== inline external table and sample | oracle
INSERT INTO o (a) SELECT a FROM EXTERNAL ((a VARCHAR2(10), b NUMBER) TYPE ORACLE_LOADER DEFAULT DIRECTORY d LOCATION ('x.csv') REJECT LIMIT UNLIMITED)
---
reads: x.csv
writes: o
o.a <- x.csv.a

== lateral and cross apply fetch first | oracle
INSERT INTO o (id, amt) SELECT c.id, x.amt FROM c CROSS APPLY (SELECT amt FROM ord o2 WHERE o2.cid = c.id ORDER BY ts DESC FETCH FIRST 1 ROW ONLY) x
---
reads: c, ord
writes: o
o.id <- c.id
o.amt <- ord.amt

== match recognize one row | oracle
INSERT INTO o (sym, st, en) SELECT sym, st, en FROM ticks MATCH_RECOGNIZE (PARTITION BY sym ORDER BY ts MEASURES FIRST(dn.ts) AS st, LAST(up.price) AS en ONE ROW PER MATCH PATTERN (strt dn+ up+) DEFINE dn AS dn.price < PREV(dn.price), up AS up.price > PREV(up.price))
---
reads: ticks
writes: o
o.sym <- ticks.sym
o.st <- ticks.ts
o.en <- ticks.price

== masking oracle | oracle
CREATE VIEW v AS SELECT STANDARD_HASH(mail, 'SHA256') AS m, DBMS_OBFUSCATION_TOOLKIT.MD5(input_string => nm) AS n, REGEXP_REPLACE(tel, '[0-9]', '*') AS t, RAWTOHEX(DBMS_CRYPTO.HASH(UTL_RAW.CAST_TO_RAW(ssn), 4)) AS s FROM p
---
reads: p
writes: v
v.m <- p.mail
v.n <- p.nm
v.t <- p.tel
v.s <- p.ssn

== insert first with pivot source and error logging | oracle
INSERT FIRST WHEN amt > 100 THEN INTO big (id, amt) VALUES (id, amt) ELSE INTO small VALUES (id, amt) SELECT * FROM (SELECT id, q1, q2 FROM s) UNPIVOT (amt FOR q IN (q1, q2))
---
reads: s
writes: big, small
big.id <- s.id
big.amt <- s.q1, s.q2
small.id <- s.id
small.amt <- s.q1, s.q2

== plsql with record type, type of table and forall insert of record | oracle
DECLARE CURSOR c IS SELECT id, nm FROM s; TYPE t IS TABLE OF c%ROWTYPE; l t; BEGIN OPEN c; FETCH c BULK COLLECT INTO l; CLOSE c; FORALL i IN 1..l.COUNT INSERT INTO o VALUES l(i); END;
---
reads: s
writes: o

== execute immediate with into and using returning | oracle
DECLARE n NUMBER; BEGIN EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM ' || 'dw.s' INTO n; IF n > 0 THEN EXECUTE IMMEDIATE q'[INSERT INTO dw.o (a) SELECT 'it''s' || a FROM dw.s]'; END IF; END;
---
reads: dw.s
writes: dw.o
dw.o.a <- dw.s.a

== merge on composite with using dual and binds | oracle
MERGE INTO ctl c USING (SELECT :nm AS nm, SYSDATE AS ts FROM dual) s ON (c.nm = s.nm) WHEN MATCHED THEN UPDATE SET c.ts = s.ts WHEN NOT MATCHED THEN INSERT (nm, ts) VALUES (s.nm, s.ts)
---
may read: ctl
writes: ctl
columns: none

== multi-table with db links and synonyms schema | oracle
CREATE TABLE dw.o COMPRESS FOR OLTP AS SELECT /*+ DRIVING_SITE(r) */ r.id, l.nm FROM hr.emp@prod_link r JOIN dw.loc l ON l.id = r.lid
---
reads: hr.emp@prod_link, dw.loc
writes: dw.o
dw.o.id <- hr.emp@prod_link.id
dw.o.nm <- dw.loc.nm

== json_table nested and xmlagg | oracle
INSERT INTO o (id, sku, txt) SELECT r.id, jt.sku, (SELECT RTRIM(XMLAGG(XMLELEMENT(e, c.t || ',') ORDER BY c.n).EXTRACT('//text()'), ',') FROM c WHERE c.rid = r.id) FROM raw r, JSON_TABLE(r.doc, '$' COLUMNS (NESTED PATH '$.l[*]' COLUMNS (sku VARCHAR2(10) PATH '$.s'))) jt
---
reads: raw, c
writes: o
o.id <- raw.id
o.sku <- raw.doc
o.txt <- c.t

== model with several measures | oracle
INSERT INTO o (p, m, x, y) SELECT prod, mon, x, y FROM s GROUP BY prod, mon MODEL RETURN UPDATED ROWS PARTITION BY (prod) DIMENSION BY (mon) MEASURES (SUM(a) x, 0 y) RULES AUTOMATIC ORDER (y[ANY] = x[CV()] * 2) ORDER BY prod
---
reads: s
writes: o
o.p <- s.prod
o.m <- s.mon
o.x <- s.a
o.y <- s.a
