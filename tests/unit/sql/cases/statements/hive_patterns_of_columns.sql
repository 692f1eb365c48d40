== a pattern of columns | hive
schema: raw.sales(id, amt, ds, hr)
SET hive.support.quoted.identifiers=none; INSERT INTO o SELECT `(ds|hr)?+.+` FROM raw.sales
---
reads: raw.sales
writes: o
o.id <- raw.sales.id
o.amt <- raw.sales.amt

== a pattern of the columns of one table, beside others | hive
schema: raw.s(id, amt_a, amt_b); raw.t(id, amt_c)
SET hive.support.quoted.identifiers=none; CREATE TABLE o AS SELECT t.id AS k, s.`amt_.*` FROM raw.s s JOIN raw.t t ON s.id = t.id
---
reads: raw.s, raw.t
writes: o
o.k <- raw.t.id
o.amt_a <- raw.s.amt_a
o.amt_b <- raw.s.amt_b

== a pattern over a table of unknown columns | hive
SET hive.support.quoted.identifiers=none; CREATE TABLE o AS SELECT `(ds|hr)?+.+` FROM raw.sales
---
reads: raw.sales
writes: o
columns: none
! unresolved

== a pattern over a subquery, without the setting | hive
CREATE TABLE o AS SELECT `(rn)?+.+` FROM (SELECT id, v, row_number() OVER (PARTITION BY id ORDER BY ts DESC) AS rn FROM raw.s) t WHERE rn = 1
---
reads: raw.s
writes: o
o.id <- raw.s.id
o.v <- raw.s.v

== a quoted name that a table has | hive
schema: raw.s(id, my col?)
CREATE TABLE o AS SELECT `my col?` AS c, `my col?` FROM raw.s
---
reads: raw.s
writes: o
o.c <- raw.s.my col?
o.my col? <- raw.s.my col?

== a quoted name that is no pattern | hive
CREATE TABLE o AS SELECT `a.b`, `c d`, `e-f` FROM t
---
reads: t
writes: o
o.a.b <- t.a.b
o.c d <- t.c d
o.e-f <- t.e-f
