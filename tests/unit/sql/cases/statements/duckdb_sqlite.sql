== from first | duckdb
CREATE TABLE out1 AS FROM src SELECT a, b WHERE c = 1
---
reads: src
writes: out1
out1.a <- src.a
out1.b <- src.b

== from only | duckdb
schema: src(a, b); out1(x, y)
INSERT INTO out1 FROM src
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== files as tables | duckdb
CREATE TABLE out1 AS SELECT a FROM 's3://b/*.parquet'
---
reads: s3://b/*.parquet
writes: out1
out1.a <- s3://b/*.parquet.a

== read_csv list | duckdb
INSERT INTO out1 (a) SELECT a FROM read_csv(['x.csv', 'y.csv'], header = true)
---
reads: x.csv, y.csv
writes: out1
out1.a <- x.csv.a, y.csv.a

== copy to partitioned | duckdb
schema: src(a, d)
COPY (FROM src) TO 'out' (FORMAT parquet, PARTITION_BY (d))
---
reads: src
writes: out
out.a <- src.a
out.d <- src.d

== copy from | duckdb
COPY t FROM 'x.csv' (AUTO_DETECT true)
---
reads: x.csv
writes: t

== insert or replace by name | duckdb
INSERT OR REPLACE INTO t BY NAME SELECT b AS y, a AS x FROM s
---
reads: s
writes: t
t.x <- s.a
t.y <- s.b

== columns expression | duckdb
schema: src(a1, a2, b)
CREATE TABLE out1 AS SELECT COLUMNS('a.*') FROM src
---
reads: src
writes: out1
out1.a1 <- src.a1
out1.a2 <- src.a2

== unpivot statement | duckdb
schema: src(id, jan, feb)
CREATE TABLE out1 AS UNPIVOT src ON jan, feb INTO NAME m VALUE amt
---
reads: src
writes: out1
out1.id <- src.id
out1.amt <- src.jan, src.feb

== asof join and positional | duckdb
INSERT INTO out1 (a, b) SELECT t.a, q.b FROM t ASOF LEFT JOIN q ON t.k = q.k AND t.ts >= q.ts
---
reads: t, q
writes: out1
out1.a <- t.a
out1.b <- q.b

== positional join | duckdb
INSERT INTO out1 (a, b) SELECT t.a, q.b FROM t POSITIONAL JOIN q
---
reads: t, q
writes: out1
out1.a <- t.a
out1.b <- q.b

== attach and use | duckdb
ATTACH 'x.db' AS x; USE x; INSERT INTO out1 (a) SELECT a FROM main.src
---
reads: x.main.src
writes: x.main.out1

== postgres scan | duckdb
CREATE TABLE out1 AS SELECT a FROM postgres_scan('host=x', 'public', 'src')
---
reads: public.src
writes: out1
! unsupported

== list comprehension and lambda | duckdb
schema: src(arr, b)
INSERT INTO out1 (x) SELECT [e + b FOR e IN arr IF e > 1] FROM src
---
reads: src
writes: out1
out1.x <- src.arr, src.b

== struct unpack | duckdb
CREATE TABLE out1 AS SELECT unnest(st) FROM src
---
reads: src
writes: out1

== struct dot star | duckdb
CREATE TABLE out1 AS SELECT st.* FROM (SELECT {'x': a, 'y': b} AS st FROM src)
---
reads: src
writes: out1
out1.x <- src.a
out1.y <- src.b

== group by all order by all | duckdb
CREATE TABLE out1 AS SELECT k, sum(v) AS s FROM src GROUP BY ALL ORDER BY ALL
---
reads: src
writes: out1
out1.k <- src.k
out1.s <- src.v

== macro | duckdb
CREATE MACRO dbl(x) AS x * 2; CREATE TABLE out1 AS SELECT dbl(a) AS b FROM src
---
reads: src
writes: out1
out1.b <- src.a

== table macro | duckdb
CREATE MACRO f(n) AS TABLE SELECT a FROM src WHERE b = n; INSERT INTO out1 (a) SELECT a FROM f(1)
---
reads: src
writes: out1
out1.a <- src.a

