== writable cte chain | postgres
WITH moved AS (DELETE FROM q WHERE done RETURNING id, body), ins AS (INSERT INTO archive (id, body) SELECT id, body FROM moved RETURNING id) INSERT INTO log (id) SELECT id FROM ins
---
reads: q
may read: q, archive
writes: q, archive, log
archive.id <- q.id
archive.body <- q.body
log.id <- q.id

== merge with do nothing and returning | postgres
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.del THEN DELETE WHEN MATCHED THEN UPDATE SET (a, b) = (s.a, s.b) WHEN NOT MATCHED BY SOURCE THEN DO NOTHING WHEN NOT MATCHED THEN INSERT (id, a) VALUES (s.id, s.a)
---
reads: s
may read: t
writes: t
t.a <- s.a
t.b <- s.b
t.id <- s.id

== on conflict with excluded | postgres
INSERT INTO t AS x (id, n) SELECT id, count(*) FROM s GROUP BY id ON CONFLICT (id) DO UPDATE SET n = x.n + EXCLUDED.n WHERE x.n < 10
---
reads: s, t
writes: t
t.id <- s.id
t.n <- t.n

== update row from select | postgres
UPDATE t SET (a, b) = (SELECT x, y FROM s WHERE s.id = t.id)
---
reads: s
may read: t
writes: t
t.a <- s.x
t.b <- s.y

== copy from program and stdin | postgres
COPY t (a, b) FROM STDIN WITH (FORMAT csv, HEADER)
---
writes: t

== copy query to program | postgres
COPY (SELECT a FROM s) TO '/tmp/x.csv' WITH CSV
---
reads: s
writes: /tmp/x.csv
/tmp/x.csv.a <- s.a

== do block with loop | postgres
DO $body$ DECLARE r RECORD; BEGIN FOR r IN SELECT id, v FROM src LOOP INSERT INTO out1 (id, v) VALUES (r.id, r.v); END LOOP; EXECUTE 'TRUNCATE ' || 'out2'; PERFORM pg_sleep(1); END $body$ LANGUAGE plpgsql
---
reads: src
writes: out1, out2
out1.id <- src.id
out1.v <- src.v

== execute format | postgres
DO $$ BEGIN EXECUTE format('INSERT INTO %I (a) SELECT a FROM %I.%I', 'out1', 'sc', 'src'); END $$
---
reads: sc.src
writes: out1
out1.a <- sc.src.a

== function call in same text | postgres
CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ INSERT INTO out1 (a) SELECT a FROM src $$; SELECT f();
---
reads: src
writes: out1
out1.a <- src.a

== procedure call | postgres
CREATE PROCEDURE p(d date) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO out1 (a) SELECT a FROM src WHERE x = d; END $$; CALL p('2024-01-01');
---
reads: src
writes: out1
out1.a <- src.a

== lateral and rows from | postgres
INSERT INTO out1 (a, b) SELECT t.a, l.m FROM t LEFT JOIN LATERAL (SELECT max(u.v) AS m FROM u WHERE u.k = t.k) l ON true
---
reads: t, u
writes: out1
out1.a <- t.a
out1.b <- u.v

== rows from | postgres
INSERT INTO out1 (x, y) SELECT f.x, f.y FROM src, ROWS FROM (unnest(src.a1), unnest(src.a2)) AS f (x, y)
---
reads: src
writes: out1
out1.x <- src.a1
out1.y <- src.a2

== unnest several | postgres
INSERT INTO out1 (x, y) SELECT u.x, u.y FROM src CROSS JOIN unnest(src.a1, src.a2) WITH ORDINALITY AS u (x, y, n)
---
reads: src
writes: out1
out1.x <- src.a1
out1.y <- src.a2

== jsonb_to_recordset | postgres
INSERT INTO out1 (x) SELECT r.x FROM src, jsonb_to_recordset(src.doc) AS r (x int, y text)
---
reads: src
writes: out1
out1.x <- src.doc

== select distinct on | postgres
INSERT INTO out1 (k, v) SELECT DISTINCT ON (k) k, v FROM src ORDER BY k, ts DESC
---
reads: src
writes: out1
out1.k <- src.k
out1.v <- src.v

== materialized view with no data and refresh | postgres
CREATE MATERIALIZED VIEW IF NOT EXISTS mv AS SELECT a FROM src WITH NO DATA; REFRESH MATERIALIZED VIEW CONCURRENTLY mv
---
reads: src
writes: mv
mv.a <- src.a

== attach partition | postgres
ALTER TABLE parent ATTACH PARTITION child FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')
---
reads: child
writes: parent

== alter table set schema | postgres
ALTER TABLE a.t SET SCHEMA b
---
reads: a.t
writes: b.t

== select into temp | postgres
SELECT a, b INTO TEMP tmp FROM src; INSERT INTO out1 (a) SELECT a FROM tmp
---
reads: src
writes: out1
out1.a <- src.a

== foreign table and inherit only | postgres
INSERT INTO out1 (a) SELECT a FROM ONLY src
---
reads: src
writes: out1
out1.a <- src.a

