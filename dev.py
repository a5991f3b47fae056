#!/usr/bin/env python3
"""Everything a contributor runs. It needs Python 3.11 or newer and nothing else.

    python3 dev.py sample          build the sample publication, which is this folder, and say how to look at it
    python3 dev.py test [ARG ...]  every check: ruff, mypy and pytest, which gets the arguments
    python3 dev.py lint [--fix]    ruff and mypy alone
    python3 dev.py sabotage [ARG ...]
                                   make small mistakes in a copy of the program: does a test notice? --list tells all
    python3 dev.py docs            make the tables in docs/ anew, after a change of the schema, a view or the layers
    python3 dev.py wheel           make dist/: the sdist, and the wheel from it
    python3 dev.py lock [--upgrade]
                                   refresh the lock files, after a change of dependencies or to upgrade them all
    python3 dev.py clean           remove what these commands made

Each command makes or mends .venv first if it has to, with exactly what the lock files hold.
"""

import ctypes
import hashlib
import importlib.util
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
    elif command == "sabotage":
        sabotage(arguments)
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
    print("\nThe sample publication is in public/. To look at it in a browser, run")
    if Path.cwd() != ROOT:
        print(f'    cd "{ROOT}"')
    print(f"    {PYTHON.relative_to(ROOT)} -m site_builder serve")


def test(arguments: list[str]) -> None:
    browser = tools()
    environment("dev")
    lint(fix=False)
    both = [] if arguments else ["--numprocesses=auto", "--dist=loadfile"]  # of everything, a file for each processor
    run([str(PYTHON), "-m", "pytest", *both, *arguments], "a test failed", CHROMIUM=str(browser))


def lint(fix: bool) -> None:
    environment("dev")
    cure = "run `python3 dev.py lint --fix`; what it leaves is yours to mend"
    ruff = [str(PYTHON), "-m", "ruff"]
    run([*ruff, "check", "--quiet", *(["--fix"] if fix else []), "."], f"ruff found something: {cure}")
    run([*ruff, "format", "--quiet", *([] if fix else ["--check"]), "."], f"not in our format: {cure}")
    run([str(PYTHON), "-m", "mypy"], "mypy found something")


def sabotage(arguments: list[str]) -> None:
    environment("dev")
    run([str(PYTHON), str(ROOT / "tools" / "sabotage.py"), *arguments], "not every mistake was caught")


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
    for path in VENV.glob("**/_site_builder.pth"):  # older Pythons read it in ASCII where the locale is C
        path.write_text(os.path.relpath(str(ROOT), str(path.parent)) + "\n", "ascii")
    STAMP.write_text("\n".join([stamp[0], packages, project]), "utf-8")


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if apt_install([package]):
            cure = f"run as root: apt-get install {package}" if shutil.which("apt-get") else "install a full Python"
            fail(f"this Python can't make environments; {cure}")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "could not make .venv: remove it and run this again")


def pip(*arguments: str) -> None:
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore", "PIP_NO_INPUT": "1"}
    command = [str(PYTHON), "-m", "pip", "install", "-qq", *arguments]  # errors, but no advice
    run(command, "pip could not install this; if the network was the reason, run this again", **quiet)


def tools() -> Path:
    """The browser of the tests, when all else that they need is here too. What can be installed unasked is."""
    from tests.browser import NoChromiumError, find_chromium

    missing = apt_install(missing_packages()) if sys.platform == "linux" else []
    if missing:
        told = "" if "openssh-server" not in missing else SSHD_STARTS
        how = "run as root" if shutil.which("apt-get") else "install these, which on Debian is"
        fail(f"the tests need what is missing here; {how}: apt-get install {' '.join(missing)}{told}")
    try:
        return find_chromium()
    except NoChromiumError as error:
        fail(str(error))


SSHD_STARTS = "\n    openssh-server begins to serve when it is installed; `systemctl disable --now ssh` ends that"


def missing_packages() -> list[str]:
    """What the tests need and this Linux lacks, as Debian and Ubuntu call it."""
    from tests.browser import NoChromiumError, find_chromium

    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])
    programs = {"git": "git", "sshd": "openssh-server", "strace": "strace"}  # strace makes disks fail
    missing = [package for program, package in programs.items() if shutil.which(program, path=path) is None]
    try:
        ctypes.CDLL("libatomic.so.1")  # for what drives the browser
    except OSError:
        missing.append("libatomic1")
    try:
        find_chromium()
    except NoChromiumError:
        missing.append("chromium")
    return missing


def apt_install(packages: list[str]) -> list[str]:
    """Install packages of Debian or Ubuntu where that asks nothing and starts nothing; those that are missing still."""
    sudo = [] if os.name == "nt" or os.geteuid() == 0 else ["sudo", "-n"]
    if not packages or shutil.which("apt-get") is None or (sudo and failure_of([*sudo, "true"])):
        return packages
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    missing = []
    for package in packages:
        if package == "openssh-server" and Path("/run/systemd/system").exists():
            missing.append(package)  # systemd would start it
            continue
        print(f"Installing {package} with apt-get ...", flush=True)
        install = [*apt, "install", "-y", "--no-install-recommends", package]
        why = failure_of([*apt, "update"]) or failure_of(install)
        if why:
            print(why, file=sys.stderr)
            missing.append(package)
    return missing


def failure_of(command: list[str]) -> str:
    """What a command that fails says; nothing when all went well."""
    try:
        done = subprocess.run(
            command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
    except OSError as error:
        return str(error)
    return f"{done.stdout}{done.stderr}" or "it failed" if done.returncode else ""


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
