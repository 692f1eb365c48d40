"""The last look at an event before it leaves: no secret in it, and no more SQL than the site allows.

In: an OpenLineage event, whoever made it. Out: the same object, changed. A module of its own because events
come from this provider, from the OpenLineage provider, from other operators and from users, and all of them
pass here. Airflow's own masker, which knows the values of connections and the names of keys, comes first.

What cannot be searched is not sent: a facet whose cleaning fails is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, NamedTuple, TypeGuard

from lineage_provider.sql.masking import masked
from lineage_provider.sql.secret_commands import HIDDEN
from lineage_provider.sql.secret_patterns import announces_secret, masked_text, may_hold_secret

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
_HEADERS = frozenset(("authorization", "proxy-authorization", "cookie", "set-cookie"))
_MESSAGES = frozenset(("message", "errorMessage", "stackTrace", "sourceCode", "source", "actual", "expected"))
"""Keys whose text may quote SQL."""
_WITHOUT_TEXT = frozenset((type(None), bool, int, float))


class Cleaning(NamedTuple):
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
            if facets is not None and _is_mapping(facets):
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
        # Its keys and pairs are looked for first: to SQL, -----BEGIN is a comment.
        return masked_text(masked(masked_text(text))) if key in _MESSAGES else masked_text(text)

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
    kind = type(value)
    if kind in _WITHOUT_TEXT:
        return value
    if isinstance(value, str):
        if value and key not in _FIXED and _is_secret(key):
            return HIDDEN
        if key in _FIXED or (len(value) < _SHORTEST and key not in _SQL_KEYS):
            return value
        return text_of(key, value)
    if (fields := getattr(kind, "__attrs_attrs__", None)) is not None:
        for field in fields:
            before = getattr(value, field.name, None)
            after = _walked(field.name, before, text_of)
            if after is not before:
                _set(value, field.name, after)
    elif _is_mapping(value):
        for name in list(value):
            _clean_item(value, name, text_of)
    elif isinstance(value, list):
        value[:] = [_walked(key, one, text_of) for one in value]
    elif isinstance(value, tuple):
        return tuple(_walked(key, one, text_of) for one in value)
    return value


def _clean_item(owner: MutableMapping[str, Any], name: Any, text_of: Callable[[str, str], str]) -> None:
    if name == "value" and any(_is_secret(str(owner.get(key, ""))) for key in ("name", "key")):
        owner[name] = HIDDEN  # {"name": "password", "value": "x"}
        return
    after = _walked(str(name), owner[name], text_of)
    text = str(name)
    if ("@" in text or "=" in text) and (clean_name := masked_text(text)) != text:
        del owner[name]
        name = clean_name
    owner[name] = after


def _is_secret(name: str) -> bool:
    return announces_secret(name) or name.lower() in _HEADERS


def _is_mapping(value: Any) -> TypeGuard[MutableMapping[str, Any]]:
    # An abstract class answers slowly about a class that it meets first, and each event has its own process.
    return type(value) is dict or isinstance(value, MutableMapping)


def _set(owner: Any, name: str, value: Any) -> None:
    object.__setattr__(owner, name, value)  # also where the class is frozen
