== insert on duplicate with alias row | mysql
INSERT INTO t (id, n) SELECT id, cnt FROM s AS src ON DUPLICATE KEY UPDATE n = t.n + VALUES(n)
---
reads: s, t
writes: t
t.id <- s.id
t.n <- s.cnt, t.n

== insert values row alias | mysql
INSERT INTO t (id, n) VALUES (1, 2) AS new ON DUPLICATE KEY UPDATE n = new.n
---
may read: t
writes: t

== insert set | mysql
INSERT INTO t SET a = 1, b = (SELECT MAX(x) FROM u)
---
reads: u
writes: t
t.b <- u.x

== replace into select | mysql
REPLACE INTO t (a) SELECT a FROM s
---
reads: s
writes: t
t.a <- s.a

== insert ignore | mysql
INSERT IGNORE INTO t (a) SELECT a FROM s
---
reads: s
writes: t
t.a <- s.a

== multi table update | mysql
UPDATE t1 INNER JOIN t2 USING (id) LEFT JOIN t3 ON t3.id = t1.id SET t1.a = t2.a, t2.b = t3.b WHERE t1.c = 1
---
reads: t1, t2, t3
may read: t1
writes: t1, t2
t1.a <- t2.a
t2.b <- t3.b

== multi table delete | mysql
DELETE a, b FROM t1 AS a INNER JOIN t2 AS b ON a.id = b.id WHERE a.x = 1
---
reads: t1, t2
may read: t1, t2
writes: t1, t2

== delete from using | mysql
DELETE FROM a USING t1 AS a JOIN t2 AS b ON a.id = b.id
---
reads: t2
may read: t1
writes: t1

== update with order and limit | mysql
UPDATE LOW_PRIORITY IGNORE t SET a = b ORDER BY c LIMIT 10
---
reads: t
writes: t
t.a <- t.b

== rename swap | mysql
RENAME TABLE db.t TO db.t_old, db.t_new TO db.t
---
reads: db.t, db.t_new
may read: db.t
writes: db.t_old, db.t

== load data local | mysql
LOAD DATA LOCAL INFILE '/d/x.csv' REPLACE INTO TABLE db.t FIELDS TERMINATED BY ',' IGNORE 1 LINES (a, @b) SET b = UPPER(@b)
---
reads: /d/x.csv
writes: db.t

== select into outfile | mysql
SELECT a, b INTO OUTFILE '/tmp/o.csv' FIELDS TERMINATED BY ',' FROM db.src WHERE c = 1
---
reads: db.src
writes: /tmp/o.csv
/tmp/o.csv.a <- db.src.a
/tmp/o.csv.b <- db.src.b

== select into variables | mysql
SELECT MAX(id) INTO @m FROM db.t; INSERT INTO db.o (a) SELECT a FROM db.s WHERE id > @m
---
reads: db.t, db.s
writes: db.o
db.o.a <- db.s.a

== user variable value | mysql
SET @d = (SELECT MAX(d) FROM wm); INSERT INTO o (a, d) SELECT a, @d FROM s
---
reads: wm, s
writes: o
o.a <- s.a
o.d <- wm.d

== prepare and execute | mysql
SET @s = 'INSERT INTO o (a) SELECT a FROM s'; PREPARE st FROM @s; EXECUTE st; DEALLOCATE PREPARE st
---
reads: s
writes: o
o.a <- s.a

== delimiter procedure and call | mysql
DELIMITER //
CREATE PROCEDURE p(IN d DATE)
BEGIN
  DELETE FROM o WHERE dt = d;
  INSERT INTO o (a, dt) SELECT a, dt FROM s WHERE dt = d;
END //
DELIMITER ;
CALL p('2024-01-01');
---
reads: s
may read: o
writes: o
o.a <- s.a
o.dt <- s.dt

== create table select with columns | mysql
CREATE TABLE o (id INT PRIMARY KEY) SELECT id, v FROM s
---
reads: s
writes: o
o.id <- s.id
o.v <- s.v

== create table like | mysql
CREATE TABLE a LIKE b; INSERT INTO a SELECT * FROM b
---
reads: b
writes: a

== temporary table | mysql
CREATE TEMPORARY TABLE tmp (INDEX (id)) ENGINE=MEMORY SELECT id, v FROM s; INSERT INTO o (id, v) SELECT id, v FROM tmp; DROP TEMPORARY TABLE tmp
---
reads: s
writes: o
o.id <- s.id
o.v <- s.v

== exchange partition | mysql
ALTER TABLE f EXCHANGE PARTITION p1 WITH TABLE st WITHOUT VALIDATION
---
reads: f, st
writes: f, st

== json_table | mysql
INSERT INTO o (id, n) SELECT s.id, j.n FROM s, JSON_TABLE(s.doc, '$[*]' COLUMNS (n VARCHAR(10) PATH '$.n', NESTED PATH '$.x[*]' COLUMNS (y INT PATH '$.y'))) AS j
---
reads: s
writes: o
o.id <- s.id
o.n <- s.doc

