"""Containers and marked words: whose words they are, figures, films elsewhere, people to ask."""

from __future__ import annotations

import pytest

from tests.items import hrefs, one, picture, put, said, texts
from tests.publication import SITE, Publication

PATH = "articles/beek"


def quotes(publication: Publication, who: str) -> list[tuple[str, str]]:
    """The quotations on a speaker's page, with where they lead."""
    figures = publication.page(f"speakers/{who}").select(".quotes figure")
    return [(said(figure.select_one("blockquote")), hrefs(figure, "figcaption a")[0]) for figure in figures]


# --------------------------------------------------------------------------------------------------------- whose words


def test_words_with_a_speaker_lead_from_that_speakers_page_to_their_place(publication: Publication) -> None:
    """Each to its own, with the anchor the author gave or one of ours."""
    body = ("Zij zei [“het water wint”]{by=ada}, en [“altijd”]{by=bo-bos}.\n\n"
            "Later: [‘nooit meer’]{#slot by=ada}. [Zomaar]{lang=en}.")  # fmt: skip
    put(publication, PATH, body, speakers="[{name: Bo Bos}]")
    assert [] == publication.problems()
    assert [("“het water wint”", "/articles/beek/#words"), ("“nooit meer”", "/articles/beek/#slot")] == quotes(
        publication, "ada"
    )
    assert [("“altijd”", "/articles/beek/#words-2")] == quotes(publication, "bo-bos")
    page = publication.page(PATH)
    assert ["“het water wint”", "‘nooit meer’", "“altijd”"] == [
        said(one(page, selector)) for selector in ("#words", "#slot", "#words-2")
    ]


def test_a_pull_quote_may_say_whose_words_it_has(publication: Publication) -> None:
    """The name stands under it, and the words on that speaker's page; without `by` they are nobody's."""
    body = ("Ada zei dat het water wint. Bo niet.\n\n::: pull {by=ada}\n“het water wint”\n:::\n\n"
            "::: pull {.breed}\nBo niet.\n:::")  # fmt: skip
    put(publication, PATH, body)
    assert [] == publication.problems()
    page = publication.page(PATH)
    assert [["pull"], ["pull", "breed"]] == [aside["class"] for aside in page.select("aside.pull")]
    assert ["“het water wint”", "Ada Okoye", "“Bo niet.”"] == texts(page, "aside.pull p")
    assert ["true", "true"] == [aside["aria-hidden"] for aside in page.select("aside.pull")]
    assert ["Ada Okoye"] == texts(page, ".pull-by")
    assert [("“het water wint”", "/articles/beek/")] == quotes(publication, "ada")


def test_a_pull_quote_belongs_to_whose_turn_has_the_words(publication: Publication) -> None:
    """Where several speak; words of nobody's turn are nobody's, unless it says whose."""
    body = """\
Voor het begin stond alles stil.

::: pull
alles stil
:::

## Wie stuurt? {#stuur}

@ada: Vier handen aan het stuur.

@bo-bos: Niemand vaart alleen.

::: pull {from=stuur}
Niemand vaart
:::

::: pull {from=stuur}
Vier handen
:::

## En dan? {#dan}

Samen gaan wij door.

::: pull {from=dan}
Samen gaan
:::

::: pull {from=dan by=ada}
gaan wij door
:::
"""
    put(publication, "interviews/vier", body, speakers="[ada, {name: Bo Bos}]")
    assert [] == publication.problems()
    url = "/interviews/vier/"
    assert [("“Vier handen”", f"{url}#stuur"), ("“gaan wij door”", f"{url}#dan")] == quotes(publication, "ada")
    assert [("“Niemand vaart”", f"{url}#stuur")] == quotes(publication, "bo-bos")


@pytest.mark.parametrize("line", ["Het water[^1] wint altijd.", "Het *water* **wint** altijd."])
def test_a_pull_quote_may_leave_out_what_is_no_word(publication: Publication, line: str) -> None:
    """Numbers of notes and emphasis don't count when the words are looked for."""
    note = "\n\n[^1]: Een noot." if "[^1]" in line else ""
    put(publication, PATH, f"{line}\n\n::: pull\nHet water wint\n:::{note}")
    assert [] == publication.problems()


