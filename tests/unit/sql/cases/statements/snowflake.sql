== merge all by name | snowflake
schema: s(id, v); t(id, v)
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE ALL BY NAME WHEN NOT MATCHED THEN INSERT ALL BY NAME
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v

== insert overwrite all | snowflake
INSERT OVERWRITE ALL WHEN a > 1 THEN INTO o1 (x) VALUES (a) ELSE INTO o2 (y) VALUES (b) SELECT a, b FROM src
---
reads: src
writes: o1, o2
o1.x <- src.a
o2.y <- src.b

== dynamic table | snowflake
CREATE OR REPLACE DYNAMIC TABLE db.s.dt TARGET_LAG = '20 minutes' WAREHOUSE = wh REFRESH_MODE = AUTO AS SELECT a, SUM(b) AS s FROM db.s.src GROUP BY a
---
reads: db.s.src
writes: db.s.dt
db.s.dt.a <- db.s.src.a
db.s.dt.s <- db.s.src.b

== stream consumed by merge | snowflake
MERGE INTO tgt USING (SELECT id, v FROM strm WHERE METADATA$ACTION = 'INSERT') s ON tgt.id = s.id WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: strm
may read: tgt
writes: tgt
tgt.id <- strm.id
tgt.v <- strm.v

== alter task | snowflake
ALTER TASK db.s.t1 RESUME
---
== task | snowflake
CREATE OR REPLACE TASK t1 WAREHOUSE = wh SCHEDULE = '5 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('s') AS INSERT INTO o SELECT * FROM s
---
== scripting block with cursor | snowflake
DECLARE c CURSOR FOR SELECT id FROM src; BEGIN FOR r IN c DO INSERT INTO out1 (id) VALUES (r.id); END FOR; RETURN 'ok'; END;
---
reads: src
writes: out1

== resultset and let | snowflake
EXECUTE IMMEDIATE $$ BEGIN LET q VARCHAR := 'INSERT INTO out1 (a) SELECT a FROM src'; EXECUTE IMMEDIATE :q; LET n := (SELECT COUNT(*) FROM cnt); RETURN n; END $$
---
reads: src, cnt
writes: out1
out1.a <- src.a

== with procedure | snowflake
WITH p AS PROCEDURE (x INT) RETURNS VARCHAR LANGUAGE SQL AS $$ BEGIN INSERT INTO out1 (a) SELECT a FROM src; RETURN 'x'; END $$ CALL p(1)
---
reads: src
writes: out1
out1.a <- src.a

== copy into with transform and pattern | snowflake
COPY INTO db.s.t (a, b) FROM (SELECT $1:a::INT, METADATA$FILENAME FROM @db.s.stg/p (FILE_FORMAT => 'ff', PATTERN => '.*json') x) PURGE = TRUE
---
reads: @db.s.stg/p
writes: db.s.t
may read: x

== copy into stage partition by | snowflake
COPY INTO @db.s.stg/out/ FROM (SELECT a, b FROM db.s.src) PARTITION BY ('d=' || b) FILE_FORMAT = (TYPE = PARQUET) HEADER = TRUE
---
reads: db.s.src
writes: @db.s.stg/out/
@db.s.stg/out/.a <- db.s.src.a
@db.s.stg/out/.b <- db.s.src.b

== user and table stage | snowflake
COPY INTO t FROM @%t; COPY INTO u FROM @~/x.csv
---
reads: @%t, @~/x.csv
writes: t, u

== put get rm | snowflake
PUT file:///tmp/x.csv @~/stage AUTO_COMPRESS=TRUE
---
reads: file:///tmp/x.csv
may read: /tmp/x.csv
writes: @~/stage

== clone schema time travel | snowflake
CREATE TABLE t2 CLONE t1 BEFORE (STATEMENT => '8e5d0ca9-005e-44e6-b858-a8f5b37c5726')
---
reads: t1
writes: t2

== undrop and swap | snowflake
ALTER TABLE IF EXISTS db.s.a SWAP WITH db.s.b
---
reads: db.s.a, db.s.b
writes: db.s.a, db.s.b

== table literal and result_scan | snowflake
CREATE TABLE out1 AS SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
writes: out1
! unresolved

== table literal | snowflake
INSERT INTO out1 (a) SELECT a FROM TABLE('db.s.src')
---
reads: db.s.src
writes: out1
out1.a <- db.s.src.a

== changes clause | snowflake
INSERT INTO out1 (a) SELECT a FROM src CHANGES (INFORMATION => DEFAULT) AT (TIMESTAMP => '2024-01-01'::TIMESTAMP)
---
reads: src
writes: out1
out1.a <- src.a

