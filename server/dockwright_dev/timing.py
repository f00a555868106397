"""Measures the server and the command line beside their rivals, in turn, so that the ratios hold on a busy machine.

Needs the folder `shared` beside the checkout (its benchmark, its files), and whichever rival is to be seen:
docker-langserver on the PATH or under .bench/, and hadolint (the extra `bench`). What is missing is said and left out.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dockwright_dev import request_timing
from dockwright_dev.places import ROOT, SHARED, corpus_files
from dockwright_dev.rule_timing import measure_rules

_SERVER = "docker-langserver"
_PACKAGE = "dockerfile-language-server-nodejs"
_FIGURES = ("start", "open", "edit_p50", "edit_p95", "burst", "hover", "completion", "symbols", "rss_mb")


def measure(rounds: int) -> int:
    """Print both comparisons and what the rules take; returns 1 where there was nothing to compare with."""
    compared = [measure_servers(rounds), measure_checks(rounds)]
    measure_rules()
    return 0 if any(compared) else 1


def measure_servers(rounds: int) -> bool:
    """An editor's waits, in milliseconds: ours, the rival's, and how many times ours the rival's is."""
    benchmark = SHARED / "bench" / "lsp_bench.py"
    files = sorted((SHARED / "bench" / "files").glob("*.Dockerfile"))
    if not benchmark.is_file() or not files:
        print(f"servers: left out, ../{benchmark.relative_to(SHARED.parent)} does not lie beside this checkout")
        return False
    rival = _find(_SERVER)
    commands = {"dockwright": f"{sys.executable} -m dockwright lsp"}
    if rival:
        commands[_SERVER] = f"{rival} --stdio"
    else:
        print(f"servers: {_SERVER} is missing, so ours runs alone (npm install --prefix .bench {_PACKAGE})")
    servers = [part for name, it in commands.items() for part in ("--server", f"{name}={it}")]
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            figures = Path(folder, "figures.json")
            command = [sys.executable, benchmark, file, *servers, "--rounds", str(rounds), "--json", figures]
            subprocess.run(list(map(str, command)), env=_environment(), check=True, stdout=subprocess.DEVNULL)
            rows = json.loads(figures.read_text(encoding="utf-8"))
        print(f"\n{file.name}: milliseconds to the answer")
        _print_servers(rows)
        sys.stdout.flush()
        questions = [sys.executable, "-m", request_timing.__name__, str(file), str(rounds), json.dumps(commands)]
        subprocess.run(questions, env=_environment(), check=True)
    return rival is not None


def _print_servers(rows: dict[str, dict[str, float]]) -> None:
    columns = [it for it in _FIGURES if any(it in row for row in rows.values())]
    print(" " * 18 + "".join(f"{it:>11}" for it in columns))
    for name, row in rows.items():
        print(f"{name:18}" + "".join(f"{row[it]:11.2f}" if it in row else f"{'-':>11}" for it in columns))
    if _SERVER in rows:
        ours, theirs = rows["dockwright"], rows[_SERVER]
        cells = (f"{theirs[it] / ours[it]:10.1f}x" if ours.get(it) and it in theirs else f"{'-':>11}" for it in columns)
        print(f"{'theirs / ours':18}" + "".join(cells))


class Spent(NamedTuple):
    """What a command took, in seconds; `processor` sums over all its processes."""

    wall: float
    processor: float


def measure_checks(rounds: int) -> bool:
    """Checking every real Dockerfile of the corpus: ours as it comes and in a single process, and hadolint in one."""
    files = [str(it) for it in corpus_files()]
    hadolint = _find("hadolint")
    if not files or not hadolint:
        missing = "../shared/corpus does not lie beside this checkout" if not files else "hadolint is missing"
        print(f"\nchecks: left out, {missing}" + ("" if hadolint else " (pip install --editable '.[bench]')"))
        return False
    ours = [sys.executable, "-m", "dockwright", "check", "--shellcheck", "off", "--output-format", "json"]
    commands = {
        "dockwright": [*ours, *files],
        "  in one process": [*ours, "--jobs", "1", *files],
        "hadolint": [hadolint, "--no-fail", "--format", "json", *files],
    }
    _run(commands["dockwright"])  # once unmeasured: it writes the bytecode that an installation already has
    taken: dict[str, list[Spent]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(_run(command))
    print(f"\n{len(files)} Dockerfiles, one call each, seconds (median of {rounds})")
    print(f"{'':18}{'wall':>11}{'processor':>11}")
    for name, spent in taken.items():
        print(f"{name:18}{_median(spent, _wall):11.2f}{_median(spent, _processor):11.2f}")
    for name in list(taken)[:-1]:
        ratios = [_median(taken["hadolint"], it) / _median(taken[name], it) for it in (_wall, _processor)]
        print(f"{'hadolint / ours' if name == 'dockwright' else name:18}" + "".join(f"{it:10.1f}x" for it in ratios))
    return True


def _run(command: list[str]) -> Spent:
    before, began = os.times(), time.perf_counter()
    with tempfile.TemporaryFile() as output:
        result = subprocess.run(command, env=_environment(), stdout=output, stderr=subprocess.DEVNULL, check=False)
        wall, after = time.perf_counter() - began, os.times()
        if result.returncode not in (0, 1):
            sys.exit(f"{command[0]} could not run: it ended with {result.returncode}")
    return Spent(wall, after.children_user + after.children_system - before.children_user - before.children_system)


def _median(spent: list[Spent], figure: Callable[[Spent], float]) -> float:
    return statistics.median(map(figure, spent))


def _wall(spent: Spent) -> float:
    return spent.wall


def _processor(spent: Spent) -> float:
    return spent.processor


def _environment() -> dict[str, str]:
    # Without bytecode every start would compile the whole server, which no user's installation does.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "server")}


def _find(program: str) -> str | None:
    places = [Path(sys.executable).parent, ROOT / ".bench" / "node_modules" / ".bin"]
    return shutil.which(program, path=os.pathsep.join([*map(str, places), os.environ.get("PATH", "")]))
