"""What the command line says, and where it says it: problems, results and progress."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from site_builder import __version__

if TYPE_CHECKING:
    from site_builder.build import Outcome
    from site_builder.checking import Checked
    from site_builder.errors import Problem
    from site_builder.output import Changes
    from site_builder.preview.standing import Standing
    from site_builder.publishing import Published
    from site_builder.scaffold import New
    from site_builder.store import Store

_MOST_PATHS = 20  # that are listed when all went well


def show(problems: tuple[Problem, ...] | list[Problem], folder: Path, *, total: bool = True) -> None:
    """Print problems so that an editor can jump to them, with an excerpt on a terminal."""
    if not problems:
        return
    from site_builder.errors import counted, excerpt, formatted

    for problem in problems:
        say(formatted(problem))
        if sys.stderr.isatty() and (lines := excerpt(problem, folder)):
            say(lines)
    if total:
        say(counted(problems))


def program() -> str:
    """How this program was called, for whoever has to type it again: by its name, or through a Python."""
    if Path(sys.argv[0]).name != "__main__.py":
        return "site-builder"
    python = sys.orig_argv[0]
    if Path(python).name != python:  # a path may lead nowhere from another folder
        python = "py" if sys.platform == "win32" else typed(sys.executable)
    return f"{python} -m site_builder"


def typed(word: str) -> str:
    """A word as somebody types it in a shell: in quotes where it needs them."""
    if all(sign.isalnum() or sign in f"._-:/{os.sep}" for sign in word):
        return word
    if sys.platform == "win32" or not set(word) & set('"$`\\!'):
        return f'"{word}"'
    import shlex

    return shlex.quote(word)


def say(text: str) -> None:
    """Say something beside the result: on standard error."""
    print(text, file=sys.stderr)


def note(store: Store) -> None:
    """Say that the store was of no use, if it was not."""
    if store.note:
        say(f"note: the store could not be used ({store.note}), so everything was made anew")


def begun(made: New, folder: str) -> str:
    """What `new` wrote, and what to type next."""
    lines = [f"  {path}" for path in made.written]
    if made.unignored:
        lines += [".gitignore was there already and stays as it is; add these lines to it:"]
        lines += [f"  {line}" for line in made.unignored]
    here = os.path.realpath(folder) == os.path.realpath(".")
    lines.append(f"A new publication is in {'this folder' if here else typed(folder)}. Next:")
    lines += [f"  cd {typed(folder)}"] * (not here)
    return "\n".join([*lines, f"  {program()} serve"])


def summary(built: Outcome, folder: Path, seconds: float) -> str:
    """What a build came to, in one line."""
    from site_builder.data import shown

    where = shown(Path.cwd(), folder / built.settings.output)
    return f"{where}: {built.files} files, {_in_words(built.changes) or 'nothing to change'} ({seconds:.2f} s)"


def _in_words(changes: Changes) -> str:
    """What became of files, in numbers: `2 new, 1 changed`."""
    counts = (("new", changes.added), ("changed", changes.changed), ("removed", changes.removed))
    return ", ".join(f"{len(paths)} {word}" for word, paths in counts if paths)


def published(done: Published, seconds: float, *, dry_run: bool) -> str:
    """What publishing came to: every path where they are few or none was sent, the sum, and where readers find it."""
    changes = done.changes
    signs = (("+", changes.added), ("~", changes.changed), ("-", changes.removed))
    paths = [f"  {sign} {path}" for sign, group in signs for path in group]
    lines = paths if dry_run or len(paths) <= _MOST_PATHS else []
    words = _in_words(changes) or "nothing to publish"
    lines.append(f"{done.target}: {done.files} files, {words} ({seconds:.2f} s)")
    if changes:
        lines.append("nothing was sent: this was a dry run" if dry_run else f"readers find it at {done.base_url}")
    return "\n".join(lines)


def result(checked: Checked) -> str:
    """What a check came to, in one line."""
    from site_builder.errors import counted

    pages = f"{checked.pages} page{'s' * (checked.pages != 1)} checked"
    return f"{pages}: {counted(checked.problems) or 'nothing to report'}"


class Told:
    """Says what each build of the preview came to; what it said before it says in short."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: tuple[Problem, ...] = ()
        self.is_first = True

    def __call__(self, standing: Standing) -> None:
        from site_builder.errors import counted

        if standing.note:
            say(f"note: the store could not be used ({standing.note}), so everything was made anew")
        if not standing.is_good:
            show(standing.problems, self.folder)
            say("the preview shows the last good site" if standing.files else "the preview has nothing to show yet")
        elif standing.problems != self.problems:
            show(standing.problems, self.folder)
            if not standing.problems:
                say("mended: nothing to report")
        self.problems = standing.problems
        changes = standing.built.changes if standing.built else None
        if changes or (changes is not None and self.is_first):
            words = _in_words(changes) or "nothing to change"
            click.echo(f"built: {words}" + (f"; {counted(self.problems)}" * bool(self.problems)))
            self.is_first = False


