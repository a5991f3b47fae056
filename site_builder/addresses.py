"""Where everything of a publication stands: the address of each item, person and topic, and where links lead."""

from __future__ import annotations

import posixpath

import msgspec

from site_builder.inputs import Known, Part, SeriesPart
from site_builder.linking import Site, Somebody
from site_builder.models import ItemSummary, Link, Participation, Summary
from site_builder.names import name_id
from site_builder.naming import Role
from site_builder.urls import address, composed, identity, is_outside, parted


class Addresses:
    """The addresses of one publication. Paths are below the home page; addresses begin with it."""

    def __init__(self, site: Site) -> None:
        self.site, self.settings, self.home = site, site.settings, site.settings.home
        self.speaking = _speaking_in(site)
        self.known_as: dict[tuple[str, Role], Known] = {}  # nearly everybody is named more than once
        self.links: dict[str, Link] = {}  # of topics, by id
        self.quoted = {name_id(q.by) for page in site.pages for q in page.quotations}  # on pages, which are in no list
        paths = self.settings.paths
        self.folders: dict[str, str] = {
            "interview": f"{paths.interviews}/",
            "article": f"{paths.articles}/",
            "dossier": f"{paths.dossiers}/",
            "page": "",
            "speaker": f"{paths.speakers}/",
            "author": f"{paths.authors}/",
            "topic": f"{paths.topics}/",
            "series": f"{paths.series}/",
            "organisation": f"{paths.organisations}/",
        }
        self.sources: dict[str, str] = {}  # source → address of its page, or empty when it has none
        for summary in site.summaries():
            self.sources[summary.source] = self.address(self.path_of(summary.kind, summary.id))
            if summary.kind == "author" and not self.settings.outputs.authors:
                self.sources[summary.source] = ""
        self.forms = {composed(source): source for source in site.kinds if not source.isascii()}
        self.unread = {source: self.path_of(site.kinds[source], identity(source)) for source in site.unread}

    def path_of(self, kind: str, id: str) -> str:
        """The path of a page, with a slash at its end."""
        return f"{self.folders[kind]}{id}/"

    def address(self, path: str) -> str:
        """The address of a path below the home page."""
        return address(self.home, path)

    def url_of(self, item: ItemSummary) -> str:
        return self.sources[item.source]

    def topic_links(self, labels: tuple[str, ...]) -> tuple[Link, ...]:
        """The topics with these ids or names, each once, by the label they are shown with."""
        found = {name_id(label): None for label in labels}
        return tuple(self.topic_link(id) for id in found if id in self.site.topics)

    def topic_link(self, id: str) -> Link:
        if id not in self.links:
            self.links[id] = Link(self.site.topics[id][0], self.address(self.path_of("topic", id)))
        return self.links[id]

    def series_part(self, item: ItemSummary) -> SeriesPart | None:
        """The series that an item belongs to, with the address of its page."""
        id = name_id(item.series)
        if id not in self.site.series:
            return None
        title, series = self.site.series[id]
        url = self.address(self.path_of("series", id))
        if series is None:
            return SeriesPart(title, url)
        return SeriesPart(title, url, series.cadence, series.prefix_titles)

    def title_of(self, item: ItemSummary) -> str:
        """The plain title of an item as its own page has it: behind the name of its series, where that wants it."""
        series = self.series_part(item) if item.series else None
        return f"{series.title}: {item.list_title}" if series and series.prefix else item.list_title

    def organisation(self, written: str) -> Link:
        """An organisation as it is named, with its page if it has one; written as its id, with its name."""
        found = self.site.organisations.get(name_id(written)) if written and self.site.organisations else None
        if found is None:
            return Link(written)
        label = found.title if written == found.id else written
        return Link(label, self.address(self.path_of("organisation", found.id)))

    def parties_in(self, item: ItemSummary) -> dict[str, Link]:
        """The organisations with a file that an item names, and whom or what it names in passing; as it does."""
        written: list[str] = []
        if self.site.organisations:
            groups = (item.speakers, item.interviewers, item.artists, item.authors, item.photographers, item.editors)
            written += [p.organisation for people in (*groups, item.translators, item.thanks) for p in people]
            written += [p.on_behalf_of for p in item.speakers]
            written += [part.organisation for part in item.organisations]
        found = {name: self.organisation(name) for name in written if name}
        for name in dict.fromkeys([*(name for name, _ in item.parties), item.commissioned_by]):
            if not name:
                continue
            link, person = self.organisation(name), self.site.people.get(name_id(name))
            if not link.url and person is not None:
                known = self.known(name, "author")
                link = Link(known.name if name == person.id else name, known.url)
            found[name] = link
        return {name: link for name, link in found.items() if link.url or link.label != name}

    # -- people

    def person_url(self, person: Somebody, role: Role) -> str:
        """The address of somebody's page in a role, or empty when there is none."""
        if role == "author":
            has_page = person.author is not None and self.settings.outputs.authors
        else:
            has_page = person.speaker is not None or person.id in self.speaking or person.id in self.quoted
        return self.address(self.path_of(role, person.id)) if has_page else ""

    def known(self, who: str, role: Role) -> Known:
        """Somebody as an item names them, with the page that fits the role."""
        if (who, role) not in self.known_as:
            self.known_as[who, role] = self._known(who, role)
        return self.known_as[who, role]

    def _known(self, who: str, role: Role) -> Known:
        person = self.site.people.get(name_id(who))
        if person is None:
            return Known(who)
        speaker = self.person_url(person, "speaker")
        if role == "speaker" and speaker:
            return Known(person.name, speaker, person.initials)
        author = self.person_url(person, "author")
        return Known(person.name, author or speaker, person.initials, page=speaker if author else "")

    def part(self, person: Participation, role: Role = "speaker") -> Part:
        """Somebody's part in an item, with the person found; a group is nobody in particular."""
        known = Known(person.who) if person.group else self.known(person.who, role)
        organisation = self.organisation(person.organisation).label
        on_behalf_of = self.organisation(person.on_behalf_of).label
        return Part(known.name, known.url, person.role, organisation, on_behalf_of, person.note)

    def people_in(self, item: ItemSummary) -> dict[str, Known]:
        """Everybody an item names, by role and name."""
        speakers = [p.who for p in item.speakers if not p.group] + list(item.mentions)
        speakers += [q.by for q in item.quotations] + [item.quote_by] + [who for who, _ in item.named]
        others = (item.interviewers, item.artists, item.authors, item.photographers, item.editors, item.translators)
        made = [p.who for people in (*others, item.thanks) for p in people if not p.group]
        made += [sketch.creator for sketch in item.sketches]
        found = {f"speaker {who}": self.known(who, "speaker") for who in speakers if who}
        found |= {f"author {who}": self.known(who, "author") for who in made if who}
        for name, _ in item.parties:
            if (person := self.site.people.get(name_id(name))) and not self.organisation(name).url:
                found[f"party {name}"] = self.known(person.id, "author")
        return found | self.asked(item)

    def asked(self, summary: Summary) -> dict[str, Known]:
        """Whom a text tells readers to ask, with their links."""
        found = {}
        for who, _ in summary.named:
            person = self.site.people.get(name_id(who))
            files = (person.author, person.speaker) if person else ()
            reached_at = next((file.reached_at for file in files if file and file.reached_at), ())
            found[f"contact {who}"] = msgspec.structs.replace(self.known(who, "author"), reached_at=reached_at)
        return found

    # -- links

    def follow(self, source: str, written: str) -> str | None:
        """The address behind a link inside the publication, or None when it surely leads nowhere."""
        path, mark, rest = written.partition("#")
        if path.startswith("/"):
            return self.address("") + path.lstrip("/") + mark + rest
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        target = self.forms.get(composed(target), target)
        found = self.sources.get(target) or (self.address(self.unread[target]) if target in self.unread else "")
        return found + mark + rest if found else None

    def menu(self) -> tuple[Link, ...]:
        """The menu as the settings have it; without it, the pages that want to be in it."""
        if self.settings.navigation is None:
            return tuple(Link(page.list_title, self.url_of(page)) for page in self.site.pages if page.navigation)
        return tuple(Link(entry.label, self.menu_address(entry.url)) for entry in self.settings.navigation)

    def menu_address(self, written: str) -> str:
        """Where an entry of the menu leads: to another site, or to a place of this one, written from its home page."""
        if is_outside(written):
            return written
        path, rest = parted(written)
        return self.address(path.lstrip("/")) + rest


def _speaking_in(site: Site) -> dict[str, list[tuple[ItemSummary, Participation]]]:
    """The items in which every speaker answers or is quoted, newest first, with their part. Groups have no page."""
    found: dict[str, list[tuple[ItemSummary, Participation]]] = {}
    for item in site.stories:
        persons = [person for person in item.speakers if not person.group]
        groups = {name_id(person.who) for person in item.speakers if person.group}
        quoted = [Participation(q.by) for q in item.quotations if name_id(q.by) not in groups]
        for person in (*persons, *quoted):
            if id := name_id(person.who):
                parts = found.setdefault(id, [])
                if not parts or parts[-1][0] is not item:
                    parts.append((item, person))
    return found
