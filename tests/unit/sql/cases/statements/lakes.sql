== insert overwrite directory | spark
INSERT OVERWRITE DIRECTORY 's3://b/o' USING parquet OPTIONS ('compression' 'snappy') SELECT a, b FROM t
---
reads: t
writes: s3://b/o
s3://b/o.a <- t.a
s3://b/o.b <- t.b

== load data inpath | hive, spark
LOAD DATA INPATH '/in/x' OVERWRITE INTO TABLE db.t PARTITION (ds='2024-01-01')
---
reads: /in/x
writes: db.t

== create table like | hive, spark, postgres, mysql, snowflake, redshift, trino
CREATE TABLE db.n LIKE db.o
---
may read: db.o
writes: db.n

== spark create view with comment | spark
CREATE OR REPLACE VIEW db.v (id COMMENT 'key', n) COMMENT 'x' TBLPROPERTIES ('a'='b') AS SELECT a, count(*) FROM db.t GROUP BY a
---
reads: db.t
writes: db.v
db.v.id <- db.t.a

== spark add files and cache | spark
ADD JAR 's3://x/y.jar'; CACHE TABLE c AS SELECT a FROM db.t; INSERT INTO o SELECT a FROM c; UNCACHE TABLE c
---
reads: db.t
writes: o
o.a <- db.t.a

== spark tablesample and lateral view | spark
SELECT t.id, c.v FROM db.t TABLESAMPLE (10 PERCENT) t LATERAL VIEW explode(map_values(t.m)) c AS v WHERE t.p = '${hivevar:p}'
---
reads: db.t
id <- db.t.id
v <- db.t.m
rows <- db.t.p (filter)

== spark insert by name | databricks
INSERT INTO c.s.t BY NAME SELECT b AS y, a AS x FROM c.s.src
---
reads: c.s.src
writes: c.s.t
c.s.t.y <- c.s.src.b
c.s.t.x <- c.s.src.a

== spark replace using | databricks
INSERT INTO c.s.t REPLACE USING (id) SELECT id, v FROM c.s.src
---
reads: c.s.src
may read: c.s.t
writes: c.s.t
c.s.t.id <- c.s.src.id
c.s.t.v <- c.s.src.v

== databricks create table as with identity | databricks
CREATE TABLE c.s.t (id BIGINT GENERATED ALWAYS AS IDENTITY, v STRING) USING DELTA CLUSTER BY (v); INSERT INTO c.s.t (v) SELECT x FROM c.s.src
---
reads: c.s.src
writes: c.s.t
c.s.t.v <- c.s.src.x

== databricks auto cdc | databricks
CREATE FLOW f AS AUTO CDC INTO silver.c FROM stream(bronze.cdc) KEYS (id) SEQUENCE BY ts STORED AS SCD TYPE 1
---
reads: bronze.cdc
writes: silver.c

== databricks create streaming flow | databricks
CREATE FLOW f AS INSERT INTO silver.c BY NAME SELECT id, v FROM STREAM(bronze.b)
---
reads: bronze.b
writes: silver.c
silver.c.id <- bronze.b.id
silver.c.v <- bronze.b.v

== databricks execute immediate | databricks
DECLARE q STRING DEFAULT 'INSERT INTO o SELECT a FROM s'; EXECUTE IMMEDIATE q
---
reads: s
writes: o
o.a <- s.a

== databricks identifier clause | databricks
INSERT INTO IDENTIFIER('c.s.' || 't') SELECT a FROM IDENTIFIER('c.s.src')
---
reads: c.s.src
writes: c.s.t
c.s.t.a <- c.s.src.a

== databricks pipe | databricks
FROM s.t |> WHERE x > 1 |> AGGREGATE sum(y) AS sy GROUP BY k |> SELECT k, sy * 2 AS d
---
reads: s.t
k <- s.t.k
d <- s.t.y

== databricks ai functions | databricks
INSERT INTO o SELECT id, ai_query('m', txt) AS r, mask(ssn) AS m FROM s
---
reads: s
writes: o
o.id <- s.id
o.r <- s.txt
o.m <- s.ssn

