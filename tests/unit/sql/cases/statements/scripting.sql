== block with variables and result set | snowflake
DECLARE
  n INTEGER DEFAULT 0;
  rs RESULTSET;
BEGIN
  LET day DATE := '2026-01-01';
  SELECT MAX(x) INTO :n FROM s1;
  INSERT INTO o (a, b) SELECT a, :n FROM src WHERE d = :day;
  IF (n > 0) THEN
    UPDATE t SET v = 1;
  ELSEIF (n < 0) THEN
    DELETE FROM t2;
  END IF;
  rs := (SELECT k FROM s3);
  RETURN TABLE(rs);
EXCEPTION
  WHEN STATEMENT_ERROR THEN
    INSERT INTO err (m) VALUES (:SQLERRM);
END;
---
reads: s1, src, s3
may read: t, t2
writes: o, t, t2, err
o.a <- src.a
o.b <- s1.x

== cursor loop | snowflake
DECLARE c1 CURSOR FOR SELECT id, v FROM src;
BEGIN
  FOR rec IN c1 DO
    LET x INT := rec.v;
    INSERT INTO o (a) VALUES (:x);
  END FOR;
END;
---
reads: src
writes: o
o.a <- src.v

== execute immediate of a built text | snowflake
BEGIN
  LET tab STRING := 'O';
  LET stmt STRING := 'INSERT INTO ' || tab || ' (a) SELECT a FROM src';
  EXECUTE IMMEDIATE :stmt;
  EXECUTE IMMEDIATE 'DELETE FROM ' || tab || '2';
END;
---
reads: src
may read: o2
writes: o, o2
o.a <- src.a

== anonymous block without declare, loops | snowflake
BEGIN
  WHILE (TRUE) DO
    INSERT INTO o1 (a) SELECT a FROM s1;
    BREAK;
  END WHILE;
  REPEAT
    INSERT INTO o2 (a) SELECT a FROM s2;
  UNTIL (TRUE)
  END REPEAT;
  LOOP
    INSERT INTO o3 (a) SELECT a FROM s3;
    BREAK;
  END LOOP;
  FOR i IN 1 TO 3 DO
    INSERT INTO o4 (a) VALUES (:i);
  END FOR;
  CASE WHEN TRUE THEN DELETE FROM o5; ELSE DELETE FROM o6; END;
END;
---
reads: s1, s2, s3
may read: o5, o6
writes: o1, o2, o3, o4, o5, o6

== session variables as names | snowflake
SET tab = 'DB.S.SRC'; INSERT INTO o (a) SELECT a FROM IDENTIFIER($tab) WHERE d = $day
---
reads: db.s.src
writes: o
o.a <- db.s.src.a

== variable name unknown | snowflake
INSERT INTO o (a) SELECT a FROM IDENTIFIER($tab)
---
writes: o
! unresolved

== with procedure | snowflake
WITH p AS PROCEDURE () RETURNS STRING LANGUAGE SQL AS $$ BEGIN INSERT INTO o (a) SELECT a FROM src; RETURN 'x'; END $$ CALL p()
---
reads: src
writes: o
o.a <- src.a

== procedure and call | snowflake
CREATE OR REPLACE PROCEDURE p(t VARCHAR) RETURNS VARCHAR LANGUAGE SQL AS $$ BEGIN EXECUTE IMMEDIATE 'INSERT INTO o (a) SELECT a FROM ' || t; RETURN 'x'; END $$; CALL p('SRC');
---
reads: src
writes: o
o.a <- src.a

== procedure in another language and its call | snowflake
CREATE OR REPLACE PROCEDURE p() RETURNS STRING LANGUAGE JAVASCRIPT AS $$ snowflake.execute({sqlText: "delete from t"}); $$; CALL p();
---
! unsupported

== task | snowflake
CREATE OR REPLACE TASK t1 WAREHOUSE = wh SCHEDULE = '1 minute' WHEN SYSTEM$STREAM_HAS_DATA('st') AS BEGIN INSERT INTO o (a) SELECT a FROM src; DELETE FROM o2; END;
---
columns: none

== pipe | snowflake
CREATE PIPE p1 AUTO_INGEST = TRUE AS COPY INTO t FROM @stg
---
columns: none

