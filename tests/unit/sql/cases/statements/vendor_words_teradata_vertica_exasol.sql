== volatile table with statistics then merge | teradata
CREATE MULTISET VOLATILE TABLE vt_sales, NO FALLBACK, NO LOG AS (
  SELECT s.store_id, s.sale_dt, SUM(s.amt) AS amt FROM stg.sales s WHERE s.sale_dt BETWEEN DATE '2026-01-01' AND CURRENT_DATE - 1 GROUP BY 1, 2
) WITH DATA PRIMARY INDEX (store_id) ON COMMIT PRESERVE ROWS;
COLLECT STATS COLUMN (store_id), COLUMN (sale_dt) ON vt_sales;
MERGE INTO dw.store_day AS t USING vt_sales AS v ON t.store_id = v.store_id AND t.sale_dt = v.sale_dt
WHEN MATCHED THEN UPDATE SET amt = v.amt
WHEN NOT MATCHED THEN INSERT (store_id, sale_dt, amt) VALUES (v.store_id, v.sale_dt, v.amt)
LOGGING ALL ERRORS WITH NO LIMIT;
---
reads: stg.sales
may read: dw.store_day
writes: dw.store_day
dw.store_day.amt <- stg.sales.amt
dw.store_day.store_id <- stg.sales.store_id
dw.store_day.sale_dt <- stg.sales.sale_dt

== qualify with csum mdiff and reset when | teradata
INSERT INTO mart.streak (acct, dt, run_bal, streak)
SELECT a.acct, a.dt, SUM(a.amt) OVER (PARTITION BY a.acct ORDER BY a.dt ROWS UNBOUNDED PRECEDING),
  ROW_NUMBER() OVER (PARTITION BY a.acct ORDER BY a.dt RESET WHEN a.amt < 0)
FROM dw.acct_day a
QUALIFY RANK() OVER (PARTITION BY a.acct ORDER BY a.dt DESC) <= 30;
---
reads: dw.acct_day
writes: mart.streak
mart.streak.acct <- dw.acct_day.acct
mart.streak.dt <- dw.acct_day.dt
mart.streak.run_bal <- dw.acct_day.amt

== update from two tables with locking | teradata
LOCKING TABLE dw.cust FOR WRITE
UPDATE c FROM dw.cust AS c, stg.cust AS s, ref.country AS r
SET email = s.email, country_nm = r.nm (VARCHAR(50)), upd_ts = CURRENT_TIMESTAMP(0)
WHERE c.cust_id = s.cust_id AND r.iso = s.iso;
---
reads: stg.cust, ref.country
may read: dw.cust
writes: dw.cust
dw.cust.email <- stg.cust.email
dw.cust.country_nm <- ref.country.nm

== insert with period and begin end | teradata
INSERT INTO dw.emp_hist (emp_id, valid, dept)
SELECT e.emp_id, PERIOD(e.from_dt, COALESCE(LEAD(e.from_dt) OVER (PARTITION BY e.emp_id ORDER BY e.from_dt), UNTIL_CHANGED)), e.dept FROM stg.emp e;
---
reads: stg.emp
writes: dw.emp_hist
dw.emp_hist.emp_id <- stg.emp.emp_id
dw.emp_hist.valid <- stg.emp.from_dt
dw.emp_hist.dept <- stg.emp.dept

== nontemporal and sequenced updates | teradata
CURRENT VALIDTIME UPDATE dw.pol SET prem = prem * 1.05 WHERE pol_id IN (SELECT p.pol_id FROM stg.pol p);
---
reads: stg.pol, dw.pol
writes: dw.pol
dw.pol.prem <- dw.pol.prem

== sequenced validtime select | teradata
INSERT INTO mart.vt (id, v) SEQUENCED VALIDTIME SELECT p.id, p.v FROM dw.pol p;
---
reads: dw.pol
writes: mart.vt
mart.vt.id <- dw.pol.id
mart.vt.v <- dw.pol.v

== td_unpivot and td sysfnlib | teradata
INSERT INTO mart.m (id, mon, amt)
SELECT id, mon, amt FROM TD_UNPIVOT (ON (SELECT w.id, w.jan, w.feb FROM dw.wide w) USING VALUE_COLUMNS('amt') UNPIVOT_COLUMN('mon') COLUMN_LIST('jan', 'feb')) x;
---
reads: dw.wide
writes: mart.m
! unresolved

