"""A file that is published as it is, but that a picture loses what it says about people and places.

In a style sheet, addresses of the theme's files get their published names.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

from site_builder.drawing.metadata import bare
from site_builder.inputs import CopyInputs

_URL = re.compile(r"""(url\(\s*["']?)([^"')#?]+)""")


def make(root: Path, inputs: CopyInputs, target: Path) -> None:
    """Write the file to `target`. Raises OSError."""
    source = root / inputs.source
    if inputs.bare:
        target.write_bytes(bare(source.read_bytes(), source.suffix))
        return
    if not inputs.rewrite:
        shutil.copyfile(source, target)
        return
    names, text = dict(inputs.rewrite), source.read_text("utf-8")

    def renamed(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(inputs.folder, found[2].strip()))
        return found[1] + names.get(path, found[2])

    target.write_text(_URL.sub(renamed, text), "utf-8", newline="\n")
