== temp table altered: column renamed and dropped | snowflake
CREATE TEMP TABLE w AS SELECT id, nm, secret FROM raw.a;
ALTER TABLE w RENAME COLUMN nm TO full_name;
ALTER TABLE w DROP COLUMN secret;
CREATE TABLE o AS SELECT * FROM w;
---
reads: raw.a
writes: o
o.id <- raw.a.id
o.full_name <- raw.a.nm

== temp table altered: column added and filled | postgres
CREATE TEMP TABLE w AS SELECT id FROM raw.a; ALTER TABLE w ADD COLUMN z text; UPDATE w SET z = b.z FROM raw.b b WHERE b.id = w.id; CREATE TABLE o AS SELECT * FROM w;
---
reads: raw.a, raw.b
writes: o
o.id <- raw.a.id
o.z <- raw.b.z

== temp table altered: column renamed postgres | postgres, redshift, duckdb
CREATE TEMP TABLE w AS SELECT id, nm FROM raw.a; ALTER TABLE w RENAME COLUMN nm TO full_name; INSERT INTO o (id, n) SELECT id, full_name FROM w;
---
reads: raw.a
writes: o
o.id <- raw.a.id
o.n <- raw.a.nm

== built table column renamed then swapped in | mysql
CREATE TABLE t_new AS SELECT id, nm FROM s; ALTER TABLE t_new CHANGE COLUMN nm name VARCHAR(20); RENAME TABLE t TO t_old, t_new TO t; DROP TABLE t_old
---
reads: s
may read: t
writes: t
t.id <- s.id
t.name <- s.nm

== merge into a temp table then out of it | snowflake
CREATE TEMP TABLE w (id INT, v INT);
INSERT INTO w SELECT id, v FROM raw.a;
MERGE INTO w USING raw.b b ON w.id = b.id WHEN MATCHED THEN UPDATE SET v = b.v + w.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (b.id, b.v);
INSERT INTO o (id, v) SELECT id, v FROM w;
---
reads: raw.a, raw.b
writes: o
o.id <- raw.a.id, raw.b.id
o.v <- raw.a.v, raw.b.v

== nested with shadows an outer name | postgres
WITH a AS (SELECT id, v FROM t1), b AS (WITH a AS (SELECT id, w AS v FROM t2) SELECT id, v FROM a) SELECT a.v AS av, b.v AS bv FROM a JOIN b ON a.id = b.id
---
reads: t1, t2
av <- t1.v
bv <- t2.w
rows <- t1.id (join), t2.id (join)
exact

== correlated name prefers the inner table | postgres
schema: o(id, cid, amt); c(id, nm)
SELECT c.nm, (SELECT max(amt) FROM o WHERE cid = c.id AND id > 5) AS mx FROM c
---
reads: o, c
nm <- c.nm (identity)
mx <- o.amt (aggregation)

== group by alias against column per engine: postgres takes the column | postgres
schema: t(d, v, m)
CREATE TABLE o AS SELECT date_trunc('month', d) AS m, sum(v) AS v FROM t GROUP BY m, d
---
reads: t
writes: o
o.m <- t.d
o.v <- t.v
rows <- t.m (group_by), t.d (group_by)
exact

== group by alias: bigquery takes the alias | bigquery
schema: ds.t(d, v, m)
CREATE TABLE ds.o AS SELECT DATE(d) AS m, SUM(v) AS s FROM ds.t GROUP BY m
---
reads: ds.t
writes: ds.o
ds.o.m <- ds.t.d
ds.o.s <- ds.t.v
rows <- ds.t.d (group_by)
exact

== having sees the column | mysql
schema: t(g, v)
CREATE TABLE o AS SELECT g, MAX(v) AS v FROM t GROUP BY g HAVING MAX(v) > 5
---
reads: t
writes: o
o.g <- t.g
o.v <- t.v
rows <- t.g (group_by), t.v (filter)
exact

== natural join star order and insert by position | mysql
schema: a(x, k); b(k, y); o(c1, c2, c3)
INSERT INTO o SELECT * FROM a NATURAL JOIN b
---
reads: a, b
writes: o
o.c1 <- a.k
o.c2 <- a.x
o.c3 <- b.y
rows <- a.k (join), b.k (join)
exact

