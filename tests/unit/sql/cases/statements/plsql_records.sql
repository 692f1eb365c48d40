== a record of the block is filled by position, whatever the query's columns are called | oracle
DECLARE
  TYPE rec IS RECORD (v NUMBER(9, 2), id NUMBER);
  r rec;
BEGIN
  SELECT id, v INTO r FROM a;
  INSERT INTO o (i, j) VALUES (r.id, r.v);
END;
---
reads: a
writes: o
o.i <- a.v
o.j <- a.id

== fields of a record that the query calls otherwise | oracle
DECLARE TYPE rec IS RECORD (lo NUMBER, hi NUMBER); r rec;
BEGIN SELECT MIN(x), MAX(y) INTO r FROM a; INSERT INTO o (i, j) VALUES (r.hi, r.lo); END;
---
reads: a
writes: o
o.i <- a.y
o.j <- a.x

== a record of a table's row is filled in the order of that table | oracle
schema: o(x, id); a(id, x)
DECLARE r o%ROWTYPE; BEGIN SELECT x, id INTO r FROM a; INSERT INTO p (i) VALUES (r.id); END;
---
reads: a
writes: p
p.i <- a.id

== a record of a row of a table that is not known: the query's names stand in | oracle
DECLARE r o%ROWTYPE; BEGIN SELECT x, id INTO r FROM a; INSERT INTO p (i) VALUES (r.id); END;
---
reads: a
writes: p
p.i <- a.id
! inferred

== a star into a record of a row of the same table | oracle
DECLARE r src%ROWTYPE; BEGIN SELECT * INTO r FROM src WHERE k = 1; INSERT INTO p (i) VALUES (r.id); END;
---
reads: src
writes: p
p.i <- src.id
rows <- src.k (filter)

== a star over unknown columns into a record of its own fields | oracle
DECLARE TYPE rec IS RECORD (a NUMBER, b NUMBER); r rec;
BEGIN SELECT * INTO r FROM src; INSERT INTO p (i) VALUES (r.b); END;
---
reads: src
writes: p
columns: none
! unresolved

== elements of a collection are records | oracle
DECLARE
  TYPE rec IS RECORD (v NUMBER, id NUMBER);
  TYPE recs IS TABLE OF rec INDEX BY PLS_INTEGER;
  l recs;
  CURSOR c IS SELECT id, v FROM a WHERE k = 1;
BEGIN
  OPEN c;
  FETCH c BULK COLLECT INTO l LIMIT 100;
  FORALL i IN 1 .. l.COUNT INSERT INTO o (i, j) VALUES (l(i).id, l(i).v);
END;
---
reads: a
writes: o
o.i <- a.v
o.j <- a.id
rows <- a.k (filter)

== SET ROW takes all fields by position | oracle
schema: src(id, v); tgt(no, w)
DECLARE r src%ROWTYPE;
BEGIN SELECT * INTO r FROM src; UPDATE tgt SET ROW = r WHERE no = 1; END;
---
reads: src
may read: tgt
writes: tgt
tgt.no <- src.id
tgt.w <- src.v
rows <- tgt.no (filter)

== SET ROW of unknown columns | oracle
DECLARE r src%ROWTYPE;
BEGIN SELECT * INTO r FROM src; UPDATE tgt SET ROW = r WHERE no = 1; END;
---
reads: src
may read: tgt
writes: tgt
columns: none
! unresolved

== SET ROW of the elements of a collection | oracle
schema: src(id, v); tgt(id, v)
DECLARE TYPE t IS TABLE OF src%ROWTYPE; l t;
BEGIN
  SELECT * BULK COLLECT INTO l FROM src;
  FORALL i IN 1 .. l.COUNT UPDATE tgt SET ROW = l(i) WHERE id = l(i).id;
END;
---
reads: src
may read: tgt
writes: tgt
tgt.id <- src.id
tgt.v <- src.v

== single fields of a record get values | oracle
DECLARE TYPE rec IS RECORD (a NUMBER, b NUMBER, c NUMBER); r rec;
BEGIN
  SELECT y, x INTO r.b, r.a FROM s WHERE k = 1;
  r.c := r.a + 1;
  INSERT INTO t (p, q, n) VALUES r;
END;
---
reads: s
writes: t
t.p <- s.x
t.q <- s.y
t.n <- s.x

== a field that may get another value | oracle
DECLARE r s%ROWTYPE;
BEGIN
  SELECT * INTO r FROM s;
  IF r.v > 1 THEN SELECT w INTO r.v FROM u; END IF;
  INSERT INTO t (v) VALUES (r.v);
