"""What somebody gets who installs the wheel or unpacks the sdist: all that belongs there and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from site_builder import __version__
from site_builder.data import data_folder
from tests.checkout import ROOT, project_files

FIND = """\
import sys
from site_builder.data import data_folder
print(data_folder("themes"), data_folder("sample"), "importlib.metadata" in sys.modules, sep="\\n")
"""


def build(source: Path, folder: Path, *what: str) -> None:
    """Make an sdist and the wheel of that, or what is asked for."""
    command = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", str(folder), str(source)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    build(ROOT, folder, "--wheel")
    [path] = folder.iterdir()
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, its wheel, and what comes out of the sdist in `source/`."""
    folder = tmp_path_factory.mktemp("een café")
    build(ROOT, folder)
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # since 3.11.4, and 3.12 asks for it
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)
    (folder / f"site_builder-{__version__}").rename(folder / "source")
    return folder


def files(folder: str) -> set[str]:
    """The files of the project below a folder."""
    return {name.removeprefix(f"{folder}/") for name in project_files() if name.startswith(f"{folder}/")}


def below(wheel: zipfile.ZipFile, folder: str) -> set[str]:
    return {name.removeprefix(folder) for name in wheel.namelist() if name.startswith(folder)}


def test_program(wheel: zipfile.ZipFile) -> None:
    """Every file of the package is in the wheel, those that aren't Python too."""
    packaged = {name for name in below(wheel, "site_builder/") if not name.startswith("_data/")}

    assert files("site_builder") == packaged
    assert {"cli.py", "py.typed", "starter/gitignore"} <= packaged
    assert any(name.startswith("locale/") for name in packaged)


def test_themes(wheel: zipfile.ZipFile) -> None:
    """The wheel carries the built-in themes."""
    themes = below(wheel, "site_builder/_data/themes/")

    assert files("themes") == themes
    assert any(name.endswith("/theme.yaml") for name in themes)


def test_sample(wheel: zipfile.ZipFile) -> None:
    """The wheel carries the sample publication."""
    assert files("content") == below(wheel, "site_builder/_data/sample/content/")
    assert files("assets") == below(wheel, "site_builder/_data/sample/assets/")
    assert "site_builder/_data/sample/content/site.yaml" in wheel.namelist()


def test_the_sdist_is_the_project(released: Path) -> None:
    """The sdist holds every file of the project, its tests and locks too, and nothing that a build or a tool left."""
    assert project_files() | {"PKG-INFO"} == project_files(released / "source")
    assert not {".venv", "public", "dist", ".cache", ".git"} & {path.name for path in (released / "source").iterdir()}


def test_the_wheel_is_that_of_the_sdist(wheel: zipfile.ZipFile, released: Path) -> None:
    """Whoever builds from the sdist gets what whoever builds from the repository gets, byte for byte."""
    [path] = released.glob("*.whl")
    with zipfile.ZipFile(path) as other:
        assert wheel.namelist() == other.namelist()
        assert [] == [name for name in wheel.namelist() if wheel.read(name) != other.read(name)]


def test_stray_files_stay_behind(tmp_path: Path) -> None:
    """What lies about at the top of a working copy, or was made there, is in neither the sdist nor the wheel."""
    copy, made = tmp_path / "copy", tmp_path / "made"
    for name in project_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    strays = ("notes.txt", "other-1.0-py3-none-any.whl", ".env", "public/index.html", ".venv/pyvenv.cfg", ".cache/x")
    cached = [
        f"site_builder/__pycache__/{name}" for name in ("cli.cpython-311.pyc", "templates-nl.cpython-311.templates")
    ]
    for name in (*strays, *cached, "content/.DS_Store", "node_modules/x/y.js"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("stray")
    build(copy, made)
    [sdist], [path] = made.glob("*.tar.gz"), made.glob("*.whl")
    with tarfile.open(sdist) as archive, zipfile.ZipFile(path) as wheel:
        sources = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
        assert project_files() | {"PKG-INFO"} == sources
        assert [] == [name for name in wheel.namelist() if wheel.read(name) == b"stray"]


def test_the_tests_run_in_an_sdist(released: Path) -> None:
    """Who has only the sdist has all that the tests need: each module loads, and what they say of the project holds."""
    source = released / "source"
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    for words in (["--collect-only", "-q"], ["-q", "tests/test_project.py"]):
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
        done = subprocess.run(command, cwd=source, env=environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr


def test_nothing_else(wheel: zipfile.ZipFile) -> None:
    """One package and its metadata: no tests, no tools."""
    assert {"site_builder", f"site_builder-{__version__}.dist-info"} == {n.split("/")[0] for n in wheel.namelist()}


def test_metadata(wheel: zipfile.ZipFile) -> None:
    """The metadata says the version of the package and its licence, and names the command."""
    info = f"site_builder-{__version__}.dist-info"
    metadata = message_from_bytes(wheel.read(f"{info}/METADATA"))

    assert (__version__, "MIT") == (metadata["Version"], metadata["License-Expression"])
    assert "site-builder = site_builder.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    licences = {"LICENSE", *(f"themes/{name}" for name in files("themes") if name.endswith("-LICENSE.txt"))}
    assert len(licences) > 1
    assert licences == below(wheel, f"{info}/licenses/")


def test_data_in_a_checkout() -> None:
    """In a checkout the themes and the sample are at the top of the repository."""
    assert (ROOT / "themes", ROOT) == (data_folder("themes"), data_folder("sample"))


def test_data_in_a_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """In an installed wheel they are below the package; finding them costs no slow import."""
    wheel.extractall(tmp_path)
    data = tmp_path.resolve() / "site_builder" / "_data"

    # -S: no site-packages, so no editable install of the checkout either.
    done = subprocess.run([sys.executable, "-S", "-c", FIND], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert [str(data / "themes"), str(data / "sample"), "False"] == done.stdout.splitlines()
