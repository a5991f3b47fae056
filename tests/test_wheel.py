"""What somebody gets who installs the wheel: the program, its themes and the sample, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from site_builder import __version__
from site_builder.data import data_folder

ROOT = Path(__file__).resolve().parent.parent

FIND = """\
import sys
from site_builder.data import data_folder
print(data_folder("themes"), data_folder("sample"), "importlib.metadata" in sys.modules, sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [path] = folder.iterdir()
    with zipfile.ZipFile(path) as archive:
        yield archive


def files(folder: Path) -> set[str]:
    """The files below a folder, without what Python and systems leave there."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if "__pycache__" not in path.parts and path.name[0] != "."}


def below(wheel: zipfile.ZipFile, folder: str) -> set[str]:
    return {name.removeprefix(folder) for name in wheel.namelist() if name.startswith(folder)}


def test_program(wheel: zipfile.ZipFile) -> None:
    """Every file of the package is in the wheel, those that aren't Python too."""
    packaged = {name for name in below(wheel, "site_builder/") if not name.startswith("_data/")}

    assert files(ROOT / "site_builder") == packaged
    assert {"cli.py", "py.typed"} <= packaged
    assert any(name.startswith("locale/") for name in packaged)


def test_themes(wheel: zipfile.ZipFile) -> None:
    """The wheel carries the built-in themes."""
    themes = below(wheel, "site_builder/_data/themes/")

    assert files(ROOT / "themes") == themes
    assert any(name.endswith("/theme.yaml") for name in themes)


def test_sample(wheel: zipfile.ZipFile) -> None:
    """The wheel carries the sample publication."""
    assert files(ROOT / "content") == below(wheel, "site_builder/_data/sample/content/")
    assert files(ROOT / "assets") == below(wheel, "site_builder/_data/sample/assets/")
    assert "site_builder/_data/sample/content/site.yaml" in wheel.namelist()


def test_nothing_else(wheel: zipfile.ZipFile) -> None:
    """One package and its metadata: no tests, no tools."""
    assert {"site_builder", f"site_builder-{__version__}.dist-info"} == {n.split("/")[0] for n in wheel.namelist()}


def test_metadata(wheel: zipfile.ZipFile) -> None:
    """The metadata says the version of the package and its licence, and names the command."""
    info = f"site_builder-{__version__}.dist-info"
    metadata = message_from_bytes(wheel.read(f"{info}/METADATA"))

    assert (__version__, "MIT") == (metadata["Version"], metadata["License-Expression"])
    assert "site-builder = site_builder.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert f"{info}/licenses/LICENSE" in wheel.namelist()


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
