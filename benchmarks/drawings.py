"""The drawings of the workload: distinct sheets of 3000 × 2000, with grain as a photograph of paper has it."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.corpus import Corpus, drawing_name

WIDTH, HEIGHT = 3000, 2000
_PAPER = (247, 243, 234)
_INK = (31, 33, 40)
_MARKERS = ((201, 60, 52), (38, 111, 160), (62, 140, 88), (232, 168, 56))


def draw_all(corpus: Corpus, folder: Path) -> None:
    """Draw the sheets that are not there yet, with every processor."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [number for number in range(corpus.drawings) if not (folder / drawing_name(number)).exists()]
    if numbers:
        with ProcessPoolExecutor() as pool:
            list(pool.map(_save, numbers, [folder] * len(numbers)))


def _save(number: int, folder: Path) -> None:
    half = folder / f"{number}.half"
    draw(number).save(half, "JPEG", quality=88, subsampling="4:2:0")
    half.rename(folder / drawing_name(number))


def draw(number: int) -> Image.Image:
    """The drawing with this number: patches of marker, figures of ink, lines of scribble, and then grain and light."""
    rng = random.Random(f"drawing {number}")
    sheet = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for _ in range(7):
        left, top = rng.randrange(WIDTH - 400), rng.randrange(HEIGHT - 300)
        box = (left, top, left + rng.randint(150, 600), top + rng.randint(120, 420))
        pen.rounded_rectangle(box, 60, fill=tuple(min(255, part + 80) for part in rng.choice(_MARKERS)))
    for _ in range(110):
        ink = rng.choice((_INK, _INK, _INK, *_MARKERS))
        pen.line(list(_stroke(rng)), fill=ink, width=rng.randint(3, 12), joint="curve")
    for _ in range(36):
        pen.line(list(_scribble(rng)), fill=_INK, width=4)
    return _photographed(sheet, number, rng)


def _stroke(rng: random.Random) -> Iterator[tuple[float, float]]:
    """A line of a hand that wanders."""
    x, y, way = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(0, math.tau)
    for _ in range(rng.randint(20, 80)):
        yield x, y
        way += rng.gauss(0, 0.35)
        length = rng.uniform(8, 30)
        x, y = x + length * math.cos(way), y + length * math.sin(way)


def _scribble(rng: random.Random) -> Iterator[tuple[float, float]]:
    """A line of what could be handwriting."""
    x, y = rng.uniform(0, WIDTH - 600), rng.uniform(40, HEIGHT - 40)
    for n in range(rng.randint(20, 60)):
        yield x, y + (-1) ** n * rng.uniform(2, 16)
        x += rng.uniform(4, 12)


def _photographed(sheet: Image.Image, number: int, rng: random.Random) -> Image.Image:
    """The sheet with the grain of paper, and light from one side."""
    grain = np.random.default_rng(number).standard_normal((HEIGHT, WIDTH, 1), dtype=np.float32)
    light = np.linspace(0, rng.uniform(6, 22), WIDTH, dtype=np.float32)[None, :, None]
    pixels = np.asarray(sheet, dtype=np.float32) + grain * rng.uniform(4.5, 7.5) - light
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
