"""Make the sizes of a picture that pages show: WebP and JPEG, without what the original says about people and places.

Measured on grainy drawings of 3000x2000 (WebP 480, 960, 1600, JPEG 960, quality 80): WebP method 2 takes 45 % of method
4's time for 1.3 % more bytes, method 1 37 % for 16 %; making a size from the next larger one takes 27 % of the time it
takes from the source; decoding a JPEG at twice the wanted size or more leaves a PSNR of 45 dB, at less only 34.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from PIL import Image

from site_builder.drawing import pixels


@dataclass(frozen=True, slots=True)
class Derivative:
    """One file to make."""

    name: str  # of the file
    width: int  # pixels, exact
    height: int
    format: Literal["webp", "jpeg"]
    quality: int  # 1..100

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return (self.width, self.height)


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose picture it is; written into every derivative, as far as it is known."""

    creator: str = ""
    credit: str = ""
    licence: str = ""  # a URL, or an SPDX or Creative Commons name


def make(source: Path, wanted: Sequence[Derivative], rights: Rights, folder: Path, *, max_pixels: int) -> None:
    """Write the wanted derivatives, at least one, of the picture `source` into `folder`; same input, same bytes.

    No size may be above the picture's own. Raises PictureError for a picture that can't be used and OSError for a file
    that can't be read or written.
    """
    xmp = _xmp(rights)
    largest_first = sorted(wanted, key=lambda derivative: derivative.size, reverse=True)
    image = pixels.load(source, max_pixels=max_pixels, size=largest_first[0].size)
    for derivative in largest_first:
        if image.size != derivative.size:
            image = image.resize(derivative.size, Image.Resampling.LANCZOS)
        _save(image, derivative, xmp, folder / derivative.name)


def _save(image: Image.Image, derivative: Derivative, xmp: bytes, path: Path) -> None:
    """Encode to a file by name: to a buffer, Pillow would write progressive JPEG without releasing the GIL."""
    if derivative.format == "webp":
        image.save(path, "WEBP", quality=derivative.quality, method=2, xmp=xmp)
    else:
        subsampling = "4:2:0" if derivative.quality < 85 else "4:4:4"
        options = {"optimize": True, "progressive": True, "subsampling": subsampling}
        pixels.on_white(image).save(path, "JPEG", quality=derivative.quality, xmp=xmp, **options)


_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MOST_CHARACTERS = 2_000  # of one field: XMP in a JPEG has to fit into 64 kB
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
{}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _xmp(rights: Rights) -> bytes:
    """An XMP packet with the rights that are known, empty if none is. What XML can't hold is left out."""
    creator, credit, licence = (
        escape(_NOT_XML.sub("", text).strip()[:_MOST_CHARACTERS])
        for text in (rights.creator, rights.credit, rights.licence)
    )
    parts = []
    if creator:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>")
    if credit:
        parts.append(f"<photoshop:Credit>{credit}</photoshop:Credit>")
    if licence:
        parts.append(f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{licence}</rdf:li></rdf:Alt></dc:rights>')
        public = re.search(r"cc0|publicdomain|\bpdm\b", licence, re.IGNORECASE)
        parts.append(f"<xmpRights:Marked>{not public}</xmpRights:Marked>")
        if licence.startswith(("https://", "http://")):
            parts.append(f"<xmpRights:WebStatement>{licence}</xmpRights:WebStatement>")
    return _PACKET.format("\n".join(parts)).encode() if parts else b""