== insert by name with star | duckdb
schema: s(b, a, c); o(a, b, c)
INSERT INTO o BY NAME SELECT * FROM s
---
reads: s
writes: o
o.a <- s.a
o.b <- s.b
o.c <- s.c

== union with different names goes by position | redshift
CREATE TABLE o AS SELECT id, nm FROM a UNION ALL SELECT nm2, id2 FROM b UNION SELECT x, y FROM c ORDER BY nm LIMIT 5
---
reads: a, b, c
writes: o
o.id <- a.id, b.nm2, c.x
o.nm <- a.nm, b.id2, c.y

== create table with a column list and a query | mysql, redshift
CREATE TABLE o (a INT, b INT) AS SELECT x AS a, y AS b FROM s
---
reads: s
writes: o
o.a <- s.x
o.b <- s.y

== nested subquery columns with aliases list | postgres
INSERT INTO o (p, q) SELECT d.a, d.b FROM (SELECT x, y + z FROM s) AS d(a, b) WHERE d.b > 0
---
reads: s
writes: o
o.p <- s.x
o.q <- s.y, s.z
rows <- s.y (filter), s.z (filter)
exact

== coalesce nullif greatest and casts | bigquery
CREATE TABLE ds.o AS SELECT COALESCE(a, b, 0) AS x, NULLIF(c, d) AS y, GREATEST(e, f) AS z, IF(g, h, i) AS w, IFNULL(j, k) AS v, CAST(l AS STRING) AS u FROM ds.t
---
reads: ds.t
writes: ds.o
ds.o.x <- ds.t.a, ds.t.b
ds.o.y <- ds.t.c, ds.t.d (conditional)
ds.o.z <- ds.t.e, ds.t.f
ds.o.w <- ds.t.h, ds.t.i, ds.t.g (conditional)
ds.o.v <- ds.t.j, ds.t.k
ds.o.u <- ds.t.l

== comma join with lateral flatten and filter on its value | snowflake
INSERT INTO o (id, tag, n) SELECT t.id, f.value:name::STRING, ARRAY_SIZE(f.value:xs) FROM t, LATERAL FLATTEN(PARSE_JSON(t.raw):tags) f, dim.d WHERE d.tag = f.value:name AND f.index < 3
---
reads: t, dim.d
writes: o
o.id <- t.id
o.tag <- t.raw
o.n <- t.raw

== window over aggregate over subquery | databricks
CREATE TABLE o AS SELECT region, day, SUM(SUM(amt)) OVER (PARTITION BY region ORDER BY day) AS run, LAG(SUM(amt)) OVER (ORDER BY day) AS prev FROM (SELECT region, DATE(ts) AS day, amt FROM s WHERE ok) GROUP BY region, day
---
reads: s
writes: o
o.region <- s.region (identity)
o.day <- s.ts (transformation)
o.run <- s.amt (aggregation), s.region (window), s.ts (window)
o.prev <- s.amt (aggregation), s.ts (window)
rows <- s.ok (filter), s.region (group_by), s.ts (group_by)
exact

== exists and in in select and case | postgres
CREATE TABLE o AS SELECT t.id, EXISTS (SELECT 1 FROM u WHERE u.id = t.id) AS has_u, CASE WHEN t.k IN (SELECT k FROM w) THEN t.a ELSE t.b END AS x FROM t
---
reads: t, u, w
writes: o
o.id <- t.id
o.x <- t.a, t.b, t.k (conditional), w.k (conditional)
o.has_u <- u.id (filter), t.id (filter)

== values table joined and inserted | postgres
INSERT INTO o (k, lbl, n) SELECT v.k, v.lbl, count(t.id) FROM (VALUES (1, 'a'), (2, 'b')) v(k, lbl) LEFT JOIN t ON t.k = v.k GROUP BY v.k, v.lbl
---
reads: t
writes: o
o.n <- t.id (aggregation)
rows <- t.k (join)
exact

