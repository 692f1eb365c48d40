== vertica swap partitions | vertica
SELECT SWAP_PARTITIONS_BETWEEN_TABLES('stg.sales', '2024-01-01', '2024-01-31', 'dw.sales');
---
reads: stg.sales, dw.sales
writes: stg.sales, dw.sales

== vertica copy partitions | vertica
SELECT COPY_PARTITIONS_TO_TABLE('dw.sales', '2024-01-01', '2024-01-31', 'arch.sales', 'true')
---
reads: dw.sales
writes: arch.sales

== vertica move partitions | vertica
SELECT MOVE_PARTITIONS_TO_TABLE('dw.sales', '2024-01-01', '2024-01-31', 'arch.sales')
---
reads: dw.sales
writes: dw.sales, arch.sales

== vertica drop partitions | vertica
SELECT DROP_PARTITIONS('dw.sales', '2024-01-01', '2024-01-31')
---
may read: dw.sales
writes: dw.sales

== select of a user function alone | postgres
SELECT etl.load_orders('2024-01-01')
---
! unsupported

== select of built-in functions alone | postgres
SELECT pg_advisory_lock(42), set_config('a.b', 'x', false), now()
---
columns: none

== perform of a function in a do block | postgres
DO $$ BEGIN PERFORM etl.refresh_mart(current_date); INSERT INTO log_t (id) SELECT id FROM runs; END $$
---
reads: runs
writes: log_t
log_t.id <- runs.id
! unsupported

== set returning user function | postgres
INSERT INTO o (a) SELECT a FROM reporting.get_orders('2024-01-01')
---
writes: o
! unresolved

== duckdb recursive unnest | duckdb
SELECT unnest(payload, recursive := true) FROM events
---
reads: events
! unresolved

== openquery with names | tsql
INSERT INTO dbo.customers (id, name) SELECT q.id, UPPER(q.name) FROM OPENQUERY(CRM, 'SELECT id, name FROM crm.dbo.customers WHERE active = 1') AS q
---
reads: crm.crm.dbo.customers
writes: dbo.customers
dbo.customers.id <- crm.crm.dbo.customers.id
dbo.customers.name <- crm.crm.dbo.customers.name (transformation)
rows <- crm.crm.dbo.customers.active (filter)
! unsupported
exact

== external query with names | bigquery
CREATE OR REPLACE TABLE ds.customers AS SELECT c.id, c.email FROM EXTERNAL_QUERY("proj.us.crm", """SELECT id, email FROM public.customers WHERE deleted_at IS NULL""") AS c
---
reads: proj.us.crm.public.customers
writes: ds.customers
ds.customers.id <- proj.us.crm.public.customers.id
ds.customers.email <- proj.us.crm.public.customers.email
rows <- proj.us.crm.public.customers.deleted_at (filter)
! unsupported
exact

== clickhouse remote named | clickhouse
INSERT INTO dw.events (id, ts) SELECT id, ts FROM remote('10.0.0.1:9000', src.events, 'u', '***') WHERE ts > '2024-01-01'
---
reads: src.events
writes: dw.events
dw.events.id <- src.events.id
dw.events.ts <- src.events.ts
rows <- src.events.ts (filter)
! unsupported

== clickhouse postgresql function | clickhouse
INSERT INTO dw.users (id, name) SELECT id, name FROM postgresql('pg:5432', 'shop', 'users', 'u', '***', 'public')
---
reads: public.users
writes: dw.users
dw.users.id <- public.users.id
dw.users.name <- public.users.name
! unsupported

== clickhouse mysql function | clickhouse
INSERT INTO dw.users (id) SELECT id FROM mysql('my:3306', 'shop', 'users', 'u', '***')
---
reads: shop.users
writes: dw.users
dw.users.id <- shop.users.id
! unsupported

== duckdb postgres_query | duckdb
CREATE TABLE t AS SELECT id, total FROM postgres_query('pg', 'SELECT id, total FROM public.orders')
---
reads: pg.public.orders
writes: t
t.id <- pg.public.orders.id
t.total <- pg.public.orders.total
! unsupported

