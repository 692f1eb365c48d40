== the result of the query before | snowflake
SELECT id, v FROM s WHERE z = 1; CREATE TABLE o AS SELECT "ID", v + 1 AS w FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
reads: s
writes: o
o.id <- s.id
o.w <- s.v
rows <- s.z (filter)

== the result of the query before that | snowflake
SELECT id FROM s; SELECT k FROM u; INSERT INTO o (a) SELECT r.id FROM TABLE(RESULT_SCAN(LAST_QUERY_ID(-2))) AS r
---
reads: s, u
writes: o
o.a <- s.id

== the result of no query of the text | snowflake
SHOW TABLES; INSERT INTO o (a) SELECT "name" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
writes: o
! unresolved

== the result of a statement that is no query | snowflake
SELECT id FROM s; INSERT INTO t (a) SELECT b FROM u; INSERT INTO o (a) SELECT id FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
reads: s, u
writes: t, o
t.a <- u.b
! unresolved

== columns by their place in a query | snowflake
INSERT INTO o (a, b) SELECT $2, $1 || 'x' FROM (SELECT id, v FROM s); INSERT INTO p (a, b) SELECT $1, $2 FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
reads: s
writes: o, p
o.a <- s.v
o.b <- s.id
! unresolved

== columns by their place in the result before | snowflake
SELECT id, COUNT(v) FROM s GROUP BY id; INSERT INTO o (a, b) SELECT $1, $2 FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))
---
reads: s
writes: o
o.a <- s.id (identity)
o.b <- s.v (aggregation)
