== a table that only an expression names is joined | teradata
INSERT INTO o (i, n) SELECT a.id, names.nm FROM a WHERE a.k = names.k
---
reads: a, names
writes: o
o.i <- a.id
o.n <- names.nm
rows <- a.k (filter), names.k (filter)
exact
! inferred

== a table of another database that only an expression names | teradata
UPDATE edw.a SET v = stg.b.v WHERE edw.a.k = stg.b.k
---
reads: stg.b
may read: edw.a
writes: edw.a
edw.a.v <- stg.b.v
! inferred

== rows deleted by a table that only the condition names | teradata
DELETE FROM a WHERE a.k = b.k; DELETE edw.c WHERE edw.c.k = edw.d.k
---
reads: b, edw.d
may read: a, edw.c
writes: a, edw.c
rows <- a.k (filter), b.k (filter), edw.c.k (filter), edw.d.k (filter)
exact
! inferred

== delete without from | teradata
DEL edw.c WHERE c.k > 3; DELETE edw.d ALL
---
writes: edw.c, edw.d
rows <- edw.c.k (filter)
exact

== an attribute of a column is no table | teradata
schema: t(id, addr)
INSERT INTO o (a) SELECT addr.city FROM t
---
reads: t
writes: o
! unresolved