== json_table and shredding | teradata
INSERT INTO stg.j (id, nm, pr)
SELECT jt.id, jt.nm, jt.pr FROM JSON_TABLE (ON (SELECT r.id, r.doc FROM raw.j r) USING ROWEXPR('$.items[*]') COLEXPR('[{"jsonpath":"$.n","type":"VARCHAR(20)"},{"jsonpath":"$.p","type":"INTEGER"}]')) AS jt (id, nm, pr);
---
reads: raw.j
writes: stg.j
stg.j.id <- raw.j.id, raw.j.doc
stg.j.nm <- raw.j.id, raw.j.doc
stg.j.pr <- raw.j.id, raw.j.doc

== nos read from object store into a table | teradata
CREATE MULTISET TABLE stg.nos AS (
  SELECT payload.id AS id, payload.amt AS amt FROM (LOCATION='/S3/bkt.s3.amazonaws.com/in/2026/' AUTHORIZATION=etl.auth1) AS d
) WITH DATA NO PRIMARY INDEX;
---
reads: /S3/bkt.s3.amazonaws.com/in/2026/
writes: stg.nos

== write_nos export | teradata
SELECT * FROM WRITE_NOS (ON (SELECT s.id, s.amt FROM dw.sales s) USING LOCATION('/S3/bkt.s3.amazonaws.com/out/sales/') STOREDAS('PARQUET')) AS d;
---
reads: dw.sales
writes: /S3/bkt.s3.amazonaws.com/out/sales/

== foreign table and select from it | teradata
CREATE FOREIGN TABLE ext.riv, EXTERNAL SECURITY etl.auth1 (Location VARCHAR(2048), Payload JSON(8388096)) USING (LOCATION('/s3/td-usgs.s3.amazonaws.com/DATA/'));
INSERT INTO dw.riv (site, flow) SELECT r.payload.site_no, r.payload.Flow (FLOAT) FROM ext.riv r;
---
reads: ext.riv
may read: /s3/td-usgs.s3.amazonaws.com/DATA/
writes: ext.riv, dw.riv
dw.riv.site <- ext.riv.payload
dw.riv.flow <- ext.riv.payload

== bteq with activity count jumps | teradata
.LOGON tdp1/user,pw;
.SET ERROROUT STDOUT
DATABASE stg;
INSERT INTO dw.t (a) SELECT x.a FROM src x;
.IF ERRORCODE <> 0 THEN .QUIT 8
.LABEL done
UPDATE dw.t SET b = 1 ALL;
.LOGOFF
.QUIT 0
---
reads: stg.src
may read: dw.t
writes: dw.t
dw.t.a <- stg.src.a

== procedure with dynamic sysexecsql | teradata
REPLACE PROCEDURE etl.p_build (IN p_tab VARCHAR(30))
SQL SECURITY INVOKER
BEGIN
  DECLARE v_sql VARCHAR(2000);
  SET v_sql = 'INSERT INTO dw.' || p_tab || ' (id) SELECT s.id FROM stg.' || p_tab || ' s;';
  CALL DBC.SysExecSQL(v_sql);
END;
CALL etl.p_build('orders');
---
reads: stg.orders
writes: dw.orders
dw.orders.id <- stg.orders.id

== procedure with cursor loop for | teradata
REPLACE PROCEDURE etl.p_fx ()
BEGIN
  FOR r AS c1 CURSOR FOR SELECT f.ccy, f.rate FROM ref.fx f
  DO
    UPDATE dw.pos SET val_eur = val * r.rate WHERE ccy = r.ccy;
  END FOR;
END;
CALL etl.p_fx();
---
reads: ref.fx, dw.pos
writes: dw.pos
dw.pos.val_eur <- dw.pos.val, ref.fx.rate

== create table from a table definition with data and stats | teradata
CREATE SET TABLE dw.bk, FALLBACK, CHECKSUM = DEFAULT AS dw.orders WITH DATA AND STATISTICS PRIMARY INDEX (id) PARTITION BY RANGE_N(dt BETWEEN DATE '2020-01-01' AND DATE '2026-12-31' EACH INTERVAL '1' MONTH, NO RANGE);
---
reads: dw.orders
writes: dw.bk

