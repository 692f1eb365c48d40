== block | oracle
BEGIN
  INSERT INTO o (a) SELECT a FROM src;
  UPDATE t SET v = 1 WHERE id = 2;
  COMMIT;
EXCEPTION
  WHEN NO_DATA_FOUND THEN NULL;
  WHEN OTHERS THEN
    INSERT INTO err (m) VALUES (SQLERRM);
    RAISE;
END;
/
---
reads: src
may read: t
writes: o, t, err
o.a <- src.a

== declare, cursor loop, bulk collect | oracle
DECLARE
  v_max NUMBER;
  v_day DATE := TRUNC(SYSDATE);
  TYPE t_ids IS TABLE OF NUMBER;
  l_ids t_ids;
  CURSOR c_src (p NUMBER) IS SELECT id, v FROM src WHERE k = p;
BEGIN
  SELECT MAX(x) INTO v_max FROM s2;
  SELECT id BULK COLLECT INTO l_ids FROM s3;
  FOR r IN c_src(1) LOOP
    INSERT INTO o (a, b, c) VALUES (r.id, r.v, v_max);
  END LOOP;
  FORALL i IN 1 .. l_ids.COUNT
    DELETE FROM gone WHERE id = l_ids(i);
END;
---
reads: s2, s3, src
may read: gone
writes: o, gone
o.a <- src.id
o.b <- src.v
o.c <- s2.x

== loop over a query | oracle
BEGIN
  FOR r IN (SELECT id, amount FROM src WHERE d = 1) LOOP
    UPDATE tgt SET total = total + r.amount WHERE id = r.id;
  END LOOP;
END;
---
reads: src, tgt
writes: tgt
tgt.total <- src.amount, tgt.total

== if, elsif, case statement, while | oracle
DECLARE n NUMBER := 0;
BEGIN
  IF n = 0 THEN
    INSERT INTO o1 (a) SELECT a FROM s1;
  ELSIF n = 1 THEN
    INSERT INTO o2 (a) SELECT CASE WHEN a > 1 THEN b END FROM s2;
  ELSE
    DELETE FROM o3;
  END IF;
  CASE n WHEN 1 THEN INSERT INTO o4 (a) VALUES (1); ELSE NULL; END CASE;
  WHILE n < 3 LOOP
    n := n + 1;
    MERGE INTO o5 t USING s5 s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.v = s.v;
  END LOOP;
END;
---
reads: s1, s2, s5
may read: o3, o5
writes: o1, o2, o3, o4, o5

== execute immediate | oracle
DECLARE v_tab VARCHAR2(30) := 'O'; v_sql VARCHAR2(4000);
BEGIN
  EXECUTE IMMEDIATE 'TRUNCATE TABLE ' || v_tab;
  v_sql := 'INSERT INTO ' || v_tab || ' (a) SELECT a FROM src WHERE d = :1';
  EXECUTE IMMEDIATE v_sql USING SYSDATE;
END;
---
reads: src
writes: o
o.a <- src.a

== execute immediate of a literal with quotes | oracle
BEGIN EXECUTE IMMEDIATE q'[INSERT INTO o (a) SELECT a FROM src WHERE n = 'it''s']'; END;
---
reads: src
writes: o
o.a <- src.a

== nested block and label | oracle
<<outer>>
DECLARE x NUMBER;
BEGIN
  BEGIN
    INSERT INTO o1 (a) SELECT a FROM s1;
  EXCEPTION WHEN OTHERS THEN NULL;
  END;
  INSERT INTO o2 (a) SELECT a FROM s2;
END outer;
---
reads: s1, s2
writes: o1, o2

== procedure | oracle
CREATE OR REPLACE PROCEDURE p (d IN DATE) IS
  n NUMBER;
BEGIN
  INSERT INTO o (a) SELECT a FROM src;
END p;
/
---
columns: none

== procedure and its call | oracle
CREATE OR REPLACE PROCEDURE p (x IN NUMBER) AS v NUMBER; BEGIN SELECT MAX(m) INTO v FROM s2; INSERT INTO o (a, b) SELECT a, v FROM src WHERE k = x; END;
/
BEGIN p(1); END;
/
---
reads: src, s2
writes: o
o.a <- src.a
o.b <- s2.m

