"""Secrets in SQL: what is hidden in each dialect, and that nothing else is.

SECRET and KEY stand for what must not be seen. Every statement is checked for both, and a few are written
out, so that it is also seen what stays.
"""

from __future__ import annotations

import random

import pytest

from lineage_provider.sql.masking import UNREADABLE, masked, secrets_of, without
from lineage_provider.sql.secret_patterns import announces_secret, masked_text
from tests.unit.sql import query_cases, statement_cases

SECRET, KEY = "Hunter2hunter", "KEYIDKEYID"

PLANTED = {
    "snowflake": [
        "COPY INTO t FROM 's3://b/p' CREDENTIALS=(AWS_KEY_ID='KEYIDKEYID' AWS_SECRET_KEY='Hunter2hunter')",
        "COPY INTO t FROM 's3://b' CREDENTIALS = ( AWS_KEY_ID = $$KEYIDKEYID$$ AWS_TOKEN = 'Hunter2hunter' )",
        "COPY INTO @s/x FROM t ENCRYPTION=(TYPE='AWS_CSE' MASTER_KEY='Hunter2hunter')",
        "CREATE STAGE s URL='azure://a.blob.core.windows.net/c?sv=2020&sig=Hunter2hunter%3D'",
        "CREATE STAGE s URL='azure://a/c' CREDENTIALS=(AZURE_SAS_TOKEN='?sv=x&sig=Hunter2hunter')",
        "CREATE USER u PASSWORD='Hunter2hunter' DEFAULT_ROLE='r' MUST_CHANGE_PASSWORD=TRUE",
        "ALTER USER u SET RSA_PUBLIC_KEY='MIIB' PASSWORD = 'Hunter2hunter'",
        "CREATE SECRET s TYPE=PASSWORD USERNAME='u' PASSWORD='Hunter2hunter'",
        "CREATE SECRET s TYPE=GENERIC_STRING SECRET_STRING='Hunter2hunter'",
        "CREATE SECURITY INTEGRATION i OAUTH_CLIENT_ID='x' OAUTH_CLIENT_SECRET='Hunter2hunter'",
        "SELECT ENCRYPT(name, 'Hunter2hunter') FROM t",
        "SELECT DECRYPT_RAW(ENCRYPT_RAW(x, 'Hunter2hunter'), 'Hunter2hunter') FROM t",
        "EXECUTE IMMEDIATE $$ CREATE USER u PASSWORD='Hunter2hunter' $$",
        "EXECUTE IMMEDIATE 'CREATE USER u PASSWORD=''Hunter2hunter'''",
        r"EXECUTE IMMEDIATE 'CREATE USER u PASSWORD=\'Hunter2hunter\' COMMENT=\'it''s\''",
        'SELECT PARSE_JSON(\'{"user":"x","password":"Hunter2hunter"}\')',
        "SELECT OBJECT_CONSTRUCT('user', 'bob', 'password', 'Hunter2hunter')",
        "SELECT 1 WHERE $1:token::varchar = 'Hunter2hunter'",
        "PUT file:///tmp/x @s; -- AWS_SECRET_KEY=Hunter2hunter",
    ],
    "redshift": [
        "COPY t FROM 's3://b' CREDENTIALS 'aws_access_key_id=KEYIDKEYID;aws_secret_access_key=Hunter2hunter'",
        "UNLOAD ('SELECT 1') TO 's3://b' WITH CREDENTIALS AS 'aws_secret_access_key=Hunter2hunter'",
        "COPY t FROM 's3://b' ACCESS_KEY_ID 'KEYIDKEYID' SECRET_ACCESS_KEY 'Hunter2hunter' REGION 'x'",
        "COPY t FROM 's3://b' ACCESS_KEY_ID AS 'KEYIDKEYID' SECRET_ACCESS_KEY AS 'Hunter2hunter'",
        "COPY t FROM 's3://b' MASTER_SYMMETRIC_KEY 'Hunter2hunter' SESSION_TOKEN 'Hunter2hunter'",
        "CREATE USER u PASSWORD 'md5Hunter2hunter'",
    ],
    "postgres": [
        "CREATE ROLE r LOGIN ENCRYPTED PASSWORD 'Hunter2hunter' VALID UNTIL '2030-01-01'",
        "ALTER USER u WITH PASSWORD E'Hunter2hunter\\n'",
        "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'bob', password 'Hunter2hunter')",
        "CREATE USER MAPPING FOR u SERVER s OPTIONS (\"password\" 'Hunter2hunter')",
        "SELECT * FROM dblink('host=h user=u password=Hunter2hunter dbname=d', 'SELECT 1') AS t(a int)",
        "SELECT dblink_connect('postgresql://u:Hunter2hunter@h/d')",
        "INSERT INTO u (name, password) VALUES ('bob', 'Hunter2hunter'), ('al', crypt('Hunter2hunter', s))",
        "INSERT INTO u (name, api_key) SELECT 'bob', 'Hunter2hunter' FROM x",
        "UPDATE u SET password = 'Hunter2hunter' || 'Hunter2hunter', n = 'x'",
        "SELECT pgp_sym_decrypt(x, 'Hunter2hunter'), hmac(y, 'Hunter2hunter', 'sha256') FROM t",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password=''Hunter2hunter'' user=x' PUBLICATION p",
        "COPY t FROM PROGRAM 'curl -H \"Authorization: Bearer Hunter2hunter\" https://x'",
        "DO $do$ BEGIN EXECUTE 'ALTER USER u PASSWORD ''Hunter2hunter'''; END $do$",
        "SELECT 'Hunter2hunter' AS password",
        "SELECT * FROM u WHERE lower(password) IN ('Hunter2hunter', 'Hunter2hunter')",
        "SELECT aws_s3.table_import_from_s3('t', '', '', aws_commons.create_aws_credentials("
        "'AKIAIOSFODNN7EXAMPLE', $$x$$, ''))".replace("AKIAIOSFODNN7EXAMPLE", "AKIA" + "KEYIDKEYIDKEYIDK"),
    ],
    "mysql": [
        "CREATE USER 'u'@'%' IDENTIFIED BY 'Hunter2hunter'",
        "CREATE USER 'u'@'%' IDENTIFIED WITH mysql_native_password BY \"Hunter2hunter\" REQUIRE SSL",
        "CREATE USER u IDENTIFIED WITH mysql_native_password AS '*Hunter2hunter'",
        "CREATE USER u IDENTIFIED BY PASSWORD '*Hunter2hunter'",
        "GRANT ALL ON *.* TO 'u'@'h' IDENTIFIED BY 'Hunter2hunter'",
        "SET PASSWORD FOR 'u'@'h' = 'Hunter2hunter'",
        "SET PASSWORD = PASSWORD('Hunter2hunter')",
        "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD='Hunter2hunter', MASTER_PORT=3306",
        "SELECT AES_ENCRYPT(name, 'Hunter2hunter') FROM t",
        "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (USER 'u', PASSWORD 'Hunter2hunter')",
        'INSERT INTO `users` (`name`, `user_password`) VALUES ("bob", "Hunter2hunter")',
        "# password=Hunter2hunter\nSELECT 1",
    ],
    "oracle": [
        "ALTER USER u IDENTIFIED BY Hunter2hunter REPLACE Hunter2hunter",
        'CREATE USER u IDENTIFIED BY "Hunter2hunter" DEFAULT TABLESPACE x',
        "CREATE DATABASE LINK l CONNECT TO u IDENTIFIED BY Hunter2hunter USING 'tns'",
        "CREATE USER u IDENTIFIED BY VALUES 'Hunter2hunter'",
        "CREATE USER u IDENTIFIED BY x-Hunter2hunter!",
        "BEGIN EXECUTE IMMEDIATE q'[ALTER USER u IDENTIFIED BY Hunter2hunter]'; END;",
    ],
    "tsql": [
        "CREATE LOGIN l WITH PASSWORD = N'Hunter2hunter', DEFAULT_DATABASE = [x]",
        "CREATE LOGIN l WITH PASSWORD = 0x01Hunter2hunter HASHED",
        "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'X', SECRET = 'Hunter2hunter'",
        "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Hunter2hunter'",
        "SELECT * FROM OPENROWSET('SQLNCLI', 'srv'; 'sa'; 'Hunter2hunter', 'SELECT 1')",
        "SELECT * FROM OPENDATASOURCE('SQLNCLI', 'Data Source=h;User ID=sa;Password=Hunter2hunter').d.dbo.t",
        "SELECT * FROM OPENROWSET('MSDASQL', 'Driver={SQL};Pwd={Hunter2;hunter};Uid=x', 'SELECT 1')",
        "EXEC sp_addlogin 'u', 'Hunter2hunter'",
        "EXEC sp_addlinkedsrvlogin @rmtsrvname = 'x', @rmtpassword = 'Hunter2hunter'",
        "SELECT ENCRYPTBYPASSPHRASE('Hunter2hunter', name) FROM t",
    ],
    "clickhouse": [
        "SELECT * FROM s3('https://b/x.csv', 'KEYIDKEYID', 'Hunter2hunter', 'CSV')",
        "SELECT * FROM mysql('h:3306', 'db', 't', 'u', 'Hunter2hunter')",
        "SELECT * FROM remote('h', db, t, 'u', 'Hunter2hunter')",
        "SELECT * FROM remote('h', db.t, 'u', 'Hunter2hunter')",
        "CREATE USER u IDENTIFIED WITH sha256_password BY 'Hunter2hunter'",
        "CREATE DICTIONARY d (k Int8) SOURCE(MYSQL(USER 'u' PASSWORD 'Hunter2hunter'))",
    ],
    "duckdb": [
        "CREATE SECRET (TYPE s3, KEY_ID 'KEYIDKEYID', SECRET 'Hunter2hunter', REGION 'us')",
        "SET s3_secret_access_key = 'Hunter2hunter'",
        "SET s3_secret_access_key TO 'Hunter2hunter'",
        "ATTACH 'postgres:dbname=d user=u password=Hunter2hunter' AS p (TYPE postgres)",
        "ATTACH 'f.db' AS e (ENCRYPTION_KEY 'Hunter2hunter')",
        "SELECT * FROM 'https://b.s3.amazonaws.com/x.parquet?X-Amz-Signature=Hunter2hunter&x=1'",
        "SELECT * FROM 'https://storage.googleapis.com/b/x.csv?X-Goog-Signature=Hunter2hunter'",
    ],
    "sqlite": [
        "PRAGMA key = 'Hunter2hunter'",
        "ATTACH DATABASE 'f.db' AS e KEY 'Hunter2hunter'",
        'UPDATE users SET password = "Hunter2hunter"',
    ],
    "databricks": [
        "COPY INTO t FROM 's3://b' WITH (CREDENTIAL (AWS_ACCESS_KEY = 'KEYIDKEYID', "
        "AWS_SECRET_KEY = 'Hunter2hunter', AWS_SESSION_TOKEN = 'Hunter2hunter')) FILEFORMAT = CSV",
        "COPY INTO t FROM 'abfss://c@a' WITH (CREDENTIAL (AZURE_SAS_TOKEN = 'Hunter2hunter'))",
        "SELECT * FROM x WHERE k = aes_decrypt(c, 'Hunter2hunter')",
    ],
    "spark": [
        "CREATE TABLE t USING jdbc OPTIONS (url 'jdbc:x://h/db?user=u&password=Hunter2hunter', dbtable 't')",
        "CREATE TABLE t USING jdbc OPTIONS ('password' = 'Hunter2hunter', 'user' = 'bob')",
        'CREATE TABLE t USING jdbc OPTIONS (password "Hunter2hunter")',
        "SELECT map('password', 'Hunter2hunter')",
        "SELECT * FROM parquet.`s3a://KEYIDKEYID:Hunter2hunter@b/x`".replace("KEYIDKEYID", "user"),
    ],
    "bigquery": [
        "SELECT * FROM EXTERNAL_QUERY('c', '''SELECT * FROM x WHERE password = \"Hunter2hunter\"''')",
        "CREATE EXTERNAL TABLE t OPTIONS (uris = ['https://u:Hunter2hunter@h/x.csv'])",
    ],
    "teradata": [
        "CREATE USER u AS PASSWORD = Hunter2hunter PERM = 1000",
        "MODIFY USER u AS PASSWORD = Hunter2hunter",
    ],
    "exasol": ["CREATE CONNECTION c TO 'host' USER 'u' IDENTIFIED BY 'Hunter2hunter'"],
    "trino": ["SELECT * FROM t WHERE v['password'] = 'Hunter2hunter'"],
    None: ["CREATE USER u PASSWORD 'Hunter2hunter", 'CREATE USER u PASSWORD "Hunter2hunter"'],
}
CASES = [(dialect, sql) for dialect, texts in PLANTED.items() for sql in texts]


