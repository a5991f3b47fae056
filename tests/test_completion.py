"""The Tab key: what shells offer behind `site-builder`, and how little has to be imported for it."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from site_builder.cli import commands
from tests.test_cli import HEAVY, environment, imported, terminal, tops

SHELLS = ("bash", "zsh", "fish")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no shell that asks in this way")


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """A folder with `site-builder` in it, as an installer makes it."""
    script = tmp_path / "real" / "site-builder"
    script.parent.mkdir()
    script.write_text("from site_builder.cli import main\nmain()\n")
    program = tmp_path / "bin" / "site-builder"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" $PYTHON_OPTIONS "{script}" "$@"\n')
    program.chmod(0o755)
    return program


def ask(command: Path, typed: str, shell: str = "bash", **more: str) -> subprocess.CompletedProcess[str]:
    """What is said to a shell in which somebody pressed the Tab key behind these words."""
    words = typed.split(" ")
    position = words[-1] if shell == "fish" else str(len(words) - 1)
    asked = {"COMP_WORDS": typed, "COMP_CWORD": position, "_SITE_BUILDER_COMPLETE": f"{shell}_complete"}
    return subprocess.run(
        [command], env=environment() | asked | more, capture_output=True, encoding="utf-8", check=True
    )


def offered(command: Path, typed: str, shell: str = "bash") -> list[tuple[str, str]]:
    """What the shell may offer: each a kind of thing, and the thing."""
    done = ask(command, typed, shell)
    assert "" == done.stderr
    lines = done.stdout.splitlines()
    if shell == "zsh":  # a line for the kind, one for the thing and one for the help
        return list(zip(lines[::3], lines[1::3], strict=False))
    pairs = (line.partition("\t")[0].partition(",") for line in lines if line)
    return [(kind, thing) for kind, _, thing in pairs]


@pytest.mark.parametrize("shell", SHELLS)
def test_commands(command: Path, shell: str) -> None:
    """Each shell gets every command, and of these what begins as was typed."""
    assert [("plain", name) for name in sorted(commands.commands)] == sorted(offered(command, "site-builder ", shell))
    assert [("plain", "schema")] == offered(command, "site-builder sch", shell)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script(command: Path, shell: str) -> None:
    """What an author puts into the settings of the shell is made for `site-builder`."""
    told = {"_SITE_BUILDER_COMPLETE": f"{shell}_source"}
    done = subprocess.run([command], env=environment() | told, capture_output=True, encoding="utf-8", check=True)
    assert "" == done.stderr
    assert f"_SITE_BUILDER_COMPLETE={shell}_complete" in done.stdout
    assert "site-builder" in done.stdout


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_options_and_folders(command: Path, name: str) -> None:
    """Behind a command stand all its options; where it takes a folder, the shell offers folders."""
    parameters = commands.commands[name].params
    options = {word for option in parameters for word in option.opts if word.startswith("--")}
    assert {"--help", *options} == {word for _, word in offered(command, f"site-builder {name} --")}
    folders = [item for item in parameters if isinstance(item, click.Argument) and isinstance(item.type, click.Path)]
    if folders:
        assert [("dir", "mij")] == offered(command, f"site-builder {name} mij")


def test_behind_new(command: Path) -> None:
    """`new` is followed by the word interview, or by a folder."""
    assert [("plain", "interview")] == offered(command, "site-builder new in")
    assert [("dir", "mij")] == offered(command, "site-builder new mij")


def test_it_is_quick(command: Path) -> None:
    """The Tab key imports no more than help does."""
    done = ask(command, "site-builder build --", PYTHON_OPTIONS="-X importtime")
    assert {"site_builder", "click"} <= tops(imported(done.stderr))
    assert not tops(imported(done.stderr)) & HEAVY


@contextlib.contextmanager
def bash(command: Path, folder: Path) -> Iterator[Callable[[str, str], None]]:
    """Types keys in a real bash that asks `site-builder`, and waits until the terminal shows what is expected."""
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "PS1": "> ", "TERM": "dumb", "INPUTRC": os.devnull, "HISTFILE": os.devnull}
    with terminal() as (ours, theirs):
        shell = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"], cwd=folder, env=environment() | own,
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

        def type_(keys: str, expected: str) -> None:
            os.write(ours, keys.encode())
            shown, deadline = "", time.monotonic() + 60
            while expected not in shown:
                ready, _, _ = select.select([ours], [], [], max(0, deadline - time.monotonic()))
                assert ready, f"bash shows {shown!r}"
                shown += os.read(ours, 4096).decode()

        try:
            type_('eval "$(_SITE_BUILDER_COMPLETE=bash_source site-builder)"; echo re""ady\n', "ready")
            yield type_
        finally:
            shell.kill()
            shell.wait()


def test_in_a_real_bash(command: Path, tmp_path: Path) -> None:
    """Somebody types a few letters and the Tab key, and bash writes the rest: commands, options and folders."""
    (tmp_path / "here" / "mijn blad").mkdir(parents=True)
    (tmp_path / "here" / "mijn bestand").write_text("")
    with bash(command, tmp_path / "here") as type_:
        type_("site-builder sch\t", "site-builder schema ")
        type_("\x15site-builder build --dr\t", "site-builder build --drafts ")
        type_("\x15site-builder check mij\t", "site-builder check mijn\\ blad/")
