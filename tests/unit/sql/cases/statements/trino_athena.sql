== insert with unnest and ordinality | trino, presto, athena
INSERT INTO hive.s.out1 (id, v, n) SELECT t.id, u.v, u.n FROM hive.s.src AS t CROSS JOIN UNNEST(t.arr) WITH ORDINALITY AS u (v, n)
---
reads: hive.s.src
writes: hive.s.out1
hive.s.out1.id <- hive.s.src.id
hive.s.out1.v <- hive.s.src.arr

== unnest of map | trino, athena
schema: src(id, m)
INSERT INTO out1 (k, v) SELECT u.k, u.v FROM src CROSS JOIN UNNEST(m) AS u (k, v)
---
reads: src
writes: out1
out1.k <- src.m
out1.v <- src.m

== merge | trino
MERGE INTO ice.s.t AS t USING ice.s.src AS s ON (t.id = s.id) WHEN MATCHED AND s.del THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v || t.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: ice.s.src, ice.s.t
writes: ice.s.t
ice.s.t.v <- ice.s.src.v, ice.s.t.v
ice.s.t.id <- ice.s.src.id

== materialized view | trino
CREATE OR REPLACE MATERIALIZED VIEW ice.s.mv GRACE PERIOD INTERVAL '1' DAY WITH (format = 'ORC') AS SELECT a, count(*) AS n FROM ice.s.src GROUP BY a
---
reads: ice.s.src
writes: ice.s.mv
ice.s.mv.a <- ice.s.src.a

== time travel for version | trino
INSERT INTO out1 (a) SELECT a FROM ice.s.t FOR VERSION AS OF 8954597067493422955
---
reads: ice.s.t
writes: out1
out1.a <- ice.s.t.a

== time travel for timestamp | trino, athena
INSERT INTO out1 (a) SELECT x.a FROM ice.s.t FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00 UTC' AS x
---
reads: ice.s.t
writes: out1
out1.a <- ice.s.t.a

== metadata table | trino
INSERT INTO out1 (id) SELECT snapshot_id FROM ice.s."t$snapshots"
---
reads: ice.s.t$snapshots
writes: out1
out1.id <- ice.s.t$snapshots.snapshot_id

== table function query passes through | trino
INSERT INTO out1 (a) SELECT a FROM TABLE(pg.system.query(query => 'SELECT a FROM public.t'))
---
may read: public.t, pg.public.t
reads: public.t
writes: out1
! unsupported

== polymorphic exclude_columns | trino
INSERT INTO out1 (a) SELECT a FROM TABLE(exclude_columns(input => TABLE(orders), columns => DESCRIPTOR(clerk)))
---
reads: orders
writes: out1

== table argument sequence | trino
INSERT INTO out1 (n) SELECT sequential_number FROM TABLE(sequence(start => 1, stop => 10))
---
writes: out1

== match recognize | trino
INSERT INTO out1 (c, p) SELECT m.cust, m.bottom FROM orders MATCH_RECOGNIZE (PARTITION BY cust ORDER BY d MEASURES LAST(dn.price) AS bottom ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (st dn+) DEFINE dn AS price < PREV(price)) AS m
---
reads: orders
writes: out1

== call system procedures | trino
CALL iceberg.system.register_table(schema_name => 's', table_name => 't', table_location => 'hdfs://x')
---
! unsupported

== alter execute optimize | trino
ALTER TABLE ice.s.t EXECUTE optimize(file_size_threshold => '10MB')
---
may read: ice.s.t
writes: ice.s.t

== analyze and show | trino, presto
SHOW CREATE TABLE s.t; ANALYZE s.t; DESCRIBE s.t
---
== use catalog schema | trino, presto
USE hive.web; INSERT INTO out1 (a) SELECT a FROM src
---
reads: hive.web.src
writes: hive.web.out1
hive.web.out1.a <- hive.web.src.a

== execute immediate | trino
EXECUTE IMMEDIATE 'INSERT INTO out1 (a) SELECT a FROM src WHERE b = ?' USING 1
---
reads: src
writes: out1
out1.a <- src.a

== prepare and execute | trino, presto
PREPARE p1 FROM INSERT INTO out1 (a) SELECT a FROM src WHERE b = ?; EXECUTE p1 USING 2
---
reads: src
writes: out1
out1.a <- src.a

== delete and update | trino
DELETE FROM t WHERE id IN (SELECT id FROM u); UPDATE t SET a = (SELECT max(x) FROM w)
---
reads: u, w
may read: t
writes: t
t.a <- w.x

