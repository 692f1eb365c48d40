== list comprehension and lambdas | duckdb
CREATE TABLE o AS SELECT id, [x * k FOR x IN xs IF x > lim] AS l, list_transform(ys, lambda y, i: y + i * f) AS t, list_reduce(zs, lambda a, b: a + b) AS r, list_filter(ws, w -> w.ok = flag) AS f FROM s
---
reads: s
writes: o
o.id <- s.id
o.l <- s.xs, s.k, s.lim (conditional)
o.t <- s.ys, s.f
o.r <- s.zs
o.f <- s.ws, s.flag (conditional)

== star exclude replace rename and like | duckdb
schema: s(id, a, b, c)
CREATE TABLE o AS SELECT * EXCLUDE (c) REPLACE (a + 1 AS a) RENAME (b AS bb) FROM s
---
reads: s
writes: o
o.id <- s.id
o.a <- s.a (transformation)
o.bb <- s.b

== unpivot statement with into | duckdb
CREATE TABLE o AS UNPIVOT w ON jan, feb, mar INTO NAME mon VALUE amt
---
reads: w
writes: o
o.amt <- w.jan, w.feb, w.mar
! unresolved

== read files with globs as tables | duckdb
CREATE TABLE o AS SELECT a.id, b.v, x.w FROM 'data/*.parquet' a JOIN read_csv('in/*.csv', delim = '|', header = true, columns = {'id': 'INT', 'v': 'TEXT'}) b ON b.id = a.id LEFT JOIN read_json_auto('s3://b/*.json') AS x USING (id)
---
reads: data/*.parquet, in/*.csv, s3://b/*.json
writes: o
o.id <- data/*.parquet.id
o.v <- in/*.csv.v
o.w <- s3://b/*.json.w

== upsert and returning and by position | duckdb
INSERT INTO t BY POSITION (id, v) SELECT id, v FROM s ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v + t.v WHERE t.v < EXCLUDED.v RETURNING id
---
reads: s, t
writes: t
t.id <- s.id
t.v <- s.v, t.v

== merge with returning and by name | duckdb
schema: t(id, v); s(v, id)
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED BY TARGET THEN INSERT BY NAME WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING merge_action, *
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v

== group by all order by all and qualify | duckdb
CREATE TABLE o AS FROM s SELECT g, sum(v) AS v, arg_max(nm, ts) AS last_nm GROUP BY ALL HAVING sum(v) > 1 QUALIFY rank() OVER (ORDER BY sum(v) DESC) < 4 ORDER BY ALL
---
reads: s
writes: o
o.g <- s.g
o.v <- s.v (aggregation)
o.last_nm <- s.nm (aggregation), s.ts (conditional)
rows <- s.g (group_by), s.v (filter), s.v (window), s.g (sort), s.v (sort), s.nm (sort)

== recursive using key and union | duckdb
CREATE TABLE o AS WITH RECURSIVE t(a, b) USING KEY (a) AS (SELECT id, par FROM n UNION SELECT t.a, n.par FROM t JOIN n ON n.id = t.b) SELECT a, b FROM t
---
reads: n
writes: o
o.a <- n.id
o.b <- n.par

== variables and prepared | duckdb
SET VARIABLE mx = (SELECT max(id) FROM ctl); INSERT INTO o (id, m) SELECT id, getvariable('mx') FROM s WHERE id > getvariable('mx'); PREPARE p AS DELETE FROM q WHERE id = $1; EXECUTE p(3);
---
reads: ctl, s
may read: q
writes: o, q
o.id <- s.id
o.m <- ctl.id

== update with from and struct | duckdb
UPDATE t SET v = s.v, st = struct_pack(a := s.a, b := t.b) FROM (SELECT id, v, a FROM src QUALIFY row_number() OVER (PARTITION BY id ORDER BY ts DESC) = 1) s WHERE s.id = t.id
---
reads: src, t
writes: t
t.v <- src.v
t.st <- src.a, t.b
rows <- src.id (window), src.ts (window), src.id (filter), t.id (filter)
exact

== union by name with star over files | duckdb
schema: a(id, x); b(x, y)
CREATE VIEW v AS SELECT * FROM a UNION ALL BY NAME SELECT * FROM b
---
reads: a, b
writes: v
v.id <- a.id
v.x <- a.x, b.x
v.y <- b.y

== mysql replace into select and duplicate with alias | mysql
REPLACE INTO rpt (d, n) SELECT DATE(ts), COUNT(*) FROM ev WHERE ts >= '2024-01-01' GROUP BY DATE(ts); INSERT INTO agg (d, n, mx) SELECT d, n, n FROM (SELECT d, SUM(n) AS n FROM rpt GROUP BY d) AS src ON DUPLICATE KEY UPDATE n = src.n, mx = GREATEST(agg.mx, src.n)
---
reads: ev, rpt
may read: agg
writes: rpt, agg
rpt.d <- ev.ts
agg.d <- rpt.d
agg.n <- rpt.n
agg.mx <- agg.mx, rpt.n

== mysql procedure with cursor and handlers and dynamic | mysql
DELIMITER //
CREATE PROCEDURE load_all(IN p_dt DATE)
BEGIN
  DECLARE v_id INT; DECLARE v_amt DECIMAL(10,2); DECLARE done TINYINT DEFAULT FALSE;
  DECLARE cur CURSOR FOR SELECT o.id, SUM(l.amt) FROM orders o JOIN lines l ON l.oid = o.id WHERE o.dt = p_dt GROUP BY o.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; INSERT INTO errs (m) VALUES ('x'); RESIGNAL; END;
  START TRANSACTION;
  OPEN cur;
  rd: LOOP
    FETCH cur INTO v_id, v_amt;
    IF done THEN LEAVE rd; END IF;
    INSERT INTO totals (id, amt) VALUES (v_id, v_amt) ON DUPLICATE KEY UPDATE amt = amt + VALUES(amt);
  END LOOP rd;
  CLOSE cur;
  COMMIT;
END //
DELIMITER ;
CALL load_all(CURDATE());
---
reads: orders, lines, totals
may read: totals
writes: totals, errs
totals.id <- orders.id
totals.amt <- lines.amt, totals.amt

== mysql user variable running total | mysql
SET @r := 0; INSERT INTO o (id, run) SELECT id, @r := @r + v FROM s ORDER BY id
---
reads: s
writes: o
o.id <- s.id
o.run <- s.v

== mysql insert set and values function | mysql
INSERT INTO t SET id = 5, v = (SELECT MAX(v) FROM s), w = UPPER('x') ON DUPLICATE KEY UPDATE v = VALUES(v)
---
reads: s
may read: t
writes: t
t.v <- s.v

== mysql values statement and table statement | mysql
INSERT INTO a TABLE b; INSERT INTO c (x, y) VALUES ROW(1, 2), ROW(3, (SELECT MAX(k) FROM d)); INSERT INTO e (x) SELECT column_0 FROM (VALUES ROW(1), ROW(2)) AS v
---
reads: b, d
writes: a, c, e
c.y <- d.k
! unresolved

== mysql intersect except with parentheses | mysql
INSERT INTO o (id) (SELECT id FROM a INTERSECT SELECT id FROM b) UNION DISTINCT (SELECT id FROM c EXCEPT SELECT id FROM d) ORDER BY id LIMIT 5
---
reads: a, b, c, d
writes: o
o.id <- a.id, c.id

== mysql update with cte and case | mysql
WITH x AS (SELECT cid, SUM(amt) AS s FROM o GROUP BY cid) UPDATE c JOIN x ON x.cid = c.id SET c.tier = CASE WHEN x.s > c.lim THEN 'A' ELSE c.tier END
---
reads: o, c
writes: c
c.tier <- c.tier, o.amt (conditional), c.lim (conditional)
rows <- o.cid (group_by), o.cid (join), c.id (join)
exact

== sqlite upsert with multiple conflicts and returning | sqlite
INSERT INTO kv (k, v, n) SELECT k, v, 1 FROM stage WHERE true ON CONFLICT (k) DO UPDATE SET v = excluded.v, n = kv.n + 1 WHERE excluded.v <> kv.v ON CONFLICT DO NOTHING RETURNING k, n
---
reads: stage, kv
writes: kv
kv.k <- stage.k
kv.v <- stage.v
kv.n <- kv.n

== sqlite bare columns with max and group concat order | sqlite
CREATE TABLE o AS SELECT g, max(ts) AS ts, payload, group_concat(DISTINCT nm) AS nms, iif(v > 0, p, q) AS pq, v -> '$.a' AS a, v ->> 'b' AS b FROM t GROUP BY g
---
reads: t
writes: o
o.g <- t.g (identity)
o.ts <- t.ts (aggregation)
o.payload <- t.payload
o.nms <- t.nm (aggregation)
o.pq <- t.p, t.q, t.v (conditional)
o.a <- t.v
o.b <- t.v
rows <- t.g (group_by)

== sqlite natural left and values table | sqlite
INSERT OR REPLACE INTO o (id, lbl) SELECT s.id, m.column2 FROM s LEFT JOIN (VALUES (1, 'a'), (2, 'b')) m ON m.column1 = s.k WHERE s.id NOT IN o2
---
reads: s, o2
writes: o
o.id <- s.id
rows <- s.k (join), s.id (filter)

== sqlite generate series and pragma functions | sqlite
INSERT INTO cal (d, n) SELECT date('2024-01-01', value || ' day'), (SELECT count(id) FROM ev WHERE ev.d = value) FROM generate_series(0, 364)
---
reads: ev
writes: cal
cal.n <- ev.id

== fields set in a struct | duckdb
schema: o(d, p, b); t(x, y, q, s)
INSERT INTO o SELECT struct_insert(s, d := x).d, struct_insert({'p': q}, d := x).p, struct_update({'p': q}, p := y).p FROM t
---
reads: t
writes: o
o.d <- t.x
o.p <- t.q
o.b <- t.y
exact