== bigquery struct in array and select star from unnest with alias | bigquery
CREATE TABLE ds.o AS WITH x AS (SELECT id, [STRUCT(a AS k, b AS v), STRUCT(c, d)] AS kv FROM ds.t) SELECT id, p.k, p.v FROM x, x.kv AS p
---
reads: ds.t
writes: ds.o
ds.o.id <- ds.t.id
ds.o.k <- ds.t.a, ds.t.c
ds.o.v <- ds.t.b, ds.t.d

== named struct fields in spark | spark
INSERT INTO o SELECT s.x AS x, s.inner.y AS y, e.k AS k FROM (SELECT named_struct('x', a, 'inner', struct(b AS y, c AS z)) AS s, array(struct(d AS k, f AS m)) AS arr FROM t) LATERAL VIEW explode(arr) AS e
---
reads: t
writes: o
o.x <- t.a
o.y <- t.b
o.k <- t.d

== pivot then join and filter | snowflake
CREATE TABLE o AS SELECT p.id, p.jan, d.nm FROM (SELECT id, mon, amt FROM s) PIVOT (SUM(amt) FOR mon IN ('jan', 'feb')) AS p (id, jan, feb) JOIN d ON d.id = p.id WHERE p.feb > 0
---
reads: s, d
writes: o
o.id <- s.id
o.jan <- s.amt, s.mon (conditional)
o.nm <- d.nm

== plpgsql select into record and its fields | postgres
DO $$
DECLARE r record; cfg ref.cfg%ROWTYPE; k int := 3;
BEGIN
  SELECT max(id) AS mx, min(ts) AS mn INTO r FROM stg.t;
  SELECT * INTO cfg FROM ref.cfg c WHERE c.k = k;
  INSERT INTO dw.o (mx, mn) VALUES (r.mx, r.mn);
  UPDATE dw.w SET hi = r.mx WHERE lo < r.mn;
END $$;
---
reads: stg.t, ref.cfg
may read: dw.w
writes: dw.o, dw.w
dw.o.mx <- stg.t.id
dw.o.mn <- stg.t.ts
dw.w.hi <- stg.t.id

== snowflake let and if with exists and return | snowflake
BEGIN
  LET n := (SELECT COUNT(*) FROM stg.t);
  LET last TIMESTAMP := (SELECT MAX(ts) FROM core.t);
  IF (EXISTS (SELECT 1 FROM ops.lock WHERE nm = 'x')) THEN
    RETURN 'locked';
  ELSEIF (:n = 0) THEN
    RETURN 'none';
  END IF;
  CREATE OR REPLACE TEMPORARY TABLE d AS SELECT id, v, ts FROM stg.t WHERE ts > :last;
  MERGE INTO core.t USING d ON d.id = t.id WHEN MATCHED THEN UPDATE SET v = d.v, ts = d.ts WHEN NOT MATCHED THEN INSERT (id, v, ts) VALUES (d.id, d.v, d.ts);
  UPDATE ops.wm SET ts = :last WHERE nm = 'core.t';
  RETURN 'ok';
END;
---
reads: stg.t, core.t, ops.lock
may read: ops.wm
writes: core.t, ops.wm
core.t.v <- stg.t.v
core.t.ts <- stg.t.ts
core.t.id <- stg.t.id
ops.wm.ts <- core.t.ts

== snowflake table literal and identifier from a variable | snowflake
SET src = 'RAW.PUBLIC.ORDERS'; SET tgt = 'CORE.O'; CREATE OR REPLACE TABLE IDENTIFIER($tgt) AS SELECT id, amt FROM TABLE($src) WHERE dt = $d;
---
reads: raw.public.orders
writes: core.o
core.o.id <- raw.public.orders.id
core.o.amt <- raw.public.orders.amt