def test_containers_carry_the_attributes_of_the_author(publication: Publication) -> None:
    """Class and id; an id is an anchor that nothing else has."""
    body = "::: note {#let-op .rood}\nPas op.\n:::\n\n::: pull {#mooi}\nPas op.\n:::\n\n## Let op"
    put(publication, PATH, body)
    publication.build()
    page = publication.page(PATH)
    assert (["note", "rood"], ["pull"]) == (one(page, "#let-op")["class"], one(page, "#mooi")["class"])
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


# ------------------------------------------------------------------------------------------------------------- figures

FIGURE = "::: figure {{src=vel.png alt=Vel}}\n{}\n:::\n"


def figures(publication: Publication, captions: list[str], **keys: str) -> list[str]:
    """The captions of figures with these words, as they are shown."""
    picture(publication, "assets/vel.png")
    put(publication, PATH, "\n".join(FIGURE.format(caption) for caption in captions), **keys)
    publication.build()
    return texts(publication.page(PATH), "figure.figure figcaption")


def test_figures_are_numbered_in_the_language_of_the_item(publication: Publication) -> None:
    """A number that the author typed makes way for the real one; a figure without caption has none."""
    typed = ["Figuur 3. De sluis.", "De *dijk*.", "", "Fig. 12: De kade."]
    assert ["Figuur 1. De sluis.", "Figuur 2. De dijk.", "Figuur 3. De kade."] == figures(publication, typed)
    assert ["Figure 1. The lock."] == figures(publication, ["Figure 9. The lock."], lang="en")


@pytest.mark.parametrize("caption", ["**Figuur 3.** De sluis.", "*Fig. 3:* De sluis."])
def test_a_typed_number_may_be_in_bold(publication: Publication, caption: str) -> None:
    """Nothing is left of it."""
    assert ["Figuur 1. De sluis."] == figures(publication, [caption])


def test_a_caption_may_speak_of_another_figure(publication: Publication) -> None:
    """Only a number at its beginning is the figure's own."""
    assert ["Figuur 1. Anders dan Figuur 2 laat zien."] == figures(publication, ["Anders dan Figuur 2 laat zien."])


def test_figures_count_on_through_a_whole_interview(publication: Publication) -> None:
    """Background, answers and what follows are one item; another item begins again."""
    picture(publication, "assets/vel.png")
    figure = FIGURE.format("Vel.")
    body = f"{figure}\n## Waar?\n\nDaar.\n\n{figure}\n## Slot {{.section}}\n\n{figure}"
    put(publication, "interviews/vier", body)
    put(publication, PATH, figure)
    publication.build()
    numbers = ["Figuur 1.", "Figuur 2.", "Figuur 3."]
    assert numbers == texts(publication.page("interviews/vier"), "figcaption .number")
    assert ["Figuur 1."] == texts(publication.page(PATH), "figcaption .number")


def test_a_figure_explains_its_colours_and_its_method(publication: Publication) -> None:
    """The key of each line of a legend stands out; other containers stay what they are."""
    picture(publication, "assets/vel.png")
    body = """\
::: figure {#kaart .wide src=vel.png alt="Een plattegrond" credit="Foto: Lot"}
De *kaart*.

::: legend
- Blauw: water, ook 12:30
- Rood: *land*
- zonder betekenis
:::

::: method
Geteld met de hand.
:::
:::
"""
    put(publication, PATH, body)
    assert [] == publication.problems()
    page = publication.page(PATH)
    figure = one(page, "#kaart")
    assert ["figure", "wide"] == figure["class"]
    assert "Een plattegrond" == one(figure, "img")["alt"]
    assert ["Blauw", "Rood"] == texts(figure, ".legend b.key")
    assert ["Blauw: water, ook 12:30", "Rood: land", "zonder betekenis"] == texts(figure, ".legend li")
    assert ["Geteld met de hand."] == texts(figure, "figcaption .method")
    assert ["Foto: Lot"] == texts(figure, "figcaption .credit")
    assert said(one(figure, "figcaption")).startswith("Figuur 1. De kaart.")


