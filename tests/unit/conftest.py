"""What all unit tests share: a home of Airflow that is never the user's, and an environment of one's own.

The OpenLineage client and this provider write variables of their own; what one test sets must not reach
another.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from unittest import mock

import pytest

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="lineage-unit-"))


@pytest.fixture(autouse=True)
def _own_environment() -> Iterator[None]:
    with mock.patch.dict(os.environ):
        yield