== declare and if | bigquery
DECLARE d DATE DEFAULT CURRENT_DATE();
DECLARE m INT64;
SET m = (SELECT MAX(x) FROM ds.s1);
IF m > 0 THEN
  INSERT INTO ds.o (a, b, c) SELECT a, d, m FROM ds.src WHERE dt = d;
ELSE
  DELETE FROM ds.o2 WHERE TRUE;
END IF;
---
reads: ds.s1, ds.src
may read: ds.o2
writes: ds.o, ds.o2
ds.o.a <- ds.src.a
ds.o.c <- ds.s1.x

== loops and exception | bigquery
BEGIN
  LOOP
    INSERT INTO ds.o1 (a) SELECT a FROM ds.s1;
    LEAVE;
  END LOOP;
  WHILE FALSE DO
    DELETE FROM ds.o2 WHERE TRUE;
  END WHILE;
  FOR r IN (SELECT k, v FROM ds.s3) DO
    INSERT INTO ds.o3 (a) VALUES (r.v);
  END FOR;
  REPEAT
    TRUNCATE TABLE ds.o4;
  UNTIL TRUE END REPEAT;
EXCEPTION WHEN ERROR THEN
  INSERT INTO ds.err (m) VALUES (@@error.message);
END;
---
reads: ds.s1, ds.s3
may read: ds.o2
writes: ds.o1, ds.o2, ds.o3, ds.o4, ds.err
ds.o1.a <- ds.s1.a
ds.o3.a <- ds.s3.v

== execute immediate | bigquery
DECLARE t STRING DEFAULT 'src';
EXECUTE IMMEDIATE FORMAT("INSERT INTO ds.o (a) SELECT a FROM ds.%s WHERE b = @x", t) USING 1 AS x;
---
reads: ds.src
writes: ds.o
ds.o.a <- ds.src.a

== execute immediate into | bigquery
DECLARE n INT64; EXECUTE IMMEDIATE "SELECT COUNT(*) FROM ds.src" INTO n; INSERT INTO ds.o (a) VALUES (n)
---
reads: ds.src
writes: ds.o

== transaction and assert | bigquery
BEGIN TRANSACTION;
INSERT INTO ds.o (a) SELECT a FROM ds.src;
ASSERT (SELECT COUNT(*) FROM ds.chk) > 0 AS 'empty';
COMMIT TRANSACTION;
---
reads: ds.src, ds.chk
writes: ds.o

== temporary table and call | bigquery
CREATE TEMP TABLE t AS SELECT a FROM ds.src;
CREATE TEMP FUNCTION f(x INT64) AS (x + 1);
INSERT INTO ds.o (b) SELECT f(a) FROM t;
---
reads: ds.src
writes: ds.o
ds.o.b <- ds.src.a

== session temporary table | bigquery
CREATE TEMP TABLE t AS SELECT a FROM ds.src; INSERT INTO ds.o (b) SELECT a FROM _SESSION.t
---
reads: ds.src
writes: ds.o
ds.o.b <- ds.src.a

== procedure and call | bigquery
CREATE OR REPLACE PROCEDURE ds.p(x INT64) BEGIN INSERT INTO ds.o (a) SELECT a FROM ds.src WHERE b = x; END; CALL ds.p(1);
---
reads: ds.src
writes: ds.o
ds.o.a <- ds.src.a

== delimiter and procedure body | mysql
DELIMITER $$
CREATE PROCEDURE p(IN d DATE)
BEGIN
  DECLARE done INT DEFAULT 0;
  DECLARE x INT;
  DECLARE c CURSOR FOR SELECT a FROM src WHERE dt = d;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
  OPEN c;
  l: LOOP
    FETCH c INTO x;
    IF done = 1 THEN LEAVE l; END IF;
    INSERT INTO o (b) VALUES (x);
  END LOOP;
  CLOSE c;
END$$
DELIMITER ;
CALL p('2026-01-01');
---
reads: src
writes: o
o.b <- src.a

== user variables | mysql
SET @m = (SELECT MAX(x) FROM s1); SELECT MIN(y) INTO @n FROM s2; INSERT INTO o (a, b) VALUES (@m, @n)
---
reads: s1, s2
writes: o
o.a <- s1.x
o.b <- s2.y

== compound statement | mysql
BEGIN NOT ATOMIC INSERT INTO o (a) SELECT a FROM src; DELETE FROM o2; END
---
reads: src
may read: o2
writes: o, o2

== event and trigger | mysql
CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN INSERT INTO o (a) SELECT a FROM src; DELETE FROM o2; END
---
columns: none

