"""The pages in docs/ that lead by the hand: their examples are built, their commands typed, their tables true."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from site_builder import __version__, values, views
from site_builder.checking import check
from site_builder.cli import commands
from site_builder.codes import CODES_OF_TEXT
from site_builder.content import Options
from site_builder.executors import Here
from site_builder.makers.page import Press
from site_builder.makers.templates import NAMES, Environment
from site_builder.models import Link
from site_builder.schema_settings import Settings
from site_builder.settings import STORE_FOLDER
from site_builder.site_codes import CODES_OF_SITE
from site_builder.store import Store
from site_builder.theme_manual import paper, replace_theme_tables, structs_of
from tests.guides import (
    DOCS,
    ENVIRONMENT,
    INFO,
    PAGES,
    ROOT,
    as_file,
    as_own,
    commands_of,
    fences,
    links,
    lost_links,
    objection,
    prose,
    section,
    steps,
    type_in,
    uncounted,
    with_files,
)
from tests.publication import NOW, Publication
from tests.test_layers import LAYERS

GUIDES = sorted(DOCS.keys() - {"content-format.md"})


# ---------------------------------------------------------------------------------------------------- every page


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """To a file of the repository, and to a heading in it."""
    assert [] == lost_links(page, PAGES[page])


def test_links_are_looked_at() -> None:
    """A link to no page, and one to no heading, are found; one elsewhere, and one in code, are none of ours."""
    text = "# A\n[a](#a) [b](#b) [c](content-format.md#text) [d](x.md) [e](https://example.org/#x) `[f](g)`\n"
    assert ["#b", "x.md"] == lost_links("docs/README.md", text)


def test_every_page_can_be_found() -> None:
    """From the index of the pages."""
    assert DOCS.keys() - {"README.md"} <= set(links(DOCS["README.md"]))


@pytest.mark.parametrize("page", PAGES)
def test_commands_are_ours(page: str) -> None:
    """Whatever command of the program a page names is there, and takes these options."""
    assert [] == [(words, why) for words in commands_of(PAGES[page]) if (why := objection(words))]


@pytest.mark.parametrize("page", PAGES)
def test_options_are_ours(page: str) -> None:
    """An option that is named by itself belongs to one of the commands."""
    named = set(re.findall(r"`(--\w[\w-]*)", prose(PAGES[page])))
    assert named <= {option for command in commands.commands.values() for p in command.params for option in p.opts}


def test_commands_are_looked_at() -> None:
    """A command or an option that isn't there is found, and a word too many."""
    text = "`site-builder biuld` `site-builder build --draft`\n```sh\nsite-builder check a b\n```\n`site-builder -x`"
    assert [
        "check takes 1 words",
        "there is no command biuld",
        "build has no --draft",
        "there is no -x",
    ] == [objection(words) for words in commands_of(text)]
    assert "" == objection(["build", "--explain", "index.html", "my-magazine", "--drafts"])


@pytest.mark.parametrize("page", DOCS)
def test_every_example_can_be_tried(page: str) -> None:
    """Its fence says what it is: a file with its path, a part of one, or commands."""
    assert [] == [fence.info for fence in fences(DOCS[page]) if not INFO.fullmatch(fence.info)]


@pytest.mark.parametrize("page", [page for page in GUIDES if page != "themes.md"])
def test_pages_are_short(page: str) -> None:
    """Nobody has to read more than they can keep in mind."""
    assert DOCS[page].count("\n") <= 200


# ------------------------------------------------------------------------------------------------ examples, in order