== delete using with alias | postgres
DELETE FROM ONLY t AS x USING u AS y, w WHERE x.id = y.id AND w.id = y.id RETURNING x.*
---
reads: u, w
may read: t
writes: t

== search_path local | postgres
SET LOCAL search_path TO etl, public; INSERT INTO out1 (a) SELECT a FROM src
---
reads: etl.src
writes: etl.out1
etl.out1.a <- etl.src.a

== whole row and row_to_json | postgres
schema: src(a, b)
INSERT INTO out1 (j) SELECT row_to_json(s) FROM src s
---
reads: src
writes: out1
out1.j <- src.a, src.b

== array subquery and filter | postgres
schema: s(k, f); u(k, v)
INSERT INTO out1 (k, xs, n) SELECT k, ARRAY(SELECT u.v FROM u WHERE u.k = s.k), count(*) FILTER (WHERE f) FROM s GROUP BY k
---
reads: s, u
writes: out1
out1.k <- s.k
out1.xs <- u.v

== table command | postgres
schema: src(a); out1(x)
INSERT INTO out1 TABLE src
---
reads: src
writes: out1
out1.x <- src.a

== values list in from | postgres
schema: s(k, b)
INSERT INTO out1 (a, b) SELECT v.a, s.b FROM (VALUES (1, 'x')) AS v (a, k) NATURAL JOIN s
---
reads: s
writes: out1
out1.b <- s.b

== grouping sets | postgres
INSERT INTO out1 (a, n) SELECT a, sum(b) FROM src GROUP BY ROLLUP (a, c)
---
reads: src
writes: out1
out1.a <- src.a
out1.n <- src.b

== recursive with search and cycle | postgres
WITH RECURSIVE t (id, p) AS (SELECT id, pid FROM n WHERE pid IS NULL UNION ALL SELECT n.id, n.pid FROM n JOIN t ON n.pid = t.id) SEARCH DEPTH FIRST BY id SET o CYCLE id SET c USING pth INSERT INTO out1 (id) SELECT id FROM t
---
reads: n
writes: out1
out1.id <- n.id

== window clause | postgres
INSERT INTO out1 (a, s) SELECT a, sum(b) OVER w FROM src WINDOW w AS (PARTITION BY k ORDER BY ts)
---
reads: src
writes: out1
out1.a <- src.a
out1.s <- src.b

== prepare execute | postgres
PREPARE p (int) AS INSERT INTO out1 (a) SELECT a FROM src WHERE b = $1; EXECUTE p(1)
---
reads: src
writes: out1
out1.a <- src.a

== on commit drop | postgres
BEGIN; CREATE TEMP TABLE tmp ON COMMIT DROP AS SELECT a FROM src; INSERT INTO out1 SELECT a FROM tmp ON CONFLICT DO NOTHING; COMMIT
---
reads: src
writes: out1
out1.a <- src.a

== create rule and trigger move nothing | postgres
CREATE TRIGGER trg AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE INDEX i ON t (a); COMMENT ON TABLE t IS 'FROM x'
---
may read: t
== dblink | postgres
INSERT INTO out1 (a) SELECT a FROM dblink('host=x', 'SELECT a FROM remote_t') AS r (a int)
---
may read: remote_t
reads: remote_t
writes: out1
! unsupported

== redshift unload with manifest | redshift
UNLOAD ($$SELECT a, b FROM s.src WHERE d = '2024-01-01'$$) TO 's3://b/p/' IAM_ROLE default FORMAT PARQUET PARTITION BY (b)
---
reads: s.src
writes: s3://b/p/
s3://b/p/.a <- s.src.a
s3://b/p/.b <- s.src.b

== redshift copy columns | redshift
COPY s.t (a, b) FROM 's3://b/p/' IAM_ROLE 'arn:aws:iam::1:role/r' CSV IGNOREHEADER 1 REGION 'us-east-1'
---
reads: s3://b/p/
writes: s.t

== redshift merge remove duplicates | redshift
schema: s(id, v); t(id, v)
MERGE INTO t USING s ON t.id = s.id REMOVE DUPLICATES
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v

== redshift ctas dist sort backup | redshift
CREATE TABLE s.out1 BACKUP NO DISTSTYLE KEY DISTKEY (a) COMPOUND SORTKEY (a, b) AS SELECT a, b FROM s.src
---
reads: s.src
writes: s.out1
s.out1.a <- s.src.a
s.out1.b <- s.src.b

== redshift hash temp | redshift
CREATE TABLE #tmp AS SELECT a FROM src; INSERT INTO out1 (a) SELECT a FROM #tmp
---
reads: src
writes: out1
out1.a <- src.a

== redshift late binding view and external schema | redshift
CREATE OR REPLACE VIEW v AS SELECT a FROM spectrum.src WITH NO SCHEMA BINDING
---
reads: spectrum.src
writes: v
v.a <- spectrum.src.a

== redshift super navigation | redshift
INSERT INTO out1 (x, y) SELECT s.doc.a[0].b, o.n FROM src s, s.doc.orders o
---
reads: src
writes: out1
out1.x <- src.doc
out1.y <- src.doc

