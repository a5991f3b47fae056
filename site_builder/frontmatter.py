"""Files with front matter, and files of YAML: what the author typed is what a text field gets.

`plain_yaml.py` reads YAML of the plain shape and `typed_yaml.py` any other; `schema.py` turns its texts into numbers,
dates and truth values where a field wants them. Lines and columns count from the top of the file.
"""

from __future__ import annotations

import functools
import itertools
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, cast

import frontmatter
import msgspec
import yaml
from frontmatter.default_handlers import YAMLHandler

from site_builder.errors import SiteError, problem
from site_builder.plain_yaml import read_plain
from site_builder.typed_yaml import FORBIDDEN, Value, child, compose, place, read_mapping, signs

Keys = Sequence[str | int]

MAX_BYTES = 5_000_000

_HARMLESS = bytes({9, 10, 13, *range(32, 256)} - {127, 0xC2, 0xEE, 0xEF})  # the last ones begin forbidden characters
_LINE_END = re.compile("\n")
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"\n---[ \t]*(?=\n|\Z)")
_OPENING_SOMEWHERE = re.compile(r"[\s\ufeff\u200b]*---[ \t]*\n")


class Source(msgspec.Struct, frozen=True, dict=True):
    """A file that has been read: its values, its body, and where they stand."""

    path: str
    head: str  # the YAML
    head_line: int  # line of the file on which the YAML begins
    data: dict[str, Value]
    body: str  # exactly as in the file, with LF line ends
    body_line: int  # line of the file on which the body begins

    def position(self, keys: Keys, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `keys`, or of its key.

        For a key that is not there it is the place of the mapping that should have it. It parses again, once, so it
        is only for problems.
        """
        node = self._tree
        if node is None:
            return max(1, self.head_line - 1), 1
        mark = node.start_mark
        for key in keys:
            found = self._child(node, key)
            if found is None:
                break
            named, node = found
            mark = named.start_mark if of_key and named is not None else node.start_mark
        return self.head_line + mark.line, mark.column + 1

    def text_position(self, keys: Keys, line: int, column: int = 1) -> tuple[int, int]:
        """Place in the file of a line (from 0) and column of the text at `keys`; without keys, of the body.

        YAML folds lines and takes indentation and quotes away, so the place is found by counting the signs before it.
        """
        if not keys:
            return self.body_line + line, column
        node = self._tree
        for key in keys:
            found = self._child(node, key) if node is not None else None
            if found is None:
                return self.position(keys)
            node = found[1]
        if not isinstance(node, yaml.ScalarNode):
            return self.position(keys)
        if id(node) not in self._texts:
            self._texts.clear()
            self._texts[id(node)] = _Text.of(self.head, node)
        text = self._texts[id(node)]
        if not text.written:
            return self.position(keys)
        index = text.written[min(text.signs_before(line, column), len(text.written) - 1)]
        line = bisect_right(self._starts, index)
        return self.head_line - 1 + line, index - self._starts[line - 1] + 1

    def _child(self, node: Any, key: str | int) -> tuple[Any, Any] | None:
        """What is below a node: the key's node (None in a list) and the value's; None when it isn't there."""
        if not isinstance(node, yaml.MappingNode):
            return child(node, key)
        if id(node) not in self._keys:
            self._keys[id(node)] = {found.value: (found, value) for found, value in reversed(node.value)}
        return self._keys[id(node)].get(key)

    @functools.cached_property
    def _keys(self) -> dict[int, dict[str | int, tuple[Any, Any]]]:
        """The keys and values of the mappings that were looked at, by their node."""
        return {}

    @functools.cached_property
    def _tree(self) -> Any:
        """The nodes of the YAML."""
        return compose(self.head)

    @functools.cached_property
    def _starts(self) -> list[int]:
        """Where each line of the YAML begins."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.head))]

    @functools.cached_property
    def _texts(self) -> dict[int, _Text]:
        """The text that was looked at last, by its node."""
        return {}


class _Text(msgspec.Struct, frozen=True):
    """A text of the YAML, for who looks for many places in it."""

    lines: list[str]
    counts: list[int]  # of the signs before each line, and of all
    written: Sequence[int]  # where each sign stands

    @classmethod
    def of(cls, head: str, node: yaml.ScalarNode) -> _Text:
        """The text of a node."""
        lines = node.value.split("\n")
        counts = [0, *itertools.accumulate(len("".join(line.split())) for line in lines)]
        return cls(lines, counts, array("L", signs(head, node)))

    def signs_before(self, line: int, column: int) -> int:
        """How many signs stand before a place."""
        if line == 0 and column > len(self.lines[0]) + 1:  # a single line was made of several
            return len("".join(" ".join("\n".join(self.lines).split())[: column - 1].split()))
        last = self.lines[min(line, len(self.lines) - 1)]
        return self.counts[min(line, len(self.lines))] + len("".join(last[: column - 1].split()))


class Handler(YAMLHandler):
    """python-frontmatter's YAML handler, made exact: it keeps the body as it is, and where everything stands.

    One handler reads one file. Raises SiteError with every problem of the file that can be told at once.
    """

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path, self.text = path, text
        self.head, self.body, self.body_line = "", "", 1

    def split(self, text: str) -> tuple[str, str]:
        """The YAML and the body of the whole file; `text` comes stripped, so it is not looked at."""
        opening = _OPENING.match(self.text)
        if opening is None:
            code = "front-matter-not-first" if _OPENING_SOMEWHERE.match(self.text) else "front-matter-missing"
            raise SiteError([problem(code, self.path, 1, 1)])
        closing = _CLOSING.search(self.text, opening.end() - 1)
        if closing is None:
            raise SiteError([problem("front-matter-unclosed", self.path, 1, 1)])
        self.head = self.text[opening.end() : closing.start() + 1]
        self.body = self.text[closing.end() + 1 :]
        self.body_line = self.text.count("\n", 0, closing.end()) + 2
        return self.head, self.body

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """The mapping in `fm`, every scalar as it was typed."""
        return read_plain(fm) or read_mapping(self.path, fm, 2)


def read(path: str, raw: bytes) -> Source:
    """Read a file with front matter. `path` is only for messages. Raises SiteError."""
    handler = Handler(path, decode(path, raw))
    data, _ = frontmatter.parse(handler.text, handler=handler)
    return Source(path, handler.head, 2, cast(dict[str, Value], data), handler.body, handler.body_line)


def read_yaml(path: str, raw: bytes) -> Source:
    """Read a file that is YAML from top to bottom, such as the settings. Raises SiteError."""
    text = decode(path, raw)
    data = read_plain(text) or read_mapping(path, text, 1)
    return Source(path, text, 1, data, "", text.count("\n") + 1)


def check_size(path: str, size: int) -> None:
    """Raise SiteError for a file of too many bytes."""
    if size > MAX_BYTES:
        shown = f"{-(-size // 100_000) / 10:g}"  # rounded up, so that it is never the limit itself
        raise SiteError([problem("file-too-large", path, 1, 1, size=shown, limit=MAX_BYTES // 1_000_000)])


def decode(path: str, raw: bytes) -> str:
    """The text of a file: UTF-8 with or without byte-order mark, line ends made LF. Raises SiteError."""
    check_size(path, len(raw))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or 3 * raw[:200].count(b"\0") > len(raw[:200]):
        raise SiteError([problem("not-utf-8", path, 1, 1, what="UTF-16", where="the first byte")])
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace").removeprefix("\ufeff")) + 1
        byte = f"the byte 0x{raw[error.start]:02x}"
        raise SiteError(
            [problem("not-utf-8", path, line, column, what="Latin-1 or Windows-1252", where=byte)]
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _suspicious(raw) and (bad := FORBIDDEN.search(text)):
        line, column = place(text, bad.start())
        raise SiteError([problem("control-character", path, line, column, character=f"U+{ord(bad[0]):04X}")])
    return text


def _suspicious(raw: bytes) -> bool:
    """Whether a forbidden character may be among these bytes: a quick look that spares most files the slow one."""
    return bool(raw.translate(None, _HARMLESS)) or b"\xe2\x80\xa8" in raw or b"\xe2\x80\xa9" in raw
