== sf remove and list files | snowflake
LIST @stg/x; REMOVE @stg/x/old.csv
---
may read: @stg/x, @stg/x/old.csv

== sf alter table recluster add column search | snowflake
ALTER TABLE s.t ADD COLUMN x INT; ALTER TABLE s.t CLUSTER BY (x); ALTER TABLE s.t ADD SEARCH OPTIMIZATION
---
writes: s.t

== sf alter external refresh and dynamic | snowflake
ALTER EXTERNAL TABLE s.e REFRESH; ALTER DYNAMIC TABLE s.d REFRESH; ALTER MATERIALIZED VIEW s.m SUSPEND
---
may read: s.m
writes: s.e, s.d, s.m

== sf create table as select from stage | snowflake
CREATE TABLE s.o AS SELECT t.$1::INT AS a, METADATA$FILENAME AS f FROM @s.stg/p (FILE_FORMAT => 's.ff', PATTERN => '.*csv') t
---
reads: @s.stg/p
writes: s.o
s.o.a <- @s.stg/p.$1

== sf generator and seq | snowflake
INSERT INTO s.d (n, d) SELECT SEQ4(), DATEADD(day, SEQ4(), '2024-01-01') FROM TABLE(GENERATOR(ROWCOUNT => 365))
---
writes: s.d
columns: none

== sf split to table and udtf | snowflake
SELECT t.id, s.value AS v, u.x FROM s.t, LATERAL SPLIT_TO_TABLE(t.csv, ',') s, TABLE(my_udtf(t.id)) u
---
reads: s.t
id <- s.t.id
v <- s.t.csv
x <- s.t.id
! unresolved

== sf cortex functions | snowflake
CREATE TABLE s.o AS SELECT id, SNOWFLAKE.CORTEX.COMPLETE('m', txt) AS r, SNOWFLAKE.CORTEX.SENTIMENT(txt) AS st FROM s.t
---
reads: s.t
writes: s.o
s.o.id <- s.t.id
s.o.r <- s.t.txt
s.o.st <- s.t.txt

== sf information schema function | snowflake
INSERT INTO ops.q (id, t) SELECT query_id, total_elapsed_time FROM TABLE(db.INFORMATION_SCHEMA.QUERY_HISTORY(RESULT_LIMIT => 100))
---
writes: ops.q

== sf grant and tag and policy | snowflake
CREATE OR REPLACE MASKING POLICY p AS (v STRING) RETURNS STRING -> CASE WHEN CURRENT_ROLE() = 'A' THEN v ELSE '*' END; ALTER TABLE s.t MODIFY COLUMN c SET MASKING POLICY p
---
writes: s.t

== sf semi structured parse and array to rows | snowflake
SELECT f.key, f.value:x::INT AS x, f.path FROM s.t, TABLE(FLATTEN(PARSE_JSON(t.raw), RECURSIVE => TRUE)) f
---
reads: s.t
x <- s.t.raw
key <- s.t.raw
path <- s.t.raw

== bq drop all kinds | bigquery
DROP VIEW d.v; DROP MATERIALIZED VIEW d.m; DROP EXTERNAL TABLE d.e; DROP SNAPSHOT TABLE d.s; DROP FUNCTION d.f; DROP SCHEMA d2
---
writes: d.v, d.m, d.e, d.s

== bq alter table rename and columns | bigquery
ALTER TABLE d.t RENAME TO t2; ALTER TABLE d.u ADD COLUMN x INT64, DROP COLUMN y; ALTER TABLE d.w RENAME COLUMN a TO b
---
reads: d.t
writes: d.t2, d.u, d.w

== bq create table like copy | bigquery
CREATE TABLE d.n LIKE d.o AS SELECT * FROM d.p
---
reads: d.p
may read: d.o
writes: d.n

== bq vector search and ml | bigquery
SELECT query.id, base.doc, distance FROM VECTOR_SEARCH(TABLE d.base, 'emb', (SELECT id, emb FROM d.q), top_k => 5)
---
reads: d.base, d.q
! unresolved

== bq forecast | bigquery
INSERT INTO d.o SELECT * FROM ML.FORECAST(MODEL d.m, STRUCT(30 AS horizon))
---
may read: d.m
writes: d.o

== bq predict | bigquery
CREATE TABLE d.o AS SELECT id, predicted_y FROM ML.PREDICT(MODEL d.m, (SELECT id, x FROM d.t))
---
reads: d.t
may read: d.m
writes: d.o
d.o.id <- d.t.id
d.o.predicted_y <- d.t.id, d.t.x

== bq session table and temp | bigquery
CREATE TEMP TABLE t AS SELECT a FROM d.s; INSERT INTO d.o (a) SELECT a FROM _SESSION.t
---
reads: d.s
writes: d.o
d.o.a <- d.s.a

== rs create model and vacuum | redshift
VACUUM FULL s.t; ANALYZE s.t; ALTER TABLE s.t ALTER DISTKEY x; GRANT SELECT ON s.t TO u
---
writes: s.t

== rs copy from dynamo emr | redshift
COPY s.t FROM 'dynamodb://tbl' IAM_ROLE default READRATIO 50; COPY s.u FROM 's3://b/k' CREDENTIALS 'aws_iam_role=arn' DELIMITER '|' FILLRECORD
---
reads: dynamodb://tbl, s3://b/k
writes: s.t, s.u

== rs insert into external | redshift
INSERT INTO spectrum.e SELECT a, dt FROM s.t
---
reads: s.t
writes: spectrum.e

== rs alter table target rename cols | redshift
ALTER TABLE s.a RENAME TO b; ALTER TABLE s.c RENAME COLUMN x TO y; ALTER TABLE s.d SET SCHEMA z
---
reads: s.a, s.d
writes: s.b, s.c, z.d