def as_json_text(checked: Checked) -> str:
    """All that a check found, for programs."""
    import json

    import msgspec

    counts = {f"{severity}s": checked.count(severity) for severity in ("error", "warning", "note")}
    whole = {"line": None, "column": None}  # what is wrong with a whole file is in no line of it
    problems = [msgspec.structs.asdict(found) | ({} if found.line else whole) for found in checked.problems]
    return json.dumps({"problems": problems, **counts, "pages": checked.pages}, ensure_ascii=False, indent=2)


def progress_line() -> Callable[[str, int, int], None]:
    """For work that takes a while: on a terminal one line that is written over, elsewhere a line now and then."""
    import time

    terminal = sys.stderr.isatty()
    started = shown = time.monotonic()

    def progress(what: str, done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if not terminal:
            if now - shown > 10:
                shown = now
                print(f"{what} {done} of {total}", file=sys.stderr, flush=True)
        elif now - started > 0.5 and (now - shown > 0.1 or done == total):
            shown = now
            end = "\r\x1b[K" if done == total else ""
            print(f"\r{what} {done} of {total}\x1b[K{end}", end="", file=sys.stderr, flush=True)

    return progress


def write_log(error: Exception) -> str:
    """Write down a failure that is our fault, with all that helps to find it; the name of the file."""
    import tempfile
    import traceback

    text = f"site-builder {__version__}, Python {sys.version}, {sys.platform}\n{' '.join(sys.argv[1:])}\n\n"
    text += "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile("wb", prefix="site-builder-", suffix=".log", delete=False) as log:
        log.write(text.encode("utf-8", "backslashreplace"))
    return log.name


def open_browser(address: str) -> None:
    """Show an address in the browser of whoever sits here; where there is none, say so."""
    import webbrowser

    has_screen = sys.platform != "linux" or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if not (has_screen and webbrowser.open(address)):
        say("no browser was found: open that address yourself")


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """What can't be written where somebody wants it is for them to know."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.UsageError(f"{error.filename or 'this'} can't be written: {error.strerror}") from None


def begin_in_utf8() -> None:
    """Begin anew where names of files would be read as another encoding: the same command in Python's UTF-8 mode.

    A system that is set to an old encoding does that, though its disk and this publication have UTF-8 names. The
    console keeps its encoding. Whoever forbids the mode by an option of Python has it their way.
    """
    if sys.platform == "win32" or sys.getfilesystemencoding() == "utf-8" or "utf8" in sys._xoptions:
        return
    os.environ.setdefault("PYTHONIOENCODING", f"{getattr(sys.stdout, 'encoding', 'utf-8')}:surrogateescape")
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def checked_stream(stream: TextIO | None) -> TextIO:
    """A stream that takes any text, whatever the console can show, and that is there even when it was closed."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream
