"""A program with Great Expectations 1.x in it, run by test_gx_library.py: one checkpoint with our action, and
validations of other kinds, noted as in a task. Prints what was noted, as datasets.

    python gx_program.py DIRECTORY
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import great_expectations as gx
import great_expectations.expectations as expect
from openlineage.client.serde import Serde

from lineage_provider.extractors import validations
from lineage_provider.gx.action import LineageAction
from lineage_provider.gx.datasets import validated

DIRECTORY = Path(sys.argv[1])
validations.put_in_place()

with sqlite3.connect(DIRECTORY / "shop.sqlite") as connection:
    connection.executescript(
        "CREATE TABLE orders (id INTEGER, amount REAL, status TEXT);"
        "INSERT INTO orders VALUES (1, 5.5, 'new'), (2, NULL, 'paid'), (3, 70.0, 'top secret');"
    )
connection.close()
(DIRECTORY / "orders.csv").write_text("id,amount\n1,5.5\n2,\n")

context = gx.get_context(mode="ephemeral")
shop = context.data_sources.add_sqlite("shop", connection_string=f"sqlite:///{DIRECTORY}/shop.sqlite")
table = shop.add_table_asset("orders", table_name="orders").add_batch_definition_whole_table("all")
files = context.data_sources.add_pandas_filesystem("files", base_directory=DIRECTORY)
file = files.add_csv_asset("orders").add_batch_definition_path("one", path="orders.csv")
suite = context.suites.add(
    gx.ExpectationSuite(
        "orders",
        [
            expect.ExpectTableRowCountToBeBetween(min_value=1, max_value=10),
            expect.ExpectColumnValuesToNotBeNull(column="amount", severity="warning"),
            expect.ExpectColumnValuesToBeInSet(column="status", value_set=["new", "paid"]),
            expect.ExpectColumnMeanToBeBetween(column="absent", max_value=1),
        ],
    )
)
definition = gx.ValidationDefinition(name="orders", data=table, suite=suite)
checkpoint = gx.Checkpoint(
    name="nightly",
    validation_definitions=[context.validation_definitions.add(definition)],
    actions=[LineageAction(name="lineage", namespace="quality")],
)
context.checkpoints.add(checkpoint).run()

file.get_batch().validate(expect.ExpectColumnValuesToNotBeNull(column="amount"))

ranges = {"quantiles": [0.5], "value_ranges": [[1, 2]]}
quantiles = context.suites.add(
    gx.ExpectationSuite(
        "quantiles", [expect.ExpectColumnQuantileValuesToBeBetween(column="amount", quantile_ranges=ranges)]
    )
)
unserialisable = gx.ValidationDefinition(name="quantiles", data=table, suite=quantiles)
try:
    context.validation_definitions.add(unserialisable).run()
except TypeError as error:
    print(error, file=sys.stderr)

found = validated(validations.noted(), "shop.validate")
print(json.dumps([json.loads(Serde.to_json(one)) for one in found.inputs]))
