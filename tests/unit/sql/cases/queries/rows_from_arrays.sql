== FLATTEN gives elements of the array | snowflake
SELECT s.id, f.value:name::string AS nm, f.index AS i FROM src s, LATERAL FLATTEN(input => s.arr) f
---
ID <- SRC.ID
NM <- SRC.ARR (transformation)

== FLATTEN inside TABLE(), unqualified argument | snowflake
SELECT id, value::int AS v FROM src, TABLE(FLATTEN(input => arr, outer => TRUE))
---
ID <- SRC.ID
V <- SRC.ARR (transformation)

== FLATTEN of a FLATTEN reaches the first array | snowflake
SELECT a.value:x AS x, b.value AS y FROM t, LATERAL FLATTEN(input => t.doc:items) a, LATERAL FLATTEN(a.value:subs) b
---
X <- T.DOC (transformation)
Y <- T.DOC (transformation)

== FLATTEN of a PARSE_JSON expression in a subquery | snowflake
SELECT q.v FROM (SELECT f.value::string AS v, t.k FROM t, LATERAL FLATTEN(input => PARSE_JSON(t.raw):a) f) q WHERE q.k > 1
---
V <- T.RAW (transformation)
rows <- T.K (filter)

== SPLIT_TO_TABLE | snowflake
SELECT t.id, s.value AS part FROM t, LATERAL SPLIT_TO_TABLE(t.tags, ',') s
---
ID <- T.ID
PART <- T.TAGS (transformation)

== UNNEST in a comma join | bigquery
SELECT o.id, i.sku, i.qty FROM orders o, UNNEST(o.items) AS i
---
id <- orders.id
sku <- orders.items (transformation)
qty <- orders.items (transformation)

== UNNEST WITH OFFSET | bigquery
SELECT o.id, i, pos FROM orders AS o CROSS JOIN UNNEST(o.items) AS i WITH OFFSET AS pos
---
id <- orders.id
i <- orders.items (transformation)

== UNNEST WITH OFFSET without a name | bigquery
SELECT i, offset FROM orders AS o CROSS JOIN UNNEST(o.items) AS i WITH OFFSET
---
i <- orders.items (transformation)

== array of the FROM item without UNNEST | bigquery
SELECT o.id, i.sku FROM orders o, o.items i
---
id <- orders.id
sku <- orders.items (transformation)

== UNNEST of an array deep in a struct | bigquery
SELECT h.page FROM sessions s, UNNEST(s.payload.hits) h
---
page <- sessions.payload (transformation)

== UNNEST in a correlated EXISTS | bigquery
SELECT o.id FROM orders o WHERE EXISTS (SELECT 1 FROM UNNEST(o.items) i WHERE i.qty > 2)
---
id <- orders.id
rows <- orders.items (filter)

== UNNEST in IN | bigquery
SELECT o.id FROM orders o WHERE 'x' IN UNNEST(o.tags)
---
id <- orders.id
rows <- orders.tags (filter)

== UNNEST of several arrays, columns named | trino
SELECT t.id, u.a, u.b FROM t CROSS JOIN UNNEST(t.xs, t.ys) AS u (a, b)
---
id <- t.id
a <- t.xs (transformation)
b <- t.ys (transformation)

== UNNEST WITH ORDINALITY | trino, postgres
SELECT t.id, u.e, u.n FROM t CROSS JOIN UNNEST(t.xs) WITH ORDINALITY AS u (e, n)
---
id <- t.id
e <- t.xs (transformation)

== UNNEST in the select list | postgres, duckdb
SELECT id, UNNEST(xs) AS x FROM t
---
id <- t.id
x <- t.xs (transformation)

== jsonb_array_elements, laterally | postgres
SELECT t.id, e.value ->> 'n' AS n FROM t CROSS JOIN LATERAL jsonb_array_elements(t.doc -> 'items') AS e
---
id <- t.id
n <- t.doc (transformation)

== jsonb_to_recordset with declared columns | postgres
SELECT t.id, r.a, r.b FROM t, jsonb_to_recordset(t.doc) AS r(a int, b text)
---
id <- t.id
a <- t.doc (transformation)
b <- t.doc (transformation)

== generate_series is no table | postgres
SELECT g.d, t.a FROM t, generate_series(t.lo, t.hi) AS g(d)
---
d <- t.lo (transformation), t.hi (transformation)
a <- t.a

== jsonb_each has key and value | postgres
SELECT k.key, k.value FROM t, jsonb_each(t.doc) k
---
key <- t.doc (transformation)
value <- t.doc (transformation)

== EXPLODE in LATERAL VIEW | hive, spark, databricks
SELECT t.id, e.x FROM t LATERAL VIEW EXPLODE(t.xs) e AS x
---
id <- t.id
x <- t.xs (transformation)

== LATERAL VIEW OUTER of a map has two columns | hive, spark
SELECT id, k, v FROM t LATERAL VIEW OUTER EXPLODE(props) m AS k, v
---
id <- t.id
k <- t.props (transformation)
v <- t.props (transformation)

== POSEXPLODE in LATERAL VIEW | hive, spark
SELECT t.id, p, x FROM t LATERAL VIEW POSEXPLODE(t.xs) e AS p, x
---
id <- t.id
x <- t.xs (transformation)

== two LATERAL VIEWs, the second over the first | spark, hive
SELECT id, y FROM t LATERAL VIEW EXPLODE(xss) a AS xs LATERAL VIEW EXPLODE(xs) b AS y
---
id <- t.id
y <- t.xss (transformation)

== EXPLODE in the select list | spark, databricks
SELECT id, EXPLODE(xs) AS x FROM t
---
id <- t.id
x <- t.xs (transformation)

