== flatten recursive with this and path | snowflake
CREATE OR REPLACE TABLE mart.attr AS
SELECT d.doc_id, f.key AS k, f.path AS p, f.value::STRING AS v, f.this AS whole
FROM raw.docs d, LATERAL FLATTEN(INPUT => d.body, RECURSIVE => TRUE, MODE => 'OBJECT') f
WHERE TYPEOF(f.value) <> 'OBJECT'
---
reads: raw.docs
writes: mart.attr
mart.attr.doc_id <- raw.docs.doc_id (identity)
mart.attr.k <- raw.docs.body (transformation)
mart.attr.p <- raw.docs.body (transformation)
mart.attr.v <- raw.docs.body (transformation)
mart.attr.whole <- raw.docs.body (transformation)
rows <- raw.docs.body (filter)
exact

== dynamic table with group by all | snowflake
CREATE OR REPLACE DYNAMIC TABLE mart.daily_sales TARGET_LAG = '20 minutes' WAREHOUSE = etl_wh REFRESH_MODE = INCREMENTAL INITIALIZE = ON_CREATE AS
SELECT o.sold_on::DATE AS day, c.segment, SUM(o.amt) AS amt, COUNT(DISTINCT o.cust_id) AS custs
FROM raw.orders o LEFT JOIN raw.custs c ON c.id = o.cust_id
GROUP BY ALL
---
reads: raw.orders, raw.custs
writes: mart.daily_sales
mart.daily_sales.day <- raw.orders.sold_on (transformation)
mart.daily_sales.segment <- raw.custs.segment (identity)
mart.daily_sales.amt <- raw.orders.amt (aggregation)
mart.daily_sales.custs <- raw.orders.cust_id (aggregation)
rows <- raw.custs.id (join), raw.orders.cust_id (join), raw.orders.sold_on (group_by), raw.custs.segment (group_by)
exact

== higher order filter and reduce over a column | snowflake
INSERT INTO mart.o (id, big, total) SELECT id, FILTER(items, i -> i:price::NUMBER > threshold), REDUCE(items, 0, (acc, i) -> acc + i:price::NUMBER * fx) FROM raw.baskets
---
reads: raw.baskets
writes: mart.o
mart.o.id <- raw.baskets.id
mart.o.big <- raw.baskets.items, raw.baskets.threshold (conditional)
mart.o.total <- raw.baskets.items, raw.baskets.fx

== qualify with lateral alias and named column | snowflake
CREATE TABLE s.o AS SELECT id, amt * rate AS usd, usd * 0.1 AS fee, ROW_NUMBER() OVER (PARTITION BY id ORDER BY usd DESC) AS rn FROM s.t WHERE usd > 0 QUALIFY rn = 1
---
reads: s.t
writes: s.o
s.o.id <- s.t.id (identity)
s.o.usd <- s.t.amt (transformation), s.t.rate (transformation)
s.o.fee <- s.t.amt (transformation), s.t.rate (transformation)
s.o.rn <- s.t.id (window), s.t.amt (window), s.t.rate (window)
rows <- s.t.amt (filter), s.t.rate (filter), s.t.id (window), s.t.amt (window), s.t.rate (window)
exact

== put, copy, remove | snowflake
PUT file:///data/in/orders_*.csv @%orders AUTO_COMPRESS = TRUE OVERWRITE = TRUE;
COPY INTO orders FROM @%orders FILE_FORMAT = (FORMAT_NAME = csv_f) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;
REMOVE @%orders PATTERN = '.*csv.gz';
---
reads: /data/in/orders_*.csv, @%orders
may read: @%orders, /data/in/orders_*.csv, file:///data/in/orders_*.csv
writes: @%orders, orders

== natural join of three | snowflake
schema: a(id, k, x); b(id, y); c(k, z)
CREATE TABLE o AS SELECT * FROM a NATURAL JOIN b NATURAL LEFT JOIN c
---
reads: a, b, c
writes: o
o.id <- a.id
o.k <- a.k
o.x <- a.x
o.y <- b.y
o.z <- c.z
rows <- a.id (join), b.id (join), a.k (join), c.k (join)

== connect by prior with start with | snowflake
CREATE TABLE org2 AS SELECT employee_id, SYS_CONNECT_BY_PATH(title, ' -> ') AS path, CONNECT_BY_ROOT title AS root FROM hr.employees START WITH manager_id IS NULL CONNECT BY manager_id = PRIOR employee_id
---
reads: hr.employees
writes: org2
org2.employee_id <- hr.employees.employee_id
org2.path <- hr.employees.title
org2.root <- hr.employees.title

