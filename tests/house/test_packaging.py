"""What the package says it needs is what the extension carries."""

from __future__ import annotations

import re
import sys

import pytest
from packaging.requirements import Requirement

from tests.support.shared import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
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