== match recognize | snowflake
INSERT INTO out1 (c) SELECT company FROM prices MATCH_RECOGNIZE (PARTITION BY company ORDER BY d MEASURES FIRST(d) AS st ONE ROW PER MATCH PATTERN (a b+) DEFINE b AS price > LAG(price))
---
reads: prices
writes: out1

== asof join | snowflake
INSERT INTO out1 (a, b) SELECT t.a, q.b FROM t ASOF JOIN q MATCH_CONDITION (t.ts >= q.ts) ON t.k = q.k
---
reads: t, q
writes: out1
out1.a <- t.a
out1.b <- q.b

== flatten of flatten | snowflake
INSERT INTO out1 (a, b) SELECT s.id, g.value:x::STRING FROM src s, LATERAL FLATTEN(INPUT => s.v:items) f, LATERAL FLATTEN(INPUT => f.value:subs, OUTER => TRUE) g
---
reads: src
writes: out1
out1.a <- src.id
out1.b <- src.v

== external table with columns | snowflake
CREATE OR REPLACE EXTERNAL TABLE db.s.ext (a INT AS (value:c1::INT)) WITH LOCATION = @db.s.stg/p/ FILE_FORMAT = (TYPE = CSV)
---
reads: @db.s.stg/p/
writes: db.s.ext
may read: @db.s.stg/p

== create stage and pipe | snowflake
CREATE PIPE p AUTO_INGEST = TRUE AS COPY INTO t FROM @stg
---
== identifier with variable | snowflake
SET t = 'db.s.src'; INSERT INTO IDENTIFIER('db.s.out1') (a) SELECT a FROM IDENTIFIER($t)
---
reads: db.s.src
writes: db.s.out1
db.s.out1.a <- db.s.src.a

== exclude rename and ilike | snowflake
schema: src(a, b, c)
CREATE TABLE out1 AS SELECT * EXCLUDE (c) RENAME (a AS z) FROM src
---
reads: src
writes: out1
out1.z <- src.a
out1.b <- src.b

== star ilike | snowflake
schema: src(a1, a2, c)
CREATE TABLE out1 AS SELECT * ILIKE 'a%' FROM src
---
reads: src
writes: out1
out1.a1 <- src.a1
out1.a2 <- src.a2

== positional columns | snowflake
INSERT INTO out1 (x) SELECT $2 FROM (VALUES (1, 'a')) v
---
writes: out1

== lateral alias | snowflake
INSERT INTO out1 (x, y) SELECT a + 1 AS b1, b1 * 2 AS c1 FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.a

== pivot any | snowflake
schema: src(id, q, amt)
CREATE TABLE out1 AS SELECT * FROM src PIVOT (SUM(amt) FOR q IN (ANY ORDER BY q))
---
reads: src
writes: out1
! unresolved

== create or alter table | snowflake
CREATE OR ALTER TABLE db.s.t (a INT, b STRING)
---
writes: db.s.t

== union by name | snowflake
CREATE TABLE out1 AS SELECT a, b FROM s1 UNION ALL BY NAME SELECT b, a FROM s2
---
reads: s1, s2
writes: out1
out1.a <- s1.a, s2.a
out1.b <- s1.b, s2.b

== semantic view and cortex table function | snowflake
INSERT INTO out1 (a) SELECT a FROM TABLE(my_udtf(1, 2))
---
writes: out1

== udtf partition by | snowflake
INSERT INTO out1 (a) SELECT u.y FROM src s, TABLE(my_udtf(s.x) OVER (PARTITION BY s.k)) u
---
reads: src
writes: out1
out1.a <- src.x

== sequence nextval | snowflake
INSERT INTO out1 (id, a) SELECT seq.NEXTVAL, a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== getnextval | snowflake
INSERT INTO out1 (id, a) SELECT q.nextval, a FROM src, TABLE(GETNEXTVAL(seq)) q
---
reads: src
writes: out1

== infer schema template | snowflake
CREATE TABLE t USING TEMPLATE (SELECT ARRAY_AGG(OBJECT_CONSTRUCT(*)) FROM TABLE(INFER_SCHEMA(LOCATION => '@stg/p', FILE_FORMAT => 'ff')))
---
reads: @stg/p
may read: @stg/p
writes: t

== iceberg table | snowflake
CREATE ICEBERG TABLE ice EXTERNAL_VOLUME = 'v' CATALOG = 'SNOWFLAKE' BASE_LOCATION = 'x' AS SELECT a FROM src
---
reads: src
writes: ice
ice.a <- src.a

== hybrid and transient | snowflake
CREATE OR REPLACE TRANSIENT TABLE tr CLUSTER BY (a) AS SELECT a FROM src
---
reads: src
writes: tr
tr.a <- src.a

== secure view with tags and copy grants | snowflake
CREATE OR REPLACE SECURE VIEW v COPY GRANTS COMMENT = 'FROM x' WITH TAG (c = 'pii') AS SELECT a FROM src
---
reads: src
writes: v
v.a <- src.a