== mysql cursor with two handlers and prepared in loop | mysql
CREATE PROCEDURE p()
BEGIN
  DECLARE t_name VARCHAR(64); DECLARE done INT DEFAULT 0;
  DECLARE c CURSOR FOR SELECT tbl FROM ops.tables;
  DECLARE CONTINUE HANDLER FOR SQLSTATE '02000' SET done = 1;
  OPEN c;
  REPEAT
    FETCH c INTO t_name;
    IF NOT done THEN
      SET @s = CONCAT('INSERT INTO ops.counts SELECT COUNT(*) FROM ', t_name);
      PREPARE st FROM @s; EXECUTE st; DEALLOCATE PREPARE st;
    END IF;
  UNTIL done END REPEAT;
  CLOSE c;
END;
CALL p();
---
reads: ops.tables, {{ t_name }}
writes: ops.counts
! unresolved

== redshift temp staging delete insert | redshift
BEGIN TRANSACTION;
CREATE TEMP TABLE stage (LIKE dw.sales INCLUDING DEFAULTS);
INSERT INTO stage (id, amt, dt) SELECT o.id, o.amt * r.rate, o.dt FROM raw.orders o JOIN ref.rates r ON r.cur = o.cur AND r.dt = o.dt;
DELETE FROM dw.sales USING stage WHERE dw.sales.id = stage.id;
INSERT INTO dw.sales (id, amt, dt) SELECT id, amt, dt FROM stage;
END TRANSACTION;
DROP TABLE stage;
---
reads: raw.orders, ref.rates
may read: dw.sales
writes: dw.sales
dw.sales.id <- raw.orders.id
dw.sales.amt <- raw.orders.amt, ref.rates.rate
dw.sales.dt <- raw.orders.dt

== hive lateral view in a cte of a view | hive
CREATE VIEW v AS WITH x AS (SELECT id, e FROM t LATERAL VIEW explode(split(csv, ',')) l AS e) SELECT x.id, x.e, count(*) OVER (PARTITION BY x.e) AS n FROM x
---
reads: t
writes: v
v.id <- t.id (identity)
v.e <- t.csv (transformation)
v.n <- t.csv (window)
exact

== bigquery wildcards union with suffix in select | bigquery
CREATE TABLE ds.o AS SELECT _TABLE_SUFFIX AS sfx, e.id FROM `p.ds.ev_*` AS e WHERE _TABLE_SUFFIX IN ('a', 'b') UNION ALL SELECT 'x', id FROM `p.ds.ev$20240101`
---
reads: p.ds.ev_*, p.ds.ev
writes: ds.o
ds.o.id <- p.ds.ev_*.id, p.ds.ev.id

== duckdb from first with cte, filter and limit by expression | duckdb
CREATE OR REPLACE TABLE o AS WITH x AS (FROM a WHERE ok) FROM x JOIN b USING (id) SELECT x.id, b.v, b.* EXCLUDE (id, v)
---
reads: a, b
writes: o
o.id <- a.id
o.v <- b.v
! unresolved

== mysql json_arrayagg and window frame | mysql
CREATE TABLE o AS SELECT g, JSON_ARRAYAGG(v) AS a, JSON_OBJECTAGG(k, v) AS ob, BIT_OR(f) AS fl, STDDEV_SAMP(v) AS sd FROM t GROUP BY g ORDER BY NULL
---
reads: t
writes: o
o.g <- t.g (identity)
o.a <- t.v (aggregation)
o.ob <- t.k (aggregation), t.v (aggregation)
o.fl <- t.f (aggregation)
o.sd <- t.v (aggregation)
rows <- t.g (group_by)
exact

== delete with several using and returning into insert | postgres
WITH d AS (DELETE FROM stg.q q USING stg.k k, ref.a a WHERE q.id = k.id AND a.id = k.aid AND a.ok RETURNING q.*, a.nm AS who) INSERT INTO dw.done (id, who) SELECT id, who FROM d
---
reads: stg.q, stg.k, ref.a
may read: stg.q
writes: stg.q, dw.done
dw.done.id <- stg.q.id
dw.done.who <- ref.a.nm

== masked through ctes and concatenation | databricks
CREATE TABLE o AS WITH x AS (SELECT id, sha2(concat(lower(email), salt), 256) AS eh FROM t) SELECT id, eh, substr(eh, 1, 8) AS short FROM x
---
reads: t
writes: o
o.id <- t.id
o.eh <- t.email, t.salt
o.short <- t.email, t.salt

