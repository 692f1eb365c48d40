== data attributes say how a value is shown and compared | teradata
INSERT INTO db.o (a, b, c, d, e) SELECT s.nm (CASESPECIFIC), nm (NOT CS), d (FORMAT 'YYYY'), k (TITLE 'x', NOT CASESPECIFIC), TRIM(q) (CS) FROM db.s AS s WHERE r (CASESPECIFIC) = 'A' AND t (NOT CS) LIKE 'b%'
---
reads: db.s
writes: db.o
db.o.a <- db.s.nm (identity)
db.o.b <- db.s.nm (identity)
db.o.c <- db.s.d (identity)
db.o.d <- db.s.k (identity)
db.o.e <- db.s.q (transformation)
rows <- db.s.r (filter), db.s.t (filter)
exact

== data attributes that make another value | teradata
INSERT INTO db.o (a, b, c, d, e, f, g) SELECT nm (CHAR(10)), p (UPPERCASE), d (FORMAT 'YYYY') (CHAR(4)), k (VARCHAR(10) CHARACTER SET LATIN, NOT CASESPECIFIC), x (DECIMAL(18,2), FORMAT '--9'), SUM(y) (DECIMAL(18,2)), CASE WHEN w = 1 THEN z END (INTEGER) FROM db.s GROUP BY 1
---
reads: db.s
writes: db.o
db.o.a <- db.s.nm (transformation)
db.o.b <- db.s.p (transformation)
db.o.c <- db.s.d (transformation)
db.o.d <- db.s.k (transformation)
db.o.e <- db.s.x (transformation)
db.o.f <- db.s.y (aggregation)
db.o.g <- db.s.z (transformation), db.s.w (conditional)

== a name among data attributes | teradata
CREATE TABLE db.o AS (SELECT a (DECIMAL(18,2), NAMED z), b (NAMED y), c (NAMED x, FORMAT '99') FROM db.s) WITH DATA
---
reads: db.s
writes: db.o
db.o.z <- db.s.a
db.o.y <- db.s.b
db.o.x <- db.s.c

== the date of today is an argument, no data attribute | teradata
INSERT INTO db.o (a, b) SELECT LAST_DAY(DATE), d (DATE) FROM db.s WHERE e < LAST_DAY(DATE) AND f IN (DATE)
---
reads: db.s
writes: db.o
db.o.b <- db.s.d
rows <- db.s.e (filter), db.s.f (filter)
exact

== a rank by its arguments is no value of theirs | teradata
INSERT INTO db.o (a, b, c) SELECT a, RANK(amt), RANK(SUM(x) ASC, k DESC) FROM db.s QUALIFY RANK(w DESC) < 3
---
reads: db.s
writes: db.o
db.o.a <- db.s.a (identity)
db.o.b <- db.s.amt (window)
db.o.c <- db.s.x (window), db.s.k (window)
rows <- db.s.w (window)

== sums over rows that are sorted by their last arguments | teradata
INSERT INTO db.o (a, b, c, d) SELECT CSUM(amt, dt), MSUM(amt * 2, 3, dt, k DESC), MAVG(COALESCE(amt, 0), 3, dt DESC), MDIFF(amt, 2, dt) FROM db.s
---
reads: db.s
writes: db.o
db.o.a <- db.s.amt (aggregation), db.s.dt (window)
db.o.b <- db.s.amt (aggregation), db.s.dt (window), db.s.k (window)
db.o.c <- db.s.amt (aggregation), db.s.dt (window)
db.o.d <- db.s.amt (transformation), db.s.dt (window)

== locks of every form | teradata
LOCK ROW ACCESS SELECT a FROM edw.t; LOCKING TABLE edw.u ACCESS SELECT b FROM edw.u; LOCKING edw.v FOR LOAD COMMITTED LOCK DATABASE edw WRITE NOWAIT INSERT INTO o (a) SELECT c FROM edw.v; LOCKING edw.w ACCESS MODE SEL d FROM edw.w
---
reads: edw.t, edw.u, edw.v, edw.w
writes: o
o.a <- edw.v.c

== values that a client sends | teradata
USING (x INTEGER, y DECIMAL(18,2)) INSERT INTO db.o (a, b) SELECT :x, b FROM db.s WHERE c > :y
---
reads: db.s
writes: db.o
db.o.b <- db.s.b
rows <- db.s.c (filter)
exact
