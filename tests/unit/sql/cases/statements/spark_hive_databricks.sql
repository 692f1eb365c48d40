== insert overwrite with partition values | spark, hive, databricks
schema: db.out1(x, y, d, h)
INSERT OVERWRITE TABLE db.out1 PARTITION (d = '2024-01-01', h) SELECT a, b, h FROM db.src
---
reads: db.src
writes: db.out1
db.out1.x <- db.src.a
db.out1.y <- db.src.b
db.out1.h <- db.src.h

== multi insert | hive, spark
schema: db.o1(x, d); db.o2(y, n)
FROM db.src s INSERT OVERWRITE TABLE db.o1 PARTITION (d='1') SELECT s.a WHERE s.k = 1 INSERT INTO TABLE db.o2 SELECT s.b, count(*) GROUP BY s.b
---
reads: db.src
writes: db.o1, db.o2
db.o1.x <- db.src.a
db.o2.y <- db.src.b

== lateral view outer posexplode | spark, hive, databricks
schema: out1(i, n, v)
INSERT INTO out1 SELECT id, p.pos, p.val FROM src LATERAL VIEW OUTER posexplode(arr) p AS pos, val
---
reads: src
writes: out1
out1.i <- src.id
out1.v <- src.arr

== two lateral views | spark, hive
schema: src(arr1)
INSERT INTO out1 (a, b) SELECT x.i, y.j FROM src LATERAL VIEW explode(arr1) x AS i LATERAL VIEW explode(x.i) y AS j
---
reads: src
writes: out1
out1.a <- src.arr1
out1.b <- src.arr1

== json_tuple | hive, spark
INSERT INTO out1 (a, b) SELECT j.f1, j.f2 FROM src s LATERAL VIEW json_tuple(s.doc, 'x', 'y') j AS f1, f2
---
reads: src
writes: out1
out1.a <- src.doc
out1.b <- src.doc

== ctas stored as | hive
CREATE TABLE db.out1 ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS ORC TBLPROPERTIES ('x'='y') AS SELECT a FROM db.src DISTRIBUTE BY a SORT BY a
---
reads: db.src
writes: db.out1
db.out1.a <- db.src.a

== insert overwrite directory | hive, spark
INSERT OVERWRITE DIRECTORY 'hdfs://nn/out' SELECT a FROM src
---
reads: src
writes: hdfs://nn/out
hdfs://nn/out.a <- src.a

== insert overwrite local directory row format | hive
INSERT OVERWRITE LOCAL DIRECTORY '/tmp/out' ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' SELECT a FROM src
---
reads: src
writes: /tmp/out
/tmp/out.a <- src.a

== load data inpath | hive, spark
LOAD DATA INPATH '/in/x' OVERWRITE INTO TABLE db.out1 PARTITION (d='1')
---
reads: /in/x
writes: db.out1

== files as tables | spark, databricks
INSERT INTO out1 (a) SELECT a FROM parquet.`s3://b/p/`
---
reads: s3://b/p/
writes: out1
out1.a <- s3://b/p/.a

== delta path | databricks, spark
schema: updates(id, v)
MERGE INTO delta.`/mnt/t` t USING updates u ON t.id = u.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *
---
reads: updates
may read: /mnt/t
writes: /mnt/t
/mnt/t.id <- updates.id
/mnt/t.v <- updates.v

