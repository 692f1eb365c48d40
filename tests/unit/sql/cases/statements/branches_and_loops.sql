== a branch that fills a temporary table anew may not run | tsql
SELECT id INTO #t FROM dbo.a;
IF @x = 1 BEGIN TRUNCATE TABLE #t; INSERT INTO #t SELECT id FROM dbo.b; END;
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a, dbo.b
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id

== a branch that drops a temporary table and makes it anew | tsql
SELECT id INTO #t FROM dbo.a
IF @x = 1 BEGIN DROP TABLE #t; SELECT id INTO #t FROM dbo.b; END
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a, dbo.b
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id

== inside a branch only what it filled is there | tsql
SELECT id INTO #t FROM dbo.a;
IF @x = 1
BEGIN
    TRUNCATE TABLE #t;
    INSERT INTO #t SELECT id FROM dbo.b;
    INSERT INTO dbo.o (id) SELECT id FROM #t;
END
---
reads: dbo.a, dbo.b
writes: dbo.o
dbo.o.id <- dbo.b.id

== one of two branches surely runs | tsql
SELECT id INTO #t FROM dbo.a;
IF @x = 1 BEGIN TRUNCATE TABLE #t; INSERT INTO #t SELECT id FROM dbo.b; END
ELSE BEGIN TRUNCATE TABLE #t; INSERT INTO #t SELECT id FROM dbo.c; END;
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a, dbo.b, dbo.c
writes: dbo.o
dbo.o.id <- dbo.b.id, dbo.c.id

== IF of one statement inside IF of one statement | tsql
IF @a = 1
    IF @b = 2 SELECT id INTO #t FROM dbo.a;
    ELSE SELECT id INTO #t FROM dbo.b;
ELSE SELECT id INTO #t FROM dbo.c;
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a, dbo.b, dbo.c
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id, dbo.c.id

== CATCH may not run | tsql
BEGIN TRY SELECT id INTO #t FROM dbo.a END TRY
BEGIN CATCH TRUNCATE TABLE #t END CATCH;
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a
writes: dbo.o
dbo.o.id <- dbo.a.id

== TRY and CATCH are the body of an IF | tsql
SELECT id INTO #t FROM dbo.z
IF @a = 1
    BEGIN TRY TRUNCATE TABLE #t; INSERT #t SELECT id FROM dbo.a END TRY
    BEGIN CATCH TRUNCATE TABLE #t; INSERT #t SELECT id FROM dbo.b END CATCH
ELSE BEGIN TRUNCATE TABLE #t; INSERT #t SELECT id FROM dbo.c END
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.z, dbo.a, dbo.b, dbo.c
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id, dbo.c.id

== the second round of a loop reads what the first one left | tsql
SELECT id INTO #t FROM dbo.a;
WHILE @i < 3
BEGIN
    INSERT INTO dbo.o (id) SELECT id FROM #t;
    TRUNCATE TABLE #t;
    INSERT INTO #t SELECT id FROM dbo.b;
    SET @i += 1
END
---
reads: dbo.a, dbo.b
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id

== a branch that executes a text | tsql
SELECT id INTO #t FROM dbo.a;
IF @x = 1 EXEC('TRUNCATE TABLE #t');
INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a
writes: dbo.o
dbo.o.id <- dbo.a.id

== a branch of a called procedure | tsql
CREATE PROCEDURE dbo.p @x int AS
BEGIN
    IF @x = 1 TRUNCATE TABLE #t ELSE INSERT INTO #t SELECT id FROM dbo.b
END
GO
SELECT id INTO #t FROM dbo.a; EXEC dbo.p 1; INSERT INTO dbo.o (id) SELECT id FROM #t
---
reads: dbo.a, dbo.b
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id

== a name that depends on a branch | tsql
DECLARE @t sysname;
IF @x = 1 SET @t = 'a' ELSE SET @t = 'b';
EXEC ('TRUNCATE TABLE dbo.' + @t)
---
writes: dbo.a, dbo.b

== ELSE behind a semicolon | tsql
DECLARE @t sysname;
IF @x = 1 SET @t = 'a'; ELSE SET @t = 'b';
EXEC ('TRUNCATE TABLE dbo.' + @t)
---
writes: dbo.a, dbo.b

== a suffix that a branch gives | tsql
DECLARE @s varchar(9) = '';
IF @x = 1 SET @s = '_hist';
EXEC ('TRUNCATE TABLE dbo.t' + @s)
---
writes: dbo.t, dbo.t_hist

== inside a branch only its own name counts | tsql
DECLARE @t sysname = 'z';
IF @x = 1 BEGIN SET @t = 'a'; EXEC ('TRUNCATE TABLE dbo.' + @t) END
---
writes: dbo.a

== a text that a branch replaces | tsql
DECLARE @s nvarchar(max) = N'INSERT INTO dbo.o (id) SELECT id FROM dbo.a';
IF @x = 1 SET @s = N'INSERT INTO dbo.o (id) SELECT id FROM dbo.b';
EXEC(@s)
---
reads: dbo.a, dbo.b
writes: dbo.o
dbo.o.id <- dbo.a.id, dbo.b.id

