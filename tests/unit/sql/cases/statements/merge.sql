== matched, not matched | oracle, tsql, databricks, spark, trino, postgres, teradata, exasol, bigquery, snowflake
MERGE INTO tgt t USING src s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.v = s.v, t.n = t.n + s.n WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: src, tgt
writes: tgt
tgt.v <- src.v
tgt.n <- tgt.n, src.n
tgt.id <- src.id
rows <- src.id (join)

== conditions and delete | tsql, databricks, snowflake, bigquery, postgres, duckdb
MERGE INTO tgt t USING src s ON t.id = s.id WHEN MATCHED AND s.del = 1 THEN DELETE WHEN MATCHED AND s.d > t.d THEN UPDATE SET v = s.v WHEN NOT MATCHED AND s.x > 0 THEN INSERT (id) VALUES (s.id)
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v
tgt.id <- src.id
rows <- src.del (filter), src.x (filter)

== by source | tsql, databricks, bigquery, postgres
MERGE INTO tgt t USING src s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED BY SOURCE THEN DELETE
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== by source update | tsql, databricks, bigquery
MERGE INTO tgt t USING src s ON t.id = s.id WHEN NOT MATCHED BY TARGET THEN INSERT (id) VALUES (s.id) WHEN NOT MATCHED BY SOURCE AND t.d < 1 THEN UPDATE SET t.v = t.w
---
reads: src, tgt
writes: tgt
tgt.id <- src.id
tgt.v <- tgt.w

== stars | databricks, spark
schema: tgt(id, v); src(id, v, x)
MERGE INTO tgt t USING src s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *
---
reads: src
may read: tgt
writes: tgt
tgt.id <- src.id
tgt.v <- src.v

== insert row | bigquery
schema: tgt(id, v); src(a, b)
MERGE tgt t USING src s ON FALSE WHEN NOT MATCHED THEN INSERT ROW
---
reads: src
may read: tgt
writes: tgt
tgt.id <- src.a
tgt.v <- src.b

== all by name | snowflake
schema: tgt(id, v); src(id, v)
MERGE INTO tgt USING src ON tgt.id = src.id WHEN MATCHED THEN UPDATE ALL BY NAME WHEN NOT MATCHED THEN INSERT ALL BY NAME
---
reads: src
may read: tgt
writes: tgt
tgt.id <- src.id
tgt.v <- src.v

== remove duplicates | redshift
MERGE INTO tgt USING src ON tgt.id = src.id REMOVE DUPLICATES
---
reads: src
may read: tgt
writes: tgt
! unresolved

== without into, output into | tsql
MERGE dbo.tgt WITH (HOLDLOCK) AS t USING (SELECT id, SUM(x) AS x FROM dbo.src GROUP BY id) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.x WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.x) OUTPUT $action, inserted.id INTO dbo.audit (act, id);
---
reads: dbo.src
may read: dbo.tgt
writes: dbo.tgt, dbo.audit
dbo.tgt.v <- dbo.src.x
dbo.tgt.id <- dbo.src.id
dbo.audit.id <- dbo.src.id, dbo.tgt.id

== update where and delete where | oracle
MERGE INTO tgt t USING src s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.v = s.v WHERE s.d > 1 DELETE WHERE t.v = 0 WHEN NOT MATCHED THEN INSERT (t.id, t.v) VALUES (s.id, s.v) WHERE s.ok = 1
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v
tgt.id <- src.id

== with in using | oracle, snowflake, bigquery, databricks
MERGE INTO tgt t USING (WITH c AS (SELECT id, v FROM src) SELECT id, v FROM c) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET v = s.v
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== values as the source | snowflake, tsql, postgres
MERGE INTO tgt t USING (VALUES (1, 'a')) AS s (id, v) ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
may read: tgt
writes: tgt
columns: none

== dual as the source | oracle
MERGE INTO tgt t USING (SELECT 1 AS id FROM dual) s ON (t.id = s.id) WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)
---
may read: tgt
writes: tgt
columns: none

== with before merge | tsql, postgres
WITH c AS (SELECT id, v FROM src) MERGE INTO tgt t USING c ON t.id = c.id WHEN MATCHED THEN UPDATE SET v = c.v;
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v

== do nothing and subquery in a value | postgres
MERGE INTO tgt t USING src s ON t.id = s.id WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, (SELECT MAX(x) FROM u))
---
reads: src, u
may read: tgt
writes: tgt
tgt.id <- src.id
tgt.v <- u.x

== with schema evolution | databricks
schema: tgt(id); src(id)
MERGE WITH SCHEMA EVOLUTION INTO tgt USING src ON tgt.id = src.id WHEN NOT MATCHED THEN INSERT *
---
reads: src
may read: tgt
writes: tgt
tgt.id <- src.id

== time travel source | databricks
MERGE INTO tgt t USING src VERSION AS OF 3 s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v
---
reads: src
may read: tgt
writes: tgt
tgt.v <- src.v
