"""`site-builder publish`: what is asked for, what is refused, and what the command line says of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import build
from site_builder.content import Options
from site_builder.errors import CODES, SiteError
from site_builder.executors import Here
from site_builder.publishing import ChoiceError, Order, publish
from site_builder.store import Store
from tests.publication import INTERVIEW, NOW, SITE, Publication, tree
from tests.targets import ADDRESS, STARTED, magazine, paths, place, refused, send

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = "content/site.yaml"


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def run(*words: str | Path, folder: Path) -> tuple[int, str, str]:
    """Exit code, output and errors of a publish in a process of its own, with no terminal."""
    command = [sys.executable, "-m", "site_builder", "publish", *map(str, words)]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False, text=True)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def blad(tmp_path: Path) -> Publication:
    """A publication with a folder beside it as its target."""
    return magazine(tmp_path / "blad", "folder: ../site")


# ------------------------------------------------------------------------------------------------------------ choosing


def test_the_target_that_is_asked_for(blad: Publication) -> None:
    """A name chooses; without one there must be no choice."""
    targets = "publish:\n  web: {folder: ../site}\n  proef-2: {folder: ../proef}\n"
    blad.write(SETTINGS, STARTED + targets)
    with pytest.raises(ChoiceError, match="name one of them: web, proef-2"):
        send(blad)
    with pytest.raises(ChoiceError, match=r'there is no target "wbe"; did you mean "web"\? there are: web, proef-2'):
        send(blad, target="wbe")
    assert {"blad"} == {path.name for path in blad.root.parent.iterdir()}
    send(blad, target="proef-2")
    assert {"blad", "proef"} == {path.name for path in blad.root.parent.iterdir()}


def test_no_target_at_all(blad: Publication) -> None:
    """Who has not said where learns how to write it."""
    for text in (STARTED, f"{STARTED}publish:\n", f"{STARTED}publish: {{}}\n"):
        blad.write(SETTINGS, text)
        found = refused(blad)
        assert ("publish-nowhere", SETTINGS, 0, 0) == place(found)
        assert "publish: {web: {folder: ../site}}" in found.hint


# ------------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("address", "code"),
    [
        *((f"https://{host}/", "publish-example-address") for host in (
            "example.org", "EXAMPLE.com", "www.example.net", "blad.example", "blad.test", "a.b.invalid", "example.org.",
        )),
        *((f"http://{host}/mag/", "publish-preview-address") for host in (
            "localhost", "localhost:8000", "blad.localhost", "127.0.0.1:8000", "127.1.2.3", "[::1]:80", "0.0.0.0",
        )),
    ],
)  # fmt: skip
def test_addresses_that_no_reader_has(blad: Publication, address: str, code: str) -> None:
    """An address for examples, or of the preview, was forgotten there: nothing is built for it."""
    blad.edit(SETTINGS, ADDRESS, address)
    assert (code, SETTINGS, 2, 11) == place(refused(blad))
    assert not blad.public.exists()
    assert not (blad.root.parent / "site").exists()


@pytest.mark.parametrize(
    "host", ["example-blad.nl", "myexample.org", "localhost.nl", "12.7.0.0.1.nl", "test.nl", "1.2.3.4"]
)
def test_addresses_that_only_look_like_it(blad: Publication, host: str) -> None:
    """Any other address is taken."""
    blad.edit(SETTINGS, ADDRESS, f"https://{host}/")
    assert f"https://{host}/" == send(blad, dry_run=True).base_url


def test_the_starter_and_the_sample_can_not_be_published(tmp_path: Path) -> None:
    """Who has just begun is told what to fill in first."""
    for words in (["new", "blad"], ["new", "--sample", "groot"]):
        subprocess.run([sys.executable, "-m", "site_builder", *words], cwd=tmp_path, env=environment(), check=True)
        with (tmp_path / words[-1] / SETTINGS).open("a") as file:
            file.write("publish: {web: {folder: ../site}}\n")
        code, out, err = run("--in", words[-1], folder=tmp_path)
        assert (1, "") == (code, out)
        assert "error[publish-example-address]: https://example.org/" in err
    assert not (tmp_path / "site").exists()


def test_drafts(blad: Publication) -> None:
    """They are never published, not by asking for it, and not when everything else is wrong as well."""
    found = refused(blad, drafts=True)
    assert ("publish-drafts", "--drafts") == (found.code, found.path)
    blad.edit(SETTINGS, ADDRESS, "https://example.org/")
    with pytest.raises(SiteError) as caught:
        send(blad, drafts=True)
    assert ["publish-drafts", "publish-example-address"] == [found.code for found in caught.value.problems]
    blad.write(SETTINGS, f"{STARTED}publish: {{web: {{folder: ../site}}}}\n")
    blad.interview("geheim", title="Geheim", draft="true")
    blad.interview("straks", title="Geheim straks", publish="2026-06-01 14:01")
    send(blad)
    assert not any(b"Geheim" in raw for raw in tree(blad.root.parent / "site").values())


def test_problems_of_the_build_and_of_the_check(blad: Publication) -> None:
    """Whatever is an error there keeps the site from being published; a warning does not."""
    blad.interview("brug", INTERVIEW.replace("Ada bouwt", "Ada [bouwt](/nergens/)"))
    assert "link-broken" == refused(blad).code
    blad.interview("brug", INTERVIEW)
    blad.write(
        "templates/404.html", '{% extends "base.html" %}{% block main %}<h1>Weg</h1><img src=/weg.png>{% endblock %}'
    )
    with pytest.raises(SiteError) as caught:
        send(blad)
    assert {"page-file-missing", "page-alt-missing"} == {found.code for found in caught.value.problems}
    assert not (blad.root.parent / "site").exists()
    (blad.root / "templates/404.html").unlink()
    blad.interview("water", title="Water", topics="[ambacht!]")
    assert ["topic-spelled-twice"] == [found.code for found in send(blad).problems]


def test_an_empty_site(blad: Publication) -> None:
    """Pages and people alone are no publication: most likely the rest got lost."""
    blad.write("content/pages/over.md", "---\ntitle: Over\n---\nOns.\n")
    send(blad)
    before = tree(blad.root.parent / "site")
    blad.interview("brug", draft="true")
    assert ("publish-empty", SETTINGS, 0, 0) == place(refused(blad, allow_fewer_pages=True))
    assert before == tree(blad.root.parent / "site")
    (blad.root / "content/interviews/brug.md").unlink()
    blad.write("content/articles/molen.md", "---\ntitle: Molen\ndate: 2026-01-01\n---\nDraait.\n")
    send(blad)


def test_settings_that_change_meanwhile(blad: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at is what is published: an address that changes during the build is not."""

    def meanwhile(*args: Any, **more: Any) -> Any:
        blad.edit(SETTINGS, ADDRESS, "http://localhost/")
        return build(*args, **more)

    monkeypatch.setattr("site_builder.publishing.build", meanwhile)
    assert ("publish-changed-meanwhile", SETTINGS, 0, 0) == place(refused(blad))


