"""START HERE: the build against its peers, in one run.

    python benchmarks/run.py --tools FOLDER                 everything; on two processors it takes about an hour
    python benchmarks/run.py --tools FOLDER --divide-by 100 the same with a hundredth of the work, to try it
    python benchmarks/run.py --only-table --into README.md  the table again, into a page

FOLDER is where the peers are installed; README.md says how. A peer that is not there is told of in the table.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import table
from benchmarks.corpus import Corpus
from benchmarks.drawings import draw_all
from benchmarks.measure import Cost, FailedError, free_port, run, serving
from benchmarks.peers.eleventy import Eleventy
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.ours import Ours, OursAsItComes
from benchmarks.peers.peer import MissingError, Peer, edit
from benchmarks.peers.pelican import Pelican
from benchmarks.peers.zola import Zola
from benchmarks.results import Case, Contender, Outcome, Results, load, machine, save
from benchmarks.verify import Found, verify

ROOT = Path(__file__).resolve().parent.parent
PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (Zola, Hugo, Eleventy, Pelican)}
CASES = {
    case.name: case for case in (
        Case("few", 1_000), Case("many", 10_000), Case("drawings", 100, 100), Case("growth", 100_000),
    )
}  # fmt: skip
EDITS = 3  # saves in each preview


def steps_of(case: str) -> tuple[str, ...]:
    """What is measured of a case: what the table has rows for, and a clean build."""
    wanted = {"clean", *(row.step for row in table.ROWS if row.case == case)}
    return tuple(step for step in ("clean", "unchanged", "edited", "first page", "saved") if step in wanted)


@dataclass
class Subject:
    """A contender with a site of its own."""

    peer: Peer
    corpus: Corpus
    site: Path
    log: Path
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    edits: int = 0

    def edited(self) -> tuple[str, str]:
        """Edit an interview that was not edited before; its slug, and the word that is new."""
        self.edits += 1
        slug = self.corpus.slug((7919 * self.edits + 1) % self.corpus.interviews)
        word = f"edited{self.edits:03d}anew"
        edit(self.peer.source(self.site, slug), word)
        return slug, word

    def page(self, slug: str) -> Path:
        """Where the page of an interview is when it is built."""
        return self.site / self.peer.output / "interviews" / slug / "index.html"


@dataclass
class Bench:
    """How often and how long everything may run, and what came of it."""

    work: Path
    results: Path
    so_far: Results
    runs: int
    long: float
    timeout: float

    def measure(self, case: Case, peers: list[Peer]) -> None:
        """Every step in rounds, one run of each contender and then the next round: a slow spell hits all alike."""
        corpus = Corpus(case.interviews, case.drawings)
        draw_all(corpus, self.work / "drawings")
        subjects = [self.prepared(peer, case, corpus) for peer in peers]
        steps = steps_of(case.name)
        work: dict[str, Callable[[Subject], None]] = {
            "clean": self.clean, "unchanged": self.unchanged, "edited": self.edited, "first page": self.preview,
        }  # fmt: skip
        for step in (step for step in work if step in steps):
            for _ in range(self.runs):
                for subject in subjects:
                    self.once(subject, step, work[step])
            for subject in subjects:
                for figure in ("first page", "saved") if step == "first page" else (step,):
                    self.keep(case, step, figure, subject)

    def prepared(self, peer: Peer, case: Case, corpus: Corpus) -> Subject:
        """A contender's site, new."""
        site = self.work / "sites" / f"{peer.name}-{case.name}"
        shutil.rmtree(site, ignore_errors=True)
        print(f"{case.name}: writing {case.interviews:,} interviews for {peer.title}", flush=True)
        peer.prepare(corpus, site, self.work / "drawings")
        log = self.work / "logs" / f"{peer.name}-{case.name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)
        return Subject(peer, corpus, site, log)

    def once(self, subject: Subject, step: str, work: Callable[[Subject], None]) -> None:
        """One run, unless this contender has failed here, or takes so long that one is enough."""
        before = subject.costs.setdefault(step, [])
        if subject.failed or (before and before[-1].seconds > self.long):
            return
        try:
            if step != "clean" and not (subject.site / subject.peer.output).exists():
                self.build(subject)
            work(subject)
        except FailedError as error:
            subject.failed[step] = str(error)

    def build(self, subject: Subject) -> Cost:
        """One build from the command line. Raises FailedError."""
        peer, site = subject.peer, subject.site
        return run(peer.build(site), site, peer.environment(), subject.log, self.timeout)

    def clean(self, subject: Subject) -> None:
        """With nothing of an earlier build."""
        subject.peer.clean(subject.site)
        subject.costs["clean"].append(self.build(subject))
        self.look(subject, "clean")

    def unchanged(self, subject: Subject) -> None:
        """As the last build left it."""
        subject.costs["unchanged"].append(self.build(subject))
        self.look(subject, "unchanged")

    def look(self, subject: Subject, step: str) -> None:
        """See whether all is there, once: each run is of the same work."""
        if step not in subject.found:
            output = subject.site / subject.peer.output
            subject.found[step] = verify(subject.corpus, output, subject.peer.feed)

    def edited(self, subject: Subject) -> None:
        """With one word of one answer changed. Raises FailedError when it is not in the page afterwards."""
        slug, word = subject.edited()
        cost = self.build(subject)
        if word not in subject.page(slug).read_text("utf-8"):
            raise FailedError(f"an edit was not in the page of {slug}")
        subject.costs["edited"].append(cost)

    def preview(self, subject: Subject) -> None:
        """From the start of the server to a page, and from a save to the new word on its page."""
        peer, site, port = subject.peer, subject.site, free_port()
        peer.before_preview(site)
        first = subject.corpus.interview(subject.corpus.interviews // 2)
        saved = subject.costs.setdefault("saved", [])
        with serving(peer.serve(site, port), site, peer.environment(), subject.log) as server:
            waited = server.until(port, f"/interviews/{first.slug}/", first.exchanges[0][0], self.timeout)
            subject.costs["first page"].append(Cost(waited))
            for _ in range(EDITS):
                server.rest(self.timeout)
                slug, word = subject.edited()
                saved.append(Cost(server.until(port, f"/interviews/{slug}/", word, self.timeout)))
                if saved[-1].seconds > self.long / 2:
                    break

    def keep(self, case: Case, step: str, figure: str, subject: Subject) -> None:
        """Write down what a contender came to, and say it. Whoever failed earlier has not come so far."""
        costs = tuple(subject.costs.get(figure, ()))
        earlier = "" if costs else next(iter(subject.failed.values()), "")
        outcome = Outcome(costs, subject.failed.get(step, earlier), subject.found.get(step))
        self.so_far.put(case, figure, subject.peer.name, outcome)
        save(self.results, self.so_far)
        print(f"{case.name}: {figure}, {subject.peer.title}: {table.told(outcome)}", flush=True)


def main(words: list[str]) -> int:
    """Do what the command line says; its exit code."""
    given = _arguments(words)
    so_far = load(given.results)
    if not given.only_table:
        bench = Bench(given.work, given.results, so_far, given.runs, given.long, given.timeout)
        if missing := _measured(bench, given):
            print(f"not installed, though required: {', '.join(missing)}", file=sys.stderr)
            return 1
    tables = {"comparison": table.comparison(so_far), "in full": table.in_full(so_far)}
    for page in given.into:
        page.write_text(table.put_into(page.read_text("utf-8"), tables), "utf-8")
    print(f"\n{tables['in full']}\n{tables['comparison']}")
    return int(table.has_failures(so_far))


def _measured(bench: Bench, given: argparse.Namespace) -> list[str]:
    """Measure what is installed; who was required and isn't, in which case nothing is measured."""
    asked: list[Peer] = [Ours(), *([OursAsItComes()] if given.as_it_comes else [])]
    asked += [PEERS[name](given.tools) for name in given.peers]
    there, missing = [], []
    for peer in asked:
        try:
            contender = Contender(peer.title, peer.version(), peer.note)
            there.append(peer)
        except MissingError as error:
            contender = Contender(peer.title, missing=str(error))
            missing.append(peer.name)
            print(f"{peer.title} is not installed: {error}", file=sys.stderr)
        bench.so_far.know(peer.name, contender)
    if lacking := [name for name in given.require if name in missing]:
        return lacking
    bench.so_far.machine, bench.so_far.command = machine(), _command(given)
    for name in given.cases:
        case = CASES[name]
        case = Case(name, max(1, case.interviews // given.divide_by), -(-case.drawings // given.divide_by))
        bench.measure(case, [peer for peer in there if name != "growth" or isinstance(peer, Ours)])
    return []


def _command(given: argparse.Namespace) -> str:
    """The command line that others repeat this with, without the folders of this machine."""
    words = ["python benchmarks/run.py --tools FOLDER"]
    words += ["--peers " + ",".join(given.peers)] if given.peers != list(PEERS) else []
    words += ["--cases " + ",".join(given.cases)] if given.cases != list(CASES) else []
    words += [f"--divide-by {given.divide_by}"] if given.divide_by > 1 else []
    words += [f"--runs {given.runs}"] if given.runs != RUNS else []
    return " ".join([*words, *(["--as-it-comes"] if given.as_it_comes else [])])


RUNS = 3


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks/run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    work = ROOT / ".cache" / "benchmarks"
    parser.add_argument("--tools", type=Path, default=work / "tools", help="where the peers are installed")
    parser.add_argument("--work", type=Path, default=work, help="for sites and results; it will hold some gigabytes")
    parser.add_argument("--peers", type=_among(PEERS), default=list(PEERS), help=f"default: {','.join(PEERS)}")
    parser.add_argument("--require", type=_among(PEERS), default=[], help="fail when one of these is not installed")
    parser.add_argument("--cases", type=_among(CASES), default=list(CASES), help=f"default: {','.join(CASES)}")
    parser.add_argument("--as-it-comes", action="store_true", help="measure the default settings beside ours")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each step (default: %(default)s)")
    parser.add_argument("--long", type=float, default=60, metavar="S", help="what takes longer than this runs once")
    parser.add_argument("--timeout", type=float, default=600, metavar="S", help="what takes longer has failed")
    parser.add_argument("--divide-by", type=int, default=1, metavar="N", help="so many times less work, to try it")
    parser.add_argument("--only-table", action="store_true", help="measure nothing")
    parser.add_argument("--into", type=Path, nargs="+", default=[], metavar="PAGE", help="pages that get the tables")
    given = parser.parse_args(words)
    given.work = given.work.resolve()
    given.results = given.work / ("results.json" if given.divide_by == 1 else "trial.json")
    if sys.platform != "linux":
        parser.error("this needs Linux: it reads in /proc what processes cost")
    return given


def _among(known: Collection[str]) -> Callable[[str], list[str]]:
    """Reads names between commas."""

    def names(text: str) -> list[str]:
        found = list(filter(None, text.split(",")))
        if strangers := [name for name in found if name not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(strangers)}: not one of {', '.join(known)}")
        return found

    return names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