== duckdb postgres_scan | duckdb
CREATE TABLE t AS SELECT id FROM postgres_scan('host=x dbname=d', 'public', 'orders')
---
reads: public.orders
writes: t
t.id <- public.orders.id
! unsupported

== trino system.query | trino
INSERT INTO hive.s.o (id) SELECT id FROM TABLE(pg.system.query(query => 'SELECT id FROM public.orders WHERE x = 1'))
---
reads: pg.public.orders
writes: hive.s.o
hive.s.o.id <- pg.public.orders.id
rows <- pg.public.orders.x (filter)
! unsupported

== vertica timeseries | vertica
INSERT INTO ts_out (slice_time, symbol, bid) SELECT slice_time, symbol, TS_FIRST_VALUE(bid, 'LINEAR') AS first_bid FROM tick_store TIMESERIES slice_time AS '3 seconds' OVER (PARTITION BY symbol ORDER BY ts)
---
reads: tick_store
writes: ts_out
ts_out.slice_time <- tick_store.ts
ts_out.symbol <- tick_store.symbol
ts_out.bid <- tick_store.bid (aggregation)

== trino partitions metadata table | trino
INSERT INTO audit.parts (ds) SELECT max(ds) FROM hive.sales."orders$partitions"
---
reads: hive.sales.orders$partitions
writes: audit.parts
audit.parts.ds <- hive.sales.orders$partitions.ds (aggregation)

== iceberg snapshots metadata | spark
SELECT snapshot_id FROM cat.db.t.snapshots
---
reads: cat.db.t.snapshots
snapshot_id <- cat.db.t.snapshots.snapshot_id

== iceberg branch write | spark
INSERT INTO cat.db.t.branch_audit SELECT id, v FROM cat.db.src
---
reads: cat.db.src
writes: cat.db.t

== iceberg version as of | spark
INSERT INTO o (id) SELECT id FROM cat.db.t VERSION AS OF 10963874102873
---
reads: cat.db.t
writes: o
o.id <- cat.db.t.id

== delta at v | databricks
INSERT INTO o (id) SELECT id FROM c.s.t@v12
---
reads: c.s.t
writes: o
o.id <- c.s.t.id

== trino for version | trino
SELECT a.id FROM ice.s.t FOR VERSION AS OF 'main_branch' a JOIN ice.s.t FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00' b ON a.id = b.id
---
reads: ice.s.t
id <- ice.s.t.id (identity)
rows <- ice.s.t.id (join)
exact

== snowflake at before | snowflake
CREATE TABLE db.s.restored AS SELECT o.id, n.v FROM db.s.t BEFORE (STATEMENT => '8e5d0ca9-005e-44e6-b858-a8f5b37c5726') o JOIN db.s.t AT (OFFSET => -60*5) n ON o.id = n.id
---
reads: db.s.t
writes: db.s.restored
db.s.restored.id <- db.s.t.id
db.s.restored.v <- db.s.t.v
rows <- db.s.t.id (join)
exact

== bigquery system time | bigquery
INSERT INTO ds.o (id) SELECT id FROM `p.ds.t` FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR) WHERE x > 1
---
reads: p.ds.t
writes: ds.o
ds.o.id <- p.ds.t.id (identity)
rows <- p.ds.t.x (filter)
exact

== trino aggregates | trino
CREATE TABLE o AS SELECT checksum(a) ca, approx_distinct(b) ad, approx_percentile(c, 0.9) ap, arbitrary(d) ar, max_by(e, f) mb, min_by(e, f, 3) mi, histogram(g) hg, map_agg(h, i) ma, listagg(j, ',') WITHIN GROUP (ORDER BY k) la, bool_or(l) bo, geometric_mean(m) gm, array_agg(n ORDER BY q) an, numeric_histogram(5, r) nh, approx_most_frequent(3, s, 15) mf, multimap_agg(t, u) mm, reduce_agg(v, 0, (x, y) -> x + y, (x, y) -> x + y) ra, count_if(w > 1) ci, any_value(z) az FROM src
---
reads: src
writes: o
o.ca <- src.a (aggregation)
o.ad <- src.b (aggregation)
o.ap <- src.c (aggregation)
o.ar <- src.d (aggregation)
o.mb <- src.e (aggregation), src.f (conditional)
o.mi <- src.e (aggregation), src.f (conditional)
o.hg <- src.g (aggregation)
o.ma <- src.h (aggregation), src.i (aggregation)
o.la <- src.j (aggregation), src.k (window)
o.bo <- src.l (aggregation)
o.gm <- src.m (aggregation)
o.an <- src.n (aggregation), src.q (window)
o.nh <- src.r (aggregation)
o.mf <- src.s (aggregation)
o.mm <- src.t (aggregation), src.u (aggregation)
o.ra <- src.v (aggregation)
o.ci <- src.w (aggregation)
o.az <- src.z (aggregation)
exact

