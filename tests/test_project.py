"""Promises about the repository itself: what it fetches, what it is licensed under, and what it says of both."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from site_builder import __version__

ROOT = Path(__file__).resolve().parent.parent
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
    """Every text file that is or would be committed. Outside a git repository (in an sdist) that is every file."""
    names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in names:
        try:
            yield name, (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, OSError):
            continue  # a picture, or a name git still knows of a file that is gone


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


def test_old_pythons_can_read_dev() -> None:
    """An old Python gets as far as the line in dev.py that says it is too old."""
    ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 6))