def test_a_colon_in_a_link_makes_no_key_of_a_legend(publication: Publication) -> None:
    """A key is text; what stands in a tag is none."""
    picture(publication, "assets/vel.png")
    legend = '- [bron](/topics/ambacht/ "Rood: land")\n- *Blauw*: water\n- Groen: zie [hier](/topics/ambacht/)'
    put(publication, PATH, f"::: figure {{src=vel.png alt=Plattegrond}}\nDe kaart.\n\n::: legend\n{legend}\n:::\n:::")
    assert [] == publication.problems()
    page = publication.page(PATH)
    assert ["Groen"] == texts(page, ".legend b.key")
    assert ["bron", "Blauw: water", "Groen: zie hier"] == texts(page, ".legend li")
    assert "Rood: land" == page.select(".legend a")[0]["title"]


# --------------------------------------------------------------------------------------------------------------- films


def test_a_film_elsewhere_is_a_link_with_a_picture_of_our_own(publication: Publication) -> None:
    """Nothing is loaded from there, nor framed."""
    picture(publication, "content/articles/beek/still.png")
    body = ("::: video {.breed src=https://www.youtube.com/watch?v=abc&t=1 poster=still.png title=\"De <film>\"}\n"
            "Uit *2019*.\n:::\n\n::: video {src=https://vimeo.com/1 title=Kaal}\n:::\n")  # fmt: skip
    put(publication, "articles/beek/index", body)
    put(publication, "articles/mill", "::: video {src=https://vimeo.com/1 title=Bare}\n:::\n", lang="en")
    assert [] == publication.problems()
    page = publication.page(PATH)
    first, second = page.select("figure.video")
    assert ["video", "breed"] == first["class"]
    assert ["https://www.youtube.com/watch?v=abc&t=1"] == hrefs(first, "a")
    assert ("De <film>", "Bekijk op youtube.com") == (said(first.cite), said(first.select_one(".video-site")))
    assert ["Uit 2019."] == texts(first, "figcaption")
    assert str(one(first, "img")["src"]).removeprefix("/") in publication.files()
    assert "" == one(first, "img")["alt"]
    assert "Kaal Bekijk op vimeo.com" == said(second)
    assert ["Watch on vimeo.com"] == texts(publication.page("articles/mill"), ".video-site")
    assert not page.select("iframe, video, script:not([type='application/ld+json'])")
    assert not [tag for tag in page.select("[src], link[href]") if "you" in str(tag) or "vimeo" in str(tag)]


def test_a_film_of_our_own_plays_in_the_page(publication: Publication) -> None:
    """From the publication, and nothing of it before somebody asks."""
    publication.write("content/articles/beek/film.mp4", b"film")
    picture(publication, "content/articles/beek/still.png")
    put(publication, "articles/beek/index", "::: video {src=film.mp4 poster=still.png title=Film}\nUitleg.\n:::\n")
    assert [] == publication.problems()
    page = publication.page(PATH)
    video = one(page, "figure.video video")
    assert ("/articles/beek/film.mp4", "none") == (video["src"], video["preload"])
    assert "controls" in video.attrs
    assert video["poster"].removeprefix("/") in publication.files()
    assert "articles/beek/film.mp4" in publication.files()
    assert ["Film Uitleg. https://example.org/articles/beek/film.mp4"] == [
        " ".join(tag.get_text(" ").split()) for tag in page.select("figure.video figcaption")
    ]


# ------------------------------------------------------------------------------------------------------- people to ask