== scripting for over resultset with binds | snowflake
EXECUTE IMMEDIATE $$
DECLARE
  rs RESULTSET DEFAULT (SELECT src_table, hwm FROM ops.control WHERE active);
  cur CURSOR FOR rs;
  total NUMBER := 0;
BEGIN
  FOR r IN cur DO
    LET h TIMESTAMP := r.hwm;
    INSERT INTO core.fact (id, amt, hwm) SELECT id, amt, :h FROM stg.fact WHERE ts > :h;
    total := total + SQLROWCOUNT;
  END FOR;
  INSERT INTO ops.log (n) VALUES (:total);
  RETURN total;
END;
$$
---
reads: ops.control, stg.fact
writes: core.fact, ops.log
core.fact.id <- stg.fact.id
core.fact.amt <- stg.fact.amt
core.fact.hwm <- ops.control.hwm

== scripting async child jobs | snowflake
BEGIN
  ASYNC (INSERT INTO o1 (a) SELECT a FROM s1);
  ASYNC (INSERT INTO o2 (b) SELECT b FROM s2);
  AWAIT ALL;
END;
---
reads: s1, s2
writes: o1, o2
o1.a <- s1.a
o2.b <- s2.b

== table generator and split to table | snowflake
INSERT INTO dim.tag (post_id, tag, pos) SELECT p.id, TRIM(s.value), s.index FROM raw.posts p, LATERAL SPLIT_TO_TABLE(p.tags, ',') s WHERE s.value <> ''
---
reads: raw.posts
writes: dim.tag
dim.tag.post_id <- raw.posts.id
dim.tag.tag <- raw.posts.tags
dim.tag.pos <- raw.posts.tags
rows <- raw.posts.tags (filter)

== quoted and unquoted case names | snowflake
INSERT INTO "Mixed"."Out" ("id", Nm) SELECT s."Id", s.nm FROM Raw."src Tab" s WHERE s."Flag" = TRUE
---
reads: raw.src tab
writes: mixed.out
mixed.out.id <- raw.src tab.id
mixed.out.nm <- raw.src tab.nm
rows <- raw.src tab.flag (filter)

== object construct star and array agg | snowflake
schema: s.t(id, a, b)
CREATE TABLE o AS SELECT id, OBJECT_CONSTRUCT(*) AS whole, OBJECT_CONSTRUCT_KEEP_NULL('a', a, 'bb', b) AS part FROM s.t
---
reads: s.t
writes: o
o.id <- s.t.id
o.whole <- s.t.id, s.t.a, s.t.b
o.part <- s.t.a, s.t.b

== external stage query as table | snowflake
CREATE OR REPLACE TABLE raw.j AS SELECT $1:id::INT AS id, $1:tags[0]::STRING AS t0, METADATA$FILE_ROW_NUMBER AS rn FROM @raw.ext/json/2024/ (FILE_FORMAT => raw.json_f)
---
reads: @raw.ext/json/2024/
writes: raw.j
raw.j.id <- @raw.ext/json/2024/.$1
raw.j.t0 <- @raw.ext/json/2024/.$1

== temp table made renamed and used | snowflake
CREATE OR REPLACE TEMPORARY TABLE w1 AS SELECT id, v FROM raw.a;
ALTER TABLE w1 RENAME TO w2;
ALTER TABLE w2 ADD COLUMN src VARCHAR;
UPDATE w2 SET src = b.name FROM raw.b WHERE b.id = w2.id;
INSERT INTO mart.o (id, v, src) SELECT id, v, src FROM w2;
---
reads: raw.a, raw.b
writes: mart.o
mart.o.id <- raw.a.id
mart.o.v <- raw.a.v
mart.o.src <- raw.b.name

== hash and sha masking | snowflake
CREATE TABLE o AS SELECT SHA2(email, 256) AS eh, HASH(*) AS rowhash, MD5(CONCAT_WS('|', a, b)) AS ab FROM t AS t (email, a, b)
---
reads: t
writes: o
! unresolved

== sequence nextval and identity insert | snowflake
INSERT INTO dim.c (sk, nk, nm) SELECT dim.seq_c.NEXTVAL, s.nk, s.nm FROM stg.c s LEFT JOIN dim.c d ON d.nk = s.nk WHERE d.nk IS NULL
---
reads: stg.c, dim.c
writes: dim.c
dim.c.nk <- stg.c.nk
dim.c.nm <- stg.c.nm
rows <- dim.c.nk (join), stg.c.nk (join), dim.c.nk (filter)
exact

== renamed columns of a star over an unknown table | snowflake
INSERT INTO o (x, b) SELECT x, b FROM (SELECT t.* EXCLUDE (c) RENAME (a AS x) FROM t)
---
reads: t
writes: o
o.x <- t.a
o.b <- t.b
