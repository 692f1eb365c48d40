== outer generators without an alias | spark, databricks
schema: t(id, xs)
CREATE TABLE o1 AS SELECT id, explode_outer(xs) FROM t; CREATE TABLE o2 AS SELECT id, posexplode_outer(xs) FROM t
---
reads: t
writes: o1, o2
o1.id <- t.id
o1.col <- t.xs
o2.id <- t.id
o2.col <- t.xs

== a map that the text makes | spark, databricks, hive
CREATE TABLE o AS SELECT id, explode(str_to_map(x)) FROM t
---
reads: t
writes: o
o.id <- t.id
o.key <- t.x
o.value <- t.x

== a map that a subquery makes | spark, databricks
INSERT INTO o (id, k, v) SELECT id, explode(m) FROM (SELECT id, map_from_arrays(a, b) AS m FROM t)
---
reads: t
writes: o
o.id <- t.id
o.k <- t.a, t.b
o.v <- t.a, t.b

== what may be an array or a map | spark, databricks, hive
CREATE TABLE o AS SELECT id, explode(m) FROM t
---
reads: t
writes: o
o.id <- t.id
o.col <- t.m
! inferred
