== insert select from cluster function | clickhouse
INSERT INTO db.out1 (a) SELECT a FROM cluster('c1', db.src)
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== remote function | clickhouse
INSERT INTO out1 (a) SELECT a FROM remote('10.0.0.1:9000', 'db', 'src')
---
reads: db.src
writes: out1
! unsupported

== s3 function | clickhouse
INSERT INTO out1 (a) SELECT a FROM s3('https://b.s3.amazonaws.com/x/*.parquet', 'Parquet')
---
reads: https://b.s3.amazonaws.com/x/*.parquet
writes: out1
out1.a <- https://b.s3.amazonaws.com/x/*.parquet.a

== insert into function s3 | clickhouse
INSERT INTO FUNCTION s3('https://b.s3.amazonaws.com/x/out.parquet', 'Parquet') SELECT a FROM src
---
reads: src
writes: https://b.s3.amazonaws.com/x/out.parquet
https://b.s3.amazonaws.com/x/out.parquet.a <- src.a

== file function | clickhouse
INSERT INTO out1 (a) SELECT a FROM file('data/x.csv', 'CSV', 'a UInt32')
---
reads: data/x.csv
writes: out1
out1.a <- data/x.csv.a

== materialized view to table | clickhouse
CREATE MATERIALIZED VIEW db.mv TO db.out1 AS SELECT toDate(ts) AS d, countState() AS n FROM db.src GROUP BY d
---
reads: db.src
writes: db.out1
db.out1.d <- db.src.ts

== materialized view engine populate | clickhouse
CREATE MATERIALIZED VIEW mv ENGINE = SummingMergeTree ORDER BY k POPULATE AS SELECT k, sum(v) AS s FROM src GROUP BY k
---
reads: src
writes: mv
mv.k <- src.k
mv.s <- src.v

== array join | clickhouse
INSERT INTO out1 (id, t) SELECT id, t FROM src ARRAY JOIN tags AS t
---
reads: src
writes: out1
out1.id <- src.id
out1.t <- src.tags

== arrayJoin function | clickhouse
INSERT INTO out1 (id, t) SELECT id, arrayJoin(tags) FROM src
---
reads: src
writes: out1
out1.id <- src.id
out1.t <- src.tags

== asof and any join | clickhouse
INSERT INTO out1 (a, b) SELECT l.a, r.b FROM l ASOF LEFT JOIN r ON l.k = r.k AND l.ts >= r.ts
---
reads: l, r
writes: out1
out1.a <- l.a
out1.b <- r.b

== global any left join using | clickhouse
INSERT INTO out1 (k, b) SELECT k, r.b FROM l GLOBAL ANY LEFT JOIN r USING (k)
---
reads: l, r
writes: out1
out1.k <- l.k
out1.b <- r.b

== with scalar expression | clickhouse
WITH (SELECT max(ts) FROM wm) AS m, 10 AS n INSERT INTO out1 (a, x) SELECT a, n FROM src WHERE ts > m
---
reads: wm, src
writes: out1
out1.a <- src.a

== final sample prewhere | clickhouse
INSERT INTO out1 (a) SELECT a FROM src FINAL SAMPLE 1/10 PREWHERE b = 1 WHERE c = 2
---
reads: src
writes: out1
out1.a <- src.a

== limit by and settings | clickhouse
INSERT INTO out1 (a) SELECT a FROM src ORDER BY b LIMIT 1 BY k SETTINGS max_threads = 1
---
reads: src
writes: out1
out1.a <- src.a

== exchange tables | clickhouse
EXCHANGE TABLES db.a AND db.b ON CLUSTER c
---
reads: db.a, db.b
writes: db.a, db.b

== rename table several | clickhouse
RENAME TABLE db.a TO db.b, db.c TO db.d
---
reads: db.a, db.c
writes: db.b, db.d

== replace partition | clickhouse
ALTER TABLE db.out1 REPLACE PARTITION 202401 FROM db.stage
---
reads: db.stage
writes: db.out1