== view with masking on columns | snowflake
CREATE VIEW v (x WITH MASKING POLICY p COMMENT 'c', y) AS SELECT a, b FROM src
---
reads: src
writes: v
v.x <- src.a
v.y <- src.b

== insert with semistructured parse | snowflake
INSERT INTO out1 (a, b) SELECT PARSE_JSON(j):a.b[0]::INT, GET_PATH(v, 'x.y') FROM src
---
reads: src
writes: out1
out1.a <- src.j
out1.b <- src.v

== sample and qualify | snowflake
INSERT INTO out1 (a) SELECT a FROM src SAMPLE ROW (10) SEED (1) QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) = 1
---
reads: src
writes: out1
out1.a <- src.a

== delete using two | snowflake
DELETE FROM t USING u, (SELECT id FROM w) x WHERE t.id = u.id AND t.id = x.id
---
reads: u, w
may read: t
writes: t

== update from several | snowflake
UPDATE t SET a = u.a, b = x.b FROM u LEFT JOIN x ON x.id = u.id WHERE t.id = u.id
---
reads: u, x
may read: t
writes: t
t.a <- u.a
t.b <- x.b

== group by cube and having alias | snowflake
INSERT INTO out1 (a, s) SELECT a, SUM(b) AS s FROM src GROUP BY CUBE (a, c) HAVING s > 1
---
reads: src
writes: out1
out1.a <- src.a
out1.s <- src.b

== scd2 merge with union of staged keys | snowflake
schema: stg.customer(id, name, hash, load_ts); dim.customer(id, name, hash, is_current, valid_from, valid_to)
MERGE INTO dim.customer d USING (SELECT s.id AS merge_key, s.* FROM stg.customer s UNION ALL SELECT NULL AS merge_key, s.* FROM stg.customer s JOIN dim.customer d2 ON s.id = d2.id WHERE d2.is_current AND d2.hash <> s.hash) src ON d.id = src.merge_key WHEN MATCHED AND d.is_current AND d.hash <> src.hash THEN UPDATE SET is_current = FALSE, valid_to = src.load_ts WHEN NOT MATCHED THEN INSERT (id, name, hash, is_current, valid_from, valid_to) VALUES (src.id, src.name, src.hash, TRUE, src.load_ts, NULL);
---
reads: stg.customer, dim.customer
writes: dim.customer
dim.customer.id <- stg.customer.id
dim.customer.name <- stg.customer.name
dim.customer.hash <- stg.customer.hash
dim.customer.valid_from <- stg.customer.load_ts
dim.customer.valid_to <- stg.customer.load_ts

== dedupe exclude rn | snowflake
schema: raw.ev(id, ts, payload)
CREATE OR REPLACE TABLE mart.ev AS SELECT * EXCLUDE rn FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY ts DESC) AS rn FROM raw.ev) WHERE rn = 1
---
reads: raw.ev
writes: mart.ev
mart.ev.id <- raw.ev.id
mart.ev.ts <- raw.ev.ts
mart.ev.payload <- raw.ev.payload

== insert overwrite qualify alias | snowflake
INSERT OVERWRITE INTO mart.t (id, total) SELECT id, SUM(amt) OVER (PARTITION BY id) AS total FROM raw.o QUALIFY total > 10 AND ROW_NUMBER() OVER (PARTITION BY id ORDER BY upd DESC) = 1
---
reads: raw.o
writes: mart.t
mart.t.id <- raw.o.id
mart.t.total <- raw.o.amt
rows <- raw.o.upd (window)

== object_construct star | snowflake
schema: a.t(x, y)
CREATE TABLE a.j AS SELECT OBJECT_CONSTRUCT(*) AS doc FROM a.t
---
reads: a.t
writes: a.j
a.j.doc <- a.t.x, a.t.y

== time travel join of old and new | snowflake
CREATE TABLE diff AS SELECT cur.id, old.v AS was, cur.v AS now FROM t AS cur JOIN t BEFORE (STATEMENT => '8e5d0ca9-005e-44e6-b858-a8f5b37c5726') AS old ON cur.id = old.id
---
reads: t
writes: diff
diff.id <- t.id
diff.was <- t.v
diff.now <- t.v

== values joined | snowflake
CREATE OR REPLACE TABLE m AS SELECT v.name, t.amt FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name) JOIN src t ON t.id = v.id
---
reads: src
writes: m
m.amt <- src.amt

== script builds name of target | snowflake
DECLARE tgt STRING DEFAULT 'MART.DAILY'; stmt STRING; BEGIN stmt := 'INSERT INTO ' || tgt || ' (a) SELECT a FROM raw.src WHERE d = ''2024-01-01'''; EXECUTE IMMEDIATE :stmt; RETURN 'ok'; END;
---
reads: raw.src
writes: mart.daily
mart.daily.a <- raw.src.a

