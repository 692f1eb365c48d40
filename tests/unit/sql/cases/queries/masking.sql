== hashes | postgres
SELECT MD5(a) AS x, SHA256(b) AS y, encode(digest(c, 'sha256'), 'hex') AS z, hashtext(d) AS w FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)
w <- t.d (masked transformation)

== hashes | snowflake
SELECT MD5(a) AS x, SHA2(b, 256) AS y, HASH(c, d) AS z, SHA1_HEX(e) AS w, MD5_NUMBER_LOWER64(f) AS v, SHA2_BINARY(g) AS u, MD5_BINARY(h) AS s FROM t
---
X <- T.A (masked transformation)
Y <- T.B (masked transformation)
Z <- T.C (masked transformation), T.D (masked transformation)
W <- T.E (masked transformation)
V <- T.F (masked transformation)
U <- T.G (masked transformation)
S <- T.H (masked transformation)

== encryption | snowflake
SELECT ENCRYPT(a, 'k') AS x, ENCRYPT_RAW(b, k, iv) AS y, DECRYPT(c, 'k') AS z FROM t
---
X <- T.A (masked transformation)
Y <- T.B (masked transformation), T.K (masked transformation), T.IV (masked transformation)
Z <- T.C (transformation)

== hashes | bigquery
SELECT TO_HEX(SHA256(a)) AS x, FARM_FINGERPRINT(b) AS y, MD5(c) AS z, SHA512(d) AS w FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)
w <- t.d (masked transformation)

== encryption | bigquery
SELECT AEAD.ENCRYPT(k, a, 'x') AS x, DETERMINISTIC_ENCRYPT(k, b, '') AS y FROM t
---
x <- t.k (masked transformation), t.a (masked transformation)
y <- t.k (masked transformation), t.b (masked transformation)

== hashes | databricks, spark
SELECT sha2(a, 256) AS x, md5(b) AS y, xxhash64(c, d) AS z, hash(e) AS w, crc32(f) AS v, sha(g) AS u FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation), t.d (masked transformation)
w <- t.e (masked transformation)
v <- t.f (masked transformation)
u <- t.g (masked transformation)

== masks and encryption | databricks
SELECT mask(a) AS x, aes_encrypt(b, 'k') AS y FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)

== masks | hive
SELECT mask(a) AS x, mask_hash(b) AS y, mask_show_last_n(c, 4) AS z FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)

== hashes | tsql
SELECT HASHBYTES('SHA2_256', a) AS x, CHECKSUM(b) AS y, CONVERT(VARCHAR(64), HASHBYTES('SHA1', c), 2) AS z FROM dbo.t
---
x <- dbo.t.a (masked transformation)
y <- dbo.t.b (masked transformation)
z <- dbo.t.c (masked transformation)

== encryption | tsql
SELECT ENCRYPTBYPASSPHRASE('k', a) AS x, ENCRYPTBYKEY(KEY_GUID('s'), b) AS y FROM dbo.t
---
x <- dbo.t.a (masked transformation)
y <- dbo.t.b (masked transformation)

== hashes | oracle
SELECT STANDARD_HASH(a, 'SHA256') AS x, ORA_HASH(b) AS y, DBMS_CRYPTO.HASH(c, 2) AS z FROM t
---
X <- T.A (masked transformation)
Y <- T.B (masked transformation)
Z <- T.C (masked transformation)

== hashes and encryption | mysql
SELECT MD5(a) AS x, SHA1(b) AS y, SHA2(c, 256) AS z, AES_ENCRYPT(d, 'k') AS w FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)
w <- t.d (masked transformation)

== hashes | trino
SELECT to_hex(sha256(to_utf8(a))) AS x, xxhash64(b) AS y, hmac_sha256(c, d) AS z, murmur3(e) AS w FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation), t.d (masked transformation)
w <- t.e (masked transformation)

== hashes | clickhouse
SELECT cityHash64(a, b) AS x, hex(SHA256(c)) AS y, sipHash64(d) AS z, halfMD5(e) AS w FROM t
---
x <- t.a (masked transformation), t.b (masked transformation)
y <- t.c (masked transformation)
z <- t.d (masked transformation)
w <- t.e (masked transformation)

== hashes | redshift
SELECT SHA2(a, 256) AS x, FUNC_SHA1(b) AS y, FARMFINGERPRINT64(c) AS z, FNV_HASH(d) AS w, CRC32(e) AS v FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)
w <- t.d (masked transformation)
v <- t.e (masked transformation)

== hashes | duckdb
SELECT md5(a) AS x, sha256(b) AS y, hash(c) AS z FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)

== hashes | teradata
SELECT HASHROW(a) AS x FROM db.t
---
x <- db.t.a (masked transformation)

== encryption | postgres
SELECT pgp_sym_encrypt(a, 'k') AS x, crypt(b, gen_salt('bf')) AS y, encrypt(c, 'k', 'aes') AS z, pgp_sym_decrypt(d, 'k') AS w FROM t
---
x <- t.a (masked transformation)
y <- t.b (masked transformation)
z <- t.c (masked transformation)
w <- t.d (transformation)

== a mask deep inside an expression | postgres
SELECT 'u_' || SUBSTR(MD5(LOWER(email)), 1, 8) AS x FROM t
---
x <- t.email (masked transformation)

== a masked and an open path keep the column open | postgres
SELECT MD5(email) || email AS x FROM t
---
x <- t.email (transformation)

== a mask goes along through CTEs | postgres
WITH h AS (SELECT id, MD5(email) AS e FROM t), g AS (SELECT e, COUNT(*) AS n FROM h GROUP BY e) SELECT e, n FROM g
---
e <- t.email (masked transformation)
rows <- t.email (masked group by)

== joined by hashes | postgres
SELECT b.v FROM a JOIN b ON MD5(a.email) = b.h
---
v <- b.v
rows <- a.email (masked join), b.h (join)

== hash of an aggregate, aggregate of hashes | snowflake
SELECT MD5(MAX(a)) AS x, HASH_AGG(b, c) AS y, COUNT(DISTINCT SHA2(d)) AS z FROM t
---
X <- T.A (masked aggregation)
Y <- T.B (masked aggregation), T.C (masked aggregation)
Z <- T.D (masked aggregation)

== a hashed union side | postgres
SELECT MD5(a) AS x FROM t UNION ALL SELECT a FROM t
---
x <- t.a (transformation)

== redaction by constants keeps the condition only | postgres
SELECT CASE WHEN role = 'admin' THEN ssn ELSE '***' END AS ssn, 'x' AS c FROM t
---
ssn <- t.ssn (transformation), t.role (conditional)

== checksum of rows | tsql
SELECT BINARY_CHECKSUM(a, b) AS x, CHECKSUM_AGG(c) AS y FROM dbo.t
---
x <- dbo.t.a (masked transformation), dbo.t.b (masked transformation)
y <- dbo.t.c (masked aggregation)

== PostgreSQL Anonymizer | postgres
SELECT anon.partial(phone, 2, '****', 2) AS x, anon.pseudo_email(email) AS y FROM t
---
x <- t.phone (masked transformation)
y <- t.email (masked transformation)
