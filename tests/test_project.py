"""Promises about the repository itself: what it fetches, what it is licensed under, and what it says of both."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from site_builder import __version__
from tests.checkout import ROOT, project_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

RUN, BUILD, DEV = "requirements.lock", "requirements-build.lock", "requirements-dev.lock"
ASKED_FOR = {
    RUN: PROJECT["project"]["dependencies"],
    BUILD: PROJECT["build-system"]["requires"],
    DEV: PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"],
}

# Written so that they don't find themselves.
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|crates\.io|rubygems\.org|anaconda\.(?:org|com)"
    r"|--(?:index-url|extra-index-url|find-links)|^(?:extra-)?index-url\b",
    re.IGNORECASE | re.MULTILINE,
)
HOME_FOLDERS = re.compile(r"(?<![\w.])(?:/(?:home|Users)/\w+|/root)(?=/)|[A-Z]:\\Users\\")


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project, with what it says."""
    for name in sorted(project_files()):
        try:
            yield name, (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture


def locked(lock: str) -> list[tuple[Requirement, int]]:
    """Each requirement of a lock, with the number of its hashes."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [(Requirement(line.split("--hash")[0]), line.count("--hash=sha256:")) for line in lines]


def name_of(requirement: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", requirement.name).lower()


def versions(lock: str) -> set[tuple[str, str]]:
    return {(name_of(requirement), str(requirement.specifier)) for requirement, _ in locked(lock)}


def test_no_registry() -> None:
    """Where packages come from is for the settings of whoever installs them: no file names a registry."""
    assert [] == [(name, found[0]) for name, text in texts() if (found := REGISTRIES.search(text))]


def test_no_home_folder() -> None:
    """No file names a folder of somebody's computer."""
    assert [] == [(name, found[0]) for name, text in texts() if (found := HOME_FOLDERS.search(text))]


@pytest.mark.parametrize("lock", ASKED_FOR)
def test_lock_has_hashes(lock: str) -> None:
    """Every package of a lock is one exact version with hashes, from no address of its own."""
    packages = locked(lock)

    assert packages
    for requirement, hashes in packages:
        assert re.fullmatch(r"==[\w.+]+", str(requirement.specifier))
        assert requirement.url is None
        assert hashes > 0


@pytest.mark.parametrize("lock", ASKED_FOR)
def test_lock_is_current(lock: str) -> None:
    """What pyproject.toml asks for is in the lock, in a version that it allows."""
    for asked in map(Requirement, ASKED_FOR[lock]):
        found = [Version(str(got.specifier)[2:]) for got, _ in locked(lock) if name_of(got) == name_of(asked)]

        assert found, f"{asked.name} is not in {lock}: run `python3 dev.py lock`"
        assert all(version in asked.specifier for version in found), f"{lock} is older than pyproject.toml"


def test_locks_agree() -> None:
    """What is tested is what is run and what builds: a package has one version in all locks."""
    assert versions(RUN) | versions(BUILD) <= versions(DEV)


def test_changelog_knows_the_version() -> None:
    """The newest release in the changelog is the version of the package; before the first there is none."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[?([^\]\n]+?)\]?(?: .*)?$", changelog, re.MULTILINE)

    assert headings
    assert [name for name in headings if name != "Unreleased"][:1] in ([], [__version__])


def test_licence_is_mit() -> None:
    """The licence file is the one that the metadata names."""
    assert "MIT" == PROJECT["project"]["license"]
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")


FIRST_READ = ("dev.py", "site_builder/__init__.py", "site_builder/__main__.py")
TOO_OLD = """\
import runpy, sys
sys.version_info = (3, 8, 20, "final", 0)
sys.argv = [""]
{start}
"""
STARTS = {
    "python -m site_builder": 'runpy.run_module("site_builder", run_name="__main__")',
    "the command": "from site_builder.cli import main; main()",
    "an import": "import site_builder",
    "dev.py": 'runpy.run_path("dev.py", run_name="__main__")',
}


@pytest.mark.parametrize("name", FIRST_READ)
def test_old_pythons_can_read_what_they_read_first(name: str) -> None:
    """An old Python gets as far as the line that says it is too old."""
    ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 6))


def test_python_2_can_read_the_package() -> None:
    """Where `python` is Python 2 it is told so too: no letters beyond ASCII, no f-string, no annotation."""
    text = (ROOT / "site_builder" / "__init__.py").read_text("utf-8")
    assert text.isascii()
    new = ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.FunctionDef | ast.ClassDef
    assert [] == [ast.unparse(node) for node in ast.walk(ast.parse(text)) if isinstance(node, new)]


@pytest.mark.parametrize("start", STARTS)
def test_a_python_that_is_too_old(start: str) -> None:
    """However the program is started, an old Python ends in one line that says what is needed, with code 1."""
    done = subprocess.run(
        [sys.executable, "-c", TOO_OLD.format(start=STARTS[start])],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    program = start if start == "dev.py" else "site-builder"
    assert (1, "") == (done.returncode, done.stdout)
    assert f"{program}: Python 3.11 or newer is needed; this is Python 3.8\n" == done.stderr


def test_one_oldest_python() -> None:
    """What installers are told, what the program says and what the checks are run for is the same version."""
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    version = tuple(map(int, oldest.split(".")))
    for name in FIRST_READ[:2]:
        text = (ROOT / name).read_text("utf-8")
        assert f"sys.version_info < {version}" in text
        assert f"Python {oldest} or newer is needed" in text
    assert oldest == PROJECT["tool"]["mypy"]["python_version"]
    assert f"py{oldest.replace('.', '')}" == PROJECT["tool"]["ruff"]["target-version"]
    listed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    assert oldest == min(listed, key=Version)
    assert f"Python {oldest} or newer" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="the tools are of Linux")
def test_missing_tools_are_named_at_once(tmp_path: Path) -> None:
    """Where nothing can be installed unasked, `dev.py test` says all that is to be installed, and does nothing."""
    alone = {"PATH": str(tmp_path), "HOME": str(tmp_path), "LC_ALL": "C"}
    command = [sys.executable, str(ROOT / "dev.py"), "test"]
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert (1, "") == (done.returncode, done.stdout)
    told, _, packages = done.stderr.splitlines()[0].rpartition(": apt-get install ")
    assert "dev.py: the tests need what is missing here; install these, which on Debian is" == told
    assert {"git", "strace", "chromium"} <= set(packages.split())
    assert [] == list(tmp_path.iterdir())
