"""Where everything of a publication stands: the address of each item, person and topic, and where links lead."""

from __future__ import annotations

import posixpath

from site_builder.inputs import Known, Part
from site_builder.linking import Role, Site, Somebody
from site_builder.models import ItemSummary, Link, Participation
from site_builder.names import slug
from site_builder.urls import address, identity


class Addresses:
    """The addresses of one publication. Paths are below the home page; addresses begin with it."""

    def __init__(self, site: Site) -> None:
        self.site, self.settings = site, site.settings
        self.speaking = _speaking_in(site)
        self.sources: dict[str, str] = {}  # source → address of its page
        for item in (*site.interviews, *site.pages):
            self.sources[item.source] = self.url_of(item)
        for person in site.people.values():
            for summary in filter(None, (person.speaker, person.author)):
                self.sources[summary.source] = self.person_url(person, summary.kind)
        for id, (_, topic) in site.topics.items():
            if topic:
                self.sources[topic.source] = self.topic_url(id)

        self.unread = {source: self._of_unread(source) for source in site.unread}

    def _of_unread(self, source: str) -> str:
        """The path that the page of a file with mistakes will have."""
        kind, id = self.site.kinds[source], identity(source)
        if kind == "interview":
            return f"{self.settings.paths.interviews}/{id}/"
        if kind == "topic":
            return self.topic_path(id)
        return self.person_path(id, "author" if kind == "author" else "speaker") if kind != "page" else f"{id}/"

    def address(self, path: str) -> str:
        """The address of a path below the home page."""
        return address(self.settings.home, path)

    def path_of(self, item: ItemSummary) -> str:
        return f"{self.settings.paths.interviews}/{item.id}/" if item.kind == "interview" else f"{item.id}/"

    def url_of(self, item: ItemSummary) -> str:
        return self.address(self.path_of(item))

    def topic_path(self, id: str) -> str:
        return f"{self.settings.paths.topics}/{id}/"

    def topic_url(self, id: str) -> str:
        return self.address(self.topic_path(id))

    def topic_links(self, labels: tuple[str, ...]) -> tuple[Link, ...]:
        """The topics with these ids or names, each once, by the label they are shown with."""
        found = {slug(label) or label: None for label in labels}
        return tuple(Link(self.site.topics[id][0], self.topic_url(id)) for id in found if id in self.site.topics)

    # -- people

    def person_path(self, id: str, role: Role) -> str:
        paths = self.settings.paths
        return f"{paths.speakers if role == 'speaker' else paths.authors}/{id}/"

    def person_url(self, person: Somebody, role: Role) -> str:
        """The address of somebody's page in a role, or empty when there is none."""
        if role == "author":
            has_page = person.author is not None and self.settings.outputs.authors
        else:
            has_page = person.speaker is not None or person.id in self.speaking
        return self.address(self.person_path(person.id, role)) if has_page else ""

    def known(self, who: str, role: Role) -> Known:
        """Somebody as an item names them, with the page that fits the role."""
        person = self.site.people.get(slug(who))
        if person is None:
            return Known(who)
        other: Role = "author" if role == "speaker" else "speaker"
        return Known(person.name, self.person_url(person, role) or self.person_url(person, other), person.initials)

    def part(self, person: Participation, role: Role = "speaker") -> Part:
        """Somebody's part in an item, with the person found; a group is nobody in particular."""
        known = Known(person.who) if person.group else self.known(person.who, role)
        return Part(known.name, known.url, person.role, person.organisation, person.on_behalf_of, person.note)

    def people_in(self, item: ItemSummary) -> dict[str, Known]:
        """Everybody an item names, by role and name."""
        speakers = [p.who for p in item.speakers if not p.group] + list(item.mentions)
        speakers += [q.by for q in item.quotations] + [item.quote_by]
        others = (item.interviewers, item.artists, item.authors, item.photographers, item.editors, item.translators)
        made = [p.who for people in (*others, item.thanks) for p in people if not p.group]
        made += [item.sketch.creator] if item.sketch else []
        found = {f"speaker {who}": self.known(who, "speaker") for who in speakers if who}
        return found | {f"author {who}": self.known(who, "author") for who in made if who}

    # -- links

    def follow(self, source: str, written: str) -> str | None:
        """The address behind a link inside the publication, or None when it surely leads nowhere."""
        path, mark, rest = written.partition("#")
        if path.startswith("/"):
            return self.address("") + path.lstrip("/") + mark + rest
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        found = self.sources.get(target) or (self.address(self.unread[target]) if target in self.unread else "")
        return found + mark + rest if found else None

    def menu(self) -> tuple[Link, ...]:
        """The menu as the settings have it; without it, the pages that want to be in it."""
        if self.settings.navigation is None:
            return tuple(Link(page.list_title, self.url_of(page)) for page in self.site.pages if page.navigation)
        return tuple(Link(entry.label, self.menu_address(entry.url)) for entry in self.settings.navigation)

    def menu_address(self, written: str) -> str:
        outside = "://" in written or written.startswith("mailto:")
        return written if outside else self.address(written.lstrip("/"))


def _speaking_in(site: Site) -> dict[str, list[tuple[ItemSummary, Participation]]]:
    """The interviews of every speaker, newest first, with their part in each. Groups have no page."""
    found: dict[str, list[tuple[ItemSummary, Participation]]] = {}
    for item in site.interviews:
        for person in item.speakers:
            id = slug(person.who)
            if id and not person.group:
                parts = found.setdefault(id, [])
                if not parts or parts[-1][0] is not item:
                    parts.append((item, person))
    return found
