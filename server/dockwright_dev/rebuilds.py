"""Measures what "Order for the cache" is worth: the time of a rebuild after an edit of one line, before it and after.

Real builds of small projects with the dependencies of real ones, which real package managers get from their registries
(`toolchains` makes the images). Both files are built in turn, so that the ratios hold on a busy machine.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dockwright.lint.fixing import settle
from dockwright.rules.registry import rules_named
from dockwright.semantic.document import Document
from dockwright.workspace.context import FolderContext
from dockwright_dev.engine import engine


class _Case(NamedTuple):
    """A project; `lock` is a file with exact versions and the command that writes it."""

    image: str
    install: str
    files: Mapping[str, str]
    lock: tuple[str, str]
    source: str


_PACKAGE = json.dumps(
    {
        "name": "app",
        "version": "1.0.0",
        "license": "MIT",
        "dependencies": {"axios": "^1.7.0", "express": "^4.21.0", "lodash": "^4.17.21"},
        "devDependencies": {"eslint": "^8.57.0", "typescript": "^5.6.0"},
    },
    indent=2,
)
_PYTHON = ("celery", "django", "pydantic", "requests", "sqlalchemy")
_PROJECT = (
    f'[project]\nname = "app"\nversion = "0.1.0"\nrequires-python = ">=3.11"\ndependencies = {json.dumps(_PYTHON)}\n'
)
_CASES = {
    "npm": _Case(
        "node",
        "npm ci",
        {"package.json": _PACKAGE},
        ("package-lock.json", "npm install --package-lock-only"),
        "src/index.js",
    ),
    "yarn": _Case(
        "node",
        "yarn install --frozen-lockfile",
        {"package.json": _PACKAGE},
        ("yarn.lock", "yarn install --ignore-scripts"),
        "src/index.js",
    ),
    "pnpm": _Case(
        "node",
        "pnpm install --frozen-lockfile",
        {"package.json": _PACKAGE},
        ("pnpm-lock.yaml", "pnpm install --lockfile-only"),
        "src/index.js",
    ),
    "pip": _Case(
        "python",
        "pip install --no-cache-dir -r requirements.txt",
        {},
        ("requirements.txt", f"printf '%s\\n' {' '.join(_PYTHON)} > in && uv pip compile -q in -o requirements.txt"),
        "app/main.py",
    ),
    "uv": _Case(
        "python",
        "uv sync --locked --no-install-project",
        {"pyproject.toml": _PROJECT},
        ("uv.lock", "uv lock"),
        "app/main.py",
    ),
}


def measure_rebuilds(rounds: int) -> int:
    """Print a table of medians in seconds; returns 1 where nothing could be measured."""
    measured = 0
    with engine() as environment:
        program = shutil.which("docker", path=environment.get("PATH"))
        if program is None:
            print("there is no docker here")
            return 1
        docker = _Docker(program, environment)
        print("| | before | after | faster |\n|---|---|---|---|")
        for manager, case in _CASES.items():
            if not docker.has(f"dockwright-tools:{case.image}"):
                print(f"{manager}: left out (python -m dockwright_dev toolchains {case.image})")
                continue
            with tempfile.TemporaryDirectory(prefix="dockwright-rebuild-") as folder:
                before, after = _measured(docker, case, Path(folder), rounds)
            row = (f"{manager}: `{case.install}`", f"{before:.1f} s", f"{after:.1f} s", f"{before / after:.0f} times")
            print(f"| {' | '.join(row)} |", flush=True)
            measured += 1
    return int(not measured)


def _measured(docker: _Docker, case: _Case, folder: Path, rounds: int) -> tuple[float, float]:
    """The medians before and after."""
    context = folder / "context"
    (context / case.source).parent.mkdir(parents=True)
    (context / case.source).write_text("", encoding="utf-8")
    (context / ".dockerignore").write_text("node_modules\n.venv\n", encoding="utf-8")
    for path, text in case.files.items():
        (context / path).write_text(text, encoding="utf-8")
    path, command = case.lock
    lines = f"WORKDIR /app\nCOPY . .\nRUN {command}\nFROM scratch\nCOPY --from=0 /app/{path} /\n"
    docker.build(context, f"FROM dockwright-tools:{case.image}\n{lines}", f"--output=type=local,dest={context}")
    before = f"FROM dockwright-tools:{case.image}\nWORKDIR /app\nCOPY . .\nRUN {case.install}\n"
    document = Document.parse(before, project=FolderContext(str(context / "Dockerfile")))
    after = settle(document, rules_named("copy-source-before-deps")).document.text
    assert after != before, case.install
    times: dict[str, list[float]] = {before: [], after: []}
    for number in range(rounds + 1):
        for text, taken in times.items():
            comment = "//" if case.source.endswith(".js") else "#"
            (context / case.source).write_text(f"{comment} {number} {time.time_ns()}\n", encoding="utf-8")
            began = time.monotonic()
            docker.build(context, text)
            # The first one fills the cache.
            if number:
                taken.append(time.monotonic() - began)
    return statistics.median(times[before]), statistics.median(times[after])


class _Docker:
    """The client of an engine."""

    def __init__(self, program: str, environment: Mapping[str, str]) -> None:
        self._program = program
        self._environment = environment

    def has(self, image: str) -> bool:
        command = [self._program, "image", "inspect", image]
        return subprocess.run(command, env=self._environment, capture_output=True, check=False).returncode == 0

    def build(self, context: Path, text: str, *options: str) -> None:
        """Build a Dockerfile with the machine's network, for the package managers to reach their registries."""
        network = ("--network=host", "--allow=network.host", "--provenance=false", "--quiet")
        command = [self._program, "buildx", "build", *network, *options, "--file=-", str(context)]
        done = subprocess.run(
            command, input=text.encode(), env=self._environment, capture_output=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