== ctas column aliases | trino, presto, athena
CREATE TABLE out1 (x, y) AS SELECT a, b FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== ctas if not exists comment | trino, presto
CREATE TABLE IF NOT EXISTS out1 COMMENT 'it''s' WITH (format = 'ORC') AS SELECT a FROM src
---
reads: src
writes: out1
out1.a <- src.a

== lambda and filter | trino, presto, athena
schema: src(arr, b, c, d)
INSERT INTO out1 (x, y) SELECT transform(arr, e -> e + b), count(DISTINCT c) FILTER (WHERE d > 1) FROM src GROUP BY 1
---
reads: src
writes: out1
out1.x <- src.arr, src.b
out1.y <- src.c

== row field access | trino, athena
INSERT INTO out1 (x) SELECT s.addr.city FROM src s
---
reads: src
writes: out1
out1.x <- src.addr

== values table | trino, presto, athena
INSERT INTO out1 (a, b) SELECT v.a, s.b FROM (VALUES (1, 'x'), (2, 'y')) AS v (a, k) JOIN src s ON s.k = v.k
---
reads: src
writes: out1
out1.b <- src.b

== unload | athena
UNLOAD (SELECT a, b FROM db1.src WHERE c = 1) TO 's3://bkt/out/' WITH (format = 'PARQUET', partitioned_by = ARRAY['b'])
---
reads: db1.src
writes: s3://bkt/out/
s3://bkt/out/.a <- db1.src.a
s3://bkt/out/.b <- db1.src.b

