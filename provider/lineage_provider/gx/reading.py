"""Objects of Great Expectations -> :class:`Validation`.

In: a batch definition and the results of its expectations, by duck type. Out: values of ours. A module of its
own because everything that is known of Great Expectations' objects is here, and because here it is decided
what may be kept of a result:

- counts and percentages;
- an observed value that is one number, one date, or quantiles: what was measured;
- of expectations about a table's shape also names and types of columns.

Values of rows (``partial_unexpected_list``, most common and distinct values, texts) are never read.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lineage_provider.gx.validations import File, Frame, Outcome, Query, Source, Table, Validation

_COUNTS = ("element_count", "unexpected_count", "missing_count", "unexpected_percent", "missing_percent")
_SHAPE = (
    "expect_table_column",
    "expect_column_to_exist",
    "expect_column_values_to_be_of_type",
    "expect_column_values_to_be_in_type_list",
)
"""Beginnings of the names of expectations that observe names and types."""
# Arguments of pandas' readers that hold the file.
_PATHS = ("filepath_or_buffer", "path_or_buf", "path_or_buffer", "path", "io", "filepath", "source")
MAX_LISTED = 100


def read(batch_definition: Any, spec: Any, results: Iterable[Any], suite: str | None = None) -> Validation:
    """Return one validation; ``spec`` is the batch spec that the batch was loaded by."""
    return Validation(
        source=_source(batch_definition, dict(spec or {})),
        outcomes=tuple(_outcome(result) for result in results),
        suite=suite,
        part=_part(dict(spec or {})),
    )


def _source(batch_definition: Any, spec: Mapping[str, Any]) -> Source:
    asset = batch_definition.data_asset
    data_source = asset.datasource
    if spec.get("table_name") or spec.get("query"):
        # The engine that the validation used: settings are filled in, and nothing is opened.
        url = data_source.get_engine().url
        if spec.get("query"):
            return Query(url, str(spec["query"]))
        schema = spec.get("schema_name") or getattr(asset, "schema_name", None)
        # An asset that was given none has an object there that stands for "missing".
        return Table(url, str(spec["table_name"]), schema if schema and isinstance(schema, str) else None)
    options = dict(spec.get("reader_options") or {})
    if options.get("con") is not None:
        return _read_by_pandas(options) or Frame(str(asset.name))
    path = spec.get("path") or next((options[name] for name in _PATHS if _is_path(options.get(name))), None)
    return File(str(path)) if path else Frame(str(asset.name))


def _read_by_pandas(options: Mapping[str, Any]) -> Source | None:
    """What ``pandas.read_sql`` and its kin read; None where the connection does not say from where.

    It is a URL, or an engine or connection of SQLAlchemy; one of a driver knows no address.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    connection = options["con"]
    known = getattr(getattr(connection, "engine", connection), "url", connection)
    try:
        url = make_url(known)
    except ArgumentError:
        return None
    schema = options.get("schema")
    if options.get("table_name"):
        return Table(url, str(options["table_name"]), str(schema) if schema else None)
    text = options.get("sql")
    if text is None:
        return None
    # pandas.read_sql takes the name of a table, too.
    written = str(text).strip()
    return Query(url, written) if " " in written or "\n" in written else Table(url, written)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) or hasattr(value, "__fspath__")


def _part(spec: Mapping[str, Any]) -> str:
    """The part of a table that a partition is; files are parts by themselves."""
    identifiers = spec.get("batch_identifiers")
    if not spec.get("partitioner_method") or not isinstance(identifiers, Mapping) or not identifiers:
        return ""
    known = spec.get("partitioner_kwargs")
    column = known.get("column_name") if isinstance(known, Mapping) else None
    nested = identifiers.get(column) if column else None
    values = nested if isinstance(nested, Mapping) else identifiers
    said = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f"{column}: {said}" if column else said


def _outcome(result: Any) -> Outcome:
    config = result.expectation_config
    kind = str(config.type)
    found = dict(result.result or {})
    severity = getattr(config, "severity", None)
    return Outcome(
        kind=kind,
        success=bool(result.success),
        kwargs={name: plain(value) for name, value in dict(config.kwargs).items() if name != "batch_id"},
        numbers={name: value for name in _COUNTS if (value := _number(found.get(name))) is not None},
        observed=observed(kind, found.get("observed_value")),
        meta={str(name): plain(value) for name, value in dict(config.meta or {}).items()},
        id=str(config.id) if getattr(config, "id", None) else None,
        severity=str(getattr(severity, "value", severity)) if severity else None,
        description=getattr(config, "description", None),
        raised=_raised(result.exception_info),
    )


def _raised(info: Any) -> bool:
    """One exception, or one a metric."""
    if not isinstance(info, Mapping):
        return False
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(one, Mapping) and one.get("raised_exception") for one in info.values())


def observed(kind: str, value: Any) -> Any:
    """Return what was observed; None where that is, or may be, a value of a row.

    >>> observed("expect_column_max_to_be_between", 7.0)
    7.0
    >>> observed("expect_column_max_to_be_between", "Ms. Smith") is None
    True
    >>> observed("expect_column_max_to_be_between", "2026-11-21")
    '2026-11-21'
    >>> observed("expect_table_columns_to_match_set", ["id", "amount"])
    ['id', 'amount']
    """
    if kind.startswith(_SHAPE):
        return plain(value)
    if isinstance(value, Mapping):
        numbers = {name: value.get(name) for name in ("quantiles", "values")}
        if all(isinstance(one, (list, tuple)) for one in numbers.values()):
            return {name: [_number(one) for one in found or ()] for name, found in numbers.items()}
        return None
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, str):
        try:
            datetime.datetime.fromisoformat(value)
        except ValueError:
            return None
        return value
    return None


def _number(value: Any) -> Any:
    """A number, also numpy's, as Python's; None for what is none."""
    if value is None or isinstance(value, (bool, str)):
        return None
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "ndim", None) == 0:
        value = item()
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value


def plain(value: Any) -> Any:
    """Return ``value`` as JSON has it; long lists are cut.

    Conditions of Great Expectations are pydantic objects and become what they say of themselves.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    number = _number(value)
    if number is not None:
        return number
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in list(value)[:MAX_LISTED]]
    if callable(getattr(value, "dict", None)):
        return plain(value.dict())
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return str(getattr(value, "value", value))
