"""Print the table of supported engines for the documentation (``python -m lineage_provider.engines``).

In: nothing. Out: Markdown on standard output. A module of its own so that the documentation is made from
the engines themselves.
"""

from __future__ import annotations

from lineage_provider.engines import supported_engines

HEADER = (
    "Engine",
    "Connection types",
    "SQL dialect",
    "Namespace",
    "Dataset name",
    "Catalog",
    "Rule of",
    "Notes",
)


def table() -> str:
    """Return the supported engines as a Markdown table."""
    rows = [
        (
            engine.name,
            ", ".join(f"`{kind}`" for kind in engine.conn_types),
            engine.dialect,
            f"`{engine.namespace}`",
            f"`{engine.dataset}`",
            "yes" if engine.catalog else "no",
            engine.source,
            engine.note,
        )
        for engine in supported_engines()
    ]
    lines = [HEADER, tuple("---" for _ in HEADER), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    print(table())
