"""Airflow operators and hooks -> OperatorLineage.

In: tasks as the OpenLineage provider's listener hands them over. Out: what their event says of datasets,
job and run. :class:`~lineage_provider.extractors.manager.LineageExtractorManager` is put in place by the
plugin; nothing is imported here, because the plugin must stay cheap.
"""
