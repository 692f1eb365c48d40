"""Exact SQL lineage for Apache Airflow, sent as OpenLineage events.

Nothing is imported here, so that importing any room costs only that room. The version is kept here and
nowhere else: the package's metadata and the provider info read it.
"""

__version__ = "0.1.0"

PRODUCER = f"https://airflow-provider-lineage.readthedocs.io/?version={__version__}"
"""Who makes facets and events that are not made by the OpenLineage provider (``_producer``)."""