== snowflake aggregates | snowflake
CREATE TABLE o AS SELECT LISTAGG(DISTINCT a, ',') WITHIN GROUP (ORDER BY b) la, ANY_VALUE(c) av, MEDIAN(d) md, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY e) pc, APPROX_COUNT_DISTINCT(f) acd, HLL(g) hl, ARRAY_AGG(h) WITHIN GROUP (ORDER BY i) aa, OBJECT_AGG(j, k) oa, MAX_BY(l, m) mb, BITOR_AGG(n) bo, ARRAY_UNIQUE_AGG(p) au, APPROX_TOP_K(q, 3) atk, MODE(r) mo, KURTOSIS(s) ku, COUNT_IF(t > 0) ci, BOOLOR_AGG(u) bl, HLL_ACCUMULATE(v) ha, APPROX_PERCENTILE(w, 0.3) ap, MINHASH(100, x) mh, SKEW(y) sk FROM src
---
reads: src
writes: o
o.la <- src.a (aggregation), src.b (window)
o.av <- src.c (aggregation)
o.md <- src.d (aggregation)
o.pc <- src.e (aggregation)
o.acd <- src.f (aggregation)
o.hl <- src.g (aggregation)
o.aa <- src.h (aggregation), src.i (window)
o.oa <- src.j (aggregation), src.k (aggregation)
o.mb <- src.l (aggregation), src.m (conditional)
o.bo <- src.n (aggregation)
o.au <- src.p (aggregation)
o.atk <- src.q (aggregation)
o.mo <- src.r (aggregation)
o.ku <- src.s (aggregation)
o.ci <- src.t (aggregation)
o.bl <- src.u (aggregation)
o.ha <- src.v (aggregation)
o.ap <- src.w (aggregation)
o.mh <- src.x (aggregation)
o.sk <- src.y (aggregation)
exact

== clickhouse aggregates | clickhouse
CREATE TABLE o ENGINE = MergeTree ORDER BY tuple() AS SELECT uniqExact(a) ue, argMax(b, c) am, quantile(0.5)(d) q5, quantiles(0.5, 0.9)(e) qs, sumIf(f, g = 1) si, uniqMerge(h) um, sumState(i) ss, groupArray(j) ga, groupUniqArray(10)(k) gu, topK(3)(l) tk, anyLast(m) al, countIf(n > 1) ci, avgOrNull(p) an, uniqCombined64(q) uc, quantileTDigestIf(0.9)(r, s > 0) qt, argMinIf(t, u, v) ami, sumMap(w, x) sm, groupBitmapMerge(y) gb, maxSimpleState(z) ms, windowFunnel(86400)(ts, ev = 'a', ev = 'b') wf FROM src
---
reads: src
writes: o
o.ue <- src.a (aggregation)
o.am <- src.b (aggregation), src.c (conditional)
o.q5 <- src.d (aggregation)
o.qs <- src.e (aggregation)
o.si <- src.f (aggregation), src.g (conditional)
o.um <- src.h (aggregation)
o.ss <- src.i (aggregation)
o.ga <- src.j (aggregation)
o.gu <- src.k (aggregation)
o.tk <- src.l (aggregation)
o.al <- src.m (aggregation)
o.ci <- src.n (aggregation)
o.an <- src.p (aggregation)
o.uc <- src.q (aggregation)
o.qt <- src.r (aggregation), src.s (conditional)
o.ami <- src.t (aggregation), src.u (conditional), src.v (conditional)
o.sm <- src.w (aggregation), src.x (aggregation)
o.gb <- src.y (aggregation)
o.ms <- src.z (aggregation)
o.wf <- src.ts (aggregation), src.ev (aggregation)

