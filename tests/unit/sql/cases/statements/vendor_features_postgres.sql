== upsert with excluded and where and returning into audit | postgres
WITH up AS (
  INSERT INTO dw.cust AS c (id, nm, seen) SELECT s.id, s.nm, s.ts FROM stg.cust s
  ON CONFLICT (id) DO UPDATE SET nm = COALESCE(EXCLUDED.nm, c.nm), seen = GREATEST(c.seen, EXCLUDED.seen) WHERE c.nm IS DISTINCT FROM EXCLUDED.nm
  RETURNING c.id, (xmax = 0) AS inserted)
INSERT INTO dw.audit (cust_id, is_new) SELECT id, inserted FROM up
---
reads: stg.cust, dw.cust
writes: dw.cust, dw.audit
dw.cust.id <- stg.cust.id
dw.cust.nm <- stg.cust.nm, dw.cust.nm
dw.cust.seen <- stg.cust.ts, dw.cust.seen
dw.audit.cust_id <- stg.cust.id, dw.cust.id

== merge with returning merge_action | postgres
WITH m AS (MERGE INTO dw.t USING stg.t s ON t.id = s.id WHEN MATCHED AND s.del THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED BY SOURCE THEN UPDATE SET gone = TRUE WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v) RETURNING merge_action() AS act, t.id) INSERT INTO dw.log (act, id) SELECT act, id FROM m
---
reads: stg.t, dw.t
may read: dw.t
writes: dw.t, dw.log
dw.t.v <- stg.t.v
dw.t.id <- stg.t.id
dw.log.id <- dw.t.id, stg.t.id

== rows from with ordinality | postgres
INSERT INTO dw.x (id, a, b, n) SELECT t.id, r.a, r.b, r.n FROM raw.t t CROSS JOIN LATERAL ROWS FROM (unnest(t.aa), unnest(t.bb)) WITH ORDINALITY AS r(a, b, n)
---
reads: raw.t
writes: dw.x
dw.x.id <- raw.t.id
dw.x.a <- raw.t.aa
dw.x.b <- raw.t.bb

== whole row to json and composite star | postgres
schema: raw.t(id, a, b)
CREATE TABLE o AS SELECT t.id, to_jsonb(t) AS doc, row_to_json(t.*) AS doc2, (t).a AS aa FROM raw.t t
---
reads: raw.t
writes: o
o.id <- raw.t.id
o.doc <- raw.t.id, raw.t.a, raw.t.b
o.doc2 <- raw.t.id, raw.t.a, raw.t.b
o.aa <- raw.t.a

== search path and unqualified names | postgres
SET search_path TO mart, public; INSERT INTO o (a) SELECT a FROM stg.s; SET LOCAL search_path = etl; DELETE FROM q WHERE done
---
reads: stg.s
may read: etl.q
writes: mart.o, etl.q
mart.o.a <- stg.s.a

== sql function with begin atomic and set returning | postgres
CREATE OR REPLACE FUNCTION f.recent(p date) RETURNS SETOF dw.o LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM dw.o WHERE d > p; END; INSERT INTO mart.r (id) SELECT id FROM f.recent('2024-01-01');
---
reads: dw.o
writes: mart.r
mart.r.id <- dw.o.id

== window with groups frame exclude | postgres
CREATE TABLE o AS SELECT id, sum(v) OVER (PARTITION BY g ORDER BY ts GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) AS s, lag(v, 1, d) OVER w AS l, cume_dist() OVER (w) AS cd FROM t WINDOW w AS (ORDER BY ts)
---
reads: t
writes: o
o.id <- t.id (identity)
o.s <- t.v (aggregation), t.g (window), t.ts (window)
o.l <- t.v (transformation), t.d (transformation), t.ts (window)
o.cd <- t.ts (window)
exact

== prepared statement with parameters | postgres
PREPARE ins (int, text) AS INSERT INTO o (id, v) SELECT $1, s.v FROM s WHERE s.k = $2; EXECUTE ins(1, 'x'); DEALLOCATE ins;
---
reads: s
writes: o
o.v <- s.v
rows <- s.k (filter)

== update with correlated row subselect and limit by ctid | postgres
UPDATE q SET st = 'run', w = $1 WHERE id IN (SELECT id FROM q WHERE st = 'new' ORDER BY prio LIMIT 10 FOR UPDATE SKIP LOCKED) RETURNING id, payload
---
reads: q
writes: q
rows <- q.id (filter), q.st (filter), q.prio (sort)