== alter update | clickhouse
ALTER TABLE db.t UPDATE v = v * 2, w = dictGet('d', 'x', k) WHERE id IN (SELECT id FROM db.u)
---
reads: db.t, db.u, d
writes: db.t
db.t.v <- db.t.v
db.t.w <- d.x

== alter delete | clickhouse
ALTER TABLE db.t DELETE WHERE id IN (SELECT id FROM db.u)
---
reads: db.u
may read: db.t
writes: db.t

== insert values format | clickhouse
INSERT INTO db.t (a, b) FORMAT JSONEachRow {"a": 1, "b": "FROM x"}
---
writes: db.t

== create table as table engine | clickhouse
CREATE TABLE db.out1 ENGINE = MergeTree ORDER BY a AS SELECT a, b FROM db.src
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a
db.out1.b <- db.src.b

== on cluster distributed | clickhouse
CREATE TABLE db.dist ON CLUSTER c AS db.local ENGINE = Distributed(c, db, local, rand())
---
may read: db.local
writes: db.dist

== select columns apply except | clickhouse
schema: src(a, b, c)
CREATE TABLE out1 ENGINE = Memory AS SELECT * EXCEPT (c) REPLACE (a + 1 AS a) FROM src
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b

== with totals and window | clickhouse
INSERT INTO out1 (k, s) SELECT k, sum(v) FROM src GROUP BY k WITH TOTALS
---
reads: src
writes: out1
out1.k <- src.k
out1.s <- src.v

== if combinators | clickhouse
INSERT INTO out1 (k, s, q) SELECT k, sumIf(v, f = 1), quantile(0.9)(w) FROM src GROUP BY k
---
reads: src
writes: out1
out1.k <- src.k
out1.s <- src.v
out1.q <- src.w

== tuple and named access | clickhouse
INSERT INTO out1 (x, y) SELECT t.1, tupleElement(u, 'n') FROM src
---
reads: src
writes: out1
out1.x <- src.t
out1.y <- src.u

== in table | clickhouse
INSERT INTO out1 (a) SELECT a FROM src WHERE k IN ids
---
reads: src, ids
writes: out1
out1.a <- src.a

== lightweight delete and truncate | clickhouse
DELETE FROM db.t ON CLUSTER c WHERE k = 1; TRUNCATE TABLE IF EXISTS db.u
---
may read: db.t
writes: db.t, db.u

== optimize and system | clickhouse
OPTIMIZE TABLE db.t FINAL; SYSTEM FLUSH LOGS; SET max_threads = 1
---
may read: db.t
== detach attach | clickhouse
DETACH TABLE db.t; ATTACH TABLE db.t
---
may read: db.t
== params in braces | clickhouse
INSERT INTO out1 (a) SELECT a FROM {tbl:Identifier} WHERE d = {d:Date}
---
reads: {tbl:Identifier}
writes: out1

== values alias lambda | clickhouse
INSERT INTO out1 (m) SELECT arrayMap(x -> x * f, arr) FROM src
---
reads: src
writes: out1
out1.m <- src.arr, src.f

== with lambda | clickhouse
WITH x -> x * 2 AS dbl SELECT dbl(a) AS b FROM src
---
reads: src
.b <- src.a

== alias reuse | clickhouse
INSERT INTO out1 (x, y) SELECT a + 1 AS x, x * 2 AS y FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.a

== postgres and mysql functions | clickhouse
INSERT INTO out1 (a) SELECT a FROM postgresql(pg_conf, table = 'tab')
---
may read: db.tab, tab
writes: out1
! unsupported

== numbers | clickhouse
INSERT INTO out1 (n) SELECT number FROM numbers(10)
---
writes: out1

== union distinct | clickhouse
INSERT INTO out1 (a) SELECT a FROM s1 UNION DISTINCT SELECT b FROM s2
---
reads: s1, s2
writes: out1
out1.a <- s1.a, s2.b