class Walk:
    """Somebody who does what a page says, from the top to the bottom."""

    def __init__(self, page: str, root: Path) -> None:
        self.steps = steps(as_own(DOCS[page]))
        if not any(text.startswith("site-builder new my-magazine") for _, text in self.steps):
            type_in(["new", "my-magazine"], root)
            root /= "my-magazine"
        self.publication = Publication(root)
        self.written: set[str] = set()
        self.said = ""
        self.whole = ("", "")

    def go(self) -> None:
        """Write, type and compare; before a file is written again, what is there must be right."""
        for number, (info, text) in enumerate(self.steps):
            if info == "sh run" or info.startswith("site-builder "):
                self.type(text or info)
            elif info == "text said":
                assert uncounted(text) == self.said
            elif info.startswith("take out of "):
                path, words = info.removeprefix("take out of ").split(": ", 1)
                self.whole = path, (self.publication.root / path).read_text("utf-8")
                self.publication.edit(path, words, "")
            elif info == "put it back":
                self.publication.write(*self.whole)
            elif info not in ("text", "sh", "console"):
                path, example = as_file(info, text, number)
                if path in self.written and " wrong " not in info:
                    self.look()
                self.write(path, example)
                (self.written.discard if " wrong " in info else self.written.add)(path)
        self.look()

    def type(self, text: str) -> None:
        for line in text.splitlines():
            words = shlex.split(line)
            if words[0] == "cd":
                self.publication = Publication(self.publication.root / words[1])
            else:
                assert words.pop(0) == "site-builder"
                self.said = type_in(words, self.publication.root)

    def write(self, path: str, text: str) -> None:
        """Write an example, and what it takes for granted: the people of all pages, and pictures."""
        if not (self.publication.root / "assets").exists():
            with_files(self.publication)
        if re.search(r"\bmira-holt\b", text) and not (self.publication.root / "content/speakers/mira-holt.md").exists():
            self.publication.write("content/speakers/mira-holt.md", "---\nname: Mira Holt\n---\n")
        self.publication.write(path, text)

    def look(self) -> None:
        """Build and check: there is nothing to report."""
        assert () == self.publication.build(compare=False).problems
        store = Store(self.publication.store)
        options = Options(NOW)
        found = check(self.publication.root, options, store=store, executor=Here(), progress=lambda *_: None)
        store.close()
        assert () == tuple(found.problems)


@pytest.mark.parametrize("page", [page for page in GUIDES if {i for i, _ in steps(DOCS[page])} - {"text", "sh"}])
def test_what_a_page_tells_to_do_works(page: str, tmp_path: Path) -> None:
    """Every example is built and stands the check, every command is typed and says what the page says."""
    Walk(page, tmp_path).go()


def until(seen: Callable[[], bool]) -> None:
    """Wait for something, at most a minute."""
    deadline = time.monotonic() + 60
    while not seen():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_the_first_look(tmp_path: Path) -> None:
    """The preview shows what the first page says: the text, the problem with the last good page, and its end."""
    [text] = [step.text for step in steps(DOCS["getting-started.md"]) if step.info.startswith("markdown")]
    [problem] = [step.text for step in steps(DOCS["getting-started.md"]) if "error[" in step.text]
    [answer] = [info.partition(": ")[2] for info, _ in steps(DOCS["getting-started.md"]) if "take out" in info]
    type_in(["new", "."], tmp_path)
    interview, said = tmp_path / "content/interviews/first-interview.md", tmp_path / "said.txt"
    with said.open("wb") as file:
        command = [sys.executable, "-m", "site_builder", "serve", "--no-open", "--port", "0"]
        process = subprocess.Popen(command, cwd=tmp_path, env=ENVIRONMENT, stdout=file, stderr=file)

    def page() -> str:
        address = re.search(r"http://\S+", said.read_text("utf-8"))
        with urllib.request.urlopen(f"{address[0] if address else ''}interviews/first-interview/") as got:
            return str(got.read().decode())

    try:
        until(lambda: "built: " in said.read_text("utf-8"))
        interview.write_text(text, "utf-8")
        until(lambda: "A bridge begins with listening" in page())
        interview.write_text(text.replace(answer, ""), "utf-8")
        until(lambda: problem in said.read_text("utf-8"))
        assert answer in page()
        interview.write_text(text, "utf-8")
        until(lambda: "mended: nothing to report" in said.read_text("utf-8"))
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(60)
    finally:
        process.kill()
        process.wait()
    assert said.read_text("utf-8").endswith("The preview has ended.\n")
    assert not (tmp_path / "public").exists()


def test_what_comes_with_a_new_publication_can_go(tmp_path: Path) -> None:
    """The files that the first page tells to delete are all that a new publication holds of texts; none is missed."""
    type_in(["new", "mag"], tmp_path)
    root = tmp_path / "mag"
    came = {path.relative_to(root).as_posix() for path in root.glob("content/*/*.md")}
    named = re.findall(r"`(content/\S+\.md)`", section("getting-started.md", "Where things are"))
    assert came == set(named)
    type_in(["new", "interview", "--title", "A bridge", "--speaker", "Mira Holt"], root)
    for path in named:
        (root / path).unlink()
    Publication(root).edit("content/interviews/a-bridge/index.md", "draft: true\n", "")
    type_in(["build"], root)
    told = type_in(["check"], root)  # of the texts that are still to be written, and of nothing else
    assert {"warning[lint-placeholder]"} == set(re.findall(r"\w+\[[\w-]+\]", told))


def test_folders_are_those_of_the_program(tmp_path: Path) -> None:
    """Whatever lies in a publication that was built is where the first page says."""
    type_in(["new", "."], tmp_path)
    type_in(["build"], tmp_path)
    [tree] = [text for _, text in fences(section("getting-started.md", "Where things are"))]
    named = set(re.findall(r"^  (\S+)/ ", tree, re.MULTILINE))
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == named - {"assets"}