== top with ties and sample stratified | teradata
CREATE VOLATILE TABLE vt AS (SELECT TOP 100 WITH TIES s.id, s.amt FROM dw.s s ORDER BY s.amt DESC) WITH DATA ON COMMIT PRESERVE ROWS;
INSERT INTO ml.sample (id, amt, sid) SELECT v.id, v.amt, SAMPLEID FROM vt v SAMPLE WHEN v.amt > 10 THEN 0.1, 0.2 ELSE 0.05 END;
---
reads: dw.s
writes: ml.sample
ml.sample.id <- dw.s.id
ml.sample.amt <- dw.s.amt

== casts with format and named columns reused | teradata
INSERT INTO mart.f (yr, k, h)
SELECT EXTRACT(YEAR FROM s.dt) (NAMED yr), yr || TRIM(s.code) (NAMED k), HASHBUCKET(HASHROW(s.id)) FROM dw.s s WHERE s.dt = '2026-01-01' (DATE, FORMAT 'YYYY-MM-DD');
---
reads: dw.s
writes: mart.f
mart.f.yr <- dw.s.dt
mart.f.k <- dw.s.dt, dw.s.code
mart.f.h <- dw.s.id

== grouping sets and ordered analytic | teradata
INSERT INTO mart.gs (a, b, v, p) SELECT s.a, s.b, SUM(s.v), PERCENT_RANK() OVER (ORDER BY SUM(s.v) DESC) FROM dw.s s GROUP BY GROUPING SETS ((s.a), (s.b), ());
---
reads: dw.s
writes: mart.gs
mart.gs.a <- dw.s.a
mart.gs.b <- dw.s.b
mart.gs.v <- dw.s.v

== insert with explicit values and subquery as scalar | teradata
INS dw.log (id, n) VALUES (1, (SELECT COUNT(t.x) FROM dw.t t));
---
reads: dw.t
writes: dw.log
dw.log.n <- dw.t.x

== lateral derived with hash by | teradata
INSERT INTO mart.sc (id, score) SELECT sc.id, sc.score FROM TABLE (etl.f_score(s.id, s.v) HASH BY s.id LOCAL ORDER BY s.v) AS sc;
---
writes: mart.sc
! unresolved

== copy from vertica | vertica
COPY dw.cust FROM VERTICA otherdb.crm.cust DIRECT;
---
reads: otherdb.crm.cust
writes: dw.cust

== export to parquet with partition | vertica
EXPORT TO PARQUET (directory = 's3://bkt/out/sales', compression = 'ZSTD') OVER (PARTITION BY dt ORDER BY id) AS SELECT s.id, s.dt, s.amt FROM dw.sales s;
---
reads: dw.sales
writes: s3://bkt/out/sales
s3://bkt/out/sales.id <- dw.sales.id
s3://bkt/out/sales.dt <- dw.sales.dt
s3://bkt/out/sales.amt <- dw.sales.amt

== export to vertica | vertica
CONNECT TO VERTICA vdb USER u ON 'h', 5433;
EXPORT TO VERTICA vdb.dw.sales_copy AS SELECT s.id, s.amt FROM dw.sales s;
DISCONNECT vdb;
---
reads: dw.sales
writes: vdb.dw.sales_copy
vdb.dw.sales_copy.id <- dw.sales.id
vdb.dw.sales_copy.amt <- dw.sales.amt

== match clause with pattern | vertica
INSERT INTO mart.paths (uid, sid, ev, url)
SELECT uid, match_id(), event_name(), url FROM web.clicks
MATCH (PARTITION BY uid, sid ORDER BY ts DEFINE Entry AS ref NOT ILIKE '%x.com%', Onsite AS url ILIKE '%x.com%', Purchase AS action = 'P' PATTERN P AS (Entry Onsite* Purchase) ROWS MATCH FIRST EVENT);
---
reads: web.clicks
writes: mart.paths
mart.paths.uid <- web.clicks.uid
mart.paths.url <- web.clicks.url

== update with from and default | vertica
UPDATE dw.d SET nm = s.nm, src = DEFAULT FROM stg.d s WHERE s.bk = dw.d.bk;
---
reads: stg.d
may read: dw.d
writes: dw.d
dw.d.nm <- stg.d.nm

