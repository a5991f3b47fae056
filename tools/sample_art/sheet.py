"""A sheet of paper and what a hand with markers does to it.

Black and coloured *ink* (strokes and lettering) is drawn as coverage at twice the size and reduced at the end;
*marker* (broad flat colour) darkens the paper underneath, more where bands overlap, as alcohol markers do.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from .geometry import Path, Points, as_points, grow, lengths, noise, normals, place, resample, rng_for, spans, spline

Colour: TypeAlias = tuple[int, int, int]
Face: TypeAlias = Literal["brush", "hand"]
Align: TypeAlias = Literal["left", "centre", "right"]
Box: TypeAlias = tuple[float, float, float, float]

FONTS = FilePath(__file__).resolve().parent.parent / "fonts"
FINE = 2  # ink is drawn this many times larger than the sheet
PAPER: Colour = (255, 254, 251)

INKS: dict[str, Colour] = {
    "black": (27, 26, 29),
    "white": (255, 254, 251),
    "red": (206, 58, 44),
    "blue": (28, 92, 140),
    "teal": (14, 118, 124),
    "green": (58, 118, 66),
    "brown": (132, 82, 46),
    "grey": (128, 126, 124),
}
MARKERS: dict[str, Colour] = {
    "sand": (250, 226, 168),
    "yellow": (255, 216, 74),
    "orange": (249, 165, 82),
    "coral": (244, 128, 106),
    "madder": (219, 92, 74),
    "pink": (248, 188, 184),
    "sky": (186, 224, 240),
    "water": (128, 196, 214),
    "woad": (92, 142, 196),
    "teal": (108, 190, 182),
    "grass": (176, 208, 122),
    "leaf": (122, 176, 104),
    "brown": (186, 134, 92),
    "wood": (224, 188, 142),
    "skin": (252, 220, 194),
    "tan": (226, 178, 138),
    "deep": (164, 112, 78),
    "shade": (222, 221, 218),
    "slate": (170, 172, 178),
    "charcoal": (88, 88, 94),
}


@functools.cache
def _font(face: Face, size: int, weight: int, bounce: int) -> ImageFont.FreeTypeFont:
    if face == "brush":
        return ImageFont.truetype(FONTS / "CaveatBrush.ttf", size, layout_engine=ImageFont.Layout.BASIC)
    font = ImageFont.truetype(FONTS / "ShantellSans.ttf", size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, 60 if bounce else 30, bounce, 0])
    return font


def text_width(text: str, size: float, face: Face = "hand", weight: int = 520, spread: float = 0.0) -> float:
    """How wide `text` will be, without the wobble."""
    return float(_font(face, 200, weight, 0).getlength(text)) * size / 200 + spread * size * len(text)


class Sheet:
    """Paper that takes strokes, marker and lettering; `finish` gives the picture."""

    def __init__(self, width: int, height: int, name: str) -> None:
        self.width, self.height, self.name = width, height, name
        self._marker = np.ones((height, width, 3), dtype=np.float32)
        self._inks: dict[tuple[str, bool], Image.Image] = {}
        self.texts: list[tuple[str, Box]] = []  # what was lettered, and where

    # -- ink ---------------------------------------------------------------------------------------------------

    def _ink(self, ink: str, text: bool = False) -> Image.Image:
        if (ink, text) not in self._inks:
            self._inks[ink, text] = Image.new("L", (self.width * FINE, self.height * FINE))
        return self._inks[ink, text]

    def line(
        self,
        path: Path,
        width: float = 7,
        ink: str = "black",
        *,
        smooth: bool = True,
        closed: bool = False,
        taper: float = 0.45,
        shake: float = 1.0,
    ) -> Points:
        """A brush stroke through the points: pressed at its start, lifted towards its end. Returns the drawn path.

        `taper` is the width left at the end; `closed` goes round and a little past the start, as a hand does.
        """
        points = spline(path, closed) if smooth else resample(_ring(path) if closed else as_points(path), 3.0)
        if len(points) < 2:
            return points
        if closed:
            past = max(3, min(len(points) // 6, round(width * 1.6 / 3)))
            points = np.vstack([points, points[1:past]])
        rng = rng_for(self.name, points, width)
        along = lengths(points)
        total = along[-1]
        calm = min(1.0, total / 90) * shake
        side = normals(points)
        drift = noise(rng, along, 190) * 1.9 + noise(rng, along, 52) * 0.9
        points = as_points(points + side * (drift * calm * min(1.4, 0.55 + width / 14))[:, None])
        press = 1 + 0.17 * noise(rng, along, 150) + 0.07 * noise(rng, along, 31)
        run = max(total, 1e-6)
        lift = np.clip((total - along) / min(run * 0.5, width * 9), 0, 1) ** 0.7
        land = np.clip(along / min(run * 0.25, width * 2.2), 0, 1)
        if not closed:
            press = press * (taper + (1 - taper) * lift) * (0.8 + 0.2 * land)
        self._brush(self._ink(ink), points, press * width)
        return points

    def _brush(self, layer: Image.Image, points: Points, widths: npt.NDArray[np.float64]) -> None:
        draw = ImageDraw.Draw(layer)
        p = points * FINE
        r = widths * FINE / 2
        side = normals(points) * r[:, None]
        left, right = p - side, p + side
        for i in range(len(p)):
            x, y, s = p[i, 0], p[i, 1], r[i]
            draw.ellipse((x - s, y - s, x + s, y + s), fill=255)
            if i:
                draw.polygon([tuple(q) for q in (left[i - 1], left[i], right[i], right[i - 1])], fill=255)

    def dot(self, x: float, y: float, radius: float, ink: str = "black") -> None:
        """A pressed dot, never quite round."""
        rng = rng_for(self.name, x, y, radius)
        a = np.linspace(0, 2 * math.pi, 14, endpoint=False)
        r = radius * rng.uniform(0.88, 1.12, 14)
        ring = spline(np.column_stack([x + r * np.cos(a), y + r * np.sin(a)]), closed=True, step=1)
        ImageDraw.Draw(self._ink(ink)).polygon([tuple(q * FINE) for q in ring], fill=255)

    def solid(self, path: Path, ink: str = "black", *, smooth: bool = True) -> None:
        """An area filled with ink, edge a little uneven."""
        points = spline(path, closed=True) if smooth else resample(_ring(path), 3)
        rng = rng_for(self.name, points, "solid")
        points = points + normals(points) * noise(rng, lengths(points), 40)[:, None] * 1.2
        ImageDraw.Draw(self._ink(ink)).polygon([tuple(q * FINE) for q in points], fill=255)

    def erase(self, path: Path, *, smooth: bool = True, by: float = 0) -> None:
        """Bare paper again inside the outline (grown by `by`): for what stands in front of what is already there."""
        points = spline(path, closed=True) if smooth else as_points(path)
        if by:
            points = grow(points, by)
        for layer in self._inks.values():
            ImageDraw.Draw(layer).polygon([tuple(q * FINE) for q in points], fill=0)
        x0, y0, x1, y1 = self._bounds(points, 2)
        if x1 <= x0 or y1 <= y0:
            return
        mask = Image.new("L", (x1 - x0, y1 - y0))
        ImageDraw.Draw(mask).polygon([tuple(q - (x0, y0)) for q in points], fill=255)
        keep = 1 - np.asarray(mask, dtype=np.float32)[:, :, None] / 255
        area = self._marker[y0:y1, x0:x1]
        area *= keep
        area += 1 - keep

    def _bounds(self, points: Points, margin: float) -> tuple[int, int, int, int]:
        low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
        return (
            max(0, math.floor(low[0])),
            max(0, math.floor(low[1])),
            min(self.width, math.ceil(high[0])),
            min(self.height, math.ceil(high[1])),
        )

    def shape(
        self,
        path: Path,
        fill: str | None = None,
        width: float = 7,
        ink: str = "black",
        *,
        smooth: bool = True,
        front: bool = True,
        halo: float = 0,
        **marker: float,
    ) -> None:
        """A closed outline, in front of what is there already, with flat marker in it."""
        points = spline(path, closed=True) if smooth else _ring(path)
        if front:
            self.erase(points, smooth=False, by=halo)
        if fill:
            self.marker([points], fill, **marker)
        if width:
            self.line(points[:-1] if smooth else points, width, ink, smooth=False, closed=True)

    def union(
        self, parts: Sequence[Points], fill: str | None = None, width: float = 7, ink: str = "black", **marker: float
    ) -> None:
        """Several overlapping outlines drawn as one silhouette."""
        for part in parts:
            self.erase(part, smooth=False)
        for part in parts:
            self.line(part, width, ink, smooth=False, closed=True)
        for part in parts:
            self.erase(part, smooth=False, by=-width * 0.42)
        if fill:
            self.marker(parts, fill, **marker)

    # -- marker ------------------------------------------------------------------------------------------------

    def marker(
        self,
        polygons: Sequence[Points],
        colour: str,
        *,
        angle: float = -38,
        band: float = 30,
        density: float = 1.0,
        slip: float = 1.0,
        ragged: float = 1.0,
    ) -> None:
        """Flat colour laid in bands at an angle: a little off the outline, darker where bands meet, streaked."""
        points = np.vstack(polygons)
        extent = points.max(axis=0) - points.min(axis=0)
        small = float(min(extent))
        band = max(5.0, min(band, small / 2.2))
        rng = rng_for(self.name, points[:: max(1, len(points) // 20)], colour)
        shift = np.array([rng.uniform(1.5, 6), rng.uniform(-5, 3)]) * slip * min(1.0, small / 130)
        x0, y0, x1, y1 = self._bounds(points + shift, band * 1.2)
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        turned = [place(p + shift, turn=-angle) for p in polygons]
        low = min(float(t[:, 1].min()) for t in turned)
        high = max(float(t[:, 1].max()) for t in turned)
        depth = np.zeros((y1 - y0, x1 - x0), dtype=np.float32)
        step = band * 0.9
        count = max(1, math.ceil((high - low - band * 0.35) / step))
        step = (high - low) / count
        width = step / 0.9
        for i in range(count):
            v = low + (i + 0.5) * step + rng.uniform(-0.05, 0.05) * band
            for u0, u1 in spans(turned, v):
                if u1 - u0 < 2:
                    continue
                give = min(band * 0.3, (u1 - u0) * 0.08) * ragged
                s0, s1 = u0 + rng.uniform(-1, 1) * give, u1 - rng.uniform(-1, 1) * give
                us = np.linspace(s0, s1, max(3, round((s1 - s0) / 24)))
                wave = noise(rng, us, 120) * band * 0.06
                edge = width / 2 * (1 + 0.05 * noise(rng, us, 60))
                slant = rng.uniform(-0.2, 0.2) * width
                top = np.column_stack([us + slant * 0.5, v + wave - edge])
                low_edge = np.column_stack([us - slant * 0.5, v + wave + edge])[::-1]
                stroke = place(np.vstack([top, low_edge]), turn=angle) - (x0, y0)
                bx0, by0 = np.maximum(np.floor(stroke.min(axis=0)).astype(int), 0)
                bx1, by1 = np.minimum(np.ceil(stroke.max(axis=0)).astype(int) + 1, (x1 - x0, y1 - y0))
                if bx1 <= bx0 or by1 <= by0:
                    continue
                mask = Image.new("L", ((bx1 - bx0) * 2, (by1 - by0) * 2))
                ImageDraw.Draw(mask).polygon([tuple((q - (bx0, by0)) * 2) for q in stroke], fill=255)
                mask = mask.reduce(2)
                part = np.asarray(mask, dtype=np.float32) / 255 * (0.9 + rng.uniform(-0.07, 0.07))
                area = depth[by0:by1, bx0:bx1]
                np.copyto(area, np.where(area > 0, area + part * 0.34, part))
        inside = Image.new("L", (x1 - x0, y1 - y0))
        for polygon in polygons:
            edge_line = grow(polygon + shift, 2.5 * ragged)
            ImageDraw.Draw(inside).polygon([tuple(q - (x0, y0)) for q in edge_line], fill=255)
        depth *= np.asarray(inside, dtype=np.float32) / 255
        ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        a = math.radians(angle)
        u = xs * math.cos(a) + ys * math.sin(a)
        v2 = ys * math.cos(a) - xs * math.sin(a)
        table = rng.normal(0, 1, 1024)
        table = (table + np.roll(table, 1) + np.roll(table, 2)) / 1.7
        slow = np.sin(u / 97 + rng.uniform(0, 6)) * 2.5
        grain = table[((v2 + slow) / 1.6).astype(int) % 1024].astype(np.float32)
        depth = np.clip(depth * (1 + 0.045 * grain), 0, 1.5) * density
        ink = np.log(np.maximum(np.array(MARKERS[colour], dtype=np.float32) / 255, 0.03))
        self._marker[y0:y1, x0:x1] *= np.exp(depth[:, :, None] * ink)

    def hatch(
        self,
        path: Path,
        *,
        gap: float = 16,
        angle: float = -52,
        width: float = 4,
        ink: str = "black",
        smooth: bool = True,
    ) -> None:
        """Parallel quick strokes inside an outline."""
        points = spline(path, closed=True) if smooth else _ring(path)
        turned = place(points, turn=-angle)
        rng = rng_for(self.name, points, "hatch")
        v = float(turned[:, 1].min()) + gap * 0.7
        while v < float(turned[:, 1].max()) - gap * 0.3:
            for u0, u1 in spans([turned], v):
                if u1 - u0 > gap * 0.7:
                    stroke = [(u0 + rng.uniform(2, 6), v), (u1 - rng.uniform(2, 7), v + rng.uniform(-2, 2))]
                    self.line(place(stroke, turn=angle), width, ink, taper=0.3)
            v += gap * rng.uniform(0.85, 1.15)

    # -- lettering ---------------------------------------------------------------------------------------------

    def letter(
        self,
        text: str,
        x: float,
        y: float,
        size: float = 52,
        *,
        face: Face = "hand",
        weight: int = 520,
        ink: str = "black",
        align: Align = "left",
        turn: float = 0,
        spread: float = 0.0,
        wobble: float = 1.0,
        shadow: str | None = None,
        path: Path | None = None,
    ) -> Box:
        """One line of hand lettering with its baseline at x, y (or along `path`); returns the box it takes.

        Every letter gets its own slant, height, place and, in the hand face, its own form. `shadow` is a marker laid
        a little off behind the letters.
        """
        rng = rng_for(self.name, text, x, y, size)
        total = text_width(text, size, face, weight, spread)
        begin = {"left": 0.0, "centre": -total / 2, "right": -total}[align]
        track = spline(path) if path is not None else None
        track_at = lengths(track) if track is not None else None
        if track_at is not None:
            begin = {"left": 0.0, "centre": (track_at[-1] - total) / 2, "right": track_at[-1] - total}[align]
        layer = self._ink(ink, text=True)
        measure = _font(face, 200, weight, 0)
        box: Box = (1e9, 1e9, -1e9, -1e9)
        stamps: list[tuple[Image.Image, int, int]] = []
        for i, char in enumerate(text):
            offset = begin + float(measure.getlength(text[:i])) * size / 200 + spread * size * (i + 0.5)
            advance = float(measure.getlength(char)) * size / 200
            bounce = int(rng.integers(-3, 4)) * 12
            own = size * (1 + rng.normal(0, 0.016) * wobble)
            tilt = turn + rng.normal(0, 1.25) * wobble
            rise = rng.normal(0, 0.011) * size * wobble + math.sin(i * 0.55 + size) * size * 0.006 * wobble
            if char == " ":
                continue
            mid = offset + advance / 2
            if track is not None and track_at is not None:
                k = int(np.clip(np.searchsorted(track_at, mid), 1, len(track) - 2))
                along = track[k + 1] - track[k - 1]
                bend = math.degrees(math.atan2(along[1], along[0]))
                cx, cy = float(track[k, 0]), float(track[k, 1])
                side = place([(0, -rise)], turn=bend)[0]
                cx, cy, tilt = cx + side[0], cy + side[1], tilt + bend
            else:
                moved = place([(mid, -rise)], x, y, turn=turn)[0]
                cx, cy = float(moved[0]), float(moved[1])
            glyph = _glyph(char, face, round(own * FINE), weight, bounce, tilt, rng)
            gx, gy = round(cx * FINE - glyph.width / 2), round(cy * FINE - glyph.height / 2)
            stamps.append((glyph, gx, gy))
            ink_box = glyph.getbbox()
            if ink_box:
                box = (
                    min(box[0], (gx + ink_box[0]) / FINE),
                    min(box[1], (gy + ink_box[1]) / FINE),
                    max(box[2], (gx + ink_box[2]) / FINE),
                    max(box[3], (gy + ink_box[3]) / FINE),
                )
        if shadow:
            self._shadow(stamps, shadow, size)
        for glyph, gx, gy in stamps:
            layer.paste(255, (gx, gy), glyph)
        self.texts.append((text, box))
        return box

    def _shadow(self, stamps: Sequence[tuple[Image.Image, int, int]], colour: str, size: float) -> None:
        depth = Image.new("L", (self.width, self.height))
        dx, dy = size * 0.045, size * 0.05
        for glyph, gx, gy in stamps:
            half = glyph.reduce(FINE)
            depth.paste(255, (round(gx / FINE + dx), round(gy / FINE + dy)), half)
        amount = np.asarray(depth, dtype=np.float32) / 255
        ink = np.log(np.array(MARKERS[colour], dtype=np.float32) / 255)
        ys, xs = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        table = rng_for(self.name, colour, size).normal(0, 1, 512)
        grain = table[((ys * 0.8 + xs * 0.6) / 2.2).astype(int) % 512].astype(np.float32)
        self._marker *= np.exp((amount * (0.95 + 0.05 * grain))[:, :, None] * ink)

    def lines(
        self,
        text: str,
        x: float,
        y: float,
        size: float = 52,
        *,
        leading: float = 1.16,
        face: Face = "hand",
        weight: int = 520,
        ink: str = "black",
        align: Align = "left",
        turn: float = 0,
    ) -> Box:
        """Several lines, broken where `text` has line ends; y is the first baseline. Returns the box of all."""
        boxes = []
        for i, row in enumerate(text.split("\n")):
            px, py = place([(0, i * size * leading)], x, y, turn=turn)[0]
            boxes.append(
                self.letter(row, float(px), float(py), size, face=face, weight=weight, ink=ink, align=align, turn=turn)
            )
        b = np.array(boxes)
        return float(b[:, 0].min()), float(b[:, 1].min()), float(b[:, 2].max()), float(b[:, 3].max())

    # -- the picture -------------------------------------------------------------------------------------------

    def finish(self) -> Image.Image:
        """The sheet as a picture."""
        picture: npt.NDArray[np.float32] = self._marker * np.array(PAPER, dtype=np.float32)
        for (ink, _), layer in self._inks.items():
            cover = np.asarray(layer.reduce(FINE), dtype=np.float32)[:, :, None] / 255
            picture = (picture * (1 - cover) + np.array(INKS[ink], dtype=np.float32) * cover).astype(np.float32)
        return Image.fromarray(np.clip(picture + 0.5, 0, 255).astype(np.uint8))

    def collisions(self, least: int = 60) -> list[str]:
        """What a reader would stumble over: lettering that is crossed by strokes, by other lettering, or cut off."""
        found = []
        strokes = np.zeros((self.height, self.width), dtype=bool)
        letters = np.zeros_like(strokes)
        for (_, lettered), layer in self._inks.items():
            (letters if lettered else strokes)[:] |= np.asarray(layer.reduce(FINE)) > 120
        for i, (text, (x0, y0, x1, y1)) in enumerate(self.texts):
            if x0 < 20 or y0 < 20 or x1 > self.width - 20 or y1 > self.height - 20:
                found.append(f"{text!r} leaves the sheet")
            area = np.s_[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)]
            crossed = int((strokes[area] & letters[area]).sum())
            if crossed > least:
                found.append(f"{text!r} at {x0:.0f},{y0:.0f} is crossed by strokes ({crossed} px)")
            for other, (a0, b0, a1, b1) in self.texts[i + 1 :]:
                if min(x1, a1) - max(x0, a0) > 4 and min(y1, b1) - max(y0, b0) > 8:
                    found.append(f"{text!r} meets {other!r}")
        return found


def _ring(path: Path) -> Points:
    points = as_points(path)
    return points if np.allclose(points[0], points[-1]) else np.vstack([points, points[:1]])


def _glyph(
    char: str, face: Face, size: int, weight: int, bounce: int, tilt: float, rng: np.random.Generator
) -> Image.Image:
    """One letter, its baseline in the middle of a square, tilted and a little out of shape."""
    font = _font(face, size, weight, bounce)
    side = int(size * 2.4) // 2 * 2
    picture = Image.new("L", (side, side))
    ImageDraw.Draw(picture).text(
        (side / 2 - float(font.getlength(char)) / 2, side / 2), char, fill=255, font=font, anchor="ls"
    )
    amount = size * 0.012
    cells = max(4, side // max(8, size // 3))
    bend = [
        np.asarray(
            Image.fromarray(rng.uniform(-1, 1, (cells, cells)).astype(np.float32)).resize(
                (side, side), Image.Resampling.BICUBIC
            )
        )
        * amount
        for _ in range(2)
    ]
    a = math.radians(tilt)
    ys, xs = np.mgrid[0:side, 0:side].astype(np.float32) - side / 2
    sx = xs * math.cos(a) + ys * math.sin(a) + side / 2 + bend[0]
    sy = ys * math.cos(a) - xs * math.sin(a) + side / 2 + bend[1]
    source = np.asarray(picture, dtype=np.float32)
    ix, iy = np.clip(sx.astype(int), 0, side - 2), np.clip(sy.astype(int), 0, side - 2)
    fx, fy = np.clip(sx - ix, 0, 1), np.clip(sy - iy, 0, 1)
    value = (source[iy, ix] * (1 - fx) + source[iy, ix + 1] * fx) * (1 - fy)
    value += (source[iy + 1, ix] * (1 - fx) + source[iy + 1, ix + 1] * fx) * fy
    return Image.fromarray(value.astype(np.uint8))