== a text that branches lengthen | tsql
DECLARE @s nvarchar(max) = N'INSERT INTO dbo.o (id) SELECT id FROM dbo.a';
IF @x = 1 SET @s = @s + N' WHERE k = 1';
IF @y = 1 SET @s += N' AND z = 2';
EXEC sp_executesql @s
---
reads: dbo.a
writes: dbo.o
dbo.o.id <- dbo.a.id
rows <- dbo.a.k (filter), dbo.a.z (filter)

== a loop counter in a name | tsql
DECLARE @i int = 1;
WHILE @i < 3
BEGIN
    EXEC('INSERT INTO dbo.o (id) SELECT id FROM dbo.s' + CAST(@i AS varchar));
    SET @i += 1
END
---
reads: dbo.s{{ @i }}
writes: dbo.o
! unresolved

== a loop counter in a value | tsql
DECLARE @d nvarchar(8) = '1', @s nvarchar(max);
WHILE @d < '5'
BEGIN
    SET @s = N'INSERT INTO dbo.o (n) SELECT id FROM dbo.a WHERE g = ' + @d + ' AND h = ''' + @d + '''';
    EXEC sp_executesql @s;
    SET @d = @d + 1
END
---
reads: dbo.a
writes: dbo.o
dbo.o.n <- dbo.a.id

== a name that a loop changes at its end | tsql
DECLARE @t sysname = 'a', @i int = 0;
WHILE @i < 2 BEGIN EXEC ('TRUNCATE TABLE dbo.' + @t); SET @t = 'b'; SET @i += 1 END
---
writes: dbo.a, dbo.b

== a name that a query gives is not what it was | tsql
DECLARE @t sysname = 'x';
SELECT @t = name FROM dbo.cfg;
EXEC ('TRUNCATE TABLE dbo.' + @t)
---
reads: dbo.cfg
writes: dbo.{{ @t }}
! unresolved

== a counter of a WHILE loop in a name | oracle
DECLARE i NUMBER := 1;
BEGIN
  WHILE i < 3 LOOP EXECUTE IMMEDIATE 'TRUNCATE TABLE t' || i; i := i + 1; END LOOP;
END;
---
writes: t{{ i }}
! unresolved

== a handler may not run | oracle
DECLARE v NUMBER;
BEGIN
  BEGIN
    SELECT id INTO v FROM a;
  EXCEPTION WHEN NO_DATA_FOUND THEN v := NULL;
  END;
  INSERT INTO o (id) VALUES (v);
END;
---
reads: a
writes: o
o.id <- a.id

== a block inside a branch ends no branch | oracle, exasol
DECLARE v NUMBER;
BEGIN
  IF x THEN
    BEGIN NULL; END;
    SELECT id INTO v FROM a;
  ELSE
    SELECT id INTO v FROM b;
  END IF;
  INSERT INTO o (id) VALUES (v);
END;
---
reads: a, b
writes: o
o.id <- a.id, b.id

== branches of CASE and ELSIF | postgres
DO $$
DECLARE v int := 0;
BEGIN
  SELECT max(id) INTO v FROM z;
  CASE WHEN 1 = 1 THEN SELECT id INTO v FROM a; ELSE SELECT id INTO v FROM b; END CASE;
  IF v = 1 THEN v := 2; ELSIF v = 2 THEN SELECT id INTO v FROM c; END IF;
  INSERT INTO o (id) VALUES (v);
END $$
---
reads: z, a, b, c
writes: o
o.id <- a.id, b.id, c.id

== a temporary table that a branch empties | bigquery
CREATE TEMP TABLE t AS SELECT id FROM d.a;
IF @x THEN
  TRUNCATE TABLE t;
  INSERT INTO t (id) SELECT id FROM d.b;
END IF;
INSERT INTO d.o (id) SELECT id FROM t
---
reads: d.a, d.b
writes: d.o
d.o.id <- d.a.id, d.b.id

== a temporary table that a branch makes anew | snowflake
BEGIN
  CREATE TEMPORARY TABLE t AS SELECT id FROM a;
  IF (x = 1) THEN
    CREATE OR REPLACE TEMPORARY TABLE t AS SELECT id FROM b;
  END IF;
  INSERT INTO o (id) SELECT id FROM t;
END
---
reads: a, b
writes: o
o.id <- a.id, b.id

== a text that CASE chooses | tsql
DECLARE @s nvarchar(max) = CASE WHEN @x = 1 THEN N'TRUNCATE TABLE dbo.a' ELSE N'TRUNCATE TABLE dbo.b' END;
EXEC(@s)
---
writes: dbo.a, dbo.b

== a part of a text that CASE inside CASE chooses | tsql
DECLARE @t sysname = CASE @x WHEN 1 THEN CASE WHEN @y = 1 THEN 'a' ELSE 'b' END WHEN 2 THEN LOWER('c') END;
EXEC('TRUNCATE TABLE dbo.' + @t)
---
writes: dbo.a, dbo.b, dbo.c

== a text that a condition chooses | oracle
DECLARE s VARCHAR2(99) := CASE WHEN x = 1 THEN 'TRUNCATE TABLE a' ELSE 'TRUNCATE TABLE b' END;
BEGIN
  EXECUTE IMMEDIATE s;
END;
---
writes: a, b

== a name by IIF | tsql
EXEC('TRUNCATE TABLE dbo.' + IIF(@x = 1, 'a', 'b'))
---
writes: dbo.a, dbo.b

== a name that is given or is not | tsql
EXEC('TRUNCATE TABLE dbo.' + COALESCE(NULL, @t, 'a', 'b'))
---
writes: dbo.{{ @t }}, dbo.a
! unresolved

== a name that is known | tsql
DECLARE @t sysname = 'a';
EXEC('TRUNCATE TABLE dbo.' + ISNULL(@t, 'b'))
---
writes: dbo.a

== a counter of a WHILE loop in a name, at the top of a script | bigquery
DECLARE x INT64 DEFAULT 0;
WHILE x < 3 DO
  EXECUTE IMMEDIATE FORMAT('TRUNCATE TABLE d.s%d', x);
  SET x = x + 1;
END WHILE;
TRUNCATE TABLE d.z
---
writes: d.s{{ x }}, d.z
! unresolved

== the second round of a loop at the top of a script | bigquery
DECLARE x INT64 DEFAULT 0;
CREATE TEMP TABLE t AS SELECT id FROM d.a;
WHILE x < 3 DO
  INSERT INTO d.o (id) SELECT id FROM t;
  CREATE OR REPLACE TEMP TABLE t AS SELECT id FROM d.b;
  SET x = x + 1;
END WHILE
---
reads: d.a, d.b
writes: d.o
d.o.id <- d.a.id, d.b.id

== a second round that begins with a variable's last value | oracle
DECLARE v NUMBER;
BEGIN
  LOOP
    INSERT INTO o (v) VALUES (v);
    SELECT x INTO v FROM b;
    EXIT WHEN v > 3;
  END LOOP;
END;
---
reads: b
writes: o
o.v <- b.x

== one of more names than are followed | tsql
DECLARE @t sysname;
SET @t = CASE @x WHEN 1 THEN 'a' WHEN 2 THEN 'b' WHEN 3 THEN 'c' WHEN 4 THEN 'd' WHEN 5 THEN 'e' WHEN 6 THEN 'f' END
    + CASE @y WHEN 1 THEN 'a' WHEN 2 THEN 'b' WHEN 3 THEN 'c' WHEN 4 THEN 'd' WHEN 5 THEN 'e' END;
DELETE FROM dbo.z;
EXEC('SELECT id FROM dbo.' + @t)
---
reads: dbo.aa, dbo.ab, dbo.ac, dbo.ad, dbo.ae, dbo.ba, dbo.bb, dbo.bc, dbo.bd, dbo.be, dbo.ca, dbo.cb, dbo.cc, dbo.cd, dbo.ce, dbo.da, dbo.db, dbo.dc, dbo.dd, dbo.de, dbo.ea, dbo.eb, dbo.ec, dbo.{{ one of many texts }}
writes: dbo.z
! unresolved

== the condition of a query decides the variable that it sets | mysql
SELECT @a := MAX(id) FROM s WHERE k = 1;
INSERT INTO o (a) VALUES (@a)
---
reads: s
writes: o
o.a <- s.id (aggregation), s.k (filter)

== a record of either branch | oracle
schema: s1(a); s2(a)
DECLARE r s1%ROWTYPE; BEGIN IF x > 0 THEN SELECT * INTO r FROM s1; ELSE SELECT * INTO r FROM s2; END IF; INSERT INTO t (a) VALUES (r.a); END;
---
reads: s1, s2
writes: t
t.a <- s1.a, s2.a

== a record that may stay as it was | oracle
schema: s1(a); s2(a)
DECLARE r s1%ROWTYPE; BEGIN SELECT * INTO r FROM s1; IF x > 0 THEN SELECT * INTO r FROM s2; END IF; INSERT INTO t (a) VALUES (r.a); END;
---
reads: s1, s2
writes: t
t.a <- s1.a, s2.a

== what a procedure's text of either branch returns | tsql
DECLARE @s nvarchar(99) = 'SELECT a FROM s1'; IF @x = 1 SET @s = 'SELECT a FROM s2'; INSERT INTO o (a) EXEC (@s)
---
reads: s1, s2
writes: o
o.a <- s1.a, s2.a

== a formatted text with either name | postgres
DO $$ DECLARE t text; BEGIN IF x THEN t := 'a'; ELSE t := 'b'; END IF; EXECUTE format('TRUNCATE %I', t); END $$
---
reads:
writes: a, b

== a statement that either branch prepares | mysql
CREATE PROCEDURE p (x INT) BEGIN IF x THEN SET @s = 'TRUNCATE TABLE a'; ELSE SET @s = 'TRUNCATE TABLE b'; END IF; PREPARE q FROM @s; EXECUTE q; END; CALL p(1)
---
reads:
writes: a, b

== a function of the name of a variable | mysql
BEGIN DECLARE score INT; SET score = 1; INSERT INTO o (x) SELECT score(a) FROM s; END
---
reads: s
writes: o
o.x <- s.a