== merge into | duckdb
MERGE INTO t USING (SELECT id, v FROM s) AS u USING (id) WHEN MATCHED THEN UPDATE SET v = u.v WHEN NOT MATCHED THEN INSERT
---
reads: s
may read: t
writes: t

== glob and range | duckdb
INSERT INTO out1 (f) SELECT file FROM glob('x/*.csv')
---
may read: x/*.csv
writes: out1

== export database | duckdb
EXPORT DATABASE 'dir' (FORMAT parquet)
---
! parse

== summarize | duckdb
SUMMARIZE src
---
reads: src
may read: src
== sqlite upsert | sqlite
INSERT INTO t (id, n) SELECT id, n FROM s WHERE true ON CONFLICT (id) DO UPDATE SET n = excluded.n + t.n
---
reads: s, t
writes: t
t.id <- s.id
t.n <- s.n, t.n

== sqlite or replace | sqlite
INSERT OR REPLACE INTO t (a) SELECT a FROM s
---
reads: s
writes: t
t.a <- s.a

== sqlite attach | sqlite
ATTACH DATABASE 'x.db' AS x; INSERT INTO x.t (a) SELECT a FROM main.s
---
reads: main.s
writes: x.t
x.t.a <- main.s.a

== sqlite update from | sqlite
UPDATE t SET a = s.a FROM s WHERE s.id = t.id
---
reads: s
may read: t
writes: t
t.a <- s.a

== sqlite json_each | sqlite
INSERT INTO o (v) SELECT j.value FROM s, json_each(s.doc, '$.x') AS j
---
reads: s
writes: o
o.v <- s.doc

== sqlite update or ignore and delete limit | sqlite
UPDATE OR IGNORE t SET a = b WHERE id IN (SELECT id FROM u)
---
reads: t, u
may read: t
writes: t
t.a <- t.b

== sqlite values cte | sqlite
WITH v (a, b) AS (VALUES (1, 2)) INSERT INTO t (a, c) SELECT v.a, s.c FROM v JOIN s ON s.b = v.b
---
reads: s
writes: t
t.c <- s.c

== sqlite rename swap | sqlite
CREATE TABLE t_new AS SELECT a FROM s; DROP TABLE t; ALTER TABLE t_new RENAME TO t
---
reads: s
writes: t
t.a <- s.a

== sqlite temp schema | sqlite
CREATE TABLE temp.x AS SELECT a FROM s; INSERT INTO t (a) SELECT a FROM temp.x
---
reads: s
writes: t
t.a <- s.a

== sqlite trigger | sqlite
CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log (id) SELECT new.id; DELETE FROM z; END
---
== vacuum into | sqlite
VACUUM INTO 'b.db'
---
may read: b.db

== from list of files with filename | duckdb
CREATE TABLE o AS SELECT a, filename FROM read_csv(['x.csv', 'y.csv'], filename = true, union_by_name = true)
---
reads: x.csv, y.csv
writes: o

== hive partitioned parquet and copy out | duckdb
COPY (SELECT * EXCLUDE (tmp), year(ts) AS y FROM read_parquet('s3://b/*/*.parquet', hive_partitioning = true)) TO 's3://o/' (FORMAT parquet, PARTITION_BY (y), OVERWRITE_OR_IGNORE)
---
reads: s3://b/*/*.parquet
writes: s3://o/

== attach postgres and sqlite | duckdb
ATTACH 'dbname=x host=h' AS pg (TYPE postgres, READ_ONLY); ATTACH 'f.db' AS lite (TYPE sqlite); INSERT INTO lite.o (a) SELECT a FROM pg.public.s;
---
reads: pg.public.s
writes: lite.o
lite.o.a <- pg.public.s.a

== insert or ignore by name and returning | duckdb
INSERT OR IGNORE INTO o BY NAME (SELECT b AS y, a AS x FROM s) RETURNING x
---
reads: s
writes: o
o.y <- s.b
o.x <- s.a