== session variables in identifier and table | snowflake
SET src_t = 'db1.s1.src'; SET tgt_t = 'db1.s1.tgt'; INSERT INTO IDENTIFIER($tgt_t) (a) SELECT a FROM TABLE($src_t);
---
reads: db1.s1.src
writes: db1.s1.tgt
db1.s1.tgt.a <- db1.s1.src.a

== for loop with record fields | snowflake
EXECUTE IMMEDIATE $$ BEGIN FOR rec IN (SELECT id, nm FROM cfg.lst) DO INSERT INTO tgt.o (id, nm) VALUES (rec.id, rec.nm); END FOR; END $$
---
reads: cfg.lst
writes: tgt.o

== cursor loop with let | snowflake
DECLARE c1 CURSOR FOR SELECT price FROM invoices; BEGIN LET total := 0.0; FOR r IN c1 DO total := total + r.price; END FOR; INSERT INTO res (tot) VALUES (:total); RETURN total; END;
---
reads: invoices
writes: res

== alter task as | snowflake
ALTER TASK load_it MODIFY AS INSERT INTO o (a) SELECT a FROM s
---

== flow operator | snowflake
SHOW TABLES ->> SELECT "name" AS n FROM $1
---

== flow operator over a query | snowflake
SELECT id, v FROM src WHERE v > 1 ->> INSERT INTO tgt (id, v) SELECT id, v FROM $1
---
reads: src
writes: tgt
tgt.id <- src.id
tgt.v <- src.v

== flow operator two back | snowflake
SELECT a FROM t1 ->> SELECT b FROM t2 ->> CREATE TABLE o AS SELECT x.a, y.b FROM $2 x JOIN $1 y ON x.a = y.b
---
reads: t1, t2
writes: o
o.a <- t1.a
o.b <- t2.b

== view with masking and column list | snowflake
CREATE OR REPLACE SECURE VIEW v (cid COMMENT 'x', mail WITH MASKING POLICY p.mask_mail, n) COPY GRANTS COMMENT = 'v' AS SELECT c.id, c.email, COUNT(*) FROM crm.c c GROUP BY 1, 2
---
reads: crm.c
writes: v
v.cid <- crm.c.id
v.mail <- crm.c.email

== merge insert by position | snowflake
schema: tgt(id, v, upd); src(id, v, ts)
MERGE INTO tgt USING src ON tgt.id = src.id WHEN NOT MATCHED THEN INSERT VALUES (src.id, src.v, src.ts)
---
reads: src
may read: tgt
writes: tgt
tgt.id <- src.id
tgt.v <- src.v
tgt.upd <- src.ts

== pivot with alias list and star | snowflake
schema: sales(emp, amt, q)
CREATE TABLE p AS SELECT * FROM sales PIVOT (SUM(amt) FOR q IN ('Q1', 'Q2')) AS p (emp, q1, q2)
---
reads: sales
writes: p
p.emp <- sales.emp
p.q1 <- sales.amt
p.q2 <- sales.amt

== dynamic pivot | snowflake
schema: sales(emp, amt, q)
CREATE TABLE p AS SELECT * FROM sales PIVOT (SUM(amt) FOR q IN (ANY ORDER BY q)) ORDER BY emp
---
reads: sales
writes: p
p.emp <- sales.emp
! unresolved

== unpivot with star | snowflake
schema: monthly(emp, dept, jan, feb)
INSERT INTO longm (emp, dept, mon, amt) SELECT * FROM monthly UNPIVOT (amt FOR mon IN (jan, feb))
---
reads: monthly
writes: longm
longm.emp <- monthly.emp
longm.dept <- monthly.dept
longm.amt <- monthly.jan, monthly.feb

== asof join | snowflake
CREATE TABLE o AS SELECT t.id, q.price FROM trades t ASOF JOIN quotes q MATCH_CONDITION (t.ts >= q.ts) ON t.sym = q.sym
---
reads: trades, quotes
writes: o
o.id <- trades.id
o.price <- quotes.price
rows <- trades.ts (join), quotes.ts (join), trades.sym (join)

== clone then swap | snowflake
CREATE TABLE prod_new CLONE prod; INSERT INTO prod_new (id, v) SELECT id, v FROM stg; ALTER TABLE prod_new SWAP WITH prod; DROP TABLE prod_new;
---
reads: prod, stg
writes: prod
prod.id <- stg.id
prod.v <- stg.v

== temp like then merge | snowflake
CREATE TEMPORARY TABLE x LIKE y; INSERT INTO x (id, v) SELECT id, v FROM z; MERGE INTO y USING x ON y.id = x.id WHEN MATCHED THEN UPDATE SET v = x.v;
---
reads: z
may read: y
writes: y
y.v <- z.v

