"""The layers of the program, read from the code: who imports whom, who may print, who may write."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder.checking import read_file
from site_builder.digest import CHECK_CODE, COPY_CODE, PACKAGE_CODE, PIXEL_CODE, Code
from site_builder.drawing.facts import facts_of
from site_builder.makers import copy, derivative

PACKAGE = Path(__file__).resolve().parent.parent / "site_builder"

# From bottom to top. A module imports from lines above its own in this list, or from its left on its own line.
LAYERS = """
__init__
codes  site_codes  errors
digest  data  particulars  models  urls  scalars  names  language  typography  literally  alternatives  linting
containers  executors  bytecode
settings  licences  inputs  values  views  tasks  store
typed_yaml  plain_yaml  frontmatter  footnotes  quoting  wording  gathering
ordinary  inline  enclosing  rendering  markdown
shapes  schema_values  schema_settings  schema  validation  configuration  manual
reading  surrounding  items  interviews  people  documents
context  nodes  structured  showing  details  indexes  presenter  drawing.metadata  drawing.pixels  drawing.facts
makers.copy  makers.derivative
makers.compiling  makers.templates  makers.page  makers.entries  makers.feed  makers.record
finding  content  theme  locks  generation  output  opening
files  spellings  naming  linking  addresses  listings  consistency  assets  cards  announcing  paging  overviews  plan
presses  template_faults  making  keeping  glance  pipeline
checks.data  checks.facts  checks.markup
checks.addresses  checks.alternatives  checks.labels  checks.styles  checks.scripts
checks.pages  checks.feeds  checks.svg  checks.links  checks.report
build
explain  scaffold  checking  theme_manual
preview.guard  preview.standing  preview.rebuilding  preview.watching  preview.server  preview.serving
publishers.manifest  publishers.comparing  publishers.folder  publishers.git  publishers.branch  publishing
terminal  cli
__main__
"""
ORDER = LAYERS.split()
WRITERS = {
    "locks",
    "output",
    "bytecode",
    "making",
    "makers.copy",
    "makers.derivative",
    "store",
    "scaffold",
    "publishers.folder",
    "publishers.branch",
    "terminal",
    "cli",
}
OF_THE_MOMENT = {"terminal", "cli", "store", "locks", "output", "publishers.git"}


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name in it; those that hold nothing are left out."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"), str(path))
        if not (path.name == "__init__.py" and all(isinstance(node, ast.Expr | ast.Assign) for node in tree.body)):
            found[name] = tree
    return found


MODULES = modules()


def imported(tree: ast.Module) -> Iterator[str]:
    """The full names that a module imports, inside functions and for types only as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(name: str) -> str | None:
    """Which of our modules an imported name is of."""
    if not name.startswith("site_builder."):
        return None
    rest = name.removeprefix("site_builder.")
    return next((module for module in (rest, rest.rpartition(".")[0]) if module in MODULES), None)


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a module, with what is called as it is written: `print`, `path.write_text`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_every_module_has_its_place() -> None:
    """A new module takes its place in the picture; one that is gone leaves it."""
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_imports_point_down(module: str) -> None:
    """A module imports from lower layers, or from its left in its own."""
    below = set(ORDER[: ORDER.index(module)])
    assert {found for name in imported(MODULES[module]) if (found := own(name))} <= below


def test_modules_are_imported_by_their_names() -> None:
    """No import hides from this picture, or from whoever reads the code."""
    hidden = {"importlib.import_module", "import_module", "__import__", "exec", "eval"}
    assert [] == [f"{module}: {name}" for module, tree in MODULES.items() for name, _ in calls(tree) if name in hidden]


