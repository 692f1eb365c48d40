== mysql load data set vars | mysql
LOAD DATA LOCAL INFILE '/in/x.csv' INTO TABLE t CHARACTER SET utf8 FIELDS TERMINATED BY ',' IGNORE 1 LINES (a, @b) SET c = UPPER(@b)
---
reads: /in/x.csv
writes: t

== mysql select into outfile | mysql
SELECT a, b INTO OUTFILE '/out/x.csv' FIELDS TERMINATED BY ',' FROM t WHERE c = 1
---
reads: t
writes: /out/x.csv
/out/x.csv.a <- t.a
/out/x.csv.b <- t.b

== mysql insert select dup alias | mysql
INSERT INTO t (id, n) SELECT * FROM (SELECT id, COUNT(*) AS n FROM s GROUP BY id) AS dt ON DUPLICATE KEY UPDATE n = dt.n
---
reads: s
may read: t
writes: t
t.id <- s.id
rows <- s.id (group_by)

== mysql values row alias | mysql
INSERT INTO t (id, n) VALUES (1, 2) AS new ON DUPLICATE KEY UPDATE n = t.n + new.n
---
reads: t
may read: t
writes: t
t.n <- t.n

== mysql create table select ignore | mysql
CREATE TABLE IF NOT EXISTS o (id INT PRIMARY KEY, n INT) ENGINE=InnoDB IGNORE SELECT id, COUNT(*) AS n FROM s GROUP BY id
---
reads: s
writes: o
o.id <- s.id

== mysql update with order limit | mysql
UPDATE t SET a = b ORDER BY ts LIMIT 10
---
reads: t
writes: t
t.a <- t.b
rows <- t.ts (sort)

== mysql straight join index hints | mysql
SELECT STRAIGHT_JOIN a.x FROM a USE INDEX (i) JOIN b FORCE INDEX FOR JOIN (j) ON a.id = b.id
---
reads: a, b
x <- a.x
rows <- a.id (join), b.id (join)
exact

== mysql handler and partition | mysql
INSERT INTO o SELECT * FROM t PARTITION (p0, p1); ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE s; ALTER TABLE t TRUNCATE PARTITION p1
---
reads: t, s
writes: o, t, s

== mysql window and json | mysql
INSERT INTO o (a, b, c) SELECT doc->>'$.a', JSON_UNQUOTE(JSON_EXTRACT(doc, '$.b')), SUM(v) OVER w FROM t WINDOW w AS (PARTITION BY k)
---
reads: t
writes: o
o.a <- t.doc
o.b <- t.doc
o.c <- t.v, t.k (window)

== mysql recursive cte with delete | mysql
WITH RECURSIVE c AS (SELECT id FROM t WHERE pid IS NULL UNION ALL SELECT t.id FROM t JOIN c ON t.pid = c.id) DELETE FROM u WHERE id IN (SELECT id FROM c)
---
reads: t
may read: u
writes: u

== mysql multi table update alias same | mysql
UPDATE a, b SET a.x = b.x, b.y = 1 WHERE a.id = b.id
---
reads: b
may read: a, b
writes: a, b
a.x <- b.x

== mysql delete using alias | mysql
DELETE FROM a1 USING t AS a1 INNER JOIN t AS a2 WHERE a1.id = a2.pid
---
reads: t
may read: t
writes: t

== mysql prepared | mysql
SET @s = CONCAT('INSERT INTO o SELECT a FROM ', 'src'); PREPARE p FROM @s; EXECUTE p; DEALLOCATE PREPARE p
---
reads: src
writes: o
o.a <- src.a

== sqlite strict without rowid ctas | sqlite
CREATE TABLE IF NOT EXISTS o (a INTEGER PRIMARY KEY) STRICT, WITHOUT ROWID; INSERT OR REPLACE INTO o (a) SELECT a FROM s; PRAGMA optimize; VACUUM
---
reads: s
writes: o
o.a <- s.a

== sqlite generated and fts | sqlite
CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f (body) SELECT txt FROM docs; SELECT snippet(f, 0, '', '', '', 5) FROM f WHERE f MATCH 'x'
---
reads: docs, f
may read: f
writes: f
f.body <- docs.txt

== sqlite update or ignore returning | sqlite
UPDATE OR IGNORE t SET a = (SELECT max(b) FROM s WHERE s.k = t.k) WHERE c IS NOT NULL RETURNING a
---
reads: s
may read: t
writes: t
t.a <- s.b

== sqlite group_concat filter window | sqlite
SELECT k, group_concat(v, ';') FILTER (WHERE v > 1) AS g, total(w) AS t, lag(x) OVER (ORDER BY y) AS l FROM s GROUP BY k
---
reads: s
k <- s.k
g <- s.v, s.v (conditional)
t <- s.w (aggregation)
l <- s.x, s.y (window)
rows <- s.k (group_by)
exact

== duckdb create macro | duckdb
CREATE MACRO top(n) AS TABLE SELECT id FROM t ORDER BY v DESC LIMIT n; CREATE TABLE o AS SELECT id FROM top(5)
---
reads: t
writes: o
o.id <- t.id

== duckdb insert or replace by name | duckdb
INSERT OR REPLACE INTO o BY NAME (SELECT a, b FROM s)
---
reads: s
writes: o
o.a <- s.a
o.b <- s.b

== duckdb merge | duckdb
MERGE INTO t USING s USING (id) WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT BY NAME
---
reads: s
may read: t
writes: t
t.v <- s.v
! unresolved

