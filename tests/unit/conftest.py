"""Airflow's home for tests that import Airflow: a folder of their own, never the user's."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="lineage-unit-"))
