"""Durable delivery: no event is lost between a task and the backends.

In: OpenLineage events. Out: events that a backend has acknowledged, in the order of their run. A package of
its own because it knows events only, and works without Airflow, too.

Public: :class:`SpoolTransport` and :class:`StoreTransport` (the ``type`` of a transport configuration),
:class:`EventLost`. Those who add
a backend implement :class:`lineage_provider.delivery.outcomes.Sender`.
"""

from lineage_provider.delivery.store import StoreConfig, StoreTransport
from lineage_provider.delivery.transport import EventLost, SpoolConfig, SpoolTransport

__all__ = ["EventLost", "SpoolConfig", "SpoolTransport", "StoreConfig", "StoreTransport"]