== duckdb struct and map | duckdb
CREATE TABLE o AS SELECT s.a.b AS ab, m['k'] AS mk, {'x': p, 'y': q} AS st, struct_pack(z := r).z AS z, list_aggregate(l, 'sum') AS la FROM t
---
reads: t
writes: o
o.ab <- t.s
o.mk <- t.m
o.st <- t.p, t.q
o.z <- t.r
o.la <- t.l

== duckdb semi anti | duckdb
CREATE TABLE o AS SELECT a.x FROM a SEMI JOIN b USING (id) ANTI JOIN c ON a.id = c.id
---
reads: a, b, c
writes: o
o.x <- a.x
rows <- a.id (join), b.id (join), c.id (join)
exact

== duckdb from first nested | duckdb
INSERT INTO o FROM (FROM t SELECT a, b WHERE c > 1) SELECT a, max(b) AS mb GROUP BY a
---
reads: t
writes: o
o.a <- t.a
o.mb <- t.b
rows <- t.c (filter), t.a (group_by)
exact

== duckdb export import | duckdb
EXPORT DATABASE 'dir' (FORMAT PARQUET); INSTALL httpfs; LOAD httpfs
---
! parse

== duckdb sample and lambda python style | duckdb
CREATE TABLE o AS SELECT list_filter(l, lambda x: x > lim) AS f FROM t USING SAMPLE 10%
---
reads: t
writes: o
o.f <- t.l, t.lim (conditional)

== duckdb glob union by name hive | duckdb
CREATE VIEW v AS SELECT a, filename FROM read_parquet(['s3://b/1.parquet', 's3://b/2.parquet'], union_by_name = true, filename = true)
---
reads: s3://b/1.parquet, s3://b/2.parquet
writes: v

== duckdb summarise describe | duckdb
SUMMARIZE t; DESCRIBE t; CREATE TABLE o AS SELECT * FROM (SUMMARIZE SELECT a FROM s)
---
reads: s
may read: t
writes: o
o.min <- s.a
o.max <- s.a
o.approx_unique <- s.a
o.avg <- s.a
o.std <- s.a
o.q25 <- s.a
o.q50 <- s.a
o.q75 <- s.a

== duckdb alias prefix and trailing comma | duckdb
CREATE TABLE o AS SELECT x: a + 1, y: b, FROM t
---
reads: t
writes: o
o.x <- t.a
o.y <- t.b

== snowflake external table | snowflake
CREATE OR REPLACE EXTERNAL TABLE ext.t (d DATE AS (TO_DATE(SPLIT_PART(METADATA$FILENAME, '/', 2))), v VARIANT AS (VALUE:v)) LOCATION = @stg/x/ AUTO_REFRESH = TRUE FILE_FORMAT = (TYPE = PARQUET)
---
reads: @stg/x/
writes: ext.t

== snowflake pipe | snowflake
CREATE OR REPLACE PIPE p AUTO_INGEST = TRUE AS COPY INTO raw.t FROM @stg/x/
---


== snowflake iceberg and hybrid | snowflake
CREATE OR REPLACE ICEBERG TABLE db.s.o EXTERNAL_VOLUME = 'v' CATALOG = 'SNOWFLAKE' BASE_LOCATION = 'o/' AS SELECT a FROM db.s.t; CREATE HYBRID TABLE h (id INT PRIMARY KEY) AS SELECT id FROM db.s.u
---
reads: db.s.t, db.s.u
writes: db.s.o, h
db.s.o.a <- db.s.t.a
h.id <- db.s.u.id

== snowflake semantic view secure materialized | snowflake
CREATE OR REPLACE SECURE VIEW v COPY GRANTS COMMENT = 'x' AS SELECT a FROM t; CREATE MATERIALIZED VIEW mv CLUSTER BY (k) AS SELECT k, COUNT(*) n FROM t GROUP BY k
---
reads: t
writes: v, mv
v.a <- t.a
mv.k <- t.k

== snowflake group by cube pivot any | snowflake
SELECT * FROM q PIVOT (SUM(amt) FOR m IN (ANY ORDER BY m)) ORDER BY id
---
reads: q
! unresolved

== snowflake result scan pipe | snowflake
SHOW TABLES; INSERT INTO o (n) SELECT "name" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
writes: o
! unresolved

== snowflake flow operator | snowflake
SHOW TABLES ->> SELECT "name" FROM $1
---


== snowflake higher order and async | snowflake
SELECT FILTER(arr, x -> x:v > lim) AS f, TRANSFORM(arr, x INT -> x + k) AS t, REDUCE(arr, 0, (a, x) -> a + x) AS r FROM s
---
reads: s
f <- s.arr, s.lim (conditional)
t <- s.arr, s.k
r <- s.arr

== snowflake insert overwrite with cte | snowflake
INSERT OVERWRITE INTO o (a) WITH c AS (SELECT a FROM t) SELECT a FROM c
---
reads: t
may read: o
writes: o
o.a <- t.a

== snowflake try_parse json and object agg | snowflake
CREATE TABLE o AS SELECT id, OBJECT_AGG(k, v) WITHIN GROUP (ORDER BY k) AS obj, TRY_PARSE_JSON(raw):a.b[0]::STRING AS ab FROM s GROUP BY id, raw
---
reads: s
writes: o
o.id <- s.id
o.obj <- s.k, s.v, s.k (window)
o.ab <- s.raw

== snowflake time travel clone schema | snowflake
CREATE TABLE o CLONE db.s.t AT (TIMESTAMP => '2024-01-01'::TIMESTAMP); CREATE SCHEMA s2 CLONE s1; UNDROP TABLE x
---
reads: db.s.t
writes: o, x
may read: db.s.t
