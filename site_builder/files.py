"""The pictures and files that items use: where each lies, and what the plan needs to know of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from urllib.parse import unquote

import msgspec

from site_builder.content import Finding, Stock, on_disk
from site_builder.digest import digest_of
from site_builder.drawing.facts import Facts, facts_of
from site_builder.drawing.metadata import KINDS, OTHERS
from site_builder.errors import did_you_mean
from site_builder.executors import Workers
from site_builder.models import Asset, Summary
from site_builder.settings import SETTINGS, Settings
from site_builder.store import Store
from site_builder.urls import composed, is_outside, parted

KINDS_OF_FILES = {
    "sound": ("sound", (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav", ".weba", ".mp4", ".webm")),
    "film": ("a film", (".mp4", ".m4v", ".webm", ".ogv", ".ogg", ".mov")),
    "transcript": ("a transcript", (".vtt", ".srt", ".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".odt", ".rtf")),
}
"""What a file of each kind is called, and how its name may end: what browsers play, what readers can open."""


class File(msgspec.Struct, frozen=True):
    """A file that an item uses: where it lies, the digest of its bytes, and facts if it is a picture."""

    path: str
    digest: str
    size: int
    facts: Facts | None = None


class Files:
    """Finds the files that summaries ask for. `pixels` is the digest of the code that reads pictures."""

    def __init__(self, stock: Stock, settings: Settings, store: Store, executor: Executor, pixels: str) -> None:
        self.stock, self.settings = stock, settings
        self.store, self.executor, self.pixels = store, executor, pixels
        self.findings: list[Finding] = []
        self.probed: dict[str, str] = {}  # every path a file was looked for at → its digest, or empty

    def report(self, code: str, source: str, where: str, **words: str) -> None:
        self.findings.append(Finding(code, source, where, words))

    def found(self, summaries: dict[str, Summary]) -> dict[tuple[str, str], File]:
        """Every file that something asks for: beside its source, else in assets/; by source and path as written."""
        wanted = [(source, asset) for source, s in summaries.items() for asset in s.assets]
        if self.settings.logo:
            wanted.append((SETTINGS, Asset("picture", self.settings.logo, "publisher.logo")))
        found = [(source, asset, path) for source, asset in wanted if (path := self.resolve(source, asset))]
        shown = sorted({path for _, asset, path in found if asset.use != "file"})
        offered = sorted({path for _, asset, path in found if asset.use == "file" and is_picture(path)})
        facts = self.facts([(path, False) for path in shown] + [(path, True) for path in offered])
        files = {}
        for source, asset, path in found:
            if asset.use == "file" and not self.is_fit(source, asset, path):
                continue
            known = facts.get((path, asset.use == "file"), Facts())
            if known.code:
                self.report(known.code, source, asset.where, file=asset.path, **known.words)
                continue
            picture, bare = facts.get((path, False)), facts.get((path, True), Facts())
            size = bare.size or self.stock.files[path].stat().st_size
            files[source, asset.path] = File(self.on_disk(path), self.probed[path], size, picture)
        return files

    def is_fit(self, source: str, asset: Asset, path: str) -> bool:
        """Whether a file is of the kind that is asked for, and holds something; what isn't so is reported."""
        if asset.kind:
            what, suffixes = KINDS_OF_FILES[asset.kind]
            if _suffix(path) not in suffixes:
                words = {"what": what, "expected": ", ".join(suffixes)}
                self.report("wrong-kind-of-file", source, asset.where, file=asset.path, **words)
                return False
        empty = not self.stock.files[path].stat().st_size and not is_picture(path)
        if empty:
            self.report("media-empty" if asset.kind else "file-empty", source, asset.where, file=asset.path)
        return not (empty and asset.kind)

    def on_disk(self, path: str) -> str:
        """A path as the file system has it."""
        return on_disk(self.stock.root, self.stock.files, path)

    def resolve(self, source: str, asset: Asset) -> str:
        """The path of a file in the publication, or empty after it has been reported missing."""
        picture = asset.use != "file"
        name = asset.path if picture else unquote(parted(asset.path)[0])
        if is_outside(name) or name.startswith("data:"):
            code = "picture-elsewhere" if picture else "file-elsewhere"
            self.report(code, source, asset.where, address=asset.path)
            return ""
        candidates = _candidates(source, name)
        if name.startswith("/") or "\\" in name or not candidates:
            self.report("file-leaves", source, asset.where, file=asset.path)
            return ""
        for candidate in candidates:
            if self.probe(candidate):
                return candidate
        for candidate in _candidates(source, asset.path) if asset.path != name else ():
            if self.probe(candidate):  # what looks like a part of an address is one of the file's name
                if parted(asset.path)[1]:
                    self.report("file-name-unfit", source, asset.where, file=asset.path)
                    return ""
                return candidate
        if any(self.is_told(candidate) for candidate in candidates):
            return ""
        if any(f.startswith(f"{candidate}/") for candidate in candidates for f in self.stock.files):
            self.report("file-is-folder", source, asset.where, file=asset.path)
            return ""
        near = [posixpath.relpath(f, posixpath.dirname(source)) for f in self.stock.files if _beside(f, source)]
        near += [f.removeprefix("assets/") for f in self.stock.files if f.startswith("assets/")]
        code = "picture-missing" if picture else "file-missing"
        self.report(code, source, asset.where, file=asset.path, suggestion=did_you_mean(name, near))
        return ""

    def is_told(self, path: str) -> bool:
        """Whether a path is among the problems already, such as a link that leads nowhere; or lies in such a folder."""
        told = any(path == p.path or path.startswith(f"{p.path}/") for p in self.stock.problems)
        if told:
            self.probed[path] = "told"  # no digest: the plan is made again when that has been mended
        return told

    def probe(self, path: str) -> str:
        """The digest of a file, or empty when there is none; either is remembered as something the plan rests on."""
        if path not in self.probed:
            entry = self.stock.files.get(path)
            self.probed[path] = self.store.digest(path, entry) if entry else ""
        return self.probed[path]

    # ------------------------------------------------------------------------------------------------ facts

    def facts(self, wanted: list[tuple[str, bool]]) -> dict[tuple[str, bool], Facts]:
        """The facts of pictures, from the store or from the workers; by path and whether it is offered for download."""
        limit = self.settings.pictures.max_pixels
        keys = {
            (path, offered): digest_of((self.pixels, self.probed[path], _suffix(path), str(offered or limit)))
            for path, offered in wanted
        }
        found: dict[tuple[str, bool], Facts] = {}
        for row in wanted:
            if stored := self.store.get("facts", keys[row]):
                found[row] = msgspec.msgpack.decode(stored, type=Facts)
        missing = [row for row in wanted if row not in found]
        for row, facts in self.look_at(missing, limit):
            found[row] = facts
            if facts.code != "picture-crashes":
                self.store.put("facts", keys[row], msgspec.msgpack.encode(facts))
        self.store.keep("facts", keys.values())
        return found

    def look_at(self, wanted: list[tuple[str, bool]], limit: int) -> Iterator[tuple[tuple[str, bool], Facts]]:
        root = self.stock.root
        work = [(row, self.executor.submit(facts_of, root / self.on_disk(row[0]), limit, row[1])) for row in wanted]
        suspects = []
        for row, future in work:
            try:
                yield row, future.result()
            except BrokenProcessPool:
                suspects.append(row)
        for row in suspects:  # one of them crashed the decoder: each gets workers of its own
            with Workers(1) as alone:
                try:
                    yield row, alone.submit(facts_of, root / self.on_disk(row[0]), limit, row[1]).result()
                except BrokenProcessPool:
                    yield row, Facts(code="picture-crashes")
        if suspects and isinstance(self.executor, Workers):
            self.executor.restart()


def _candidates(source: str, name: str) -> list[str]:
    """Where a file may lie: beside the text, then in assets/."""
    folder = posixpath.dirname(source)
    found = [posixpath.normpath(posixpath.join(top, name)) for top in (folder, "assets")]
    return [composed(path) for path in found if path.startswith((f"{folder}/", "assets/"))]


def is_picture(path: str) -> bool:
    """Whether a file is a picture by its name, so that it isn't offered for download with its metadata."""
    return _suffix(path) in KINDS or _suffix(path) in OTHERS


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _beside(file: str, source: str) -> bool:
    return posixpath.dirname(file) == posixpath.dirname(source)
