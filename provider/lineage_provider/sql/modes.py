"""How an expression acts: its value flows, or it steers.

In and out: the mode of a walk. A module of its own because the walk and the tables of what functions do
share it.
"""

from __future__ import annotations

from lineage_provider.sql.model import Subtype

Mode = Subtype | None
"""None: the value flows; otherwise how the expression steers."""


def narrowed(mode: Mode, subtype: Subtype) -> Mode:
    """The mode of a clause inside an expression: it steers the value, or still what the whole steers."""
    return subtype if mode is None or subtype == "WINDOW" else mode