== read_files | databricks
CREATE TABLE out1 AS SELECT a FROM read_files('/Volumes/c/s/v/*.json', format => 'json')
---
reads: /Volumes/c/s/v/*.json
writes: out1
out1.a <- /Volumes/c/s/v/*.json.a

== merge not matched by source | databricks
MERGE INTO c.s.t AS t USING c.s.src AS s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET t.v = s.v, t.n = t.n + 1 WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v) WHEN NOT MATCHED BY SOURCE AND t.d < current_date() THEN UPDATE SET t.active = false
---
reads: c.s.src, c.s.t
writes: c.s.t
c.s.t.v <- c.s.src.v
c.s.t.n <- c.s.t.n
c.s.t.id <- c.s.src.id

== insert by name | databricks, spark
schema: out1(x, y)
INSERT INTO out1 BY NAME SELECT b AS y, a AS x FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== insert replace where | databricks
schema: out1(x, d)
INSERT INTO out1 REPLACE WHERE d = '2024-01-01' SELECT a, d FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.d <- src.d

== insert replace using | databricks
schema: out1(x, d)
INSERT INTO out1 REPLACE USING (d) SELECT a, d FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.d <- src.d

== pivot with multiple aggregates | spark, databricks
CREATE TABLE out1 AS SELECT * FROM (SELECT y, q, amt FROM src) PIVOT (sum(amt) AS s FOR q IN (1 AS q1, 2 AS q2))
---
reads: src
writes: out1
out1.y <- src.y
out1.q1 <- src.amt
out1.q2 <- src.amt

== stack | spark, hive
INSERT INTO out1 (k, v) SELECT stack(2, 'a', a, 'b', b) AS (k, v) FROM src
---
reads: src
writes: out1
out1.v <- src.a, src.b

== inline of structs | spark, databricks
INSERT INTO out1 (x) SELECT x FROM src LATERAL VIEW inline(arr) t AS x, y
---
reads: src
writes: out1
out1.x <- src.arr

== temp view then insert | spark, databricks
CREATE OR REPLACE TEMP VIEW v AS SELECT a, b FROM src WHERE c = 1; INSERT INTO out1 (a) SELECT a FROM v
---
reads: src
writes: out1
out1.a <- src.a

== temp view using csv | spark
CREATE TEMPORARY VIEW v USING csv OPTIONS (path 's3://b/x.csv', header 'true'); INSERT INTO out1 (a) SELECT a FROM v
---
reads: s3://b/x.csv
writes: out1
out1.a <- s3://b/x.csv.a

== cache table | spark
CACHE TABLE c AS SELECT a FROM src; INSERT INTO out1 (a) SELECT a FROM c
---
reads: src
writes: out1
out1.a <- src.a

== time travel | databricks, spark
INSERT INTO out1 (a) SELECT a FROM src VERSION AS OF 3
---
reads: src
writes: out1
out1.a <- src.a

== time travel at sign | databricks
INSERT INTO out1 (a) SELECT a FROM src@v3
---
reads: src
writes: out1
out1.a <- src.a

== table changes | databricks
INSERT INTO out1 (a) SELECT a FROM table_changes('c.s.src', 2, 5)
---
reads: c.s.src
writes: out1
out1.a <- c.s.src.a

== deep clone version | databricks
CREATE OR REPLACE TABLE c.s.out1 DEEP CLONE c.s.src VERSION AS OF 3
---
reads: c.s.src
writes: c.s.out1

== copy into with transformation | databricks
COPY INTO c.s.out1 FROM (SELECT a::int AS x, _metadata.file_name FROM 'abfss://c@a.dfs.core.windows.net/p') FILEFORMAT = JSON
---
reads: abfss://c@a.dfs.core.windows.net/p
writes: c.s.out1
c.s.out1.x <- abfss://c@a.dfs.core.windows.net/p.a
c.s.out1.file_name <- abfss://c@a.dfs.core.windows.net/p._metadata

== streaming table read_files | databricks
CREATE OR REFRESH STREAMING TABLE c.s.raw AS SELECT a FROM STREAM read_files('/Volumes/x')
---
reads: /Volumes/x
writes: c.s.raw
c.s.raw.a <- /Volumes/x.a

== live keyword | databricks
CREATE OR REFRESH LIVE TABLE gold AS SELECT a FROM LIVE.silver
---
reads: live.silver
writes: gold
gold.a <- live.silver.a

== use catalog then schema | databricks
USE CATALOG main; USE SCHEMA s1; INSERT INTO out1 (a) SELECT a FROM src
---
reads: main.s1.src
writes: main.s1.out1
main.s1.out1.a <- main.s1.src.a

== sql scripting | databricks
BEGIN DECLARE d DATE DEFAULT current_date(); IF d > '2024-01-01' THEN INSERT INTO out1 (a) SELECT a FROM src WHERE dt = d; ELSE DELETE FROM out1; END IF; END
---
reads: src
may read: out1
writes: out1
out1.a <- src.a

== identifier clause with variable | databricks
DECLARE VARIABLE t STRING; SET VARIABLE t = 'c.s.src'; INSERT INTO out1 (a) SELECT a FROM IDENTIFIER(t)
---
reads: c.s.src
writes: out1
out1.a <- c.s.src.a

== execute immediate | databricks
EXECUTE IMMEDIATE 'INSERT INTO out1 (a) SELECT a FROM src WHERE b = ?' USING 1
---
reads: src
writes: out1
out1.a <- src.a

== hive variables | hive, spark
schema: out1(x, d)
SET hivevar:d=2024-01-01; INSERT OVERWRITE TABLE out1 PARTITION (d='${hivevar:d}') SELECT a FROM src WHERE d = '${hivevar:d}'
---
reads: src
writes: out1
out1.x <- src.a

== left semi and anti join | spark, hive
INSERT INTO out1 (a) SELECT s.a FROM src s LEFT SEMI JOIN u ON s.k = u.k
---
reads: src, u
writes: out1
out1.a <- src.a

== exchange partition | hive
ALTER TABLE db.a EXCHANGE PARTITION (d='1') WITH TABLE db.b
---
reads: db.b
writes: db.a, db.b

== transform script | hive, spark
INSERT INTO out1 (x, y) SELECT TRANSFORM (a, b) USING 'python s.py' AS (x, y) FROM src
---
reads: src
writes: out1
out1.x <- src.a, src.b
out1.y <- src.a, src.b

== export and import table | hive
EXPORT TABLE db.src TO 'hdfs://nn/exp'; IMPORT TABLE db.dst FROM 'hdfs://nn/exp'
---
reads: db.src, hdfs://nn/exp
writes: db.dst, hdfs://nn/exp
may read: hdfs://nn/exp

== group by all and qualify | databricks
INSERT INTO out1 (k, s) SELECT k, sum(v) AS s FROM src GROUP BY ALL QUALIFY row_number() OVER (ORDER BY s) = 1
---
reads: src
writes: out1
out1.k <- src.k
out1.s <- src.v

== pipe syntax | databricks, spark
FROM src |> WHERE a > 1 |> SELECT a, b |> AGGREGATE sum(b) AS s GROUP BY a
---
reads: src
.a <- src.a
.s <- src.b

== insert table | spark, databricks
schema: src(a, b); out1(x, y)
INSERT INTO out1 TABLE src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== drop and create or replace with swap by rename | spark
CREATE TABLE t_new AS SELECT a FROM src; DROP TABLE t; ALTER TABLE t_new RENAME TO t
---
reads: src
writes: t
t.a <- src.a

== optimize zorder vacuum | databricks
OPTIMIZE c.s.t ZORDER BY (a); VACUUM c.s.t RETAIN 168 HOURS
---
may read: c.s.t
== struct star | databricks, spark
CREATE TABLE out1 AS SELECT s.addr.* FROM src s
---
reads: src
writes: out1
! unresolved

== ranges | spark
INSERT INTO out1 (n) SELECT id FROM range(10)
---
writes: out1

== create table like | spark, hive
CREATE TABLE a LIKE b
---
may read: b
writes: a

== replace table using | spark
REPLACE TABLE c.s.t USING iceberg PARTITIONED BY (days(ts)) AS SELECT a, ts FROM c.s.src
---
reads: c.s.src
writes: c.s.t
c.s.t.a <- c.s.src.a
c.s.t.ts <- c.s.src.ts

== call iceberg procedure | spark
CALL cat.system.rewrite_data_files(table => 'db.t')
---
may read: db.t
! unsupported

== ai and masking functions | databricks
INSERT INTO out1 (m, h) SELECT mask(ssn), sha2(email, 256) FROM src
---
reads: src
writes: out1
out1.m <- src.ssn
out1.h <- src.email

== merge star with schema evolution and delete | databricks
schema: c.s.t(id, v, op); stg.s(id, v, op)
MERGE WITH SCHEMA EVOLUTION INTO c.s.t AS target USING (SELECT * FROM stg.s QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY op) = 1) AS source ON target.id = source.id WHEN MATCHED AND source.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *
---
reads: stg.s
may read: c.s.t
writes: c.s.t
c.s.t.id <- stg.s.id
c.s.t.v <- stg.s.v
c.s.t.op <- stg.s.op

== merge not matched by source and except star | databricks
MERGE INTO t USING s ON t.id = s.id AND t.dt >= '2024-01-01' WHEN MATCHED THEN UPDATE SET t.v = s.v, t.meta.upd = current_timestamp() WHEN NOT MATCHED BY SOURCE AND t.dt >= '2024-01-01' THEN DELETE
---
reads: s
may read: t
writes: t
t.v <- s.v

== delta merge into path | databricks, spark
MERGE INTO delta.`/mnt/gold/t` AS t USING updates AS u ON t.id = u.id WHEN MATCHED THEN UPDATE SET t.v = u.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (u.id, u.v)
---
reads: updates
may read: /mnt/gold/t
writes: /mnt/gold/t
/mnt/gold/t.v <- updates.v
/mnt/gold/t.id <- updates.id

== insert overwrite dynamic partition with lateral view | spark, hive, databricks
INSERT OVERWRITE TABLE mart.t PARTITION (dt = '2024-01-01', hr) SELECT a.id, e.tag, a.hr FROM raw.a a LATERAL VIEW OUTER explode(split(a.tags, ',')) e AS tag WHERE a.dt = '2024-01-01'
---
reads: raw.a
writes: mart.t
mart.t.id <- raw.a.id
mart.t.tag <- raw.a.tags
mart.t.hr <- raw.a.hr

== from insert with two targets and where | hive, spark
FROM (SELECT id, v, dt FROM raw.s WHERE ok) x INSERT OVERWRITE TABLE a PARTITION (dt) SELECT x.id, x.dt INSERT INTO TABLE b SELECT x.v, count(*) WHERE x.v > 1 GROUP BY x.v
---
reads: raw.s
writes: a, b
a.id <- raw.s.id
a.dt <- raw.s.dt
b.v <- raw.s.v

== inline and map explode and stack | spark, databricks
CREATE TABLE o AS SELECT t.id, m.k, m.v, s.col_name, s.val FROM t LATERAL VIEW explode(t.props) m AS k, v LATERAL VIEW stack(2, 'a', t.a, 'b', t.b) s AS col_name, val
---
reads: t
writes: o
o.id <- t.id
o.k <- t.props
o.v <- t.props
o.val <- t.a, t.b

== explode in select list | spark, databricks
INSERT INTO o (id, x) SELECT id, explode(xs) AS x FROM t
---
reads: t
writes: o
o.id <- t.id
o.x <- t.xs

== posexplode in select with aliases | spark, databricks
CREATE TABLE o AS SELECT id, posexplode(xs) AS (p, x) FROM t
---
reads: t
writes: o
o.id <- t.id
o.x <- t.xs

== colon paths and star expand of struct | databricks
INSERT INTO o (a, b, c) SELECT raw:owner.name::string, raw:items[*].price, s.meta.k FROM cat.sch.src s
---
reads: cat.sch.src
writes: o
o.a <- cat.sch.src.raw
o.b <- cat.sch.src.raw
o.c <- cat.sch.src.meta

== copy into with select and metadata | databricks
COPY INTO cat.s.t FROM (SELECT key::int AS id, _metadata.file_name AS fn, * FROM 's3://b/in/') FILEFORMAT = JSON PATTERN = '*.json' FORMAT_OPTIONS ('mergeSchema' = 'true') COPY_OPTIONS ('force' = 'false')
---
reads: s3://b/in/
writes: cat.s.t

== streaming table auto loader | databricks
CREATE OR REFRESH STREAMING TABLE bronze.ev (CONSTRAINT ok EXPECT (id IS NOT NULL) ON VIOLATION DROP ROW) COMMENT 'x' AS SELECT *, _metadata.file_path AS fp FROM STREAM read_files('/Volumes/c/s/v/in', format => 'json')
---
reads: /volumes/c/s/v/in
writes: bronze.ev
! unresolved

== declare variable and execute immediate | databricks
DECLARE OR REPLACE VARIABLE tgt STRING DEFAULT 'gold.t'; SET VAR tgt = 'gold.t2'; EXECUTE IMMEDIATE 'INSERT INTO ' || tgt || ' (a) SELECT a FROM silver.s'; INSERT INTO IDENTIFIER(tgt) (a) SELECT b FROM silver.s2;
---
reads: silver.s, silver.s2
writes: gold.t2
gold.t2.a <- silver.s.a, silver.s2.b

== scripting block with for | databricks
BEGIN DECLARE n INT DEFAULT 0; FOR r AS SELECT id, nm FROM cfg DO INSERT INTO o (id, nm) VALUES (r.id, r.nm); END FOR; IF n > 0 THEN DELETE FROM o WHERE id IN (SELECT id FROM bad); END IF; END
---
reads: cfg, bad
may read: o
writes: o
o.id <- cfg.id
o.nm <- cfg.nm

== temp view parquet options | spark, databricks
CREATE TEMPORARY VIEW p USING parquet OPTIONS (path 's3://b/p/'); CREATE TABLE mart.o USING delta AS SELECT id FROM p;
---
reads: s3://b/p/
writes: mart.o
mart.o.id <- s3://b/p/.id

== cache lazily and global temp | spark, databricks
CREATE GLOBAL TEMP VIEW g AS SELECT id FROM s; INSERT INTO o (id) SELECT id FROM global_temp.g; CACHE LAZY TABLE z AS SELECT id FROM s2; INSERT INTO o2 (id) SELECT id FROM z;
---
reads: s, s2
writes: o, o2
o.id <- s.id
o2.id <- s2.id

== pivot with alias and several aggs | spark, databricks
CREATE TABLE o AS SELECT * FROM (SELECT y, q, amt, qty FROM s) PIVOT (sum(amt) AS a, max(qty) AS m FOR q IN (1 AS q1, 2 AS q2))
---
reads: s
writes: o
o.y <- s.y
o.q1_a <- s.amt
o.q1_m <- s.qty
o.q2_a <- s.amt
o.q2_m <- s.qty

== unpivot spark | spark, databricks
CREATE TABLE o AS SELECT id, m, v FROM s UNPIVOT INCLUDE NULLS (v FOR m IN (jan AS `J`, feb AS `F`))
---
reads: s
writes: o
o.id <- s.id
o.v <- s.jan, s.feb

== transform lambdas and named_struct | spark, databricks
INSERT INTO o (a, b, c) SELECT transform(xs, x -> x * k), filter(ys, y -> y.v > 0), named_struct('p', p, 'q', q).p FROM t
---
reads: t
writes: o
o.a <- t.xs, t.k
o.b <- t.ys
o.c <- t.p

== group by cube and window | hive, spark, databricks
INSERT INTO TABLE o SELECT region, sum(v) AS sv, rank() OVER (ORDER BY sum(v) DESC) AS rk FROM s GROUP BY region WITH CUBE
---
reads: s
writes: o
o.region <- s.region
o.sv <- s.v

== hive vars and set | hive, spark
SET hivevar:db=mart; SET hive.exec.dynamic.partition=true; INSERT INTO TABLE ${hivevar:db}.o SELECT a FROM ${hivevar:db}.s;
---
reads: mart.s
writes: mart.o
mart.o.a <- mart.s.a

== hive load and msck and analyze | hive
LOAD DATA INPATH 'hdfs://nn/in/x' OVERWRITE INTO TABLE raw.t PARTITION (dt = '2024-01-01'); MSCK REPAIR TABLE raw.t; ANALYZE TABLE raw.t COMPUTE STATISTICS; ALTER TABLE raw.t ADD IF NOT EXISTS PARTITION (dt = '2024-01-02') LOCATION 's3://b/dt=2';
---
reads: hdfs://nn/in/x, s3://b/dt=2
may read: s3://b/dt=2
writes: raw.t

== hive ctas with serde and row format | hive
CREATE TABLE IF NOT EXISTS o ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' STORED AS TEXTFILE LOCATION '/x' TBLPROPERTIES ('a' = 'b') AS SELECT a, b FROM s
---
reads: s
may read: /x
writes: o
o.a <- s.a
o.b <- s.b

== hive transform | hive
INSERT OVERWRITE TABLE o SELECT TRANSFORM (a, b) USING 'python x.py' AS (x STRING, y INT) FROM s
---
reads: s
writes: o
o.x <- s.a, s.b
o.y <- s.a, s.b

== create view with column comments and options | spark, databricks, hive
CREATE OR REPLACE VIEW v (a COMMENT 'x', b) COMMENT 'y' TBLPROPERTIES ('k' = 'v') AS SELECT x, max(y) FROM s GROUP BY x
---
reads: s
writes: v
v.a <- s.x
v.b <- s.y

== time travel and changes | databricks
INSERT INTO o (id, ct) SELECT id, _change_type FROM table_changes('c.s.t', 2, 10) WHERE _change_type <> 'update_preimage'
---
reads: c.s.t
writes: o
o.id <- c.s.t.id
o.ct <- c.s.t._change_type

== version as of join | spark, databricks
CREATE TABLE d AS SELECT a.id, a.v AS nv, b.v AS ov FROM t VERSION AS OF 12 a JOIN t TIMESTAMP AS OF '2024-01-01' b ON a.id = b.id
---
reads: t
writes: d
d.id <- t.id
d.nv <- t.v
d.ov <- t.v

== identifier concat param | databricks
CREATE TABLE IDENTIFIER('cat.' || 'sch' || '.o') AS SELECT a FROM IDENTIFIER('cat.sch.s')
---
reads: cat.sch.s
writes: cat.sch.o
cat.sch.o.a <- cat.sch.s.a

== pipe syntax databricks | databricks, spark
INSERT INTO o FROM s |> WHERE v > 1 |> EXTEND v * 2 AS w |> AGGREGATE sum(w) AS sw GROUP BY k
---
reads: s
writes: o
o.k <- s.k
o.sw <- s.v

== replace where and by name | databricks
INSERT INTO o BY NAME SELECT v AS b, id AS a FROM s; INSERT INTO o2 REPLACE WHERE dt = '2024-01-01' SELECT id, dt FROM s2;
---
reads: s, s2
writes: o, o2
o.b <- s.v
o.a <- s.id
o2.id <- s2.id
o2.dt <- s2.dt

== drop and deep clone | databricks
DROP TABLE IF EXISTS bk.t; CREATE OR REPLACE TABLE bk.t DEEP CLONE prod.t VERSION AS OF 3 LOCATION '/x'; RESTORE TABLE prod.t TO VERSION AS OF 2; OPTIMIZE prod.t ZORDER BY (id); VACUUM prod.t RETAIN 168 HOURS;
---
reads: prod.t
may read: prod.t
writes: bk.t, prod.t

== json functions spark | spark, databricks
INSERT INTO o (a, b, c) SELECT get_json_object(j, '$.a'), from_json(j, 'x INT, y STRING').x, schema_of_json('{}') FROM t
---
reads: t
writes: o
o.a <- t.j
o.b <- t.j

== json_tuple lateral | spark, hive, databricks
INSERT INTO TABLE o SELECT t.id, j.a, j.b FROM t LATERAL VIEW json_tuple(t.doc, 'a', 'b') j AS a, b
---
reads: t
writes: o
o.id <- t.id
o.a <- t.doc
o.b <- t.doc

== star except and lateral alias | databricks
schema: s(a, b, c)
CREATE TABLE o AS SELECT * EXCEPT (c), a + b AS d, d * 2 AS e FROM s
---
reads: s
writes: o
o.a <- s.a
o.b <- s.b
o.d <- s.a, s.b
o.e <- s.a, s.b

== distribute sort and hints | hive, spark
INSERT OVERWRITE TABLE o SELECT /*+ MAPJOIN(b) */ a.id, b.nm FROM a JOIN b ON a.id = b.id DISTRIBUTE BY a.id SORT BY b.nm
---
reads: a, b
writes: o
o.id <- a.id
o.nm <- b.nm

== struct star of explode | spark, databricks
INSERT INTO o (id, a, b) SELECT id, e.* FROM (SELECT id, explode(arr) AS e FROM (SELECT id, collect_list(named_struct('a', x, 'b', y)) AS arr FROM s GROUP BY id) t) u
---
reads: s
writes: o
o.id <- s.id
o.a <- s.x
o.b <- s.y

== databricks udtf | databricks
CREATE OR REPLACE FUNCTION c.s.f(d DATE) RETURNS TABLE (x INT, y STRING) RETURN SELECT a, b FROM c.s.src WHERE dt = d; INSERT INTO o (p, q) SELECT x, y FROM c.s.f(current_date())
---
reads: c.s.src
writes: o
o.p <- c.s.src.a
o.q <- c.s.src.b

== scd2 closing with not matched by source | databricks
schema: g.d(id, h, cur, vf, vt); g.s(id, h, ts)
MERGE INTO g.d AS t USING (SELECT id AS mk, s.* FROM g.s s UNION ALL SELECT NULL AS mk, s.* FROM g.s s JOIN g.d d ON s.id = d.id AND d.cur = true AND s.h <> d.h) AS u ON t.id = u.mk WHEN MATCHED AND t.cur = true AND t.h <> u.h THEN UPDATE SET t.cur = false, t.vt = u.ts WHEN NOT MATCHED THEN INSERT (id, h, cur, vf) VALUES (u.id, u.h, true, u.ts)
---
reads: g.s, g.d
writes: g.d
g.d.id <- g.s.id
g.d.h <- g.s.h
g.d.vf <- g.s.ts
g.d.vt <- g.s.ts

== max of struct dedupe | spark, databricks
INSERT OVERWRITE TABLE o SELECT id, m.v, m.w FROM (SELECT id, max(struct(ts, v, w)) AS m FROM s GROUP BY id) x
---
reads: s
writes: o
o.id <- s.id
o.v <- s.v
o.w <- s.w

== create table with liquid clustering and constraints then insert | databricks
CREATE TABLE IF NOT EXISTS c.s.t (id BIGINT GENERATED ALWAYS AS IDENTITY, v STRING) USING delta CLUSTER BY (id) TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true'); INSERT INTO c.s.t (v) SELECT v FROM c.s.src; ALTER TABLE c.s.t SET TBLPROPERTIES ('x' = 'y'); COMMENT ON TABLE c.s.t IS 'x';
---
reads: c.s.src
writes: c.s.t
c.s.t.v <- c.s.src.v

== volumes and read_files with schema | databricks
CREATE TABLE b.t AS SELECT *, _metadata.file_modification_time AS ft FROM read_files('/Volumes/a/b/c/*.csv', format => 'csv', header => true, schema => 'id INT, v STRING')
---
reads: /volumes/a/b/c/*.csv
writes: b.t
! unresolved

== variant explode | databricks
INSERT INTO o (id, v) SELECT s.id, e.value:price::double FROM s, LATERAL variant_explode(s.doc:items) e
---
reads: s
writes: o
o.id <- s.id
o.v <- s.doc

== lateral inline of array of structs | spark
INSERT INTO o SELECT s.id, i.sku, i.qty FROM s LATERAL VIEW inline(s.items) i AS sku, qty
---
reads: s
writes: o
o.id <- s.id
o.sku <- s.items
o.qty <- s.items

== set operations with minus and intersect all | spark, databricks
CREATE TABLE o AS (SELECT a, b FROM x MINUS SELECT a, b FROM y) UNION ALL (SELECT a, b FROM z)
---
reads: x, y, z
writes: o
o.a <- x.a, z.a
o.b <- x.b, z.b

== hive from clause first with lateral view and insert | hive
FROM raw.l LATERAL VIEW json_tuple(raw.l.line, 'a', 'b') j AS a, b INSERT OVERWRITE TABLE o1 PARTITION (dt='1') SELECT a WHERE b = 'x' INSERT INTO TABLE o2 SELECT b
---
reads: raw.l
writes: o1, o2
o1.a <- raw.l.line
o2.b <- raw.l.line

== hive create temporary macro and table | hive
CREATE TEMPORARY TABLE tmp STORED AS ORC AS SELECT id, v FROM s; INSERT INTO TABLE o PARTITION (dt) SELECT id, v, '2024' AS dt FROM tmp; DROP TABLE IF EXISTS tmp PURGE;
---
reads: s
writes: o
o.id <- s.id
o.v <- s.v

== spark sql file sources with options and partitions | spark
CREATE TABLE o USING parquet PARTITIONED BY (dt) LOCATION 's3://b/o' AS SELECT a, dt FROM parquet.`s3://b/in/*` WHERE dt > '2024'
---
reads: s3://b/in/*
may read: s3://b/o
writes: o
o.a <- s3://b/in/*.a
o.dt <- s3://b/in/*.dt

== update and delete delta with alias and subquery | databricks, spark
UPDATE c.t AS t SET v = (SELECT max(s.v) FROM c.s s WHERE s.id = t.id), f = upper(t.f) WHERE EXISTS (SELECT 1 FROM c.s s WHERE s.id = t.id); DELETE FROM c.t AS t WHERE t.id NOT IN (SELECT id FROM c.s)
---
reads: c.s, c.t
writes: c.t
c.t.v <- c.s.v
c.t.f <- c.t.f