== pg alter set schema rename view | postgres
ALTER TABLE s.t SET SCHEMA z; ALTER MATERIALIZED VIEW m RENAME TO n; ALTER TABLE s.u RENAME a TO b
---
reads: s.t, m
writes: z.t, n, s.u

== pg logical and rule | postgres
CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.a); CREATE PUBLICATION p FOR TABLE t; CREATE POLICY p ON t USING (a = 1)
---
may read: t, v

== pg cursor declare fetch | postgres
BEGIN; DECLARE c CURSOR FOR SELECT a FROM s.t; FETCH 10 FROM c; CLOSE c; COMMIT
---
reads: s.t

== pg notify and listen | postgres
NOTIFY ch, 'FROM x'; SELECT pg_notify('ch', 'x'); LISTEN ch; REINDEX TABLE t; CHECKPOINT
---
may read: t

== pg create table as execute values | postgres
CREATE TABLE o AS TABLE s.t; CREATE TABLE p AS VALUES (1, 'a'); CREATE TABLE q (a, b) AS SELECT x, y FROM s.u WITH NO DATA
---
reads: s.t, s.u
writes: o, p, q
columns: none

== mysql rename tables multi | mysql
RENAME TABLE a TO b, c TO d.e; ALTER TABLE f RENAME g; OPTIMIZE TABLE h; CHECK TABLE i; ANALYZE TABLE j
---
reads: a, c, f
writes: b, d.e, g

== mysql create view algorithm | mysql
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`root`@`%` SQL SECURITY INVOKER VIEW v AS SELECT a FROM t WITH CHECK OPTION
---
reads: t
writes: v
v.a <- t.a

== mysql event and trigger | mysql
CREATE EVENT e ON SCHEDULE EVERY 1 HOUR DO DELETE FROM t WHERE a < 1; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.x = 1
---
may read: t

== ora rename and comment flash | oracle
RENAME a TO b; FLASHBACK TABLE t TO BEFORE DROP; PURGE RECYCLEBIN; COMMENT ON TABLE t IS 'x'
---
reads: a
may read: t
writes: b, t

== ora truncate partition and alter move | oracle
TRUNCATE TABLE s.t DROP STORAGE; ALTER TABLE s.t MOVE TABLESPACE x; ALTER INDEX i REBUILD; ANALYZE TABLE s.t COMPUTE STATISTICS
---
writes: s.t

== ora external table | oracle
CREATE TABLE ext (a NUMBER) ORGANIZATION EXTERNAL (TYPE ORACLE_LOADER DEFAULT DIRECTORY d ACCESS PARAMETERS (FIELDS TERMINATED BY ',') LOCATION ('x.csv')); INSERT INTO o SELECT a FROM ext
---
reads: x.csv, ext
may read: ext
writes: ext, o
o.a <- ext.a

== td collect and create like | teradata
CREATE TABLE d.n AS d.o WITH DATA; CREATE VOLATILE TABLE v AS d.o WITH NO DATA ON COMMIT PRESERVE ROWS; DROP TABLE v
---
reads: d.o
writes: d.n

== td fastload style | teradata
BT; DELETE FROM d.t; INSERT INTO d.t SELECT * FROM d.s; ET;
---
reads: d.s
may read: d.t
writes: d.t

== ch optimize system | clickhouse
OPTIMIZE TABLE d.t FINAL; SYSTEM RELOAD DICTIONARIES; KILL MUTATION WHERE table = 'x'; DETACH TABLE d.u; ATTACH TABLE d.u
---
may read: d.t, d.u

== ch create view and live | clickhouse
CREATE OR REPLACE VIEW d.v ON CLUSTER c AS SELECT a FROM d.t; DROP TABLE IF EXISTS d.x ON CLUSTER c SYNC; TRUNCATE TABLE d.y ON CLUSTER c
---
reads: d.t
writes: d.v, d.x, d.y
d.v.a <- d.t.a

== dk checkpoint and detach | duckdb
CHECKPOINT; DETACH x; SET threads = 4; PRAGMA table_info('t'); VACUUM; COPY FROM DATABASE a TO b
---
may read: t
! unsupported

== sq attach detach reindex | sqlite
ATTACH 'a.db' AS a; CREATE TABLE a.o AS SELECT x FROM main.t; DETACH a; REINDEX; ANALYZE
---
reads: main.t
writes: a.o
a.o.x <- main.t.x

== tr show and session | trino
SET SESSION x = 1; SHOW TABLES FROM a.b; USE a.b; INSERT INTO o SELECT x FROM t; RESET SESSION x; ALTER TABLE a.b.t SET PROPERTIES y = 1; COMMENT ON TABLE a.b.t IS 'x'
---
reads: a.b.t
writes: a.b.o, a.b.t
a.b.o.x <- a.b.t.x

== tr execute procedures | trino
CALL ice.system.rollback_to_snapshot('s', 't', 1); ALTER TABLE ice.s.t EXECUTE expire_snapshots(retention_threshold => '7d')
---
writes: ice.s.t
! unsupported

== renames that are about no table | exasol
RENAME SCHEMA a TO b; RENAME TABLE c TO d
---
reads: c
writes: d

== renames of columns and indexes | tsql
EXEC sp_rename 'dbo.t.ix', 'ix2', 'INDEX'; EXEC sp_rename 'dbo.t.a', 'b', 'COLUMN'
---
writes: dbo.t
! unsupported

== rename of a column without the word | postgres
ALTER TABLE s.u RENAME a TO b
---
writes: s.u

== exchange of a partition by value | oracle
ALTER TABLE a EXCHANGE PARTITION FOR (DATE '2024-01-01') WITH TABLE b
---
reads: a, b
writes: a, b