@pytest.fixture
def walked(request: pytest.FixtureRequest, tmp_path: Path) -> Publication:
    """The publication of a page's examples."""
    walk = Walk(request.param, tmp_path)
    walk.go()
    return walk.publication


@pytest.mark.parametrize("walked", ["people.md"], indirect=True)
def test_who_gets_a_page(walked: Publication) -> None:
    """As the table in the page about people says."""
    pages = {path.removesuffix("index.html") for path in walked.files() if path.endswith(".html")}
    there = {"speakers/mira-holt/", "speakers/tom-waal/", "authors/sam-sample/", "organisations/city-works/"}
    assert there <= pages
    assert not [path for path in pages if "class-4b" in path or "the-crossing" in path or "authors/ann" in path]
    register = walked.page("speakers").get_text("|", strip=True)
    names = [name for name in register.split("|") if re.match(r"Cruz|Holt|Ким|Laan", name)]
    assert ["Cruz, Maria de la", "Holt, Mira", "Ким, Григорий", "Laan, Hugo van der"] == names


@pytest.mark.parametrize("walked", ["themes.md"], indirect=True)
def test_the_theme_of_the_page_is_used(walked: Publication) -> None:
    """Its template, its setting, its sheet, and those of its parent."""
    page = walked.text("core-messages/index.html")
    assert "<h1>In short</h1>" in page
    assert 2 == len(re.findall(r'rel="stylesheet" href="/theme/(?:paper|ink)\.\w+\.css"', page))
    assert "accent-violet" in page


# ------------------------------------------------------------------------------------------------------------ tables


def test_codes_of_pictures_are_explained() -> None:
    """Each message about a picture has its row, and no row is about something else."""
    rows = re.findall(r"^\| `([a-z-]+)` \| .+ \| .+ \|$", DOCS["drawings.md"], re.MULTILINE)
    codes = {
        code
        for code in (*CODES_OF_TEXT, *CODES_OF_SITE)
        if re.match(r"(picture|drawing|alt|figure-without-alt)\b", code)
    }
    assert codes == set(rows)
    assert len(rows) == len(set(rows))


def test_refusals_are_those_of_the_program() -> None:
    """Each row about a refusal is about one there is, and the option it names is one of the command."""
    rows = re.findall(r"^\| `((?:publish|target|git)-[a-z-]+)` \| .+ \| (.+) \|$", DOCS["publishing.md"], re.MULTILINE)
    assert len(rows) > 8
    assert {code for code, _ in rows} <= CODES_OF_SITE.keys()
    for code, cure in rows:
        for option in re.findall(r"`(--[a-z-]+)`", cure):
            assert option in CODES_OF_SITE[code].hint
            assert "" == objection(["publish", option])


def test_the_defaults_of_pictures_are_those_of_the_program() -> None:
    """As the example in the page about drawings writes them."""
    [text] = [fence.text for fence in fences(DOCS["drawings.md"]) if "max_megapixels" in fence.text]
    default = Settings.shape.keys["pictures"].default
    written = yaml.safe_load(text)["pictures"]
    assert written == {name: list(v) if isinstance(v := getattr(default, name), tuple) else v for name in written}
    assert len(written) == len(default.shape.keys)


def test_the_layers_are_those_of_the_program() -> None:
    """The picture is the list that the test of the layers holds; `python3 dev.py docs` puts it in."""
    assert f"```text\n{LAYERS.lstrip()}```\n" in DOCS["how-it-is-built.md"], "run `python3 dev.py docs`"


def test_the_package_is_named_as_it_is() -> None:
    """What a reader installs has the version of this program."""
    named = re.findall(r"site_builder-([\d.]+)-py3", "".join(PAGES.values()))
    assert {__version__} == set(named)


# -------------------------------------------------------------------------------------------------------- the themes


THEMES = DOCS["themes.md"]
STRUCTS: list[type[msgspec.Struct]] = [*structs_of(views), *structs_of(values), Link]


def test_the_tables_are_those_of_the_views() -> None:
    """A change of a view is a change of the page about themes: `python3 dev.py docs` makes it."""
    assert THEMES == replace_theme_tables(THEMES), "run `python3 dev.py docs`"


def test_theme_tables_are_made_anew() -> None:
    """What somebody writes between the marks does not last, and what stands outside is left alone."""
    emptied = re.sub(r"(<!-- (\w+) -->\n).*?(<!-- /\2 -->)", r"\1\3", THEMES, flags=re.DOTALL)
    assert emptied.count("\n") < THEMES.count("\n") - 500
    assert THEMES == replace_theme_tables(emptied)


