"""A second opinion on the words of every command: shfmt's bash parser, on all RUN lines of the corpus."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.parser import parse as parse_dockerfile
from dockwright.syntax.shell import parse
from tests.support.shared import corpus

DIFFERENCES = {
    "13211.Dockerfile": "carriage returns inside a line: for a shell they belong to the word, shfmt drops them",
    "13212.Dockerfile": "the same",
}
"""The file of each RUN line that reads differently, and why."""


@pytest.fixture(scope="module")
def shfmt() -> str:
    beside = Path(sys.executable).with_name("shfmt")
    found = str(beside) if beside.exists() else shutil.which("shfmt")
    if found is None:
        pytest.skip("shfmt (the package shfmt-py) is not installed")
    return found


def run_lines() -> dict[str, str]:
    """Each distinct script of a RUN in shell form, and the first file that holds it."""
    found: dict[str, str] = {}
    for path in corpus():
        for instruction in parse_dockerfile(path.read_bytes().decode("utf-8", "replace")).instructions:
            if isinstance(instruction, ast.Run) and isinstance(instruction.command, ast.ShellForm):
                found.setdefault(instruction.command.text, path.name)
    return found


def test_the_words_of_each_command_are_those_of_shfmt(shfmt: str, tmp_path: Path):
    files = run_lines()
    scripts = accepted(shfmt, list(files), tmp_path)
    theirs = words_of_shfmt(shfmt, scripts)
    differing = {files[script]: script for script in scripts if words(script) != theirs[script]}

    assert len(scripts) > 0.98 * len(files)
    assert {name: script for name, script in differing.items() if name not in DIFFERENCES} == {}
    assert DIFFERENCES.keys() - differing.keys() == set()
    assert len(differing) <= 0.001 * len(scripts)


def words(script: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(word.text for word in command.words) for command in parse(script).commands if command.words)


def accepted(shfmt: str, scripts: list[str], folder: Path) -> list[str]:
    """Those that shfmt can read."""
    paths = [folder / f"{number}.sh" for number in range(len(scripts))]
    for path, script in zip(paths, scripts, strict=True):
        path.write_bytes(script.encode("utf-8", "surrogatepass"))
    refused: set[str] = set()
    for start in range(0, len(paths), 500):
        names = [str(path) for path in paths[start : start + 500]]
        errors = subprocess.run([shfmt, "-ln", "bash", "-l", *names], capture_output=True, check=False).stderr.decode()
        refused.update(line.split(".sh:", 1)[0] for line in errors.splitlines() if ".sh:" in line)
    return [script for path, script in zip(paths, scripts, strict=True) if str(path.with_suffix("")) not in refused]


def words_of_shfmt(shfmt: str, scripts: list[str]) -> dict[str, Counter[tuple[str, ...]]]:
    """The words of each script's commands; many scripts a process, an empty line between them."""
    found: dict[str, Counter[tuple[str, ...]]] = {}
    for start in range(0, len(scripts), 200):
        batch = [script.encode() for script in scripts[start : start + 200]]
        whole = b"\n\n".join(batch) + b"\n"
        tree = json.loads(
            subprocess.run([shfmt, "--to-json", "-ln", "bash"], input=whole, capture_output=True, check=True).stdout
        )
        owners: list[str] = []
        for script in batch:
            owners += [script.decode()] * (len(script) + 2)
        found |= {script.decode(): Counter() for script in batch}
        for command in commands_of_shfmt(tree):
            owner = owners[command[0]["Pos"]["Offset"]]
            texts = [whole[word["Pos"]["Offset"] : word["End"]["Offset"]].decode() for word in command]
            found[owner][tuple(texts)] += 1
    return found


def commands_of_shfmt(tree: Any) -> Iterator[list[Any]]:
    """The words of each call and declaration in a syntax tree of shfmt."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            if node.get("Type") == "CallExpr" and node.get("Args"):
                yield node["Args"]
            elif node.get("Type") == "DeclClause":
                yield [node["Variant"], *node.get("Args", [])]
            elif node.get("Type") == "LetClause":
                yield [{"Pos": node["Pos"], "End": {"Offset": node["Pos"]["Offset"] + len("let")}}, *node["Exprs"]]