== insert overwrite known columns by position with static partition | spark
schema: core.t(id, v, dt, hr); stg.t(x, y, h)
INSERT OVERWRITE TABLE core.t PARTITION (dt = '2024-01-01', hr) SELECT x, y, h FROM stg.t
---
reads: stg.t
writes: core.t
core.t.id <- stg.t.x
core.t.v <- stg.t.y
core.t.hr <- stg.t.h

== jinja loops in columns and names | snowflake
CREATE OR REPLACE TABLE {{ params.schema }}.daily_{{ ds_nodash }} AS SELECT id, amt, '{{ ds }}' AS ds FROM raw.orders WHERE dt BETWEEN '{{ data_interval_start }}' AND '{{ data_interval_end }}' {% if params.full %} OR TRUE {% endif %}
---
reads: raw.orders
writes: {{ params.schema }}.daily_{{ ds_nodash }}
{{ params.schema }}.daily_{{ ds_nodash }}.id <- raw.orders.id
{{ params.schema }}.daily_{{ ds_nodash }}.amt <- raw.orders.amt
rows <- raw.orders.dt (filter)

== copy of two tables through a swap of names | snowflake
CREATE OR REPLACE TABLE core.t_build LIKE core.t; INSERT INTO core.t_build (id, v) SELECT id, v FROM stg.t; ALTER TABLE core.t RENAME TO core.t_prev; ALTER TABLE core.t_build RENAME TO core.t; DROP TABLE IF EXISTS core.t_prev;
---
reads: stg.t
may read: core.t
writes: core.t
core.t.id <- stg.t.id
core.t.v <- stg.t.v

== columns changed of a temporary table over an unknown star | postgres
CREATE TEMP TABLE w AS SELECT * FROM raw.a; ALTER TABLE w RENAME nm TO name; ALTER TABLE w DROP COLUMN x; ALTER TABLE w ADD COLUMN z int; INSERT INTO o (id, n, z) SELECT id, name, z FROM w
---
reads: raw.a
writes: o
o.id <- raw.a.id
o.n <- raw.a.nm

== hive change column of a built table | hive, databricks
CREATE TABLE t2 AS SELECT id, nm FROM s; ALTER TABLE t2 CHANGE nm name STRING; INSERT INTO o SELECT id, name FROM t2; DROP TABLE t2
---
reads: s
writes: o
o.id <- s.id
o.name <- s.nm

== temp view replaced between two reads | spark
CREATE OR REPLACE TEMP VIEW v AS SELECT id FROM a; INSERT INTO o1 SELECT id FROM v; CREATE OR REPLACE TEMP VIEW v AS SELECT id FROM b; INSERT INTO o2 SELECT id FROM v
---
reads: a, b
writes: o1, o2
o1.id <- a.id
o2.id <- b.id

== delete from temp table keeps columns | postgres
CREATE TEMP TABLE x AS SELECT id, v FROM a; DELETE FROM x WHERE v < (SELECT min(lim) FROM b); INSERT INTO o (id) SELECT id FROM x
---
reads: a, b
writes: o
o.id <- a.id

== lateral with values unpivot | postgres
INSERT INTO o (id, k, v) SELECT t.id, x.k, x.v FROM t CROSS JOIN LATERAL (VALUES ('a', t.a), ('b', t.b)) AS x(k, v) WHERE x.v IS NOT NULL
---
reads: t
writes: o
o.id <- t.id
o.v <- t.a, t.b
rows <- t.a (filter), t.b (filter)
exact

== insert on conflict with subquery and constraint | postgres
INSERT INTO t (id, v) SELECT id, v FROM s ON CONFLICT ON CONSTRAINT t_pk DO UPDATE SET v = (SELECT max(x.v) FROM x WHERE x.id = EXCLUDED.id), n = t.n + 1
---
reads: s, x, t
writes: t
t.id <- s.id
t.v <- s.v, x.v
t.n <- t.n

