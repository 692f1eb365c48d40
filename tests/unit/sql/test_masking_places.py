"""Secrets that only their place tells: command lines, web hooks, headers, sign-ins, arguments."""

from __future__ import annotations

import pytest

from lineage_provider.sql.masking import masked
from lineage_provider.sql.secret_patterns import masked_text

IN_SQL = [
    ("snowflake", "CREATE EXTERNAL FUNCTION f() HEADERS=('Authorization'='Basic x-{}') AS 'https://x'"),
    (
        "snowflake",
        "CREATE NOTIFICATION INTEGRATION n WEBHOOK_URL='https://hooks.slack.com/services/T0/B0/{}'",
    ),
    ("snowflake", "SELECT '-----BEGIN PGP PRIVATE KEY BLOCK-----\n{}\n-----END PGP PRIVATE KEY BLOCK-----'"),
    ("postgres", "SELECT set_config('app.jwt_secret', '{}', false)"),
    ("postgres", "SELECT aws_commons.create_aws_credentials('AKX', '{}', '')"),
    ("postgres", "INSERT INTO settings(k, v) VALUES ('limit', '10'), ('api_key', '{}')"),
    ("postgres", "COPY t FROM PROGRAM 'curl -s -u user:{} https://x'"),
    ("postgres", "COPY t FROM PROGRAM 'mysql -u root -p{} db'"),
    ("oracle", "BEGIN DBMS_CLOUD.CREATE_CREDENTIAL('c', 'u', '{}'); END;"),
    ("oracle", "BEGIN UTL_HTTP.SET_AUTHENTICATION(r, 'user', '{}'); END;"),
    ("oracle", "BEGIN UTL_HTTP.SET_WALLET('file:/w', '{}'); END;"),
    ("oracle", "CONNECT scott/{}@db"),
    ("oracle", "CONN system/{}"),
    ("tsql", "EXEC xp_cmdshell 'bcp d.dbo.t out f -U u -P {}'"),
    ("tsql", r"EXEC xp_cmdshell 'net use Z: \\srv\s {} /user:dom\u'"),
    ("tsql", "CREATE SYMMETRIC KEY k WITH ALGORITHM=AES_256, KEY_SOURCE='{}' ENCRYPTION BY CERTIFICATE c"),
    ("tsql", "EXEC sp_setapprole 'r', '{}'"),
    ("tsql", "DECLARE @pwd nvarchar(20) = N'{}'"),
    ("bigquery", "DECLARE api_key STRING DEFAULT '{}'"),
    ("clickhouse", "CREATE DATABASE d ENGINE = MaterializedPostgreSQL('h:5432', 'd', 'u', '{}')"),
    ("clickhouse", "CREATE DATABASE IF NOT EXISTS d ENGINE = PostgreSQL('h:5432', 'd', 'u', '{}', 's', 1)"),
    ("clickhouse", "CREATE DATABASE d ENGINE = MySQL('h:3306', 'd', 'u', '{}')"),
    ("clickhouse", "CREATE TABLE t (a Int) ENGINE = MySQL('h:3306', 'd', 't', 'u', '{}')"),
    ("clickhouse", "CREATE TABLE t ENGINE = S3Queue('https://b/*', 'AK', '{}', 'CSV')"),
    ("clickhouse", "SELECT * FROM s3Cluster('c', 'https://b/x', 'AK', '{}', 'CSV')"),
    ("clickhouse", "SELECT * FROM s3('https://b/x', 'AK', 'secret', '{}', 'CSV')"),
    ("clickhouse", "SELECT * FROM icebergS3('https://b/x', 'AK', '{}')"),
    ("clickhouse", "SELECT * FROM redis('h:6379', 'k', 'k String', 0, '{}')"),
    ("clickhouse", "CREATE TABLE t (k String) ENGINE = Redis('h:6379', 0, '{}')"),
    ("clickhouse", "SELECT encrypt('aes-256-gcm', s, '{}', 'iv'), aes_decrypt_mysql('x', s, '{}') FROM t"),
    ("duckdb", "PRAGMA add_parquet_key('key256', '{}')"),
    ("duckdb", "COPY t TO 'x.parquet' (ENCRYPTION_CONFIG {{footer_key_value: '{}'}})"),
    ("duckdb", "CREATE SECRET h (TYPE http, EXTRA_HTTP_HEADERS MAP {{'Authorization': '{}'}})"),
    ("databricks", "SET fs.azure.account.key.acc.dfs.core.windows.net=a/{}=="),
    ("databricks", "SET spark.hadoop.fs.azure.sas.c.a.blob.core.windows.net = '{}'"),
    ("spark", "SET spark.hadoop.fs.s3a.secret.key=a-{}; SELECT 1"),
    ("hive", "SET javax.jdo.option.ConnectionPassword={}"),
    ("teradata", ".LOGON tdp/user,{};"),
    ("db2", "CONNECT TO d USER u USING {}"),
    ("vertica", "ALTER SESSION SET AWSAuth='AK:{}'"),
]
IN_TEXT = [
    "jdbc:oracle:thin:u/{}@//h:1521/s",
    "https://discord.com/api/webhooks/123456/{}",
    "https://outlook.office.com/webhook/abc/IncomingWebhook/{}/x",
    "Authorization: Token {}",
    "authorization: {}",
    "headers={{'Authorization': '{}'}}",
    "Set-Cookie: sessionid={}; Path=/",
    "AIRFLOW__CORE__FERNET_KEY={}",
    '{{"private_key_content": "{}"}}',
    "curl --user 'admin:{}' https://x",
    "wget --http-password {} https://x",
    "sqlplus scott/{}@db",
    "sqlcmd -S h -U sa -P '{}'",
    "docker login -u u -p {}",
    "redis-cli -h h -a {} ping",
    "sshpass -p {} ssh h",
    "openssl enc -aes-256-cbc -k {}",
    "mongo --password {}",
    "--client-secret {}",
    "the password is {}",
    "login with pass={};",
    "<password>{}</password>",
    "mssql+pyodbc:///?odbc_connect=DRIVER%3D%7BX%7D%3BUID%3Du%3BPWD%3D{}%3B",
    "q=%22password%22%3A%22{}%22",
    "api key: {}",
    "cannot reach //user:{}@host/db",
    "hook = Hook(password=r'{}')",
    "os.environ['DB_PASSWORD'] = '{}'",
    "os.environ.setdefault('API_TOKEN', '{}')",
    "conf.set('fs.s3a.secret.key', '{}')",
    "fs.azure.account.key.acc.blob.core.windows.net: {}",
    "requests.get(url, auth=('user', '{}'))",
    "HTTPBasicAuth('u', '{}')",
    "password: !vault {}",
]
SECRET = "Zq7hunter2XyW"