== redshift deep copy rename | redshift
schema: src(a, b); t(a, b)
CREATE TABLE t_new (LIKE t); INSERT INTO t_new SELECT * FROM src; DROP TABLE t; ALTER TABLE t_new RENAME TO t
---
reads: src
writes: t
t.a <- src.a
t.b <- src.b

== redshift pivot | redshift
CREATE TABLE out1 AS SELECT * FROM (SELECT id, q, amt FROM src) PIVOT (SUM(amt) FOR q IN ('a', 'b'))
---
reads: src
writes: out1
out1.id <- src.id
out1.a <- src.amt
out1.b <- src.amt

== redshift delete with cte | redshift
WITH d AS (SELECT id FROM u) DELETE FROM t USING d WHERE t.id = d.id
---
reads: u
may read: t
writes: t

== redshift top and qualify and exclude | redshift
schema: src(a, b, c)
CREATE TABLE out1 AS SELECT * EXCLUDE (c) FROM src QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) = 1
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b

== vertica copy and merge through nearest relative | postgres
MERGE INTO s.t t USING s.src s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: s.src
may read: s.t
writes: s.t
s.t.v <- s.src.v
s.t.id <- s.src.id

== upsert with where and alias | postgres
INSERT INTO dw.dim AS d (id, nm, n, upd) SELECT s.id, s.nm, 1, now() FROM stg.s s ON CONFLICT ON CONSTRAINT dim_pk DO UPDATE SET nm = EXCLUDED.nm, n = d.n + 1, upd = EXCLUDED.upd WHERE d.nm IS DISTINCT FROM EXCLUDED.nm
---
reads: stg.s
may read: dw.dim
writes: dw.dim
dw.dim.id <- stg.s.id
dw.dim.nm <- stg.s.nm
dw.dim.n <- dw.dim.n

== on conflict multi assignment | postgres
INSERT INTO t (id, a, b) SELECT id, x, y FROM s ON CONFLICT (id) DO UPDATE SET (a, b) = (EXCLUDED.a, EXCLUDED.b)
---
reads: s
may read: t
writes: t
t.id <- s.id
t.a <- s.x
t.b <- s.y

== on conflict row subselect | postgres
INSERT INTO t (id, a) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET (a, b) = (SELECT m, n FROM s WHERE s.id = EXCLUDED.id)
---
reads: s
may read: t
writes: t
t.a <- s.m
t.b <- s.n

== move rows | postgres
WITH moved AS (DELETE FROM ONLY app.ev WHERE ts < now() - interval '90 days' RETURNING *) INSERT INTO arch.ev SELECT * FROM moved
---
reads: app.ev
writes: app.ev, arch.ev
! unresolved

== insert returning star with catalog | postgres
schema: app.ev(id, ts); arch.ev(id, ts)
WITH moved AS (DELETE FROM app.ev RETURNING *) INSERT INTO arch.ev SELECT * FROM moved
---
reads: app.ev
writes: app.ev, arch.ev
arch.ev.id <- app.ev.id
arch.ev.ts <- app.ev.ts

== update with array and jsonb set | postgres
UPDATE app.t AS t SET doc = jsonb_set(t.doc, '{a}', to_jsonb(s.v)), tags[1] = s.tag FROM (SELECT DISTINCT ON (id) id, v, tag FROM stg.s ORDER BY id, ts DESC) s WHERE s.id = t.id RETURNING t.id
---
reads: app.t, stg.s
writes: app.t
app.t.doc <- app.t.doc, stg.s.v
app.t.tags <- stg.s.tag

== copy with columns where and options | postgres
COPY stg.t (a, b) FROM '/data/in.csv' WITH (FORMAT csv, HEADER true, NULL '', ENCODING 'UTF8')
---
reads: /data/in.csv
writes: stg.t

== copy query to stdout with csv | postgres
COPY (SELECT a, b FROM app.t WHERE d = '2024-01-01') TO STDOUT WITH CSV HEADER
---
reads: app.t

== function and select of it | postgres
CREATE OR REPLACE FUNCTION app.load(p_d date) RETURNS integer AS $$ DECLARE n integer; BEGIN DELETE FROM app.o WHERE d = p_d; INSERT INTO app.o (d, v) SELECT d, sum(v) FROM app.s WHERE d = p_d GROUP BY d; GET DIAGNOSTICS n = ROW_COUNT; RETURN n; EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'x'; RETURN -1; END; $$ LANGUAGE plpgsql; SELECT app.load('2024-01-01');
---
reads: app.s
may read: app.o
writes: app.o
app.o.d <- app.s.d
app.o.v <- app.s.v

== sql function returns table in from | postgres
CREATE FUNCTION app.top(n int) RETURNS TABLE (id int, v numeric) AS 'SELECT id, v FROM app.s ORDER BY v DESC LIMIT n' LANGUAGE sql; INSERT INTO app.o (id, v) SELECT id, v FROM app.top(10);
---
reads: app.s
writes: app.o
app.o.id <- app.s.id
app.o.v <- app.s.v

