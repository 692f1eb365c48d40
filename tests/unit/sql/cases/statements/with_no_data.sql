== with no data there are no rows | postgres, trino, teradata, exasol
CREATE TABLE out1 AS (SELECT a, b + 1 AS c FROM src WHERE z = 1) WITH NO DATA
---
reads: src
writes: out1
columns: none
exact

== made with no data, then filled | teradata, exasol, postgres
CREATE TABLE n AS (SELECT id FROM edw.c) WITH NO DATA; INSERT INTO n SELECT cid FROM stg.c; INSERT INTO o (a) SELECT id FROM n; DROP TABLE n
---
reads: edw.c, stg.c
writes: o
o.a <- stg.c.cid

== the shape of an unknown table, then filled | teradata
CREATE VOLATILE TABLE v AS edw.cust WITH NO DATA ON COMMIT PRESERVE ROWS; INSERT INTO v (id, nm) SELECT a, b FROM s; INSERT INTO o (x, y, z) SELECT id, nm, other FROM v
---
reads: edw.cust, s
writes: o
o.x <- s.a
o.y <- s.b

== the shape of the table that it is written to | postgres
schema: o(id)
CREATE TEMP TABLE st AS TABLE o WITH NO DATA; COPY st FROM '/x.csv'; INSERT INTO o TABLE st
---
reads: o, /x.csv
writes: o
columns: none

== with no data behind options of an engine | teradata
CREATE MULTISET TABLE db.n, NO FALLBACK, MAP = TD_MAP1, CHECKSUM = DEFAULT AS (SELECT a, b FROM db.o) WITH NO DATA AND NO STATS UNIQUE PRIMARY INDEX (a); INSERT INTO db.n SELECT c, d FROM db.s
---
reads: db.o, db.s
writes: db.n
db.n.a <- db.s.c
db.n.b <- db.s.d