== databricks read volume | databricks
CREATE TABLE o AS SELECT a FROM csv.`/Volumes/x/y.csv`
---
reads: /Volumes/x/y.csv
writes: o
o.a <- /Volumes/x/y.csv.a

== hive dynamic two partitions | hive
INSERT OVERWRITE TABLE t PARTITION (y, m) SELECT a, b, year(d) AS yy, month(d) FROM s DISTRIBUTE BY b
---
reads: s
writes: t
t.a <- s.a
t.b <- s.b
t.y <- s.d
t.m <- s.d

== hive exchange partition | hive
ALTER TABLE dst EXCHANGE PARTITION (ds='1') WITH TABLE src
---
reads: src
writes: src, dst

== hive create table stored by | hive
CREATE EXTERNAL TABLE x (k string) STORED BY 'org.apache.hadoop.hive.hbase.HBaseStorageHandler' WITH SERDEPROPERTIES ("a"="b")
---
writes: x

== hive windowing and cube | hive
INSERT INTO o SELECT a, b, sum(c), grouping__id FROM s GROUP BY a, b WITH CUBE
---
reads: s
writes: o

== hive alter table concatenate | hive
ALTER TABLE t PARTITION (ds='1') CONCATENATE; ALTER TABLE t ADD PARTITION (ds='2') LOCATION 's3://b/2'
---
may read: s3://b/2
writes: t

== impala upsert | hive
INSERT INTO t SELECT STRAIGHT_JOIN a.id FROM a JOIN [BROADCAST] b ON a.id = b.id
---
reads: a, b
writes: t
t.id <- a.id

== trino ctas no data | trino
CREATE TABLE a.b.n AS SELECT * FROM a.b.o WITH NO DATA
---
reads: a.b.o
writes: a.b.n

== trino table function | trino
SELECT * FROM TABLE(exclude_columns(input => TABLE(a.b.o), columns => DESCRIPTOR(x)))
---
reads: a.b.o

== trino row constructor | trino
INSERT INTO o SELECT id, r.x, CAST(ROW(a, b) AS ROW(p int, q int)).q AS q FROM s
---
reads: s
writes: o
o.id <- s.id
o.x <- s.r
o.q <- s.b

== trino json table | trino
INSERT INTO o SELECT t.id, j.k FROM t CROSS JOIN JSON_TABLE(t.doc, 'lax $[*]' COLUMNS (k varchar PATH 'lax $.k')) AS j
---
reads: t
writes: o
o.id <- t.id
o.k <- t.doc

== trino format and at timezone | trino
INSERT INTO o SELECT format('%s-%s', a, b) AS f, ts AT TIME ZONE 'UTC' AS u, EXTRACT(DAY FROM d) AS dd FROM s WHERE regexp_like(c, 'x')
---
reads: s
writes: o
o.f <- s.a, s.b
o.u <- s.ts
o.dd <- s.d
rows <- s.c (filter)

== trino merge case | trino
MERGE INTO t USING (VALUES (1, 2)) AS s (id, v) ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = t.v + s.v
---
reads: t
writes: t
t.v <- t.v

== trino prepare execute | trino
PREPARE p FROM INSERT INTO o SELECT a FROM s WHERE b = ?; EXECUTE p USING 1
---
reads: s
writes: o
o.a <- s.a

== athena alter and drop | athena
ALTER TABLE db.t ADD IF NOT EXISTS PARTITION (ds='1') LOCATION 's3://b/1/'; DROP TABLE IF EXISTS db.old
---
may read: s3://b/1/
writes: db.t, db.old

== athena optimize vacuum | athena
OPTIMIZE db.t REWRITE DATA USING BIN_PACK; VACUUM db.t
---
may read: db.t

== athena federated | athena
SELECT d.id FROM "lambda:dyn".default.t d JOIN awsdatacatalog.db.u ON d.id = u.id
---
reads: lambda:dyn.default.t, awsdatacatalog.db.u
id <- lambda:dyn.default.t.id

== athena insert iceberg time travel | athena
INSERT INTO db.o SELECT id FROM db.t FOR TIMESTAMP AS OF (current_timestamp - interval '1' day)
---
reads: db.t
writes: db.o
db.o.id <- db.t.id

