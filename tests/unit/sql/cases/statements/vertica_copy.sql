== copy from a source function | vertica
COPY dw.o SOURCE S3(url='s3://b/k') DELIMITER '|'; COPY dw.p (a, b) WITH SOURCE Hdfs(url='webhdfs:///data/*.gz') FILTER GZip() PARSER fcsvparser()
---
reads: s3://b/k, webhdfs:///data/*.gz
writes: dw.o, dw.p

== copy from a source that no address names | vertica
COPY dw.o SOURCE KafkaSource(stream='t|0|-2', brokers='b:9092') PARSER KafkaJSONParser()
---
writes: dw.o
! unsupported

== copy from files on nodes | vertica
COPY dw.o FROM 's3://b/a.csv' ON node1, 's3://b/c.csv'
---
reads: s3://b/a.csv, s3://b/c.csv
writes: dw.o

== copy from several files | vertica
COPY dw.o FROM '/a.csv' ON (node1, node2), '/b.csv' ON ANY NODE GZIP, '/c.csv'; COPY dw.p FROM '/d.csv', '/e.csv'
---
reads: /a.csv, /b.csv, /c.csv, /d.csv, /e.csv
writes: dw.o, dw.p

== copy from a source, what is rejected into a table | vertica
COPY dw.o SOURCE CURL(url='http://h/a.csv', username='u') REJECTED DATA AS TABLE dw.rej
---
reads: http://h/a.csv
writes: dw.o, dw.rej
