"""Which functions sum up several rows, by their name.

In: the name of a function that the parser does not know, and the dialect. Out: whether its result is an
AGGREGATION. A module of its own because the names are those of the engines' manuals and grow with them,
while the classes that the parser has (``exp.AggFunc``) do not need a name.
"""

from __future__ import annotations

from lineage_provider.sql.functions import words

_NAMES = words(
    # several engines
    """
    sum avg count min max stddev variance median mode listagg group_concat collect_list collect_set every
    bool_and bool_or bit_and bit_or bit_xor kurtosis skewness product histogram any arbitrary total
    approx_count_distinct approx_percentile approx_set approx_median entropy corr covar_pop covar_samp
    approx_top_k approx_top_k_accumulate approx_top_k_combine max_by min_by count_if weighted_avg
    json_group_array json_group_object jsonb_group_array jsonb_group_object json_arrayagg json_objectagg
    json_objectagg_unique json_agg_strict xmlagg
    """
    # Trino, Presto, Athena
    """
    geometric_mean multimap_agg map_union map_union_sum set_union numeric_histogram approx_most_frequent
    learn_classifier learn_regressor learn_libsvm_classifier learn_libsvm_regressor make_set_digest
    merge_set_digest evaluate_classifier_predictions
    """
    # Snowflake
    """
    hll hll_accumulate hll_combine approx_percentile_accumulate approx_percentile_combine minhash_combine
    approximate_similarity approximate_jaccard_index booland_agg boolor_agg boolxor_agg regr_valx regr_valy
    st_collect
    """
    # Spark, Databricks, Hive
    """
    some try_sum try_avg histogram_numeric percentile percentile_approx percentile_cont percentile_disc
    count_min_sketch measure bitmap_construct_agg bitmap_or_agg collect_union ngrams context_ngrams
    """
    # BigQuery
    "approx_top_count approx_top_sum approx_quantiles logical_and logical_or st_extent st_union_agg"
    # DuckDB
    """
    geomean favg fsum mad sem kahan_sum sumkahan kurtosis_pop reservoir_quantile quantile_disc quantile_cont
    approx_quantile count_star arg_max_null arg_min_null
    """
    # Oracle, Exasol, Teradata, SQL Server, MySQL, Vertica, SQLite
    """
    collect stats_mode wm_concat sys_xmlagg skewness_pop skewness_samp kurtosis_samp mul
    approximate_count_distinct approximate_count_distinct_synopsis approximate_median approximate_percentile
    approximate_quantiles ts_first_value ts_last_value stdev stdevp var varp count_big std skew kurt
    decimal_sum var_pop var_samp stddev_pop stddev_samp csum msum mavg mlinreg
    """
    # Redshift
    "hll_create_sketch"
    # ClickHouse
    """
    uniq uniqexact uniqhll12 uniqcombined quantile quantileexact quantiletiming grouparray groupuniqarray
    groupbitand summap avgweighted anylast anyheavy argmin argmax topk sumif countif avgif minif maxif
    groupconcat first_value_respect_nulls last_value_respect_nulls
    """
)

_OF_DIALECT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("trino", "presto", "athena"), frozenset(("checksum", "merge"))),
    "tsql": frozenset(("stdev", "var")),
    "postgres": frozenset(("st_union", "st_memunion", "st_makeline", "st_polygonize", "first", "last")),
}
"""Names that are something else in other dialects."""

_ENDING = ("_agg",)
_BEGINNING = ("regr_",)

SKETCHES = {
    "hll_count": ("init", "merge", "merge_partial"),
    "kll_quantiles": ("init_", "merge_"),
}
"""BigQuery's schemas of functions, and how those of their functions begin that take several rows."""


def is_aggregate_name(name: str, dialect: str) -> bool:
    """Whether the function ``name`` (lower case) sums up several rows.

    >>> is_aggregate_name("map_agg", "trino"), is_aggregate_name("checksum", "tsql")
    (True, False)
    """
    return (
        name in _NAMES
        or name.endswith(_ENDING)
        or name.startswith(_BEGINNING)
        or name in _OF_DIALECT.get(dialect, _NONE)
    )


_NONE: frozenset[str] = frozenset()


def is_sketch(schema: str, name: str) -> bool:
    """Whether ``schema.name`` (lower case) makes one sketch of several rows.

    >>> is_sketch("hll_count", "init"), is_sketch("hll_count", "extract")
    (True, False)
    """
    return name.startswith(SKETCHES.get(schema, ())) if schema in SKETCHES else False