== sql function begin atomic | postgres
CREATE PROCEDURE app.p() BEGIN ATOMIC INSERT INTO app.o (a) SELECT a FROM app.s; DELETE FROM app.s; END; CALL app.p();
---
reads: app.s
writes: app.o, app.s
app.o.a <- app.s.a

== lateral top n with function columns | postgres
CREATE TABLE o AS SELECT c.id, x.amt, k.key, k.value FROM c CROSS JOIN LATERAL (SELECT amt FROM ord WHERE ord.cid = c.id ORDER BY ts DESC LIMIT 1) x CROSS JOIN LATERAL jsonb_each_text(c.attrs) AS k(key, value)
---
reads: c, ord
writes: o
o.id <- c.id
o.amt <- ord.amt
o.key <- c.attrs
o.value <- c.attrs

== jsonb arrows and path | postgres
INSERT INTO o (a, b, c, d) SELECT r.doc->>'a', (r.doc#>>'{b,0}')::int, jsonb_path_query_first(r.doc, '$.x'), e->>'k' FROM raw r, jsonb_array_elements(r.items) e WHERE r.doc @> '{"t":1}' AND r.doc ? 'a'
---
reads: raw
writes: o
o.a <- raw.doc
o.b <- raw.doc
o.c <- raw.doc
o.d <- raw.items

== composite expand | postgres
INSERT INTO o (k, v) SELECT (e.r).key, (e.r).value FROM (SELECT each(h) AS r FROM s) e
---
reads: s
writes: o
o.k <- s.h
o.v <- s.h

== generate_series calendar left join | postgres
CREATE TABLE o AS SELECT d::date AS day, coalesce(sum(s.amt), 0) AS amt FROM generate_series('2024-01-01'::date, now(), interval '1 day') AS g(d) LEFT JOIN s ON s.dt = g.d GROUP BY 1 ORDER BY 1
---
reads: s
writes: o
o.amt <- s.amt

== unnest with ordinality | postgres
INSERT INTO o (id, tag, pos) SELECT s.id, u.tag, u.ord FROM s, unnest(s.tags) WITH ORDINALITY AS u(tag, ord)
---
reads: s
writes: o
o.id <- s.id
o.tag <- s.tags

== parallel unnest | postgres
INSERT INTO o (a, b) SELECT u.a, u.b FROM s CROSS JOIN LATERAL unnest(s.xs, s.ys) AS u(a, b)
---
reads: s
writes: o
o.a <- s.xs
o.b <- s.ys

== temp table on commit drop and search path | postgres
BEGIN; SET LOCAL search_path TO dw, public; CREATE TEMP TABLE tmp ON COMMIT DROP AS SELECT id, max(v) AS v FROM stg.s GROUP BY id; INSERT INTO fact (id, v) SELECT id, v FROM tmp; COMMIT;
---
reads: stg.s
writes: dw.fact
dw.fact.id <- stg.s.id
dw.fact.v <- stg.s.v

== filter clause and ordered set | postgres
CREATE TABLE o AS SELECT g, count(*) FILTER (WHERE s = 'x') AS n, sum(v) FILTER (WHERE ok) AS sv, percentile_cont(0.5) WITHIN GROUP (ORDER BY v2) AS med, string_agg(nm, ',' ORDER BY ts) AS nms, array_agg(DISTINCT x) AS xs FROM t GROUP BY g
---
reads: t
writes: o
o.g <- t.g
o.sv <- t.v
o.med <- t.v2
o.nms <- t.nm
o.xs <- t.x

== merge 17 with returning | postgres
MERGE INTO dw.t AS t USING stg.s AS s ON t.id = s.id WHEN MATCHED AND s.del THEN DELETE WHEN MATCHED THEN UPDATE SET (v, u) = (s.v, s.u) WHEN NOT MATCHED BY SOURCE THEN UPDATE SET act = false WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.v <- stg.s.v
dw.t.u <- stg.s.u
dw.t.id <- stg.s.id

== partition attach with check | postgres
CREATE TABLE m.p_202401 (LIKE m.p INCLUDING ALL); INSERT INTO m.p_202401 (id) SELECT id FROM stg.s; ALTER TABLE m.p ATTACH PARTITION m.p_202401 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
---
reads: stg.s, m.p_202401
may read: m.p
writes: m.p_202401, m.p
m.p_202401.id <- stg.s.id

== rename dance in transaction | postgres
BEGIN; CREATE TABLE s.t_new AS SELECT a, b FROM s.src; ALTER TABLE s.t RENAME TO t_old; ALTER TABLE s.t_new RENAME TO t; DROP TABLE s.t_old; COMMIT;
---
reads: s.src
may read: s.t
writes: s.t
s.t.a <- s.src.a
s.t.b <- s.src.b

== natural join and tables star with catalog | postgres
schema: a(id, x, y); b(id, z)
CREATE VIEW v AS SELECT * FROM a NATURAL LEFT JOIN b
---
reads: a, b
writes: v
v.id <- a.id
v.x <- a.x
v.y <- a.y
v.z <- b.z

== values with casts and join update | postgres
UPDATE t SET v = x.v FROM (VALUES (1, 'a'), (2, 'b')) AS x (id, v) WHERE x.id = t.id
---
may read: t
writes: t
columns: none

== update from cte with window | postgres
WITH r AS (SELECT id, lag(v) OVER (PARTITION BY g ORDER BY ts) AS pv FROM s) UPDATE t SET prev = r.pv FROM r WHERE r.id = t.id
---
reads: s
may read: t
writes: t
t.prev <- s.v

== recursive cte search cycle | postgres
INSERT INTO o (id, root) WITH RECURSIVE h (id, pid, root) AS (SELECT id, pid, id FROM n WHERE pid IS NULL UNION ALL SELECT n.id, n.pid, h.root FROM n JOIN h ON n.pid = h.id) CYCLE id SET is_cycle USING path SELECT id, root FROM h WHERE NOT is_cycle
---
reads: n
writes: o
o.id <- n.id
o.root <- n.id

== mutual ctes and materialized | postgres
CREATE MATERIALIZED VIEW mv AS WITH a AS MATERIALIZED (SELECT x, y FROM t), b AS NOT MATERIALIZED (SELECT x, sum(y) AS sy FROM a GROUP BY x) SELECT a.x, b.sy / nullif(sum(a.y) OVER (), 0) AS share FROM a JOIN b USING (x) WITH NO DATA
---
reads: t
writes: mv
mv.x <- t.x
mv.share <- t.y

== quoted case names and catalog | postgres
schema: public.Orders(Id, CustId)
INSERT INTO o (c) SELECT "CustId" FROM public."Orders"
---
reads: public.orders
writes: o
o.c <- public.orders.custid

== intersect except precedence | postgres
CREATE TABLE o AS SELECT a FROM x UNION SELECT a FROM y INTERSECT SELECT a FROM z EXCEPT SELECT a FROM w
---
reads: x, y, z, w
writes: o
o.a <- x.a, y.a

== prepare and execute | postgres
PREPARE ins (date) AS INSERT INTO o (a) SELECT a FROM s WHERE d = $1; EXECUTE ins ('2024-01-01'); DEALLOCATE ins;
---
reads: s
writes: o
o.a <- s.a

== dblink and fdw import | postgres
IMPORT FOREIGN SCHEMA public LIMIT TO (t) FROM SERVER srv INTO fdw; INSERT INTO o (id, v) SELECT id, v FROM dblink('conn', 'SELECT id, v FROM remote.t') AS r (id int, v text);
---
reads: remote.t
may read: remote.t
writes: o
! unsupported

== row comparison and any array subquery | postgres
DELETE FROM t USING u, v WHERE t.id = u.id AND v.id = ANY (SELECT id FROM w) AND (t.a, t.b) = (SELECT a, b FROM x LIMIT 1)
---
reads: u, v, w, x
may read: t
writes: t

== create table partition of with trigger | postgres
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('a'); CREATE TRIGGER trg AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f(); VACUUM ANALYZE p; REINDEX TABLE p; CLUSTER p USING ix; LOCK TABLE p IN SHARE MODE; NOTIFY ch, 'x'; SELECT setval('s', (SELECT max(id) FROM q));
---
reads: q
may read: p
writes: p1

== select for update skip locked in cte | postgres
WITH job AS (SELECT id FROM queue WHERE st = 'new' ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1) UPDATE queue q SET st = 'run' FROM job WHERE q.id = job.id RETURNING q.*
---
reads: queue
writes: queue
columns: none

== select into and window in having | postgres
SELECT g, sum(v) AS sv INTO TABLE o FROM t GROUP BY g HAVING sum(w) > (SELECT avg(w) FROM t2)
---
reads: t, t2
writes: o
o.g <- t.g
o.sv <- t.v

== masking postgres | postgres
INSERT INTO o (a, b, c, d) SELECT md5(mail), encode(sha256(nm::bytea), 'hex'), regexp_replace(tel, '\d', 'x', 'g'), anon.fake_email() FROM s
---
reads: s
writes: o
o.a <- s.mail
o.b <- s.nm
o.c <- s.tel

== table alias with column aliases | postgres
INSERT INTO o (p, q) SELECT x, y FROM s AS t (x, y, z)
---
reads: s
writes: o
! unresolved

== table alias with column aliases and catalog | postgres
schema: s(a, b, c)
INSERT INTO o (p, q) SELECT x, y FROM s AS t (x, y)
---
reads: s
writes: o
o.p <- s.a
o.q <- s.b

== subquery column aliases | postgres
INSERT INTO o (p, q) SELECT k, v FROM (SELECT a, b + c FROM s) AS t (k, v)
---
reads: s
writes: o
o.p <- s.a
o.q <- s.b, s.c

== json_table 17 | postgres
INSERT INTO o (id, nm) SELECT jt.id, jt.nm FROM raw r, JSON_TABLE(r.doc, '$[*]' COLUMNS (id int PATH '$.id', nm text PATH '$.nm')) AS jt
---
reads: raw
writes: o
o.id <- raw.doc
o.nm <- raw.doc

== unload with doubled quotes and options | redshift
UNLOAD ('SELECT a, b FROM mart.d WHERE dt = ''2024-01-01'' AND c IN (SELECT c FROM ref.x)') TO 's3://b/out/d_' IAM_ROLE 'arn:aws:iam::1:role/r' FORMAT PARQUET PARTITION BY (b) ALLOWOVERWRITE MANIFEST VERBOSE
---
reads: mart.d, ref.x
writes: s3://b/out/d_

== unload dollar quoted | redshift
UNLOAD ($$SELECT * FROM mart.d WHERE x = 'y'$$) TO 's3://b/out/' IAM_ROLE default CSV HEADER PARALLEL OFF
---
reads: mart.d
writes: s3://b/out/

== copy then merge delete insert | redshift
BEGIN; CREATE TEMP TABLE stage (LIKE dw.t); COPY stage FROM 's3://b/in/' IAM_ROLE 'arn:aws:iam::1:role/r' FORMAT AS PARQUET; DELETE FROM dw.t USING stage WHERE dw.t.id = stage.id; INSERT INTO dw.t SELECT * FROM stage; END;
---
reads: s3://b/in/
may read: dw.t
writes: dw.t
columns: none
rows <- dw.t.id (filter)

== copy columns jsonpaths | redshift
COPY raw.ev (id, ts, payload) FROM 's3://b/ev/2024/' CREDENTIALS 'aws_iam_role=arn:aws:iam::1:role/r' JSON 's3://b/paths.json' GZIP TIMEFORMAT 'auto' TRUNCATECOLUMNS MAXERROR 10 REGION 'eu-west-1'
---
reads: s3://b/ev/2024/
may read: s3://b/paths.json
writes: raw.ev

== merge with remove duplicates | redshift
MERGE INTO t USING s ON t.id = s.id REMOVE DUPLICATES
---
reads: s
may read: t
writes: t
! unresolved

== hash temp and alter append | redshift
CREATE TABLE #w DISTKEY (id) SORTKEY (id) AS SELECT id, v FROM stg.s; CREATE TABLE pub.n (LIKE pub.t); INSERT INTO pub.n (id, v) SELECT id, v FROM #w; ALTER TABLE pub.t APPEND FROM pub.n FILLTARGET;
---
reads: stg.s, pub.n
may read: pub.t
writes: pub.n, pub.t
pub.n.id <- stg.s.id
pub.n.v <- stg.s.v

== super unnest with at index | redshift
INSERT INTO o (id, sku, pos) SELECT c.id, l.sku, ix FROM cust c, c.orders o2, o2.lines l AT ix
---
reads: cust
writes: o
o.id <- cust.id
o.sku <- cust.orders

== unpivot super | redshift
INSERT INTO o (k, v) SELECT attr, val FROM t AS x, UNPIVOT x.obj AS val AT attr
---
reads: t
writes: o
o.k <- t.obj
o.v <- t.obj

== late binding view with spectrum and cross db | redshift
CREATE OR REPLACE VIEW rpt.v AS SELECT a.id, b.nm FROM spectrum_s.ev a JOIN other_db.public.c b ON b.id = a.cid WITH NO SCHEMA BINDING
---
reads: spectrum_s.ev, other_db.public.c
writes: rpt.v
rpt.v.id <- spectrum_s.ev.id
rpt.v.nm <- other_db.public.c.nm

== listagg and median and approximate | redshift
CREATE TABLE o AS SELECT g, LISTAGG(nm, ',') WITHIN GROUP (ORDER BY ts) AS n, MEDIAN(v) AS m, APPROXIMATE COUNT(DISTINCT u) AS au FROM t GROUP BY g
---
reads: t
writes: o
o.g <- t.g
o.n <- t.nm
o.m <- t.v
o.au <- t.u

== procedure and call | redshift
CREATE OR REPLACE PROCEDURE dw.p(d date) AS $$ BEGIN DELETE FROM dw.o WHERE dt = d; INSERT INTO dw.o (dt, v) SELECT dt, v FROM stg.s WHERE dt = d; END; $$ LANGUAGE plpgsql; CALL dw.p('2024-01-01');
---
reads: stg.s
may read: dw.o
writes: dw.o
dw.o.dt <- stg.s.dt
dw.o.v <- stg.s.v

== update with alias from and join | redshift
UPDATE dw.f SET k = d.k FROM dw.d d JOIN dw.x x ON x.id = d.id WHERE d.bk = dw.f.bk
---
reads: dw.d, dw.x
may read: dw.f
writes: dw.f
dw.f.k <- dw.d.k

== copy from table in data catalog and create external | redshift
CREATE EXTERNAL TABLE sp.o STORED AS PARQUET LOCATION 's3://b/o/' AS SELECT a, b FROM dw.t
---
reads: dw.t
may read: s3://b/o/
writes: sp.o
sp.o.a <- dw.t.a
sp.o.b <- dw.t.b

== decode nvl2 greatest | redshift
INSERT INTO o SELECT DECODE(t.s, 'a', t.x, 'b', t.y, t.z) AS d, NVL2(t.f, t.p, t.q) AS n FROM t
---
reads: t
writes: o
o.d <- t.x, t.y, t.z
o.n <- t.p, t.q

== pivot and qualify | redshift
INSERT INTO o (k, a, b) SELECT k, a, b FROM (SELECT k, q, v FROM t) PIVOT (MAX(v) FOR q IN ('a', 'b'))
---
reads: t
writes: o
o.k <- t.k
o.a <- t.v
o.b <- t.v

== exclude star | redshift
schema: t(a, b, c)
CREATE TABLE o AS SELECT * EXCLUDE b FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY c) = 1
---
reads: t
writes: o
o.a <- t.a
o.c <- t.c