== pivot statement with multiple | duckdb
CREATE TABLE o AS PIVOT s ON y IN (2020, 2021) USING sum(p) AS t, max(p) AS m GROUP BY cn
---
reads: s
writes: o
o.cn <- s.cn
o.2020_t <- s.p
o.2020_m <- s.p
o.2021_t <- s.p
o.2021_m <- s.p

== unpivot columns star | duckdb
schema: s(id, jan, feb)
CREATE TABLE o AS UNPIVOT s ON COLUMNS(* EXCLUDE (id)) INTO NAME m VALUE v
---
reads: s
writes: o
o.id <- s.id
o.v <- s.jan, s.feb

== columns lambda | duckdb
schema: s(id, x1, x2)
CREATE TABLE o AS SELECT id, COLUMNS('x[0-9]') * 2 FROM s
---
reads: s
writes: o
o.id <- s.id
o.x1 <- s.x1
o.x2 <- s.x2

== asof using and semi join | duckdb
CREATE TABLE o AS SELECT t.id, p.px FROM t ASOF LEFT JOIN p USING (sym, ts) SEMI JOIN u ON u.id = t.id
---
reads: t, p, u
writes: o
o.id <- t.id
o.px <- p.px

== lateral join and list comprehension | duckdb
INSERT INTO o (id, l, d) SELECT t.id, [x + k for x in t.xs if x > 1], u.d FROM t, LATERAL (SELECT max(d) AS d FROM v WHERE v.id = t.id) u
---
reads: t, v
writes: o
o.id <- t.id
o.l <- t.xs, t.k
o.d <- v.d

== from first with group by all | duckdb
CREATE OR REPLACE TABLE o AS FROM s SELECT g, sum(v) AS sv GROUP BY ALL ORDER BY ALL
---
reads: s
writes: o
o.g <- s.g
o.sv <- s.v

== macro scalar and table | duckdb
CREATE MACRO add1(a, b := 1) AS a + b; CREATE MACRO tm(lim) AS TABLE SELECT id FROM s WHERE v > lim; CREATE TABLE o AS SELECT add1(x) AS x1 FROM t; INSERT INTO o2 (id) SELECT id FROM tm(3);
---
reads: t, s
writes: o, o2
o.x1 <- t.x
o2.id <- s.id

== arg_max and filter and struct access | duckdb
CREATE TABLE o AS SELECT g, arg_max(v, ts) AS v, sum(x) FILTER (ok) AS sx, {'a': a, 'b': b}.a AS aa, struct_pack(p := p, q := q).q AS q FROM s GROUP BY g, a, b, p, q
---
reads: s
writes: o
o.g <- s.g
o.v <- s.v
o.sx <- s.x
o.aa <- s.a
o.q <- s.q

== union by name star catalog | duckdb
schema: a(x, y); b(y, z)
CREATE TABLE o AS SELECT * FROM a UNION ALL BY NAME SELECT * FROM b
---
reads: a, b
writes: o
o.x <- a.x
o.y <- a.y, b.y
o.z <- b.z

== prepared and variables | duckdb
SET VARIABLE d = DATE '2024-01-01'; PREPARE q AS INSERT INTO o (a) SELECT a FROM s WHERE dt = getvariable('d') AND k = $1; EXECUTE q(1);
---
reads: s
writes: o
o.a <- s.a