def test_readers_are_told_whom_to_ask(publication: Publication) -> None:
    """With all ways to reach them that are in their file; the author's before the speaker's."""
    links = "[{label: Post, url: 'mailto:noor@example.org'}, {label: Bel, url: 'tel:+31-20'}, {label: W, url: https://n.example/}]"
    put(publication, "authors/noor", name="Noor Vink", links=links)
    put(publication, "speakers/noor", name="Noor Vink", links="[{label: Elders, url: https://elders.example/}]")
    put(publication, PATH, "::: contact {person=noor .vast}\nVragen? *Bel*.\n:::\n\n::: contact {person=ada}\n:::")
    assert [] == publication.problems()
    first, second = publication.page(PATH).select("aside.contact")
    assert ["contact", "vast"] == first["class"]
    assert ["/authors/noor/", "mailto:noor@example.org", "tel:+31-20", "https://n.example/"] == hrefs(first, "a")
    assert ["Noor Vink"] == texts(first, ".contact-name")
    assert "Vragen? Bel." in said(first)
    assert ["/speakers/ada/"] == hrefs(second, "a")


def test_the_text_about_a_person_may_tell_whom_to_ask(publication: Publication) -> None:
    """On the page of a speaker and of an author, as in an item."""
    links = "[{label: Post, url: 'mailto:n@example.org'}]"
    put(publication, "authors/noor", "::: contact {person=ada}\n:::", name="Noor Vink", links=links)
    put(publication, "speakers/ada", "::: contact {person=noor}\nVragen?\n:::", name="Ada Okoye")
    assert [] == publication.problems()
    asked = one(publication.page("speakers/ada"), "aside.contact")
    assert "Noor Vink" == said(one(asked, ".contact-name"))
    assert ["/authors/noor/", "mailto:n@example.org"] == hrefs(asked, "a")
    assert ["/speakers/ada/"] == hrefs(publication.page("authors/noor"), "aside.contact a")
    publication.edit("content/authors/noor.md", "n@example.org", "vink@example.org")
    publication.build()
    assert ["/authors/noor/", "mailto:vink@example.org"] == hrefs(publication.page("speakers/ada"), "aside.contact a")


def test_whom_to_ask_must_be_known(publication: Publication) -> None:
    """An id without a file is a mistake, at its line."""
    put(publication, PATH, "Tekst.\n\n::: contact {person=nor}\n:::")
    put(publication, "authors/noor", name="Noor Vink")
    (problem,) = publication.problems()
    assert ("unknown-person", "content/articles/beek.md", 7) == (problem.code, problem.path, problem.line)
    assert "noor" in problem.hint


# ------------------------------------------------------------------------------------------------------------- anchors

HEADINGS = ["Corrections", "Sources", "Downloads", "Research", "Events", "Organisations", "Speakers", "Series", "Audio",
            "Video", "Picture", "Related", "Disclosure"]  # fmt: skip


def test_headings_never_take_the_anchors_of_the_page(publication: Publication) -> None:
    """A link to `#sources` leads to one place, also where a chapter is called that."""
    picture(publication, "assets/vel.png")
    publication.write("assets/film.mp4", b"film")
    publication.write("assets/a.mp3", b"sound")
    put(
        publication, PATH, "\n\n".join(f"## {heading}\n\nText." for heading in HEADINGS), lang="en", topics="[Ambacht]",
        sources="[{title: Sand}]", downloads="[{to: https://a.example/}]", research="{by: us}", events="[{name: Day}]",
        organisations="[Werf]", speakers="[ada, Bo Bos]", audio="a.mp3", video="film.mp4", picture="vel.png",
        disclosure="So.", corrections="[{date: 2026-04-01, text: Wrong.}]", series="The Series",
    )  # fmt: skip
    publication.build()
    ids = [str(tag["id"]) for tag in publication.page(PATH).select("[id]")]
    assert sorted({id for id in ids if ids.count(id) > 1}) == []


# --------------------------------------------------------------------------------------------------------------- spans


def test_words_of_a_speaker_may_leave_something_out(publication: Publication) -> None:
    """The brackets of what is left out are not those of the span."""
    put(publication, PATH, "Zij zei: [“Wie bouwt […] luistert.”]{by=ada}", speakers="[ada]")
    assert [] == publication.problems()
    assert ["“Wie bouwt […] luistert.”"] == texts(publication.page(PATH), ".said")
    assert "“Wie bouwt […] luistert.”" in texts(publication.page("speakers/ada"), "blockquote")


