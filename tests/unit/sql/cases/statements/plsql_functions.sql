== a local function that writes is called in an assignment | oracle
DECLARE
  v NUMBER;
  FUNCTION f (p NUMBER) RETURN NUMBER IS BEGIN INSERT INTO lg (x) SELECT x FROM a; RETURN 1; END;
BEGIN
  v := f(1);
END;
---
reads: a
writes: lg
lg.x <- a.x

== what a local function without parameters returns | oracle
DECLARE FUNCTION f RETURN NUMBER IS r NUMBER; BEGIN SELECT MAX(x) INTO r FROM a; RETURN r; END;
BEGIN INSERT INTO o (m) VALUES (f); END;
---
reads: a
writes: o
o.m <- a.x (aggregation)

== what a local function returns in any of its branches | oracle
DECLARE
  FUNCTION f (p NUMBER) RETURN NUMBER IS r NUMBER;
  BEGIN
    IF p > 1 THEN SELECT x INTO r FROM a WHERE k = p; RETURN r; END IF;
    SELECT y INTO r FROM b;
    RETURN r;
  END f;
BEGIN
  INSERT INTO o (m) SELECT f(s.z) FROM s;
END;
---
reads: a, b, s
writes: o
o.m <- a.x, b.y, s.z, a.k (filter), a.x (identity), b.y (identity), s.z (transformation)

== a variable that is given to a local function | oracle
DECLARE
  v NUMBER;
  FUNCTION f (p NUMBER) RETURN NUMBER IS r NUMBER;
  BEGIN SELECT MAX(x) + p INTO r FROM a; RETURN r; END;
BEGIN
  SELECT y INTO v FROM s;
  INSERT INTO o (m) VALUES (f(p => v));
END;
---
reads: a, s
writes: o
o.m <- a.x, s.y

== a local function in a condition | oracle
DECLARE
  FUNCTION is_new (p NUMBER) RETURN BOOLEAN IS n NUMBER;
  BEGIN SELECT COUNT(*) INTO n FROM seen WHERE id = p; RETURN n = 0; END;
BEGIN
  IF is_new(1) THEN DELETE FROM o; END IF;
END;
---
reads: seen
may read: o
writes: o

== the name of a local function is no column of a table | oracle
DECLARE
  v NUMBER := 3;
  FUNCTION cutoff RETURN DATE IS d DATE; BEGIN SELECT MAX(day) INTO d FROM runs; RETURN d; END;
BEGIN
  INSERT INTO o (m) SELECT y FROM s WHERE dt > cutoff;
END;
---
reads: runs, s
writes: o
o.m <- s.y
rows <- s.dt (filter), runs.day (filter)
exact

== a function that calls itself | oracle
CREATE OR REPLACE FUNCTION f (n NUMBER) RETURN NUMBER IS r NUMBER;
BEGIN
  IF n < 1 THEN RETURN 0; END IF;
  SELECT x INTO r FROM a WHERE id = n;
  RETURN r + f(n - 1) + f(n - 2);
END;
/
INSERT INTO o (m) SELECT f(k) FROM s
/
---
reads: a, s
writes: o
o.m <- a.x, s.k

== routines inside a block and inside each other | oracle
DECLARE
  PROCEDURE q (x NUMBER);
  PROCEDURE p (x NUMBER) IS
    PROCEDURE inner IS BEGIN IF x > 1 THEN INSERT INTO i (a) SELECT b FROM ib; END IF; END inner;
    z NUMBER;
  BEGIN
    inner;
    q(1);
  END;
  PROCEDURE q (x NUMBER) IS BEGIN DELETE FROM gone; END q;
  w NUMBER;
BEGIN
  SELECT m INTO w FROM src;
  p(1);
  INSERT INTO o (a) VALUES (w);
END;
/
TRUNCATE TABLE later;
---
reads: src, ib
may read: gone
writes: i, gone, o, later
i.a <- ib.b
o.a <- src.m

