"""Small files of content for tests of whole publications, and what their pages say."""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup, Tag

from tests.pictures import drawing, encoded
from tests.publication import Publication


def put(publication: Publication, path: str, body: str = "Tekst.", /, **keys: str) -> str:
    """Write the file `content/<path>.md` with these lines of front matter; an item gets a title and a date."""
    slug = path.removesuffix("/index").rpartition("/")[2]
    if path.startswith(("articles/", "dossiers/", "pages/", "interviews/")):
        keys = {"title": slug.capitalize()} | keys
    if path.startswith(("articles/", "dossiers/", "interviews/")):
        keys = {"date": "2026-03-01"} | keys
    if path.startswith("interviews/"):
        keys = {"speakers": "[ada]"} | keys
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    publication.write(f"content/{path}.md", f"---\n{front}---\n{body}\n")
    return f"content/{path}.md"


def picture(publication: Publication, path: str, width: int = 120) -> None:
    """Write a PNG that differs with its width."""
    publication.write(path, encoded(drawing(width, 80), "PNG"))


def said(tag: Any) -> str:
    """The words of an element as they are read, with single spaces."""
    return " ".join(tag.get_text().split())


def texts(page: Tag, selector: str) -> list[str]:
    """The words of every element that a selector finds."""
    return [said(tag) for tag in page.select(selector)]


def hrefs(page: Tag, selector: str) -> list[str]:
    """The addresses of every link that a selector finds."""
    return [str(tag["href"]) for tag in page.select(selector)]


def one(page: Tag, selector: str) -> Any:
    """The one element that a selector finds."""
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def graph(page: BeautifulSoup) -> list[dict[str, Any]]:
    """The nodes of a page's structured data."""
    found: list[dict[str, Any]] = json.loads(one(page, 'script[type="application/ld+json"]').string)["@graph"]
    return found
