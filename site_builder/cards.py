"""What lists show of items, in three sizes; each is made once."""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.addresses import Addresses
from site_builder.assets import Assets
from site_builder.inputs import CardData
from site_builder.models import ItemSummary, kind_of
from site_builder.wording import escape


class Cards:
    """The cards of a publication's items."""

    def __init__(self, addresses: Addresses, assets: Assets) -> None:
        self.at, self.assets, self.hidden = addresses, assets, frozenset(addresses.site.hidden)
        self.cards: dict[str, CardData] = {}
        self.tiles: dict[str, CardData] = {}
        self.briefs: dict[str, CardData] = {}

    def card(self, item: ItemSummary) -> CardData:
        """All of it."""
        if item.source not in self.cards:
            series = self.at.series_part(item) if item.series else None
            sketch = self.assets.drawing(item)
            picture = None if sketch else self.assets.picture_of(item)
            quoted = bool(item.quote_by) and not item.other_title
            shown = (item.sketch if sketch else item.picture) if sketch or picture else None
            self.cards[item.source] = CardData(
                kind=kind_of(item),
                url=self.at.url_of(item),
                lang=item.lang,
                title=escape(item.list_title) if item.other_title else item.title,
                list_title=item.list_title,
                quoted=quoted,
                quote_by=self.at.known(item.quote_by, "speaker").name if quoted else "",
                kicker=item.kicker,
                date=item.date,
                description=item.description,
                speakers=tuple(self.at.part(person) for person in item.speakers),
                sketch=sketch,
                picture=picture,
                alt=shown.alt if shown else "",
                draft=item.source in self.hidden,
                series=series.title if series and series.prefix else "",
                verdict=item.verdict,
                sponsored=item.sponsored,
            )
        return self.cards[item.source]

    def tile(self, item: ItemSummary) -> CardData:
        """A card for walls of drawings, without the lead."""
        if item.source not in self.tiles:
            self.tiles[item.source] = replace(self.card(item), description="")
        return self.tiles[item.source]

    def slip(self, item: ItemSummary) -> CardData:
        """A card for walls on which only what has no picture shows its lead."""
        tile = self.tile(item)
        return tile if tile.sketch or tile.picture else self.card(item)

    def brief(self, item: ItemSummary) -> CardData:
        """A card for lists that show neither picture nor lead."""
        if item.source not in self.briefs:
            self.briefs[item.source] = replace(self.tile(item), sketch=None, picture=None, alt="", kicker="")
        return self.briefs[item.source]