== copy with where and to program | postgres
COPY dw.t (id, v) FROM PROGRAM 'zcat /in/x.gz' WITH (FORMAT csv) WHERE id > 0; COPY (WITH a AS (SELECT id FROM dw.t) SELECT id FROM a) TO PROGRAM 'gzip > /out/x.gz'; COPY dw.z FROM STDIN;
---
reads: dw.t
may read: /in/x.gz, zcat /in/x.gz
writes: dw.t, dw.z

== redshift merge remove duplicates | redshift
MERGE INTO dw.t USING stg.t ON dw.t.id = stg.t.id REMOVE DUPLICATES
---
reads: stg.t
may read: dw.t
writes: dw.t
! unresolved

== redshift qualify listagg median ignore nulls | redshift
CREATE TABLE o DISTKEY (g) SORTKEY (g) AS SELECT g, LISTAGG(DISTINCT nm, ',') WITHIN GROUP (ORDER BY nm) AS nms, MEDIAN(v) AS med, APPROXIMATE COUNT(DISTINCT u) AS du FROM t GROUP BY g QUALIFY ROW_NUMBER() OVER (ORDER BY MEDIAN(v) DESC) <= 10
---
reads: t
writes: o
o.g <- t.g
o.nms <- t.nm (aggregation), t.nm (window)
o.med <- t.v (aggregation)
o.du <- t.u (aggregation)
rows <- t.g (group_by), t.v (window)

== redshift external schema and data share | redshift
CREATE EXTERNAL TABLE spec.ev (id int) PARTITIONED BY (dt date) STORED AS PARQUET LOCATION 's3://b/ev/'; ALTER TABLE spec.ev ADD IF NOT EXISTS PARTITION (dt='2024-01-01') LOCATION 's3://b/ev/dt=2024-01-01/'; INSERT INTO dw.ev SELECT id, dt FROM spec.ev; INSERT INTO dw.z SELECT id FROM share_db.public.z;
---
reads: s3://b/ev/, spec.ev, share_db.public.z
may read: s3://b/ev/dt=2024-01-01/, spec.ev, s3://b/ev/
writes: spec.ev, dw.ev, dw.z

== redshift insert with cte multi values default | redshift
INSERT INTO dw.k (a, b) WITH x AS (SELECT max(a) AS a FROM t) SELECT x.a + 1, u.b FROM x CROSS JOIN u EXCEPT SELECT a, b FROM dw.k
---
reads: t, u, dw.k
writes: dw.k
dw.k.a <- t.a
dw.k.b <- u.b

== nested plpgsql with while, foreach and query into | postgres
DO $$
DECLARE v_id int; v_nm text; ids int[];
BEGIN
  SELECT id, nm INTO STRICT v_id, v_nm FROM ref.cfg WHERE k = 1;
  SELECT array_agg(id) INTO ids FROM stg.k;
  FOREACH v_id IN ARRAY ids LOOP
    INSERT INTO dw.o (id, nm) VALUES (v_id, v_nm);
  END LOOP;
END $$;
---
reads: ref.cfg, stg.k
writes: dw.o
dw.o.id <- stg.k.id
dw.o.nm <- ref.cfg.nm

== update from values list and join | postgres
UPDATE dw.t AS t SET v = d.v, w = x.w FROM (VALUES (1, 'a'), (2, 'b')) AS d(id, v) JOIN stg.x x ON x.id = d.id WHERE t.id = d.id
---
reads: stg.x
may read: dw.t
writes: dw.t
dw.t.w <- stg.x.w
rows <- stg.x.id (join), dw.t.id (filter)

== view with check option and security invoker and rule | postgres
CREATE OR REPLACE VIEW v WITH (security_invoker = true) AS SELECT id, CASE WHEN has_perm() THEN ssn ELSE 'xxx' END AS ssn FROM t WHERE grp = current_setting('app.grp') WITH LOCAL CHECK OPTION
---
reads: t
writes: v
v.id <- t.id
v.ssn <- t.ssn
rows <- t.grp (filter)

== temporary table that goes on commit | postgres
BEGIN; CREATE TEMP TABLE st (LIKE dw.t INCLUDING DEFAULTS) ON COMMIT DROP; INSERT INTO st (id, v) SELECT id, v FROM raw.t; INSERT INTO dw.t (id, v) SELECT id, v FROM st; COMMIT
---
reads: raw.t
may read: dw.t
writes: dw.t
dw.t.id <- raw.t.id
dw.t.v <- raw.t.v
