"""The files of the project, wherever its tests run: in a git repository or in an unpacked sdist."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def project_files(root: Path = ROOT) -> set[str]:
    """Every file that is or would be committed; without git, every file that `.gitignore` doesn't leave out."""
    if not (root / ".git").exists():
        return set(_unignored(root))
    command = ["git", "-c", f"safe.directory={root}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True).stdout.split("\0")
    return {name for name in listed if (root / name).is_file()}  # git still knows of one that is gone


def _unignored(root: Path) -> Iterator[str]:
    lines = (root / ".gitignore").read_text("utf-8").splitlines()
    patterns = [line.rstrip("/") for line in lines if line and not line.startswith("#")]
    anywhere = [pattern for pattern in patterns if not pattern.startswith("/")]
    at_the_top = [pattern[1:] for pattern in patterns if pattern.startswith("/")]
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        ignored = any(fnmatch(part, pattern) for part in parts for pattern in anywhere)
        if path.is_file() and not ignored and not any(fnmatch(parts[0], pattern) for pattern in at_the_top):
            yield "/".join(parts)
