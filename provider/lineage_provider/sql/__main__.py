"""``python -m lineage_provider.sql``: see :mod:`lineage_provider.sql.command`, which is run.

In: arguments. Out: an exit code. A module of its own because Python starts a package by this name.
"""

from __future__ import annotations

import sys

from lineage_provider.sql.command import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
