"""A file that is published as it is, but that a picture loses what it says about people and places.

In a style sheet, addresses of the theme's files get their published names.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from site_builder.drawing.metadata import bare

_URL = re.compile(r"""(url\(\s*["']?)([^"')#?]+)""")


def make(source: Path, target: Path, *, rewrite: Mapping[str, str], folder: str, without_metadata: bool) -> None:
    """Write the file to `target`; `rewrite` has the published names in a style sheet in `folder`. Raises OSError."""
    if without_metadata:
        target.write_bytes(bare(source.read_bytes(), source.suffix))
        return
    if not rewrite:
        shutil.copyfile(source, target)
        return
    text = source.read_text("utf-8")

    def renamed(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, found[2].strip()))
        return found[1] + rewrite.get(path, found[2])

    target.write_text(_URL.sub(renamed, text), "utf-8", newline="\n")
