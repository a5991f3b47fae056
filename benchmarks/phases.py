"""Where the time of a build of ours goes: by its phases, and for one interview by what is done with it.

    python benchmarks/phases.py [--interviews 10000] [--into docs/performance.md]

The program is the one that authors have. Its functions are wrapped from outside, which costs about a microsecond for
each call, so that nothing in it knows of this.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.clock import PHASES, REST, START, Clock
from benchmarks.corpus import Corpus
from benchmarks.measure import environment, run
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import edit
from benchmarks.results import machine
from benchmarks.table import put_into

ROOT = Path(__file__).resolve().parent.parent
# ------------------------------------------------------------------------------------------- phases of the command


def phases_of(site: Path) -> dict[str, float]:
    """The seconds that one `site-builder build` spends in each phase, from the start of Python to its end."""
    written = site / "phases.json"
    command = [sys.executable, "-m", "benchmarks.clock", str(written), str(time.monotonic()), str(site)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment({}))
    found = msgspec.json.decode(written.read_bytes(), type=dict[str, float])
    written.unlink()
    return found


# ------------------------------------------------------------------------------------------- work for one interview


def start_of(site: Path) -> float:
    """Seconds of processor time that a clean build takes from the start of Python to its end."""
    Ours().clean(site)
    return run(Ours().build(site), site, {}, site.with_suffix(".log"), timeout=600).cpu


def work_of(site: Path) -> dict[str, float]:
    """Seconds of processor time that a clean build takes in one process, by what is done.

    The second of two builds is taken apart: the first has imported what is needed, and compiled the templates.
    """
    gc.set_threshold(100_000, 100, 1_000)  # as in workers
    clock = Clock(time.process_time, "Find out what is missing, and the rest", time.process_time())
    _watch(clock)
    _build_here(site)
    Ours().clean(site)
    clock.stop()
    _build_here(site)
    return clock.stop()


def _build_here(site: Path) -> None:
    from site_builder.build import build
    from site_builder.content import Options
    from site_builder.executors import Here
    from site_builder.opening import store_of

    with store_of(site) as store:
        build(site, Options(dt.datetime.now(dt.UTC)), store=store, executor=Here())


def _watch(clock: Clock) -> None:
    from site_builder import build, documents, glance, making, pipeline
    from site_builder.makers import feed
    from site_builder.makers.page import Press
    from site_builder.markdown import Writer
    from site_builder.output import Output

    for owner, name, label in (
        (glance, "find_files", "Find the files"),
        (documents, "read", "Read YAML"),
        (documents, "validate", "Check it against the schema"),
        (documents, "read_document", "Put the document together"),
        *((Writer, name, "Render Markdown") for name in ("inline", "blocks", "answer", "body")),
        (build, "read_content", "Keep what was read"),
        (build, "plan_for", "Plan the site"),
        (making, "document_of", "Fetch the document"),
        (Press, "page", "Put the view together"),
        (Press, "print", "Fill in the template"),
        (feed, "make", "Make feeds and the sitemap"),
        (making, "make_share", "Write the file"),
        (pipeline, "make_missing", "Hand out the work"),
        (Output, "write", "Put the site in its place"),
    ):
        clock.wrap(owner, name, label)


# ------------------------------------------------------------------------------------------------------------ tables


def in_phases(found: dict[str, list[dict[str, float]]], interviews: int) -> str:
    """The medians of each phase for each kind of build."""
    labels = [START, *PHASES, "Write", REST]
    rows = [
        f"| {label} | {' | '.join(_seconds(run[label] for run in runs) for runs in found.values())} |"
        for label in labels
    ]
    totals = " | ".join(_seconds(sum(run.values()) for run in runs) for runs in found.values())
    head = [f"| {interviews:,} interviews | {' | '.join(found)} |", f"| --- |{' --: |' * len(found)}"]
    return "\n".join([*head, *rows, f"| Together | {totals} |", "", f"Medians, on {machine()}."]) + "\n"


def in_work(spent: dict[str, float], start: float, interviews: int) -> str:
    """What one interview costs, with its part of the lists and of the pages of speakers; `start` comes once."""
    total = sum(spent.values())
    rows = [
        f"| {label} | {seconds / interviews * 1e3:.3f} ms | {seconds / total:.0%} |"
        for label, seconds in sorted(spent.items(), key=lambda row: -row[1])
    ]
    once = f"A whole build of a single interview takes {start:.2f} s: Python, imports and templates."
    last = f"| Together | {total / interviews * 1e3:.3f} ms | 100% |"
    return "\n".join(["| | For each interview | |", "| --- | --: | --: |", *rows, last, "", once]) + "\n"


def _seconds(values: Iterable[float]) -> str:
    return f"{median(values):.3f} s"


def main(words: list[str]) -> int:
    """Do what the command line says; its exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks/phases.py", description="Where the time of a build goes.")
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "benchmarks")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="a page that gets the tables")
    given = parser.parse_args(words)
    corpus, site, ours = Corpus(given.interviews), given.work.resolve() / "sites" / "phases", Ours()
    ours.clean(site)
    ours.prepare(corpus, site, site)
    found: dict[str, list[dict[str, float]]] = {"Clean": [], "Nothing changed": [], "One answer edited": []}
    for number in range(given.runs):
        ours.clean(site)
        found["Clean"].append(phases_of(site))
        found["Nothing changed"].append(phases_of(site))
        edit(ours.source(site, corpus.slug(number)), "edited")
        found["One answer edited"].append(phases_of(site))
    ours.clean(site)
    single = site.with_name("single")
    ours.prepare(Corpus(1), single, single)
    start = median(start_of(single) for _ in range(given.runs))
    tables = {"phases": in_phases(found, given.interviews), "work": in_work(work_of(site), start, given.interviews)}
    if given.into:
        given.into.write_text(put_into(given.into.read_text("utf-8"), tables), "utf-8")
    print("\n".join(tables.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