== oracle aggregates | oracle
CREATE TABLE o AS SELECT MAX(sal) KEEP (DENSE_RANK FIRST ORDER BY hired DESC) last_sal, LISTAGG(ename, ',' ON OVERFLOW TRUNCATE) WITHIN GROUP (ORDER BY ename) names, MEDIAN(bonus) mb, PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY comm) pd, STATS_MODE(job) sm, APPROX_COUNT_DISTINCT(mgr) am, COLLECT(x) cx, XMLAGG(XMLELEMENT("e", y)) xa, JSON_ARRAYAGG(z) ja, COVAR_POP(p, q) cp, REGR_SLOPE(r, s) rs, CORR(t, u) co FROM emp GROUP BY deptno
---
reads: emp
writes: o
o.last_sal <- emp.sal (aggregation), emp.hired (window)
o.names <- emp.ename (aggregation), emp.ename (window)
o.mb <- emp.bonus (aggregation)
o.pd <- emp.comm (aggregation)
o.sm <- emp.job (aggregation)
o.am <- emp.mgr (aggregation)
o.cx <- emp.x (aggregation)
o.xa <- emp.y (aggregation)
o.ja <- emp.z (aggregation)
o.cp <- emp.p (aggregation), emp.q (aggregation)
o.rs <- emp.r (aggregation), emp.s (aggregation)
o.co <- emp.t (aggregation), emp.u (aggregation)
rows <- emp.deptno (group_by)
exact

== spark aggregates | spark, databricks
CREATE TABLE o AS SELECT collect_list(a) cl, collect_set(b) cs, percentile_approx(c, 0.5) pa, approx_count_distinct(d) ad, max_by(e, f) mb, first(g) fg, last(h, true) lh, any_value(i) ai, count_if(j) cj, bool_and(k) ba, hll_sketch_agg(l) hs, percentile(m, 0.5) pm, kurtosis(n) kn, mode(p) mp, regr_r2(q, r) rr, every(s) es, some(t) st, histogram_numeric(u, 5) hn, bit_xor(v) bx, try_sum(w) tw, array_agg(x) ax, min(y) my FROM src
---
reads: src
writes: o
o.cl <- src.a (aggregation)
o.cs <- src.b (aggregation)
o.pa <- src.c (aggregation)
o.ad <- src.d (aggregation)
o.mb <- src.e (aggregation), src.f (conditional)
o.fg <- src.g (aggregation)
o.lh <- src.h (aggregation)
o.ai <- src.i (aggregation)
o.cj <- src.j (aggregation)
o.ba <- src.k (aggregation)
o.hs <- src.l (aggregation)
o.pm <- src.m (aggregation)
o.kn <- src.n (aggregation)
o.mp <- src.p (aggregation)
o.rr <- src.q (aggregation), src.r (aggregation)
o.es <- src.s (aggregation)
o.st <- src.t (aggregation)
o.hn <- src.u (aggregation)
o.bx <- src.v (aggregation)
o.tw <- src.w (aggregation)
o.ax <- src.x (aggregation)
o.my <- src.y (aggregation)