== sql scripting | databricks
BEGIN
  DECLARE n INT DEFAULT 0;
  DECLARE VARIABLE m INT;
  SET n = (SELECT MAX(x) FROM s1);
  FOR r AS SELECT k FROM s2 DO
    INSERT INTO o1 (a) VALUES (r.k);
  END FOR;
  IF n > 0 THEN
    INSERT INTO o2 (a) SELECT a FROM s3;
  END IF;
END;
---
reads: s1, s2, s3
writes: o1, o2
o1.a <- s2.k
o2.a <- s3.a

== session variables | databricks
DECLARE OR REPLACE VARIABLE tab STRING DEFAULT 'src'; SET VAR tab = 'src2'; INSERT INTO o (a) SELECT a FROM IDENTIFIER(tab)
---
reads: src2
writes: o
o.a <- src2.a

== execute immediate | databricks
EXECUTE IMMEDIATE 'INSERT INTO o (a) SELECT a FROM src WHERE b = ?' USING 1
---
reads: src
writes: o
o.a <- src.a

== hive variables | hive, spark
SET hivevar:d=2026-01-01; SET spark.sql.shuffle.partitions=10; INSERT INTO o SELECT a FROM ${hivevar:db}.src WHERE d = '${hivevar:d}'
---
reads: ${hivevar:db}.src
writes: o
o.a <- ${hivevar:db}.src.a

== bteq commands | teradata
.LOGON host/user,pw
INSERT INTO o (a) SELECT a FROM src;
.IF ERRORCODE <> 0 THEN .QUIT 1
.QUIT
---
reads: src
writes: o

== dynamic sql procedure | teradata
CALL DBC.SysExecSQL('INSERT INTO o (a) SELECT a FROM src')
---
reads: src
writes: o
o.a <- src.a

== transactions | postgres, mysql, tsql, sqlite, duckdb, snowflake, redshift
BEGIN TRANSACTION; INSERT INTO o (a) SELECT a FROM src; COMMIT
---
reads: src
writes: o
o.a <- src.a

== bt and et | teradata
BT; INSERT INTO o (a) SELECT a FROM src; ET;
---
reads: src
writes: o
o.a <- src.a

== start transaction with options | trino, postgres, mysql
START TRANSACTION READ WRITE; INSERT INTO o (a) SELECT a FROM src; ROLLBACK
---
reads: src
writes: o
o.a <- src.a

== explain runs nothing | postgres, mysql, trino, snowflake, spark
EXPLAIN INSERT INTO o (a) SELECT a FROM src
---
columns: none

== explain analyze runs | postgres, trino
EXPLAIN ANALYZE INSERT INTO o (a) SELECT a FROM src
---
reads: src
writes: o
o.a <- src.a

== one bad statement costs itself | postgres, snowflake, mysql, bigquery, trino, tsql
INSERT INTO o (a) SELECT a FROM src; SELEC bad FROM WHERE; DELETE FROM o2 WHERE a = 1
---
reads: src
may read: o2
writes: o, o2
! parse

== what decides a variable's value decides what it filters | bigquery, databricks
DECLARE c DATE DEFAULT (SELECT MAX(ld) FROM w WHERE name = 'x'); BEGIN INSERT INTO o (a) SELECT a FROM s WHERE d > c; END
---
reads: w, s
writes: o
o.a <- s.a
rows <- s.d (filter), w.ld (filter), w.name (filter)
exact

== a variable of a query decides as the query would | tsql
DECLARE @c DATE, @k INT; SELECT @c = MAX(ld) FROM w WHERE name = 'x'; SET @k = (SELECT MIN(v.n) FROM v JOIN u ON u.i = v.i); INSERT INTO o (a) SELECT a FROM s WHERE d > @c AND n < @k
---
reads: w, v, u, s
writes: o
o.a <- s.a
rows <- s.d (filter), w.ld (filter), w.name (filter), s.n (filter), v.n (filter), u.i (filter), v.i (filter)
exact

== the row that a cursor fetches is one of its query's | oracle
DECLARE CURSOR c IS SELECT id FROM w WHERE k = 1; v NUMBER; BEGIN OPEN c; FETCH c INTO v; DELETE FROM o WHERE id = v; END;
---
reads: w
may read: o
writes: o
rows <- o.id (filter), w.id (filter), w.k (filter)
exact
