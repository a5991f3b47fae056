"""Texts that stand in for pictures: what an author may have put there that says nothing."""

from __future__ import annotations

import re
from urllib.parse import unquote

from site_builder.literally import fold_quotes

_SUFFIX = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|avif|tiff?|bmp|svg|hei[cf]|pdf)\Z", re.IGNORECASE)
_SIZE = re.compile(r"\S+-\d{2,5}x\d{2,5}")  # as some systems name their smaller copies
_CAMERA = re.compile(
    r"(?:IMG|VID|DSC[FN]?|PXL|PANO|MVI|GOPR|SAM|CIMG|SCAN|IMAGE|FOTO)[-_ ]?\d{3,}(?:[-_~(][\w-]*\)?)*|P[-_]?\d{7}"
    r"|IMG-\d{8}-WA\d+|WhatsApp Image \d.*",
    re.IGNORECASE,
)
_OF_A_SCREEN = re.compile(
    r"(?:scherm(?:afbeelding|afdruk|foto)|screen ?shot|bildschirmfoto|capture d.écran)"
    r"(?:[\s_.:()-]|\d|\b(?:om|at|um|à|[ap]m)\b)*\d(?:[\s_.:()-]|\d|\b[ap]m\b)*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:afbeelding|bild|figuur|foto|image|photo|picture|tekening)[-_ ]?\d+", re.IGNORECASE)
_NO_WORD = re.compile(r"[-_\d]")
_MOST_SIGNS = 20  # so many more signs than the other a text with the same words may have: a longer look costs time
_NOT_A_WORD = re.compile(r"\W+")


def is_file_name(alt: str, file: str = "") -> bool:
    """Whether an alternative text is the name of a file: of `file` (a path or an address), or by its looks."""
    alt = " ".join(alt.split())
    if not alt:
        return False
    own = unquote(file).replace("\\", "/").rpartition("/")[2]
    return (
        alt.casefold() in (own.casefold(), _SUFFIX.sub("", own).casefold())
        or (_NO_WORD.search(alt) is not None and alt.casefold() == own.partition(".")[0].casefold())
        or _SUFFIX.search(alt) is not None
        or any(looks.fullmatch(alt[:200]) for looks in (_SIZE, _CAMERA, _NUMBERED, _OF_A_SCREEN))
    )


def is_caption(alt: str, caption: str) -> bool:
    """Whether an alternative text says the same as the caption, which is plain text; signs and capitals don't count."""
    if not alt.strip() or abs(len(alt) - len(caption)) > _MOST_SIGNS:
        return False
    return _words(alt) == _words(caption)


def fault(alt: str, file: str, caption: str = "") -> str:
    """The code of what is wrong with an alternative text; "missing" when there is none, "" when nothing is wrong."""
    if not alt.strip():
        return "missing"
    if is_file_name(alt, file):
        return "alt-is-file-name"
    return "alt-is-caption" if is_caption(alt, caption) else ""


def _words(text: str) -> str:
    return _NOT_A_WORD.sub(" ", fold_quotes(text).casefold()).strip()