== postgres aggregates | postgres
CREATE TABLE o AS SELECT string_agg(a, ',' ORDER BY b) sa, array_agg(c) ac, percentile_cont(0.5) WITHIN GROUP (ORDER BY d) pc, mode() WITHIN GROUP (ORDER BY e) mo, jsonb_agg(f) jf, jsonb_object_agg(g, h) jo, bool_or(i) bi, every(j) ej, bit_and(k) bk, regr_count(l, m) rc, count(*) FILTER (WHERE n > 1) cn, xmlagg(p) xp, json_agg(q ORDER BY r DESC) jq, range_agg(s) ra, any_value(t) at, hll_add_agg(u) hu, stddev_samp(v) sv, sum(DISTINCT w) sw FROM src
---
reads: src
writes: o
o.sa <- src.a (aggregation), src.b (window)
o.ac <- src.c (aggregation)
o.pc <- src.d (aggregation)
o.mo <- src.e (aggregation)
o.jf <- src.f (aggregation)
o.jo <- src.g (aggregation), src.h (aggregation)
o.bi <- src.i (aggregation)
o.ej <- src.j (aggregation)
o.bk <- src.k (aggregation)
o.rc <- src.l (aggregation), src.m (aggregation)
o.cn <- src.n (conditional)
o.xp <- src.p (aggregation)
o.jq <- src.q (aggregation), src.r (window)
o.ra <- src.s (aggregation)
o.at <- src.t (aggregation)
o.hu <- src.u (aggregation)
o.sv <- src.v (aggregation)
o.sw <- src.w (aggregation)
exact

== bigquery aggregates | bigquery
CREATE TABLE d.o AS SELECT STRING_AGG(DISTINCT a, ',' ORDER BY a LIMIT 5) sa, ARRAY_AGG(b IGNORE NULLS ORDER BY c DESC LIMIT 1)[OFFSET(0)] ab, ANY_VALUE(e HAVING MAX f) av, APPROX_QUANTILES(g, 100)[OFFSET(50)] aq, COUNTIF(h > 1) ch, LOGICAL_OR(i) li, HLL_COUNT.INIT(j) hj, APPROX_TOP_COUNT(k, 3) ak, MAX_BY(l, m) ml, ARRAY_CONCAT_AGG(n) an, BIT_XOR(p) bp, CORR(q, r) cqr, HLL_COUNT.MERGE(s) hm, PERCENTILE_CONT(t, 0.5) OVER (PARTITION BY u) pt FROM d.src
---
reads: d.src
writes: d.o
d.o.sa <- d.src.a (aggregation), d.src.a (window)
d.o.ab <- d.src.b (aggregation), d.src.c (window)
d.o.av <- d.src.e (aggregation), d.src.f (conditional)
d.o.aq <- d.src.g (aggregation)
d.o.ch <- d.src.h (aggregation)
d.o.li <- d.src.i (aggregation)
d.o.hj <- d.src.j (aggregation)
d.o.ak <- d.src.k (aggregation)
d.o.ml <- d.src.l (aggregation), d.src.m (conditional)
d.o.an <- d.src.n (aggregation)
d.o.bp <- d.src.p (aggregation)
d.o.cqr <- d.src.q (aggregation), d.src.r (aggregation)
d.o.hm <- d.src.s (aggregation)
d.o.pt <- d.src.t (aggregation), d.src.u (window)
exact

== mysql aggregates | mysql
CREATE TABLE o AS SELECT GROUP_CONCAT(DISTINCT a ORDER BY b SEPARATOR ';') ga, ANY_VALUE(c) ac, JSON_ARRAYAGG(d) jd, JSON_OBJECTAGG(e, f) je, BIT_OR(g) bg, STD(h) sh, VAR_POP(i) vi FROM src
---
reads: src
writes: o
o.ga <- src.a (aggregation), src.b (window)
o.ac <- src.c (aggregation)
o.jd <- src.d (aggregation)
o.je <- src.e (aggregation), src.f (aggregation)
o.bg <- src.g (aggregation)
o.sh <- src.h (aggregation)
o.vi <- src.i (aggregation)
exact