== package body | oracle
CREATE OR REPLACE PACKAGE BODY pk AS
  PROCEDURE p IS BEGIN INSERT INTO o (a) SELECT a FROM src; END;
END pk;
/
---
columns: none

== call of an unknown procedure | oracle
BEGIN pk.load_all(SYSDATE); END;
---
! unsupported

== anonymous statements with slashes | oracle
INSERT INTO o1 (a) SELECT a FROM s1
/
INSERT INTO o2 (a) SELECT a FROM s2
/
---
reads: s1, s2
writes: o1, o2

== local procedure | oracle
DECLARE
  PROCEDURE unused IS BEGIN DELETE FROM never; END;
BEGIN
  INSERT INTO o (a) SELECT a FROM src;
END;
---
reads: src
writes: o

== returning into a variable | oracle
DECLARE v NUMBER; BEGIN UPDATE t SET a = a + 1 WHERE id = 1 RETURNING a INTO v; INSERT INTO log (x) VALUES (v); END;
---
reads: t
writes: t, log

== database link | oracle
INSERT INTO o (a) SELECT a FROM s.src@remote_db
---
reads: s.src@remote_db
writes: o

== do | postgres
DO $do$
DECLARE r RECORD; n int := 0;
BEGIN
  FOR r IN SELECT id, v FROM src LOOP
    INSERT INTO o (a, b) VALUES (r.id, r.v);
  END LOOP;
  PERFORM f(x) FROM s2;
  IF EXISTS (SELECT 1 FROM s3) THEN
    EXECUTE 'INSERT INTO o2 (a) SELECT a FROM s4';
  END IF;
  EXECUTE format('DELETE FROM %I WHERE a = %L', 'o3', n);
  GET DIAGNOSTICS n = ROW_COUNT;
  RAISE NOTICE 'n=%', n;
END
$do$ LANGUAGE plpgsql;
---
reads: src, s2, s3, s4
may read: o3
writes: o, o2, o3
o.a <- src.id
o.b <- src.v
o2.a <- s4.a

== select into in plpgsql is a variable | postgres
DO $$ DECLARE m int; BEGIN SELECT max(x) INTO STRICT m FROM src; INSERT INTO o (a) VALUES (m); END $$
---
reads: src
writes: o
o.a <- src.x

== declared names end with their block | postgres
DO $$ DECLARE a int := 1; BEGIN UPDATE t SET v = a; END $$; INSERT INTO o (x) SELECT a FROM src
---
reads: src
may read: t
writes: t, o
o.x <- src.a

== do in another language | postgres
DO LANGUAGE plpython3u $$ plpy.execute("delete from t") $$
---
! unsupported

== function | postgres
CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO o (a) SELECT a FROM src; DELETE FROM o2; END
---
columns: none

== procedure and call | postgres
CREATE OR REPLACE PROCEDURE p(d date) LANGUAGE plpgsql AS $$ BEGIN DELETE FROM o WHERE x = d; INSERT INTO o (a) SELECT a FROM src; END $$; CALL p('2026-01-01')
---
reads: src
may read: o
writes: o
o.a <- src.a

== call of an unknown procedure | postgres, mysql, snowflake, bigquery, redshift, trino, databricks, teradata
CALL s.p(1)
---
! unsupported

== prepare and execute | postgres
PREPARE x (int) AS INSERT INTO o (a) SELECT a FROM src WHERE b = $1; EXECUTE x(1)
---
reads: src
writes: o
o.a <- src.a

== prepare from | mysql
SET @s = CONCAT('INSERT INTO ', 'o', ' (a) SELECT a FROM src'); PREPARE st FROM @s; EXECUTE st; DEALLOCATE PREPARE st
---
reads: src
writes: o
o.a <- src.a

== prepare from | trino
PREPARE q FROM INSERT INTO o (a) SELECT a FROM src; EXECUTE q
---
reads: src
writes: o
o.a <- src.a

== exasol script is not run | exasol
CREATE OR REPLACE LUA SCRIPT s.p() AS query([[INSERT INTO o SELECT * FROM src]])
/
---
columns: none
