"""The command line: what it prints where, how it ends, and how little it needs for what it has to do."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder import __version__, cli
from site_builder.content import load_settings
from site_builder.executors import Workers
from site_builder.output import Output
from site_builder.store import Store
from site_builder.terminal import typed
from tests.pictures import drawing, encoded
from tests.publication import INTERVIEW, PERSON, SITE, Publication, tree

ROOT = Path(__file__).resolve().parent.parent
PAGE = "interviews/brug/index.html"
MANY = 80  # interviews: enough for workers

HEAVY = {
    "asyncio", "babel", "bs4", "concurrent", "email", "frontmatter", "html", "http", "jinja2", "json", "livereload",
    "markupsafe", "msgspec", "multiprocessing", "nh3", "numpy", "PIL", "pyromark",
    "sqlite3", "subprocess", "tornado", "watchfiles", "xml", "yaml", "zoneinfo",
}  # fmt: skip
FOR_MAKING = {
    "asyncio", "babel", "bs4", "email", "frontmatter", "http", "jinja2", "livereload", "markupsafe", "nh3", "numpy",
    "PIL", "pyromark", "tornado", "watchfiles", "xml", "yaml",
}  # fmt: skip


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def run(
    *words: str | Path, folder: Path | None = None, python: tuple[str, ...] = (), more: dict[str, str] | None = None
) -> Done:
    """Run a command line in a process of its own, with no terminal."""
    command = [sys.executable, *python, "-m", "site_builder", *map(str, words)]
    return Done(subprocess.run(command, cwd=folder, env=environment() | (more or {}), capture_output=True, check=False))


class Done:
    """What a command line came to."""

    def __init__(self, process: subprocess.CompletedProcess[bytes]) -> None:
        self.code = process.returncode
        self.out = process.stdout.decode("utf-8").replace("\r\n", "\n")
        self.err = process.stderr.decode("utf-8").replace("\r\n", "\n")


def imported(err: str) -> set[str]:
    """The modules of a run with `-X importtime`."""
    return {line.rpartition("|")[2].strip() for line in err.splitlines() if line.startswith("import time:")}


def tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.fixture
def many(publication: Publication) -> Publication:
    """A publication that is large enough for worker processes."""
    for number in range(MANY):
        keys = {"date": f"20{number % 20 + 10}-01-01", "lang": ("nl", "en", "nl-BE")[number % 3]}
        publication.interview(f"nummer-{number}", title=f"Nummer {number}", **keys)
    return publication


def hear(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str | Path
) -> tuple[int, str, str]:
    """Exit code, output and errors of a command line in this process."""
    monkeypatch.setattr(sys, "argv", ["site-builder", *map(str, words)])
    code = cli.run()
    out, err = capsys.readouterr()
    return code, out, err


# ------------------------------------------------------------------------------------------------------ what it imports


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["build", "--help"], ["check", "--help"], ["publish", "--help"], ["-h"]],
    ids=" ".join,
)
def test_help_is_quick(words: list[str]) -> None:
    """Help and version import the command line alone."""
    done = run(*words, python=("-X", "importtime"))
    modules = imported(done.err)
    assert 0 == done.code
    ours = {name for name in modules if name.startswith("site_builder")}
    assert {"site_builder", "site_builder.cli", "site_builder.terminal"} == ours
    assert not tops(modules) & HEAVY


def test_help_tells_of_every_command() -> None:
    """Each command has a line of help, and the version is the package's."""
    assert {"build", "check", "new", "publish", "schema"} <= set(
        re.findall(r"^  (\w+)  ", run("--help").out, re.MULTILINE)
    )
    assert f"site-builder {__version__}\n" == run("--version").out