@pytest.mark.parametrize(("dialect", "sql"), CASES)
def test_planted_secrets_are_hidden(dialect: str | None, sql: str) -> None:
    assert SECRET in sql or KEY in sql or "{Hunter2;hunter}" in sql
    clean = masked(sql, dialect)
    assert SECRET not in clean
    assert KEY not in clean
    assert "unter" not in clean
    assert "***" in clean


@pytest.mark.parametrize(("dialect", "sql"), CASES)
def test_masking_what_is_masked_changes_nothing(dialect: str | None, sql: str) -> None:
    assert masked(masked(sql, dialect), dialect) == masked(sql, dialect)


@pytest.mark.parametrize(
    ("dialect", "sql", "clean"),
    [
        (
            "snowflake",
            "COPY INTO t FROM @s CREDENTIALS=(AWS_KEY_ID='a' AWS_SECRET_KEY='b') "
            "FILE_FORMAT=(TYPE=CSV FIELD_DELIMITER=',') ENCRYPTION=(TYPE='AWS_CSE' MASTER_KEY='c')",
            "COPY INTO t FROM @s CREDENTIALS=(AWS_KEY_ID='***' AWS_SECRET_KEY='***') "
            "FILE_FORMAT=(TYPE=CSV FIELD_DELIMITER=',') ENCRYPTION=(TYPE='AWS_CSE' MASTER_KEY='***')",
        ),
        (
            "snowflake",
            "EXECUTE IMMEDIATE 'CREATE USER u PASSWORD=''x'' COMMENT=''it''''s'''",
            "EXECUTE IMMEDIATE 'CREATE USER u PASSWORD=''***'' COMMENT=''it''''s'''",
        ),
        (
            "postgres",
            "INSERT INTO u (id, password, name) VALUES (1, 'x', 'bob'), (2, f('y', 1), 'al')",
            "INSERT INTO u (id, password, name) VALUES (1, '***', 'bob'), (2, f('***', 1), 'al')",
        ),
        (
            "mysql",
            "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD='x', MASTER_PORT=3306",
            "CHANGE MASTER TO MASTER_HOST='h', MASTER_PASSWORD='***', MASTER_PORT=3306",
        ),
        (
            "tsql",
            "CREATE LOGIN [l] WITH PASSWORD = N'x', DEFAULT_DATABASE = [x]",
            "CREATE LOGIN [l] WITH PASSWORD = N'***', DEFAULT_DATABASE = [x]",
        ),
        (
            "redshift",
            "COPY t FROM 's3://b' CREDENTIALS 'aws_secret_access_key=x' DELIMITER '|'",
            "COPY t FROM 's3://b' CREDENTIALS '***' DELIMITER '|'",
        ),
    ],
)
def test_only_secrets_are_hidden(dialect: str, sql: str, clean: str) -> None:
    assert masked(sql, dialect) == clean


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("postgres", "SELECT a.password, b.token FROM a JOIN b ON a.password = b.password AND a.n = 'x'"),
        ("postgres", "SELECT count(password) FROM 'x'"),
        ("duckdb", "SELECT password FROM 'users.csv' WHERE name = 'bob'"),
        ("snowflake", "SELECT token_count, 'a' AS token_kind FROM t WHERE passwords = 'x'"),
        ("snowflake", "CREATE TABLE t (password VARCHAR(10) COMMENT 'hashed', token VARCHAR NOT NULL)"),
        ("mysql", "GRANT SELECT ON secret TO 'u'@'h'"),
        ("mysql", "ALTER USER u PASSWORD EXPIRE INTERVAL 90 DAY"),
        ("snowflake", "ALTER USER u SET PASSWORD POLICY p"),
        ("snowflake", "SELECT 1 FROM t WHERE password = :pw AND token = %s AND secret = ? AND x = 'y'"),
        ("clickhouse", "SELECT * FROM s3('https://b/x.csv', 'CSVWithNames', 'a Int8')"),
        ("snowflake", "SELECT ENCRYPTED, 'https://h:443/a@b' FROM t WHERE kind IN ('password', 'token')"),
        ("bigquery", "SELECT REGEXP_EXTRACT(url, r'token=([a-z]+)') FROM t"),
    ],
)
def test_what_only_speaks_of_secrets_stays(dialect: str, sql: str) -> None:
    assert masked(sql, dialect) == sql