== merge source with a star and known columns | databricks
schema: c.t(id, a, b); c.s(id, a, b, op)
MERGE INTO c.t USING (SELECT * EXCEPT (op) FROM c.s WHERE op <> 'D') s ON s.id = t.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *
---
reads: c.s
may read: c.t
writes: c.t
c.t.id <- c.s.id
c.t.a <- c.s.a
c.t.b <- c.s.b

== procedure with out parameter used later | mysql
CREATE PROCEDURE mx(OUT r INT) BEGIN SELECT MAX(id) INTO r FROM s; END; CALL mx(@r); INSERT INTO o (m) VALUES (@r)
---
reads: s
writes: o

== named windows used with further order | databricks
SELECT id, sum(v) OVER w AS s, rank() OVER (w2 ORDER BY v DESC) AS r FROM t WINDOW w AS (PARTITION BY g ORDER BY ts), w2 AS (PARTITION BY h)
---
reads: t
id <- t.id (identity)
s <- t.v (aggregation), t.g (window), t.ts (window)
r <- t.h (window), t.v (window)
exact

== copy into with select and joins of stage columns | snowflake
COPY INTO raw.t (id, v, f) FROM (SELECT $1:id::INT, UPPER($1:v::STRING), METADATA$FILENAME FROM @db.s.stg/a/) FILE_FORMAT = (TYPE = JSON) FORCE = TRUE
---
reads: @db.s.stg/a/
writes: raw.t
raw.t.id <- @db.s.stg/a/.$1
raw.t.v <- @db.s.stg/a/.$1

== time travel join before statement | snowflake
CREATE TABLE o AS SELECT n.id, b.v AS before FROM core.t n FULL JOIN core.t BEFORE (STATEMENT => '01a-b') b ON b.id = n.id WHERE n.v IS DISTINCT FROM b.v
---
reads: core.t
writes: o
o.id <- core.t.id
o.before <- core.t.v
rows <- core.t.id (join), core.t.v (filter)
exact

== duckdb struct star and columns of a join | duckdb
schema: a(id, x); b(id, y)
CREATE TABLE o AS SELECT a.*, b.* EXCLUDE (id), a.x + b.y AS s FROM a JOIN b USING (id)
---
reads: a, b
writes: o
o.id <- a.id
o.x <- a.x
o.y <- b.y
o.s <- a.x, b.y

== sqlite with materialized, window filter and group concat | sqlite
WITH x AS MATERIALIZED (SELECT id, g, v FROM t) INSERT INTO o (g, s, l) SELECT g, sum(v) FILTER (WHERE v > 0), group_concat(id, ',') FROM x GROUP BY g HAVING count(*) > 1
---
reads: t
writes: o
o.g <- t.g
o.s <- t.v, t.v (conditional)
o.l <- t.id

== spark cte before insert overwrite with partition and hints | spark
WITH a AS (SELECT /*+ BROADCAST(d) */ f.id, d.nm, f.dt FROM f JOIN d ON d.k = f.k) INSERT OVERWRITE TABLE core.o PARTITION (dt) SELECT /*+ REPARTITION(10) */ id, nm, dt FROM a
---
reads: f, d
writes: core.o
core.o.id <- f.id
core.o.nm <- d.nm
core.o.dt <- f.dt
rows <- d.k (join), f.k (join)
exact

== databricks apply as delete with columns list | databricks
CREATE OR REFRESH MATERIALIZED VIEW g.m CLUSTER BY AUTO AS SELECT date_trunc('hour', ts) AS h, approx_count_distinct(u) AS u, try_sum(v) AS v FROM STREAM s.ev WATERMARK ts DELAY OF INTERVAL 10 MINUTES GROUP BY ALL
---
reads: s.ev
writes: g.m
g.m.h <- s.ev.ts
g.m.u <- s.ev.u
g.m.v <- s.ev.v

== insert into a table named like a cte | snowflake
INSERT INTO final WITH base AS (SELECT id FROM a), final AS (SELECT id, COUNT(*) AS n FROM base GROUP BY id) SELECT id, n FROM final
---
reads: a
writes: final
final.id <- a.id