@pytest.mark.parametrize("module", [name for name in ORDER if name not in ("__init__", "terminal", "cli", "__main__")])
def test_only_the_command_line_prints_and_ends(module: str) -> None:
    """Everything below the command line returns values and raises; it says nothing and stops nothing.

    The package itself does, where Python is too old for it.
    """
    tree = MODULES[module]
    assert not {"print", "input", "exit", "quit", "sys.exit"} & {name for name, _ in calls(tree)}
    assert not {name.partition(".")[0] for name in imported(tree)} & {"click", "logging", "getpass"}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert "SystemExit" not in names
    spoken = {f"sys.{stream}" for stream in ("stdin", "stdout", "stderr")}
    assert not spoken & {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def writes(name: str, call: ast.Call) -> bool:
    """Whether a call writes a file, moves it or removes it."""
    last = name.rpartition(".")[2]
    if last == "open":
        mode = [*call.args[name == "open" :][:1], *(key.value for key in call.keywords if key.arg == "mode")]
        return any(isinstance(text, ast.Constant) and set(str(text.value)) & set("wax+") for text in mode)
    if name.startswith("shutil."):
        return last not in ("which", "disk_usage")
    if name.startswith("os."):
        return last in {
            "replace",
            "rename",
            "unlink",
            "remove",
            "rmdir",
            "mkdir",
            "makedirs",
            "link",
            "symlink",
            "utime",
        }
    return last in {
        "write_text",
        "write_bytes",
        "mkdir",
        "touch",
        "rmdir",
        "unlink",
        "hardlink_to",
        "symlink_to",
        "chmod",
    }


@pytest.mark.parametrize("module", [name for name in ORDER if name not in WRITERS])
def test_few_modules_write(module: str) -> None:
    """Whoever wants to know what can happen to files reads a few modules."""
    assert [] == [f"line {call.lineno}: {name}" for name, call in calls(MODULES[module]) if writes(name, call)]


@pytest.mark.parametrize("module", [name for name in ORDER if name not in OF_THE_MOMENT])
def test_what_is_made_depends_on_no_moment(module: str) -> None:
    """No clock, no chance, no environment: what comes out depends on what was put in."""
    tree = MODULES[module]
    assert not {name.partition(".")[0] for name in imported(tree)} & {"time", "random", "secrets", "uuid", "locale"}
    ends = {name.rpartition(".")[2] for name, _ in calls(tree)}
    assert not ends & {"now", "utcnow", "today", "getenv", "gethostname", "getuser", "urandom"}
    assert not {"os.environ"} & {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_every_module_is_part_of_the_key_of_all_text() -> None:
    """An edit of our own code makes every page again: no module is forgotten, wherever it is put."""
    assert {*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.po")} == set(PACKAGE_CODE.files())


def reached(module: str) -> set[str]:
    """A module, all that it imports, all that those import, and so on."""
    found, queue = {module}, [module]
    while queue:
        new = {other for name in imported(MODULES[queue.pop()]) if (other := own(name))} - found
        found |= new
        queue += new
    return found


@pytest.mark.parametrize(
    ("code", "functions"),
    [(PIXEL_CODE, (derivative.make, facts_of)), (COPY_CODE, (copy.make,)), (CHECK_CODE, (read_file,))],
    ids=["pictures", "copies", "checks"],
)
def test_a_key_covers_all_code_of_ours_that_it_stands_for(
    code: Code, functions: tuple[Callable[..., Any], ...]
) -> None:
    """What is made under a digest of some modules is made with nothing else of ours."""
    covered = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in code.files()}
    for function in functions:
        assert reached(function.__module__.removeprefix("site_builder.")) <= covered


NAMES = {"yaml": "pyyaml", "PIL": "pillow", "bs4": "beautifulsoup4", "frontmatter": "python_frontmatter"}
"""What is imported under another name than it is installed by."""

OUTSIDE = {"click", "livereload", "tornado", "watchfiles"}
"""What only the command line and the preview have a use for."""


def test_every_library_is_part_of_the_key_of_what_is_made_with_it() -> None:
    """An upgrade makes again what the library has a hand in."""
    keyed = {*PACKAGE_CODE.libraries, *PIXEL_CODE.libraries, *CHECK_CODE.libraries}
    found = {name.partition(".")[0] for tree in MODULES.values() for name in imported(tree)}
    found -= {"site_builder", *sys.stdlib_module_names, *OUTSIDE}
    assert {NAMES.get(name, name) for name in found} == keyed - {"soupsieve"}
