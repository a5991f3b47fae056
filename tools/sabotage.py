"""Would anybody notice? Makes small mistakes in a copy of the program, one at a time, and runs the tests that should.

    python tools/sabotage.py             make every mistake in tools/sabotages.toml
    python tools/sabotage.py NAME …      make these
    python tools/sabotage.py --list      say what there is

First the tests have to pass without a mistake. The code is 1 when a mistake is not caught, or can't be made because the
text that it replaces doesn't stand in the program exactly once any more: somebody has to think about it anew.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tools" / "sabotages.toml"
LONGEST = 900  # seconds that tests may take; a mistake may make a program wait for ever
_LEFT_OUT = (".git", ".venv", ".*cache", ".hypothesis", ".public.*", "__pycache__", "build", "dist", "public")
_CATCHER = re.compile(r"^(?:FAILED|ERROR) (tests/\S+::.+?)(?: - .*)?$", re.MULTILINE)


class StaleError(Exception):
    """A mistake that can't be made any more, or tests that can't be run: somebody has to look."""


class Sabotage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mistake in one file of the program: `old` stands there exactly once, and `new` takes its place."""

    name: str
    file: str  # below site_builder/
    old: str
    new: str
    harm: str  # what goes wrong for an author
    tests: tuple[str, ...]  # who should notice, as pytest takes it
    reviewer: bool = False  # thought up by somebody who had not seen the tests

    def spoilt(self, root: Path = ROOT) -> str:
        """The text of the file with the mistake. Raises StaleError."""
        path = root / "site_builder" / self.file
        text = path.read_text("utf-8") if path.is_file() else ""
        if text.count(self.old) != 1:
            raise StaleError(f"{self.name}: what it replaces stands {text.count(self.old)} times in {self.file}")
        return text.replace(self.old, self.new)


def sabotages() -> dict[str, Sabotage]:
    """Every mistake of the table, by name. Raises StaleError for a table that is none."""
    try:
        rows = msgspec.convert(tomllib.loads(TABLE.read_text("utf-8"))["sabotage"], list[Sabotage])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise StaleError(f"{TABLE.name}: {error}") from error
    found = {row.name: row for row in rows}
    if len(found) < len(rows):
        raise StaleError(f"{TABLE.name}: two mistakes have one name")
    return found


@contextlib.contextmanager
def copied() -> Iterator[Path]:
    """A copy of the project, without what was made from it."""
    with tempfile.TemporaryDirectory(prefix="sabotage-") as scratch:
        yield Path(shutil.copytree(ROOT, Path(scratch, "project"), ignore=shutil.ignore_patterns(*_LEFT_OUT)))


def caught(root: Path, tests: Sequence[str]) -> str:
    """The first of the tests that fails in a copy; empty when all pass.

    Raises StaleError when they can't be run.
    """
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *dict.fromkeys(tests)]
    environment = os.environ | {"PYTHONPATH": str(root)}
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise StaleError(f"the tests took longer than {LONGEST} seconds") from None
    if done.returncode == 0:
        return ""
    found = _CATCHER.search(done.stdout)
    if done.returncode != 1 or not found:
        raise StaleError(f"the tests could not be run:\n{done.stdout}")
    return found[1]


def make(sabotage: Sabotage) -> str:
    """Make a mistake in a copy; who caught it, or empty. Raises StaleError."""
    spoilt = sabotage.spoilt()
    with copied() as root:
        (root / "site_builder" / sabotage.file).write_text(spoilt, "utf-8", newline="\n")
        return caught(root, sabotage.tests)


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; the code to end with."""
    parser = argparse.ArgumentParser(description="Make small mistakes in a copy of the program and run its tests.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which ones; all, when none is named")
    parser.add_argument("--list", action="store_true", help="say what there is, and make none")
    asked = parser.parse_args(words)
    try:
        table = sabotages()
        if unknown := sorted(set(asked.names) - table.keys()):
            parser.error(f"there is no {', '.join(unknown)}; --list says what there is")
        chosen = [table[name] for name in dict.fromkeys(asked.names or table)]
        if asked.list:
            return _listed(chosen)
        for sabotage in chosen:
            sabotage.spoilt()
        with copied() as root:
            if failed := caught(root, [test for sabotage in chosen for test in sabotage.tests]):
                raise StaleError(f"without any mistake a test fails: {failed}")
        return made(chosen)
    except StaleError as error:
        print(error, file=sys.stderr)
        return 1


def _listed(chosen: Sequence[Sabotage]) -> int:
    for sabotage in chosen:
        print(f"{sabotage.name} ({sabotage.file}{', a reviewer' * sabotage.reviewer}): {sabotage.harm}")
    return 0


def made(chosen: Sequence[Sabotage]) -> int:
    """Make these, and say of each who caught it; the code to end with."""
    missed = 0
    for number, sabotage in enumerate(chosen, 1):
        try:
            catcher = make(sabotage)
            outcome = f"caught by {catcher}" if catcher else "NOT CAUGHT"
        except StaleError as error:
            catcher, outcome = "", f"NOT CAUGHT: {error}"
        missed += not catcher
        print(f"[{number}/{len(chosen)}] {sabotage.name}: {outcome}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} caught")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