== array subquery over struct fields and join | bigquery
CREATE TABLE ds.o AS SELECT o.id, ARRAY(SELECT AS STRUCT l.sku, p.name FROM UNNEST(o.lines) AS l JOIN ds.p AS p ON p.sku = l.sku WHERE l.qty > 0) AS ls FROM ds.orders o
---
reads: ds.orders, ds.p
writes: ds.o
ds.o.id <- ds.orders.id
ds.o.ls <- ds.orders.lines, ds.p.name

== for loop over select with nested if and merge | bigquery
FOR r IN (SELECT id, v FROM ds.q WHERE NOT done) DO
  IF r.v > 10 THEN
    MERGE ds.t USING (SELECT r.id AS id, r.v AS v) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v);
  ELSE
    UPDATE ds.small SET v = r.v WHERE id = r.id;
  END IF;
END FOR;
---
reads: ds.q
may read: ds.t, ds.small
writes: ds.t, ds.small
ds.t.id <- ds.q.id
ds.t.v <- ds.q.v
ds.small.v <- ds.q.v

== dynamic pivot by execute immediate and string_agg | bigquery
DECLARE cols STRING; SET cols = (SELECT STRING_AGG(DISTINCT CONCAT("'", q, "'")) FROM ds.s); EXECUTE IMMEDIATE FORMAT("CREATE OR REPLACE TABLE ds.o AS SELECT * FROM (SELECT id, q, amt FROM ds.s) PIVOT (SUM(amt) FOR q IN (%s))", cols);
---
reads: ds.s
writes: ds.o
! unresolved

== plpgsql loop over cursor variable with move and dynamic insert | postgres
DO $$
DECLARE c CURSOR (k int) FOR SELECT id, nm FROM stg.x WHERE g = k; r record;
BEGIN
  OPEN c(5);
  LOOP
    FETCH NEXT FROM c INTO r;
    EXIT WHEN NOT FOUND;
    INSERT INTO dw.x VALUES (r.id, upper(r.nm));
    UPDATE dw.y SET nm = r.nm WHERE CURRENT OF c;
  END LOOP;
  CLOSE c;
END $$;
---
reads: stg.x
may read: dw.y
writes: dw.x, dw.y
! inferred

== copy with columns to and from the same table | redshift
UNLOAD ('SELECT id, v FROM dw.t') TO 's3://b/t_' IAM_ROLE default; TRUNCATE dw.t; COPY dw.t (id, v) FROM 's3://b/t_' IAM_ROLE default;
---
reads: dw.t, s3://b/t_
writes: s3://b/t_, dw.t
s3://b/t_.id <- dw.t.id
s3://b/t_.v <- dw.t.v

== several statements in a loop and a variable of two branches | bigquery
DECLARE m INT64;
FOR rec IN (SELECT id, v FROM ds.q) DO
  UPDATE ds.small SET v = rec.v WHERE id = rec.id;
  DELETE FROM ds.gone WHERE id = rec.id;
  INSERT INTO ds.o (x) SELECT rec.v FROM ds.f;
END FOR;
IF EXISTS (SELECT 1 FROM ds.f) THEN
  SET m = (SELECT MAX(a) FROM ds.t1);
ELSE
  SET m = (SELECT MAX(b) FROM ds.t2);
END IF;
INSERT INTO ds.p (m) VALUES (m);
SET m = (SELECT MAX(c) FROM ds.t3);
INSERT INTO ds.r (m) VALUES (m);
---
reads: ds.q, ds.f, ds.t1, ds.t2, ds.t3
may read: ds.small, ds.gone
writes: ds.small, ds.gone, ds.o, ds.p, ds.r
ds.small.v <- ds.q.v
ds.o.x <- ds.q.v
ds.p.m <- ds.t1.a, ds.t2.b
ds.r.m <- ds.t3.c

== cursor of a result set of one column | snowflake
DECLARE rs RESULTSET DEFAULT (SELECT id FROM raw.q); c CURSOR FOR rs;
BEGIN
  FOR r IN c DO INSERT INTO core.o (id) VALUES (r.id); END FOR;
END;
---
reads: raw.q
writes: core.o
core.o.id <- raw.q.id