== flattened table refresh | vertica
ALTER TABLE dw.orders ADD COLUMN cust_nm VARCHAR(50) SET USING (SELECT c.nm FROM crm.c c WHERE c.id = orders.cust_id);
SELECT REFRESH_COLUMNS('dw.orders', 'cust_nm', 'REBUILD');
---
reads: crm.c
may read: dw.orders, crm.c
writes: dw.orders

== explode with partition best | vertica
INSERT INTO stg.ex (id, pos, val) SELECT EXPLODE(r.id, r.arr USING PARAMETERS skip_partitioning = true) OVER (PARTITION BEST) AS (id, pos, val) FROM raw.r r;
---
reads: raw.r
writes: stg.ex
stg.ex.id <- raw.r.id, raw.r.arr
stg.ex.pos <- raw.r.id, raw.r.arr
stg.ex.val <- raw.r.id, raw.r.arr

== time slice and gap fill | vertica
INSERT INTO mart.ts (sl, sym, px) SELECT slice_time, sym, TS_FIRST_VALUE(px, 'LINEAR') FROM mkt.t TIMESERIES slice_time AS '1 minute' OVER (PARTITION BY sym ORDER BY ts);
---
reads: mkt.t
writes: mart.ts
mart.ts.sl <- mkt.t.ts
mart.ts.sym <- mkt.t.sym
mart.ts.px <- mkt.t.px

== rename several tables at once | vertica
CREATE TABLE dw.n AS SELECT s.id FROM stg.s s;
ALTER TABLE dw.cur, dw.n RENAME TO old, cur;
DROP TABLE dw.old CASCADE;
---
reads: stg.s
writes: dw.cur
dw.cur.id <- stg.s.id

== stored procedure in plvsql | vertica
CREATE OR REPLACE PROCEDURE etl.p(d DATE) LANGUAGE PLvSQL AS $$
DECLARE n INT;
BEGIN
  PERFORM DELETE FROM dw.day WHERE dt = d;
  PERFORM INSERT INTO dw.day (dt, amt) SELECT s.dt, SUM(s.amt) FROM stg.day s WHERE s.dt = d GROUP BY s.dt;
  n := SELECT COUNT(*) FROM dw.day;
  PERFORM COMMIT;
END;
$$;
CALL etl.p('2026-01-01');
---
reads: stg.day, dw.day
may read: dw.day
writes: dw.day
dw.day.dt <- stg.day.dt
dw.day.amt <- stg.day.amt

== analyze, purge, at epoch | vertica
AT EPOCH LATEST SELECT s.id, s.v FROM dw.s s;
---
reads: dw.s
id <- dw.s.id
v <- dw.s.v

== insert at time with history | vertica
INSERT INTO audit.old (id, v) AT TIME '2026-01-01 00:00:00' SELECT s.id, s.v FROM dw.s s;
---
reads: dw.s
writes: audit.old
audit.old.id <- dw.s.id
audit.old.v <- dw.s.v

== semi and anti joins with null aware | vertica
INSERT INTO mart.anti (id) SELECT a.id FROM dw.a a NULLAWARE ANTI JOIN dw.b b ON a.id = b.id;
---
reads: dw.a, dw.b
writes: mart.anti
mart.anti.id <- dw.a.id

== json_extract with emits | exasol
INSERT INTO stg.j (id, nm, age)
SELECT r.id, JSON_EXTRACT(r.doc, '$.name', '$.age') EMITS (nm VARCHAR(100), age INT) FROM raw.j r;
---
reads: raw.j
writes: stg.j
stg.j.id <- raw.j.id
stg.j.nm <- raw.j.doc
stg.j.age <- raw.j.doc

== rename tables and drop cascade | exasol
CREATE TABLE dw.n LIKE dw.cur INCLUDING DEFAULTS;
INSERT INTO dw.n (id) SELECT s.id FROM stg.s s ORDER BY s.id;
RENAME TABLE dw.cur TO old;
RENAME TABLE dw.n TO cur;
DROP TABLE dw.old CASCADE CONSTRAINTS;
COMMIT;
---
reads: stg.s
may read: dw.cur
writes: dw.cur
dw.cur.id <- stg.s.id

