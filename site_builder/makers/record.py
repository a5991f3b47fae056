"""`index.json` beside an item: all of it as data, for programs. Addresses are absolute, texts are HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from site_builder import values, views
from site_builder.inputs import ItemInputs
from site_builder.markdown import plain
from site_builder.models import Interview, Item
from site_builder.presenter import Presenter
from site_builder.structured import as_file


def make(present: Presenter, inputs: ItemInputs, document: Item) -> bytes:
    """The bytes of the file."""
    view = present.item(document, inputs)

    def html(text: str) -> str:
        return present.feed_html(text, document.holes, inputs.around, view.head.url)

    record = _item(present, view, document, html)
    if isinstance(view, views.Interview) and isinstance(document, Interview):
        record |= _interview(view, document, html)
    if isinstance(view, views.Dossier):
        record["items"] = [_card(present, card) for card in view.entries]
    return as_file(_known(record))


def _item(present: Presenter, view: views.Item, document: Item, html: Callable[[str], str]) -> dict[str, Any]:
    summary, text = document.summary, present.absolute
    return {
        "id": f"{summary.kind}s/{summary.id}",
        "kind": view.kind,
        "url": view.head.url,
        "title": plain(str(view.title)),
        "title_html": str(view.title),
        "language": view.lang,
        "published": view.date.iso if view.date else "",
        "updated": view.updated.iso if view.updated else "",
        "draft": view.draft,
        "kicker": view.kicker,
        "section": view.section,
        "sponsored": view.sponsored,
        "commissioned_by": view.commissioned_by.label,
        "series": _series(present, view.series),
        "description": summary.description,
        "lead_html": html(document.lead),
        "body_html": html(document.body),
        "notes_html": html(document.notes),
        "quote_by": view.quote_by.name if view.quote_by else "",
        "core_message": summary.core_message.text if summary.core_message else "",
        "speakers": [_participant(present, person) for person in view.speakers],
        "credits": [
            {"parts": list(credit.parts), "people": [_participant(present, person) for person in credit.people]}
            for credit in view.credits
        ],
        "author_role": view.author_role,
        "signature": view.signature,
        "thanks": [_participant(present, person) for person in view.thanks],
        "topics": [{"name": topic.label, "url": text(topic.url)} for topic in view.topics],
        "drawings": [_picture(present, sketch) for sketch in view.sketches],
        "picture": _picture(present, view.picture) if view.picture else None,
        "audio": text(view.audio.url) if view.audio else "",
        "video": text(view.video.url) if view.video else "",
        "events": [_event(event) for event in view.events],
        "organisations": [_known({"name": o.name, "url": text(o.url), "role": o.role}) for o in view.organisations],
        "sources": [
            _known({**_fields(source), "creators": list(source.creators), "by": ""}) for source in view.sources
        ],
        "downloads": [_known({**_fields(d), "url": text(d.url)}) for d in view.downloads],
        "cta": _cta(present, view.cta),
        "corrections": [{"date": c.date.iso, "kind": c.kind, "text": plain(str(c.text))} for c in view.corrections],
        "disclosure": plain(str(view.disclosure)),
        "recorded": view.recorded,
        "research": plain(str(view.research)),
        "licence": view.licence.url or view.licence.label,
        "dossiers": [{"title": dossier.label, "url": text(dossier.url)} for dossier in view.dossiers],
        "related": [_card(present, card) for card in view.related],
        "extra": view.extra,
    }


def _interview(view: views.Interview, document: Interview, html: Callable[[str], str]) -> dict[str, Any]:
    return {
        "central_question": view.central_question,
        "questions": [
            _known(
                {
                    "id": shown.id,
                    "url": f"{view.head.url}#{shown.id}",
                    "question": plain(str(shown.question)),
                    "answer_html": html(written.answer),
                    "turns": [
                        {"speaker": turn.name, "html": html(words.html)}
                        for turn, words in zip(shown.turns, written.turns, strict=True)
                    ],
                    "at": shown.at,
                }
            )
            for shown, written in zip(view.exchanges, document.exchanges, strict=True)
        ],
        "afterword_html": html(document.afterword),
    }


def _participant(present: Presenter, person: values.Participant) -> dict[str, Any]:
    return _known(
        {**_fields(person), "url": present.absolute(person.url), "organisation_url": "", "on_behalf_of_url": ""}
    )


def _picture(present: Presenter, picture: values.Picture) -> dict[str, Any]:
    url, width, height = picture.jpeg[-1]
    return _known(
        {
            "url": present.absolute(url),
            "width": width,
            "height": height,
            "alt": picture.alt,
            "caption": plain(str(picture.caption)),
            "creator": picture.creator,
            "credit": picture.credit,
        }
    )


def _series(present: Presenter, series: values.SeriesPart | None) -> dict[str, Any] | None:
    if series is None:
        return None
    return _known({"title": series.title, "url": present.absolute(series.url), "verdict": series.verdict})


def _cta(present: Presenter, cta: values.CallToAction | None) -> dict[str, Any] | None:
    if cta is None:
        return None
    return _known({"label": cta.label, "url": present.absolute(cta.url), "text": plain(str(cta.text))})


def _event(event: values.Event) -> dict[str, Any]:
    stops = [_known({"place": stop.place, "date": stop.date.iso if stop.date else ""}) for stop in event.stops]
    date = event.date.iso if event.date else ""
    return _known({"name": event.name, "organiser": event.organiser, "date": date, "stops": stops})


def _card(present: Presenter, card: values.Card) -> dict[str, Any]:
    return {"kind": card.kind, "url": present.absolute(card.url), "title": plain(str(card.title))}


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is empty."""
    return {key: value for key, value in record.items() if value not in ("", None, [], {}, False)}