def test_the_texts_of_other_tests_stay_to_the_letter() -> None:
    cases = [*query_cases.cases(), *statement_cases.cases()]
    secrets = ("crypt", "credentials", ".logon")
    plain = [case for case in cases if not any(word in case.sql.lower() for word in secrets)]
    assert len(plain) > 300
    for case in plain:
        assert masked(case.sql, case.dialect) == case.sql


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("postgresql://etl:p@ss@db:5432/shop", "postgresql://etl:***@db:5432/shop"),
        ("https://0123456789abcdef@github.com/x.git", "https://***@github.com/x.git"),
        ("wasbs://container-of-orders@account/x", "wasbs://container-of-orders@account/x"),
        ("redis://:p4ss@cache:6379/0", "redis://:***@cache:6379/0"),
        ("mysql://u:a/b@db/shop", "mysql://u:***@db/shop"),
        ("https://db:5432/shop/a@b.csv", "https://db:5432/shop/a@b.csv"),
        ("Server=h;Uid=sa;Pwd={a;b};Database=x", "Server=h;Uid=sa;Pwd={***};Database=x"),
        (
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc+/==;EndpointSuffix=x",
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;EndpointSuffix=x",
        ),
        ("?sv=2020-08-04&ss=b&sig=a%2Fb%3D&se=2030", "?sv=2020-08-04&ss=b&sig=***&se=2030"),
        ('{"password": "a\\"b", "user": "c"}', '{"password": "***", "user": "c"}'),
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer ***"),
        ("Unexpected token: SELECT at line 3", "Unexpected token: SELECT at line 3"),
        ("key AKIA" + "A1B2C3D4E5F6G7H8" + " used", "key *** used"),
        ("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----.", "***."),
    ],
)
def test_secrets_in_text_that_is_not_sql(text: str, clean: str) -> None:
    assert masked_text(text) == clean


