== merge with schema evolution and star | databricks
schema: main.core.t(id, v, ts); main.stg.t(id, v, ts)
MERGE WITH SCHEMA EVOLUTION INTO main.core.t AS t USING main.stg.t AS s ON t.id = s.id WHEN MATCHED AND s.ts > t.ts THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT * WHEN NOT MATCHED BY SOURCE THEN DELETE
---
reads: main.stg.t, main.core.t
may read: main.core.t
writes: main.core.t
main.core.t.id <- main.stg.t.id
main.core.t.v <- main.stg.t.v
main.core.t.ts <- main.stg.t.ts
rows <- main.core.t.id (join), main.stg.t.id (join), main.stg.t.ts (filter), main.core.t.ts (filter)
exact

== use catalog and schema | databricks
USE CATALOG main; USE SCHEMA silver; CREATE OR REPLACE TABLE o AS SELECT a.id, b.v FROM a JOIN bronze.b ON a.id = b.id
---
reads: main.silver.a, main.bronze.b
writes: main.silver.o
main.silver.o.id <- main.silver.a.id
main.silver.o.v <- main.bronze.b.v

== insert replace on | databricks
INSERT INTO core.sales AS t REPLACE ON t.id = s.id (SELECT id, amt FROM stg.sales) AS s
---
reads: stg.sales
writes: core.sales
may read: core.sales
core.sales.id <- stg.sales.id
core.sales.amt <- stg.sales.amt

== create flow auto cdc | databricks
CREATE OR REFRESH STREAMING TABLE silver.cust; CREATE FLOW cdc AS AUTO CDC INTO silver.cust FROM stream(bronze.cust_cdc) KEYS (id) APPLY AS DELETE WHEN op = 'D' SEQUENCE BY seq COLUMNS * EXCEPT (op, seq) STORED AS SCD TYPE 1
---
reads: bronze.cust_cdc
writes: silver.cust

== table changes function | databricks
INSERT INTO silver.hist (id, v, ct) SELECT id, v, _change_type FROM table_changes('bronze.t', 3, 10) WHERE _change_type <> 'update_preimage'
---
reads: bronze.t
writes: silver.hist
silver.hist.id <- bronze.t.id
silver.hist.v <- bronze.t.v
silver.hist.ct <- bronze.t._change_type

== lambda aggregate and transform with struct | spark
INSERT INTO o SELECT id, aggregate(items, CAST(0 AS DOUBLE), (acc, x) -> acc + x.price * rate, acc -> acc * 2) AS total, transform(items, (x, i) -> named_struct('sku', x.sku, 'pos', i)) AS its, filter(items, x -> x.qty > min_qty) AS f, map_filter(props, (k, v) -> v > lim) AS mf, exists(tags, t -> t = wanted) AS e FROM src
---
reads: src
writes: o
o.id <- src.id
o.total <- src.items, src.rate
o.its <- src.items
o.f <- src.items, src.min_qty (conditional)
o.mf <- src.props, src.lim (conditional)
o.e <- src.tags, src.wanted

== inline outer and stack | spark
INSERT INTO o SELECT t.id, i.sku, i.qty, s.mon, s.amt FROM src t LATERAL VIEW OUTER inline(t.items) i AS sku, qty LATERAL VIEW stack(2, 'jan', t.jan, 'feb', t.feb) s AS mon, amt
---
reads: src
writes: o
o.id <- src.id
o.sku <- src.items
o.qty <- src.items
o.amt <- src.jan, src.feb

== json_tuple lateral and from_json star | spark
INSERT INTO o SELECT t.id, j.a, j.b, x.c.d AS cd FROM src t LATERAL VIEW json_tuple(t.doc, 'a', 'b') j AS a, b CROSS JOIN (SELECT id, from_json(doc, 'c STRUCT<d: INT>') AS c FROM raw) AS y JOIN (SELECT id, from_json(doc2, 'c STRUCT<d: INT>') AS c FROM raw2) AS x ON x.id = y.id
---
reads: src, raw, raw2
writes: o
o.id <- src.id
o.a <- src.doc
o.b <- src.doc
o.cd <- raw2.doc2
rows <- raw2.id (join), raw.id (join)

== pivot on two columns | spark
CREATE TABLE o AS SELECT * FROM (SELECT id, yr, q, amt FROM s) PIVOT (SUM(amt) FOR (yr, q) IN ((2023, 1) AS y23q1, (2024, 1) AS y24q1))
---
reads: s
writes: o
o.id <- s.id
o.y23q1 <- s.amt (aggregation), s.yr (conditional), s.q (conditional)
o.y24q1 <- s.amt (aggregation), s.yr (conditional), s.q (conditional)

== files as tables | spark
CREATE OR REPLACE TEMP VIEW j AS SELECT * FROM json.`s3a://lake/raw/2024/*/ev.json`; INSERT INTO core.e (id, n) SELECT j.id, p.name FROM j JOIN parquet.`/data/p` p ON p.id = j.id
---
reads: s3a://lake/raw/2024/*/ev.json, /data/p
writes: core.e
core.e.id <- s3a://lake/raw/2024/*/ev.json.id
core.e.n <- /data/p.name

