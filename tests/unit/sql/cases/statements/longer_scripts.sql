== oracle json query wrapper | oracle
INSERT INTO o (a) SELECT JSON_QUERY(t.doc, '$.a[*]' WITH ARRAY WRAPPER) FROM t
---
reads: t
writes: o
o.a <- t.doc

== clickhouse bare units of time | clickhouse
SELECT timestampdiff(SECOND, s.x, s.y) AS d FROM s JOIN t ON s.id = t.id
---
reads: s, t
d <- s.x, s.y

== tsql nested procs with params | tsql
CREATE PROC etl.step1 @tbl NVARCHAR(100) AS BEGIN DECLARE @q NVARCHAR(MAX) = N'TRUNCATE TABLE ' + QUOTENAME('stg') + '.' + QUOTENAME(@tbl); EXEC (@q); END
GO
CREATE PROC etl.main AS BEGIN EXEC etl.step1 @tbl = 'orders'; INSERT INTO stg.orders (id) SELECT id FROM src.orders; EXEC etl.step2; END
GO
EXEC etl.main
---
reads: src.orders
writes: stg.orders
stg.orders.id <- src.orders.id
! unsupported

== tsql temp table chain with index and update | tsql
IF OBJECT_ID('tempdb..#a') IS NOT NULL DROP TABLE #a;
CREATE TABLE #a (id INT, amt MONEY, grp VARCHAR(10));
INSERT INTO #a (id, amt) SELECT o.id, SUM(l.amt) FROM sales.orders o INNER JOIN sales.lines l ON l.oid = o.id GROUP BY o.id;
CREATE CLUSTERED INDEX ix ON #a (id);
UPDATE a SET a.grp = c.grp FROM #a a INNER JOIN sales.cust c ON c.id = a.id;
SELECT id, amt, grp INTO mart.final FROM #a WHERE amt > 0;
---
reads: sales.orders, sales.lines, sales.cust
writes: mart.final
mart.final.id <- sales.orders.id
mart.final.amt <- sales.lines.amt
mart.final.grp <- sales.cust.grp

== tsql while batch delete | tsql
DECLARE @r INT = 1; WHILE @r > 0 BEGIN DELETE TOP (5000) FROM dbo.logs WHERE ts < DATEADD(day, -30, GETDATE()); SET @r = @@ROWCOUNT; END
---
may read: dbo.logs
writes: dbo.logs
rows <- dbo.logs.ts (filter)

== tsql begin tran savepoint try nested if | tsql
BEGIN TRY BEGIN TRANSACTION; SAVE TRANSACTION s1; IF NOT EXISTS (SELECT 1 FROM ctl.runs WHERE d = CAST(GETDATE() AS DATE)) BEGIN INSERT INTO ctl.runs (d) VALUES (GETDATE()); INSERT INTO dw.f (id) SELECT id FROM stg.f; END ELSE BEGIN UPDATE ctl.runs SET n = n + 1 END COMMIT; END TRY BEGIN CATCH ROLLBACK; THROW; END CATCH
---
reads: ctl.runs, stg.f
writes: ctl.runs, dw.f
dw.f.id <- stg.f.id
ctl.runs.n <- ctl.runs.n

== snowflake scripting case loop cursor | snowflake
EXECUTE IMMEDIATE $$
DECLARE
  total NUMBER;
  c1 CURSOR FOR SELECT id, amt FROM stg.pay;
BEGIN
  FOR rec IN c1 DO
    total := rec.amt * 2;
    INSERT INTO fin.pay (id, amt) VALUES (:rec.id, :total);
  END FOR;
  CASE WHEN total > 0 THEN TRUNCATE TABLE stg.pay; ELSE INSERT INTO log.e (m) VALUES ('x'); END CASE;
  RETURN total;
END;
$$
---
reads: stg.pay
writes: fin.pay, stg.pay, log.e
fin.pay.amt <- stg.pay.amt
fin.pay.id <- stg.pay.id

== snowflake nested blocks and transactions | snowflake
BEGIN
  BEGIN TRANSACTION;
  CREATE OR REPLACE TEMP TABLE t1 AS SELECT k, MAX(v) AS v FROM raw.a GROUP BY k;
  LET n INT := (SELECT COUNT(*) FROM t1);
  BEGIN
    MERGE INTO core.a USING t1 ON a.k = t1.k WHEN MATCHED THEN UPDATE SET v = t1.v WHEN NOT MATCHED THEN INSERT (k, v) VALUES (t1.k, t1.v);
  EXCEPTION WHEN STATEMENT_ERROR THEN RAISE;
  END;
  COMMIT;
END
---
reads: raw.a
may read: core.a
writes: core.a
core.a.v <- raw.a.v
core.a.k <- raw.a.k

== pg do with dynamic table loop known | postgres
DO $do$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a','b'] LOOP EXECUTE format('INSERT INTO arch.%I SELECT * FROM live.%I', t, t); END LOOP; END $do$
---
reads: live.{{ t }}
may read: live.{{ t }}, live.a, live.b
writes: arch.{{ t }}
! unresolved

