"""A program with Soda Core 3 in it, run by test_soda_library.py: one scan of a DuckDB file, noted as in a
task. Prints what was noted, as datasets, and what could not be known.

    python soda_program.py DIRECTORY PACKAGES...      # PACKAGES: this project's own, behind Soda's
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

DIRECTORY = Path(sys.argv[1])
sys.path += sys.argv[2:]

import duckdb  # noqa: E402
from openlineage.client.serde import Serde  # noqa: E402

from lineage_provider.extractors import scans  # noqa: E402
from lineage_provider.soda.datasets import scanned  # noqa: E402

scans.put_in_place()

from soda.scan import Scan  # noqa: E402

with duckdb.connect(str(DIRECTORY / "shop.duckdb")) as connection:
    connection.execute(
        "CREATE TABLE orders AS SELECT * FROM (VALUES (1, 5.5, 'new'), (2, NULL, 'a value of a row'), "
        "(2, 7, 'paid')) AS t (id, amount, status)"
    )
scan = Scan()
scan.disable_telemetry()
scan.set_data_source_name("shop")
scan.add_configuration_yaml_str(f"data_source shop:\n  type: duckdb\n  path: {DIRECTORY}/shop.duckdb\n")
scan.add_sodacl_yaml_str(
    """
checks for orders:
  - row_count between 1 and 10
  - missing_count(amount) = 0
  - duplicate_count(id):
      warn: when > 0
      fail: when > 5
  - max(amount) < 100
  - invalid_percent(status) < 5%:
      valid values: [new, paid]
  - max(status) < 3
  - schema:
      fail:
        when required column missing: [absent]
  - failed rows:
      fail condition: amount > 6
"""
)
print(scan.execute(), file=sys.stderr)
found = scanned(scans.noted(), "shop.scan")
print(json.dumps([json.loads(Serde.to_json(one)) for one in found.inputs]))
print(json.dumps([*scans.defects(), *(problem.message for problem in found.problems)]))
