"""Functions of the engines themselves: what they read is their arguments, and they write nothing.

In: a function's name and schema. Out: whether an engine brings it. A module of its own because any other
function is somebody's own: it may read tables that the text does not name, and in some engines write.
"""

from __future__ import annotations

from lineage_provider.sql.functions import words
from lineage_provider.sql.late_pattern import late_pattern

_SCHEMAS = words(
    """
    information_schema pg_catalog sys system builtin ml ai snowflake dbms_xplan apex_string
    apex_data_parser dbms_cloud v_catalog v_monitor v_txtindex syslib td_sysfnlib td_sysgpl cortex anon
    net
    """
)
"""Schemas and packages of the engines."""

_ROWS = words(
    # arrays, texts and numbers as rows
    """
    unnest explode explode_outer posexplode posexplode_outer posexplodeouter explodeouter inline inline_outer
    inlineouter stack json_tuple jsontuple parse_url_tuple variant_explode variant_explode_outer flatten
    split_to_table strtok_split_to_table regexp_split_to_table string_to_table regexp_matches generator
    generate_series generate_subscripts generateseries range sequence numbers numbers_mt zeros zeros_mt
    openjson openxml string_split xmltable jsontable json_table json_each json_tree json_each_text
    json_array_elements json_array_elements_text json_object_keys json_populate_record
    json_populate_recordset json_to_record json_to_recordset jsonb_each jsonb_each_text jsonb_array_elements
    jsonb_array_elements_text jsonb_object_keys jsonb_populate_record jsonb_populate_recordset
    jsonb_to_record jsonb_to_recordset jsonb_path_query each skeys svals ts_stat ts_parse ts_debug
    aclexplode values generaterandom generate_random null view input format primes repeat
    repeat_row mapitems mapkeys mapvalues mapdelimitedextractor
    gap_fill generate_array generate_date_array regexp_extract_all
    json_objects xmlnodes nodes table lateral xmlsequence
    """
    # Oracle's collections of values
    """
    odcinumberlist odcivarchar2list odcidatelist odcirawlist odciobjectlist
    """
    # what an engine knows of itself, and of queries and files
    """
    result_scan getnextval infer_schema query_history copy_history task_history validate glob
    get_lineage object_dependencies tag_references tag_references_all_columns policy_references
    external_table_files automatic_clustering_history warehouse_load_history
    warehouse_metering_history pipe_usage_history task_dependents search_optimization_history
    dynamic_table_refresh_history dynamic_table_graph_history stage_storage_usage_history
    database_storage_usage_history replication_usage_history login_history login_history_by_user
    query_history_by_session query_history_by_user query_history_by_warehouse
    materialized_view_refresh_history
    data_transfer_history event_log describe_history list_secrets sql_keywords history duckdb_tables
    parquet_metadata parquet_schema parquet_file_metadata parquet_kv_metadata which_secret fn_dblog
    fn_listextendedproperty summary sniff_csv sql_auto_complete test_all_types icu_calendar_names
    """
    # streams and services
    """
    read_kafka read_kinesis read_pubsub read_pulsar kafka cloud_files http_request ai_forecast ai_query
    vector_search remote_query external_query executable executablepool dictionary loop
    """
)
"""Table functions, lower case."""

_OWN = late_pattern(
    r"(?:pg|txid|has|inet|to|array|json|jsonb|regexp|range|st|lo|ts|xml|date|time|current|make|set|string"
    r"|row|uuid|gen|hll|age|num|bit|set_config|pragma|duckdb|sqlite|fn_trace|fn_helpcollations|dm|generate"
    r"|get|last|is|map|mv|dbms|utl|analyze|hypertable|chunks|show|cron|postgis|lake|approx)_"
)
"""How names of engines' own functions begin."""