@pytest.mark.parametrize(("dialect", "sql"), IN_SQL)
def test_a_secret_in_sql_is_hidden_by_its_place(dialect: str, sql: str) -> None:
    clean = masked(sql.format(SECRET, SECRET), dialect)
    assert SECRET not in clean
    assert "***" in clean


@pytest.mark.parametrize("text", IN_TEXT)
def test_a_secret_in_a_text_is_hidden_by_its_place(text: str) -> None:
    clean = masked_text(text.format(SECRET))
    assert SECRET not in clean
    assert "***" in clean


@pytest.mark.parametrize(
    ("dialect", "sql", "clean"),
    [
        ("spark", "SET a.secret.key=tiger-1; SELECT 1", "SET a.secret.key=***; SELECT 1"),
        ("oracle", "CONNECT scott/tiger@db", "CONNECT scott/***@db"),
        ("teradata", ".LOGON h/u,pw\n.EXPORT FILE = x\n", ".LOGON h/u,***\n.EXPORT FILE = x\n"),
        (
            "clickhouse",
            "SELECT * FROM s3('https://b/x', 'k', 's', 'CSV', 'a Int')",
            "SELECT * FROM s3('https://b/x', '***', '***', 'CSV', 'a Int')",
        ),
    ],
)
def test_only_the_secret_is_hidden(dialect: str, sql: str, clean: str) -> None:
    assert masked(sql, dialect) == clean


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("oracle", "SELECT a/b FROM t CONNECT BY NOCYCLE PRIOR a/2 = b/3"),
        ("postgres", "GRANT CONNECT ON DATABASE d TO u"),
        ("postgres", "INSERT INTO docs(col, doc) VALUES ('password', 'The hash of the password')"),
        ("postgres", "INSERT INTO t VALUES ('x', 'y'), ('token_count', '7')"),
        ("postgres", "--token bucket\nSELECT 1 -- secrets are elsewhere"),
        ("snowflake", "SELECT cookie FROM http_log WHERE authorization = 'granted'"),
        ("clickhouse", "SELECT * FROM s3Cluster('c', 'https://b/x.csv', 'CSV', 'a Int', 'gzip')"),
        ("clickhouse", "CREATE TABLE t (a Int) ENGINE = MySQL('h:3306', 'db', 't', 'u', named)"),
        ("spark", "SET spark.sql.shuffle.partitions=200"),
        ("tsql", "DECLARE @token_kind varchar(10) = 'open'"),
        ("snowflake", "CREATE TABLE t (token VARCHAR NOT NULL, kind VARCHAR DEFAULT 'x')"),
        ("mysql", "SELECT * FROM passengers p WHERE p.class = 'first'"),
    ],
)
def test_what_stands_there_and_is_no_secret_stays(dialect: str, sql: str) -> None:
    assert masked(sql, dialect) == sql


@pytest.mark.parametrize(
    "text",
    [
        'password authentication failed for user "etl"',
        "Access denied for user 'u'@'h' (using password: YES)",
        "missing authorization: user not allowed",
        "columns ['id', 'password', 'email'] are missing",
        "the password is not set",
        "jdbc:oracle:thin:@//h:1521/s",
        "curl https://x",
        "bypass=1 compass=north passenger=12",
        "<password></password>",
        "auth=(None, None)",
    ],
)
def test_a_message_that_only_speaks_of_secrets_stays(text: str) -> None:
    assert masked_text(masked(masked_text(text))) == text