END;
---
reads: s, u
writes: t
t.v <- s.v, u.w

== a record is copied | oracle
DECLARE TYPE rec IS RECORD (a NUMBER, b NUMBER); r rec; q rec;
BEGIN SELECT y, x INTO r FROM s; q := r; INSERT INTO t (v) VALUES (q.b); END;
---
reads: s
writes: t
t.v <- s.x

== what a change returns goes into a record | oracle
DECLARE TYPE rec IS RECORD (a NUMBER, b NUMBER); r rec;
BEGIN
  DELETE FROM s WHERE id = 1 RETURNING y, x INTO r;
  INSERT INTO t (v) VALUES (r.b);
END;
---
reads: s
writes: s, t
t.v <- s.x

== a record of the same name in two blocks | oracle
CREATE PROCEDURE p1 IS TYPE rec IS RECORD (v NUMBER, id NUMBER); r rec;
BEGIN SELECT id, v INTO r FROM a; INSERT INTO o (i) VALUES (r.id); END;
/
CREATE PROCEDURE p2 IS r NUMBER;
BEGIN SELECT id INTO r FROM b; INSERT INTO o2 (i) VALUES (r); END;
/
BEGIN p1; p2; END;
/
---
reads: a, b
writes: o, o2
o.i <- a.v
o2.i <- b.id

== the query of a loop decides the rows that are written in it | oracle
BEGIN
  FOR r IN (SELECT s.id FROM src s JOIN dim d ON d.id = s.dim WHERE s.k = 1) LOOP
    INSERT INTO tgt (id) VALUES (r.id);
  END LOOP;
END;
---
reads: src, dim
writes: tgt
tgt.id <- src.id
rows <- src.k (filter), dim.id (join), src.dim (join)
exact

== a cursor of a loop decides the rows that are written in it | oracle
DECLARE CURSOR c (p NUMBER) IS SELECT id FROM src WHERE k = p;
BEGIN
  FOR r IN c(3) LOOP UPDATE tgt SET v = 1 WHERE id = r.id; END LOOP;
END;
---
reads: src
may read: tgt
writes: tgt
rows <- src.k (filter), src.id (filter), tgt.id (filter)

== the condition of a value that is selected into a variable | oracle
DECLARE v NUMBER;
BEGIN SELECT id INTO v FROM src WHERE k = 1; INSERT INTO tgt (id, day) VALUES (v, SYSDATE); END;
---
reads: src
writes: tgt
tgt.id <- src.id, src.k (filter)

== what a watermark is taken from | oracle, postgres
DECLARE v NUMERIC;
BEGIN
  SELECT MAX(at) INTO v FROM runs WHERE job = 'x';
  INSERT INTO tgt (id) SELECT s.id FROM src s WHERE s.at > v;
END;
---
reads: runs, src
writes: tgt
tgt.id <- src.id
rows <- src.at (filter), runs.at (filter), runs.job (filter)

== fields of elements of a collection get values | oracle
schema: tgt(v, id)
DECLARE TYPE t IS TABLE OF tgt%ROWTYPE INDEX BY PLS_INTEGER; l t;
BEGIN
  FOR r IN (SELECT id, v FROM src) LOOP l(r.id).id := r.id; l(r.id).v := r.v; END LOOP;
  FORALL i IN 1 .. 10 INSERT INTO tgt VALUES l(i);
END;
---
reads: src
writes: tgt
tgt.v <- src.v
tgt.id <- src.id

== elements of a collection get values | oracle
DECLARE TYPE t IS TABLE OF NUMBER; l t := t();
BEGIN
  FOR r IN (SELECT id FROM src) LOOP l.EXTEND; l(l.COUNT) := r.id; END LOOP;
  SELECT x INTO l(1) FROM first_ones;
  FORALL i IN 1 .. l.COUNT INSERT INTO tgt (id) VALUES (l(i));
  l.DELETE;
END;
---
reads: src, first_ones
writes: tgt
tgt.id <- src.id, first_ones.x

== a record is put together of values | oracle
DECLARE TYPE rec IS RECORD (id NUMBER, nm VARCHAR2(10)); r rec; q rec; v NUMBER; w NUMBER;
BEGIN
  SELECT a, b INTO v, w FROM s;
  r := rec(v, w);
  q := rec(nm => v);
  INSERT INTO o (i, j, k, l) VALUES (r.nm, r.id, q.nm, q.id);
END;
---
reads: s
writes: o
o.i <- s.b
o.j <- s.a
o.k <- s.a
