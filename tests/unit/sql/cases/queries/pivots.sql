== PIVOT with an alias column list | snowflake
SELECT * FROM (SELECT empid, mon, amount FROM src) PIVOT (SUM(amount) FOR mon IN ('JAN', 'FEB')) AS p (empid, jan, feb)
---
EMPID <- SRC.EMPID
JAN <- SRC.AMOUNT (aggregation), SRC.MON (conditional)
FEB <- SRC.AMOUNT (aggregation), SRC.MON (conditional)
rows <- SRC.EMPID (group by)

== PIVOT columns by the engine's names | bigquery
schema: src(empid, mon, amount)
SELECT * FROM src PIVOT (SUM(amount) FOR mon IN ('jan', 'feb'))
---
empid <- src.empid
jan <- src.amount (aggregation), src.mon (conditional)
feb <- src.amount (aggregation), src.mon (conditional)
rows <- src.empid (group by)

== PIVOT with two named aggregates | bigquery
SELECT s_q1, n_q1, s_q2 FROM (SELECT p, q, x FROM src) PIVOT (SUM(x) AS s, COUNT(x) AS n FOR q IN ('Q1' AS q1, 'Q2' AS q2))
---
s_q1 <- src.x (aggregation), src.q (conditional)
n_q1 <- src.x (aggregation), src.q (conditional)
s_q2 <- src.x (aggregation), src.q (conditional)
rows <- src.p (group by)

== PIVOT with aliases in the IN list | oracle
SELECT * FROM (SELECT cust, prod, qty FROM src) PIVOT (SUM(qty) FOR prod IN ('A' AS a, 'B' AS b))
---
CUST <- SRC.CUST
A <- SRC.QTY (aggregation), SRC.PROD (conditional)
B <- SRC.QTY (aggregation), SRC.PROD (conditional)
rows <- SRC.CUST (group by)

== PIVOT with two aggregates and aliases | oracle
SELECT cust, a_q, a_n, b_q FROM (SELECT cust, prod, qty, n FROM src) PIVOT (SUM(qty) AS q, MAX(n) AS n FOR prod IN ('A' AS a, 'B' AS b))
---
CUST <- SRC.CUST
A_Q <- SRC.QTY (aggregation), SRC.PROD (conditional)
A_N <- SRC.N (aggregation), SRC.PROD (conditional)
B_Q <- SRC.QTY (aggregation), SRC.PROD (conditional)
rows <- SRC.CUST (group by)

== PIVOT needs an alias | tsql
SELECT p.cust, p.[A], p.[B] FROM (SELECT cust, prod, qty FROM src) s PIVOT (SUM(qty) FOR prod IN ([A], [B])) AS p
---
cust <- src.cust
A <- src.qty (aggregation), src.prod (conditional)
B <- src.qty (aggregation), src.prod (conditional)
rows <- src.cust (group by)

== PIVOT with an alias | spark, databricks
SELECT * FROM (SELECT cust, prod, qty FROM src) PIVOT (SUM(qty) FOR prod IN ('A' AS a, 'B' AS b))
---
cust <- src.cust
a <- src.qty (aggregation), src.prod (conditional)
b <- src.qty (aggregation), src.prod (conditional)
rows <- src.cust (group by)

== PIVOT | redshift
SELECT * FROM (SELECT cust, prod, qty FROM src) PIVOT (SUM(qty) FOR prod IN ('a', 'b'))
---
cust <- src.cust
a <- src.qty (aggregation), src.prod (conditional)
b <- src.qty (aggregation), src.prod (conditional)
rows <- src.cust (group by)

== PIVOT as a statement | duckdb
PIVOT src ON mon IN ('jan', 'feb') USING sum(amount) GROUP BY empid
---
empid <- src.empid
jan <- src.amount (aggregation), src.mon (conditional)
feb <- src.amount (aggregation), src.mon (conditional)
rows <- src.empid (group by)

== PIVOT as a statement whose columns depend on the data | duckdb
PIVOT src ON mon USING sum(amount) GROUP BY empid
---
empid <- src.empid
rows <- src.empid (group by)
! unresolved

== PIVOT in FROM by the standard's form | duckdb
SELECT * FROM (SELECT empid, mon, amount FROM src) PIVOT (sum(amount) FOR mon IN ('jan', 'feb') GROUP BY empid)
---
empid <- src.empid
jan <- src.amount (aggregation), src.mon (conditional)
feb <- src.amount (aggregation), src.mon (conditional)
rows <- src.empid (group by)

== join after a PIVOT | tsql
SELECT p.[A] AS a, d.nm FROM (SELECT cust, prod, qty FROM src) s PIVOT (SUM(qty) FOR prod IN ([A])) AS p JOIN dim d ON d.id = p.cust
---
a <- src.qty (aggregation), src.prod (conditional)
nm <- dim.nm
rows <- src.cust (group by), src.cust (join), dim.id (join)

== UNPIVOT | bigquery, redshift
schema: src(empid, jan, feb)
SELECT empid, mon, amt FROM src UNPIVOT (amt FOR mon IN (jan, feb))
---
empid <- src.empid
amt <- src.jan, src.feb

== UNPIVOT INCLUDE NULLS with aliases | oracle
SELECT empid, mon, amt FROM src UNPIVOT INCLUDE NULLS (amt FOR mon IN (jan AS 'J', feb AS 'F'))
---
EMPID <- SRC.EMPID
AMT <- SRC.JAN, SRC.FEB

== UNPIVOT of pairs of columns | bigquery
SELECT id, a, b, half FROM src UNPIVOT ((a, b) FOR half IN ((q1, q2) AS 'h1', (q3, q4) AS 'h2'))
---
id <- src.id
a <- src.q1, src.q3
b <- src.q2, src.q4

== UNPIVOT | tsql
SELECT u.empid, u.mon, u.amt FROM (SELECT empid, jan, feb FROM src) s UNPIVOT (amt FOR mon IN (jan, feb)) AS u
---
empid <- src.empid
amt <- src.jan, src.feb

== UNPIVOT | spark, databricks
SELECT empid, mon, amt FROM src UNPIVOT (amt FOR mon IN (jan, feb))
---
empid <- src.empid
amt <- src.jan, src.feb

== UNPIVOT as a statement | duckdb
UNPIVOT src ON jan, feb INTO NAME mon VALUE amt
---
amt <- src.jan, src.feb
! unresolved

== UNPIVOT as a statement over known columns | duckdb
schema: src(empid, jan, feb)
UNPIVOT src ON jan, feb INTO NAME mon VALUE amt
---
empid <- src.empid
amt <- src.jan, src.feb

== UNPIVOT ON COLUMNS | duckdb
schema: src(empid, jan, feb)
UNPIVOT src ON COLUMNS(* EXCLUDE (empid)) INTO NAME mon VALUE amt
---
empid <- src.empid
amt <- src.jan, src.feb

== STACK unpivots | spark, databricks
SELECT id, STACK(2, 'a', a, 'b', b) AS (n, v) FROM src
---
id <- src.id
v <- src.a (transformation), src.b (transformation)
