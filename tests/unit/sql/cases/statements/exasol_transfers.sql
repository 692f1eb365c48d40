== rows that an import could not take | exasol
IMPORT INTO dw.o FROM LOCAL CSV FILE '/x.csv' ERRORS INTO stg.err (CURRENT_TIMESTAMP) REJECT LIMIT 10
---
reads: /x.csv
writes: dw.o, stg.err

== rows that an import could not take, in a file | exasol
IMPORT INTO dw.o FROM CSV AT 'https://h/p' FILE 'a.csv' ERRORS INTO CSV AT 'https://h/bad' FILE 'e.csv' REJECT LIMIT UNLIMITED ERRORS
---
reads: https://h/p/a.csv
writes: dw.o, https://h/bad/e.csv

== words of an import inside its query | exasol
IMPORT INTO dw.o (a) FROM JDBC AT c STATEMENT 'SELECT a FROM x.y WHERE b = ''ERRORS INTO t''' ERRORS INTO stg.err
---
reads: c.x.y
writes: dw.o, stg.err
dw.o.a <- c.x.y.a
! unsupported

== files of two servers | exasol
IMPORT INTO dw.o FROM CSV AT 'https://h/p/' USER 'u' IDENTIFIED BY '***' FILE 'a.csv' FILE '/b.csv' AT 's3://c' FILE 'c.csv'
---
reads: https://h/p/a.csv, https://h/p/b.csv, s3://c/c.csv
writes: dw.o

== a file of a connection is named by itself | exasol
IMPORT INTO dw.o FROM CSV AT conn FILE 'a.csv'; EXPORT dw.o INTO CSV AT 's3://b/d' FILE 'o.csv'
---
reads: a.csv, dw.o
writes: dw.o, s3://b/d/o.csv

== an import as a query with declared columns | exasol
INSERT INTO dw.o (a, b) SELECT i.a, k.v FROM (IMPORT INTO (a INT, b DECIMAL(10,2)) FROM JDBC AT conn STATEMENT 'SELECT q, r FROM x.y WHERE z = ''u''') i JOIN dw.k k ON k.id = i.b
---
reads: conn.x.y, dw.k
writes: dw.o
dw.o.a <- conn.x.y.q
dw.o.b <- dw.k.v
rows <- conn.x.y.r (join), dw.k.id (join), conn.x.y.z (filter)
exact
! unsupported

== an import of a table as a query | exasol
INSERT INTO dw.o (a) SELECT i.a FROM (IMPORT FROM EXA AT c TABLE s.t) i
---
reads: c.s.t
writes: dw.o
dw.o.a <- c.s.t.a
! unsupported

== an import of files as a query | exasol
INSERT INTO dw.o (a) SELECT i.a FROM (IMPORT INTO (a INT) FROM CSV AT 'https://h/p' FILE 'f.csv') i
---
reads: https://h/p/f.csv
writes: dw.o
! unresolved

== the best rows of each part | exasol
INSERT INTO dw.o (a) SELECT a FROM s.t WHERE z = 1 PREFERRING LOW price PLUS HIGH q PARTITION BY city ORDER BY a
---
reads: s.t
writes: dw.o
dw.o.a <- s.t.a
rows <- s.t.z (filter), s.t.price (window), s.t.q (window), s.t.city (window), s.t.a (sort)
exact

== preferences of several ranks, and a query behind them | exasol
INSERT INTO dw.o (a) SELECT a FROM s.t PREFERRING (LOW price PRIOR TO HIGH (q + r)) PLUS k = 'x' UNION ALL SELECT b FROM s.u
---
reads: s.t, s.u
writes: dw.o
dw.o.a <- s.t.a, s.u.b
rows <- s.t.price (window), s.t.q (window), s.t.r (window), s.t.k (window)
exact