== vacuum analyze and comments | redshift
VACUUM DELETE ONLY dw.t; ANALYZE dw.t PREDICATE COLUMNS; SET query_group TO 'x'; /* {"dag": "a;b"} */ TRUNCATE dw.t; INSERT INTO dw.t (a) (SELECT a FROM stg.s);
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.a <- stg.s.a

== json_extract_path_text and func_sha1 | redshift
INSERT INTO o (a, b) SELECT JSON_EXTRACT_PATH_TEXT(t.j, 'a', 'b', true), FUNC_SHA1(t.mail) FROM t
---
reads: t
writes: o
o.a <- t.j
o.b <- t.mail

== datashare and data api multi | redshift
CREATE TABLE IF NOT EXISTS dw.n AS (SELECT * FROM share_db.s.t LIMIT 10)
---
reads: share_db.s.t
writes: dw.n
! unresolved

== create view with star ambiguous | redshift
CREATE VIEW v AS SELECT id, x FROM a INNER JOIN b USING (id)
---
reads: a, b
writes: v
! ambiguous

== connect by in redshift | redshift
CREATE TABLE o AS SELECT id, mgr, level FROM emp START WITH mgr IS NULL CONNECT BY PRIOR id = mgr
---
reads: emp
writes: o
o.id <- emp.id
o.mgr <- emp.mgr

