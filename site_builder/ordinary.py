"""Ordinary texts: paragraphs, emphasis, lists, quotations and links to other sites, with nothing of ours in them.

Most texts are. pyromark's own HTML is then what `rendering.py` would write, but for the typography and the quotation
marks, and it costs a fraction of going through the events.
"""

from __future__ import annotations

import re

import pyromark

from site_builder.quoting import SIGN
from site_builder.typography import Quotes, Typographer

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
"""What the parser knows beyond CommonMark."""

MAX_DEPTH = 100
"""Elements in elements; what shows pages, and what checks them, follows so far and hardly further."""

_NOT_OURS = bytes(byte for byte in range(256) if byte not in b"{<&`\\@~")
_ELSEWHERE = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_%+,./~-]*)?"  # stands in HTML as it was typed
_OTHERWISE = re.compile(
    rf"""<(?!
        p>(?!\s) | /p> | /?em> | /?strong> | a[ ]href="{_ELSEWHERE}"> | /a>
      | (?:(?<=</p>\n<)|(?<=\A<))(?:blockquote|ul|ol(?:[ ]start="\d+")?)> | li>(?!\n) | /(?:blockquote|ul|ol|li)>
    )""",
    re.VERBOSE,
)
"""A tag that we might write in another way."""
_SPACE_FIRST = re.compile(r"<p>\s")


def ordinary(text: str, typographer: Typographer) -> str | None:
    """The HTML of an ordinary text; None for any other."""
    html = _written(text)
    if html is None or typographer.is_set(text):
        return html
    return _set(html, typographer, typographer)


def ordinary_answer(text: str, typographer: Typographer, nested: Typographer, marks: Quotes) -> str | None:
    """The HTML of an ordinary text with quotation marks around it; `nested` sets what stands between them."""
    html = _written(text)
    if html is not None and not typographer.is_set(text):
        html = _set(html, typographer, nested)
        if html is not None and _SPACE_FIRST.search(html):  # the mark would come behind it
            return None
    return None if html is None else _marked(html, marks)


def _written(text: str) -> str | None:
    """The HTML as the parser writes it, if there is nothing in it that we write in another way."""
    if text.encode().translate(None, _NOT_OURS) or "[^" in text or ":::" in text:
        return None
    html: str = pyromark.html(text, options=OPTIONS)
    if "&" in html or html.count("</") > MAX_DEPTH:  # of elements beside each other there may be more
        return None
    return None if _OTHERWISE.search(html) else html


def _marked(html: str, marks: Quotes) -> str | None:
    """The same with quotation marks around it, outside of which are lists and block quotations."""
    opening = f"<p>{SIGN}{marks.open}"
    first, *rest = html.split("<blockquote>")
    made = first.replace("<p>", opening)
    for part in rest:
        quotation, end, after = part.partition("</blockquote>")
        if not end:  # there is another one in it
            return None
        made += f"<blockquote>{quotation}{end}{after.replace('<p>', opening)}"
    last = made.rfind(SIGN)
    if last < 0:
        return made
    end_at = made.index("</p>", last)
    return f"{made[:end_at]}{marks.close}{made[end_at:]}".replace(SIGN, "")


def _set(html: str, typographer: Typographer, inside: Typographer) -> str | None:
    """The same with its texts set, those in paragraphs by the other typographer."""
    if "*" in html or "_" in html or "[" in html or "]" in html:  # a run of text may end there
        return None
    made: list[str] = []
    before, here, quotes = "", typographer, False
    for part in html.split("<")[1:]:
        tag, _, words = part.partition(">")
        if tag in ("p", "li"):
            here = inside if tag == "p" and not quotes else typographer
        elif tag in ("blockquote", "/blockquote"):
            quotes = tag == "blockquote"
        lines = words.split("\n")
        for n, line in enumerate(lines):
            if n:
                before = " "
            if line:
                lines[n] = here.text(line, before)
                before = lines[n][-1]
        made += "<", tag, ">", "\n".join(lines)
    return "".join(made)