== a named lambda shows what it captures | clickhouse
INSERT INTO out1 (b) WITH x -> x * k AS f SELECT f(a) AS b FROM src
---
reads: src
writes: out1
out1.b <- src.a, src.k

== dictionary source | clickhouse
CREATE DICTIONARY d.dict (id UInt64, nm String) PRIMARY KEY id SOURCE(CLICKHOUSE(HOST 'localhost' PORT 9000 USER 'default' TABLE 'users' DB 'app')) LAYOUT(HASHED()) LIFETIME(300)
---
reads: app.users
writes: d.dict

== dictionary with query source | clickhouse
CREATE OR REPLACE DICTIONARY d.dict2 (id UInt64, nm String) PRIMARY KEY id SOURCE(CLICKHOUSE(QUERY 'SELECT id, nm FROM app.users WHERE ok')) LAYOUT(FLAT()) LIFETIME(MIN 0 MAX 10)
---
reads: app.users
writes: d.dict2

== dictGet reads the dictionary | clickhouse
INSERT INTO o (id, nm) SELECT s.id, dictGet('d.dict', 'nm', s.uid) FROM s
---
reads: s, d.dict
writes: o
o.id <- s.id
o.nm <- d.dict.nm

== aggregating mv chain | clickhouse
CREATE TABLE agg (d Date, u AggregateFunction(uniq, UInt64)) ENGINE = AggregatingMergeTree ORDER BY d; CREATE MATERIALIZED VIEW mv TO agg AS SELECT toDate(ts) AS d, uniqState(uid) AS u FROM ev GROUP BY d; INSERT INTO o SELECT d, uniqMerge(u) AS uu FROM agg GROUP BY d
---
reads: ev, agg
writes: agg, o
agg.d <- ev.ts
agg.u <- ev.uid
o.d <- agg.d
o.uu <- agg.u

== argMax dedupe final | clickhouse
INSERT INTO o (id, v) SELECT id, argMax(v, ver) FROM s FINAL PREWHERE ok = 1 WHERE dt >= today() - 1 GROUP BY id
---
reads: s
writes: o
o.id <- s.id
o.v <- s.v

== array join with several arrays and enumerate | clickhouse
INSERT INTO o (id, k, v, n) SELECT id, k, v, n FROM s ARRAY JOIN ks AS k, vs AS v, arrayEnumerate(ks) AS n
---
reads: s
writes: o
o.id <- s.id
o.k <- s.ks
o.v <- s.vs
o.n <- s.ks

== nested columns dotted | clickhouse
INSERT INTO o (id, k) SELECT id, attrs.key FROM s ARRAY JOIN attrs WHERE attrs.value != ''
---
reads: s
writes: o
o.id <- s.id
o.k <- s.attrs

== s3 with auto columns | clickhouse
INSERT INTO db.o (a, b) SELECT a, b FROM s3('https://b.s3.amazonaws.com/in/*.parquet', 'Parquet')
---
reads: https://b.s3.amazonaws.com/in/*.parquet
writes: db.o
db.o.a <- https://b.s3.amazonaws.com/in/*.parquet.a
db.o.b <- https://b.s3.amazonaws.com/in/*.parquet.b

== s3Cluster url file hdfs | clickhouse
INSERT INTO db.o (a) SELECT a FROM hdfsCluster('c', 's3://b/x.csv') UNION ALL SELECT a FROM url('http://h/x.csv', CSV, 'a String') UNION ALL SELECT a FROM file('x.tsv', 'TSV', 'a String')
---
reads: s3://b/x.csv, http://h/x.csv, x.tsv
writes: db.o
db.o.a <- s3://b/x.csv.a, http://h/x.csv.a, x.tsv.a

== insert into table function s3 | clickhouse
INSERT INTO TABLE FUNCTION s3('s3://b/out.parquet', 'Parquet') SELECT a, b FROM db.s
---
reads: db.s
writes: s3://b/out.parquet

