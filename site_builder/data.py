"""Where the built-in themes and the sample publication are, and how messages name a file.

A wheel carries them below the package, in `_data/` (see `sources` in `pyproject.toml`). A checkout, and an editable
install of one, has no such folder: there they are at the top of the repository, which is itself the sample.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).resolve().parent
PACKAGED = PACKAGE / "_data"


def data_folder(name: Literal["themes", "sample"]) -> Path:
    """The folder of the built-in themes, or the folder that holds `content/` and `assets/` of the sample.

    In a checkout the sample's folder holds the whole repository: take those two folders from it and nothing else.
    """
    if PACKAGED.is_dir():
        return PACKAGED / name
    return PACKAGE.parent / "themes" if name == "themes" else PACKAGE.parent


def shown(root: Path, path: Path | str) -> str:
    """A file as messages name it: relative to the publication, or to the program where it is of a built-in theme."""
    path, themes = root / path, data_folder("themes")
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    if path.is_relative_to(themes):
        return f"themes/{path.relative_to(themes).as_posix()}"
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # it is on another drive
        return path.as_posix()