@pytest.mark.parametrize("struct", STRUCTS)
def test_every_field_has_its_row(struct: Any) -> None:
    """Below the heading of its value, or of what that has everything of."""
    rows: set[str] = set()
    for base in struct.__mro__:
        if section := re.search(rf"^### {base.__name__}\n(.*?)(?=^#)", f"{THEMES}\n#", re.DOTALL | re.MULTILINE):
            rows |= set(re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", section[1], re.MULTILINE))
    assert set(struct.__struct_fields__) == rows


def test_every_view_is_reached_from_a_template() -> None:
    """Who begins at the tables of templates and names finds every value by following links."""
    sections = dict(re.findall(r"^#+ (\w[\w ]*)\n(.*?)(?=^#)", f"{THEMES}\n#", re.DOTALL | re.MULTILINE))
    anchors = {name.lower().replace(" ", "-"): name for name in sections}
    reached, queue = set[str](), ["The templates", "What they can use"]
    while queue:
        name = queue.pop()
        reached.add(name)
        queue += {anchors[a] for a in re.findall(r"\]\(#([\w-]+)\)", sections[name]) if a in anchors} - reached
    assert {struct.__name__ for struct in STRUCTS} <= reached


def test_every_template_of_paper_is_listed() -> None:
    """With the view it gets, or with those that share theirs with it."""
    listed = dict(re.findall(r"^\| `([\w./-]+\.\w+)` \| (\S.*?) \| .*\|$", THEMES, re.MULTILINE))
    assert paper().keys() == listed.keys()
    expected = {name: view.__name__ for name, view in views.TEMPLATES.items()}
    assert {name: f"[{view}](#{view.lower()})" for name, view in expected.items()}.items() <= listed.items()


def test_names_are_those_that_templates_have() -> None:
    """What is set for templates is in the table, and what the table names is set."""
    from site_builder.language import language_for

    class Presenter:
        site = picture_html = None

    press = Press(lambda lang: Environment([], language_for(lang), {}), Presenter())  # type: ignore[arg-type]
    assert NAMES.keys() == {"view", *press._environment("nl").globals}


# -------------------------------------------------------------------------------------------------- servers that build


class Sent:
    """A built publication whose texts are sent with the lines of the page, to repositories on this computer."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "mag"
        self.own = {"GIT_CONFIG_GLOBAL": str(folder / "gitconfig"), "GIT_CONFIG_SYSTEM": os.devnull}
        type_in(["new", "mag"], folder)
        type_in(["build"], self.root)
        there = self.repository("there.git")
        [lines] = [text for _, text in fences(DOCS["publishing.md"]) if "git push" in text]
        for line in re.sub(r"https://\S+", there.as_posix(), lines).splitlines():
            self.git(line, self.root)
        [self.settings] = [text for info, text in fences(DOCS["publishing.md"]) if info == "yaml content/site.yaml"]

    def repository(self, name: str) -> Path:
        """A new and empty one."""
        self.git(f"git init --bare -b main {name}", self.folder)
        return self.folder / name

    def git(self, line: str, folder: Path) -> str:
        """Type a line for git."""
        done = subprocess.run(
            shlex.split(line), cwd=folder, env=ENVIRONMENT | self.own, check=True, capture_output=True, text=True
        )
        return done.stdout

    def files(self, repository: str, branch: str) -> set[str]:
        """What a branch holds."""
        return set(self.git(f"git ls-tree -r --name-only {branch}", self.folder / repository).split())

    def publish(self, settings: str, *words: str) -> str:
        """Write the settings and publish to the branch; what that says."""
        (self.root / "content/site.yaml").write_text(settings, "utf-8")
        return type_in([*PUBLISH, *words], self.root)


LOOK, PUBLISH = commands_of(section("publishing.md", "Without a server that builds"))


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """A publication whose texts are in a repository, with nothing published yet."""
    return Sent(tmp_path)


def test_texts_and_site_are_sent_as_the_page_says(sent: Sent) -> None:
    """The lines for git send the texts alone; the commands for a site without a server send the site alone."""
    texts = sent.files("there.git", "main")
    assert {".gitignore", "content/site.yaml", "content/interviews/first-interview.md"} <= texts
    assert not [path for path in texts if path.startswith(("public/", ".cache/", ".public"))]
    done = sent.publish(as_own(sent.settings), *LOOK[len(PUBLISH) :])
    assert done.endswith("\nnothing was sent: this was a dry run")
    assert sent.publish(as_own(sent.settings)).endswith(
        "readers find it at https://bridge-talks.github.io/my-magazine/"
    )
    site = sent.files("there.git", "gh-pages")
    assert {"index.html", ".nojekyll", ".site-builder.json"} <= site
    assert "content/site.yaml" not in site
    assert "1" == sent.git("git rev-list --count gh-pages", sent.folder / "there.git").strip()


@pytest.mark.parametrize("address", sorted(set(re.findall(r"https://you\.[^\s`]+", DOCS["publishing.md"]))))
def test_an_example_that_is_copied_is_refused(sent: Sent, address: str) -> None:
    """Whoever forgets to write their account into an address of the page is told so."""
    said = sent.publish(re.sub(r"(?<=base_url: ).*", address, sent.settings))
    assert "error[publish-example-address]" in said


def test_a_domain_of_your_own_takes_the_place_of_the_old_address(sent: Sent) -> None:
    """With the option that the page names, and only with it."""
    page = as_own(section("publishing.md", "A domain of your own"))
    [address] = re.findall(r"`(https://\S+)`", page)
    [option] = re.findall(r"`(--[\w-]+)`", page)
    settings = as_own(sent.settings)
    sent.publish(settings)
    settings = re.sub(r"(?<=base_url: ).*", address, settings)
    assert "error[target-of-another]" in sent.publish(settings)
    assert sent.publish(settings, option).endswith(f"\nreaders find it at {address}")


def test_a_repository_for_the_site_alone(sent: Sent) -> None:
    """The line of the page, with the address of one, publishes there; the texts need no repository."""
    alone = sent.repository("alone.git")
    [line] = re.findall(r"`(pages: \{git: \S+\})`", section("publishing.md", "Sending your texts"))
    shutil.rmtree(sent.root / ".git")
    line = re.sub(r"https://[^\s}]+", alone.as_posix(), line)
    said = sent.publish(re.sub(r"pages: .*", line, as_own(sent.settings)))
    assert said.endswith("\nreaders find it at https://bridge-talks.github.io/my-magazine/")
    site = sent.files("alone.git", "gh-pages")
    assert "index.html" in site
    assert not [path for path in site if path.endswith(".md")]


CI = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs" / "ci").iterdir())}


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a YAML file with the nearest key above it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    else:
        yield name, str(value)


def lines_of(file: str) -> list[list[str]]:
    """The commands that a server runs, in words."""
    found = [text for name, text in leaves(yaml.safe_load(CI[file])) if name in ("run", "script")]
    return [shlex.split(line) for text in found for line in text.splitlines()]


def test_files_for_servers_are_all_offered() -> None:
    """The page about publishing leads to each, and each says where it goes."""
    assert {f"ci/{name}" for name in CI} <= set(links(DOCS["publishing.md"]))
    for text in CI.values():
        [place] = re.findall(r"^# Save it in your repository as (\S+?)[;,]", text, re.MULTILINE)
        assert f"`{place}`" in DOCS["publishing.md"]


@pytest.mark.parametrize("file", CI)
def test_servers_run_commands_of_ours(file: str) -> None:
    """They install what the first page installs, then build and check, with options that exist."""
    install, *ours = lines_of(file)
    assert shlex.join(install) in DOCS["getting-started.md"]
    assert ["site-builder build", "site-builder check"] == list(map(shlex.join, ours))
    assert ["", ""] == [objection(words[1:]) for words in ours]


@pytest.mark.parametrize("file", CI)
def test_servers_keep_the_store_and_publish_the_output(file: str) -> None:
    """The folder that is kept is the program's own store, and what is published is what it makes."""
    paths = [text.rstrip("/") for name, text in leaves(yaml.safe_load(CI[file])) if name in ("path", "paths", "source")]
    assert sorted([STORE_FOLDER, Settings.shape.keys["output"].default]) == sorted(paths)
    assert STORE_FOLDER == Settings.shape.keys["store"].default


@pytest.mark.parametrize("file", CI)
def test_servers_build_every_night(file: str) -> None:
    """For what is to appear later; GitLab has schedules in its settings, and its file says so."""
    read = yaml.safe_load(CI[file])
    trigger = read.get("on", read.get(True))  # YAML takes `on` for true
    if trigger is None:
        assert "nightly run under Build > Pipeline schedules" in CI[file]
    else:
        [entry] = trigger["schedule"]
        minute, hour, *rest = entry["cron"].split()
        assert (["*"] * 3, True) == (rest, int(minute) < 60 and int(hour) < 24)
        assert {"push", "workflow_dispatch"} <= trigger.keys()