== lateral alias | snowflake
CREATE TABLE o AS SELECT a + b AS c, c * 2 AS d, d - a AS e FROM t
---
reads: t
writes: o
o.c <- t.a, t.b
o.d <- t.a, t.b
o.e <- t.a, t.b

== listagg within group | snowflake
CREATE TABLE o AS SELECT k, LISTAGG(DISTINCT nm, ',') WITHIN GROUP (ORDER BY nm) AS names, ARRAY_AGG(OBJECT_CONSTRUCT('a', a, 'b', b)) WITHIN GROUP (ORDER BY c) AS arr FROM t GROUP BY k
---
reads: t
writes: o
o.k <- t.k
o.names <- t.nm
o.arr <- t.a, t.b

== full join using merges | snowflake
schema: a(id, x); b(id, y)
CREATE TABLE o AS SELECT * FROM a FULL OUTER JOIN b USING (id)
---
reads: a, b
writes: o
o.id <- a.id, b.id
o.x <- a.x
o.y <- b.y

== recursive without column list | snowflake
CREATE TABLE o AS WITH RECURSIVE h AS (SELECT id, parent, nm AS path FROM org WHERE parent IS NULL UNION ALL SELECT o.id, o.parent, h.path || '/' || o.nm FROM org o JOIN h ON o.parent = h.id) SELECT id, path FROM h
---
reads: org
writes: o
o.id <- org.id
o.path <- org.nm

== connect by path | snowflake
CREATE TABLE o AS SELECT id, SYS_CONNECT_BY_PATH(nm, '/') AS p, CONNECT_BY_ROOT nm AS r, PRIOR id AS pid, LEVEL AS l FROM org START WITH parent IS NULL CONNECT BY parent = PRIOR id
---
reads: org
writes: o
o.id <- org.id
o.p <- org.nm
o.r <- org.nm
o.pid <- org.id

== update from subquery | snowflake
UPDATE tgt t SET t.n = s.n, t.last = GREATEST(t.last, s.mx) FROM (SELECT k, COUNT(*) AS n, MAX(ts) AS mx FROM ev GROUP BY k) s WHERE t.k = s.k AND t.active
---
reads: ev, tgt
writes: tgt
tgt.last <- tgt.last, ev.ts

== self rebuild | snowflake
CREATE OR REPLACE TABLE db.s.t AS SELECT id, MAX(v) AS v FROM db.s.t GROUP BY id
---
reads: db.s.t
writes: db.s.t
db.s.t.id <- db.s.t.id
db.s.t.v <- db.s.t.v

== administrative | snowflake
GRANT SELECT ON TABLE t TO ROLE r; SHOW TABLES IN SCHEMA s; DESC TABLE t; LIST @stg; REMOVE @stg/x; ALTER SESSION SET TIMEZONE = 'UTC'; ALTER WAREHOUSE w RESUME;
---

== unload with partition and header | snowflake
COPY INTO @exp/daily/ FROM (SELECT * FROM mart.d WHERE dt = CURRENT_DATE) PARTITION BY ('date=' || TO_VARCHAR(dt)) FILE_FORMAT = (TYPE = PARQUET) MAX_FILE_SIZE = 32000000 HEADER = TRUE OVERWRITE = TRUE;
---
reads: mart.d
writes: @exp/daily/

== procedure with returns table and call | snowflake
CREATE OR REPLACE PROCEDURE load_it(d DATE) RETURNS STRING LANGUAGE SQL EXECUTE AS CALLER AS $$ BEGIN DELETE FROM o WHERE dt = :d; INSERT INTO o (dt, v) SELECT dt, v FROM s WHERE dt = :d; RETURN 'done'; END; $$; CALL load_it('2024-01-01'::DATE);
---
reads: s
may read: o
writes: o
o.dt <- s.dt
o.v <- s.v

== with procedure anonymous call | snowflake
WITH p AS PROCEDURE (t STRING) RETURNS STRING LANGUAGE SQL AS $$ BEGIN INSERT INTO o (a) SELECT a FROM s; RETURN 'x'; END $$ CALL p('x');
---
reads: s
writes: o
o.a <- s.a

== multi-statement transaction with stream | snowflake
BEGIN; CREATE STREAM IF NOT EXISTS st ON TABLE raw.t; MERGE INTO dim d USING (SELECT * FROM st WHERE METADATA$ACTION = 'INSERT') s ON d.id = s.id WHEN MATCHED THEN UPDATE SET d.nm = s.nm WHEN NOT MATCHED THEN INSERT (id, nm) VALUES (s.id, s.nm); COMMIT;
---
reads: raw.t, st
may read: dim, st
writes: st, dim

