#!/usr/bin/env python3
"""Everything a contributor runs. It needs Python 3.11 or newer and nothing else.

    python3 dev.py sample          build the sample publication, which is this folder, and say how to look at it
    python3 dev.py test [ARG ...]  every check: ruff, mypy and pytest, which gets the arguments
    python3 dev.py lint [--fix]    ruff and mypy alone
    python3 dev.py docs            make the tables in docs/ anew, after a change of the schema, a view or the layers
    python3 dev.py wheel           make dist/: the sdist, and the wheel from it
    python3 dev.py lock [--upgrade]
                                   refresh the lock files, after a change of dependencies or to upgrade them all
    python3 dev.py clean           remove what these commands made

Each command makes or mends .venv first if it has to, with exactly what the lock files hold.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

# An older Python must get as far as this line: no syntax of 3.7 or later in this file. A test holds it to that.
if sys.version_info < (3, 11):  # noqa: UP036 - the whole point
    sys.exit("dev.py: Python 3.11 or newer is needed; this is Python {}.{}".format(*sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-by-dev.txt"

RUN_LOCK = ROOT / "requirements.lock"
BUILD_LOCK = ROOT / "requirements-build.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
LOCKS = {"run": [RUN_LOCK, BUILD_LOCK], "dev": [DEV_LOCK]}

LOCK_HEADER = """\
# Made by `python3 dev.py lock` from pyproject.toml: don't edit. For every platform and Python 3.11 or newer, with
# hashes and without addresses: where packages are fetched is for the settings of whoever installs them.
"""


def main(argv: list[str]) -> None:
    command, arguments = (argv[0], argv[1:]) if argv else ("", [])
    if command in ("-h", "--help", "help"):
        print(__doc__)
    elif command == "sample" and not arguments:
        sample()
    elif command == "test":
        test(arguments)
    elif command == "lint" and arguments in ([], ["--fix"]):
        lint(fix=bool(arguments))
    elif command == "docs" and not arguments:
        docs()
    elif command == "wheel" and not arguments:
        wheel()
    elif command == "lock" and arguments in ([], ["--upgrade"]):
        lock(upgrade=bool(arguments))
    elif command == "clean" and not arguments:
        clean()
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(2)


def sample() -> None:
    """The repository is a publication of its own: build it."""
    environment("run")
    run([str(PYTHON), "-m", "site_builder", "build"], "the sample was not built")
    python = "py" if os.name == "nt" else "python3"
    print("\nThe sample publication is in public/. To look at it, run")
    print(f"    {python} -m http.server -d public 8000")
    print("and open http://localhost:8000/ in a browser.")


def test(arguments: list[str]) -> None:
    environment("dev")
    browser = chromium()
    if sys.platform == "linux":
        linux_tools()
    lint(fix=False)
    run([str(PYTHON), "-m", "pytest", *arguments], "a test failed", CHROMIUM=str(browser))


def lint(fix: bool) -> None:
    environment("dev")
    cure = "run `python3 dev.py lint --fix`; what it leaves is yours to mend"
    ruff = [str(PYTHON), "-m", "ruff"]
    run([*ruff, "check", "--quiet", *(["--fix"] if fix else []), "."], f"ruff found something: {cure}")
    run([*ruff, "format", "--quiet", *([] if fix else ["--check"]), "."], f"not in our format: {cure}")
    run([str(PYTHON), "-m", "mypy"], "mypy found something")


def docs() -> None:
    environment("run")
    run([str(PYTHON), str(ROOT / "tools" / "write_docs.py")], "the pages in docs/ were not written")


def wheel() -> None:
    environment("dev")
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    run([str(PYTHON), "-m", "build", "--quiet", "--no-isolation"], "the wheel was not built")
    for made in sorted((ROOT / "dist").iterdir()):
        print(f"dist/{made.name}")


def lock(upgrade: bool) -> None:
    """Resolve the largest set first; the smaller locks start from it, so that a package has one version in all."""
    import tomllib

    uv = shutil.which("uv")
    if uv is None:
        fail("`lock` needs uv: install it with `pipx install uv`, or as its own site says")
    started_from = "" if upgrade or not DEV_LOCK.exists() else DEV_LOCK.read_text("utf-8")
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]

    dev = resolve(uv, ["pyproject.toml", "--extra", "dev"], started_from)
    locks = {
        DEV_LOCK: dev,
        RUN_LOCK: resolve(uv, ["pyproject.toml"], dev),
        BUILD_LOCK: resolve(uv, ["-"], dev, stdin="\n".join(backend)),
    }
    for path, text in locks.items():
        path.write_text(LOCK_HEADER + text, "utf-8", newline="\n")
        print(path.name)


def resolve(uv: str, sources: list[str], started_from: str, stdin: str = "") -> str:
    """The lock of what `sources` ask for; where allowed, a package keeps the version it has in `started_from`."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "result.lock")
        result.write_text(started_from, "utf-8")
        # A file of settings may hold addresses of this machine: leave them out.
        compile_ = [uv, "--no-config", "--quiet", "pip", "compile", "--universal", "--python-version", "3.11"]
        output = ["--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "-o"]
        run([*compile_, *output, str(result), *sources], "uv could not resolve the dependencies", stdin=stdin)
        return result.read_text("utf-8")


def clean() -> None:
    names = [".venv", "dist", "build", "public", ".cache", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"]
    for folder in [*(ROOT / name for name in names), *ROOT.glob("*/**/__pycache__"), ROOT / "__pycache__"]:
        shutil.rmtree(folder, ignore_errors=True)


def environment(level: str) -> None:
    """Make .venv hold what the locks of `level` ask for, and this checkout. Quick when it does already."""
    locks = sorted({path for paths in LOCKS.values() for path in paths})
    packages = digest(platform.python_version(), str(ROOT), *(path.read_text("utf-8") for path in locks))
    project = digest(*((ROOT / name).read_text("utf-8") for name in ("pyproject.toml", "site_builder/__init__.py")))
    stamp = STAMP.read_text("utf-8").split() if STAMP.exists() and PYTHON.exists() else []
    if stamp in ([level, packages, project], ["dev", packages, project]):
        return

    STAMP.unlink(missing_ok=True)
    if stamp[1:2] != [packages]:
        stamp = []
        make_venv()
    if stamp[:1] not in ([level], ["dev"]):
        names = [path.name for path in LOCKS[level]]
        print(f"Installing {' and '.join(names)} into .venv ...", flush=True)
        pip("--require-hashes", *(argument for name in names for argument in ("-r", name)))
        stamp = [level]
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text("\n".join([stamp[0], packages, project]), "utf-8")


def make_venv() -> None:
    try:
        import ensurepip  # noqa: F401 - Debian keeps it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        version = "{}.{}".format(*sys.version_info[:2])
        cure = f"run `sudo apt install python{version}-venv`" if shutil.which("apt-get") else "install a full Python"
        fail(f"this Python can't make environments: {cure} and try again")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "could not make .venv: remove it and run this again")


def pip(*arguments: str) -> None:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore", "PIP_NO_INPUT": "1"}
    command = [str(PYTHON), "-m", "pip", "install", "-qq", *arguments]  # errors, but no advice
    run(command, "pip could not install this; if the network was the reason, run this again", **quiet)


def chromium() -> Path:
    """The browser of the tests. Install it where that needs no question; else say how."""
    from tests.browser import NoChromiumError, find_chromium

    try:
        return find_chromium()
    except NoChromiumError as missing:
        if not apt_install("chromium"):
            fail(str(missing))
    return find_chromium()


def linux_tools() -> None:
    """What tests need besides: strace makes disks fail, and what drives the browser is linked with libatomic."""
    if shutil.which("strace") is None and not apt_install("strace"):
        fail("strace is missing; install it, on Debian and Ubuntu with: apt-get install strace")
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        if not apt_install("libatomic1"):
            fail("libatomic is missing; install it, on Debian and Ubuntu with: apt-get install libatomic1")


def apt_install(package: str) -> bool:
    """Install a package of Debian or Ubuntu and say whether that went well; False too where it would ask something."""
    if shutil.which("apt-get") is None:
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not (shutil.which("sudo") and subprocess.run([*sudo, "true"], check=False).returncode == 0):
        return False
    print(f"Installing {package} with apt-get ...", flush=True)
    for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
        command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *step]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            return False
    return True


def run(command: list[str], failure: str, *, stdin: str | None = None, **environ: str) -> None:
    """Run a command in the root of the repository, or end with what its failure means."""
    try:
        done = subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **environ}, input=stdin, text=True)
    except OSError as error:
        fail(f"{failure} ({error})")
    if done.returncode:
        fail(failure)


def digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def fail(message: str) -> NoReturn:
    sys.exit(f"dev.py: {message}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
