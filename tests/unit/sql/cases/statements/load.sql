== copy into from a stage with a pattern | snowflake
COPY INTO db.s.t FROM @db.s.stg/in/ FILES = ('a.csv') PATTERN = '.*[.]csv' FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1) ON_ERROR = 'SKIP_FILE' PURGE = TRUE
---
reads: @db.s.stg/in/
writes: db.s.t

== copy into from a user or table stage | snowflake
COPY INTO t FROM @~/in FILE_FORMAT = (TYPE = CSV)
---
reads: @~/in
writes: t

== copy into from a table stage | snowflake
COPY INTO t FROM @%t FILE_FORMAT = (TYPE = CSV)
---
reads: @%t
writes: t

== copy into a table with columns | snowflake
COPY INTO t (a, b) FROM (SELECT $1, $2::int FROM @stg/x.csv s)
---
reads: @stg/x.csv
writes: t
t.a <- @stg/x.csv.$1
t.b <- @stg/x.csv.$2

== copy into a location from a query | snowflake
COPY INTO @stg/out/ FROM (SELECT a, b FROM src WHERE d = 1) FILE_FORMAT = (TYPE = PARQUET) HEADER = TRUE
---
reads: src
writes: @stg/out/

== copy into cloud storage | snowflake
COPY INTO 's3://b/out/' FROM src STORAGE_INTEGRATION = si FILE_FORMAT = (TYPE = CSV)
---
reads: src
writes: s3://b/out/

== copy into from cloud storage | snowflake
COPY INTO t FROM 's3://b/in/' CREDENTIALS = (AWS_KEY_ID = 'x' AWS_SECRET_KEY = 'y') FILE_FORMAT = (TYPE = JSON) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
---
reads: s3://b/in/
writes: t

== COPY INTO with credentials after other options | snowflake
COPY INTO t FROM 's3://b/in/' FILES = ('a.csv') PATTERN = '.*csv' ENCRYPTION = (TYPE = 'AWS_CSE' MASTER_KEY = 'k(1') CREDENTIALS = (AWS_KEY_ID = 'x' AWS_TOKEN = $$y)$$) FILE_FORMAT = (TYPE = JSON)
---
reads: s3://b/in/
writes: t

== copy into from a query over files | databricks
COPY INTO t FROM (SELECT a, b::int AS b FROM 's3://b/p') FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true')
---
reads: s3://b/p
writes: t

== copy into delta path | databricks
COPY INTO delta.`/mnt/t` FROM '/mnt/in' FILEFORMAT = JSON
---
reads: /mnt/in
writes: /mnt/t

== copy from a file | postgres
COPY s.t (a, b) FROM '/data/x.csv' WITH (FORMAT csv, HEADER)
---
reads: /data/x.csv
writes: s.t

== copy from stdin | postgres
COPY s.t FROM STDIN WITH (FORMAT csv)
---
writes: s.t

== copy to stdout | postgres
COPY (SELECT a FROM src) TO STDOUT WITH CSV
---
reads: src

== copy to a program | postgres
COPY src TO PROGRAM 'gzip > /tmp/x.gz'
---
reads: src

== copy to a file | postgres, duckdb
COPY src TO '/data/x.csv'
---
reads: src
writes: /data/x.csv

== copy of a table with options | redshift
COPY s.t (a, b) FROM 's3://b/p/x.manifest' CREDENTIALS 'aws_iam_role=arn' MANIFEST GZIP DELIMITER '|' REGION 'eu-west-1' IGNOREHEADER 1
---
reads: s3://b/p/x.manifest
writes: s.t

== copy from dynamodb | redshift
COPY t FROM 'dynamodb://tab' IAM_ROLE default READRATIO 50
---
reads: dynamodb://tab
writes: t

== unload with quotes | redshift
UNLOAD ('SELECT a FROM src WHERE b = ''x''') TO 's3://b/p' IAM_ROLE default PARQUET PARTITION BY (a)
---
reads: src
writes: s3://b/p

== unload | athena
UNLOAD (SELECT a FROM src) TO 's3://b/p' WITH (format = 'PARQUET')
---
reads: src
writes: s3://b/p

== load data | bigquery
LOAD DATA OVERWRITE ds.t FROM FILES (format = 'CSV', uris = ['gs://b/x.csv', 'gs://b/y.csv'])
---
reads: gs://b/x.csv, gs://b/y.csv
writes: ds.t

== load data with columns and partitions | bigquery
LOAD DATA INTO ds.t (a INT64, b STRING) PARTITION BY a FROM FILES (format = 'PARQUET', uris = ['gs://b/x/*.parquet'])
---
reads: gs://b/x/*.parquet
writes: ds.t

== load data into partition | hive, spark
LOAD DATA INPATH '/data/in' OVERWRITE INTO TABLE t PARTITION (d = '1')
---
reads: /data/in
writes: t

== load data local | hive
LOAD DATA LOCAL INPATH '/data/in' INTO TABLE s.t
---
reads: /data/in
writes: s.t

== load data infile | mysql
LOAD DATA LOCAL INFILE '/data/x.csv' REPLACE INTO TABLE t FIELDS TERMINATED BY ',' IGNORE 1 LINES (a, @b) SET b = @b + 1
---
reads: /data/x.csv
writes: t