== replacing table by exchange | clickhouse
CREATE TABLE db.t_new AS db.t; INSERT INTO db.t_new SELECT a, b FROM db.s; EXCHANGE TABLES db.t AND db.t_new; DROP TABLE db.t_new;
---
reads: db.s
may read: db.t
writes: db.t
db.t.a <- db.s.a
db.t.b <- db.s.b

== partitions | clickhouse
ALTER TABLE db.t REPLACE PARTITION '202401' FROM db.t_stage; ALTER TABLE db.t_stage DROP PARTITION '202401'; ALTER TABLE db.t UPDATE v = v * 2, w = dictGet('d', 'x', k) WHERE id IN (SELECT id FROM db.u); ALTER TABLE db.t DELETE WHERE id = 1;
---
reads: db.t_stage, db.t, db.u, d
may read: d
writes: db.t, db.t_stage

== with scalar alias and with cte | clickhouse
WITH (SELECT max(ts) FROM wm) AS last, toDate(last) AS ld, c AS (SELECT id, ts FROM s) INSERT INTO o (id, l) SELECT id, ld FROM c WHERE ts > last
---
reads: wm, s
writes: o
o.id <- s.id
o.l <- wm.ts

== limit by and with fill | clickhouse
INSERT INTO o SELECT d, sum(v) AS sv FROM s GROUP BY d WITH ROLLUP ORDER BY d WITH FILL STEP 1 LIMIT 1 BY d SETTINGS max_threads = 4
---
reads: s
writes: o
o.d <- s.d
o.sv <- s.v

== asof left join using | clickhouse
CREATE TABLE o ENGINE = MergeTree ORDER BY id AS SELECT t.id, q.px FROM t ASOF LEFT JOIN q ON t.sym = q.sym AND t.ts >= q.ts
---
reads: t, q
writes: o
o.id <- t.id
o.px <- q.px

== tuple element and map | clickhouse
INSERT INTO o (a, b, c) SELECT t.1, m['k'], tupleElement(tt, 'x') FROM (SELECT (p, q) AS t, m, tt FROM s)
---
reads: s
writes: o
o.a <- s.p
o.b <- s.m
o.c <- s.tt

== window funnel and arrays | clickhouse
INSERT INTO o (u, l, mx) SELECT uid, windowFunnel(3600)(ts, ev = 'a', ev = 'b'), arrayMax(arrayMap(x -> x.2, arrayZip(xs, ys))) FROM s GROUP BY uid, xs, ys
---
reads: s
writes: o
o.u <- s.uid
o.l <- s.ts, s.ev
o.mx <- s.xs, s.ys

== select star except replace apply | clickhouse
schema: s(a, b, c)
INSERT INTO o SELECT * EXCEPT (c) REPLACE (a + 1 AS a) FROM s
---
reads: s
writes: o
o.a <- s.a
o.b <- s.b

== create table from query with schema and comments | clickhouse
CREATE TABLE IF NOT EXISTS db.o ON CLUSTER '{cluster}' (a UInt8, b String) ENGINE = ReplicatedMergeTree('/p', '{replica}') PARTITION BY toYYYYMM(b) ORDER BY a TTL b + INTERVAL 1 DAY SETTINGS index_granularity = 8192 AS SELECT x, y FROM db.s
---
reads: db.s
writes: db.o
db.o.a <- db.s.x
db.o.b <- db.s.y

== insert from infile and format | clickhouse
INSERT INTO db.t FROM INFILE 'x.csv.gz' COMPRESSION 'gzip' FORMAT CSVWithNames
---
reads: x.csv.gz
writes: db.t

== into outfile | clickhouse
SELECT a FROM db.t INTO OUTFILE 'o.parquet' TRUNCATE FORMAT Parquet
---
reads: db.t
writes: o.parquet

