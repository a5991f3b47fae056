"""What was measured: one file that a run adds to, so that nothing is lost when it is cut short."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.measure import Cost
from benchmarks.verify import Found


class Contender(msgspec.Struct, frozen=True):
    """Who was measured, or why not."""

    title: str
    version: str = ""
    note: str = ""
    missing: str = ""


class Case(msgspec.Struct, frozen=True):
    """A publication that is built."""

    name: str
    interviews: int
    drawings: int = 0


class Outcome(msgspec.Struct, frozen=True):
    """All runs of one contender in one step of one case; with `failed` they count for nothing."""

    costs: tuple[Cost, ...]
    failed: str = ""
    found: Found | None = None

    @property
    def seconds(self) -> float:
        """The median."""
        return median(cost.seconds for cost in self.costs)

    @property
    def memory(self) -> float:
        """MiB at the worst moment of all runs."""
        return max(cost.memory for cost in self.costs)


class Results(msgspec.Struct):
    """Everything so far. Outcomes are found by case, step and contender."""

    machine: str = ""
    command: str = ""
    contenders: dict[str, Contender] = {}
    cases: dict[str, Case] = {}
    outcomes: dict[str, dict[str, dict[str, Outcome]]] = {}

    def know(self, name: str, contender: Contender) -> None:
        """Take a contender in. What was measured of another version of it is dropped."""
        known = self.contenders.get(name, contender)
        self.contenders[name] = contender
        if known.version != contender.version:
            for found in (found for steps in self.outcomes.values() for found in steps.values()):
                found.pop(name, None)

    def outcome(self, case: str, step: str, name: str) -> Outcome | None:
        """What a contender came to, if it was measured."""
        return self.outcomes.get(case, {}).get(step, {}).get(name)

    def put(self, case: Case, step: str, name: str, outcome: Outcome) -> None:
        """Take an outcome in, instead of an earlier one. What was measured of another size is dropped."""
        if self.cases.get(case.name) != case:
            self.cases[case.name] = case
            self.outcomes.pop(case.name, None)
        self.outcomes.setdefault(case.name, {}).setdefault(step, {})[name] = outcome


def load(path: Path) -> Results:
    """The results of earlier runs, or none."""
    return msgspec.json.decode(path.read_bytes(), type=Results) if path.exists() else Results()


def save(path: Path, results: Results) -> None:
    """Write them all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1))
    half.replace(path)


def machine() -> str:
    """This machine, in a line."""
    cpu = re.search(r"^model name\s*: (.*)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} processors ({cpu[1].strip() if cpu else platform.machine()}), {memory:.0f} GiB, "
        f"Linux {platform.release().partition('-')[0]}, Python {platform.python_version()}"
    )
