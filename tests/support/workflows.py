"""Runs what a service runs of a workflow on its machine: the scripts of its steps, and those of our own action."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.support.packages import outside, run
from tests.support.shared import ROOT

OURS = "dockwright/dockwright@"


def read_yaml(text: str) -> Any:
    """What a YAML text says."""
    return YAML(typ="safe", pure=True).load(text)


def bash() -> str:
    """The shell that steps are written for; skips the test where it is missing."""
    found = shutil.which("bash")
    if found is None or sys.platform == "win32":
        pytest.skip("there is no bash here")
    return found


@dataclass
class Runner:
    """A machine of GitHub's, as far as our steps can tell; `folder` is the checkout that they work on.

    `action` is the checkout of our action; `used` has the actions of others, which are not run, with their inputs.
    """

    folder: Path
    temporary: Path
    action: Path = ROOT
    used: dict[str, Any] = field(default_factory=dict)
    path: str = field(default_factory=lambda: os.environ["PATH"])

    def run(self, steps: list[dict[str, Any]]) -> list[subprocess.CompletedProcess[str]]:
        """Run the steps in their order, also where one fails; what those of scripts answered."""
        answers = []
        for step in steps:
            if step.get("uses", "").startswith(OURS):
                answers += self._act(step.get("with", {}))
            elif "uses" in step:
                self.used[step["uses"].partition("@")[0]] = step.get("with", {})
            else:
                answers.append(self._script(step, {}))
        return answers

    def _act(self, given: Mapping[str, str]) -> list[subprocess.CompletedProcess[str]]:
        """Run our action, which ends with the first step that fails."""
        action = read_yaml((self.action / "action.yml").read_text(encoding="utf-8"))
        assert given.keys() <= action["inputs"].keys(), "the action would warn of an unknown input"
        inputs = {name: given.get(name, it["default"]) for name, it in action["inputs"].items()}
        answers: list[subprocess.CompletedProcess[str]] = []
        for step in action["runs"]["steps"]:
            if not answers or answers[-1].returncode == 0:
                answers.append(self._script(step, inputs))
        return answers

    def _script(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        # Nothing that a user gives may become part of a script.
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        paths = self.temporary / "paths"
        paths.touch()
        environment = {
            **outside(PATH=self.path),
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_PATH": str(paths),
            "RUNNER_TEMP": str(self.temporary),
            **{name: _filled(value, inputs) for name, value in step.get("env", {}).items()},
        }
        # As the service calls it.
        command = [bash(), "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        answer = run(command, self.folder, environment=environment)
        self.path = os.pathsep.join([*reversed(paths.read_text().split("\n")[:-1]), os.environ["PATH"]])
        return answer


def _filled(value: str, inputs: Mapping[str, str]) -> str:
    filled = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda it: inputs[it[1]], value)
    assert "${{" not in filled, f"an expression that the tests cannot read: {value}"
    return filled