== pg function with out params and query | postgres
CREATE FUNCTION f(x int) RETURNS TABLE (id int, v text) LANGUAGE sql AS $$ SELECT id, v FROM base WHERE k = x $$; CREATE TABLE o AS SELECT f.id, f.v FROM f(1) AS f JOIN d ON d.id = f.id
---
reads: base, d
writes: o
o.id <- base.id
o.v <- base.v

== bq procedure with dynamic table and loop | bigquery
CREATE OR REPLACE PROCEDURE d.load(tbl STRING) BEGIN EXECUTE IMMEDIATE CONCAT('CREATE OR REPLACE TABLE mart.', tbl, ' AS SELECT id FROM raw.', tbl); END; CALL d.load('orders'); CALL d.load('items');
---
reads: raw.orders, raw.items
writes: mart.orders, mart.items
mart.orders.id <- raw.orders.id
mart.items.id <- raw.items.id

== bq if exists temp and set | bigquery
DECLARE ids ARRAY<INT64>; SET ids = (SELECT ARRAY_AGG(id) FROM d.k); IF ARRAY_LENGTH(ids) > 0 THEN DELETE FROM d.t WHERE id IN UNNEST(ids); ELSEIF EXISTS (SELECT 1 FROM d.flag) THEN SELECT 1; ELSE INSERT INTO d.e (n) VALUES (0); END IF;
---
reads: d.k, d.flag
may read: d.t
writes: d.t, d.e

== oracle package body | oracle
CREATE OR REPLACE PACKAGE BODY etl AS
  PROCEDURE a IS BEGIN INSERT INTO o1 (x) SELECT x FROM s1; END a;
  PROCEDURE run IS BEGIN a; UPDATE o2 SET y = (SELECT MAX(y) FROM s2); COMMIT; END run;
END etl;
/
BEGIN etl.run; END;
/
---
reads: s1, s2
may read: o2
writes: o1, o2
o1.x <- s1.x
o2.y <- s2.y

== mysql proc with cursor loop | mysql
DELIMITER //
CREATE PROCEDURE p() BEGIN DECLARE v INT; DECLARE d INT DEFAULT 0; DECLARE c CURSOR FOR SELECT id FROM q; DECLARE CONTINUE HANDLER FOR NOT FOUND SET d = 1; OPEN c; l: LOOP FETCH c INTO v; IF d THEN LEAVE l; END IF; INSERT INTO done (id) VALUES (v); END LOOP; CLOSE c; END//
DELIMITER ;
CALL p();
---
reads: q
writes: done
done.id <- q.id

== teradata proc | teradata
REPLACE PROCEDURE db.p (IN d DATE) BEGIN DECLARE n INTEGER; SELECT COUNT(*) INTO n FROM db.s WHERE dt = d; IF n > 0 THEN INSERT INTO db.o (a) SELECT a FROM db.s WHERE dt = d; END IF; END; CALL db.p(DATE '2024-01-01');
---
reads: db.s
writes: db.o
db.o.a <- db.s.a

== redshift temp and merge in proc with cursor | redshift
CREATE OR REPLACE PROCEDURE p() AS $$ DECLARE r RECORD; BEGIN CREATE TEMP TABLE t AS SELECT id, v FROM s.a; FOR r IN SELECT DISTINCT id FROM t LOOP DELETE FROM s.b WHERE id = r.id; END LOOP; INSERT INTO s.b (id, v) SELECT id, v FROM t; DROP TABLE t; END $$ LANGUAGE plpgsql; CALL p();
---
reads: s.a
may read: s.b
writes: s.b
s.b.id <- s.a.id
s.b.v <- s.a.v

== spark scripting loop | databricks
BEGIN DECLARE i INT DEFAULT 0; WHILE i < 3 DO INSERT INTO o (n) SELECT v FROM s WHERE k = i; SET i = i + 1; END WHILE; FOR r AS SELECT id FROM q DO INSERT INTO p (id) VALUES (r.id); END FOR; END
---
reads: s, q
writes: o, p
o.n <- s.v
p.id <- q.id

== jinja loops and macros | snowflake, bigquery, postgres
INSERT INTO {{ params.schema }}.out (a{% for c in cols %}, {{ c }}{% endfor %}) SELECT a{% for c in cols %}, {{ c }}{% endfor %} FROM {{ ref('stg') }} s WHERE s.d = '{{ ds }}'
---
reads: {{ ref('stg') }}
writes: {{ params.schema }}.out

== percent params | postgres, mysql, snowflake
INSERT INTO o (a, b, c) SELECT a, %(x)s, %s FROM t WHERE d BETWEEN %s AND %(y)s AND nm LIKE 'a%%' AND id = ANY(%(ids)s)
---
reads: t
writes: o
o.a <- t.a
