"""The dataset of a table that a tool's configuration names.

In: an engine, a schema and a table as somebody wrote them. Out: namespace and name, by the engine's case
rule. A module of its own because tools that validate data (Great Expectations, Soda) name tables in words of
their own, and must mean the datasets of SQL tasks.
"""

from __future__ import annotations

from lineage_provider.engines.base import Engine
from lineage_provider.facets.naming import Identity, Naming
from lineage_provider.sql import analyze


def identity_of(engine: Engine, schema: str | None, table: str) -> Identity:
    """Return the dataset; raises ValueError where ``table`` is no name."""
    text = ".".join(_written(part, engine) for part in (*_split(schema or ""), *_split(table)))
    found = analyze(f"SELECT 1 FROM {text}", engine.dialect)
    if len(found.inputs) != 1:
        raise ValueError(f"{table} is no table's name")
    return Naming(engine).identity(found.inputs[0])


def _split(name: str) -> list[str]:
    """The parts of a name; within quotes a dot is none that separates.

    >>> _split('db."A.b"'), _split("orders"), _split("")
    (['db', '"A.b"'], ['orders'], [])
    """
    parts, quote = [""], ""
    for letter in name:
        if quote or letter in '"`[':
            quote = "" if letter == quote else quote or ("]" if letter == "[" else letter)
        elif letter == ".":
            parts.append("")
            continue
        parts[-1] += letter
    return [part for part in parts if part]


def _written(part: str, engine: Engine) -> str:
    """A name as SQL: tools quote what users quoted, the rest follows the engine's case rule.

    Where names have no case, what the user wrote is the best guess at what is stored.
    """
    from sqlglot import exp

    bare = part[1:-1] if part[0] in '"`[' else part
    regular = bare.replace("_", "a").replace("$", "a").isalnum() and not bare[0].isdigit()
    quoted = bare != part or not regular or engine.ignores_case
    return exp.to_identifier(bare, quoted=quoted).sql(engine.dialect)
