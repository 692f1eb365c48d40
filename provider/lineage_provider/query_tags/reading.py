r"""A tag as a warehouse shows it, back into its keys: whole, cut short, or inside other text.

In: any text that a person copied: a query tag, an application name, labels, client info, a statement with its
comment. Out: a :class:`SeenTag`. A module of its own because it is the other direction of ``tag``,
``comment`` and the engines' own forms, and the one place that reads all of them. Nothing of Airflow is
imported.

1. JSON, as :func:`tag.tag_text` writes it; also behind a backslash a quote (``{\"dag_id\":...``), doubled
   quotes (CSV) and BigQuery's list of labels.
2. sqlcommenter, as :func:`comment.commented` writes it, anywhere in a statement.
3. ``key:value`` pairs: labels of BigQuery, tags of Databricks.
4. Plain words: a run's id, or ``dag_id.task_id`` at the end, as :func:`tag.merged_plain` writes it.

What is cut at its end keeps the whole values, and the beginning of the last one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lineage_provider.query_tags.tag import KEYS

_PREFIXES = re.compile(r"^airflow[-_.]")
_OTHER_NAMES = {"dag": "dag_id", "task": "task_id", "run": "run_id"}

_COMMENT = re.compile(r"(?<![\w.%-])([\w.-]+)='([^'\s]*)('?)")
_JSON = re.compile(r'"([\w.-]+)"\s*:\s*(?:"((?:[^"\\]|\\.)*)("?)|(-?\d+)(?=\s*[,}]))', re.DOTALL)
_LABELS = re.compile(r'"key"\s*:\s*"([\w.-]+)"\s*,\s*"value"\s*:\s*"([^"]*)"')
_PAIRS = re.compile(r"(?:^|[,{\s])\s*'?([\w.-]+?)'?\s*[:=]\s*'?([^,'}\s]+)()")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_TASK = re.compile(r"(?:^|\s)([\w-]+(?:\.[\w-]+)+)\s*$")


@dataclass(frozen=True)
class SeenTag:
    """What is left of a tag. ``values`` has whole values only, by the names of :data:`tag.KEYS`."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    begun: Mapping[str, str] = field(default_factory=dict)
    """The beginning of the value that the text was cut in."""
    run_ids: tuple[str, ...] = ()
    """Ids in plain text that may be those of OpenLineage runs, in lower case."""
    task: str = ""
    """``dag_id.task_id`` in plain text; either may have dots."""

    @property
    def names_a_task(self) -> bool:
        """Whether a run can be found by it, and not only by its letters."""
        known = self.values.keys() | self.begun.keys()
        return bool(
            known & {"openlineage_run_id", "dag_id", "task_id", "run_id"} or self.run_ids or self.task
        )


def read_tag(text: str) -> SeenTag:
    """Read a tag in any of its forms.

    >>> read_tag('{"app":"airflow","dag_id":"shop","task_id":"load","run_id":"manual__20').begun
    {'run_id': 'manual__20'}
    >>> read_tag("/*dag_id='shop',task_id='load%20it'*/ SELECT 1").values
    {'dag_id': 'shop', 'task_id': 'load it'}
    >>> read_tag("etl shop.load").task
    'shop.load'
    """
    values: dict[str, str] = {}
    begun: dict[str, str] = {}
    for name, value, whole in _pairs(text):
        key = _key(name)
        if key not in KEYS:
            continue
        if whole:
            values.setdefault(key, value)
        elif value:
            begun[key] = value
    begun = {key: value for key, value in begun.items() if key not in values}
    if values or begun:
        return SeenTag(text, values, begun)
    found = _TASK.search(text)
    ids = tuple(dict.fromkeys(match.lower() for match in _UUID.findall(text)))
    return SeenTag(text, run_ids=ids, task=found[1] if found and not ids else "")


def _pairs(text: str) -> Iterator[tuple[str, str, bool]]:
    """Keys and values in the first form that has any of ours, and whether the value is whole."""
    plain = text.replace('\\"', '"') if '{\\"' in text else text
    plain = plain.replace('""', '"') if '{""' in plain else plain
    for read in (_labels, _json, _comment, _colons):
        found = list(read(plain))
        if any(_key(name) in KEYS for name, *_ in found):
            yield from found
            return


def _labels(text: str) -> Iterator[tuple[str, str, bool]]:
    yield from ((name, value, True) for name, value in _LABELS.findall(text))


def _json(text: str) -> Iterator[tuple[str, str, bool]]:
    for name, value, end, number in _JSON.findall(text):
        yield name, number or _unescaped(value), bool(number or end)


def _comment(text: str) -> Iterator[tuple[str, str, bool]]:
    for name, value, end in _COMMENT.findall(text):
        # Half of an escape at the end of a cut text is no letter.
        yield name, unquote(value) if end else unquote(re.sub(r"%.?$", "", value), errors="ignore"), bool(end)


def _colons(text: str) -> Iterator[tuple[str, str, bool]]:
    found = list(_PAIRS.finditer(text))
    for match in found:
        last = match is found[-1] and match.end() == len(text.rstrip())
        # The end of such a text does not tell whether it was cut there: of an id it does.
        whole = not last or bool(_UUID.fullmatch(match[2]))
        yield match[1], match[2], whole


def _key(name: str) -> str:
    plain = _PREFIXES.sub("", name.lower()).replace("-", "_").replace(".", "_")
    return _OTHER_NAMES.get(plain, plain)


def _unescaped(value: str) -> str:
    for end in range(len(value), max(len(value) - 6, -1), -1):
        try:
            return str(json.loads(f'"{value[:end]}"'))
        except ValueError:
            continue  # an escape that was cut in two
    return value