def test_braces_right_behind_a_bracket_are_of_the_words(publication: Publication) -> None:
    """Also at the end of a heading; those of the heading stand behind a space."""
    put(publication, PATH, "## [Human insights]{lang=en}\n\nX.\n\n## Meer [insights]{lang=en} {#meer}\n\nX.\n")
    assert [] == publication.problems()
    page = publication.page(PATH)
    assert ["en", "en"] == [str(tag["lang"]) for tag in page.select("h2 span[lang]")]
    assert "Meer insights" == one(page, "#meer").get_text()


# --------------------------------------------------------------------------------------------------------------- files


def test_a_picture_may_be_shown_and_offered(publication: Publication) -> None:
    """By one item, in whatever order."""
    picture(publication, "assets/vel.png")
    put(publication, PATH, "[groot](vel.png)\n\n![Een vel](vel.png)", picture="{image: vel.png, alt: Een plattegrond}",
        downloads="[{file: vel.png}]")  # fmt: skip
    assert [] == publication.problems()
    page = publication.page(PATH)
    assert 2 == len(page.select("main picture"))
    assert ["/assets/vel.png"] == [str(tag["href"]) for tag in page.select("#downloads a")]


def test_one_picture_under_two_names(publication: Publication) -> None:
    """Every address on a page is that of a file."""
    picture(publication, "assets/een.png")
    (publication.root / "assets/twee.png").write_bytes((publication.root / "assets/een.png").read_bytes())
    publication.write("content/speakers/ada.md", "---\nname: Ada\nportrait: {image: een.png, alt: Ada}\n---\n")
    put(publication, PATH, "![Een vel](twee.png)")
    publication.build()
    for path in ("speakers/ada", PATH):
        images = publication.page(path).select("main picture img")
        assert images
        for image in images:
            assert str(image["src"]).removeprefix("/") in publication.files()


def test_a_thing_named_by_its_title_is_pointed_out(publication: Publication) -> None:
    """Its file is found by its id alone, so there would be two."""
    put(publication, "series/molen", title="De molenaars")
    put(publication, PATH, series="De molenaars")
    assert ['the series "De molenaars" is also spelled "molen"'] == [p.message for p in publication.problems()]


@pytest.mark.parametrize(
    "path", ["topics/ambacht", "series/reeks", "organisations/werf", "speakers/ada", "authors/lot"]
)
def test_whom_to_contact_in_other_files(publication: Publication, path: str) -> None:
    """The name and the links of somebody, from whichever of two files has them; and a pull quote of the text."""
    put(publication, "authors/noor-vink", name="Noor Vink")
    links = "[{label: Schrijf, url: 'mailto:noor@a.example'}]"
    put(publication, "speakers/noor-vink", name="Noor Vink", links=links)
    text = "Vraag het *maar*.\n\n::: pull\nhet maar\n:::\n\n::: contact {person=noor-vink}\n:::"
    named = "name" if path.startswith(("organisations", "speakers", "authors")) else "title"
    put(publication, path, text, **{named: "Ada"})
    publication.build()
    page = publication.page(path)
    assert ["Noor Vink"] == texts(page, "aside.contact .contact-name")
    assert ["/authors/noor-vink/", "mailto:noor@a.example"] == hrefs(page, "aside.contact a")
    assert ["“het maar”"] == texts(page, "aside.pull")


def test_a_maker_without_a_page_is_not_linked(publication: Publication) -> None:
    """Where authors have no pages."""
    publication.write("content/site.yaml", SITE + "outputs: {authors: false}\n")
    put(publication, "authors/noor-vink", name="Noor Vink", tagline="Tekent")
    put(publication, PATH, authors="[noor-vink]")
    publication.build()
    assert ["Noor Vink"] == texts(publication.page(PATH), ".author-name")
    assert [] == hrefs(publication.page(PATH), ".author-name a")
