"""Which files there are: those of content, with their kinds and digests, and those that items may use."""

from __future__ import annotations

import os
import re
from operator import attrgetter
from pathlib import Path

import msgspec

from site_builder.errors import Problem, did_you_mean, problem
from site_builder.models import Kind
from site_builder.settings import SETTINGS
from site_builder.store import Store
from site_builder.urls import composed

FOLDERS: dict[str, Kind] = {
    "interviews": "interview",
    "articles": "article",
    "dossiers": "dossier",
    "pages": "page",
    "speakers": "speaker",
    "authors": "author",
    "organisations": "organisation",
    "series": "series",
    "topics": "topic",
}
"""The folders of content, and what lies in each."""

_PLAIN_NAME = re.compile(r"(?!index\.md)[A-Za-z0-9][\w-]*\.md", re.ASCII)
"""What nearly all files are called."""


class Found(msgspec.Struct):
    """The files of a publication: those of content with their kinds and digests, the others as they stand there.

    A digest is empty where nothing could be known of the file.
    """

    root: Path
    documents: list[tuple[str, Kind, str]] = []
    files: dict[str, os.DirEntry[str]] = {}
    problems: list[Problem] = []
    is_first: bool = False  # whether nothing has ever been read


def find_files(root: Path, store: Store) -> Found:
    """Find all files. What is wrong with one is among the problems, and that file nowhere else."""
    found = Found(root, is_first=store.is_new)
    for top in ("content", "assets"):
        if stray := stray_link(root, top):
            found.problems.append(stray)
        else:
            _walk(top, found, store, {os.path.realpath(root / top)})
    found.documents.sort()
    return found


def _walk(folder: str, found: Found, store: Store, visited: set[str]) -> None:
    root = found.root
    try:
        entries = sorted(os.scandir(root / folder), key=attrgetter("name"))
    except FileNotFoundError:
        return
    except OSError as error:
        found.problems.append(problem("unreadable", folder, why=error.strerror))
        return
    kind = FOLDERS.get(folder.removeprefix("content/"))
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if kind and _PLAIN_NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            _add(path, kind, entry, found, store)  # nearly all there is
            continue
        if entry.name.startswith(".") or entry.name.endswith("~") or path == SETTINGS:
            continue
        if bad := bad_name(path):
            found.problems.append(bad)
            continue
        if entry.is_symlink() and (stray := stray_link(root, path)):
            found.problems.append(stray)
            continue
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            if real not in visited:
                _walk(path, found, store, visited | {real})
        elif not entry.is_file():
            found.problems.append(problem("not-a-regular-file", path))
        elif path.startswith("content/") and entry.name.endswith(".md"):
            _sort_in(path, entry, found, store)
        elif other := found.files.get(composed(path)):
            words = {"other": os.path.relpath(other.path, root)}
            found.problems.append(problem("file-name-twice", path, **words))
        else:
            found.files[composed(path)] = entry


def _add(path: str, kind: Kind, entry: os.DirEntry[str], found: Found, store: Store) -> None:
    """Note a file of content with the digest of its bytes; in a first build, whoever reads it takes that."""
    try:
        found.documents.append((path, kind, "" if found.is_first else store.digest(path, entry)))
    except OSError as error:
        found.problems.append(problem("unreadable", path, why=error.strerror))


def bad_name(path: str) -> Problem | None:
    """The problem, if there is one, that the bytes of a name are no text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return problem("bad-file-name", path.encode("utf-8", "backslashreplace").decode(), why="it is not UTF-8")
    return None


def stray_link(root: Path, path: str) -> Problem | None:
    """The problem, if there is one, that a path is a symbolic link that leads out of the publication, or nowhere."""
    link = root / path
    if not link.is_symlink():
        return None
    if not os.path.exists(link):
        return problem("symlink-broken", path)
    if not link.resolve().is_relative_to(root.resolve()):
        return problem("symlink-leaves", path, target=os.readlink(link))
    return None


def _sort_in(path: str, entry: os.DirEntry[str], found: Found, store: Store) -> None:
    """Tell what kind of file a Markdown file is by where it lies."""
    _, top, *rest = path.split("/")
    kind = FOLDERS.get(top)
    if kind is None or not rest:
        why, hint = "no kind of content has this folder", did_you_mean(top, FOLDERS) if rest else ""
    elif rest == ["index.md"]:
        why, hint = "index.md stands for the folder it lies in, and this is the folder of all", ""
    elif len(rest) > 2 or (len(rest) == 2 and rest[1] != "index.md"):
        why, hint = "it lies too deep, or is not called index.md", ""
    else:
        _add(path, kind, entry, found, store)
        return
    known = ", ".join(f"{folder}/" for folder in FOLDERS)
    found.problems.append(problem("unexpected-file", path, why=why, suggestion=hint, known=known))