== for loop in procedure with execute | redshift
CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ DECLARE r RECORD; BEGIN FOR r IN SELECT nm FROM cfg LOOP EXECUTE 'INSERT INTO o (a) SELECT a FROM s1'; END LOOP; END; $$; CALL p();
---
reads: cfg, s1
writes: o
o.a <- s1.a

== copy local direct | vertica
COPY stg.t (a, b FILLER VARCHAR, c AS b::INT) FROM LOCAL '/data/*.csv' DELIMITER ',' SKIP 1 REJECTED DATA '/tmp/r.txt' DIRECT;
---
reads: /data/*.csv
writes: stg.t

== merge | vertica
MERGE /*+ DIRECT */ INTO dw.t tgt USING stg.s src ON tgt.id = src.id WHEN MATCHED THEN UPDATE SET v = src.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (src.id, src.v);
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.v <- stg.s.v
dw.t.id <- stg.s.id

== create local temp and swap partitions | vertica
CREATE LOCAL TEMP TABLE w ON COMMIT PRESERVE ROWS AS SELECT id, v FROM stg.s; INSERT /*+ direct */ INTO dw.o (id, v) SELECT id, v FROM w; COMMIT;
---
reads: stg.s
writes: dw.o
dw.o.id <- stg.s.id
dw.o.v <- stg.s.v

