#!/usr/bin/env python3
"""Make the download of "Een briefje voor wie na je komt": a form of two small pages, straight into content/.

    python tools/draw_handout.py

The PDF is written by hand: real text that can be selected, searched and read aloud (it is tagged), lines as lines, and
the heading as a small picture in the letters of the drawings. It needs Pillow and numpy; the same versions of both and
of zlib give the same bytes.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from draw_sample import ROOT
from PIL import Image
from sample_art import mending
from sample_art.geometry import box, resample
from sample_art.sheet import Sheet

PLACE = "content/articles/een-briefje-voor-wie-na-je-komt/briefje.pdf"
LIMIT = 60_000
WIDTH, HEIGHT = 420, 595  # A5, in points
MARGIN = 40
TITLE = "Briefje voor wie na je komt"
QUESTIONS = (
    "Wat deed het niet meer?",
    "Wat heb ik gedaan?",
    "Wat heb ik gelaten zoals het was, en waarom?",
    "Wat begreep ik niet?",
    "Wie was ik, en wanneer?",
)
EXAMPLE = (
    ("Stond elke nacht tussen drie en vier stil.",),
    ("Slingerveer vervangen. Plankje van 4 mm onder de linkervoet.",),
    ("De kras op de wijzerplaat. Daar hoort een kleinzoon bij.",),
    ("Waarom het alleen ’s nachts gebeurt.", "Let op de kachel: die gaat om drie uur uit."),
    ("W. Ament, Wierhaven, 12 september 2026.",),
)
HINTS = (
    "Wat zag of hoorde je? Schrijf op wat de eigenaar zei, niet wat je dacht.",
    "Onderdelen, maten, volgorde. Ook wat je eerst probeerde.",
    "Anders denkt de volgende dat je het over het hoofd hebt gezien.",
    "De belangrijkste regel. Laat hem nooit leeg.",
    "Voorletter, plaats, datum. Leg het briefje binnenin.",
)


def heading(text: str, colour: str) -> Image.Image:
    """A line of brush lettering on a swash of marker, on the white of the page."""
    sheet = Sheet(1360, 200, f"handout {text}")
    swash = box(16, 116, 1180, 38, turn=-0.5)
    sheet.marker([resample(swash, 6)], colour, angle=-0.5, band=26, ragged=1.6)
    sheet.letter(text, 30, 138, 114, face="brush")
    mending.note(sheet, 1270, 92, 62, 8)
    picture = sheet.finish()
    picture = Image.merge("RGB", [band.point([min(255, i + 4) for i in range(256)]) for band in picture.split()])
    return picture.quantize(24, dither=Image.Dither.NONE)


class Page:
    """The operators of one page; every text is marked so that it can be read aloud in order."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.tags: list[str] = []

    def text(self, words: str, x: float, y: float, size: float, font: str = "R", ink: str = "0 g") -> None:
        raw = words.encode("cp1252").hex()
        self._marked("P", f"BT /{font} {size} Tf {ink} {x:.1f} {y:.1f} Td <{raw}> Tj ET")

    def line(self, y: float) -> None:
        self.operators.append(f"/Artifact BMC 0.6 w 0.6 G {MARGIN} {y:.1f} m {WIDTH - MARGIN} {y:.1f} l S EMC")

    def picture(self, name: str, x: float, y: float, width: float, height: float) -> None:
        self._marked("Figure", f"q {width:.1f} 0 0 {height:.1f} {x:.1f} {y:.1f} cm /{name} Do Q")

    def _marked(self, tag: str, operators: str) -> None:
        self.operators.append(f"/{tag} <</MCID {len(self.tags)}>> BDC {operators} EMC")
        self.tags.append(tag)


def form() -> Page:
    """The empty form."""
    page = Page()
    page.picture("Im0", MARGIN - 8, HEIGHT - 98, 348, 348 * 200 / 1360)
    for i, (question, hint) in enumerate(zip(QUESTIONS, HINTS, strict=True)):
        y = HEIGHT - 138 - i * 84
        page.text(f"{i + 1}  {question}", MARGIN, y, 13, "B")
        page.text(hint, MARGIN, y - 14, 8.5, "I", ink="0.35 g")
        page.line(y - 36)
        page.line(y - 56)
    page.text(
        "Werkplaats Slagwerk, voor het Feest van het Losse Eind, 2026. Kopiëren mag, verbeteren ook.", MARGIN, 30, 7.5
    )
    return page