== external table | athena
CREATE EXTERNAL TABLE IF NOT EXISTS db1.ext (a string, b int) PARTITIONED BY (d string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://bkt/in/' TBLPROPERTIES ('x'='y')
---
reads: s3://bkt/in/
writes: db1.ext

== msck and add partition | athena, hive
MSCK REPAIR TABLE db1.ext; ALTER TABLE db1.ext ADD IF NOT EXISTS PARTITION (d='1') LOCATION 's3://bkt/in/d=1/'
---
may read: s3://bkt/in/d=1/
writes: db1.ext

== ctas external location | athena
CREATE TABLE db1.out1 WITH (format='PARQUET', external_location='s3://bkt/out1/', bucketed_by=ARRAY['id'], bucket_count=5) AS SELECT id FROM "awsdatacatalog"."db1"."src"
---
reads: awsdatacatalog.db1.src
writes: db1.out1
may read: s3://bkt/out1/
db1.out1.id <- awsdatacatalog.db1.src.id

== tablesample and fetch first | trino
INSERT INTO out1 (a) SELECT a FROM src TABLESAMPLE BERNOULLI (10) ORDER BY b FETCH FIRST 5 ROWS WITH TIES
---
reads: src
writes: out1
out1.a <- src.a

== table statement and corresponding | trino
schema: src(a, b); out1(x, y)
INSERT INTO out1 TABLE src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== alter rename | trino, presto
ALTER TABLE IF EXISTS s.a RENAME TO s.b
---
reads: s.a
writes: s.b

== inline function | trino
WITH FUNCTION dbl(x bigint) RETURNS bigint RETURN x * 2 SELECT dbl(a) AS b FROM src
---
reads: src
.b <- src.a

== grouping sets | trino, presto
INSERT INTO out1 (a, b, n, g) SELECT a, b, sum(v), grouping(a, b) FROM src GROUP BY GROUPING SETS ((a, b), (a), ())
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b
out1.n <- src.v

== unnest with ordinality and map | trino, presto, athena
INSERT INTO o (id, k, v, n) SELECT t.id, u.k, u.v, u.n FROM t CROSS JOIN UNNEST(t.props) WITH ORDINALITY AS u (k, v, n)
---
reads: t
writes: o
o.id <- t.id
o.k <- t.props
o.v <- t.props

== unnest two arrays | trino, presto, athena
INSERT INTO o (a, b) SELECT a, b FROM t CROSS JOIN UNNEST(t.xs, t.ys) AS u (a, b)
---
reads: t
writes: o
o.a <- t.xs
o.b <- t.ys

== unnest rows of cast json | trino, athena
INSERT INTO o (sku, qty) SELECT i.sku, i.qty FROM raw CROSS JOIN UNNEST(CAST(json_parse(raw.doc) AS ARRAY(ROW(sku VARCHAR, qty INTEGER)))) AS i (sku, qty)
---
reads: raw
writes: o
o.sku <- raw.doc
o.qty <- raw.doc

== merge trino | trino, athena
MERGE INTO ice.d.t AS t USING ice.d.s AS s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v, n = t.n + 1 WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: ice.d.s
may read: ice.d.t
writes: ice.d.t
ice.d.t.v <- ice.d.s.v
ice.d.t.n <- ice.d.t.n
ice.d.t.id <- ice.d.s.id

== row field and subscript | trino, presto, athena
INSERT INTO o (a, b, c) SELECT r.addr.city, m['k'], element_at(arr, 1).nm FROM src r
---
reads: src
writes: o
o.a <- src.addr
o.b <- src.m
o.c <- src.arr

== table function query pass-through | trino
INSERT INTO o (a) SELECT a FROM TABLE(pg.system.query(query => 'SELECT a FROM public.t'))
---
reads: public.t, pg.public.t
may read: public.t, pg.public.t
writes: o
! unsupported

== time travel version and timestamp | trino, athena
INSERT INTO o (id) SELECT a.id FROM ice.d.t FOR VERSION AS OF 123 a JOIN ice.d.t FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00 UTC' b ON a.id = b.id
---
reads: ice.d.t
writes: o
o.id <- ice.d.t.id

== aggregate with filter lambda and listagg | trino
CREATE TABLE o AS SELECT g, count(*) FILTER (WHERE f) AS n, array_agg(x ORDER BY ts) AS xs, reduce_agg(v, 0, (a, b) -> a + b, (a, b) -> a + b) AS r, listagg(nm, ',') WITHIN GROUP (ORDER BY nm) AS l, max_by(p, q) AS m FROM t GROUP BY g
---
reads: t
writes: o
o.g <- t.g
o.xs <- t.x
o.r <- t.v
o.l <- t.nm
o.m <- t.p

== use then prepare execute | trino
USE hive.mart; PREPARE p FROM INSERT INTO o (a) SELECT a FROM s WHERE d = ?; EXECUTE p USING DATE '2024-01-01';
---
reads: hive.mart.s
writes: hive.mart.o
hive.mart.o.a <- hive.mart.s.a

== delete with subquery and update | trino
DELETE FROM ice.d.t WHERE id IN (SELECT id FROM ice.d.s); UPDATE ice.d.t SET v = (SELECT max(v) FROM ice.d.s), w = upper(w) WHERE k = 1
---
reads: ice.d.s, ice.d.t
writes: ice.d.t
ice.d.t.v <- ice.d.s.v
ice.d.t.w <- ice.d.t.w

== execute procedures and optimize | trino
ALTER TABLE ice.d.t EXECUTE optimize(file_size_threshold => '10MB'); CALL ice.system.rollback_to_snapshot('d', 't', 1); ANALYZE ice.d.t; REFRESH MATERIALIZED VIEW ice.d.mv;
---
may read: ice.d.t
writes: ice.d.t, ice.d.mv
! unsupported

== athena unload | athena
UNLOAD (SELECT a, b FROM "awsdatacatalog"."d"."t" WHERE x = 1) TO 's3://b/o/' WITH (format = 'PARQUET', partitioned_by = ARRAY['b'])
---
reads: awsdatacatalog.d.t
writes: s3://b/o/

== athena ctas bucketed | athena
CREATE TABLE d.o WITH (format = 'ORC', external_location = 's3://b/o/', partitioned_by = ARRAY['dt'], bucketed_by = ARRAY['id'], bucket_count = 4) AS SELECT id, dt FROM d.s
---
reads: d.s
may read: s3://b/o/
writes: d.o
d.o.id <- d.s.id
d.o.dt <- d.s.dt

== athena external table with projection | athena
CREATE EXTERNAL TABLE IF NOT EXISTS d.x (`id` int, `s` struct<a:int,b:string>) PARTITIONED BY (`dt` string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES ('a' = 'b') LOCATION 's3://b/x/' TBLPROPERTIES ('projection.enabled' = 'true')
---
reads: s3://b/x/
writes: d.x

== athena insert into from view with dollar path | athena, trino
INSERT INTO d.o (a, p) SELECT a, "$path" FROM d.s
---
reads: d.s
writes: d.o
d.o.a <- d.s.a
d.o.p <- d.s.$path

== grouping sets values and cte columns | trino, presto
CREATE TABLE o AS WITH a (x, y) AS (SELECT p, q FROM s), b AS (SELECT x, sum(y) sy FROM a GROUP BY GROUPING SETS ((x), ())) SELECT * FROM b
---
reads: s
writes: o
o.x <- s.p
o.sy <- s.q

== match recognize trino | trino
INSERT INTO o (c, d) SELECT m.c, m.d FROM ord MATCH_RECOGNIZE (PARTITION BY cid ORDER BY ts MEASURES A.price AS c, LAST(B.price) AS d ONE ROW PER MATCH PATTERN (A B+) DEFINE B AS B.price < PREV(B.price)) AS m
---
reads: ord
writes: o
o.c <- ord.price
o.d <- ord.price

== inline function trino | trino
WITH FUNCTION dbl(x bigint) RETURNS bigint RETURN x * 2 SELECT dbl(a) AS d FROM t
---
reads: t

== create view security and materialized | trino
CREATE OR REPLACE MATERIALIZED VIEW ice.d.mv GRACE PERIOD INTERVAL '1' HOUR COMMENT 'x' WITH (format = 'ORC') AS SELECT a, approx_percentile(b, 0.5) AS p FROM ice.d.s GROUP BY a; CREATE OR REPLACE VIEW ice.d.v SECURITY INVOKER AS SELECT a FROM ice.d.mv
---
reads: ice.d.s, ice.d.mv
writes: ice.d.mv, ice.d.v
ice.d.mv.a <- ice.d.s.a
ice.d.mv.p <- ice.d.s.b
ice.d.v.a <- ice.d.mv.a

== truncate rename with catalogs | trino
CREATE TABLE hive.m.o_new AS SELECT a FROM hive.m.s; DROP TABLE IF EXISTS hive.m.o; ALTER TABLE hive.m.o_new RENAME TO hive.m.o
---
reads: hive.m.s
writes: hive.m.o
hive.m.o.a <- hive.m.s.a

== masking trino | trino, presto, athena
INSERT INTO o (a, b, c) SELECT to_hex(md5(to_utf8(lower(mail)))), to_base64(sha512(cast(nm AS varbinary))), regexp_replace(tel, '[0-9]', '*') FROM s
---
reads: s
writes: o
o.a <- s.mail
o.b <- s.nm
o.c <- s.tel

== lateral join and values | trino
INSERT INTO o (id, m) SELECT t.id, x.m FROM t CROSS JOIN LATERAL (SELECT max(u.v) AS m FROM u WHERE u.id = t.id) x
---
reads: t, u
writes: o
o.id <- t.id
o.m <- u.v

== unnest of json and map_entries | trino, athena
INSERT INTO o (id, k, v) SELECT t.id, e.k, e.v FROM t CROSS JOIN UNNEST(map_entries(CAST(json_parse(t.j) AS MAP(VARCHAR, VARCHAR)))) AS e (k, v)
---
reads: t
writes: o
o.id <- t.id
o.k <- t.j
o.v <- t.j

== row constructor cast field | trino
INSERT INTO o (x, y) SELECT r.x, r.y FROM (SELECT CAST(ROW(a, b) AS ROW(x BIGINT, y VARCHAR)) AS r FROM s) t
---
reads: s
writes: o
o.x <- s.a
o.y <- s.b

== max_by row dedupe | trino, presto
INSERT INTO o (id, v) SELECT id, max_by(v, ts) FROM s GROUP BY id
---
reads: s
writes: o
o.id <- s.id
o.v <- s.v

== approx and histogram with lambdas | trino
CREATE TABLE o AS SELECT g, approx_distinct(u) AS d, transform_values(histogram(x), (k, v) -> v * 2) AS h, zip_with(array_agg(a), array_agg(b), (p, q) -> p + q) AS z FROM t GROUP BY g
---
reads: t
writes: o
o.g <- t.g
o.d <- t.u
o.h <- t.x
o.z <- t.a, t.b

== with values and grouping in athena ctas | athena
CREATE TABLE d.o WITH (table_type = 'ICEBERG', location = 's3://b/o/', is_external = false, partitioning = ARRAY['month(ts)']) AS WITH c (k, n) AS (VALUES ('a', 1)) SELECT s.id, c.n, s.ts FROM d.s s LEFT JOIN c ON c.k = s.k
---
reads: d.s
may read: s3://b/o/
writes: d.o
d.o.id <- d.s.id
d.o.ts <- d.s.ts

== athena merge into iceberg with delete | athena
MERGE INTO d.t t USING (SELECT *, row_number() OVER (PARTITION BY id ORDER BY ts DESC) rn FROM d.s) s ON t.id = s.id AND s.rn = 1 WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: d.s
may read: d.t
writes: d.t
d.t.v <- d.s.v
d.t.id <- d.s.id