== insert with overriding defaults and union | exasol
INSERT INTO dw.u (a, b) (SELECT s.a, s.b FROM s1.t s UNION ALL SELECT r.a, CAST(NULL AS VARCHAR(10)) FROM s2.t r);
---
reads: s1.t, s2.t
writes: dw.u
dw.u.a <- s1.t.a, s2.t.a
dw.u.b <- s1.t.b

== td_sysfnlib and table operator on a table with partition by | teradata
INSERT INTO mart.ses (uid, sid) SELECT s.uid, s.sessionid FROM Sessionize (ON web.clicks PARTITION BY uid ORDER BY ts USING TimeColumn('ts') TimeOut(1800)) AS s;
---
reads: web.clicks
writes: mart.ses
! unresolved

== npath with symbols | teradata
INSERT INTO mart.np (uid, path)
SELECT n.uid, n.path FROM nPath (ON web.clicks PARTITION BY uid ORDER BY ts USING Mode(NONOVERLAPPING) Pattern('A.B*') Symbols(page = 'home' AS A, TRUE AS B) Result(FIRST(uid OF A) AS uid, ACCUMULATE(page OF ANY(A,B)) AS path)) AS n;
---
reads: web.clicks
writes: mart.np
! unresolved

== volatile from another volatile with on commit delete | teradata
CREATE VOLATILE MULTISET TABLE v1 AS (SELECT s.id, s.v FROM stg.s s) WITH DATA ON COMMIT PRESERVE ROWS;
CREATE VOLATILE SET TABLE v2, NO LOG, FALLBACK AS (SELECT v.id, SUM(v.v) AS v FROM v1 v GROUP BY 1) WITH DATA NO PRIMARY INDEX ON COMMIT PRESERVE ROWS;
DROP TABLE v1;
INSERT INTO dw.s (id, v) SELECT id, v FROM v2;
---
reads: stg.s
writes: dw.s
dw.s.id <- stg.s.id
dw.s.v <- stg.s.v

== global temporary trace and insert select with hashamp | teradata
INSERT INTO dba.skew (amp, n) SELECT HASHAMP(HASHBUCKET(HASHROW(t.id))) AS amp, COUNT(t.id) FROM dw.t t GROUP BY 1;
---
reads: dw.t
writes: dba.skew
dba.skew.amp <- dw.t.id
dba.skew.n <- dw.t.id

== procedure with handlers and dynamic prepare | teradata
REPLACE PROCEDURE etl.p2 (IN p_db VARCHAR(30), OUT p_rc INTEGER)
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION SET p_rc = SQLCODE;
  INSERT INTO dw.a (x) SELECT s.x FROM stg.a s;
  IF ACTIVITY_COUNT = 0 THEN
    INSERT INTO etl.log (msg) VALUES ('none');
  END IF;
  EXECUTE IMMEDIATE 'DELETE FROM ' || p_db || '.a_old ALL;';
END;
CALL etl.p2('dw', rc);
---
reads: stg.a
may read: dw.a_old
writes: dw.a, etl.log, dw.a_old
dw.a.x <- stg.a.x

== insert select with unpivot and translate_chk | teradata
INSERT INTO mart.u (id, mon, amt) SELECT id, mon, amt FROM dw.w UNPIVOT (amt FOR mon IN (jan AS 'JAN', feb AS 'FEB')) u WHERE TRANSLATE_CHK(nm USING LATIN_TO_UNICODE) = 0;
---
reads: dw.w
writes: mart.u
mart.u.id <- dw.w.id
mart.u.amt <- dw.w.jan, dw.w.feb

== merge with a period contains and error table | teradata
MERGE INTO dw.m AS t USING (SELECT s.id, s.dt, s.v, p.rate FROM stg.m s JOIN ref.rate p ON p.valid CONTAINS s.dt) AS x ON t.id = x.id WHEN MATCHED THEN UPDATE SET v = x.v * x.rate WHEN NOT MATCHED THEN INSERT VALUES (x.id, x.dt, x.v * x.rate) LOGGING ERRORS WITH LIMIT OF 100;
---
reads: stg.m, ref.rate
may read: dw.m
writes: dw.m

