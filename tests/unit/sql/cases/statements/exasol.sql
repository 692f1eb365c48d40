== merge | exasol
MERGE INTO s.t t USING (SELECT id, v FROM s.src) x ON (t.id = x.id) WHEN MATCHED THEN UPDATE SET t.v = x.v DELETE WHERE x.v IS NULL WHEN NOT MATCHED THEN INSERT (id, v) VALUES (x.id, x.v)
---
reads: s.src
may read: s.t
writes: s.t
s.t.v <- s.src.v
s.t.id <- s.src.id

== update from | exasol
UPDATE s.t AS t SET t.v = x.v FROM s.t AS t, s.src AS x WHERE t.id = x.id
---
reads: s.src
may read: s.t
writes: s.t
s.t.v <- s.src.v

== import csv from s3 | exasol
IMPORT INTO s.t (a, b) FROM CSV AT 'https://b.s3.amazonaws.com' FILE 'f.csv' SKIP = 1
---
reads: https://b.s3.amazonaws.com/f.csv
writes: s.t

== import from jdbc statement | exasol
IMPORT INTO s.t FROM JDBC AT ora STATEMENT 'SELECT a FROM hr.emp'
---
reads: ora.hr.emp
writes: s.t
! unsupported

== ctas | exasol
CREATE OR REPLACE TABLE s.out1 AS SELECT a, b FROM s.src WITH DATA
---
reads: s.src
writes: s.out1
s.out1.a <- s.src.a
s.out1.b <- s.src.b

== open schema | exasol
OPEN SCHEMA dw; INSERT INTO out1 (a) SELECT a FROM src
---
reads: dw.src
writes: dw.out1
dw.out1.a <- dw.src.a

== connect by | exasol
INSERT INTO s.out1 (id) SELECT id FROM s.n CONNECT BY PRIOR id = pid START WITH pid IS NULL
---
reads: s.n
writes: s.out1
s.out1.id <- s.n.id

== local alias | exasol
INSERT INTO s.out1 (x) SELECT a + 1 AS x FROM s.src WHERE local.x > 1
---
reads: s.src
writes: s.out1
s.out1.x <- s.src.a

== emits udf | exasol
INSERT INTO s.out1 (x, y) SELECT s.my_udf(a, b) EMITS (x INT, y INT) FROM s.src
---
reads: s.src
writes: s.out1
s.out1.x <- s.src.a, s.src.b
s.out1.y <- s.src.a, s.src.b

== rename | exasol
RENAME TABLE s.a TO b
---
reads: s.a
writes: s.b

== group_concat and qualify | exasol
INSERT INTO s.out1 (k, g) SELECT k, GROUP_CONCAT(DISTINCT n ORDER BY n SEPARATOR ',') FROM s.src GROUP BY k
---
reads: s.src
writes: s.out1
s.out1.k <- s.src.k
s.out1.g <- s.src.n

== insert overriding from values | exasol
INSERT INTO s.out1 VALUES (1, 2), (3, 4)
---
writes: s.out1

== export table to file | exasol
EXPORT s.src INTO CSV AT 'ftp://h/' FILE 'o.csv' DELIMIT=AUTO
---
reads: s.src
writes: ftp://h/o.csv

== truncate and delete | exasol
TRUNCATE TABLE s.a; DELETE FROM s.b WHERE NOT EXISTS (SELECT 1 FROM s.c WHERE s.c.id = s.b.id)
---
reads: s.c
may read: s.b
writes: s.a, s.b

== script call | exasol
EXECUTE SCRIPT s.load_all('x') WITH OUTPUT
---
! unsupported

== merge with where and delete | exasol
MERGE INTO dw.t USING stg.s ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v WHERE s.v <> t.v DELETE WHERE t.d WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.v <- stg.s.v
dw.t.id <- stg.s.id

