"""The sabotages of tools/: each can still be made, and the script that makes them tells whether a test notices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tools import sabotage
from tools.sabotage import Sabotage, StaleError, sabotages

TABLE = sabotages()
FIRST = "no-racy-rule"
"""One that a quick test catches."""


@pytest.mark.parametrize("name", TABLE)
def test_a_sabotage_can_be_made(name: str) -> None:
    """Its text stands in its file exactly once, what comes of it is Python, and its tests are there."""
    row = TABLE[name]
    compile(row.spoilt(), row.file, "exec")
    assert row.harm.endswith(".")
    for test in row.tests:
        file, _, function = test.partition("::")
        assert f"\ndef {function.partition('[')[0]}(" in (ROOT / file).read_text("utf-8")


def test_there_are_enough_of_them() -> None:
    """Ten of at least twenty-five were thought up by somebody who had not seen the tests; no two are alike."""
    assert 25 <= len(TABLE)
    assert 10 <= sum(row.reviewer for row in TABLE.values())
    assert len(TABLE) == len({(row.file, row.old, row.new) for row in TABLE.values()})


def test_a_sabotage_is_made_and_caught() -> None:
    """The whole script: the tests pass without the mistake, and the one that catches it is named."""
    command = [sys.executable, str(ROOT / "tools" / "sabotage.py"), FIRST]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert f"[1/1] {FIRST}: caught by {TABLE[FIRST].tests[0]}" in done.stdout
    assert "1 of 1 caught" in done.stdout


def small(old: str, *tests: str) -> Sabotage:
    """A mistake that changes nothing that these tests could notice."""
    return Sabotage("small", "tasks.py", old, f"{old} ", "Nothing.", tests)


def test_a_sabotage_that_nobody_notices_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """With the code 1, as one whose tests can't be run."""
    kept = small("from __future__ import annotations", "tests/test_names.py")
    gone = small("from __future__ import annotations", "tests/test_names.py::test_that_is_gone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sabotage, "make", lambda row: "" if row is kept else sabotage.caught(ROOT, row.tests))
        assert 1 == sabotage.made([kept])
        assert 1 == sabotage.made([gone])
    out = capsys.readouterr().out
    assert "[1/1] small: NOT CAUGHT\n0 of 1 caught\n" in out
    assert "[1/1] small: NOT CAUGHT: the tests could not be run" in out


@pytest.mark.parametrize("old", ["what was never there", "documents"])
def test_a_sabotage_that_has_gone_stale_is_no_sabotage(old: str) -> None:
    """What it replaces has to stand there once, and not at all or several times."""
    with pytest.raises(StaleError, match=r"small: what it replaces stands (0|[2-9]|\d\d) times in tasks\.py"):
        small(old).spoilt()


@pytest.mark.parametrize(
    "table",
    [
        "[[sabotage]]\nname = 'a'\n",
        "[[sabotage]\n",
        "",
        "".join(2 * ["[[sabotage]]\nname = 'a'\nfile = 'x'\nold = 'a'\nnew = 'b'\nharm = 'H.'\ntests = []\n"]),
    ],
    ids=["half", "broken", "empty", "twice"],
)
def test_a_table_that_is_none(table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing passes for want of sabotages."""
    (tmp_path / "sabotages.toml").write_text(table, "utf-8")
    monkeypatch.setattr(sabotage, "TABLE", tmp_path / "sabotages.toml")
    with pytest.raises(StaleError, match=r"sabotages\.toml: "):
        sabotages()


def test_a_name_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, with the code for wrong arguments."""
    with pytest.raises(SystemExit) as ended:
        sabotage.main(["no-such-mistake"])
    assert 2 == ended.value.code
    assert "there is no no-such-mistake; --list says what there is" in capsys.readouterr().err


def test_the_list_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    """And makes none."""
    assert 0 == sabotage.main(["--list"])
    lines = capsys.readouterr().out.splitlines()
    assert [f"{row.name} ({row.file}{', a reviewer' * row.reviewer}): {row.harm}" for row in TABLE.values()] == lines