def test_the_program_says_how_to_call_it() -> None:
    """What help shows can be typed: the command's name, or the Python that it was called with."""
    usage = re.compile(r"Usage: (.*?)\s+\[OPTIONS\]")  # it may be on the next line
    through_python = usage.match(run("--help").out)
    assert through_python
    assert f"{sys.executable} -m site_builder" == through_python[1].strip("\"'")
    start = "import sys; from site_builder.cli import main; sys.argv[0] = '/somewhere/bin/site-builder'; main()"
    command = [sys.executable, "-c", start, "--help"]
    named = usage.match(Done(subprocess.run(command, env=environment(), capture_output=True, check=False)).out)
    assert named
    assert "site-builder" == named[1]
    found = subprocess.run(["python3", "-m", "site_builder", "--help"], env=on_path(), capture_output=True, check=False)
    assert Done(found).out.startswith("Usage: python3 -m site_builder [OPTIONS]")


def on_path() -> dict[str, str]:
    """An environment in which `python3` is this Python."""
    return environment() | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


WORDS = ["blad", "mijn café", "d'r", 'a "b"', "$HOME", "a`b", "a\\b", "!!", "a&b", "(a)", "~"]


@pytest.mark.skipif(sys.platform == "win32", reason="asks a Unix shell")
@pytest.mark.parametrize("word", WORDS)
def test_a_word_as_it_is_typed(word: str) -> None:
    """A shell takes what we say to type for the word that is meant."""
    done = subprocess.run(["bash", "-c", f"printf %s {typed(word)}"], capture_output=True, encoding="utf-8", check=True)
    assert word == done.stdout


def test_an_unchanged_site_imports_nothing_that_makes(publication: Publication) -> None:
    """A publication with pictures in which nothing has changed is built without a template, a parser or a decoder."""
    publication.write("content/interviews/sheet.png", encoded(drawing(), "PNG"))
    publication.interview("brug", sketch="{image: sheet.png, alt: Twee oevers}")
    first = imported(run("build", publication.root, python=("-X", "importtime")).err)
    assert {"jinja2", "pyromark", "yaml"} <= first
    done = run("build", publication.root, python=("-X", "importtime"))
    assert "nothing to change" in done.out
    assert not tops(imported(done.err)) & FOR_MAKING


# ---------------------------------------------------------------------------------------------------------- how it ends


def test_all_is_well(publication: Publication) -> None:
    """A build says in one line what became of the files, and nothing else; `python -m` is the same program."""
    done = run("build", folder=publication.root)
    assert (0, "") == (done.code, done.err)
    assert re.fullmatch(r"public: (\d+) files, \1 new \(\d+\.\d\d s\)\n", done.out)
    publication.interview("brug", INTERVIEW.replace("koffie", "thee"))
    publication.interview("water", title="Water")
    assert re.search(r"files, 2 new, \d+ changed \(", run("build", publication.root).out)  # a page and its index.json
    (publication.root / "content/interviews/water.md").unlink()
    assert re.search(r"files, \d+ changed, 2 removed \(", run("build", publication.root).out)
    assert re.search(r"files, nothing to change \(", run("build", publication.root).out)


def test_problems(publication: Publication) -> None:
    """Problems go to the error stream as lines that editors can jump to, with what to do about each; the code is 1."""
    publication.interview("brug", INTERVIEW.replace("title: Een", "titel: Een"))
    publication.interview("water", title="Water", quote_by="jan", topics="[ambacht!]")
    done = run("build", publication.root)
    assert (1, "") == (done.code, done.out)
    *lines, last = done.err.splitlines()
    found = lines.index("content/interviews/brug.md:2:1: error[unknown-key]: `titel` is not a key that can stand here")
    assert '    help: did you mean "title"? own values go under `extra:`' == lines[found + 1]
    assert "2 errors" == last
    assert all(re.match(r"\S+:\d+:\d+: (error|warning)\[[a-z-]+\]: \S", line) for line in lines[::2])
    assert all(line.startswith("    help: ") for line in lines[1::2])
    assert 4 == len(lines)
    assert not publication.public.exists()


