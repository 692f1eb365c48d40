"""The last look at an event before it leaves: no secret in it, and no more SQL than the site allows.

In: an OpenLineage event, whoever made it. Out: the same object, changed. A module of its own because events
come from this provider, from the OpenLineage provider, from other operators and from users, and all of them
pass here. Airflow's own masker, which knows the values of connections and the names of keys, comes first.

What cannot be searched is not sent: a facet whose cleaning fails is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from lineage_provider.sql.masking import masked
from lineage_provider.sql.secret_patterns import masked_text, may_hold_secret

log = logging.getLogger("lineage_provider")

FULL, WITHOUT_LITERALS, NONE = "full", "without_literals", "none"
CUT = "\n-- ... (cut)"
_SHORTEST = 8
"""Characters below which no text holds a secret that could be told as one."""
_FIXED = frozenset(
    ("_producer", "_schemaURL", "producer", "schemaURL", "eventTime", "eventType", "runId", "type", "subtype")
)
_SQL_KEYS = frozenset(("query", "expression", "content", "task"))
"""Keys of facets whose text is SQL: sql.query, check contents, extractionError's statement."""
_MESSAGES = frozenset(("message", "errorMessage", "stackTrace", "sourceCode", "source", "actual", "expected"))
"""Keys whose text may quote SQL."""


@dataclass(frozen=True)
class Cleaning:
    """``sql_text``: ``full``, ``without_literals`` or ``none``; ``sql_limit``: characters of a SQL text
    that are sent at most."""

    sql_text: str = FULL
    sql_limit: int = 100_000


def clean(event: Any, rules: Cleaning) -> Any:
    """Change ``event`` so that it can leave; returned for convenience."""
    for facets in _facet_mappings(event):
        for name in list(facets):
            try:
                facets[name] = _cleaned_facet(name, facets[name], rules)
                if facets[name] is None:
                    del facets[name]
            except Exception as error:
                log.warning("Facet %s of an event is left out: it could not be searched: %s", name, error)
                facets.pop(name, None)
    _clean_names(event)
    return event


def _facet_mappings(event: Any) -> Iterator[MutableMapping[str, Any]]:
    datasets = [*(getattr(event, "inputs", None) or ()), *(getattr(event, "outputs", None) or ())]
    for owner in (getattr(event, "run", None), getattr(event, "job", None), getattr(event, "dataset", None)):
        if owner is not None:
            datasets.insert(0, owner)
    for owner in datasets:
        for key in ("facets", "inputFacets", "outputFacets"):
            facets = getattr(owner, key, None)
            if isinstance(facets, MutableMapping):
                yield facets


def _clean_names(event: Any) -> None:
    """Namespaces and names of datasets and jobs: an address may hold a password or a signature."""
    for owner in (
        getattr(event, "job", None),
        *(getattr(event, "inputs", None) or ()),
        *(getattr(event, "outputs", None) or ()),
    ):
        for key in ("namespace", "name"):
            text = getattr(owner, key, None)
            if isinstance(text, str) and may_hold_secret(text):
                _set(owner, key, masked_text(text))


def _cleaned_facet(name: str, facet: Any, rules: Cleaning) -> Any:
    if name == "sql" and rules.sql_text == NONE:
        return None
    dialect = getattr(facet, "dialect", None) if name == "sql" else None

    def text_of(key: str, text: str) -> str:
        if key in _SQL_KEYS:
            return _sql(text, dialect, rules)
        # A message quotes SQL (LINE 1: CREATE USER ... PASSWORD '...') and addresses alike.
        return masked_text(masked(text)) if key in _MESSAGES else masked_text(text)

    def described(key: str, text: str) -> str:
        # The expression of a column stands in its transformation's description.
        return _sql(text, dialect, rules) if key == "description" else text_of(key, text)

    return _walked(name, facet, described if name == "columnLineage" else text_of)


def _sql(text: str, dialect: str | None, rules: Cleaning) -> str:
    if rules.sql_text == NONE:
        return ""
    text = masked(text, dialect)
    if rules.sql_text == WITHOUT_LITERALS:
        from lineage_provider.sql.literals import without_literals

        text = without_literals(text, dialect)
    return text if len(text) <= rules.sql_limit else text[: rules.sql_limit] + CUT


def _walked(key: str, value: Any, text_of: Callable[[str, str], str]) -> Any:
    """``value`` with its texts changed; mappings, lists and objects with attributes in place."""
    if isinstance(value, str):
        if key in _FIXED or (len(value) < _SHORTEST and key not in _SQL_KEYS):
            return value
        return text_of(key, value)
    if isinstance(value, MutableMapping):
        for name in list(value):
            value[name] = _walked(str(name), value[name], text_of)
    elif isinstance(value, list):
        value[:] = [_walked(key, one, text_of) for one in value]
    elif isinstance(value, tuple):
        return tuple(_walked(key, one, text_of) for one in value)
    else:
        for name in _attributes(value):
            before = getattr(value, name, None)
            after = _walked(name, before, text_of)
            if after is not before:
                _set(value, name, after)
    return value


def _attributes(value: Any) -> tuple[str, ...]:
    fields = getattr(type(value), "__attrs_attrs__", None) or ()
    return tuple(field.name for field in fields)


def _set(owner: Any, name: str, value: Any) -> None:
    object.__setattr__(owner, name, value)  # also where the class is frozen