== insert first when | snowflake
INSERT FIRST WHEN amt > 100 THEN INTO big (id, a) VALUES (id, amt) WHEN amt > 10 THEN INTO mid ELSE INTO small (id) VALUES (id) SELECT id, amt FROM src
---
reads: src
writes: big, mid, small
big.id <- src.id
big.a <- src.amt
mid.id <- src.id
mid.amt <- src.amt
small.id <- src.id

== external table columns | snowflake
CREATE OR REPLACE EXTERNAL TABLE ext.t (id INT AS (VALUE:c1::INT), dt DATE AS TO_DATE(SPLIT_PART(METADATA$FILENAME, '/', 3))) PARTITION BY (dt) WITH LOCATION = @ext.stg/p/ AUTO_REFRESH = FALSE FILE_FORMAT = (TYPE = PARQUET)
---
reads: @ext.stg/p/
writes: ext.t

== semi-structured with quoted keys | snowflake
CREATE TABLE o AS SELECT src:"customer"."First Name"::STRING AS fn, src['a'][0].b AS x, GET_PATH(doc, 'a.b') AS y, TRY_PARSE_JSON(t.raw):z AS z FROM db.s.tt AS t
---
reads: db.s.tt
writes: o
o.fn <- db.s.tt.src
o.x <- db.s.tt.src
o.y <- db.s.tt.doc
o.z <- db.s.tt.raw

== filter transform reduce lambdas | snowflake
CREATE TABLE o AS SELECT FILTER(arr, x -> x:v > lim) AS f, TRANSFORM(arr, x INT -> x * k) AS t2, REDUCE(arr, 0, (acc, v) -> acc + v) AS r FROM t
---
reads: t
writes: o
o.f <- t.arr
o.t2 <- t.arr, t.k
o.r <- t.arr

== group by all with grouping sets view | snowflake
CREATE VIEW v AS SELECT region, product, SUM(amt) s, GROUPING(region) g FROM f GROUP BY GROUPING SETS ((region, product), (region), ())
---
reads: f
writes: v
rows <- f.region (group_by), f.product (group_by)

== split_to_table lateral | snowflake
INSERT INTO o (id, tag) SELECT t.id, s.value FROM src t, LATERAL SPLIT_TO_TABLE(t.tags, ',') s
---
reads: src
writes: o
o.id <- src.id
o.tag <- src.tags

== strtok_split with table function | snowflake
INSERT INTO o (id, tag) SELECT t.id, s.value::STRING FROM src t, TABLE(STRTOK_SPLIT_TO_TABLE(t.tags, ',')) AS s
---
reads: src
writes: o
o.id <- src.id
o.tag <- src.tags

== if exists in scripting | snowflake
BEGIN IF (EXISTS (SELECT 1 FROM ctl WHERE st = 'READY')) THEN TRUNCATE TABLE o; INSERT INTO o SELECT a, b FROM s; ELSEIF ((SELECT COUNT(*) FROM ctl2) > 0) THEN UPDATE ctl2 SET f = 1; ELSE RETURN 'none'; END IF; EXCEPTION WHEN OTHER THEN INSERT INTO errlog (msg) VALUES (:SQLERRM); RAISE; END;
---
reads: ctl, s, ctl2
writes: o, ctl2, errlog
o.a <- s.a
o.b <- s.b

== create table with ctas column list types | snowflake
CREATE TABLE o (id NUMBER, nm VARCHAR) CLUSTER BY (id) AS SELECT $1, $2 FROM VALUES (1, 'x')
---
writes: o
columns: none

== union by name | snowflake
CREATE TABLE o AS SELECT a, b FROM t1 UNION ALL BY NAME SELECT b, c, a FROM t2
---
reads: t1, t2
writes: o
o.a <- t1.a, t2.a
o.b <- t1.b, t2.b
o.c <- t2.c

== use then unqualified | snowflake
USE ROLE loader; USE WAREHOUSE wh; USE SCHEMA analytics.mart; CREATE OR REPLACE TRANSIENT TABLE daily AS SELECT d, SUM(x) AS x FROM raw.ev GROUP BY d;
---
reads: analytics.raw.ev
writes: analytics.mart.daily
analytics.mart.daily.d <- analytics.raw.ev.d
analytics.mart.daily.x <- analytics.raw.ev.x

== matched delete and multiple clauses | snowflake
MERGE INTO t USING (SELECT id, op, v FROM cdc QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY lsn DESC) = 1) c ON t.id = c.id WHEN MATCHED AND c.op = 'D' THEN DELETE WHEN MATCHED AND c.op = 'U' THEN UPDATE SET t.v = c.v, t.upd = CURRENT_TIMESTAMP() WHEN NOT MATCHED AND c.op <> 'D' THEN INSERT (id, v) VALUES (c.id, c.v)
---
reads: cdc
may read: t
writes: t
t.v <- cdc.v
t.id <- cdc.id
rows <- cdc.lsn (window)

