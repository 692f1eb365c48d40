== structure of a file in the call | clickhouse
CREATE TABLE o ENGINE = Memory AS SELECT * FROM s3('s3://b/x.csv', 'CSV', 'a Int32, b Tuple(x Int32, y Int32)');
INSERT INTO p (x, f) SELECT a, _path FROM url('https://h/y.csv', 'CSV', 'a Int32, c String');
---
reads: s3://b/x.csv, https://h/y.csv
writes: o, p
o.a <- s3://b/x.csv.a
o.b <- s3://b/x.csv.b
p.x <- https://h/y.csv.a
p.f <- https://h/y.csv._path

== a declared file joined with a table | clickhouse
schema: t(k, v)
INSERT INTO o (x, y) SELECT a, v FROM file('x.csv', 'CSV', 'a Int32, b String') AS f JOIN t ON f.b = k;
---
reads: x.csv, t
writes: o
o.x <- x.csv.a
o.y <- t.v

== structure of values and of generated rows | clickhouse
INSERT INTO o (x) SELECT a FROM values('a Int32, b String', (1, 'x'), (2, 'y'));
CREATE TABLE p ENGINE = Memory AS SELECT * FROM generateRandom('a Int32, b String');
INSERT INTO q SELECT a + 1 AS c FROM input('a Int32, b String') FORMAT CSV;
---
reads:
writes: o, p, q
columns: none

== columns of a file in the call | duckdb
CREATE TABLE o AS SELECT * FROM read_csv('/data/x.csv', columns = {'a': 'INTEGER', 'b': 'VARCHAR'});
CREATE TABLE p AS SELECT a, filename FROM read_json(['/data/y.json', '/data/z.json'], columns = {a: 'INTEGER'});
---
reads: /data/x.csv, /data/y.json, /data/z.json
writes: o, p
o.a <- /data/x.csv.a
o.b <- /data/x.csv.b
p.a <- /data/y.json.a, /data/z.json.a
p.filename <- /data/y.json.filename, /data/z.json.filename

== columns of a file in the call and more | duckdb
CREATE TABLE o AS SELECT * FROM read_csv('/data/x.csv', columns = {'a': 'INTEGER'}, filename = true);
---
reads: /data/x.csv
writes: o
! unresolved

== a written file has the query's columns | clickhouse
INSERT INTO FUNCTION s3('s3://b/x.csv', 'CSV') SELECT k, p AS c FROM src;
INSERT INTO FUNCTION file('y.csv', 'CSV', 'a Int32, b Int32') SELECT k, p AS c FROM src;
---
reads: src
writes: s3://b/x.csv, y.csv
s3://b/x.csv.k <- src.k
s3://b/x.csv.c <- src.p
y.csv.a <- src.k
y.csv.b <- src.p
