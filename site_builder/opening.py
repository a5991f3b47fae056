"""The store of a publication, where its settings say."""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Iterator
from pathlib import Path

from site_builder.data import shown
from site_builder.errors import Problem, SiteError, problem
from site_builder.settings import SETTINGS, STORE_FOLDER, overlapped
from site_builder.store import FILE, LostError, Store

_CLOSED = r"""(?:[^"'\[\]{}\\\n]|"[^"\\\n]*"|'[^'\n]*'|\[[^\[\]"'\\\n]*\]|\{[^{}"'\\\n]*\})*+\n"""
_PLAIN = re.compile(rf"(?:{_CLOSED})*?store: +([\w.][\w./-]*) *(?:\n(?![ \n])|\n?\Z)")
"""Text that begins with lines in each of which all quotes and brackets are closed, and then names the folder."""


@contextlib.contextmanager
def store_of(root: Path) -> Iterator[Store]:
    """The store of a publication; when it can't be written, one that is gone afterwards."""
    try:
        store = Store(root / store_folder(root))
    except (OSError, LostError) as error:
        with _scratch_store(root, (error.strerror if isinstance(error, OSError) else None) or str(error)) as store:
            yield store
        return
    with contextlib.closing(store):
        yield store


@contextlib.contextmanager
def _scratch_store(root: Path, note: str) -> Iterator[Store]:
    """A store that is gone afterwards. Raises SiteError when there can't be one either."""
    import tempfile  # hardly ever needed

    with contextlib.ExitStack() as held:
        try:
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            store = held.enter_context(contextlib.closing(Store(folder)))
        except (OSError, LostError) as error:
            path = root / store_folder(root)
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise SiteError([problem("disk-full", shown(root, path), file=shown(root, path))]) from error
            raise SiteError([store_problem(root, path, note)]) from error
        store.note = note
        yield store


def store_problem(root: Path, path: Path, why: str | None) -> Problem:
    """The problem that the store, or a file of it, is of no use, and that there can be no other."""
    return problem("store-failed", shown(root, path), file=shown(root, path), why=why or "no reason is given")


def is_first_build(root: Path) -> bool:
    """Whether there is no store yet."""
    return not (root / store_folder(root) / FILE).exists()


def site_folder(store: Path) -> Path:
    """Where the pages of the preview lie: in the store, so that no draft gets into the site that is published."""
    return store / "preview" / "site"


def store_folder(root: Path) -> str:
    """The folder of the store as the settings have it, or the default where these are wrong.

    The other settings are kept in the store. What reads YAML takes half as long to import as a build of an unchanged
    site, so it comes only where the key is there, and is written otherwise than on a line that can be nothing else.
    """
    file = root / SETTINGS
    try:
        text = file.read_text("utf-8-sig") if file.is_file() else ""  # the build says what else it may be
    except (OSError, UnicodeDecodeError):
        return STORE_FOLDER
    if "store" not in text and "\\" not in text:
        return STORE_FOLDER
    plain = _PLAIN.match(text)
    folder = plain[1] if plain and text.count("store") == 1 + plain[1].count("store") else _read(text)
    return STORE_FOLDER if overlapped(root, root / folder) else folder  # the build will say so


def _read(text: str) -> str:
    from site_builder.frontmatter import read_yaml
    from site_builder.scalars import Unfit, as_text, is_blank

    try:
        value = read_yaml(SETTINGS, text.encode()).data.get("store")
        return STORE_FOLDER if is_blank(value) else as_text(value)
    except (SiteError, Unfit):
        return STORE_FOLDER