== ambiguous columns without catalog | snowflake
CREATE TABLE o AS SELECT a.id, amount FROM a JOIN b ON a.id = b.id
---
reads: a, b
writes: o
! ambiguous

== range join with between and scalar subquery | snowflake
CREATE TABLE o AS SELECT e.id, (SELECT MAX(r.rate) FROM rates r WHERE r.cur = e.cur AND e.ts BETWEEN r.f AND r.t) AS rate FROM ev e WHERE e.id NOT IN (SELECT id FROM excl)
---
reads: ev, rates, excl
writes: o
o.id <- ev.id
o.rate <- rates.rate

== tables of information schema generator | snowflake
CREATE TABLE cal AS SELECT DATEADD(day, SEQ4(), '2020-01-01') AS d FROM TABLE(GENERATOR(ROWCOUNT => 1000))
---
writes: cal
columns: none

== select from view of stage alias with t.$1 | snowflake
INSERT INTO o (a, b) SELECT t.$1, t.$2::DATE FROM @~/staged/x.csv.gz (FILE_FORMAT => ff) t
---
reads: @~/staged/x.csv.gz
writes: o
o.a <- @~/staged/x.csv.gz.$1
o.b <- @~/staged/x.csv.gz.$2

== create table using select star replace rename | snowflake
schema: s.t(id, mail, amt)
CREATE TABLE o AS SELECT t.* EXCLUDE (amt) REPLACE (SHA2(mail) AS mail) RENAME (id AS cust_id), t.amt / 100 AS eur FROM s.t
---
reads: s.t
writes: o
o.cust_id <- s.t.id
o.mail <- s.t.mail
o.eur <- s.t.amt

== delete not exists | snowflake
DELETE FROM t WHERE NOT EXISTS (SELECT 1 FROM s WHERE s.id = t.id)
---
reads: s
may read: t
writes: t

== double dollar view ddl comment semicolons | snowflake
CREATE OR REPLACE VIEW v COMMENT = 'a; b' AS /* c; d */ SELECT a -- e; f
FROM s; INSERT INTO o (x) SELECT ';' || a FROM s2;
---
reads: s, s2
writes: v, o
v.a <- s.a
o.x <- s2.a

== async and while | snowflake
DECLARE i INT DEFAULT 0; BEGIN WHILE (i < 3) DO i := i + 1; INSERT INTO o (n) SELECT n + :i FROM s; END WHILE; LOOP BREAK; END LOOP; REPEAT i := 0; UNTIL (i = 0) END REPEAT; END;
---
reads: s
writes: o
o.n <- s.n

== case in scripting and resultset | snowflake
DECLARE rs RESULTSET; q STRING DEFAULT 'SELECT id, v FROM raw.x'; BEGIN rs := (EXECUTE IMMEDIATE :q); CREATE OR REPLACE TEMPORARY TABLE tmp AS SELECT id, v FROM raw.y; INSERT INTO o (id, v) SELECT id, v FROM tmp; RETURN TABLE(rs); END
---
reads: raw.x, raw.y
writes: o
o.id <- raw.y.id
o.v <- raw.y.v

== snowflake udtf | snowflake
CREATE OR REPLACE FUNCTION db.s.f(d DATE) RETURNS TABLE (x NUMBER, y VARCHAR) AS $$ SELECT a, b FROM db.s.src WHERE dt = d $$; INSERT INTO o (p, q) SELECT x, y FROM TABLE(db.s.f('2024-01-01'::DATE)) t
---
reads: db.s.src
writes: o
o.p <- db.s.src.a
o.q <- db.s.src.b

== chain of temp tables through three steps | snowflake
CREATE TEMP TABLE a AS SELECT id, ts, amt FROM raw.o; CREATE TEMP TABLE b AS SELECT id, MAX(amt) AS m FROM a GROUP BY id; CREATE OR REPLACE TABLE mart.o AS SELECT a.id, b.m, a.ts FROM a JOIN b ON a.id = b.id; DROP TABLE a; DROP TABLE b;
---
reads: raw.o
writes: mart.o
mart.o.id <- raw.o.id
mart.o.m <- raw.o.amt
mart.o.ts <- raw.o.ts

== view made then read in one text | snowflake
CREATE OR REPLACE VIEW s.v AS SELECT a AS x FROM s.t; INSERT INTO s.o (y) SELECT x FROM s.v;
---
reads: s.t, s.v
writes: s.v, s.o
s.v.x <- s.t.a
s.o.y <- s.v.x

== nested json flatten recursive path | snowflake
INSERT INTO o (id, sku, attr) SELECT e.id, l.value:sku::STRING, a.value::STRING FROM raw.ev e, LATERAL FLATTEN(e.doc:lines) l, LATERAL FLATTEN(INPUT => l.value:attrs, MODE => 'ARRAY') a
---
reads: raw.ev
writes: o
o.id <- raw.ev.id
o.sku <- raw.ev.doc
o.attr <- raw.ev.doc