== cast chains with dates and extract and null if zero | teradata
INSERT INTO mart.ca (a, b, c) SELECT CAST(CAST(s.a AS DATE FORMAT 'YYYYMMDD') AS CHAR(8)), s.b (DATE, FORMAT 'YYYY-MM-DD') (CHAR(10)), NULLIFZERO(s.c) / s.d FROM stg.ca s WHERE s.dt (INTEGER) > 1000;
---
reads: stg.ca
writes: mart.ca
mart.ca.a <- stg.ca.a
mart.ca.b <- stg.ca.b
mart.ca.c <- stg.ca.c, stg.ca.d

== merge delete only when matched | exasol
MERGE INTO dw.x t USING stg.x_del d ON t.id = d.id WHEN MATCHED THEN DELETE WHERE d.op = 'D';
---
reads: stg.x_del
may read: dw.x
writes: dw.x

== with local in group and having | exasol
INSERT INTO mart.l (yr, amt) SELECT YEAR(s.dt) AS yr, SUM(s.amt) AS amt FROM dw.s s WHERE LOCAL.yr > 2020 GROUP BY LOCAL.yr HAVING LOCAL.amt > 0;
---
reads: dw.s
writes: mart.l
mart.l.yr <- dw.s.dt
mart.l.amt <- dw.s.amt

== import into with columns from local and export fbv | exasol
EXPORT (SELECT s.id, s.nm FROM dw.s s ORDER BY s.id) INTO LOCAL FBV FILE '/tmp/s.fbv' REPLACE;
---
reads: dw.s
writes: /tmp/s.fbv
/tmp/s.fbv.id <- dw.s.id
/tmp/s.fbv.nm <- dw.s.nm

== edit distance join and days between and last day | exasol
CREATE OR REPLACE VIEW mart.v COMMENT IS 'x' AS SELECT a.id, DAYS_BETWEEN(a.d1, a.d2) AS dd, TO_CHAR(b.d, 'YYYY') AS y FROM dw.a a LEFT JOIN dw.b b ON EDIT_DISTANCE(a.nm, b.nm) < 3;
---
reads: dw.a, dw.b
writes: mart.v
mart.v.id <- dw.a.id
mart.v.dd <- dw.a.d1, dw.a.d2
mart.v.y <- dw.b.d

== insert select with analytic ignore nulls and within interval join | vertica
INSERT INTO mart.iv (id, v) SELECT a.id, LAST_VALUE(b.v IGNORE NULLS) OVER (PARTITION BY a.id ORDER BY b.ts ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM dw.a a JOIN dw.b b ON b.id = a.id AND b.ts BETWEEN a.ts - INTERVAL '5 minutes' AND a.ts;
---
reads: dw.a, dw.b
writes: mart.iv
mart.iv.id <- dw.a.id
mart.iv.v <- dw.b.v

== copy table and analyze and truncate | vertica
SELECT COPY_TABLE('dw.src', 'bak.src_20260101');
SELECT ANALYZE_STATISTICS('dw.src');
TRUNCATE TABLE dw.src;
---
reads: dw.src
writes: bak.src_20260101, dw.src

== create table like including projections then partition copy | vertica
CREATE TABLE stg.l LIKE dw.l INCLUDING PROJECTIONS;
INSERT INTO stg.l (id) SELECT r.id FROM raw.l r;
SELECT SWAP_PARTITIONS_BETWEEN_TABLES('stg.l', 1, 2, 'dw.l');
DROP TABLE stg.l;
---
reads: raw.l
may read: dw.l
writes: dw.l

== array element explode unnest and row access | vertica
INSERT INTO mart.ar (id, f, n) SELECT r.id, r.arr[0], r.addr.city FROM raw.r r WHERE CONTAINS(r.arr, 'x');
---
reads: raw.r
writes: mart.ar
mart.ar.id <- raw.r.id
mart.ar.f <- raw.r.arr
mart.ar.n <- raw.r.addr

== select into temp table | vertica
SELECT s.id, s.v INTO LOCAL TEMP TABLE t1 ON COMMIT PRESERVE ROWS FROM dw.s s WHERE s.v > 0;
INSERT INTO mart.t1 (id, v) SELECT t.id, t.v FROM t1 t;
---
reads: dw.s
writes: mart.t1
mart.t1.id <- dw.s.id
mart.t1.v <- dw.s.v
