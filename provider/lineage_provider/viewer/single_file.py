"""One HTML file that shows a graph without any server.

In: the JSON of a graph and what belongs to it (runs, checks, statistics), in the forms of docs/viewer-api.md.
Out: the text of a self-contained page. A module of its own because nothing that comes from events may become
markup or script in that file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DIST = Path(__file__).parent / "www" / "dist"

# Inside <script> a browser looks for these only; as JSON escapes they are the same text, and no markup.
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def single_file(
    graph: Mapping[str, Any],
    *,
    title: str = "Lineage",
    runs: Mapping[str, Any] | None = None,
    checks: Mapping[str, Any] | None = None,
    statistics: Mapping[str, Any] | None = None,
    made: datetime | None = None,
    dist: Path = DIST,
) -> str:
    """The page's text.

    ``graph`` is a Graph; ``runs`` maps run ids to RunDetails, ``checks`` and ``statistics`` map dataset ids
    to lists of Check and Statistics. ``made`` is shown under the graph, now if not given. Raises
    FileNotFoundError when the page has not been built.
    """
    snapshot = {
        "graph": graph,
        "title": title,
        "made": (made or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC"),
        "runs": runs or {},
        "checks": checks or {},
        "statistics": statistics or {},
    }
    template = (dist / "file.html").read_text(encoding="utf-8")
    script = (dist / "file.js").read_text(encoding="utf-8")
    before, between, after = _parts(template)
    return "".join(
        (before, json.dumps(snapshot, ensure_ascii=False).translate(_ESCAPES), between, script, after)
    )


def _parts(template: str) -> tuple[str, str, str]:
    """The template around its two places, cut before anything is put in: no data is taken for a place."""
    before, _, rest = template.partition("{{snapshot}}")
    between, _, after = rest.partition("{{script}}")
    return before, between, after
