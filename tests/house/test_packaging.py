"""What the packages say of themselves: one version everywhere, and what they need is what the extension carries."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from packaging.requirements import Requirement

from dockwright import __version__
from tests.support.client import Client, environment
from tests.support.shared import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MANIFEST = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = MANIFEST["project"]
PINS = dict(
    re.findall(r"(?m)^([\w.-]+)==([\w.]+)", (ROOT / "client-vscode/requirements.txt").read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("dependency", PROJECT["dependencies"])
def test_the_extension_carries_each_dependency_in_a_version_that_will_do(dependency: str):
    requirement = Requirement(dependency)
    assert requirement.name in PINS
    assert requirement.specifier.contains(PINS[requirement.name])


def test_each_version_of_python_that_is_named_is_tested():
    named = {it.rpartition(" ")[2] for it in PROJECT["classifiers"] if re.fullmatch(r".*:: 3\.\d+", it)}
    tested = set(re.findall(r'"(3\.\d+)"', (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")))
    assert named == tested


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def of_package(manifest: Mapping[str, Any]) -> str:
    """The version that a manifest of Python's packages leads to."""
    assert manifest["project"]["dynamic"] == ["version"]
    (found,) = re.findall(r'(?m)^__version__ = "(.*)"$', read(manifest["tool"]["hatch"]["version"]["path"]))
    return str(found)


def told(*arguments: str) -> str:
    command = [sys.executable, "-m", "dockwright", *arguments]
    return subprocess.run(
        command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    ).stdout


def test_every_part_is_of_the_same_version():
    lock = json.loads(read("client-vscode/package-lock.json"))
    said = {
        "the package": of_package(MANIFEST),
        "the extension": json.loads(read("client-vscode/package.json"))["version"],
        "the extension's lock file": lock["version"],
        "the extension in its lock file": lock["packages"][""]["version"],
        "the command line": told("--version").strip().removeprefix("dockwright "),
        "a report": json.loads(told("check", "--output-format=sarif", "examples"))["runs"][0]["tool"]["driver"][
            "version"
        ],
    }
    assert said == dict.fromkeys(said, __version__)


def test_the_server_is_of_that_version():
    with Client() as server:
        answer = server.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    assert answer["result"]["serverInfo"] == {"name": "dockwright", "version": __version__}
