"""Publish to a branch of a git repository: one commit without a past, put in the place of the one before.

    address → what is there → decide → a commit of ours → push

It is made in a repository of our own, in the store. The author's repository is only asked where its remotes are, how to
get there and who commits; nothing in it is changed, whatever state it is in. The push takes place only if the branch
still is what it was when it was looked at.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import urlsplit

from site_builder.data import shown
from site_builder.errors import SiteError, did_you_mean, problem
from site_builder.locks import locked
from site_builder.making import Progress
from site_builder.publishers.comparing import NOTHING, Comparison, Parcel, Spot, Standing
from site_builder.publishers.git import OLDEST, Address, Author, Git, GitError, MissingError, address_of, read_author
from site_builder.publishers.manifest import MANIFEST
from site_builder.settings import SETTINGS, Settings, TargetSettings

_REMOTE = "site-builder-target"
_OURS = "refs/heads/site"
_FILE = "100644"
_PATHS = ("utf-8", "surrogateescape")  # how paths are in a tree; those of others may be anything
_PIECE = 1 << 20  # bytes that are read at once


class Entry(NamedTuple):
    """What a tree of git has at a path: an ordinary file, or something else that is none of ours."""

    mode: str
    id: str


class Branch:
    """A branch as a target. Raises SiteError at once when the site can't be put there."""

    def __init__(
        self, root: Path, setting: TargetSettings, settings: Settings, spot: Spot, store: Path, *, at_terminal: bool
    ) -> None:
        self.spot, self.made, self._branch, self._settings = spot, {".nojekyll": b""}, setting.branch, settings
        self._root, self._folder = root, store / "publish" / f"{setting.name}.git"
        try:
            self._git = Git(at_terminal=at_terminal)
        except MissingError:
            raise SiteError([problem("git-missing", *spot)]) from None
        with self._reported():
            if (version := self._git.version()) < OLDEST:
                words = {"version": ".".join(map(str, version)), "oldest": ".".join(map(str, OLDEST))}
                raise SiteError([problem("git-too-old", *spot, **words)])
            self._author = read_author(self._git, root)
            self._address = self._find(setting.git)
        self.shown = f"{setting.name} (branch {setting.branch} of {self._address.shown})"
        self._old = ""  # the commit that the branch is
        self._known: dict[str, Entry] = {}  # what it holds
        self._folders: set[str] = set()
        self._ids: dict[str, str] = {}  # those of our files

    # ------------------------------------------------------------------------------------------------ where it is

    def _find(self, written: str) -> Address:
        """The address of a remote, or one that was written; git is told of it and of the way there."""
        author, git = self._author, self._git
        top = author.top or self._root
        way = author.for_the_way()
        if author.top and written in author.remotes:
            address = address_of(git.text(author.top, "remote", "get-url", "--push", "--", written), top)
            way = [(key, value) for key, value in way if not key.startswith("url.")]  # they are in it already
        elif re.search(r"[/:\\]|^[.~]", written):
            address = address_of(written, self._root)
        elif not author.top:
            raise SiteError([problem("git-no-repository", *self.spot, name=written)])
        else:
            known = ", ".join(author.remotes)
            rest = f"there are: {known}" if known else f"there is none yet: git remote add {written} ADDRESS"
            words = {"name": written, "suggestion": did_you_mean(written, author.remotes), "rest": rest}
            raise SiteError([problem("git-no-remote", *self.spot, **words)])
        git.config = [*way, *address.config, (f"remote.{_REMOTE}.url", address.url)]
        git.environment = address.environment
        git.secrets = {*address.secrets, *author.secrets}
        self._keep_off_the_sources(author, address)
        return address

    def _keep_off_the_sources(self, author: Author, address: Address) -> None:
        """Refuse the branch on which the author works."""
        if author.top is None:
            return
        urls = [address_of(url, author.top).shown for urls in author.remotes.values() for url in urls]
        with contextlib.suppress(GitError):  # it is on none
            current = self._git.text(author.top, "symbolic-ref", "--short", "--quiet", "HEAD")
            if current == self._branch and _plain(address.shown) in map(_plain, urls):
                raise SiteError([problem("git-current-branch", *self.spot, branch=current)])

    # ------------------------------------------------------------------------------------------------ looking

    @contextlib.contextmanager
    def opened(self, *, sending: bool) -> Iterator[None]:
        """Hold our repository, and fetch the branch as it is now."""
        busy = problem("publish-busy", *self.spot, target=self.shown)
        with contextlib.ExitStack() as held:
            with self._reported():
                held.enter_context(locked(self._folder.with_suffix(".lock"), busy))()
                self._get_ready()
                self._old = self._tip()
                self._look_well()
            self._check_for_sources()
            yield

    def _run(self, *words: str, feed: Iterable[bytes] = ()) -> bytes:
        """Run git with our repository, from where the author would: a path in the settings may count from there."""
        return self._git.run(self._author.top or self._root, f"--git-dir={self._folder}", *words, feed=feed)

    def _text(self, *words: str) -> str:
        return os.fsdecode(self._run(*words)).rstrip("\n")

    def _get_ready(self) -> None:
        """See to it that there is a repository of ours that can be used."""
        if self._folder.is_dir():
            for lock in self._folder.rglob("*.lock"):  # of a run that was cut off: nobody else is here
                lock.unlink()
            with contextlib.suppress(GitError):
                if self._text("rev-parse", "--is-bare-repository") == "true":
                    return
        self._renew()

    def _renew(self) -> None:
        """Begin again with an empty repository, for the kind of ids that the branch has."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        words = ("--quiet", "--bare", "--template=", f"--object-format={self._hash_name}", str(self._folder))
        self._git.run(self._folder.parent, "init", *words)

    @property
    def _hash_name(self) -> str:
        return "sha256" if len(self._old) == 64 else "sha1"

    def _tip(self) -> str:
        """The commit that the branch is, or nothing when there is no such branch."""
        ref = f"refs/heads/{self._branch}"
        try:
            found = self._text("ls-remote", "--refs", "--", _REMOTE, ref)
        except GitError as error:
            self._unreachable(error)
        return next((line.split("\t")[0] for line in found.splitlines() if line.split("\t")[1:] == [ref]), "")

    def _look_well(self) -> None:
        """Learn what the branch holds, with a new repository if what was kept is damaged, or of another kind of ids."""
        try:
            self._look()
        except GitError as error:
            if _is_full(error):
                raise
            self._renew()
            try:
                self._look()
            except GitError as again:
                self._unreachable(again)

    def _look(self) -> None:
        """Learn all that the branch holds. Only what is not here yet is fetched."""
        self._known, self._folders = {}, set()
        if not self._old:
            return
        if self._text("for-each-ref", "--format=%(objectname)", _OURS) != self._old:
            quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
            self._run("fetch", *quiet, "--depth=1", "--", _REMOTE, f"+refs/heads/{self._branch}:{_OURS}")
            self._old = self._text("rev-parse", _OURS)
        self._known = self._tree(self._old)
        self._folders = {above for path in self._known for above in _folders_above(path)}

    def _tree(self, commit: str) -> dict[str, Entry]:
        """Every file of a commit."""
        raw = self._run("ls-tree", "-r", "-z", "--full-tree", commit)
        parts = (row.split("\t", 1) for row in raw.decode(*_PATHS).split("\0")[:-1])
        return {path: Entry(*facts.split()[::2]) for facts, path in parts}

    def _check_for_sources(self) -> None:
        """Refuse a branch that holds a publication, wherever in it."""
        for path in self._known:
            if path == SETTINGS or path.endswith(f"/{SETTINGS}"):
                words = {"branch": self._branch, "file": path}
                raise SiteError([problem("git-branch-of-sources", *self.spot, **words)])

    @property
    def is_empty(self) -> bool:
        """Whether there is no such branch, or nothing in it."""
        return not self._known

    def manifest(self) -> bytes | None:
        """The manifest, if there is one."""
        found = self._known.get(MANIFEST)
        if found is None and self.standing(MANIFEST) == NOTHING:
            return None
        if found is None or found.mode != _FILE:
            raise SiteError([problem("target-link", *self.spot, file=MANIFEST)])
        with self._reported():
            return self._run("cat-file", "blob", found.id)

    def standing(self, path: str) -> Standing:
        """What is at a path."""
        if path in self._known:
            return Standing("file", (path,))
        if path in self._folders:
            return Standing("folder", tuple(known for known in self._known if known.startswith(f"{path}/")))
        above = next((folder for folder in _folders_above(path) if folder in self._known), None)
        return Standing("below a file", (above,)) if above else NOTHING

    def holds(self, path: str, parcel: Parcel) -> bool:
        """Whether the file at a path has the very bytes of the one in the parcel."""
        return self._known.get(path) == Entry(_FILE, self._id(path, parcel))

    def _id(self, path: str, parcel: Parcel) -> str:
        """The id that git gives a file of the parcel."""
        if path not in self._ids:
            found = hashlib.new(self._hash_name)
            if path in parcel.made:
                found.update(b"blob %d\0" % len(parcel.made[path]) + parcel.made[path])
            else:
                found.update(b"blob %d\0" % parcel.rows[path].size)
                with parcel.opened(path) as file:
                    while piece := file.read(_PIECE):
                        found.update(piece)
            self._ids[path] = found.hexdigest()
        return self._ids[path]

    # ------------------------------------------------------------------------------------------------ sending

    def send(self, parcel: Parcel, comparison: Comparison, progress: Progress) -> None:
        """Make a commit of the site and of what is foreign there, and push it."""
        manifest = comparison.after
        ids = {path: self._id(path, parcel) for path in parcel.paths}
        ids[MANIFEST] = hashlib.new(self._hash_name, b"blob %d\0" % len(manifest) + manifest).hexdigest()
        stay = {path: entry for path, entry in self._known.items() if path not in comparison.changes.removed}
        tree = stay | {path: Entry(_FILE, id) for path, id in ids.items()}
        with self._reported():
            try:
                self._commit(tree, self._feed(tree, parcel, manifest, progress))
            except GitError:
                shutil.rmtree(self._folder, ignore_errors=True)  # it may be damaged; the next run begins anew
                raise
            self._push()
            with contextlib.suppress(GitError):
                self._run("gc", "--auto", "--quiet")

    def _commit(self, tree: dict[str, Entry], feed: Iterator[bytes]) -> None:
        """Make the commit, and see whether it holds what was decided on, no more and no less."""
        self._run("fast-import", "--quiet", "--force", "--done", "--date-format=now", feed=feed)
        if self._tree(_OURS) != tree:
            raise GitError("the commit is not what it should be")

    def _feed(self, tree: dict[str, Entry], parcel: Parcel, manifest: bytes, progress: Progress) -> Iterator[bytes]:
        """The commit as `git fast-import` reads it; what the branch has already goes by its id."""
        message = f"Publish {self._settings.title}".encode()
        yield b"commit %s\ncommitter %s now\ndata %d\n%s\n" % (_OURS.encode(), self._committer(), len(message), message)
        known = {*self._known.values()}
        for number, (path, entry) in enumerate(sorted(tree.items()), 1):
            progress("sending", number, len(tree))
            name = path.encode(*_PATHS).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
            if entry in known:
                yield b'M %s %s "%s"\n' % (entry.mode.encode(), entry.id.encode(), name)
                continue
            yield b'M %s inline "%s"\n' % (entry.mode.encode(), name)
            raw = manifest if path == MANIFEST else parcel.made.get(path)
            if raw is not None:
                yield b"data %d\n%s\n" % (len(raw), raw)
                continue
            with parcel.opened(path) as file:
                yield b"data %d\n" % parcel.rows[path].size
                while piece := file.read(_PIECE):
                    yield piece
                yield b"\n"
        yield b"done\n"

    def _committer(self) -> bytes:
        """Who commits, as git in the publication knows them; else the publisher, at an address that nobody reads."""
        author, settings = self._author, self._settings
        name = author.last("committer.name", "user.name") or settings.publisher.label or settings.title
        mail = author.last("committer.email", "user.email") or f"noreply@{urlsplit(settings.base_url).hostname}"
        return b"%s <%s>" % tuple(re.sub(r"[<>\x00-\x1f]", "", part).strip().encode(*_PATHS) for part in (name, mail))

    def _push(self) -> None:
        ref = f"refs/heads/{self._branch}"
        options = ("--porcelain", "--no-follow-tags", "--no-signed", "--recurse-submodules=no")
        try:
            self._run("push", *options, f"--force-with-lease={ref}:{self._old}", "--", _REMOTE, f"{_OURS}:{ref}")
        except KeyboardInterrupt:
            raise KeyboardInterrupt("it may or may not have been published; publish again to be sure") from None
        except GitError as error:
            if re.search(r"\[rejected\]|failed to lock|cannot lock ref|incorrect old value", error.out + error.said):
                raise SiteError([problem("git-overtaken", *self.spot, target=self.shown)]) from None
            if refusal := re.search(r"\[remote rejected\] \((.*)\)", error.out):
                told = [line for line in error.said.splitlines() if line.startswith("remote:")]
                why = GitError("\n".join([*told, refusal[1]])).why
                words = {"branch": self._branch, "address": self._address.shown, "why": why}
                raise SiteError([problem("git-refused", *self.spot, **words)]) from None
            self._unreachable(error)

    # ------------------------------------------------------------------------------------------------ what is said

    def _unreachable(self, error: GitError) -> NoReturn:
        """Say why a host lets nobody in."""
        address, code = self._address, "git-unreachable"
        if "REMOTE HOST IDENTIFICATION HAS CHANGED" in error.said:
            code = "git-host-changed"
        elif "Host key verification failed" in error.said:
            code = "git-host-unknown"
        words = {"address": address.shown, "host": address.host, "why": error.why}
        raise SiteError([problem(code, *self.spot, **words)]) from None

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        """Whatever else git or the file system refuses becomes a problem that says so."""
        try:
            yield
        except (GitError, OSError) as error:
            if _is_full(error):
                raise SiteError([problem("git-disk-full", *self.spot, file=shown(self._root, self._folder))]) from None
            why = error.why if isinstance(error, GitError) else f"{error.filename}: {error.strerror}"
            raise SiteError([problem("git-failed", *self.spot, why=why)]) from error


def _is_full(error: GitError | OSError) -> bool:
    """Whether it is our own disk that is full."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return any("No space left" in line and not line.startswith("remote:") for line in error.said.splitlines())


def _plain(address: str) -> str:
    """What two addresses of one repository have in common."""
    return address.rstrip("/").removesuffix(".git")


def _folders_above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path