== types and variables that stand before a local routine are those of the block | oracle
DECLARE
  TYPE rec IS RECORD (v NUMBER, id NUMBER);
  r rec;
  PROCEDURE note IS BEGIN INSERT INTO lg (at) VALUES (SYSDATE); END;
BEGIN
  SELECT id, v INTO r FROM a;
  note;
  INSERT INTO o (i) VALUES (r.id);
END;
---
reads: a
writes: lg, o
o.i <- a.v

== a procedure inside a procedure | oracle
CREATE OR REPLACE PROCEDURE big AS
  PROCEDURE small IS BEGIN DELETE FROM gone; END;
BEGIN
  small;
END;
/
BEGIN big; END;
/
---
may read: gone
writes: gone

== types of a package and of its body | oracle
CREATE OR REPLACE PACKAGE pk AUTHID DEFINER AS TYPE rec IS RECORD (v NUMBER, id NUMBER); PROCEDURE p; END pk;
/
CREATE OR REPLACE PACKAGE BODY pk AS
  TYPE own IS RECORD (v NUMBER, id NUMBER);
  PROCEDURE p IS r rec; q own; s pk.rec;
  BEGIN
    SELECT id, v INTO r FROM a;
    SELECT id, v INTO q FROM b;
    SELECT id, v INTO s FROM c;
    INSERT INTO o (i, j, k) VALUES (r.id, q.id, s.id);
  END;
END pk;
/
BEGIN pk.p; END;
/
---
reads: a, b, c
writes: o
o.i <- a.v
o.j <- b.v
o.k <- c.v

== values that a procedure is given | oracle
DECLARE
  v NUMBER;
  PROCEDURE ins (p_id NUMBER, p_nm VARCHAR2 DEFAULT 'x') IS BEGIN INSERT INTO o (i, n) VALUES (p_id, p_nm); END;
BEGIN
  SELECT id INTO v FROM s;
  ins(v);
  FOR r IN (SELECT z, y FROM t) LOOP ins(r.z, UPPER(r.y)); END LOOP;
  ins(consts.c, 1);
  ins(p_nm => v, p_id => 3);
END;
---
reads: s, t
writes: o
o.i <- s.id, t.z
o.n <- s.id, t.y

== a record that a procedure is given | oracle
DECLARE
  PROCEDURE p (r IN src%ROWTYPE) IS BEGIN INSERT INTO o (i) VALUES (r.id); END;
  x src%ROWTYPE;
BEGIN
  SELECT * INTO x FROM src;
  p(x);
END;
---
reads: src
writes: o
o.i <- src.id

== a value that a procedure gives back | oracle
DECLARE
  v NUMBER;
  PROCEDURE get_max (t VARCHAR2, x OUT NUMBER) IS BEGIN SELECT MAX(id) INTO x FROM s; END;
BEGIN
  get_max('a', v);
  INSERT INTO o (i) VALUES (v);
END;
---
reads: s
writes: o
o.i <- s.id

== parameters of the same names as variables of the caller | oracle
CREATE PROCEDURE p (a NUMBER, b NUMBER) IS BEGIN INSERT INTO o (x, y) VALUES (a, b); END;
/
DECLARE a NUMBER; b NUMBER;
BEGIN
  SELECT m, n INTO a, b FROM s;
  p(b, a);
  INSERT INTO q (x, y) VALUES (a, b);
END;
/
---
reads: s
writes: o, q
o.x <- s.n
o.y <- s.m
q.x <- s.m
q.y <- s.n

== a function of one query that reads a table | oracle
WITH FUNCTION f (p NUMBER) RETURN NUMBER IS v NUMBER; BEGIN SELECT r INTO v FROM rates WHERE id = p; RETURN v; END;
SELECT f(s.a) AS x FROM s
---
reads: rates, s
x <- rates.r, s.a