_SCALARS = words(
    """
    now version setval nextval currval lastval set_config current_setting clock_timestamp
    statement_timestamp transaction_timestamp timeofday age random setseed md5 sha256 length lower upper
    concat coalesce nullif pg_sleep pg_notify notify sleep get_lock release_lock is_free_lock benchmark
    uuid connection_id database schema user row_count found_rows last_insert_id session_user current_user
    getdate abs round floor ceil trunc mod power sqrt exp ln log sign greatest least substring substr
    trim ltrim rtrim replace split split_part left right lpad rpad repeat reverse format quote_ident
    quote_literal cast convert encode decode crypt digest gen_salt hashtext crc32 to_char char chr ascii
    initcap position strpos unnest generate_series date_trunc date_part extract isfinite sysdate
    localtimestamp localtime analyze_statistics analyze_histogram analyze_workload analyze_constraints
    analyze_row_count make_ahm_now do_tm_task purge purge_table purge_projection refresh start_refresh
    mark_design_ksafe close_session close_all_sessions clear_caches export_objects export_tables
    export_statistics set_optimizer_directives evaluate_delete_performance last_good_epoch current_epoch
    reset_session set_client_label get_client_label add_location rebalance_cluster audit
    sync_with_hcatalog_schema hash gin_clean_pending_list brin_summarize_new_values pi inet_ntoa
    """
)
"""Functions that stand alone in a SELECT and write no rows, lower case."""


STREAMS = frozenset(("stdin", "stdout", "program"))
"""Words that stand where a file of COPY may, and are none."""

# Columns that well-known table functions have when the text names none.
FUNCTION_COLUMNS: dict[str, tuple[str, ...]] = {
    "flatten": ("seq", "key", "path", "index", "value", "this"),
    "json_each": ("key", "value", "type", "atom", "id", "parent", "fullkey", "path"),
    "json_tree": ("key", "value", "type", "atom", "id", "parent", "fullkey", "path"),
    "json_each_text": ("key", "value"),
    "jsonb_each": ("key", "value"),
    "each": ("key", "value"),
    "jsonb_each_text": ("key", "value"),
    "jsonb_array_elements": ("value",),
    "jsonb_array_elements_text": ("value",),
    "json_array_elements": ("value",),
    "json_array_elements_text": ("value",),
    "generate_series": ("generate_series",),
    "string_split": ("value", "ordinal"),
    "openjson": ("key", "value", "type"),
    "posexplode": ("pos", "col"),
    "explode": ("col", "key", "value"),
    # SQLite: PRAGMA table_info(t) and its like as tables.
    "pragma_table_info": ("cid", "name", "type", "notnull", "dflt_value", "pk"),
    "pragma_table_xinfo": ("cid", "name", "type", "notnull", "dflt_value", "pk", "hidden"),
    "pragma_table_list": ("schema", "name", "type", "ncol", "wr", "strict"),
    "pragma_index_list": ("seq", "name", "unique", "origin", "partial"),
    "pragma_index_info": ("seqno", "cid", "name"),
    "pragma_index_xinfo": ("seqno", "cid", "name", "desc", "coll", "key"),
    "pragma_foreign_key_list": ("id", "seq", "table", "from", "to", "on_update", "on_delete", "match"),
    "pragma_database_list": ("seq", "name", "file"),
    "pragma_collation_list": ("seq", "name"),
    "pragma_function_list": ("name", "builtin", "type", "enc", "narg", "flags"),
}

# Which of a function's columns, by place, only count its rows.
POSITIONS: dict[str, tuple[int, ...]] = {
    "flatten": (0, 3),
    "posexplode": (0,),
    "posexplodeouter": (0,),
    "string_split": (1,),
}


STATISTICS = ("min", "max", "approx_unique", "avg", "std", "q25", "q50", "q75")
"""Columns of DuckDB's SUMMARIZE that show something of the values."""


def makes_rows(name: str, schema: str) -> bool:
    """Whether a table function is one of an engine; ``schema`` is empty where none is named.

    >>> makes_rows("json_each", ""), makes_rows("orders_of", "etl")
    (True, False)
    """
    if name == "nodes":
        return True  # T-SQL: a method of an XML column
    if schema:
        return schema.lower() in _SCHEMAS
    return name in _ROWS or _OWN.match(name) is not None


def writes_nothing(name: str, schema: str) -> bool:
    """Whether a function that stands alone in a SELECT is one of an engine.

    >>> writes_nothing("pg_sleep", ""), writes_nothing("load_orders", "")
    (True, False)
    """
    return makes_rows(name, schema) or (not schema and name in _SCALARS)