== POSEXPLODE in the select list names two columns | spark, databricks
SELECT id, POSEXPLODE(xs) AS (p, x) FROM t
---
id <- t.id
x <- t.xs (transformation)

== INLINE of an array of structs | spark
SELECT id, a, b FROM t LATERAL VIEW INLINE(structs) s AS a, b
---
id <- t.id
a <- t.structs (transformation)
b <- t.structs (transformation)

== json_tuple | spark, hive
SELECT t.id, j.a, j.b FROM t LATERAL VIEW json_tuple(t.raw, 'a', 'b') j AS a, b
---
id <- t.id
a <- t.raw (transformation)
b <- t.raw (transformation)

== table-valued EXPLODE in FROM LATERAL | databricks
SELECT t.id, e.col FROM t, LATERAL EXPLODE(t.xs) AS e
---
id <- t.id
col <- t.xs (transformation)

== OPENJSON with declared columns | tsql
SELECT s.id, j.nm, j.qty FROM src s CROSS APPLY OPENJSON(s.doc, '$.items') WITH (nm varchar(10) '$.name', qty int) j
---
id <- src.id
nm <- src.doc (transformation)
qty <- src.doc (transformation)

== OPENJSON without declared columns | tsql
SELECT s.id, j.[key], j.value FROM src s OUTER APPLY OPENJSON(s.doc) j
---
id <- src.id
key <- src.doc (transformation)
value <- src.doc (transformation)

== STRING_SPLIT | tsql
SELECT s.id, p.value FROM src s CROSS APPLY STRING_SPLIT(s.tags, ',') p
---
id <- src.id
value <- src.tags (transformation)

== table-valued function in CROSS APPLY | tsql
SELECT s.id, f.total FROM src s CROSS APPLY dbo.fn_total(s.id, s.d) AS f
---
id <- src.id
total <- src.id (transformation), src.d (transformation)
! unresolved

== subquery in CROSS APPLY | tsql
SELECT s.id, l.v FROM src s CROSS APPLY (SELECT TOP 1 h.v FROM hist h WHERE h.sid = s.id ORDER BY h.d DESC) l
---
id <- src.id
v <- hist.v
rows <- hist.sid (filter), src.id (filter), hist.d (sort)

== VALUES in CROSS APPLY unpivots | tsql
SELECT s.id, u.n, u.v FROM src s CROSS APPLY (VALUES ('a', s.a), ('b', s.b)) u(n, v)
---
id <- src.id
v <- src.a, src.b

== nodes() of an XML column | tsql
SELECT s.id, x.n.value('@a', 'int') AS a FROM src s CROSS APPLY s.doc.nodes('/r/i') x(n)
---
id <- src.id
a <- src.doc (transformation)

== JSON_TABLE | mysql
SELECT s.id, j.nm FROM src s, JSON_TABLE(s.doc, '$[*]' COLUMNS (nm VARCHAR(10) PATH '$.name')) j
---
id <- src.id
nm <- src.doc (transformation)

== JSON_TABLE in upper-case names | oracle
SELECT j.total FROM src s, JSON_TABLE(s.doc, '$' COLUMNS (total NUMBER PATH '$.t')) j WHERE j.total > 1
---
TOTAL <- SRC.DOC (transformation)
rows <- SRC.DOC (filter)

== XMLTABLE | oracle
SELECT s.id, x.nm FROM src s, XMLTABLE('/r/i' PASSING s.doc COLUMNS nm VARCHAR2(10) PATH '@n') x
---
ID <- SRC.ID
NM <- SRC.DOC (transformation)

== TABLE() of a nested table column | oracle
SELECT d.id, e.column_value AS v FROM depts d, TABLE(d.emps) e
---
ID <- DEPTS.ID
V <- DEPTS.EMPS (transformation)

== json_each | sqlite
SELECT t.id, j.value FROM t, json_each(t.doc, '$.a') AS j
---
id <- t.id
value <- t.doc (transformation)

== SUPER array navigation | redshift
SELECT t.id, e.name AS nm, i AS place FROM t, t.arr AS e AT i
---
id <- t.id
nm <- t.arr (transformation)

== ARRAY JOIN with aliases | clickhouse
SELECT id, x, y FROM t ARRAY JOIN xs AS x, ys AS y
---
id <- t.id
x <- t.xs (transformation)
y <- t.ys (transformation)

== LEFT ARRAY JOIN of a column by its own name | clickhouse
SELECT id, xs FROM t LEFT ARRAY JOIN xs WHERE xs > 3
---
id <- t.id
xs <- t.xs (transformation)
rows <- t.xs (filter)

== arrayJoin in the select list | clickhouse
SELECT id, arrayJoin(xs) AS x FROM t
---
id <- t.id
x <- t.xs (transformation)

== unnest of a list of structs | duckdb
SELECT t.id, u.s.name AS nm FROM t, UNNEST(t.xs) AS u(s)
---
id <- t.id
nm <- t.xs (transformation)

== range and generate_series | duckdb
SELECT r.i, t.a FROM t, range(t.n) AS r(i)
---
i <- t.n (transformation)
a <- t.a

== table function over a constant reads nothing | duckdb
SELECT i FROM range(10) r(i)
---

== user's table function in FROM | postgres
SELECT f.a FROM get_rows(3) AS f(a)
---

== subquery of an array of structs | bigquery
SELECT id, (SELECT SUM(i.qty) FROM UNNEST(items) i WHERE i.ok) AS total FROM orders
---
id <- orders.id
total <- orders.items (aggregation), orders.items (filter)

== ARRAY subquery | bigquery
SELECT id, ARRAY(SELECT AS STRUCT i.sku, i.qty FROM UNNEST(items) i ORDER BY i.n) AS x FROM orders
---
id <- orders.id
x <- orders.items (transformation), orders.items (sort)