== transform using script | spark
INSERT INTO o SELECT TRANSFORM (a, b) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' USING 'python3 clean.py' AS (x STRING, y INT) FROM src WHERE c > 1
---
reads: src
writes: o
o.x <- src.a, src.b
o.y <- src.a, src.b
rows <- src.c (filter)

== semi and anti joins and null safe | spark
INSERT INTO o SELECT a.id, b.v FROM a LEFT SEMI JOIN k ON k.id = a.id LEFT ANTI JOIN z ON z.id = a.id JOIN b ON b.id <=> a.id
---
reads: a, k, z, b
writes: o
o.id <- a.id
o.v <- b.v
rows <- k.id (join), a.id (join), z.id (join), b.id (join)
exact

== lateral column alias chain with window | databricks
INSERT INTO o (a, b, c) SELECT x + 1 AS a, a * y AS b, sum(b) OVER (PARTITION BY k) AS c FROM s
---
reads: s
writes: o
o.a <- s.x
o.b <- s.x, s.y
o.c <- s.x, s.y, s.k (window)

== scripting with handler and cursor for loop | databricks
BEGIN
  DECLARE last_id BIGINT DEFAULT 0;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN INSERT INTO ops.err (m) VALUES ('failed'); END;
  SET last_id = (SELECT coalesce(max(id), 0) FROM core.t);
  FOR rec AS SELECT id, v FROM stg.t WHERE id > last_id DO
    UPDATE core.t SET v = rec.v WHERE id = rec.id;
  END FOR;
  l1: WHILE last_id < 10 DO
    SET last_id = last_id + 1;
    IF last_id = 5 THEN LEAVE l1; END IF;
  END WHILE l1;
END
---
reads: core.t, stg.t
writes: ops.err, core.t
core.t.v <- stg.t.v

== execute immediate into with using names | databricks
DECLARE OR REPLACE mx INT; EXECUTE IMMEDIATE 'SELECT max(id) FROM core.t WHERE dt = :d' INTO mx USING current_date() AS d; INSERT INTO core.log (mx) VALUES (mx)
---
reads: core.t
writes: core.log
core.log.mx <- core.t.id

== ai query and masking functions | databricks
CREATE TABLE o AS SELECT id, ai_query('m', concat('Summarise ', txt)) AS sm, mask(ssn) AS ms, sha2(email, 256) AS eh FROM s
---
reads: s
writes: o
o.id <- s.id
o.sm <- s.txt
o.ms <- s.ssn
o.eh <- s.email

== metric view read by measure | databricks
CREATE TABLE o AS SELECT region, MEASURE(revenue) AS rev FROM main.m.sales_mv GROUP BY ALL
---
reads: main.m.sales_mv
writes: o
o.region <- main.m.sales_mv.region
o.rev <- main.m.sales_mv.revenue (aggregation)
rows <- main.m.sales_mv.region (group_by)

== hive acid merge and update | hive
MERGE INTO core.c AS t USING stg.c AS s ON t.id = s.id WHEN MATCHED AND s.del THEN DELETE WHEN MATCHED THEN UPDATE SET nm = s.nm WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.nm, 'x')
---
reads: stg.c
may read: core.c
writes: core.c
! inferred

== hive cte and insert with temporary macro | hive
CREATE TEMPORARY MACRO sig(x DOUBLE) 1.0 / (1.0 + EXP(-x)); WITH q AS (SELECT id, sig(score) AS p FROM s) INSERT OVERWRITE TABLE o SELECT id, p FROM q
---
reads: s
writes: o
o.id <- s.id
o.p <- s.score

== spark group by ordinal and alias with having | spark
INSERT INTO o (d, n) SELECT date_trunc('DAY', ts) d, count(DISTINCT u) n FROM s GROUP BY 1 HAVING n > 5 ORDER BY n DESC LIMIT 10
---
reads: s
writes: o
o.d <- s.ts (transformation)
o.n <- s.u (aggregation)
rows <- s.ts (group_by), s.u (filter), s.u (sort)
exact

== spark call iceberg procedures | spark
CALL cat.system.rewrite_data_files(table => 'db.t', where => 'id > 3'); ALTER TABLE cat.db.t CREATE BRANCH etl; INSERT INTO cat.db.t.branch_etl SELECT id, v FROM cat.db.s; CALL cat.system.fast_forward('db.t', 'main', 'etl')
---
reads: cat.db.s
may read: cat.db.t
writes: cat.db.t
! unsupported

== spark date_trunc with named args and try functions | spark
INSERT INTO o (a, b, c) SELECT try_cast(x AS INT), try_divide(y, z), nullif(coalesce(p, q), 'none') FROM s WHERE s.k IN (SELECT k FROM w WHERE w.d >= date_sub(current_date(), 7))
---
reads: s, w
writes: o
o.a <- s.x
o.b <- s.y, s.z
o.c <- s.p, s.q
rows <- s.k (filter), w.k (filter), w.d (filter)
exact
