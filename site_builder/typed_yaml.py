"""YAML read exactly: every scalar is the text that stands in the file, and everything knows where it stands.

Nothing becomes a number, a date or a truth value here (``12:30``, ``NO`` and ``012`` included). The rules are "Reading
YAML" of the content format; each broken one is a problem at its place.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_left
from typing import Any

import msgspec
import yaml

from site_builder.errors import Problem, SiteError, problem

try:
    from yaml import CBaseLoader as Loader

    _SAFE_DEPTH = 10_000  # libyaml composes by recursion: deeper text is looked at event by event first
except ImportError:  # a PyYAML without libyaml: the same results, more slowly
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

    _SAFE_DEPTH = 200


class _AsTyped(Loader):
    """Takes every plain scalar for a text, without looking for types that nothing here has."""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """There are no paths to look for."""

    def ascend_resolver(self) -> None:
        """There are no paths to leave."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """The tag of a node without one."""
        return _TAGS[kind]


_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
Value = str | None | list["Value"] | dict[str, "Value"]

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\ue00f\ufffe\uffff]")
"""Control characters, line ends that YAML and editors count differently, and the characters that mark our holes."""

MAX_DEPTH = 50
MAX_REPEATED = 1_000  # nodes that may come out of aliases
_BAD_INDENT = re.compile(r"^(?: *([^\S\n\t ])|(\t))[^\S\n]*\S", re.MULTILINE)  # any space but the ordinary one
_UNUSUAL_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_TAG = re.compile(r"(?:^|[:\-,\[{?])\s*!", re.MULTILINE)
_ANCHOR = re.compile(r"(?:[:\-?]\s|[,\[{])\s*&\S")
_COMMENT_AT_ONCE = re.compile(r"[ \t]+#\S")
_ONE_KEY = re.compile(r"\s*(?:- +)*[\w-]+")
_SINGLE_BREAK = re.compile(r"[^\n]\n[^\n]")
_SIGN = {  # a character of a quoted text, and the escapes that stand for one
    "'": re.compile(r"''|\S"),
    '"': re.compile(r"\\(?:x..|u....|U.{8}|[\s\S])|\S"),
}
_ANY_SIGN = re.compile(r"\S")
_BLANK_ESCAPES = frozenset([r"\n", r"\t", r"\r", r"\v", r"\f", r"\N", r"\_", r"\L", r"\P", "\\ ", "\\\n"])
_SPACES = {"\t": "a tab", "\xa0": "a no-break space", "\u202f": "a no-break space"}
_SPECIAL = {  # characters whose problem has words of its own
    **dict.fromkeys("'\"", "quotation-mark-first"),
    **dict.fromkeys("[{", "bracket-first"),
    **dict.fromkeys("|>", "block-sign-first"),
}


def read_mapping(path: str, text: str, head_line: int) -> dict[str, Value]:
    """The mapping in `text`, which begins on line `head_line` of the file. Raises SiteError with what can be told."""
    return _Reader(path, text, head_line).mapping()


def compose(text: str) -> Any:
    """The tree of nodes of a text that has been read, or None when there is nothing."""
    return yaml.compose(text, _AsTyped)


class _Reader(msgspec.Struct):
    path: str
    text: str
    head_line: int

    def mapping(self) -> dict[str, Value]:
        self._check_indentation()
        self._check_depth()
        try:
            node = compose(self.text)
        except yaml.YAMLError as error:
            raise SiteError([self._explain(error)]) from None
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            found = "a list" if isinstance(node, yaml.SequenceNode) else "a text"
            raise SiteError([self.problem_at("not-a-mapping", node.start_mark, found=found)])
        self._check_anchors_and_tags()
        walk = _Walk(self, watch_aliases="&" in self.text, watch_hash=" #" in self.text)
        data = walk.value(node, 0)
        if walk.problems:
            raise SiteError(walk.problems)
        assert isinstance(data, dict)
        return data

    def problem_at(self, code: str, mark: Any, **words: object) -> Problem:
        return problem(code, self.path, self.head_line + mark.line, mark.column + 1, **words)

    def _check_indentation(self) -> None:
        if not any(space in self.text for space in _UNUSUAL_SPACES):
            return
        bad = list(_BAD_INDENT.finditer(self.text))
        if not bad:
            return
        texts = [(e.start_mark.index, e.end_mark.index) for e in self._events() if getattr(e, "style", None)]
        found = []
        for match in bad:
            before = bisect_left(texts, (match.start(),)) - 1
            if before < 0 or not match.start() < texts[before][1]:
                line, column = place(self.text, match.start(match.lastindex or 0))
                what = _SPACES.get(match[match.lastindex or 0], "an unusual space")
                found.append(problem("indentation", self.path, self.head_line - 1 + line, column, what=what))
        if found:
            raise SiteError(found)

    def _events(self) -> list[Any]:
        """The events of the YAML up to its first mistake."""
        found: list[Any] = []
        with contextlib.suppress(yaml.YAMLError):
            found.extend(yaml.parse(self.text, Loader))
        return found

    def _check_depth(self) -> None:
        """Refuse nesting that would exhaust the composer's stack, without building anything."""
        openers = self.text.count("[") + self.text.count("{")
        if openers + len(self.text) // 2 < _SAFE_DEPTH:  # a level takes two characters at least
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
        if not anchored and ("!" not in self.text or not _TAG.search(self.text)):
            return
        events = list(yaml.parse(self.text, Loader))
        used = {event.anchor for event in events if isinstance(event, yaml.AliasEvent)}
        found = []
        for event in events:
            if isinstance(event, yaml.AliasEvent) or not isinstance(event, yaml.NodeEvent):
                continue
            if getattr(event, "tag", None) == "!":
                found.append(self.problem_at("special-first-character", event.start_mark, character="!"))
            elif getattr(event, "tag", None) is not None:
                found.append(self.problem_at("yaml-tag", event.start_mark, tag=event.tag))  # type: ignore[attr-defined]
            elif isinstance(event, yaml.ScalarEvent) and event.anchor is not None and event.anchor not in used:
                found.append(self.problem_at("special-first-character", event.start_mark, character="&"))
        if found:
            raise SiteError(found)

    def _explain(self, error: yaml.YAMLError) -> Problem:
        """The usual accidents by their own name; anything else in the words of the YAML reader."""
        if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
            return problem("yaml-syntax", self.path, self.head_line, 1, what=str(error))
        mark, context, what = error.problem_mark, error.context or "", error.problem or "it can't be read"
        start = error.context_mark or mark
        sign = self.text[mark.index : mark.index + 1]
        line = self.text.split("\n")[mark.line] if sign else ""
        if sign == "\t":
            return self.problem_at("indentation", mark, what="a tab")
        if "mapping values" in what or ("flow" in context and sign == ":" and mark.line == start.line):
            return self._colon(mark, line)
        if "flow" in context and (cut := _COMMENT_AT_ONCE.search(self.text, start.index, mark.index)):
            row, column = place(self.text, cut.end() - 2)
            text = re.split(r"[,:{\[] ?", self.text[start.index : cut.start()])[-1]
            return problem("hash-cuts-text", self.path, self.head_line - 1 + row, column, text=text[-30:])
        if "flow" in context and sign in tuple("[]{}") and self.text[: mark.index].rstrip()[-1] not in ",:[{":
            return self.problem_at("bracket-in-text", mark, character=sign)
        if "undefined alias" in what or "next token" in context or "block node" in context:
            return self._special(mark)
        if "quoted" in context and ("escape" in what or "hexdecimal" in what):
            row, column = place(self.text, self.text.rindex("\\", start.index, mark.index + 1))
            return problem("backslash", self.path, self.head_line - 1 + row, column)
        if any(part in context for part in ("quoted", "flow", "anchor", "alias", "tag", "directive", "block scalar")):
            return self._special(start)
        if "simple key" in context:
            return self.problem_at("colon-missing", start)
        if "not allowed" in what and line[: mark.column].strip():  # - or ? behind a key
            return self._special(mark)
        if "parsing a block" in context:
            return self._unexpected(mark, line)
        return self.problem_at("yaml-syntax", mark, what=what)

    def _colon(self, mark: Any, line: str) -> Problem:
        """A colon is too much: it belongs to a text, or to a key that counts as more of the text above."""
        if not _ONE_KEY.fullmatch(line[: mark.column]):
            return self.problem_at("colon-in-text", mark)
        row, above = mark.line - 1, ""
        while row >= 0 and not (above := self.text.split("\n")[row]).strip():
            row -= 1
        if above and _first_column(above) >= _first_column(line):
            return problem("colon-missing", self.path, self.head_line + row, _first_column(above))
        return problem("indented-too-far", self.path, self.head_line + mark.line, _first_column(line))

    def _special(self, mark: Any) -> Problem:
        """A value begins with a character that has a meaning of its own."""
        sign = self.text[mark.index : mark.index + 1]
        return self.problem_at(_SPECIAL.get(sign, "special-first-character"), mark, character=sign)

    def _unexpected(self, mark: Any, line: str) -> Problem:
        """Something stands behind a whole value, or it is indented unlike its neighbours."""
        opened: list[Any] = []
        last = None
        for event in self._events():
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                last = opened.pop()
            elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                last = event
        if last is not None and line[: mark.column].strip() and self.text[last.start_mark.index] in "'\"[{*":
            return self._special(last.start_mark)
        return problem("indentation-differs", self.path, self.head_line + mark.line, _first_column(line))


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
        lines: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                braces = self.reader.text[node.start_mark.index] == "{"
                self._add(*(("bracket-first", node) if braces else ("key-not-text", key)), character="{")
            elif key.style == '"' and self._has_forbidden(key):
                pass
            elif key.value == "<<":
                self._add("merge-key", key)
            elif key.value in found:
                self._add("duplicate-key", key, key=key.value, first=self.reader.head_line + lines[key.value])
            elif not child.value and self.reader.text[node.start_mark.index] == "{" and self._has_no_colon(key, child):
                self._add("comma-cuts-text", key, text=key.value)
            else:
                found[key.value] = self.value(child, depth + 1)
                lines[key.value] = key.start_mark.line
        return found

    def _scalar(self, node: Any) -> str | None:
        text: str = node.value
        if not node.style:  # libyaml says "" for a plain text, PyYAML None
            if self.watch_hash:
                self._check_hash(node)
            if not text:
                return None
        elif node.style == "|":
            return text
        elif node.style == '"':
            self._has_forbidden(node)
        if "\n" in text:
            self._check_break(node)
        return text

    def _has_forbidden(self, node: Any) -> bool:
        """Whether an escape between double quotes stands for a character that no file may hold; it is reported."""
        found = FORBIDDEN.search(node.value)
        if found:
            self._add("control-character", node, character=f"U+{ord(found[0]):04X}")
        return found is not None

    def _has_no_colon(self, key: Any, child: Any) -> bool:
        """Whether a key between braces stands there alone: it is what follows a comma in a text."""
        return ":" not in self.reader.text[key.end_mark.index : child.end_mark.index + 1]

    def _check_hash(self, node: Any) -> None:
        """A # without a space behind it is hardly meant as a comment."""
        found = _COMMENT_AT_ONCE.match(self.reader.text, node.end_mark.index)
        if found:
            line, column = place(self.reader.text, found.end() - 2)
            at = (self.reader.path, self.reader.head_line - 1 + line, column)
            if node.value:
                self.problems.append(problem("hash-cuts-text", *at, text=node.value[-30:]))
            else:
                self.problems.append(problem("special-first-character", *at, character="#"))

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


def child(node: Any, key: str | int) -> tuple[Any, Any] | None:
    """The key's node (None in a list) and the value's node below `node`, or None when it isn't there."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None


def signs(text: str, node: Any) -> list[int]:
    """Where in `text` each character of a scalar is written, white space left out."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        start += len(text[start:end].split("\n", 1)[0])  # what stands behind | is no text
    elif node.style:
        start, end = start + 1, end - 1
    found = _SIGN.get(node.style or "", _ANY_SIGN).finditer(text, start, end)
    return [match.start() for match in found if match[0] not in _BLANK_ESCAPES]


def _first_column(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
