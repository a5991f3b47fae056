"""Fixtures that all tests share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder import bytecode
from tests.faults import TOLD
from tests.publication import Publication, stop_clean_builder, tiny

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in the background of a script; what tests start inherits it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    """A tiny publication in a folder of its own."""
    root = tmp_path / "publication"
    root.mkdir()
    return tiny(root)


@pytest.fixture(scope="session", autouse=True)
def _kept_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled templates are kept in a folder of these tests: not where those of the program itself are."""
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(bytecode, "FOLDER", tmp_path_factory.mktemp("package"))
        patches.setenv("PYTHONDONTWRITEBYTECODE", "1")  # for the processes that tests start
        yield


@pytest.fixture(scope="session", autouse=True)
def _clean_builder() -> Iterator[None]:
    yield
    stop_clean_builder()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell which faults have struck."""
    if TOLD:
        terminalreporter.section("faults")
        for line in TOLD:
            terminalreporter.write_line(line)
