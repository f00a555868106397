#!/usr/bin/env python3
"""Set up what the project needs, then show it at work or test it; a fresh clone is enough.

    python3 dev.py demo              check and fix an example Dockerfile
    python3 dev.py test [ARGUMENT]   every check there is; arguments go to pytest
    python3 dev.py setup             only set up

What is set up lies in .venv and client-vscode/node_modules and is kept until what it was made from changes.
Needs Python 3.10 or later and, to test, Node 20 or later with npm. Standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path

# An older Python shall say so, not stumble over what follows.
if sys.version_info < (3, 10):  # noqa: UP036 - the script itself may be run by any Python
    sys.exit("Dockwright needs Python 3.10 or later; this is " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
CLIENT = ROOT / "client-vscode"
EXAMPLE = "examples/node/Dockerfile"


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands above and return its exit code."""
    commands = {"demo": demo, "test": test, "setup": setup}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in ([], ["-h"], ["--help"]) else 2
    os.chdir(ROOT)
    return commands[arguments[0]](list(arguments[1:]))


def demo(arguments: list[str]) -> int:
    """Show the findings in the example, then what fixing them changes."""
    set_up_python("")
    dockwright = [str(PYTHON), "-m", "dockwright"]
    failed = False
    for title, command in (
        (f"dockwright check {EXAMPLE}", ["check", EXAMPLE]),
        (f"dockwright fix --unsafe --diff {EXAMPLE}", ["fix", "--unsafe", "--diff", EXAMPLE]),
    ):
        say(f"\n$ {title}\n")
        # 1 says "there are findings", which is what the example is there for.
        failed |= subprocess.run([*dockwright, *command], env=surroundings(), check=False).returncode not in (0, 1)
    return int(failed)


def setup(arguments: list[str]) -> int:
    """Set up all that the tests need."""
    set_up_python("dev")
    set_up_client()
    return 0


def test(arguments: list[str]) -> int:
    """Run every check, the later ones too where an earlier one fails; pytest comes last, so its summary ends it."""
    setup([])
    python = [str(PYTHON), "-m"]
    # Only where nobody minds what is downloaded is it fetched: an engine for builds, editors to be driven.
    engine = [*python, "dockwright_dev", "engine", *(["--fetch"] if os.environ.get("CI") else []), "--"]
    editors = [("editors", [*python, "dockwright_dev", "editors", "--fetch"])] if os.environ.get("CI") else []
    steps = [
        *editors,
        ("style", [*python, "ruff", "check"]),
        ("layout", [*python, "ruff", "format", "--check"]),
        ("types", [*python, "mypy"]),
        ("client", [npm(), "--prefix", str(CLIENT), "test"]),
        ("tests", [*engine, *python, "pytest", "-n", "auto", "--dist", "worksteal", *arguments]),
    ]
    failed = []
    for name, command in steps:
        say(f"\n== {name}")
        began = time.monotonic()
        if subprocess.run(command, env=surroundings(), check=False).returncode != 0:
            failed.append(name)
        say(f"-- {name}: {'FAILED' if name in failed else 'passed'} in {time.monotonic() - began:.0f} s")
    say(f"\nFAILED: {', '.join(failed)}" if failed else "\nEvery check passed")
    return int(bool(failed))


def set_up_python(extra: str) -> None:
    """Have .venv hold the project, importable from server/ as it stands, and what the extra `extra` needs."""
    made_from = fingerprint(sys.version.encode(), sys.prefix.encode(), (ROOT / "pyproject.toml").read_bytes())
    stamp = ENVIRONMENT / "set-up"
    marks = stamp.read_text(encoding="utf-8").split() if stamp.is_file() else []
    if marks[:1] == [made_from] and (not extra or extra in marks[1:]) and PYTHON.exists():
        return
    say("Setting up .venv ...")
    # An environment of another Python, or one whose making was interrupted, is made anew.
    venv.create(str(ENVIRONMENT), with_pip=True, clear=marks[:1] != [made_from])
    target = f".[{extra}]" if extra else "."
    run([str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--editable", target])
    stamp.write_text(f"{made_from} {extra}\n", encoding="utf-8")


def set_up_client() -> None:
    """Have client-vscode/node_modules hold what its lock file names."""
    made_from = fingerprint((CLIENT / "package-lock.json").read_bytes())
    stamp = CLIENT / "node_modules" / ".set-up"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
        return
    say("Setting up client-vscode/node_modules ...")
    run([npm(), "--prefix", str(CLIENT), "ci", "--no-audit", "--no-fund", "--loglevel=error"])
    stamp.write_text(made_from, encoding="utf-8")


def npm() -> str:
    """The path of npm; on Windows a plain name would not find its .cmd."""
    found = shutil.which("npm")
    if found is None:
        sys.exit("npm is not on the PATH: install Node.js 20 or later")
    return found


def run(command: Sequence[str]) -> None:
    """Run a step without which nothing else can; its own message says what went wrong."""
    code = subprocess.run(command, env=surroundings(), check=False).returncode
    if code != 0:
        sys.exit(f"could not set up: {' '.join(command)} ended with {code}")


def surroundings() -> dict[str, str]:
    """The environment in which steps run: as if .venv were activated."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    return {**kept, "VIRTUAL_ENV": str(ENVIRONMENT), "PATH": str(PROGRAMS) + os.pathsep + os.environ.get("PATH", "")}


def fingerprint(*parts: bytes) -> str:
    """A short name for what something was made from."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def say(line: str) -> None:
    """Print at once, so that lines stand where they belong among those of the programs run."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
