"""argv → one call. The only place that asks and sets exit codes; with `terminal.py` the only one that prints.

0 all is well · 1 the publication has problems · 2 wrong arguments · 130 interrupted · 3 our fault, with a log to send.
Every command imports what it needs inside, so that `--help` is quick.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from site_builder import __version__
from site_builder.terminal import (
    Told,
    as_json_text,
    begin_in_utf8,
    begun,
    checked_stream,
    note,
    open_browser,
    program,
    progress_line,
    published,
    result,
    say,
    show,
    summary,
    write_log,
    writing,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from site_builder.executors import Workers

EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)

_WORKERS = click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes to use; default: one for each processor."
)
_OF_A_BUILD = (
    click.option("--drafts", is_flag=True, help="With drafts and what is to be published later."),
    click.option("--date", "moment", metavar="MOMENT", help="As if it were then, such as 2026-12-01T06:00."),
    _WORKERS,
)


def _options_of_a_build(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OF_A_BUILD):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="site-builder", message="%(prog)s %(version)s")
def commands() -> None:
    """Publish visual interviews: Markdown and drawings become a finished site."""


def _interview_or_folder(_context: click.Context, _argument: click.Parameter, typed: str) -> list[CompletionItem]:
    """What the Tab key offers behind `new`."""
    from click.shell_completion import CompletionItem

    return [CompletionItem("interview") if "interview".startswith(typed) else CompletionItem(typed, type="dir")]


@commands.command("new", short_help="Begin a publication, or an interview.")
@click.argument("what", shell_complete=_interview_or_folder)
@click.argument("name", required=False)
@click.option("--sample", is_flag=True, help="Copy the sample publication instead of a short starter.")
@click.option("--title", help="Title of the new interview.")
@click.option("--speaker", help="Name of who is interviewed.")
@click.option("--lang", help="Language of the new interview.")
def new(what: str, name: str | None, sample: bool, title: str | None, speaker: str | None, lang: str | None) -> None:
    """Make a publication in a new folder (new DIR), or a new interview in this one (new interview)."""
    from site_builder import scaffold

    if what != "interview":
        if name:
            raise click.UsageError(f'a name with a space needs quotes: {program()} new "{what} {name}"')
        if not what.strip():
            raise click.UsageError(f"the new folder needs a name: {program()} new my-magazine")
        with writing():
            made = scaffold.new_publication(Path(what), sample=sample)
        click.echo(begun(made, what))
        return
    asking = sys.stdin is not None and sys.stdin.isatty()
    title = title or name or (click.prompt("Title") if asking else "")
    speaker = speaker or (click.prompt("Who is interviewed (full name)") if asking else "")
    if not title or not speaker:
        raise click.UsageError("give --title and --speaker")
    with writing():
        for path in scaffold.new_interview(Path(), title=title, speaker=speaker, lang=lang or "", date=_today()):
            click.echo(f"  {path}")
    click.echo(f"Write the questions and answers there, put the drawing beside it, then: {program()} serve")


@commands.command(short_help="Make the finished site.")
@click.argument("folder", type=EXISTING, default=".")
@click.option(
    "--explain",
    metavar="PATH",
    type=click.Path(),
    help="Say what a file of the site is made from, and whether it is up to date.",
)
@click.option("--verify", is_flag=True, help="Then build again from nothing and compare every byte.")
@_options_of_a_build
def build(
    folder: Path, explain: str | None, verify: bool, drafts: bool, moment: str | None, workers: int | None
) -> None:
    """Build the publication in FOLDER (default: here) into its output folder."""
    import time

    from site_builder.opening import store_of

    started = time.perf_counter()
    root = folder.resolve()
    executor = _workers(root, workers)
    with store_of(root) as store, executor:
        from site_builder.build import differences, update
        from site_builder.content import Options

        options = Options(_moment(moment), drafts)
        if explain is not None:
            from site_builder.explain import NotInSiteError, explanation

            try:
                click.echo(explanation(root, options, explain, store=store, executor=executor))
            except NotInSiteError as error:
                raise click.BadParameter(str(error), param_hint="--explain") from None
            return
        built = update(root, options, store=store, executor=executor, progress=progress_line())
        note(store)
        show(built.problems, folder)
        click.echo(summary(built, folder, time.perf_counter() - started))
        if verify:
            found = differences(root, options, built, executor=executor)
            show(found, folder)
            if found:
                raise SystemExit(1)
            click.echo("verified: a clean build gives the same bytes")


@commands.command(short_help="Look at every finished page.")
@click.argument("folder", type=EXISTING, default=".")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@_options_of_a_build
def check(folder: Path, strict: bool, as_json: bool, drafts: bool, moment: str | None, workers: int | None) -> None:
    """Check the content in FOLDER (default: here) and every page made of it, without writing the site."""
    from site_builder.opening import store_of

    root = folder.resolve()
    executor = _workers(root, workers)
    with store_of(root) as store, executor:
        from site_builder.checking import check as check_site
        from site_builder.content import Options

        options = Options(_moment(moment), drafts)
        checked = check_site(root, options, store=store, executor=executor, progress=progress_line())
        note(store)
    if as_json:
        click.echo(as_json_text(checked))
    else:
        show(checked.problems, folder, total=False)
        click.echo(result(checked))
    if checked.count("error") or (strict and checked.count("warning")):
        raise SystemExit(1)


@commands.command(short_help="See the site while you write.")
@click.argument("folder", type=EXISTING, default=".")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Where to begin to look for a free port.",
)
@click.option("--no-open", is_flag=True, help="Leave the browser alone.")
@click.option("--poll", is_flag=True, help="Look at each file once a second, for a folder on a network.")
@_WORKERS
def serve(folder: Path, port: int, no_open: bool, poll: bool, workers: int | None) -> None:
    """Show the publication in FOLDER (default: here) in a browser, with drafts, anew whenever something changes."""
    import asyncio
    import threading

    root = folder.resolve()
    executor = _workers(root, workers)

    from site_builder.errors import SiteError, problem
    from site_builder.preview.rebuilding import Rebuilder
    from site_builder.preview.server import PortError
    from site_builder.preview.serving import serve as serve_site
    from site_builder.settings import SETTINGS

    def ready(address: str, taken: int) -> None:
        if port not in (0, taken):
            say(f"port {port} is taken, so it is another one")
        click.echo(f"The preview is at {address} (Ctrl-C ends it)")
        if not no_open:
            threading.Thread(target=open_browser, args=[address], daemon=True).start()

    if not (root / SETTINGS).exists():
        raise SiteError([problem("no-settings", SETTINGS)])
    rebuild = Rebuilder(root, executor=executor, moment=_now, blame=_blame, progress=progress_line)
    try:
        asyncio.run(serve_site(root, rebuild, port=port, polling=poll, ready=ready, built=Told(folder), told=say))
    except PortError as error:
        raise click.UsageError(str(error)) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        click.echo("The preview has ended.")
    finally:
        rebuild.ended = True
        executor.shutdown(cancel_futures=True)


@commands.command(short_help="Send the site to where readers find it.")
@click.argument("target", required=False)
@click.option("--in", "folder", type=EXISTING, default=".", help="The publication; default: here.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--take-over", is_flag=True, help="Publish where files of others stand; only those in the way go.")
@click.option("--allow-fewer-pages", is_flag=True, help="Let many pages vanish at once.")
@click.option("--drafts", is_flag=True, help="Refused: drafts are never published.")
@_WORKERS
def publish(
    target: str | None,
    folder: Path,
    dry_run: bool,
    take_over: bool,
    allow_fewer_pages: bool,
    drafts: bool,
    workers: int | None,
) -> None:
    """Build and check the publication, and send what has changed to TARGET, one of `publish:` in its settings."""
    import time

    from site_builder.opening import store_of

    started = time.perf_counter()
    root = folder.resolve()
    executor = _workers(root, workers)
    with _nothing_published(), store_of(root) as store, executor:
        from site_builder.content import Options
        from site_builder.publishing import ChoiceError, Order
        from site_builder.publishing import publish as publish_site

        at_terminal = sys.stdin is not None and sys.stdin.isatty()
        order = Order(target or "", dry_run, take_over, allow_fewer_pages, at_terminal)
        options, progress = Options(_moment(None), drafts), progress_line()
        try:
            done = publish_site(root, options, order, store=store, executor=executor, progress=progress)
        except ChoiceError as error:
            raise click.BadParameter(str(error), param_hint="TARGET") from None
        note(store)
        show(done.problems, folder)
        click.echo(published(done, time.perf_counter() - started, dry_run=dry_run))


@contextlib.contextmanager
def _nothing_published() -> Iterator[None]:
    """What an interruption says, where nobody says more."""
    try:
        yield
    except KeyboardInterrupt as interruption:
        raise KeyboardInterrupt(str(interruption) or "nothing was published") from None


@commands.command(short_help="Write schemas for editors.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="schema")
def schema(folder: Path) -> None:
    """Write a JSON Schema for each kind of file into FOLDER, for editors that complete and check YAML."""
    import json

    from site_builder.validation import json_schemas

    with writing():
        folder.mkdir(parents=True, exist_ok=True)
        for name, found in json_schemas().items():
            path = folder / f"{name}.schema.json"
            path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
            click.echo(f"  {path}")


def _workers(root: Path, count: int | None) -> Workers:
    """What a build is done with. For a large first one the processes start at once."""
    from site_builder.executors import Workers
    from site_builder.opening import is_first_build

    gc.set_threshold(100_000, 50, 100)  # a build makes many values and hardly any cycles
    executor = Workers(count)
    if is_first_build(root) and _is_large(root):
        import site_builder.documents  # noqa: F401  what reads: workers are copies of this process

        executor.prepare(_import_makers)
    return executor


def main() -> NoReturn:
    """Run a command and end with its exit code, at once: there is nothing left that the interpreter has to tidy up."""
    begin_in_utf8()
    code = run()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def run() -> int:
    """Run a command; its exit code."""
    out, sys.stderr = checked_stream(sys.stdout), checked_stream(sys.stderr)
    sys.stdout = out
    try:
        commands.main(prog_name=program(), standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        if sys.stdout is not out:  # so click takes it that nobody reads any more
            code = 141
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt) as interruption:
        say(f"interrupted; {str(interruption.__cause__ or interruption) or 'the site was not changed'}")
        code = 130
    except BrokenPipeError:
        sys.stdout = checked_stream(None)
        code = 141
    except Exception as error:  # noqa: BLE001  the one place where every failure ends
        code = _ended_by(error)
    else:
        code = 0
    return code


def _ended_by(error: Exception) -> int:
    from site_builder.errors import SiteError

    if isinstance(error, SiteError):
        show(error.problems, _folder())
        return 1
    _blame(error)
    return 3


def _blame(error: Exception) -> None:
    """Say that something is our fault, and where all of it is written down."""
    say(f"this is our fault, not yours: {type(error).__name__}: {error}")
    say(f"    a log is in {write_log(error)}; please send it to us")


def _folder() -> Path:
    """The folder that the command line names, for excerpts."""
    if "--in" in sys.argv[:-1]:
        return Path(sys.argv[sys.argv.index("--in") + 1])
    named = [Path(word) for word in sys.argv[2:] if not word.startswith("-")]
    return next((path for path in named if path.is_dir()), Path())


def _import_makers() -> None:
    """What workers import while this process looks for files."""
    import site_builder.makers.feed
    import site_builder.makers.page  # noqa: F401


def _is_large(root: Path) -> bool:
    """Whether there is so much to read that workers will be needed."""
    try:
        with os.scandir(root / "content" / "interviews") as entries:
            return sum(1 for _ in entries) > 40
    except OSError:
        return False


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _moment(text: str | None) -> dt.datetime:
    """The moment to build for: now, or as asked. Without an offset it is in the publication's time zone."""
    if text is None:
        return _now()
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a moment; write 2026-12-01 or 2026-12-01T06:00') from None