== clickhouse insert format | clickhouse
INSERT INTO db.t (a, b) FORMAT CSV
---
writes: db.t

== clickhouse insert from file | clickhouse
INSERT INTO db.t FROM INFILE '/x/y.csv' FORMAT CSV
---
reads: /x/y.csv
writes: db.t

== clickhouse outfile | clickhouse
SELECT a FROM db.t INTO OUTFILE '/x/o.csv' FORMAT CSV
---
reads: db.t
writes: /x/o.csv
/x/o.csv.a <- db.t.a

== clickhouse mv with inner select union | clickhouse
CREATE MATERIALIZED VIEW mv TO tgt (k String, n UInt64) AS SELECT k, count() AS n FROM (SELECT k FROM a UNION ALL SELECT k FROM b) GROUP BY k
---
reads: a, b
writes: tgt
tgt.k <- a.k, b.k

== clickhouse create dictionary | clickhouse
CREATE DICTIONARY d (id UInt64, nm String) PRIMARY KEY id SOURCE(CLICKHOUSE(DB 'x' TABLE 'y')) LIFETIME(300) LAYOUT(HASHED())
---
reads: x.y
writes: d
d.id <- x.y.id
d.nm <- x.y.nm

== clickhouse alter update delete | clickhouse
ALTER TABLE db.t UPDATE a = b + 1 WHERE c IN (SELECT c FROM db.k); ALTER TABLE db.t DELETE WHERE d < now(); DELETE FROM db.t WHERE e = 1
---
reads: db.t, db.k
may read: db.t
writes: db.t
db.t.a <- db.t.b

== clickhouse kafka mv | clickhouse
CREATE TABLE q (k String) ENGINE = Kafka SETTINGS kafka_topic_list = 't'; CREATE MATERIALIZED VIEW m TO o AS SELECT JSONExtractString(k, 'a') AS a, _topic FROM q
---
reads: q
may read: q
writes: q, o
o.a <- q.k

== clickhouse insert values and settings | clickhouse
INSERT INTO t SETTINGS async_insert = 1 SELECT * FROM (SELECT 1 AS a, b FROM s)
---
reads: s
writes: t

== clickhouse global join | clickhouse
SELECT a.x, b.y FROM db.a GLOBAL ANY LEFT JOIN db.b USING (id) WHERE a.k GLOBAL IN (SELECT k FROM db.c)
---
reads: db.a, db.b, db.c
x <- db.a.x
y <- db.b.y
rows <- db.a.id (join), db.b.id (join), db.a.k (filter), db.c.k (filter)
exact

== clickhouse array join | clickhouse
SELECT id, n.k, arr FROM t ARRAY JOIN nested AS n, arr
---
reads: t
id <- t.id
k <- t.nested
arr <- t.arr

== clickhouse paste join | clickhouse
SELECT a, b FROM (SELECT a FROM x) AS l PASTE JOIN (SELECT b FROM y) AS r
---
reads: x, y
a <- x.a
b <- y.b

== clickhouse window and rollup | clickhouse
SELECT k, sum(v) AS s, runningDifference(v) AS d FROM t GROUP BY ROLLUP(k) ORDER BY k WITH FILL
---
reads: t
k <- t.k
s <- t.v
d <- t.v

== clickhouse view parameterized | clickhouse
CREATE VIEW v AS SELECT a FROM t WHERE d = {d:Date}; SELECT a FROM v(d = '2024-01-01')
---
reads: t, v
writes: v
may read: v

== clickhouse s3cluster and remote secure | clickhouse
INSERT INTO o SELECT a FROM cluster('c', db.t) WHERE b IN (SELECT b FROM clusterAllReplicas('c', 'db', 'u'))
---
reads: db.t, db.u
writes: o
o.a <- db.t.a

== clickhouse exchange and move | clickhouse
ALTER TABLE a MOVE PARTITION '1' TO TABLE b; ALTER TABLE c ATTACH PARTITION '1' FROM d; ALTER TABLE e FREEZE PARTITION '1'
---
reads: a, d
may read: e
writes: a, b, c, e