== kafka engine feeding mv | clickhouse
CREATE TABLE q (a String) ENGINE = Kafka('h:9092', 'topic', 'g', 'JSONEachRow'); CREATE MATERIALIZED VIEW c TO t (a String) AS SELECT JSONExtractString(a, 'x') AS a FROM q;
---
reads: q
writes: q, t
t.a <- q.a

== refreshable mv append | clickhouse
CREATE MATERIALIZED VIEW db.rmv REFRESH EVERY 1 HOUR APPEND TO db.o AS SELECT id, now() AS t FROM db.s
---
reads: db.s
writes: db.o
db.o.id <- db.s.id

== projection index mutations | clickhouse
ALTER TABLE db.t ADD PROJECTION p (SELECT a, sum(b) GROUP BY a); ALTER TABLE db.t MATERIALIZE PROJECTION p; OPTIMIZE TABLE db.t FINAL DEDUPLICATE; ALTER TABLE db.t MOVE PARTITION '1' TO TABLE db.t2
---
reads: db.t
writes: db.t, db.t2

== masking clickhouse | clickhouse
INSERT INTO o (a, b, c) SELECT hex(MD5(mail)), sipHash128(nm), encrypt('aes-256-cfb128', ssn, 'k') FROM s
---
reads: s
writes: o
o.a <- s.mail
o.b <- s.nm
o.c <- s.ssn

== lambda capture and untuple | clickhouse
INSERT INTO o (r) SELECT arrayFilter((x, y) -> y > thr, xs, ys) FROM s
---
reads: s
writes: o
o.r <- s.xs

== join get and in tuple | clickhouse
INSERT INTO o (a, b) SELECT a, joinGet('db.j', 'val', k) FROM s WHERE (x, y) IN (SELECT p, q FROM db.u) AND z IN db.setx
---
reads: s, db.u, db.j, db.setx
writes: o
o.a <- s.a
o.b <- db.j.val

== alias used in other columns and where | clickhouse
CREATE VIEW v AS SELECT toDate(ts) AS d, v * 2 AS w, w + 1 AS z FROM s WHERE d > '2024-01-01'
---
reads: s
writes: v
v.d <- s.ts
v.w <- s.v
v.z <- s.v

== insert select with aliases reused and with clause behind insert | clickhouse
INSERT INTO o (d, u, r) WITH base AS (SELECT toStartOfDay(ts) AS d, uid, ok FROM ev) SELECT d, uniq(uid) AS u, round(countIf(ok) / u, 2) AS r FROM base GROUP BY d
---
reads: ev
writes: o
o.d <- ev.ts
o.u <- ev.uid
o.r <- ev.ok, ev.uid

== json extract and arrays | clickhouse
INSERT INTO o (id, t, f) SELECT JSONExtractString(raw, 'id'), arrayJoin(JSONExtract(raw, 'tags', 'Array(String)')) AS t, raw.a.b FROM s
---
reads: s
writes: o
o.id <- s.raw
o.t <- s.raw
o.f <- s.raw

== attach detach and freeze, kill mutation | clickhouse
ALTER TABLE db.t FREEZE PARTITION '202401'; ALTER TABLE db.t ATTACH PARTITION '202401' FROM db.s; KILL MUTATION WHERE table = 't'; SYSTEM RELOAD DICTIONARY d;
---
reads: db.s
may read: db.t
writes: db.t

== tuple destructuring and named tuple access | clickhouse
INSERT INTO o (a, b) SELECT t.1, t.2 FROM (SELECT tuple(x, y) AS t FROM s)
---
reads: s
writes: o
o.a <- s.x
o.b <- s.y

== insert from select final with settings and format | clickhouse
INSERT INTO db.o SETTINGS async_insert=1 SELECT id, argMaxIf(v, ts, ok) AS v, any(nm) AS nm FROM db.s FINAL GROUP BY id SETTINGS max_memory_usage = 1
---
reads: db.s
writes: db.o
db.o.id <- db.s.id
db.o.v <- db.s.v
db.o.nm <- db.s.nm
