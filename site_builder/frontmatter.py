"""Front matter and YAML, read exactly: what the author typed is what a text field gets.

Every scalar arrives as the text that stands in the file (``12:30``, ``NO`` and ``012`` included); `schema.py` turns
text into numbers, dates and truth values where a field wants them. Lines and columns count from the top of the file.
The rules are "Reading YAML" of the content format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from site_builder.errors import Problem, SiteError, problem

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML without libyaml: the same results, more slowly
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

Value = str | None | list["Value"] | dict[str, "Value"]
Keys = Sequence[str | int]

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
MAX_REPEATED = 1_000  # nodes that may come out of aliases
_SAFE_DEPTH = 5_000  # libyaml composes by recursion: deeper text is looked at event by event first

# control characters, line separators YAML and editors count differently, and the characters that mark our holes
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\ue00f\ufffe\uffff]")
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BAD_INDENT = re.compile("^(?:\t| *\xa0)[ \t\xa0]*\\S", re.MULTILINE)
_ANCHOR = re.compile(r"[:\-,\[{?]\s+&(\S+)")
_SPECIAL = re.compile(r"^\s*(?:- +)*(?:[\w-]+:\s+)?(['\"\[\]{}@*&%!#|>`-])")
_SINGLE_BREAK = re.compile(r"[^\n]\n[^\n]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been read: its values, its body, and where they stand."""

    path: str
    head: str  # the YAML
    head_line: int  # line of the file on which the YAML begins
    data: dict[str, Value]
    body: str  # exactly as in the file, with LF line ends
    body_line: int  # line of the file on which the body begins

    def position(self, keys: Keys, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `keys`, or of its key.

        For a key that is not there it is the place of the mapping that should have it. It parses again, so it is
        only for problems.
        """
        node = yaml.compose(self.head, Loader)
        if node is None:
            return max(1, self.head_line - 1), 1
        mark = node.start_mark
        for key in keys:
            found = _child(node, key)
            if found is None:
                break
            named, node = found
            mark = named.start_mark if of_key and named is not None else node.start_mark
        return self.head_line + mark.line, mark.column + 1

    def text_position(self, keys: Keys, line: int, column: int = 1) -> tuple[int, int]:
        """Place in the file of a line (from 0) and column of the text at `keys`; without keys, of the body."""
        if not keys:
            return self.body_line + line, column
        node = yaml.compose(self.head, Loader)
        for key in keys:
            found = _child(node, key) if node is not None else None
            if found is None:
                return self.position(keys)
            node = found[1]
        if not isinstance(node, yaml.ScalarNode):
            return self.position(keys)
        start = node.start_mark
        if node.style not in ("|", ">"):
            quote = 1 if node.style else 0
            return self.head_line + start.line + line, (start.column + quote if line == 0 else 0) + column
        lines = self.head.split("\n")
        first = next((text for text in lines[start.line + 1 :] if text.strip()), "")
        indent = len(first) - len(first.lstrip(" "))
        return self.head_line + start.line + 1 + line, indent + column


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
            code = "front-matter-not-first" if self.text.lstrip().startswith("---") else "front-matter-missing"
            raise SiteError([problem(code, self.path, 1, 1)])
        closing = _CLOSING.search(self.text, opening.end())
        if closing is None:
            raise SiteError([problem("front-matter-unclosed", self.path, 1, 1)])
        self.head = self.text[opening.end() : closing.start()]
        self.body = self.text[closing.end() + 1 :]
        self.body_line = self.text.count("\n", 0, closing.end()) + 2
        return self.head, self.body

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """The mapping in `fm`, every scalar as it was typed."""
        return _Reader(self.path, fm, head_line=2).mapping()


def read(path: str, raw: bytes) -> Source:
    """Read a file with front matter. `path` is only for messages. Raises SiteError."""
    handler = Handler(path, decode(path, raw))
    data, _ = frontmatter.parse(handler.text, handler=handler)
    return Source(path, handler.head, 2, cast(dict[str, Value], data), handler.body, handler.body_line)


def read_yaml(path: str, raw: bytes) -> Source:
    """Read a file that is YAML from top to bottom, such as the settings. Raises SiteError."""
    text = decode(path, raw)
    data = _Reader(path, text, head_line=1).mapping()
    return Source(path, text, 1, data, "", text.count("\n") + 1)


def decode(path: str, raw: bytes) -> str:
    """The text of a file: UTF-8 with or without byte-order mark, line ends made LF. Raises SiteError."""
    if len(raw) > MAX_BYTES:
        raise SiteError([problem("file-too-large", path, size=f"{len(raw) / 1e6:.0f}", limit=MAX_BYTES // 1_000_000)])
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:200].count(b"\0") > 20:
        raise SiteError([problem("not-utf-8", path, 1, 1, what="UTF-16", where="the first byte")])
    try:
        text = raw.decode("utf-8-sig")
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
    if bad := _FORBIDDEN.search(text):
        line, column = _place(text, bad.start())
        raise SiteError([problem("control-character", path, line, column, code=f"U+{ord(bad[0]):04X}")])
    return text


@dataclass(slots=True)
class _Reader:
    path: str
    text: str
    head_line: int

    def mapping(self) -> dict[str, Value]:
        self._check_indentation()
        self._check_depth()
        try:
            node = yaml.compose(self.text, Loader)
        except yaml.YAMLError as error:
            raise SiteError([self._explain(error)]) from None
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            found = "a list" if isinstance(node, yaml.SequenceNode) else "a text"
            raise SiteError([self.problem_at("not-a-mapping", node.start_mark, found=found)])
        self._check_anchors_and_tags()
        walk = _Walk(self, watch_aliases="*" in self.text, watch_hash=" #" in self.text)
        data = walk.value(node, 0)
        if walk.problems:
            raise SiteError(walk.problems)
        assert isinstance(data, dict)
        return data

    def problem_at(self, code: str, mark: Any, **words: object) -> Problem:
        return problem(code, self.path, self.head_line + mark.line, mark.column + 1, **words)

    def _check_indentation(self) -> None:
        found = [
            problem("indentation", self.path, self.head_line - 1 + line, column, what=what)
            for bad in _BAD_INDENT.finditer(self.text)
            for line, column in [_place(self.text, bad.start())]
            for what in ["a tab" if self.text[bad.start()] == "\t" else "a no-break space"]
        ]
        if found:
            raise SiteError(found)

    def _check_depth(self) -> None:
        """Refuse nesting that would exhaust the composer's stack, without building anything."""
        openers = self.text.count("[") + self.text.count("{")
        if openers + len(self.text) < _SAFE_DEPTH or openers + 2 * max(map(len, self.text.split("\n"))) < _SAFE_DEPTH:
            return
        depth = 0
        try:
            for event in yaml.parse(self.text, Loader):
                if isinstance(event, yaml.CollectionStartEvent):
                    depth += 1
                    if depth > MAX_DEPTH:
                        raise SiteError([self.problem_at("too-deep", event.start_mark, limit=MAX_DEPTH)])
                elif isinstance(event, yaml.CollectionEndEvent):
                    depth -= 1
        except yaml.YAMLError as error:
            raise SiteError([self._explain(error)]) from None

    def _check_anchors_and_tags(self) -> None:
        """Anchors nobody refers to are texts that begin with `&`; tags are refused."""
        anchored = "&" in self.text and _ANCHOR.search(self.text)
        if not anchored and "!" not in self.text:
            return
        events = list(yaml.parse(self.text, Loader))
        used = {event.anchor for event in events if isinstance(event, yaml.AliasEvent)}
        found = []
        for event in events:
            if isinstance(event, yaml.AliasEvent) or not isinstance(event, yaml.NodeEvent):
                continue
            if getattr(event, "tag", None) not in (None, "!"):
                found.append(self.problem_at("yaml-tag", event.start_mark, tag=event.tag))  # type: ignore[attr-defined]
            elif event.anchor is not None and event.anchor not in used:
                found.append(self.problem_at("special-first-character", event.start_mark, character="&"))
        if found:
            raise SiteError(found)

    def _explain(self, error: yaml.YAMLError) -> Problem:
        """The usual accidents by their own name; anything else in the words of the YAML reader."""
        if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
            return problem("yaml-syntax", self.path, self.head_line, 1, what=str(error))
        lines = self.text.split("\n")
        mark, context = error.problem_mark, error.context_mark
        what = error.problem or "it can't be read"
        if "mapping values are not allowed" in what:
            return self.problem_at("colon-in-text", mark)
        for place in (mark, context):
            if place is None or place.line >= len(lines):
                continue
            special = _SPECIAL.match(lines[place.line])
            if special and not (special[1] == "-" and lines[place.line].lstrip().startswith("- ")):
                line, column = self.head_line + place.line, special.start(1) + 1
                return problem("special-first-character", self.path, line, column, character=special[1])
        if "\t" in (lines[mark.line] if mark.line < len(lines) else ""):
            return self.problem_at("indentation", mark, what="a tab")
        return self.problem_at("yaml-syntax", mark, what=what)


class _Walk:
    """Composed nodes → plain values, gathering problems on the way."""

    def __init__(self, reader: _Reader, *, watch_aliases: bool, watch_hash: bool) -> None:
        self.reader, self.watch_aliases, self.watch_hash = reader, watch_aliases, watch_hash
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.repeated = 0

    def value(self, node: Any, depth: int) -> Value:
        if self.watch_aliases:
            self._count(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if depth >= MAX_DEPTH:
            raise SiteError([self.reader.problem_at("too-deep", node.start_mark, limit=MAX_DEPTH)])
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        found: dict[str, Value] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._add("key-not-text", key)
            elif key.value == "<<":
                self._add("merge-key", key)
            elif key.value in found:
                self._add("duplicate-key", key, key=key.value)
            else:
                found[key.value] = self.value(child, depth + 1)
        return found

    def _scalar(self, node: Any) -> str | None:
        text: str = node.value
        if node.style is None:
            if not text:
                return None
            if self.watch_hash:
                self._check_hash(node)
        elif node.style == "|":
            return text
        if "\n" in text:
            self._check_break(node)
        return text

    def _check_hash(self, node: Any) -> None:
        rest = self.reader.text[node.end_mark.index :].split("\n", 1)[0]
        if re.match(r"\s+#\S", rest):
            column = node.end_mark.column + rest.index("#") + 1
            line = self.reader.head_line + node.end_mark.line
            self.problems.append(problem("hash-cuts-text", self.reader.path, line, column, text=node.value[-30:]))

    def _check_break(self, node: Any) -> None:
        """Outside `|`, YAML makes one line break of a blank line, and Markdown joins the two paragraphs."""
        if not _SINGLE_BREAK.search(node.value.strip()):
            return
        lines = self.reader.text[node.start_mark.index : node.end_mark.index].strip().split("\n")
        if any(not line.strip() for line in lines):
            self._add("paragraph-break-lost", node)

    def _count(self, node: Any) -> None:
        if id(node) in self.seen:
            self.repeated += 1
            if self.repeated > MAX_REPEATED:
                raise SiteError([self.reader.problem_at("too-many-aliases", node.start_mark, limit=MAX_REPEATED)])
        self.seen.add(id(node))

    def _add(self, code: str, node: Any, **words: object) -> None:
        self.problems.append(self.reader.problem_at(code, node.start_mark, **words))


def _child(node: Any, key: str | int) -> tuple[Any, Any] | None:
    """The key's node (None in a list) and the value's node below `node`, or None when it isn't there."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
