"""Running git so that it does what it is told and nothing else, asks nobody where nobody is, and tells no secret.

What the author's environment says of repositories, hooks and traces is left out; what it says of the way to a host
stays. Whatever may be secret goes to git in its environment, never among its arguments.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import msgspec

OLDEST = (2, 31)
_ON_THE_WAY = re.compile(
    r"GIT_(?:SSH|ASKPASS|SSL_|HTTP_|PROXY_|CONFIG_(?!PARAMETERS)|EXEC_PATH|ALLOW_PROTOCOL|PROTOCOL).*"
)
_USER = re.compile(r"([A-Za-z][\w+.-]*://)[^/\s]*@")
_LIKE_SCP = re.compile(r"(?:[^/@:\s]+@)?([^/@:\s]{2,}):(?!//)(.*)")
_HELPER = '!f() { printf "username=%s\\npassword=%s\\n" "$SITE_BUILDER_USER" "$SITE_BUILDER_PASSWORD"; }; f'
_CONFIG = (
    ("core.hooksPath", os.devnull),
    ("gc.autoDetach", "false"),
)


class GitError(Exception):
    """git could not do it: `said` is what it said of that, `out` what came out, both without secrets."""

    def __init__(self, said: str, out: str = "") -> None:
        super().__init__(said)
        self.said, self.out = said, out

    @property
    def why(self) -> str:
        """The reason in a few words."""
        return reason(self.said)


class MissingError(Exception):
    """There is no git here."""


class Git:
    """git with what it has to know. `config` is for git alone, `secrets` are taken out of all that it says."""

    def __init__(self, *, at_terminal: bool) -> None:
        program = shutil.which("git")
        if program is None:
            raise MissingError
        self._program, self._at_terminal = program, at_terminal
        self.config: list[tuple[str, str]] = []
        self.secrets: set[str] = set()
        self.environment: dict[str, str] = {}

    def run(self, folder: Path, *words: str, feed: Iterable[bytes] = ()) -> bytes:
        """What comes out of a command that is run in a folder and fed with these bytes. Raises GitError.

        Without a terminal it runs in a session of its own, so that neither git nor ssh finds anybody to ask.
        """
        with (
            tempfile.TemporaryFile() as said,
            subprocess.Popen(
                [self._program, *words],
                cwd=folder,
                env=self._environment(os.environ),
                stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                start_new_session=not self._at_terminal,
            ) as process,
        ):
            try:
                if process.stdin is not None:
                    with contextlib.suppress(BrokenPipeError):  # it says why
                        for piece in feed:
                            process.stdin.write(piece)
                        process.stdin.flush()
                out, _ = process.communicate()
            except BaseException:
                _end(process, alone=self._at_terminal)
                with contextlib.suppress(OSError):
                    if process.stdin is not None:
                        process.stdin.close()
                raise
            if process.returncode:
                said.seek(0)
                raise GitError(*(self.scrubbed(raw.decode("utf-8", "replace")) for raw in (said.read(), out)))
            return out

    def text(self, folder: Path, *words: str) -> str:
        """The same as text, without the break behind the last line."""
        return os.fsdecode(self.run(folder, *words)).rstrip("\n")

    def scrubbed(self, text: str) -> str:
        """A text without the secrets that are known, and without any user in an address."""
        text = _USER.sub(r"\1", text)
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, "…")
        return text

    def _environment(self, outer: Mapping[str, str]) -> dict[str, str]:
        """What git sees of the world."""
        found = {
            name: text for name, text in outer.items() if not name.startswith("GIT_") or _ON_THE_WAY.fullmatch(name)
        }
        given = found.get("GIT_CONFIG_COUNT", "0")
        count = int(given) if given.isdecimal() else 0
        for number, (key, value) in enumerate((*_CONFIG, *self.config), count):
            found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        found["GIT_CONFIG_COUNT"] = str(count + len(_CONFIG) + len(self.config))
        if not self._at_terminal:
            found |= {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never"}
        return found | self.environment | {"LC_ALL": "C", "LANGUAGE": ""}

    def version(self) -> tuple[int, int]:
        """Its version, as far as it matters."""
        found = re.search(r"(\d+)\.(\d+)", self.text(Path(), "--version"))
        return (int(found[1]), int(found[2])) if found else (0, 0)


def _end(process: subprocess.Popen[bytes], *, alone: bool) -> None:
    """End git, and where it has a session of its own, all that it has started."""
    if alone or sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


_NOISE = re.compile(
    r"error: failed to push some refs|Please make sure you have the correct access|and the repository exists|hint:|@@@"
    r"|Warning:|(?:fatal: )?Could not read from remote|fatal: the remote end hung up|To \S+$|Everything up-to-date"
)
_PREFIX = re.compile(r"^(?:(?:fatal|error|remote|ERROR|Error):\s*)+")
_LONGEST = 300


def reason(said: str) -> str:
    """What git says of a failure, without what it always says."""
    lines = [line.strip() for line in said.splitlines()]
    telling = [line for line in lines if line and not _NOISE.match(line)] or [line for line in lines if line]
    text = "; ".join(dict.fromkeys(filter(None, (_PREFIX.sub("", line).rstrip(".") for line in telling))))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


# ----------------------------------------------------------------------------------------------------------- addresses


class Address(msgspec.Struct, frozen=True):
    """Where a repository is: for git, for people, and what goes along with it in git's config and environment."""

    url: str
    shown: str
    host: str = ""  # of one that is reached by SSH, as the command line of ssh has it
    config: tuple[tuple[str, str], ...] = ()
    environment: dict[str, str] = {}
    secrets: frozenset[str] = frozenset()


