== staged build through replace partition | clickhouse
CREATE TABLE s2 AS t;
INSERT INTO s2 (d) SELECT d FROM raw;
ALTER TABLE t REPLACE PARTITION 1 FROM s2;
DROP TABLE s2;
---
reads: raw
writes: t
t.d <- raw.d

== staged build through attach partition | clickhouse
CREATE TABLE s2 AS t;
INSERT INTO s2 (d) SELECT d FROM raw;
ALTER TABLE t ATTACH PARTITION 1 FROM s2;
DROP TABLE s2;
---
reads: raw
writes: t
t.d <- raw.d

== staged build through move partition | clickhouse
schema: t(d, e); raw(d, e)
CREATE TABLE s2 AS t;
INSERT INTO s2 SELECT * FROM raw WHERE e > 1;
ALTER TABLE s2 MOVE PARTITION 1 TO TABLE t;
DROP TABLE s2;
---
reads: raw
writes: t
t.d <- raw.d
t.e <- raw.e
rows <- raw.e (filter)

== staged build of columns that are not known | clickhouse
CREATE TABLE s2 AS t;
INSERT INTO s2 SELECT * FROM raw;
ALTER TABLE s2 MOVE PARTITION 1 TO TABLE t;
DROP TABLE s2;
---
reads: raw
writes: t
! unresolved

== columns of replaced and attached partitions keep their names | clickhouse
schema: t(d, e); s2(d, e); s3(d, e)
ALTER TABLE t REPLACE PARTITION 1 FROM s2;
ALTER TABLE t ATTACH PARTITION 2 FROM s3;
---
reads: s2, s3
writes: t
t.d <- s2.d, s3.d
t.e <- s2.e, s3.e

== attach and detach of own partitions | clickhouse
ALTER TABLE t DETACH PARTITION 1;
ALTER TABLE t ATTACH PARTITION ID '202601';
ALTER TABLE u ON CLUSTER main DETACH PART 'all_2_2_0';
ALTER TABLE u ATTACH PARTITION tuple(1, 'x');
---
reads:
writes: t, u

== columns of an attached partition | postgres
schema: t(d, e); s2(d, e)
ALTER TABLE t ATTACH PARTITION s2 FOR VALUES IN (1);
---
reads: s2
writes: t
t.d <- s2.d
t.e <- s2.e

== columns of a switched table | tsql
schema: dbo.t(d, e); dbo.stage(d, e)
ALTER TABLE dbo.stage SWITCH TO dbo.t PARTITION 3;
---
reads: dbo.stage
writes: dbo.stage, dbo.t
dbo.t.d <- dbo.stage.d
dbo.t.e <- dbo.stage.e
