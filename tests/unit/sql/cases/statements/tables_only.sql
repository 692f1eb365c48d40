== INSERT INTO dbo.o (a) SELECT TOP (10) WITH TIES a FROM dbo.s | tsql
INSERT INTO dbo.o (a) SELECT TOP (10) WITH TIES a FROM dbo.src ORDER BY b
---
reads: dbo.src
writes: dbo.o
may read: dbo.o

== UPDATE dbo.o SET a = (SELECT MAX(x) FROM dbo.s WHERE s.k = o | tsql
UPDATE dbo.o SET a = (SELECT MAX(x) FROM dbo.s WHERE s.k = o.k) FROM dbo.o AS o
---
reads: dbo.s
writes: dbo.o
may read: dbo.o

== SELECT * INTO dbo.bak FROM dbo.src WITH (NOLOCK) WHERE 1=0 | tsql
SELECT * INTO dbo.bak FROM dbo.src WITH (NOLOCK) WHERE 1=0
---
reads: dbo.src
writes: dbo.bak
may read: dbo.bak

== WITH a AS (SELECT x FROM s1), b AS (SELECT x FROM s2) SELECT | tsql
WITH a AS (SELECT x FROM s1), b AS (SELECT x FROM s2) SELECT a.x INTO #r FROM a JOIN b ON a.x=b.x; INSERT o SELECT x FROM #r
---
reads: s1, s2
writes: o
may read: o

== INSERT INTO o (k, v) SELECT k, v FROM (SELECT k, a, b FROM s | tsql
INSERT INTO o (k, v) SELECT k, v FROM (SELECT k, a, b FROM src) p UNPIVOT (v FOR c IN (a, b)) u
---
reads: src
writes: o
may read: o

== EXEC sp_executesql N'INSERT INTO o (a) SELECT a FROM src WHE | tsql
EXEC sp_executesql N'INSERT INTO o (a) SELECT a FROM src WHERE b = @p', N'@p int', @p = 1
---
reads: src
writes: o
may read: o

== IF NOT EXISTS (SELECT 1 FROM chk WHERE d = GETDATE()) INSERT | tsql
IF NOT EXISTS (SELECT 1 FROM chk WHERE d = GETDATE()) INSERT INTO o (a) VALUES (1) ELSE UPDATE o SET a = 2
---
reads: chk
writes: o
may read: o

== DECLARE @t AS TABLE (a INT) INSERT @t SELECT a FROM src SELE | tsql
DECLARE @t AS TABLE (a INT) INSERT @t SELECT a FROM src SELECT * FROM @t
---
reads: src

== BEGIN TRAN; DELETE FROM o; INSERT INTO o SELECT * FROM src;  | tsql
BEGIN TRAN; DELETE FROM o; INSERT INTO o SELECT * FROM src; IF @@ERROR <> 0 ROLLBACK TRAN ELSE COMMIT TRAN
---
reads: src
writes: o
may read: o

== INSERT INTO o SELECT a FROM src EXCEPT SELECT a FROM old | tsql
INSERT INTO o SELECT a FROM src EXCEPT SELECT a FROM old
---
reads: src, old
writes: o
may read: o

== CREATE TABLE #a (id INT); CREATE TABLE #b (id INT); INSERT # | tsql
CREATE TABLE #a (id INT); CREATE TABLE #b (id INT); INSERT #a SELECT id FROM s1; INSERT #b SELECT id FROM #a; INSERT o (id) SELECT id FROM #b
---
reads: s1
writes: o
may read: o

== DROP TABLE IF EXISTS #t; SELECT a INTO #t FROM src; INSERT I | tsql
DROP TABLE IF EXISTS #t; SELECT a INTO #t FROM src; INSERT INTO o SELECT a FROM #t; DROP TABLE #t
---
reads: src
writes: o
may read: o

== CREATE VIEW v AS SELECT a FROM s1 UNION ALL SELECT a FROM s2 | tsql
CREATE VIEW v AS SELECT a FROM s1 UNION ALL SELECT a FROM s2
---
reads: s1, s2
writes: v
may read: v

== SELECT a FROM db.dbo.t1 FOR SYSTEM_TIME AS OF '2024-01-01' | tsql
SELECT a FROM db.dbo.t1 FOR SYSTEM_TIME AS OF '2024-01-01'
---
reads: db.dbo.t1

== TRUNCATE TABLE dbo.o WITH (PARTITIONS (1 TO 3)) | tsql
TRUNCATE TABLE dbo.o WITH (PARTITIONS (1 TO 3))
---
writes: dbo.o
may read: dbo.o

== INSERT INTO o (a, b) SELECT a, LAG(b) OVER (PARTITION BY c O | oracle
INSERT INTO o (a, b) SELECT a, LAG(b) OVER (PARTITION BY c ORDER BY d) FROM src
---
reads: src
writes: o
may read: o

== INSERT INTO o SELECT * FROM src s, det d WHERE s.id = d.id(+ | oracle
INSERT INTO o SELECT * FROM src s, det d WHERE s.id = d.id(+)
---
reads: src, det
writes: o
may read: o

== SELECT a, LEVEL FROM src START WITH p IS NULL CONNECT BY PRI | oracle
SELECT a, LEVEL FROM src START WITH p IS NULL CONNECT BY PRIOR id = p
---
reads: src

== INSERT INTO o (id, a) SELECT seq.NEXTVAL, a FROM src | oracle
INSERT INTO o (id, a) SELECT seq.NEXTVAL, a FROM src
---
reads: src
writes: o
may read: o

== UPDATE (SELECT t.v AS tv, s.v AS sv FROM tgt t JOIN src s ON | oracle
UPDATE (SELECT t.v AS tv, s.v AS sv FROM tgt t JOIN src s ON t.id = s.id) SET tv = sv
---
reads: src
may read: tgt
writes: tgt

== MERGE INTO t USING DUAL ON (t.id = :1) WHEN MATCHED THEN UPD | oracle
MERGE INTO t USING DUAL ON (t.id = :1) WHEN MATCHED THEN UPDATE SET a = :2 WHEN NOT MATCHED THEN INSERT (id, a) VALUES (:1, :2)
---
writes: t
may read: t

== ALTER TABLE t TRUNCATE PARTITION p1 | oracle
ALTER TABLE t TRUNCATE PARTITION p1
---
writes: t
may read: t

== CREATE TABLE o AS SELECT * FROM src PARTITION (p1) WHERE ROW | oracle
CREATE TABLE o AS SELECT * FROM src PARTITION (p1) WHERE ROWNUM < 10
---
reads: src
writes: o
may read: o

== INSERT INTO o SELECT a FROM src AS OF TIMESTAMP SYSTIMESTAMP | oracle
INSERT INTO o SELECT a FROM src AS OF TIMESTAMP SYSTIMESTAMP - 1
---
reads: src
writes: o
may read: o

== LOCK TABLE t IN EXCLUSIVE MODE | oracle
LOCK TABLE t IN EXCLUSIVE MODE
---

== DECLARE CURSOR c IS SELECT a FROM src; r c%ROWTYPE; BEGIN OP | oracle
DECLARE CURSOR c IS SELECT a FROM src; r c%ROWTYPE; BEGIN OPEN c; LOOP FETCH c INTO r; EXIT WHEN c%NOTFOUND; INSERT INTO o (a) VALUES (r.a); END LOOP; CLOSE c; END;
---
reads: src
writes: o
may read: o

== BEGIN DBMS_OUTPUT.PUT_LINE('x'); INSERT INTO o (a) SELECT a  | oracle
BEGIN DBMS_OUTPUT.PUT_LINE('x'); INSERT INTO o (a) SELECT a FROM src; END;
---
reads: src
writes: o
may read: o

== CREATE OR REPLACE TRIGGER tr AFTER INSERT ON src FOR EACH RO | oracle
CREATE OR REPLACE TRIGGER tr AFTER INSERT ON src FOR EACH ROW BEGIN INSERT INTO log VALUES (:NEW.id); END;
---

== CREATE OR REPLACE TABLE c.s.o AS SELECT a FROM c.s.src | trino
CREATE OR REPLACE TABLE c.s.o AS SELECT a FROM c.s.src
---
reads: c.s.src
writes: c.s.o
may read: c.s.o

== CREATE OR REPLACE VIEW c.s.v SECURITY INVOKER AS SELECT a FR | trino
CREATE OR REPLACE VIEW c.s.v SECURITY INVOKER AS SELECT a FROM c.s.src
---
reads: c.s.src
writes: c.s.v
may read: c.s.v

== INSERT INTO o SELECT a FROM TABLE(mysql.system.query(query = | trino
INSERT INTO o SELECT a FROM TABLE(mysql.system.query(query => 'SELECT 1'))
---
writes: o
may read: o
! unsupported

== CALL system.sync_partition_metadata('s', 't', 'ADD') | trino
CALL system.sync_partition_metadata('s', 't', 'ADD')
---
! unsupported

== ALTER TABLE o EXECUTE optimize | trino
ALTER TABLE o EXECUTE optimize
---
writes: o
may read: o

== ANALYZE c.s.o | trino
ANALYZE c.s.o
---

== SELECT a FROM src MATCH_RECOGNIZE (PARTITION BY k ORDER BY t | trino
SELECT a FROM src MATCH_RECOGNIZE (PARTITION BY k ORDER BY t MEASURES A.v AS v PATTERN (A+) DEFINE A AS v > 1)
---
reads: src

== INSERT INTO o SELECT a FROM src ARRAY JOIN arr AS x | clickhouse
INSERT INTO o SELECT a FROM src ARRAY JOIN arr AS x
---
reads: src
writes: o
may read: o

== CREATE TABLE o ENGINE = ReplicatedMergeTree('/x', '{replica} | clickhouse
CREATE TABLE o ENGINE = ReplicatedMergeTree('/x', '{replica}') PARTITION BY toYYYYMM(d) ORDER BY (a, d) AS SELECT a, d FROM src
---
reads: src
writes: o
may read: o

== OPTIMIZE TABLE o FINAL | clickhouse
OPTIMIZE TABLE o FINAL
---

== DELETE FROM o WHERE a IN (SELECT a FROM src) | clickhouse
DELETE FROM o WHERE a IN (SELECT a FROM src)
---
reads: src
writes: o
may read: o

== INSERT INTO o SELECT a FROM s1 GLOBAL ANY LEFT JOIN s2 USING | clickhouse
INSERT INTO o SELECT a FROM s1 GLOBAL ANY LEFT JOIN s2 USING (k)
---
reads: s1, s2
writes: o
may read: o

== CREATE VIEW v AS WITH 1 AS x SELECT a, x FROM src PREWHERE b | clickhouse
CREATE VIEW v AS WITH 1 AS x SELECT a, x FROM src PREWHERE b = 1 LIMIT 1 BY a
---
reads: src
writes: v
may read: v

== ALTER TABLE o DROP PARTITION 202601 | clickhouse
ALTER TABLE o DROP PARTITION 202601
---
writes: o
may read: o

== INSERT INTO o (* EXCEPT(b)) SELECT a FROM src | clickhouse
INSERT INTO o (* EXCEPT(b)) SELECT a FROM src
---
reads: src
writes: o
may read: o

== CREATE TABLE dist AS local ENGINE = Distributed(c, db, local | clickhouse
CREATE TABLE dist AS local ENGINE = Distributed(c, db, local, rand())
---
writes: dist
may read: dist

== INSERT OVERWRITE TABLE o PARTITION (d) SELECT a, d FROM src  | hive
INSERT OVERWRITE TABLE o PARTITION (d) SELECT a, d FROM src DISTRIBUTE BY d SORT BY a
---
reads: src
writes: o
may read: o

== CREATE TABLE o ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' | hive
CREATE TABLE o ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE AS SELECT a FROM src
---
reads: src
writes: o
may read: o

== SELECT TRANSFORM (a, b) USING 'python x.py' AS (c, d) FROM s | hive
SELECT TRANSFORM (a, b) USING 'python x.py' AS (c, d) FROM src
---
reads: src

== CREATE VIEW v PARTITIONED ON (d) AS SELECT a, d FROM src | hive
CREATE VIEW v PARTITIONED ON (d) AS SELECT a, d FROM src
---
reads: src
writes: v
may read: v

== ALTER TABLE o SET LOCATION 's3://x' | hive
ALTER TABLE o SET LOCATION 's3://x'
---
writes: o
may read: o

== MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op =  | spark
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.op = 'D' THEN DELETE WHEN MATCHED THEN UPDATE SET t.v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: s
writes: t
may read: t

== INSERT INTO o SELECT /*+ BROADCAST(d) */ s.a, d.b FROM src s | spark
INSERT INTO o SELECT /*+ BROADCAST(d) */ s.a, d.b FROM src s LEFT ANTI JOIN del x ON s.k = x.k JOIN dim d USING (k)
---
reads: src, del, dim
writes: o
may read: o

== CREATE OR REPLACE TEMPORARY VIEW t AS SELECT a FROM src; INS | spark
CREATE OR REPLACE TEMPORARY VIEW t AS SELECT a FROM src; INSERT OVERWRITE o SELECT * FROM t; DROP VIEW t
---
reads: src
writes: o
may read: o

== REFRESH TABLE o | spark
REFRESH TABLE o
---

== UPDATE o SET a = 1 WHERE b IN (SELECT b FROM src) | spark
UPDATE o SET a = 1 WHERE b IN (SELECT b FROM src)
---
reads: src
writes: o
may read: o

== CREATE TABLE o LIKE src USING parquet | spark
CREATE TABLE o LIKE src USING parquet
---
writes: o
may read: o

== OPTIMIZE o ZORDER BY (a) | databricks
OPTIMIZE o ZORDER BY (a)
---

== VACUUM o RETAIN 168 HOURS | databricks
VACUUM o RETAIN 168 HOURS
---

== COPY INTO c.s.o FROM (SELECT _c0::int a FROM 'abfss://c@a.df | databricks
COPY INTO c.s.o FROM (SELECT _c0::int a FROM 'abfss://c@a.dfs.core.windows.net/p') FILEFORMAT = CSV PATTERN = '*.csv'
---
reads: abfss://c@a.dfs.core.windows.net/p
writes: c.s.o
may read: c.s.o

== CREATE TABLE o USING DELTA AS SELECT a FROM json.`/mnt/x.jso | databricks
CREATE TABLE o USING DELTA AS SELECT a FROM json.`/mnt/x.json`
---
reads: /mnt/x.json
writes: o
may read: o

== APPLY CHANGES INTO LIVE.o FROM STREAM(LIVE.src) KEYS (id) SE | databricks
APPLY CHANGES INTO LIVE.o FROM STREAM(LIVE.src) KEYS (id) SEQUENCE BY ts
---
reads: live.src
writes: live.o
may read: live.o

== INSERT INTO o REPLACE USING (d) SELECT a, d FROM src | databricks
INSERT INTO o REPLACE USING (d) SELECT a, d FROM src
---
reads: src
writes: o
may read: o

== CREATE OR REPLACE TABLE o AS SELECT a FROM src BEFORE (STATE | snowflake
CREATE OR REPLACE TABLE o AS SELECT a FROM src BEFORE (STATEMENT => 'x')
---
reads: src
writes: o
may read: o

== INSERT INTO o SELECT a FROM src SAMPLE (10) SEED (1) | snowflake
INSERT INTO o SELECT a FROM src SAMPLE (10) SEED (1)
---
reads: src
writes: o
may read: o

== INSERT INTO o SELECT t.value FROM src, TABLE(FLATTEN(INPUT = | snowflake
INSERT INTO o SELECT t.value FROM src, TABLE(FLATTEN(INPUT => src.arr, OUTER => TRUE)) t
---
reads: src
writes: o
may read: o

== CREATE VIEW v AS SELECT a FROM src AT (STREAM => 'st') | snowflake
CREATE VIEW v AS SELECT a FROM src AT (STREAM => 'st')
---
reads: src
writes: v
may read: v

== COPY INTO o FROM @st/x FILE_FORMAT = 'ff' VALIDATION_MODE =  | snowflake
COPY INTO o FROM @st/x FILE_FORMAT = 'ff' VALIDATION_MODE = RETURN_ERRORS
---
reads: @st/x
writes: o
may read: o

== CREATE TABLE o LIKE src | snowflake
CREATE TABLE o LIKE src
---
writes: o
may read: o

== ALTER TABLE o ADD SEARCH OPTIMIZATION | snowflake
ALTER TABLE o ADD SEARCH OPTIMIZATION
---
writes: o
may read: o

== EXECUTE TASK t | snowflake
EXECUTE TASK t
---
! unsupported

== ALTER TASK t RESUME | snowflake
ALTER TASK t RESUME
---

== REMOVE @st/x | snowflake
REMOVE @st/x
---

== LIST @st | snowflake
LIST @st
---

== SELECT SYSTEM$CLUSTERING_INFORMATION('t') | snowflake
SELECT SYSTEM$CLUSTERING_INFORMATION('t')
---

== SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) | snowflake
SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---

== INSERT OVERWRITE INTO o SELECT a FROM src | snowflake
INSERT OVERWRITE INTO o SELECT a FROM src
---
reads: src
writes: o
may read: o

== CREATE OR REPLACE TABLE db.s.o CLUSTER BY (a) AS SELECT a FR | snowflake
CREATE OR REPLACE TABLE db.s.o CLUSTER BY (a) AS SELECT a FROM db.s.src
---
reads: db.s.src
writes: db.s.o
may read: db.s.o

== MERGE ds.o T USING ds.src S ON T.id = S.id WHEN MATCHED THEN | bigquery
MERGE ds.o T USING ds.src S ON T.id = S.id WHEN MATCHED THEN UPDATE SET v = S.v WHEN NOT MATCHED BY TARGET THEN INSERT (id, v) VALUES (id, v)
---
reads: ds.src
writes: ds.o
may read: ds.o

== CREATE OR REPLACE VIEW ds.v AS SELECT * EXCEPT (x) FROM ds.s | bigquery
CREATE OR REPLACE VIEW ds.v AS SELECT * EXCEPT (x) FROM ds.src
---
reads: ds.src
writes: ds.v
may read: ds.v

== SELECT a FROM ds.src, UNNEST(arr) AS x WITH OFFSET o | bigquery
SELECT a FROM ds.src, UNNEST(arr) AS x WITH OFFSET o
---
reads: ds.src

== CREATE MATERIALIZED VIEW ds.mv OPTIONS (enable_refresh = tru | bigquery
CREATE MATERIALIZED VIEW ds.mv OPTIONS (enable_refresh = true) AS SELECT a FROM ds.src
---
reads: ds.src
writes: ds.mv
may read: ds.mv

== CREATE MODEL ds.m OPTIONS (model_type = 'linear_reg') AS SEL | bigquery
CREATE MODEL ds.m OPTIONS (model_type = 'linear_reg') AS SELECT a, label FROM ds.src
---
reads: ds.src
writes: ds.m
may read: ds.m

== SELECT * FROM ML.PREDICT(MODEL ds.m, (SELECT a FROM ds.src)) | bigquery
SELECT * FROM ML.PREDICT(MODEL ds.m, (SELECT a FROM ds.src))
---
reads: ds.src

== INSERT ds.o (a) SELECT a FROM ds.src FOR SYSTEM_TIME AS OF T | bigquery
INSERT ds.o (a) SELECT a FROM ds.src FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR)
---
reads: ds.src
writes: ds.o
may read: ds.o

== FROM ds.src > WHERE a > 1 > AGGREGATE SUM(b) AS s GROUP BY c | bigquery
FROM ds.src |> WHERE a > 1 |> AGGREGATE SUM(b) AS s GROUP BY c
---
reads: ds.src

== ALTER TABLE ds.o SET OPTIONS (description = 'x') | bigquery
ALTER TABLE ds.o SET OPTIONS (description = 'x')
---
writes: ds.o
may read: ds.o

== DROP SNAPSHOT TABLE ds.o | bigquery
DROP SNAPSHOT TABLE ds.o
---
writes: ds.o
may read: ds.o

== CREATE TABLE ds.o LIKE ds.src AS SELECT * FROM ds.src2 | bigquery
CREATE TABLE ds.o LIKE ds.src AS SELECT * FROM ds.src2
---
reads: ds.src2
writes: ds.o
may read: ds.o

== INSERT INTO o (a) SELECT a FROM src FOR UPDATE | mysql
INSERT INTO o (a) SELECT a FROM src FOR UPDATE
---
reads: src
writes: o
may read: o

== INSERT INTO o (a, b) VALUES (1, 2) AS n ON DUPLICATE KEY UPD | mysql
INSERT INTO o (a, b) VALUES (1, 2) AS n ON DUPLICATE KEY UPDATE b = n.b
---
writes: o
may read: o

== UPDATE o LEFT JOIN src USING (id) SET o.a = IFNULL(src.a, o. | mysql
UPDATE o LEFT JOIN src USING (id) SET o.a = IFNULL(src.a, o.a)
---
reads: src
writes: o
may read: o

== CREATE TABLE o SELECT a FROM src | mysql
CREATE TABLE o SELECT a FROM src
---
reads: src
writes: o
may read: o

== CREATE TABLE o (PRIMARY KEY (a)) ENGINE=InnoDB AS SELECT a F | mysql
CREATE TABLE o (PRIMARY KEY (a)) ENGINE=InnoDB AS SELECT a FROM src
---
reads: src
writes: o
may read: o

== ALTER TABLE o RENAME o2 | mysql
ALTER TABLE o RENAME o2
---
reads: o
writes: o2
may read: o2

== LOCK TABLES o WRITE; INSERT INTO o SELECT a FROM src; UNLOCK | mysql
LOCK TABLES o WRITE; INSERT INTO o SELECT a FROM src; UNLOCK TABLES
---
reads: src
writes: o
may read: o

== HANDLER t OPEN | mysql
HANDLER t OPEN
---
! parse

== CREATE TABLE #t AS SELECT a FROM src; INSERT INTO o SELECT a | redshift
CREATE TABLE #t AS SELECT a FROM src; INSERT INTO o SELECT a FROM #t
---
reads: src
writes: o
may read: o

== INSERT INTO o (SELECT a FROM src) | redshift
INSERT INTO o (SELECT a FROM src)
---
reads: src
writes: o
may read: o

== DELETE FROM o USING src s WHERE o.id = s.id | redshift
DELETE FROM o USING src s WHERE o.id = s.id
---
reads: src
writes: o
may read: o

== CREATE TABLE o (LIKE src) | redshift
CREATE TABLE o (LIKE src)
---
writes: o
may read: o

== VACUUM FULL o | redshift
VACUUM FULL o
---

== CREATE EXTERNAL SCHEMA x FROM DATA CATALOG DATABASE 'd' IAM_ | redshift
CREATE EXTERNAL SCHEMA x FROM DATA CATALOG DATABASE 'd' IAM_ROLE 'r'
---

== WITH up AS (UPDATE o SET a = s.a FROM src s WHERE s.id = o.i | postgres
WITH up AS (UPDATE o SET a = s.a FROM src s WHERE s.id = o.id RETURNING o.*) INSERT INTO o SELECT * FROM src WHERE id NOT IN (SELECT id FROM up)
---
reads: src
writes: o
may read: o

== CREATE TABLE o PARTITION OF p FOR VALUES FROM (1) TO (2) | postgres
CREATE TABLE o PARTITION OF p FOR VALUES FROM (1) TO (2)
---
writes: o
may read: o

== SELECT * FROM ROWS FROM (generate_series(1,2)) AS t(a), src | postgres
SELECT * FROM ROWS FROM (generate_series(1,2)) AS t(a), src
---
reads: src

== INSERT INTO o SELECT (r).a FROM src r | postgres
INSERT INTO o SELECT (r).a FROM src r
---
reads: src
writes: o
may read: o

== CREATE UNLOGGED TABLE o AS TABLE src | postgres
CREATE UNLOGGED TABLE o AS TABLE src
---
reads: src
writes: o
may read: o

== CREATE FOREIGN TABLE ft (a int) SERVER s OPTIONS (table_name | postgres
CREATE FOREIGN TABLE ft (a int) SERVER s OPTIONS (table_name 'x')
---
writes: ft
may read: ft

== VACUUM ANALYZE o | postgres
VACUUM ANALYZE o
---

== LISTEN x | postgres
LISTEN x
---

== CREATE RECURSIVE VIEW v (n) AS SELECT a FROM src UNION ALL S | postgres
CREATE RECURSIVE VIEW v (n) AS SELECT a FROM src UNION ALL SELECT n + 1 FROM v WHERE n < 10
---
reads: src
writes: v
may read: v

== CREATE RULE r AS ON INSERT TO o DO ALSO INSERT INTO log VALU | postgres
CREATE RULE r AS ON INSERT TO o DO ALSO INSERT INTO log VALUES (1)
---

== CREATE OR REPLACE TABLE o AS FROM src SELECT a | duckdb
CREATE OR REPLACE TABLE o AS FROM src SELECT a
---
reads: src
writes: o
may read: o

== INSERT INTO o FROM src | duckdb
INSERT INTO o FROM src
---
reads: src
writes: o
may read: o

== COPY o FROM 'x.parquet' (FORMAT parquet) | duckdb
COPY o FROM 'x.parquet' (FORMAT parquet)
---
reads: x.parquet
writes: o
may read: o

== SUMMARIZE src | duckdb
SUMMARIZE src
---

== CREATE MACRO f(x) AS TABLE SELECT * FROM src WHERE a = x | duckdb
CREATE MACRO f(x) AS TABLE SELECT * FROM src WHERE a = x
---

== COPY (FROM src) TO 'o.csv' | duckdb
COPY (FROM src) TO 'o.csv'
---
reads: src
writes: o.csv
may read: o.csv

== INSERT OR IGNORE INTO o SELECT a FROM src | sqlite
INSERT OR IGNORE INTO o SELECT a FROM src
---
reads: src
writes: o
may read: o

== ATTACH DATABASE 'x.db' AS x; INSERT INTO o SELECT a FROM x.s | sqlite
ATTACH DATABASE 'x.db' AS x; INSERT INTO o SELECT a FROM x.src
---
reads: x.src
writes: o
may read: o

== UPDATE OR REPLACE o SET a = (SELECT MAX(b) FROM src) | sqlite
UPDATE OR REPLACE o SET a = (SELECT MAX(b) FROM src)
---
reads: src
writes: o
may read: o

== PRAGMA foreign_keys = ON | sqlite
PRAGMA foreign_keys = ON
---

== INSERT INTO o SELECT a FROM src QUALIFY ROW_NUMBER() OVER (P | teradata
INSERT INTO o SELECT a FROM src QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY d DESC) = 1
---
reads: src
writes: o
may read: o

== UPDATE o FROM src SET a = src.a WHERE o.id = src.id | teradata
UPDATE o FROM src SET a = src.a WHERE o.id = src.id
---
reads: src
writes: o
may read: o

== CREATE SET TABLE db.o AS (SELECT a FROM db.src) WITH DATA UN | teradata
CREATE SET TABLE db.o AS (SELECT a FROM db.src) WITH DATA UNIQUE PRIMARY INDEX (a)
---
reads: db.src
writes: db.o
may read: db.o

== MERGE INTO o USING src s ON o.id = s.id WHEN MATCHED THEN UP | teradata
MERGE INTO o USING src s ON o.id = s.id WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT (s.id, s.a)
---
reads: src
writes: o
may read: o

== COLLECT STATISTICS ON o COLUMN (a) | teradata
COLLECT STATISTICS ON o COLUMN (a)
---

== LOCKING TABLE src FOR ACCESS SELECT a FROM src | teradata
LOCKING TABLE src FOR ACCESS SELECT a FROM src
---
reads: src

== DELETE FROM o, src WHERE o.id = src.id | teradata
DELETE FROM o, src WHERE o.id = src.id
---
reads: src
writes: o
may read: o

== MERGE INTO o USING src s ON o.id = s.id WHEN MATCHED THEN UP | exasol
MERGE INTO o USING src s ON o.id = s.id WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT (id, a) VALUES (s.id, s.a)
---
reads: src
writes: o
may read: o

== CREATE OR REPLACE TABLE s.o AS SELECT a FROM s.src | exasol
CREATE OR REPLACE TABLE s.o AS SELECT a FROM s.src
---
reads: s.src
writes: s.o
may read: s.o

== EXECUTE SCRIPT s.p('x') | exasol
EXECUTE SCRIPT s.p('x')
---
! unsupported

== TRUNCATE TABLE s.o | exasol
TRUNCATE TABLE s.o
---
writes: s.o
may read: s.o

== CREATE TABLE s.o WITH (external_location = 's3://b/o/', form | athena
CREATE TABLE s.o WITH (external_location = 's3://b/o/', format = 'PARQUET') AS SELECT a FROM s.src
---
reads: s.src
writes: s.o
may read: s.o

== INSERT INTO s.o SELECT a FROM s.src | athena
INSERT INTO s.o SELECT a FROM s.src
---
reads: s.src
writes: s.o
may read: s.o

== CREATE VIEW s.v AS SELECT a FROM "aws-cat"."d"."src" | athena
CREATE VIEW s.v AS SELECT a FROM "aws-cat"."d"."src"
---
reads: aws-cat.d.src
writes: s.v
may read: s.v

== VACUUM s.o | athena
VACUUM s.o
---

== CREATE TABLE o AS SELECT approx_distinct(a) n FROM src TABLE | presto
CREATE TABLE o AS SELECT approx_distinct(a) n FROM src TABLESAMPLE BERNOULLI (10)
---
reads: src
writes: o
may read: o
