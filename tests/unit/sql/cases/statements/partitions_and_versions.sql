== a partition that is written only if it is not there | hive, spark, databricks
INSERT OVERWRITE TABLE o PARTITION (dt = '1', h) IF NOT EXISTS SELECT id, h FROM s
---
reads: s
writes: o
o.id <- s.id
o.h <- s.h

== the same in one of several inserts | hive
FROM s INSERT OVERWRITE TABLE o PARTITION (dt = '1') IF NOT EXISTS SELECT id INSERT OVERWRITE TABLE p SELECT k
---
reads: s
writes: o, p

== a dynamic partition behind a star over an unknown table | hive, spark, databricks
INSERT OVERWRITE TABLE o PARTITION (dt) SELECT s.*, to_date(ts) FROM raw.s s
---
reads: raw.s
writes: o
o.dt <- raw.s.ts
! unresolved

== two partition columns behind a star, one of a fixed value, and the target known | hive, spark
schema: o(a, b, y, m, d)
INSERT OVERWRITE TABLE o PARTITION (y = '1', m, d) SELECT s.*, mm, to_date(ts) AS x FROM raw.s s
---
reads: raw.s
writes: o
o.m <- raw.s.mm
o.d <- raw.s.ts
! unresolved

== a star as the last column: which columns are the partition's cannot be told | hive, spark
INSERT OVERWRITE TABLE o PARTITION (dt) SELECT ts, s.* FROM raw.s s
---
reads: raw.s
writes: o
o.ts <- raw.s.ts
! unresolved

== a version behind the name, and an alias | databricks
CREATE TABLE o AS SELECT n.id, u.v FROM sales.t@v12 AS n JOIN sales.u@20240101000000000 u ON n.k = u.k
---
reads: sales.t, sales.u
writes: o
o.id <- sales.t.id
o.v <- sales.u.v

== which rows are replaced, in parentheses | databricks
INSERT INTO main.g.t AS t REPLACE ON (t.k <=> s.k AND (t.a = s.a)) (SELECT k, v FROM main.s.t) AS s
---
reads: main.s.t
writes: main.g.t
main.g.t.k <- main.s.t.k
main.g.t.v <- main.s.t.v

== which rows are replaced, with an alias without AS | databricks
INSERT INTO main.g.t t REPLACE ON t.k = s.k (WITH a AS (SELECT 1) SELECT k, v FROM main.s.t) s
---
reads: main.s.t
writes: main.g.t
main.g.t.k <- main.s.t.k
main.g.t.v <- main.s.t.v

== a MERGE that adds the source's columns to the target | databricks
schema: t(id, v); s(id, v, r)
MERGE WITH SCHEMA EVOLUTION INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v
t.r <- s.r

== a MERGE that leaves the target as it is | databricks
schema: t(id, v); s(id, v, r)
MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED THEN INSERT *
---
reads: s
may read: t
writes: t
t.id <- s.id
t.v <- s.v

== a partition under a new name | hive, spark, athena
ALTER TABLE db.t PARTITION (dt = '1', h = 2) RENAME TO PARTITION (dt = '2', h = 2)
---
writes: db.t

== a look at the files of a table | databricks
FSCK REPAIR TABLE g.o DRY RUN
---

== MAP and REDUCE | hive
FROM (FROM t MAP t.a, concat(t.b, 'x') USING 'm' AS c, d CLUSTER BY c) x INSERT OVERWRITE TABLE o REDUCE x.c, x.d USING 'r' AS e, f
---
reads: t
writes: o
o.e <- t.a, t.b
o.f <- t.a, t.b

== the columns of a script without parentheses | hive, spark
INSERT OVERWRITE TABLE o SELECT TRANSFORM(a, b) USING 'm' AS c, d FROM t WHERE k = 1
---
reads: t
writes: o
o.c <- t.a, t.b
o.d <- t.a, t.b
rows <- t.k (filter)

== a materialized view that is filled anew | hive
ALTER MATERIALIZED VIEW dw.mv REBUILD
---
writes: dw.mv

== the columns of a script behind the format of its rows | spark, hive
CREATE TABLE o AS SELECT TRANSFORM(a, b) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' USING 'cat' AS x, y FROM t
---
reads: t
writes: o
o.x <- t.a, t.b
o.y <- t.a, t.b
