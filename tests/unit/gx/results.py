"""Objects as Great Expectations 1.24 makes them, as far as they are read; shapes taken from its results."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sqlalchemy.engine import make_url

SQLITE = "sqlite:////data/shop.sqlite"


class Missing:
    """What a table asset has as its schema where none was given."""


def batch_definition(url: str = SQLITE, asset: str = "orders", schema: Any = None) -> Any:
    engine = SimpleNamespace(url=make_url(url))
    source = SimpleNamespace(get_engine=lambda: engine)
    asset_object = SimpleNamespace(name=asset, datasource=source, schema_name=schema or Missing())
    return SimpleNamespace(data_asset=asset_object)


def table_spec(name: str = "orders", schema: str | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "table", "table_name": name, "schema_name": schema, "batch_identifiers": {}, **more}


def result(
    kind: str,
    success: bool = True,
    observed: Any = None,
    *,
    exception: Any = None,
    severity: str = "critical",
    description: str | None = None,
    counts: dict[str, Any] | None = None,
    **kwargs: Any,
) -> Any:
    found = dict(counts or {})
    if observed is not None:
        found["observed_value"] = observed
    return SimpleNamespace(
        success=success,
        expectation_config=SimpleNamespace(
            type=kind,
            kwargs={"batch_id": "shop-orders", **kwargs},
            meta={},
            id="4e7a",
            severity=severity,
            description=description,
        ),
        result=found,
        exception_info=exception or {"raised_exception": False},
    )


def not_null(column: str, elements: int = 3, unexpected: int = 0) -> Any:
    counts = {
        "element_count": elements,
        "unexpected_count": unexpected,
        "unexpected_percent": 100.0 * unexpected / elements,
        "partial_unexpected_list": ["a row's value"],
    }
    return result("expect_column_values_to_not_be_null", not unexpected, counts=counts, column=column)