# ----------------------------------------------------------------------------------------------------- the command line


def test_what_is_said(blad: Publication) -> None:
    """Few files are listed, many only counted; then the sum, the target, and the address to look at."""
    code, out, err = run(folder=blad.root)
    assert (0, "") == (code, err)
    assert re.fullmatch(
        r"web \(\.\./site\): (\d+) files, \1 new \(\d+\.\d\d s\)\nreaders find it at " + ADDRESS + "\n", out
    )
    blad.interview("brug", INTERVIEW.replace("koffie", "thee"))
    blad.interview("nieuw", title="Nieuw")
    code, dry, err = run("web", "--in", blad.root, "--dry-run", folder=ROOT)
    assert (0, "") == (code, err)
    *lines, total, end = dry.splitlines()
    assert {"  + interviews/nieuw/index.html", "  ~ interviews/brug/index.html", "  ~ .site-builder.json"} < {*lines}
    assert all(re.fullmatch("  [+~-] [^ ]+", line) for line in lines)
    assert re.fullmatch(r"web \(\.\./site\): \d+ files, 1 new, \d+ changed \(\d+\.\d\d s\)", total)
    assert "nothing was sent: this was a dry run" == end
    code, real, err = run("--in", str(blad.root), "--workers", "1", folder=ROOT)
    assert (0, "") == (code, err)
    assert lines == real.splitlines()[:-2]
    assert f"readers find it at {ADDRESS}" == real.splitlines()[-1]
    code, out, err = run(folder=blad.root)
    assert (0, "") == (code, err)
    assert re.fullmatch(r"web \(\.\./site\): \d+ files, nothing to publish \(\d+\.\d\d s\)\n", out)