== duckdb aggregates | duckdb
CREATE TABLE o AS SELECT string_agg(a, ',' ORDER BY b) sa, arg_max(c, d) ad, median(e) me, quantile_cont(f, 0.5) qf, list(g ORDER BY h) lg, histogram(i) hi, approx_count_distinct(j) aj, mode(k) mk, first(l) fl, any_value(m) am, max(n, 3) mn, product(p) pp, entropy(q) eq, bitstring_agg(r) br, count(*) FILTER (s > 1) cs, mad(t) mt, favg(u) fu, reservoir_quantile(v, 0.5) rv, arbitrary(w) aw, group_concat(x) gx FROM src
---
reads: src
writes: o
o.sa <- src.a (aggregation), src.b (window)
o.ad <- src.c (aggregation), src.d (conditional)
o.me <- src.e (aggregation)
o.qf <- src.f (aggregation)
o.lg <- src.g (aggregation), src.h (window)
o.hi <- src.i (aggregation)
o.aj <- src.j (aggregation)
o.mk <- src.k (aggregation)
o.fl <- src.l (aggregation)
o.am <- src.m (aggregation)
o.mn <- src.n (aggregation)
o.pp <- src.p (aggregation)
o.eq <- src.q (aggregation)
o.br <- src.r (aggregation)
o.cs <- src.s (conditional)
o.mt <- src.t (aggregation)
o.fu <- src.u (aggregation)
o.rv <- src.v (aggregation)
o.aw <- src.w (aggregation)
o.gx <- src.x (aggregation)
exact

== redshift aggregates | redshift
CREATE TABLE o AS SELECT listagg(a, ',') WITHIN GROUP (ORDER BY b) la, median(c) mc, approximate count(distinct d) acd, hll(e) he, percentile_cont(0.9) within group (order by f) pf, any_value(g) ag, bool_or(h) bh, approximate percentile_disc(0.5) within group (order by i) ap, hll_create_sketch(j) hj FROM s.src
---
reads: s.src
writes: o
o.la <- s.src.a (aggregation), s.src.b (window)
o.mc <- s.src.c (aggregation)
o.acd <- s.src.d (aggregation)
o.he <- s.src.e (aggregation)
o.pf <- s.src.f (aggregation)
o.ag <- s.src.g (aggregation)
o.bh <- s.src.h (aggregation)
o.ap <- s.src.i (aggregation)
o.hj <- s.src.j (aggregation)
exact

== tsql aggregates | tsql
SELECT STRING_AGG(CONVERT(NVARCHAR(MAX), a), ',') WITHIN GROUP (ORDER BY b) sa, APPROX_COUNT_DISTINCT(c) ac, CHECKSUM_AGG(d) cd, COUNT_BIG(e) ce, STDEVP(f) sf, VARP(g) vg, GROUPING(h) gh INTO dbo.o FROM dbo.src GROUP BY h
---
reads: dbo.src
writes: dbo.o
dbo.o.sa <- dbo.src.a (aggregation), dbo.src.b (window)
dbo.o.ac <- dbo.src.c (aggregation)
dbo.o.cd <- dbo.src.d (aggregation)
dbo.o.ce <- dbo.src.e (aggregation)
dbo.o.sf <- dbo.src.f (aggregation)
dbo.o.vg <- dbo.src.g (aggregation)
rows <- dbo.src.h (group_by)
exact

== exasol teradata vertica aggregates | exasol
CREATE TABLE o AS SELECT GROUP_CONCAT(a ORDER BY b SEPARATOR ',') ga, FIRST_VALUE(c) fc, MEDIAN(d) md, APPROXIMATE_COUNT_DISTINCT(e) ae, LISTAGG(f, ',') WITHIN GROUP (ORDER BY g) lf, MUL(h) mh FROM src
---
reads: src
writes: o
o.ga <- src.a (aggregation), src.b (window)
o.fc <- src.c
o.md <- src.d (aggregation)
o.ae <- src.e (aggregation)
o.lf <- src.f (aggregation), src.g (window)
o.mh <- src.h (aggregation)

== vertica aggregates | vertica
CREATE TABLE o AS SELECT LISTAGG(a USING PARAMETERS separator=';') la, APPROXIMATE_COUNT_DISTINCT(b) ab, APPROXIMATE_MEDIAN(c) mc, APPROXIMATE_PERCENTILE(d USING PARAMETERS percentiles='0.5') pd, BIT_OR(e) be FROM src
---
reads: src
writes: o
o.la <- src.a (aggregation)
o.ab <- src.b (aggregation)
o.mc <- src.c (aggregation)
o.pd <- src.d (aggregation)
o.be <- src.e (aggregation)
