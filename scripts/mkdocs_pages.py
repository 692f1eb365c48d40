"""MkDocs hook: shows CONTRIBUTING.md and CHANGELOG.md, which lie beside the code, as pages.

In: the files MkDocs found in docs/. Out: those and the two. A hook because the texts belong where a reader of
the code looks, and a second copy in docs/ would fall behind.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"contributing.md": "CONTRIBUTING.md", "changelog.md": "CHANGELOG.md"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for page, source in PAGES.items():
        # On the page, docs/ is the folder itself.
        text = (ROOT / source).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, page, content=text))
    return files