def example() -> Page:
    """The form as Wietske filled it in for one clock."""
    page = Page()
    page.picture("Im1", MARGIN - 8, HEIGHT - 98, 348, 348 * 200 / 1360)
    page.text("Ingevuld voor een staande klok, en in de klok achtergelaten.", MARGIN, HEIGHT - 116, 10, "I")
    y = HEIGHT - 152.0
    for i, (question, rows) in enumerate(zip(QUESTIONS, EXAMPLE, strict=True)):
        page.text(f"{i + 1}  {question}", MARGIN, y, 13, "B")
        for k, row in enumerate(rows):
            page.text(row, MARGIN + 15, y - 19 - k * 15, 11.5, "I", ink="0.1 0.3 0.5 rg")
        y -= 38 + 15 * len(rows)
        page.line(y + 10)
        y -= 12
    page.text("Verzonnen, zoals alles in deze voorbeeldpublicatie.", MARGIN, 30, 7.5)
    return page


def pdf(pages: list[Page], pictures: list[tuple[str, Image.Image]]) -> bytes:
    """A tagged PDF 1.7 of the pages; each picture comes with the words for who can't see it."""
    objects: dict[int, bytes] = {}
    numbers = iter(range(1, 1000))
    catalogue, tree, root, information = (next(numbers) for _ in range(4))
    fonts = {key: next(numbers) for key in "RBI"}
    for key, name in zip("RBI", ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"), strict=True):
        objects[fonts[key]] = f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode()
    images = {f"Im{i}": next(numbers) for i in range(len(pictures))}
    for number, (_, picture) in zip(images.values(), pictures, strict=True):
        colours = bytes(picture.getpalette() or b"")
        space = f"[/Indexed/DeviceRGB {len(colours) // 3 - 1}<{colours.hex()}>]"
        size = f"/Width {picture.width}/Height {picture.height}/BitsPerComponent 8"
        objects[number] = _stream(picture.tobytes(), f"/Type/XObject/Subtype/Image{size}/ColorSpace{space}")
    kids, elements, parents = [], [], []
    resources = f"<</Font<<{_names(fonts)}>>/XObject<<{_names(images)}>>>>"
    for i, page in enumerate(pages):
        own, content = next(numbers), next(numbers)
        kids.append(own)
        objects[content] = _stream("\n".join(page.operators).encode("latin-1"))
        objects[own] = (
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources{resources}"
            f"/Contents {content} 0 R/StructParents {i}/Tabs/S>>"
        ).encode()
        mine = []
        for k, tag in enumerate(page.tags):
            element = next(numbers)
            words = f"/Alt{_text(pictures[i][0])}" if tag == "Figure" else ""
            objects[element] = f"<</Type/StructElem/S/{tag}/P {root} 0 R/Pg {own} 0 R/K {k}{words}>>".encode()
            mine.append(element)
        elements += mine
        parents.append(f"{i} [{_references(mine)}]")
    objects[root] = (
        f"<</Type/StructTreeRoot/K[{_references(elements)}]/ParentTree<</Nums[{' '.join(parents)}]>>"
        f"/ParentTreeNextKey {len(pages)}>>"
    ).encode()
    objects[tree] = f"<</Type/Pages/Kids[{_references(kids)}]/Count {len(kids)}>>".encode()
    objects[catalogue] = (
        f"<</Type/Catalog/Pages {tree} 0 R/Lang(nl)/MarkInfo<</Marked true>>/StructTreeRoot {root} 0 R"
        "/ViewerPreferences<</DisplayDocTitle true>>>>"
    ).encode()
    objects[information] = f"<</Title{_text(TITLE)}/Author{_text('Wietske Ament')}>>".encode()
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number in sorted(objects):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start, count = len(out), len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {count}/Root {catalogue} 0 R/Info {information} 0 R>>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def _stream(data: bytes, keys: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    return f"<<{keys}/Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream"


def _text(words: str) -> str:
    return f"<feff{words.encode('utf-16-be').hex()}>"


def _names(numbers: dict[str, int]) -> str:
    return "".join(f"/{name} {number} 0 R" for name, number in numbers.items())


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def main() -> None:
    """Draw the headings, set the pages, write."""
    pictures = [(TITLE, heading(TITLE, "yellow")), ("Zo kan het", heading("Zo kan het", "coral"))]
    data = pdf([form(), example()], pictures)
    print(f"{PLACE}: {len(data):,} bytes")
    assert len(data) <= LIMIT
    place: Path = ROOT / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


if __name__ == "__main__":
    main()