== top k limit over | vertica
INSERT INTO o (a, b) SELECT a, b FROM t LIMIT 1 OVER (PARTITION BY a ORDER BY ts DESC)
---
reads: t
writes: o
o.a <- t.a
o.b <- t.b

== export to parquet | vertica
EXPORT TO PARQUET (directory = 's3://b/out') OVER (PARTITION BY d) AS SELECT a, d FROM dw.t
---
reads: dw.t
writes: s3://b/out

== plpgsql return query | postgres
CREATE FUNCTION app.g(d date) RETURNS TABLE (x int, y int) LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY SELECT a, b FROM app.s WHERE dt = d; END $$; INSERT INTO o (p) SELECT g.x FROM app.g('2024-01-01') AS g;
---
reads: app.s
writes: o
o.p <- app.s.a

== select list alias shadows in group by | postgres
schema: t(a, b)
CREATE TABLE o AS SELECT upper(b) AS a, count(*) AS n FROM t GROUP BY a
---
reads: t
writes: o
o.a <- t.b
rows <- t.a (group_by)

== order by alias prefers output | postgres
schema: t(a, b)
CREATE TABLE o AS SELECT b AS a FROM t ORDER BY a
---
reads: t
writes: o
o.a <- t.b
rows <- t.b (sort)

== lateral subquery sees left only | postgres
INSERT INTO o (a, b) SELECT l.a, r.b FROM l, LATERAL (SELECT b FROM r WHERE r.k = l.k ORDER BY b LIMIT 1) r
---
reads: l, r
writes: o
o.a <- l.a
o.b <- r.b