== into outfile | mysql
SELECT a, b INTO OUTFILE '/data/x.csv' FIELDS TERMINATED BY ',' FROM src WHERE d = 1
---
reads: src
writes: /data/x.csv

== into outfile at the end | mysql, clickhouse
SELECT a FROM src INTO OUTFILE '/data/x.csv'
---
reads: src
writes: /data/x.csv

== export data with a connection | bigquery
EXPORT DATA WITH CONNECTION us.c OPTIONS (uri = 'gs://b/x*.csv', format = 'CSV', overwrite = true) AS SELECT a FROM ds.src
---
reads: ds.src
writes: gs://b/x*.csv

== export | exasol
EXPORT s.src INTO LOCAL CSV FILE '/data/x.csv'
---
reads: s.src
writes: /data/x.csv

== export a query | exasol
EXPORT (SELECT a FROM s.src) INTO CSV AT 'http://h/' FILE 'x.csv'
---
reads: s.src
writes: http://h/x.csv

== import | exasol
IMPORT INTO s.t FROM CSV AT 'http://h/' FILE 'x.csv'
---
reads: http://h/x.csv
writes: s.t

== import from a table elsewhere | exasol
IMPORT INTO s.t FROM JDBC AT conn STATEMENT 'SELECT a FROM other.src'
---
reads: conn.other.src
writes: s.t
! unsupported

== bulk insert | tsql
BULK INSERT dbo.t FROM 'C:\data\x.csv' WITH (FIELDTERMINATOR = ',')
---
reads: C:\data\x.csv
writes: dbo.t

== copy into | tsql
COPY INTO dbo.t (a, b) FROM 'https://acc.blob.core.windows.net/c/x.csv' WITH (FILE_TYPE = 'CSV')
---
reads: https://acc.blob.core.windows.net/c/x.csv
writes: dbo.t

== openrowset bulk | tsql
INSERT INTO dbo.t (a) SELECT r.a FROM OPENROWSET(BULK 'https://acc.dfs.core.windows.net/c/x.parquet', FORMAT = 'PARQUET') AS r
---
reads: https://acc.dfs.core.windows.net/c/x.parquet
writes: dbo.t

== openrowset with columns | tsql
SELECT a FROM OPENROWSET(BULK 'data/*.csv', DATA_SOURCE = 'ds', FORMAT = 'CSV') WITH (a INT, b INT) AS r
---
reads: data/*.csv

== openquery | tsql
INSERT INTO t (a) SELECT a FROM OPENQUERY(srv, 'SELECT a FROM remote_src')
---
may read: remote_src, srv.remote_src
writes: t
! unsupported

== files as tables | duckdb
INSERT INTO t SELECT a FROM 'data/x.parquet' JOIN read_csv('y.csv') y USING (k)
---
reads: data/x.parquet, y.csv
writes: t

== files as tables | spark, databricks
INSERT INTO t SELECT a FROM parquet.`s3://b/p`
---
reads: s3://b/p
writes: t

== read_files | databricks
CREATE TABLE t AS SELECT a FROM read_files('s3://b/p', format => 'json')
---
reads: s3://b/p
writes: t

== s3 function | clickhouse
INSERT INTO t SELECT a FROM s3('https://b.s3.amazonaws.com/x.csv', 'CSV', 'a String')
---
reads: https://b.s3.amazonaws.com/x.csv
writes: t

== remote function | clickhouse
INSERT INTO t SELECT a FROM remote('host:9000', 'db', 'src')
---
may read: db.src
writes: t
! unsupported

== put and get | snowflake
PUT file:///tmp/x.csv @stg/in AUTO_COMPRESS = TRUE
---
reads: file:///tmp/x.csv
writes: @stg/in

== get | snowflake
GET @stg/out file:///tmp/d/
---
reads: @stg/out
writes: file:///tmp/d/

== select from a stage | snowflake
INSERT INTO t (a) SELECT $1 FROM @db.s.stg/f.csv (FILE_FORMAT => 'ff', PATTERN => '.*')
---
reads: @db.s.stg/f.csv
writes: t

== import foreign | clickhouse
INSERT INTO t FROM INFILE 'x.csv' FORMAT CSV
---
reads: x.csv
writes: t

== export database | duckdb
EXPORT DATABASE '/data/d'
---
! parse

== load data from a file that is a parameter | mysql
LOAD DATA LOCAL INFILE %s IGNORE INTO TABLE `t` FIELDS TERMINATED BY ','
---
writes: t

== outfile that is a parameter | mysql
SELECT a, b INTO OUTFILE %s FROM `t`
---
reads: t
.a <- t.a
.b <- t.b

== copy from stdin with options in brackets only | postgres
-- made by the load script
COPY s.t (a, b) FROM STDIN (FORMAT csv, HEADER)
---
writes: s.t

== copy from stdin with a condition | postgres
COPY s.t FROM STDIN (FORMAT csv) WHERE a > 1 AND b <> 'x'
---
writes: s.t

== copy from a file with a condition | postgres
COPY s.t FROM '/in/t.csv' WITH (FORMAT csv) WHERE a > 1
---
reads: /in/t.csv
writes: s.t

== copy a query to stdout with options in brackets only | postgres
COPY (SELECT a FROM s.t WHERE b > 1) TO STDOUT (FORMAT csv)
---
reads: s.t