def test_warnings_are_told(blad: Publication) -> None:
    """They stand on the error stream, as after a build; the code is 0."""
    blad.interview("water", title="Water", topics="[ambacht!]")
    code, out, err = run("--dry-run", folder=blad.root)
    assert 0 == code
    assert "warning[topic-spelled-twice]" in err
    assert err.endswith("\n1 warning\n")
    assert "  + index.html\n" in out


def test_refusals_are_told(blad: Publication) -> None:
    """What is refused ends with code 1, two lines, and nothing on the output; a wrong name is a wrong argument."""
    (blad.root.parent / "site").mkdir()
    (blad.root.parent / "site" / "eigen.txt").write_text("eigen")
    code, out, err = run(folder=blad.root)
    assert (1, "") == (code, out)
    lines = err.splitlines()
    assert lines[0].startswith("content/site.yaml:6:25: error[target-not-ours]: there are files at web (../site), ")
    assert lines[1].startswith("    help: ")
    assert "1 error" == lines[2]
    code, out, err = run("wbe", folder=blad.root)
    assert (2, "") == (code, out)
    assert 'there is no target "wbe"; did you mean "web"? there are: web' in err
    code, out, err = run("--drafts", folder=blad.root)
    assert (1, "") == (code, out)
    assert err.startswith("--drafts: error[publish-drafts]: drafts are never published\n    help: ")
    (blad.root / SETTINGS).unlink()
    assert 1 == run(folder=blad.root)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to interrupt")
def test_an_interruption(blad: Publication) -> None:
    """Before anything is sent, Ctrl-C says that nothing was published, with code 130."""
    for number in range(60):
        blad.interview(f"nummer-{number}", title=f"Nummer {number}")
    command = [sys.executable, "-m", "site_builder", "publish"]
    process = subprocess.Popen(
        command,
        cwd=blad.root,
        env=environment(),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    while not (blad.root / ".public.site-builder" / "made").exists():
        assert process.poll() is None, "it ended before it could be interrupted"
        assert time.monotonic() < deadline
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate()
    assert (b"", b"interrupted; nothing was published\n") == (out, err.lstrip())
    assert process.returncode in (130, -signal.SIGINT)
    assert not (blad.root.parent / "site").exists()
    assert paths(send(blad))


def test_every_code_of_publishing_is_tried() -> None:
    """A code that no test has seen may be one that can't happen."""
    texts = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_publish*.py"))
    codes = {code for code in CODES if code.startswith(("publish-", "target-", "manifest-", "git-"))}
    assert set() == {code for code in codes if f'"{code}"' not in texts}
    assert len(codes) > 20


def test_a_store_that_is_damaged(blad: Publication) -> None:
    """It is made anew, as for a build, wherever it is met first."""
    send(blad)
    blad.store.joinpath("store.sqlite").write_bytes(b"no database at all" * 1000)
    store = Store(blad.store)
    try:
        done = publish(blad.root, Options(NOW), Order(), store=store, executor=Here(), progress=lambda *_: None)
    finally:
        store.close()
    assert [] == paths(done)


def test_a_publication_with_the_address_of_the_examples_builds(tmp_path: Path) -> None:
    """Only publishing asks for an address of one's own."""
    blad = magazine(tmp_path / "blad", "folder: ../site")
    blad.write(SETTINGS, SITE)
    blad.build()