== direct file from and gsheet glob | duckdb
CREATE VIEW v AS SELECT t.a, f.b FROM 'data/*.csv' t JOIN 'x.parquet' f ON f.k = t.k
---
reads: data/*.csv, x.parquet
writes: v
v.a <- data/*.csv.a
v.b <- x.parquet.b

== sqlite upsert with excluded | sqlite
WITH w AS (SELECT id, max(v) AS v FROM s GROUP BY id) INSERT INTO t (id, v, n) SELECT id, v, 1 FROM w WHERE true ON CONFLICT (id) DO UPDATE SET v = max(t.v, excluded.v), n = n + 1
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v, t.v
t.n <- t.n

== sqlite json each and tree | sqlite
INSERT INTO o (id, k, v) SELECT r.id, e.key, json_extract(e.value, '$.x') FROM raw r, json_each(r.doc, '$.items') AS e WHERE e.type = 'object'
---
reads: raw
writes: o
o.id <- raw.id
o.k <- raw.doc
o.v <- raw.doc

== sqlite attach and rebuild | sqlite
ATTACH DATABASE '/d/x.db' AS x; PRAGMA foreign_keys = OFF; BEGIN; CREATE TABLE t_new (a, b); INSERT INTO t_new (a, b) SELECT a, b FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t; INSERT OR REPLACE INTO x.o (a) SELECT a FROM t; COMMIT; VACUUM;
---
reads: t
writes: t, x.o
t.a <- t.a
t.b <- t.b
x.o.a <- t.a

== sqlite update from and returning | sqlite
UPDATE OR REPLACE t SET v = s.v, (a, b) = (SELECT x, y FROM u WHERE u.id = t.id) FROM s WHERE s.id = t.id RETURNING id
---
reads: s, u
may read: t
writes: t
t.v <- s.v
t.a <- u.x
t.b <- u.y

== sqlite bare columns and group_concat order | sqlite
CREATE TABLE o AS SELECT g, max(ts) AS mts, v, group_concat(nm, ',' ORDER BY ts) AS n, iif(f, p, q) AS i FROM s GROUP BY g
---
reads: s
writes: o
o.g <- s.g
o.mts <- s.ts
o.v <- s.v
o.n <- s.nm
o.i <- s.p, s.q

== sqlite double quoted string fallback and brackets | sqlite
INSERT INTO [my out] ([a b]) SELECT `x y` FROM "my src" WHERE rowid > 5
---
reads: my src
writes: my out
my out.a b <- my src.x y

== duckdb list aggregates and map access | duckdb
CREATE TABLE o AS SELECT k, list(v ORDER BY ts) AS l, list_transform(list(v), x -> x + k)[1] AS f, map_from_entries(list((a, b))) AS m, first(c ORDER BY ts) AS c1, string_agg(n, ',') AS sn FROM s GROUP BY k
---
reads: s
writes: o
o.k <- s.k
o.l <- s.v
o.f <- s.v, s.k
o.m <- s.a, s.b
o.c1 <- s.c
o.sn <- s.n

== duckdb insert from copy and read_json_auto nested | duckdb
INSERT INTO o SELECT r.id, unnest(r.items).sku AS sku FROM read_json_auto('x/*.json') r
---
reads: x/*.json
writes: o
o.id <- x/*.json.id
o.sku <- x/*.json.items

== duckdb star like and replace exclude qualified | duckdb
schema: t(id, a_x, a_y, b)
CREATE TABLE o AS SELECT id, COLUMNS('a_.*'), t.* EXCLUDE (id, a_x, a_y) FROM t
---
reads: t
writes: o
o.id <- t.id
o.a_x <- t.a_x
o.a_y <- t.a_y
o.b <- t.b

== duckdb using sample, positional refs and union all corresponding | duckdb
INSERT INTO o (a, b) SELECT #1, #2 FROM (SELECT x, y FROM s) USING SAMPLE 10%
---
reads: s
writes: o
o.a <- s.x
o.b <- s.y

== sqlite insert or replace with cte values and strict table | sqlite
CREATE TABLE IF NOT EXISTS o (id INTEGER PRIMARY KEY, v TEXT) STRICT, WITHOUT ROWID; REPLACE INTO o (id, v) SELECT id, json_extract(doc, '$.v') FROM raw WHERE id NOT NULL;
---
reads: raw
writes: o
o.id <- raw.id
o.v <- raw.doc

== sqlite delete with row value and limit, trigger ignored | sqlite
CREATE TRIGGER trg AFTER INSERT ON a BEGIN INSERT INTO b SELECT new.id; UPDATE c SET n = n + 1; END; DELETE FROM a WHERE (x, y) IN (SELECT x, y FROM d);
---
reads: d
may read: a
writes: a