== table function flatten join table keyword | snowflake
CREATE TABLE o AS SELECT t.id, f.this:x AS x, f.path AS p FROM t JOIN TABLE(FLATTEN(t.arr)) f
---
reads: t
writes: o
o.id <- t.id
o.x <- t.arr
o.p <- t.arr

== execute immediate using binds | snowflake
EXECUTE IMMEDIATE 'INSERT INTO o (a) SELECT a FROM s WHERE d = ? AND e = ?' USING (d1, e1)
---
reads: s
writes: o
o.a <- s.a

== identifier concat in scripting | snowflake
BEGIN LET t STRING := 'DB.S.T_' || '2024'; LET n INT := (SELECT COUNT(*) FROM IDENTIFIER(:t)); INSERT INTO IDENTIFIER(:t) (a) SELECT a FROM db.s.src WHERE :n > 0; END;
---
reads: db.s.t_2024, db.s.src
writes: db.s.t_2024
db.s.t_2024.a <- db.s.src.a

== copy into with select star and metadata | snowflake
COPY INTO t FROM (SELECT t.$1:id, METADATA$FILE_ROW_NUMBER FROM @%t/in t)
---
reads: @%t/in
writes: t

== conditional multi table insert with subquery values | snowflake
INSERT ALL INTO a (id) SELECT id FROM s
---
reads: s
writes: a
a.id <- s.id

== window over aggregation then qualify | snowflake
CREATE OR REPLACE TABLE o AS SELECT region, SUM(amt) AS s, RANK() OVER (ORDER BY SUM(amt) DESC) AS rk FROM f GROUP BY region QUALIFY rk <= 3
---
reads: f
writes: o
o.region <- f.region
o.s <- f.amt

== at before in join of the same table by alias | snowflake
INSERT INTO chg (id) SELECT n.id FROM s.t n LEFT JOIN s.t AT (OFFSET => -3600) o ON n.id = o.id WHERE o.id IS NULL
---
reads: s.t
writes: chg
chg.id <- s.t.id

== undrop, clone at, schema clone | snowflake
CREATE OR REPLACE TABLE bk.t CLONE prod.t AT (TIMESTAMP => '2024-01-01'::TIMESTAMP_LTZ); UNDROP TABLE prod.t2; CREATE TABLE bk.l LIKE prod.l;
---
reads: prod.t
may read: prod.l, prod.t2
writes: bk.t, bk.l, prod.t2

== quoted alias with dots and spaces | snowflake
CREATE TABLE "My.T" AS SELECT "Order Id" AS "o.id", "x"."Amt €" FROM "S"."Src" "x"
---
reads: s.src
writes: my.t
my.t.o.id <- s.src.order id
my.t.amt € <- s.src.amt €

== merge with cte source and by name insert | snowflake
MERGE INTO d USING (WITH c AS (SELECT id, MAX(ts) AS ts FROM s GROUP BY id) SELECT s.id, s.v, c.ts FROM s JOIN c ON s.id = c.id AND s.ts = c.ts) x ON d.id = x.id WHEN MATCHED THEN UPDATE SET d.v = x.v, d.ts = x.ts WHEN NOT MATCHED THEN INSERT (id, v, ts) VALUES (x.id, x.v, x.ts)
---
reads: s
may read: d
writes: d
d.id <- s.id
d.v <- s.v
d.ts <- s.ts

== stored procedure with dynamic table name argument | snowflake
CREATE OR REPLACE PROCEDURE p(tgt STRING) RETURNS STRING LANGUAGE SQL AS 'BEGIN EXECUTE IMMEDIATE ''INSERT INTO '' || tgt || '' (a) SELECT a FROM s''; RETURN ''ok''; END'; CALL p('db.sc.o');
---
reads: s
writes: db.sc.o
db.sc.o.a <- s.a

== javascript procedure is honest | snowflake
CREATE OR REPLACE PROCEDURE p() RETURNS STRING LANGUAGE JAVASCRIPT AS $$ snowflake.execute({sqlText: "INSERT INTO o SELECT * FROM s"}); $$; CALL p();
---
! unsupported

== insert select from table with alias equal to column | snowflake
INSERT INTO o (v, w) SELECT v.v, v.w FROM v AS v
---
reads: v
writes: o
o.v <- v.v
o.w <- v.w

== case insensitive unquoted against catalog | snowflake
schema: DB.S.T(ID, NAME)
INSERT INTO o SELECT Id, nAmE FROM db.s.t
---
reads: db.s.t
writes: o
o.id <- db.s.t.id
o.name <- db.s.t.name