def test_warnings_are_no_failure(publication: Publication) -> None:
    """With nothing but warnings the site is built, and the code is 0."""
    publication.interview("water", title="Water", topics="[ambacht!]")
    done = run("build", publication.root)
    assert 0 == done.code
    assert "warning[topic-spelled-twice]" in done.err
    assert done.err.endswith("\n1 warning\n")
    assert (publication.public / PAGE).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Usage: "),
        (["bilud"], "No such command 'bilud'"),
        (["build", "nowhere"], "Directory 'nowhere' does not exist"),
        (["build", "--wrong"], "No such option"),
        (["build", "--workers", "0"], "--workers"),
        (["build", "--date", "yesterday"], '"yesterday" is not a moment'),
        (["new"], "Missing argument"),
        (["new", "interview"], "give --title and --speaker"),
        (["new", "mijn", "blad"], 'new "mijn blad"'),
        (["new", ""], "the new folder needs a name"),
        (["new", "x" * 300], "can't be written: File name too long"),
        (["new", "file/below"], "can't be written: Not a directory"),
        (["schema", "file/below"], "can't be written: Not a directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_arguments(tmp_path: Path, words: list[str], said: str) -> None:
    """Whatever is wrong with the arguments is said on the error stream; the code is 2."""
    (tmp_path / "file").write_text("")
    done = run(*words, folder=tmp_path)
    assert (2, "") == (done.code, done.out)
    assert said in done.err
    assert "Traceback" not in done.err


def test_no_publication_here(tmp_path: Path) -> None:
    """A folder that is no publication is a problem like any other, and nothing is written to it but a store."""
    done = run("build", folder=tmp_path)
    assert 1 == done.code
    assert done.err.startswith(
        "content/site.yaml: error[no-settings]: there is no content/site.yaml here\n    help: run"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows homes in another way")
def test_somebody_without_a_home(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container a build may be run by a user whom the system doesn't know."""

    def unknown(user: int) -> None:
        raise KeyError(user)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", unknown)
    code, out, err = hear(capsys, monkeypatch, "build", publication.root)
    assert (0, "") == (code, err)
    assert " new (" in out


def test_windows_has_fewer_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python refuses more processes than Windows can wait for; a machine with more processors uses what it may."""
    assert 100 == Workers(100).count
    monkeypatch.setattr(sys, "platform", "win32")
    assert 61 == Workers(100).count


def test_our_own_mistakes(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A mistake of ours ends with code 3, two lines, and a log with all that we need to find it."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the wheel came off")

    monkeypatch.setattr("site_builder.build.update", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, out, err = hear(capsys, monkeypatch, "build", publication.root)
    assert (3, "") == (code, out)
    first, second = err.splitlines()
    assert "this is our fault, not yours: RuntimeError: the wheel came off" == first
    found = re.fullmatch(r"    a log is in (.*\.log); please send it to us", second)
    assert found
    log = Path(found[1]).read_text("utf-8")
    assert log.startswith(f"site-builder {__version__}, Python 3.")
    assert f"\nbuild {publication.root}\n" in log
    assert "Traceback (most recent call last)" in log
    assert 'raise RuntimeError("the wheel came off")' in log


def begun(publication: Publication) -> subprocess.Popen[bytes]:
    """A build that has just begun, in a process group of its own."""
    command = [sys.executable, "-m", "site_builder", "build", str(publication.root)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment(), start_new_session=True, **pipes)  # type: ignore[call-overload, no-any-return]


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "the build ended before it could be interrupted"
        assert time.monotonic() < deadline
        time.sleep(0.002)


def group_is_gone(group: int) -> bool:
    """Whether no process of a group is left after a while."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def processes_of(group: int) -> int:
    """How many processes a group has."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            found += int(path.read_text().rpartition(") ")[2].split()[2]) == group
    return found


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to interrupt")
@pytest.mark.parametrize("moment", ["reading", pytest.param("starting", marks=ON_LINUX), "making"])
def test_an_interruption(many: Publication, moment: str) -> None:
    """Ctrl-C ends a build and all its workers without a word too many, with code 130; the site is as it was."""
    many.build(compare=False)
    old = tree(many.public)
    for number in range(MANY):
        many.interview(f"nummer-{number}", title=f"Nummer {number} anders", date=f"20{number % 20 + 10}-01-01")
    process = begun(many)
    journal, made = many.store / "store.sqlite-wal", many.root / ".public.site-builder" / "made"
    moments: dict[str, Callable[[], bool]] = {
        "reading": journal.exists,
        "starting": lambda: processes_of(process.pid) > 2,  # the server of workers is there, and imports
        "making": made.exists,
    }
    wait_for(moments[moment], process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert b"" == out
    assert b"interrupted; the site was not changed\n" == err.lstrip()
    assert process.returncode in (130, -signal.SIGINT)  # a shell shows either as 130
    assert old == tree(many.public)
    assert not made.exists()
    assert group_is_gone(process.pid)
    many.build()


def test_a_first_build_is_a_clean_build(many: Publication) -> None:
    """What workers make that are copies of the command is what anybody makes; there is nothing left to make again."""
    done = run("build", many.root)
    assert 0 == done.code
    assert "" == done.err
    assert () == many.build().made
    assert 'lang="en"' in (many.public / "interviews" / "nummer-1" / "index.html").read_text("utf-8")


@ON_LINUX
def test_an_interruption_of_a_first_build(many: Publication) -> None:
    """Ctrl-C ends workers that are copies of the command as well as any others; nothing is left of the site."""
    process = begun(many)
    wait_for((many.root / ".public.site-builder" / "made").exists, process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert (b"", b"interrupted; the site was not changed\n") == (out, err.lstrip())
    assert process.returncode in (130, -signal.SIGINT)
    assert not many.public.exists()
    assert group_is_gone(process.pid)
    many.build()


def test_nobody_reads_what_is_printed(publication: Publication) -> None:
    """A closed pipe or a closed stream is no reason for a traceback, nor for half a build."""
    process = subprocess.Popen(
        [sys.executable, "-m", "site_builder", "schema", "schema"],
        cwd=publication.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as stream:
        assert b"" == stream.read()
    assert 141 == process.wait()
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = f'"{sys.executable}" -m site_builder build . {closed}'
        done = subprocess.run(
            command, shell=True, cwd=publication.root, env=environment(), capture_output=True, check=False
        )
        assert (0, b"") == (done.returncode, done.stderr)
        assert (publication.public / PAGE).exists()


# --------------------------------------------------------------------------------------------------------- what it says


@contextlib.contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """The two ends of a terminal: ours and the program's."""
    import pty

    ours, theirs = pty.openpty()
    try:
        yield ours, theirs
    finally:
        os.close(ours)


def read_all(end: int) -> str:
    """Everything until nobody can write to a terminal any more."""
    said = b""
    with contextlib.suppress(OSError):  # so Linux tells of the end
        while more := os.read(end, 4096):
            said += more
    return said.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in Python")
def test_a_terminal_shows_the_place(publication: Publication) -> None:
    """On a terminal the line of a problem is shown with a caret below its column; elsewhere it is not."""
    publication.interview("brug", INTERVIEW.replace("speakers: [ada]", "speakers: [ada, jan]"))
    assert "    | " not in run("build", publication.root).err
    with terminal() as (ours, theirs):
        command = [sys.executable, "-m", "site_builder", "build", str(publication.root)]
        process = subprocess.Popen(command, env=environment(), stderr=theirs, stdout=subprocess.DEVNULL)
        os.close(theirs)
        lines = read_all(ours).splitlines()
        assert 1 == process.wait()
    assert "content/interviews/brug.md:4:17: error[unknown-person]:" in lines[0]
    assert lines[2:4] == ["    | speakers: [ada, jan]", "    |                 ^"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in Python")
def test_progress_leaves_nothing_behind(many: Publication) -> None:
    """The line of progress on a terminal is gone when a problem or the end is shown."""
    many.write("templates/404.html", "{{ nothing }}")
    with terminal() as (ours, theirs):
        process = subprocess.Popen(
            [sys.executable, "-m", "site_builder", "build", str(many.root)],
            env=environment(), stderr=theirs, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs)
        said = read_all(ours)
        assert 1 == process.wait()
    shown = said.rpartition("\x1b[K")[2]
    assert shown.startswith("templates/404.html:1:1: error[template-failed]")


@pytest.mark.parametrize("more", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}], ids=["ascii", "C"])
def test_a_console_that_can_not_show_everything(tmp_path: Path, more: dict[str, str]) -> None:
    """What a console can't encode is shown in escapes; a build with such names succeeds, and fails, as ever."""
    publication = Publication(tmp_path / "één map")
    publication.write("content/site.yaml", SITE)
    publication.write("content/speakers/ada.md", PERSON)
    publication.interview("brug", title="Éénmaal")
    done = run("build", publication.root, more=more)
    assert (0, "") == (done.code, done.err)
    publication.interview("brug", title="Éénmaal", quote_by="José")
    done = run("build", publication.root, more=more)
    assert 1 == done.code
    shown = "Jos\\xe9" if "PYTHONIOENCODING" in more else "José"
    assert f'"{shown}" is not one of the speakers' in done.err


OLD = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A system that is set to ASCII, and a Python that is told to leave it at that."""


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the names of files have one encoding")
def test_names_with_accents_where_the_system_is_set_to_an_old_encoding(many: Publication) -> None:
    """Files are found by their names, by workers as well, and pages are the same; the console shows what it can."""
    many.write("assets/café.txt", "x")
    many.interview("brug", INTERVIEW.replace("Ada bouwt", "[Café](café.txt). Ada bouwt"), speakers="[José]")
    done = run("build", many.root, more=OLD)
    assert (0, "") == (done.code, done.err)
    before = tree(many.public)
    assert "assets/café.txt" in before
    shutil.rmtree(many.store)
    shutil.rmtree(many.public)
    assert 0 == run("build", many.root).code
    assert before == tree(many.public)
    many.interview("brug", quote_by="Éva")
    assert '"\\xc9va" is not one of the speakers' in run("build", many.root, more=OLD).err


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the names of files have one encoding")
def test_whoever_forbids_utf_8_has_it_their_way(publication: Publication) -> None:
    """The command begins anew once at most."""
    assert 0 == run("build", publication.root, python=("-X", "utf8=0"), more=OLD).code


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_file_name_that_is_no_text(publication: Publication) -> None:
    """A name that can't be decoded is a problem, not a traceback."""
    Path(os.fsdecode(os.fsencode(publication.root / "content/interviews") + b"/\xff.md")).write_text(INTERVIEW)
    done = run("build", publication.root)
    assert 1 == done.code
    assert "content/interviews/\\udcff.md: error[bad-file-name]" in done.err


# ------------------------------------------------------------------------------------------------------------------ new


def test_new_then_build(tmp_path: Path) -> None:
    """What `new` writes builds at once and without a word, in a folder with a space and an accent as well."""
    done = run("new", "mijn café", folder=tmp_path)
    assert (0, "") == (done.code, done.err)
    *listed, said, first, second = done.out.splitlines()
    assert ['A new publication is in "mijn café". Next:', '  cd "mijn café"'] == [said, first]
    assert re.fullmatch(r"  .+ -m site_builder serve", second)
    assert [f"  {path}" for path in tree(tmp_path / "mijn café")] == listed
    built = run("build", folder=tmp_path / "mijn café")
    assert (0, "") == (built.code, built.err)
    assert (tmp_path / "mijn café/public/index.html").exists()


def git(*words: str, folder: Path) -> str:
    """What git says, with no settings but its own."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "core.quotePath=false", *words]
    return subprocess.run(
        command, cwd=folder, env=os.environ | alone, capture_output=True, encoding="utf-8", check=True
    ).stdout


def test_new_in_a_fresh_repository(tmp_path: Path) -> None:
    """In a clone that holds no more than a host puts there, `new .` adds the publication; git sees no made file."""
    git("init", "--quiet", folder=tmp_path)
    theirs = {"README.md": "Mine.\n", "LICENSE": "Mine too.\n", ".gitattributes": "* text=auto\n"}
    environments = {".venv/pyvenv.cfg": "home = /usr/bin\n", "env/pyvenv.cfg": "home = /usr/bin\n"}
    for name, text in (theirs | environments).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = tree(tmp_path)
    done = run("new", ".", folder=tmp_path)
    assert (0, "") == (done.code, done.err)
    said, following = done.out.splitlines()[-2:]
    assert "A new publication is in this folder. Next:" == said
    assert re.fullmatch(r"  .+ -m site_builder serve", following)
    assert before == {path: data for path, data in tree(tmp_path).items() if path in before}
    assert 0 == run("build", folder=tmp_path).code
    Publication(tmp_path).write("content/pages/public/index.md", "---\ntitle: Public\n---\nA page.\n")
    seen = git("status", "--porcelain", "--untracked-files=all", folder=tmp_path)
    written = {line.strip() for line in done.out.splitlines() if line.startswith("  ") and "serve" not in line}
    expected = {*theirs, *written, "env/pyvenv.cfg", "content/pages/public/index.md"}
    assert expected == {line.removeprefix("?? ") for line in seen.splitlines()}
    assert ".gitignore" in expected


def test_new_beside_a_gitignore(tmp_path: Path) -> None:
    """Somebody's own `.gitignore` stays as it is, and they are told which of our lines it lacks."""
    (tmp_path / ".gitignore").write_text("*.log\npublic\n")
    done = run("new", ".", folder=tmp_path)
    assert 0 == done.code
    assert "*.log\npublic\n" == (tmp_path / ".gitignore").read_text()
    assert "stays as it is; add these lines to it:\n  /.public.site-builder/\n  /.cache/\n" in done.out
    assert "  /public/\n" not in done.out
    assert "  .gitignore\n" not in done.out


def test_new_ignores_what_the_settings_name(tmp_path: Path) -> None:
    """The folders that git is to leave out are those of the starter's settings."""
    assert 0 == run("new", "blad", folder=tmp_path).code
    store = Store(tmp_path / "store")
    settings = load_settings(tmp_path / "blad", store, "")
    store.close()
    ignored = (tmp_path / "blad" / ".gitignore").read_text("utf-8").splitlines()
    side = Output(Path(settings.output)).side.as_posix()
    assert {f"/{settings.output}/", f"/{side}/", f"/{settings.store.partition('/')[0]}/"} <= set(ignored)


def test_new_leaves_what_is_there_alone(tmp_path: Path) -> None:
    """`new` writes only into a folder that is new or as good as empty, and says what is in the way."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    assert 0 == run("new", "empty", folder=tmp_path).code
    for name, said in {
        "empty": 'error[folder-not-empty]: the folder is not empty: it holds "content"',
        ".": 'error[folder-not-empty]: the folder is not empty: it holds "empty"',
        "file": "error[folder-is-file]: this is a file, not a folder",
    }.items():
        before = tree(tmp_path)
        done = run("new", name, folder=tmp_path)
        assert (1, "") == (done.code, done.out)
        assert f"{name}: {said}\n    help: " in done.err
        assert before == tree(tmp_path)


def test_new_writes_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills up halfway, nothing is left that would be in the way of another try."""
    from site_builder.scaffold import new_publication

    copied = []

    def copy(source: Path, target: Path) -> None:
        copied.append(target)
        if len(copied) == 3:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        target.write_bytes(source.read_bytes())

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copyfile", copy)
        with pytest.raises(OSError, match="No space left on device") as failed:
            new_publication(tmp_path / "blad")
    assert str(tmp_path / "blad") == failed.value.filename
    assert {path.name for path in (tmp_path / "blad").iterdir()} <= {".gitignore"}
    assert "content/site.yaml" in new_publication(tmp_path / "blad").written


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_new_where_one_may_not_write(tmp_path: Path) -> None:
    """A folder that is not theirs is named as they wrote it."""
    (tmp_path / "theirs").mkdir(mode=0o555)
    before = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []  # root may do all else
    for name in ("theirs", "theirs/blad"):
        command = [*before, sys.executable, "-m", "site_builder", "new", name]
        done = Done(subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False))
        assert (2, "") == (done.code, done.out)
        assert done.err.endswith(f"Error: {name} can't be written: Permission denied\n")


def test_new_sample(tmp_path: Path) -> None:
    """`new --sample` copies the sample, with its drawings, and nothing else of the repository."""
    done = run("new", "--sample", "blad", folder=tmp_path)
    assert (0, "") == (done.code, done.err)
    sample = {f"{top}/{path}" for top in ("content", "assets") for path in tree(ROOT / top)}
    assert "content/site.yaml" in sample
    assert sample | {".gitignore"} == set(tree(tmp_path / "blad"))


def test_new_interview(publication: Publication) -> None:
    """The draft of a new interview, and of its speaker, has no problem, and is nowhere until it is asked for."""
    words = ("new", "interview", "--title", 'Water: "wijs" #1', "--speaker", "Zoë van 't Veer", "--lang", "en")
    done = run(*words, folder=publication.root)
    assert (0, "") == (done.code, done.err)
    written = ["content/interviews/water-wijs-1/index.md", "content/speakers/zoe-van-t-veer.md"]
    assert [f"  {path}" for path in written] == done.out.splitlines()[:2]
    assert (0, "") == ((plain := run("build", publication.root)).code, plain.err)
    assert not (publication.public / "interviews/water-wijs-1").exists()
    drafts = run("build", publication.root, "--drafts")
    assert (0, "") == (drafts.code, drafts.err)
    page = publication.page("interviews/water-wijs-1/")
    assert "Water: “wijs” #1" == page.h1.get_text(strip=True) if page.h1 else ""
    before = tree(publication.root / "content")
    again = run(*words, folder=publication.root)
    assert 1 == again.code
    assert "error[exists-already]" in again.err
    assert before == tree(publication.root / "content")


def test_new_interview_with_somebody_we_know(publication: Publication) -> None:
    """A speaker who has a file keeps it."""
    publication.write("content/speakers/ada-okoye.md", PERSON)
    done = run("new", "interview", "--title", "Nog eens", "--speaker", "Ada Okoye", folder=publication.root)
    assert ["  content/interviews/nog-eens/index.md"] == [
        line for line in done.out.splitlines() if line.startswith("  ")
    ]
    assert PERSON == (publication.root / "content/speakers/ada-okoye.md").read_text("utf-8")


def test_new_interview_elsewhere(tmp_path: Path) -> None:
    """Outside a publication nothing is written."""
    done = run("new", "interview", "--title", "Water", "--speaker", "Ada", folder=tmp_path)
    assert 1 == done.code
    assert "error[no-settings]" in done.err
    assert [] == list(tmp_path.iterdir())


# ----------------------------------------------------------------------------------------------------- options of build


def test_explain(publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`--explain` says what a file is made from and whether it is up to date, and changes nothing."""

    def explain(path: str) -> str:
        code, out, err = hear(capsys, monkeypatch, "build", publication.root, "--explain", path)
        assert (0, "") == (code, err)
        return out

    assert explain(PAGE).startswith(f"{PAGE}: to be made: it is not there, or was changed\n")
    assert {".cache", "content"} == {path.name for path in publication.root.iterdir()}
    publication.build()
    for path in (PAGE, "interviews/brug/", "/interviews/brug/", "public/interviews/brug/index.html"):
        lines = explain(path).splitlines()
        assert f"{PAGE}: up to date" == lines[0]
        assert "  from        content/interviews/brug.md" in lines
        assert "  maker       page" in lines
    assert explain("").startswith("index.html: up to date")
    publication.edit("content/interviews/brug.md", "koffie", "thee")
    before = tree(publication.public)
    changed = explain(PAGE)
    assert changed.startswith(f"{PAGE}: to be made: its key has changed\n")
    assert re.search(r"  key         (\w{32}-\w{32}) \(in the output: (?!\1)\w{32}-\w{32}\)\n", changed)
    assert explain("robots.txt").startswith("robots.txt: up to date")
    (publication.public / "robots.txt").unlink()
    assert explain("robots.txt").startswith("robots.txt: to be made: it is not there")
    del before["robots.txt"]
    assert before == tree(publication.public)


def test_explain_what_is_not_there(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that is no file of the site is a wrong argument, with the nearest one that is."""
    code, out, err = hear(capsys, monkeypatch, "build", publication.root, "--explain", "interviews/burg/index.html")
    assert (2, "") == (code, out)
    assert '"interviews/burg/index.html" is not a file of the site; did you mean "interviews/brug/index.html"?' in err


def test_verify(publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`--verify` finds every difference with a clean build: bytes, a file too many, a file too few."""
    words = ("build", publication.root, "--verify")
    code, out, err = hear(capsys, monkeypatch, *words)
    assert (0, "") == (code, err)
    assert out.endswith("\nverified: a clean build gives the same bytes\n")

    from site_builder import build

    real = build._tree

    def sabotaged(folder: Path) -> dict[str, bytes]:
        files = real(folder)
        if folder == publication.public:
            files |= {PAGE: b"other", "mine.html": b"mine"}
            del files["robots.txt"]
        return files

    monkeypatch.setattr(build, "_tree", sabotaged)
    code, out, err = hear(capsys, monkeypatch, *words)
    assert 1 == code
    assert "verified" not in out
    found = dict(re.findall(r"^public/(\S+): error\[verify-differs\]: .* \((.*)\)$", err, re.MULTILINE))
    assert {PAGE: "bytes", "mine.html": "not in a clean build", "robots.txt": "only in a clean build"} == found


def test_verify_finds_what_is_wrong_on_disk(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was spoilt so that a build can't see it is found by `--verify`."""
    publication.build()
    page = publication.public / PAGE
    stat = page.stat()
    with page.open("r+b") as file:
        file.write(b"<!DOCTYPE HTML>")
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    code, out, err = hear(capsys, monkeypatch, "build", publication.root, "--verify")
    assert 1 == code
    assert "nothing to change" in out
    assert f"public/{PAGE}: error[verify-differs]: {PAGE} differs from a clean build (bytes)" in err


def test_date_and_drafts(
    publication: Publication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--date` builds for another moment, in the publication's time zone or with an offset; `--drafts` shows all."""
    publication.interview("straks", title="Straks", publish="2026-06-01 14:00")  # Amsterdam: 12:00 UTC
    publication.interview("klad", title="Klad", draft="true")

    def shown(*words: str) -> set[str]:
        code, _, err = hear(capsys, monkeypatch, "build", publication.root, *words)
        assert (0, "") == (code, err)
        return {path.name for path in (publication.public / "interviews").iterdir() if path.is_dir()}

    assert {"brug"} == shown("--date", "2026-06-01")
    assert {"brug"} == shown("--date", "2026-06-01T13:59")
    assert {"brug", "straks"} == shown("--date", "2026-06-01T14:00")
    assert {"brug"} == shown("--date", "2026-06-01T11:59:59+00:00")
    assert {"brug", "straks"} == shown("--date", "2026-06-01T12:00Z")
    assert {"brug"} == shown("--date", "0001-01-01")
    assert {"brug", "straks"} == shown("--date", "9999-12-31T23:59-12:00")
    assert {"brug", "straks", "klad"} == shown("--date", "2026-06-01", "--drafts")


def test_schema(tmp_path: Path) -> None:
    """`schema` writes a JSON Schema for each kind of file."""
    import json

    done = run("schema", folder=tmp_path)
    assert (0, "") == (done.code, done.err)
    files = tree(tmp_path / "schema")
    assert {f"  {Path('schema', path)}" for path in files} == set(done.out.splitlines())
    assert all(json.loads(text)["type"] == "object" for text in files.values())