def address_of(written: str, top: Path) -> Address:
    """An address as somebody wrote it; a path counts from `top` on. Who it names as user, and how, is taken out."""
    if "://" not in written:
        found = _LIKE_SCP.fullmatch(written)
        if found:
            return Address(written, f"{found[1]}:{found[2]}", found[1])
        home = written == "~" or written.startswith("~/")
        path = os.path.normpath(Path.home() / written[2:] if home else top / written)
        return Address(path, path)
    url = _USER.sub(r"\1", written)
    scheme, _, rest = written.partition("://")
    user, at, _ = rest.partition("/")[0].rpartition("@")
    name, _, password = user.partition(":")
    secrets = frozenset(word for part in (password,) if part for word in (part, unquote(part), quote(unquote(part))))
    if scheme in ("http", "https") and at:
        credential = f"credential.{scheme}://{urlsplit(url).netloc}"
        if not password:
            return Address(url, url, config=((f"{credential}.username", unquote(name)),))
        environment = {"SITE_BUILDER_USER": unquote(name), "SITE_BUILDER_PASSWORD": unquote(password)}
        config = ((f"{credential}.helper", ""), (f"{credential}.helper", _HELPER))
        return Address(url, url, config=config, environment=environment, secrets=secrets)
    if scheme in ("ssh", "git+ssh", "ssh+git"):
        host, _, port = urlsplit(url).netloc.partition(":")
        asked = f"-p {port} {host}" if port else host
        return Address(f"{scheme}://{name}@{url.partition('://')[2]}" if at else url, url, asked, secrets=secrets)
    return Address(url, url, secrets=secrets)


# ---------------------------------------------------------------------------------------------- the author's repository


class Author(msgspec.Struct, frozen=True):
    """What git knows in the publication: the top of its repository, if it is in one, and settings, strongest last."""

    top: Path | None
    rows: tuple[tuple[str, str, str], ...]  # scope, key, value

    @property
    def remotes(self) -> dict[str, list[str]]:
        """The addresses of every remote."""
        found: dict[str, list[str]] = {}
        for _, key, value in self.rows:
            section, _, name = key.partition(".")
            name, _, last = name.rpartition(".")
            if section == "remote" and name and last in ("url", "pushurl"):
                found.setdefault(name, []).append(value)
        return found

    def last(self, *keys: str) -> str:
        """The value of the first of these settings that has one."""
        values = {key: value for _, key, value in self.rows if value}
        return next((values[key] for key in keys if key in values), "")

    @property
    def secrets(self) -> set[str]:
        """What must not be told of these settings: headers with which somebody is let in."""
        headers = {value for _, key, value in self.rows if key.endswith(".extraheader") and value.strip()}
        return headers | {header.split()[-1] for header in headers}

    def for_the_way(self) -> list[tuple[str, str]]:
        """The settings of the repository alone that say how to get to a host, and as whom."""
        return [(key, value) for scope, key, value in self.rows if scope in ("local", "worktree") and _WAY.match(key)]


_WAY = re.compile(r"(?:http|credential|url|ssh|protocol)\.|core\.sshcommand$", re.IGNORECASE)


_NAMED = {"GIT_COMMITTER_NAME": "committer.name", "GIT_COMMITTER_EMAIL": "committer.email"}


def read_author(git: Git, root: Path) -> Author:
    """Look at the repository in which the publication lies, without changing anything. Raises GitError."""
    try:
        top = Path(git.text(root, "rev-parse", "--show-toplevel"))
    except GitError as error:
        if "not a git repository" not in error.said and "must be run in a work tree" not in error.said:
            raise
        top = None
    raw = git.run(root, "config", "--list", "-z", "--show-scope", "--includes")
    words = os.fsdecode(raw).split("\0")[:-1]
    rows = []
    for scope, setting in zip(words[::2], words[1::2], strict=True):
        key, is_given, value = setting.partition("\n")
        rows.append((scope, key, value if is_given else "true"))
    for name, key in _NAMED.items():
        rows.append(("environment", key, os.environ.get(name, "")))
    return Author(top, tuple(rows))
