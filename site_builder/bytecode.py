"""Templates that come with the program, compiled, where Python keeps its own modules: one file for each language.

What is compiled is run without a look at it. So templates of a publication are never among these, and the files never
lie in a publication or its store: such a folder may come from anybody. A file is sealed by a checksum over all that its
contents depend on; one with another seal, of another release or damaged, is as good as none. Where nothing can be
written, templates are compiled each time.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_builder.data import PACKAGE, data_folder
from site_builder.digest import digest

FOLDER = PACKAGE  # what is compiled lies in its `__pycache__`, or where `PYTHONPYCACHEPREFIX` says
_SEAL = len(digest(b""))


def key_of(lang: str, kind: str, name: str, file: str) -> str:
    """By what a compiled template is known: its language, the kind of code, its name, and the file it is in."""
    return "\0".join((lang, kind, name, file))


def kept(code: str, lang: str) -> dict[str, bytes]:
    """What is kept for a language, by its key; `code` is the digest of all that compiles. Nothing where there is none.

    Whether a template is still what was compiled is for who knows its text to say.
    """
    try:
        data = _place(lang).read_bytes()
    except OSError:
        return {}
    body = data[_SEAL:]
    if data[:_SEAL] != _seal(code, lang, body):
        return {}
    return msgspec.msgpack.decode(body, type=dict[str, bytes])


def keep(code: str, compiled: Mapping[str, bytes]) -> None:
    """Keep also what has been compiled just now, as far as it came with the program, and if that is possible here."""
    themes = data_folder("themes")
    ours: dict[str, dict[str, bytes]] = {}
    for key, python in compiled.items():
        lang, _, _, file = key.split("\0")
        if Path(file).is_relative_to(themes):
            ours.setdefault(lang, {})[key] = python
    for lang, new in ours.items() if not sys.dont_write_bytecode else ():
        old = kept(code, lang)
        if not new.items() <= old.items():
            body = msgspec.msgpack.encode(old | new, order="deterministic")
            _replace(lang, _seal(code, lang, body) + body)


def _seal(code: str, lang: str, body: bytes) -> bytes:
    return digest(f"{code} {lang} ".encode() + body).encode()


def _place(lang: str) -> Path:
    """Where the file of a language is. Raises FileNotFoundError where Python keeps nothing."""
    try:
        path = importlib.util.cache_from_source(str(FOLDER / f"templates-{lang}.py"))
    except NotImplementedError as error:
        raise FileNotFoundError from error
    return Path(path).with_suffix(".templates")


def _replace(lang: str, data: bytes) -> None:
    """Put a file in its place, all at once or not at all."""
    with contextlib.suppress(OSError):
        place = _place(lang)
        new = place.with_name(f"{place.name}.{os.getpid()}")
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            new.write_bytes(data)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