== straight join and force index | mysql
INSERT INTO o (a, b) SELECT x.a, y.b FROM x FORCE INDEX (i1) STRAIGHT_JOIN y USE INDEX (i2) ON x.k = y.k
---
reads: x, y
writes: o
o.a <- x.a
o.b <- y.b

== group_concat | mysql
INSERT INTO o (k, g) SELECT k, GROUP_CONCAT(DISTINCT n ORDER BY m SEPARATOR '|') FROM s GROUP BY k WITH ROLLUP
---
reads: s
writes: o
o.k <- s.k
o.g <- s.n

== values statement and table statement | mysql
schema: s(a); o2(x)
INSERT INTO o (a, b) VALUES ROW(1, 2), ROW(3, 4); INSERT INTO o2 TABLE s
---
reads: s
writes: o, o2
o2.x <- s.a

== lateral | mysql
INSERT INTO o (a, m) SELECT t.a, l.m FROM t, LATERAL (SELECT MAX(v) AS m FROM u WHERE u.k = t.k) AS l
---
reads: t, u
writes: o
o.a <- t.a
o.m <- u.v

== comment executable | mysql
INSERT /*+ SET_VAR(x=1) */ INTO o (a) SELECT /*!40001 SQL_NO_CACHE */ a FROM s # trailing comment FROM zz
---
reads: s
writes: o
o.a <- s.a

== insert partition | mysql
INSERT INTO o PARTITION (p0, p1) (a) SELECT a FROM s PARTITION (p2)
---
reads: s
writes: o
o.a <- s.a

== use | mysql
USE db1; INSERT INTO o (a) SELECT a FROM s; USE `db-2`; INSERT INTO o (a) SELECT a FROM db1.s
---
reads: db1.s
writes: db1.o, db-2.o
db1.o.a <- db1.s.a
db-2.o.a <- db1.s.a

== handler and lock tables | mysql
LOCK TABLES a WRITE, b READ; INSERT INTO a (x) SELECT x FROM b; UNLOCK TABLES
---
reads: b
writes: a
a.x <- b.x

== import table and checksum | mysql
CHECKSUM TABLE a; OPTIMIZE TABLE a
---
may read: a
== with update | mysql
WITH c AS (SELECT id, v FROM s) UPDATE t JOIN c ON c.id = t.id SET t.v = c.v
---
reads: s
may read: t
writes: t
t.v <- s.v

== intersect and except | mysql
INSERT INTO o (a) (SELECT a FROM s1) EXCEPT (SELECT b FROM s2)
---
reads: s1, s2
writes: o
o.a <- s1.a

== upsert with row alias and columns | mysql
INSERT INTO t (id, n, v) SELECT s.id, s.n, s.v FROM s ON DUPLICATE KEY UPDATE n = t.n + VALUES(n), v = IF(VALUES(v) IS NULL, t.v, VALUES(v))
---
reads: s
may read: t
writes: t
t.id <- s.id
t.n <- s.n, t.n
t.v <- s.v, t.v

== upsert alias form | mysql
INSERT INTO t (a, b) VALUES (1, 2) AS new (x, y) ON DUPLICATE KEY UPDATE b = new.y + t.b
---
may read: t
writes: t
t.b <- t.b

== multi update | mysql
UPDATE ord o JOIN cust c ON c.id = o.cid LEFT JOIN reg r ON r.id = c.rid SET o.cname = c.nm, c.last = o.dt, o.reg = COALESCE(r.nm, 'x') WHERE o.st = 'n'
---
reads: ord, cust, reg
writes: ord, cust
ord.cname <- cust.nm
cust.last <- ord.dt
ord.reg <- reg.nm

== multi delete with using | mysql
DELETE a, b FROM a INNER JOIN b ON a.id = b.aid LEFT JOIN c ON c.id = a.id WHERE c.id IS NULL
---
reads: c
may read: a, b
writes: a, b

== load data with set and vars | mysql
LOAD DATA LOCAL INFILE '/data/x.csv' REPLACE INTO TABLE db.t CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\n' IGNORE 1 LINES (@a, b) SET a = NULLIF(@a, ''), k = (SELECT id FROM ref LIMIT 1)
---
reads: /data/x.csv, ref
may read: ref
writes: db.t

== prepare from concat | mysql
SET @t = 'o'; SET @q = CONCAT('INSERT INTO ', @t, ' (a) SELECT a FROM s'); PREPARE st FROM @q; EXECUTE st; DEALLOCATE PREPARE st;
---
reads: s
writes: o
o.a <- s.a

== swap by rename | mysql
CREATE TABLE t_new LIKE t; INSERT INTO t_new (a) SELECT a FROM s; RENAME TABLE t TO t_old, t_new TO t; DROP TABLE t_old;
---
reads: s
may read: t
writes: t
t.a <- s.a

== variables in select as row number | mysql
INSERT INTO o (id, rn) SELECT x.id, x.rn FROM (SELECT t.id, @r := @r + 1 AS rn FROM t, (SELECT @r := 0) init ORDER BY t.ts) x
---
reads: t
writes: o
o.id <- t.id