def test_messages_about_sql_lose_its_secrets() -> None:
    secrets = secrets_of("CREATE USER u IDENTIFIED BY 'Hunter2hunter' ACCOUNT LOCK", "mysql")
    assert secrets == {"Hunter2hunter"}
    assert without("syntax error near 'Hunter2hunter'", secrets) == "syntax error near '***'"


def test_short_secrets_are_not_looked_for_in_messages() -> None:
    assert secrets_of("CREATE USER u IDENTIFIED BY 'a'", "mysql") == frozenset()


@pytest.mark.parametrize(
    "name", ["AWS_SECRET_KEY", "s3_access_key_id", "@rmtpassword", "x-amz-security-token"]
)
def test_names_that_announce_a_secret(name: str) -> None:
    assert announces_secret(name)


@pytest.mark.parametrize(
    "name", ["passwords", "token_count", "order_key", "key_id_order", "design", "kansas"]
)
def test_names_that_do_not(name: str) -> None:
    assert not announces_secret(name)


def test_any_text_is_read_without_an_error() -> None:
    rng = random.Random(20)
    pieces = [sql for _, sql in CASES] + [
        "'",
        '"',
        "$$",
        "(",
        ")",
        ";",
        "/*",
        "--",
        "`",
        "[",
        "{{",
        "\\",
        "'''",
    ]
    for _ in range(1_500):
        text = "".join(
            piece[rng.randrange(len(piece)) :][: rng.randrange(1, 60)] for piece in rng.choices(pieces, k=6)
        )
        for dialect in ("snowflake", "mysql", "bigquery", "oracle", "tsql", None):
            once = masked(text, dialect)
            assert isinstance(once, str)


def test_endless_parentheses_end_without_the_text() -> None:
    clean = masked(
        "SELECT token IN (SELECT 'x' " * 20_000 + "encrypt(" * 20_000 + "'Hunter2hunter'", "snowflake"
    )
    assert clean == UNREADABLE
