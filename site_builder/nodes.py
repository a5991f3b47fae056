"""The nodes of structured data that pages of all kinds have: people, organisations, lists, the publication."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from site_builder import values, views
from site_builder.inputs import Known, Place
from site_builder.models import Link

Node = dict[str, Any]


class Graph:
    """The nodes of one page, in the order in which they are added.

    Who or what has a page is a node of its own, with the same id on all pages; others refer to it.
    """

    def __init__(self, site: views.Site, *nodes: Node) -> None:
        self.site = site
        self.home = f"{site.origin}{site.home}"
        self.nodes = list(nodes)
        self.ids: set[str] = set()

    def whole(self) -> Node:
        """All of it, for `<script>`."""
        return {"@context": "https://schema.org", "@graph": [without_empty(node) for node in self.nodes]}

    def refer(self, node: Node) -> Node:
        """What refers to a node, which is added unless it is there."""
        id = node["@id"]
        if id not in self.ids:
            self.ids.add(id)
            self.nodes.append(node)
        return {"@id": id}

    # ------------------------------------------------------------------------------------------------ who

    def person(self, known: Known) -> Node:
        """Somebody. Speakers are named by their page as a speaker, others by theirs as an author."""
        page = known.page or known.url
        if not page:
            return {"@type": "Person", "name": known.name}
        address = self.site.origin + page
        return self.refer({"@type": "Person", "@id": f"{address}#person", "name": known.name, "url": address})

    def organisation(self, link: Link) -> Node:
        if not link.url:
            return {"@type": "Organization", "name": link.label}
        address = self.site.origin + link.url
        node = {"@type": "Organization", "@id": f"{address}#organisation", "name": link.label, "url": address}
        return self.refer(node)

    def group(self, name: str) -> Node:
        """People without names of their own: schema.org has nothing nearer than an organisation."""
        return {"@type": "Organization", "name": name}

    # ------------------------------------------------------------------------------------------------ pages

    def publication(self) -> None:
        """The publication, and who publishes it."""
        site = self.site
        website: Node = {"@type": "WebSite", "@id": f"{self.home}#website", "url": self.home, "name": site.title}
        website["inLanguage"] = site.language
        self.nodes.append(website)
        if site.publisher.label:
            website["publisher"] = {"@id": f"{self.home}#publisher"}
            publisher = {"@type": "Organization", "@id": f"{self.home}#publisher", "name": site.publisher.label}
            self.nodes.append(publisher | {"url": site.publisher.url, "logo": site.logo})

    def page(self, kind: str, url: str, name: str) -> Node:
        """A page of the publication in its language."""
        website = {"@id": f"{self.home}#website"}
        return {
            "@type": kind,
            "@id": url,
            "url": url,
            "name": name,
            "inLanguage": self.site.language,
            "isPartOf": website,
        }

    def item_list(self, rows: Iterable[tuple[str, str]], first: int) -> Node:
        """Names with addresses, in order; `first` is the number of the first of them."""
        entries = [
            {"@type": "ListItem", "position": n, "name": name, "url": self.site.origin + url}
            for n, (name, url) in enumerate(rows, first)
        ]
        return {"@type": "ItemList", "itemListElement": entries} if entries else {}

    def breadcrumbs(self, *steps: tuple[str, str]) -> None:
        """The way from the home page to this one."""
        items = [
            {"@type": "ListItem", "position": n, "name": name, "item": self.site.origin + address}
            for n, (name, address) in enumerate([(self.site.title, self.site.home), *steps], 1)
        ]
        self.nodes.append({"@type": "BreadcrumbList", "itemListElement": items})

    def picture(self, picture: values.Picture, **more: Any) -> Node:
        """A picture in its largest size."""
        address, width, height = picture.jpeg[-1]
        node = {"@type": "ImageObject", "contentUrl": self.site.origin + address, "width": width, "height": height}
        return without_empty(node | more)


def first_page(url: str, place: Place) -> str:
    """The address of the first page of a row of pages, of which one is at `url`: that of what they are all about."""
    return url.removesuffix(f"page/{place.number}/") if place.number > 1 else url


def without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", None, [], {}, False)}