== cte shadows table only inside | postgres
WITH t AS (SELECT x FROM s.t) INSERT INTO o (x, y) SELECT t.x, (SELECT max(y) FROM s.t) FROM t
---
reads: s.t
writes: o
o.x <- s.t.x
o.y <- s.t.y

== nested cte same name | postgres
CREATE TABLE o AS WITH a AS (WITH a AS (SELECT x FROM base) SELECT x + 1 AS x FROM a) SELECT x FROM a
---
reads: base
writes: o
o.x <- base.x

== union inside in and update returning into cte | postgres
WITH u AS (UPDATE t SET v = s.v FROM s WHERE s.id = t.id RETURNING t.id, t.v AS nv, t.old_col) INSERT INTO log (id, v, oc) SELECT id, nv, old_col FROM u
---
reads: s, t
writes: t, log
t.v <- s.v
log.id <- t.id
log.v <- s.v
log.oc <- t.old_col

== insert returning generated key used | postgres
WITH p AS (INSERT INTO parent (nm) SELECT nm FROM s RETURNING id, nm) INSERT INTO child (pid, nm) SELECT p.id, p.nm FROM p
---
reads: s
may read: parent
writes: parent, child
parent.nm <- s.nm
child.pid <- parent.id
child.nm <- s.nm

== delete with returning aggregated | postgres
WITH d AS (DELETE FROM q WHERE done RETURNING id, amt) INSERT INTO stats (n, total) SELECT count(*), sum(amt) FROM d
---
reads: q
writes: q, stats
stats.total <- q.amt

== values cte join | postgres
INSERT INTO o (nm, v) WITH m (code, nm) AS (VALUES ('a', 'A'), ('b', 'B')) SELECT m.nm, s.v FROM s JOIN m ON m.code = s.code
---
reads: s
writes: o
o.v <- s.v

== domain of jsonb_to_recordset | postgres
INSERT INTO o (a, b) SELECT x.a, x.b FROM raw r CROSS JOIN LATERAL jsonb_to_recordset(r.doc) AS x(a int, b text)
---
reads: raw
writes: o
o.a <- raw.doc
o.b <- raw.doc

== grouping sets with filter and cube | postgres
CREATE VIEW v AS SELECT a, b, sum(c) FILTER (WHERE d > 0) AS s, grouping(a, b) AS g FROM t GROUP BY CUBE (a, b)
---
reads: t
writes: v
v.a <- t.a
v.b <- t.b
v.s <- t.c

== string concatenated execute in plpgsql | postgres
DO $$ DECLARE tbl text; BEGIN tbl := 'arch.ev_2024'; EXECUTE 'INSERT INTO ' || tbl || ' (a) SELECT a FROM app.ev WHERE y = ' || 2024; EXECUTE format('DELETE FROM app.%I WHERE y = $1', 'ev') USING 2024; END $$
---
reads: app.ev
may read: app.ev
writes: arch.ev_2024, app.ev
arch.ev_2024.a <- app.ev.a

== copy with list of options and force | redshift
COPY dw.t FROM 's3://b/manifest.json' IAM_ROLE 'arn:aws:iam::1:role/r' FORMAT AS CSV DELIMITER '|' QUOTE '"' IGNOREHEADER 1 MANIFEST DATEFORMAT 'auto' COMPUPDATE OFF STATUPDATE ON ACCEPTINVCHARS EMPTYASNULL BLANKSASNULL
---
reads: s3://b/manifest.json
writes: dw.t

== staging upsert with delete join | redshift
BEGIN TRANSACTION; CREATE TEMP TABLE stg AS SELECT * FROM raw.t WHERE dt = '2024-01-01'; DELETE FROM dw.t USING stg s WHERE dw.t.id = s.id; INSERT INTO dw.t (id, v) SELECT id, v FROM stg; END TRANSACTION; DROP TABLE stg;
---
reads: raw.t
may read: dw.t
writes: dw.t
dw.t.id <- raw.t.id
dw.t.v <- raw.t.v

== super dot notation with lax and object unpivot | redshift
INSERT INTO o (c, k, v) SELECT t.doc.customer.id, a, b FROM raw t, UNPIVOT t.doc.attrs AS b AT a
---
reads: raw
writes: o
o.c <- raw.doc
o.v <- raw.doc
o.k <- raw.doc

== window ignore nulls redshift style | redshift
CREATE TABLE o DISTSTYLE KEY DISTKEY (id) SORTKEY (ts) AS SELECT id, LAST_VALUE(v IGNORE NULLS) OVER (PARTITION BY id ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS lv, ts FROM s
---
reads: s
writes: o
o.id <- s.id
o.lv <- s.v
o.ts <- s.ts

== external schema creation and create external table partitions | redshift
CREATE EXTERNAL SCHEMA IF NOT EXISTS sp FROM DATA CATALOG DATABASE 'd' IAM_ROLE default; ALTER TABLE sp.t ADD IF NOT EXISTS PARTITION (dt = '2024-01-01') LOCATION 's3://b/dt=1/'
---
reads: s3://b/dt=1/
may read: s3://b/dt=1/, sp.t
writes: sp.t