== import as subselect | exasol
INSERT INTO dw.o (a) SELECT i.a FROM (IMPORT INTO (a INT, b INT) FROM JDBC AT conn STATEMENT 'SELECT a, b FROM x.y') i
---
reads: conn.x.y
writes: dw.o
dw.o.a <- conn.x.y.a
! unsupported

== local alias in where and select | exasol
CREATE OR REPLACE TABLE dw.o AS SELECT a + b AS c, LOCAL.c * 2 AS d FROM stg.s WHERE LOCAL.c > 5
---
reads: stg.s
writes: dw.o
dw.o.c <- stg.s.a, stg.s.b
dw.o.d <- stg.s.a, stg.s.b

== udf emits | exasol
INSERT INTO dw.o (k, w) SELECT k, my.split_words(txt) EMITS (w VARCHAR(100)) FROM stg.s
---
reads: stg.s
writes: dw.o
dw.o.k <- stg.s.k
dw.o.w <- stg.s.txt

== connect by and group_concat | exasol
CREATE VIEW dw.v AS SELECT id, SYS_CONNECT_BY_PATH(nm, '/') AS p FROM dw.n CONNECT BY PRIOR id = pid START WITH pid IS NULL
---
reads: dw.n
writes: dw.v
dw.v.id <- dw.n.id
dw.v.p <- dw.n.nm

== update multi and open schema | exasol
OPEN SCHEMA dw; UPDATE t AS a SET a.v = b.v FROM t AS a JOIN stg.s AS b ON a.id = b.id
---
reads: stg.s
may read: dw.t
writes: dw.t
dw.t.v <- stg.s.v

== with and preferring skyline | exasol
INSERT INTO dw.o (a) WITH x AS (SELECT a, p FROM stg.s) SELECT a FROM x PREFERRING LOW p
---
reads: stg.s
writes: dw.o
dw.o.a <- stg.s.a
rows <- stg.s.p (window)

== hashes exasol | exasol
INSERT INTO dw.o (a, b) SELECT HASH_SHA256(mail), HASHTYPE_MD5(nm) FROM stg.s
---
reads: stg.s
writes: dw.o
dw.o.a <- stg.s.mail
dw.o.b <- stg.s.nm

== distinct create like | exasol
CREATE TABLE dw.n LIKE dw.t INCLUDING DEFAULTS; INSERT INTO dw.n SELECT * FROM dw.s2; RENAME TABLE dw.n TO n2;
---
reads: dw.s2
may read: dw.t
writes: dw.n2
! unresolved

== values between | exasol
INSERT INTO dw.o (d) SELECT level AS d FROM VALUES BETWEEN 1 AND 10 AS v(level)
---
writes: dw.o

== exasol insert with join, nulls and analytic | exasol
INSERT INTO dw.f (k, v, r) SELECT d.k, NVL(s.v, 0), ROW_NUMBER() OVER (PARTITION BY d.k ORDER BY s.ts DESC) FROM stg.s s LEFT JOIN dw.d d ON d.bk = s.bk WHERE s.ts BETWEEN TIMESTAMP '2024-01-01 00:00:00' AND CURRENT_TIMESTAMP
---
reads: stg.s, dw.d
writes: dw.f
dw.f.k <- dw.d.k
dw.f.v <- stg.s.v

== exasol lua script execute reported | exasol
EXECUTE SCRIPT etl.load_all('x')
---
! unsupported

== exasol import jdbc with statement into table | exasol
IMPORT INTO stg.t FROM JDBC AT ora_conn STATEMENT 'SELECT a FROM hr.s'
---
reads: ora_conn.hr.s
writes: stg.t
! unsupported

== exasol delete and truncate with schema open | exasol
OPEN SCHEMA dw; DELETE FROM o WHERE EXISTS (SELECT 1 FROM stg.s WHERE s.id = o.id); TRUNCATE TABLE p; CREATE OR REPLACE VIEW v AS SELECT a FROM o;
---
reads: stg.s, dw.o
writes: dw.o, dw.p, dw.v
dw.v.a <- dw.o.a