== group_concat and json | mysql
CREATE TABLE o AS SELECT g, GROUP_CONCAT(DISTINCT nm ORDER BY ts SEPARATOR ';') AS n, JSON_ARRAYAGG(JSON_OBJECT('a', a)) AS j, doc->>'$.x' AS x FROM t GROUP BY g, doc
---
reads: t
writes: o
o.g <- t.g
o.n <- t.nm
o.j <- t.a
o.x <- t.doc

== insert from table stmt and union with parens | mysql
INSERT INTO o (a) (SELECT a FROM x ORDER BY b LIMIT 5) UNION ALL (SELECT a FROM y)
---
reads: x, y
writes: o
o.a <- x.a, y.a

== update subquery of itself | mysql
UPDATE t SET v = (SELECT m FROM (SELECT MAX(v) AS m FROM t) z) WHERE id IN (SELECT id FROM s)
---
reads: t, s
writes: t
t.v <- t.v

== conditional comments and hints | mysql
/*!40101 SET NAMES utf8 */; INSERT /*+ MAX_EXECUTION_TIME(1000) */ IGNORE INTO o (a) SELECT /*! STRAIGHT_JOIN */ s.a FROM s FORCE INDEX (ix) JOIN u USE INDEX () ON u.id = s.id
---
reads: s, u
writes: o
o.a <- s.a

== event body moves nothing | mysql
CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO INSERT INTO o SELECT * FROM s
---

== cross database with backticks dot | mysql
REPLACE INTO `dw`.`fact-1` (`a b`) SELECT `s`.`x y` FROM `app-db`.`src` AS `s`
---
reads: app-db.src
writes: dw.fact-1
dw.fact-1.a b <- app-db.src.x y

== select into outfile with join | mysql
SELECT a.id, b.nm INTO OUTFILE '/tmp/o.csv' FIELDS TERMINATED BY ',' FROM a JOIN b ON b.id = a.id
---
reads: a, b
writes: /tmp/o.csv

== cte update and delete | mysql
WITH d AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY id) AS rn FROM t) DELETE FROM t USING t JOIN d ON d.id = t.id WHERE d.rn > 1
---
may read: t
writes: t

== partition exchange and truncate | mysql
ALTER TABLE f TRUNCATE PARTITION p1; ALTER TABLE f EXCHANGE PARTITION p1 WITH TABLE f_stage WITHOUT VALIDATION; ANALYZE TABLE f; OPTIMIZE TABLE f;
---
reads: f, f_stage
writes: f, f_stage

== json_table nested path | mysql
INSERT INTO o (id, sku) SELECT r.id, j.sku FROM raw r, JSON_TABLE(r.doc, '$.o[*]' COLUMNS (oid INT PATH '$.id', NESTED PATH '$.l[*]' COLUMNS (sku VARCHAR(20) PATH '$.sku'))) AS j
---
reads: raw
writes: o
o.id <- raw.id
o.sku <- raw.doc

== insert select with limit and locks | mysql
LOCK TABLES o WRITE, s READ; INSERT LOW_PRIORITY INTO o SET a = (SELECT MAX(a) FROM s), b = 1; UNLOCK TABLES;
---
reads: s
may read: o
writes: o
o.a <- s.a

== mysql json merge and on duplicate from select join | mysql
INSERT INTO agg (k, n, doc) SELECT c.k, COUNT(*) c1, JSON_OBJECTAGG(o.a, o.b) FROM ord o JOIN cust c ON c.id = o.cid GROUP BY c.k ON DUPLICATE KEY UPDATE n = VALUES(n), doc = JSON_MERGE_PATCH(agg.doc, VALUES(doc))
---
reads: ord, cust
may read: agg
writes: agg
agg.k <- cust.k
agg.doc <- ord.a, ord.b, agg.doc

== mysql union view with limits | mysql
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS (SELECT id, 'a' src FROM a LIMIT 5) UNION (SELECT id, 'b' FROM b ORDER BY id)
---
reads: a, b
writes: v
v.id <- a.id, b.id

== mysql signal, handler, loops in procedure called twice | mysql
CREATE PROCEDURE ld(IN t VARCHAR(20)) BEGIN SET @s = CONCAT('INSERT INTO dw.', t, ' SELECT * FROM stg.', t); PREPARE x FROM @s; EXECUTE x; DEALLOCATE PREPARE x; END; CALL ld('a'); CALL ld('b');
---
reads: stg.a, stg.b
writes: dw.a, dw.b
! unresolved

== mysql update with limit order and self join alias | mysql
UPDATE emp e INNER JOIN emp m ON m.id = e.mgr SET e.mgr_nm = m.nm, e.lvl = m.lvl + 1
---
may read: emp
reads: emp
writes: emp
emp.mgr_nm <- emp.nm
emp.lvl <- emp.lvl

== mysql values row and lateral derived | mysql
INSERT INTO o (a, b) SELECT t.a, x.b FROM t, LATERAL (SELECT SUM(u.b) AS b FROM u WHERE u.a = t.a) AS x
---
reads: t, u
writes: o
o.a <- t.a
o.b <- u.b
