== star except a pattern | clickhouse
schema: src(id, m_a, m_b, k)
INSERT INTO o (x, y) SELECT * EXCEPT('^m_') FROM src;
INSERT INTO p (x, y) SELECT src.* EXCEPT '^m_' FROM src;
---
reads: src
writes: o, p
o.x <- src.id
o.y <- src.k
p.x <- src.id
p.y <- src.k

== columns of one table | clickhouse
schema: src(id, m_a); t2(id, m_b)
CREATE VIEW o AS SELECT t2.COLUMNS('^m_'), max(src.COLUMNS('^m_')) AS m FROM src JOIN t2 ON src.id = t2.id GROUP BY ALL;
---
reads: src, t2
writes: o
o.m_b <- t2.m_b
o.m <- src.m_a (aggregation)

== columns of one table with apply | clickhouse
schema: src(id, m_a); t2(id, m_b)
CREATE VIEW o AS SELECT t2.COLUMNS('^m_') APPLY(sum) FROM src JOIN t2 ON src.id = t2.id;
---
reads: src, t2
writes: o
o.sum(m_b) <- t2.m_b

== columns by name in the order of the list | clickhouse
schema: src(id, k, a)
INSERT INTO o (x, y) SELECT COLUMNS(a, id) FROM src;
---
reads: src
writes: o
o.x <- src.a
o.y <- src.id

== columns but for some | clickhouse
schema: src(id, m_a, m_b)
CREATE VIEW o AS SELECT COLUMNS('^m_') EXCEPT (m_b) FROM src;
CREATE VIEW p AS SELECT COLUMNS('_') EXCEPT '_a$' FROM src;
---
reads: src
writes: o, p
o.m_a <- src.m_a
p.m_b <- src.m_b

== except between queries is none of columns | clickhouse
SELECT a FROM x EXCEPT SELECT b FROM y;
---
reads: x, y
writes:
a <- x.a

== apply of a function with parameters | clickhouse
schema: src(id, m_a, m_b)
CREATE VIEW o AS SELECT COLUMNS('^m_') APPLY(quantile(0.9)) FROM src;
---
reads: src
writes: o
o.quantile(0.9)(m_a) <- src.m_a (aggregation)
o.quantile(0.9)(m_b) <- src.m_b (aggregation)

== apply of a lambda | clickhouse
schema: src(m_a, k)
INSERT INTO o (x, y) SELECT * APPLY(c -> if(c > 1, c, k)) FROM src;
INSERT INTO p (x) SELECT COLUMNS('m_') APPLY(c -> sum(c)) APPLY toString FROM src;
---
reads: src
writes: o, p
o.x <- src.m_a, src.k, src.m_a (conditional)
o.y <- src.k, src.k (conditional)
p.x <- src.m_a (aggregation)

== a table and a column of the name sample | clickhouse
INSERT INTO o (x, t) SELECT sample, 'a sample text' FROM db.sample AS s SAMPLE 1/10 WHERE sample.a > 1;
INSERT INTO sample (x) SELECT a FROM '/tmp/sample/x' JOIN sample ON true;
---
reads: db.sample, /tmp/sample/x, sample
writes: o, sample
o.x <- db.sample.sample
! ambiguous

== a sampled table | clickhouse
INSERT INTO o (x) SELECT a FROM src SAMPLE 0.1 OFFSET 0.5;
INSERT INTO p (x) SELECT a FROM src SAMPLE {share:Float64};
CREATE TABLE t (a Int32) ENGINE = MergeTree ORDER BY a SAMPLE BY a;
---
reads: src
writes: o, p, t
o.x <- src.a
p.x <- src.a

== a clone with an engine | clickhouse
schema: src(id, k)
CREATE TABLE o CLONE AS src ENGINE = MergeTree ORDER BY id;
---
reads: src
writes: o
o.id <- src.id
o.k <- src.k

== a query as an argument | clickhouse
INSERT INTO o (y) SELECT x FROM view(SELECT a AS x FROM src WHERE b > 1);
---
reads: src
writes: o
o.y <- src.a (identity)
rows <- src.b (filter)
