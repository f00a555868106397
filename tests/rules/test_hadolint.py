"""hadolint's own test cases: its rules find here what they find there, but where it is mistaken."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.shared import ROOT, shared_cases

DIFFERENT = {
    # No image of a build runs as the user of a stage that the last one is not built on.
    "hadolint/DL3002/77": "root in a stage that ships nowhere",
    # The name of a package that a variable completes is not known to lack a version.
    "hadolint/DL3033/106": "the version stands in a variable",
    # Says zypper(8): behind the sub-command `-n` is `--name`, so zypper still asks.
    "hadolint/DL3034/17": "that `-n` answers no questions",
    # pip switches its cache off for every value, even a no (pip/_internal/cli/cmdoptions.py, _handle_no_cache_dir).
    "hadolint/DL3042/56": "any value of PIP_NO_CACHE_DIR switches the cache off",
    "hadolint/DL3042/57": "the same",
    "hadolint/DL3042/63": "the same",
    "hadolint/DL3042/66": "the same",
    "hadolint/DL3042/67": "the same",
    "hadolint/DL3042/69": "the same",
    # BuildKit expands the name: what is set is the label `invalid`, which is a valid name.
    "hadolint/DL3048/21": "the label's name holds a variable",
    # A stage that another one is built on is no image of its own, and what it lacks the other one may have.
    "hadolint/DL3049/79": "one image, one finding",
    # BuildKit is silent there as well: a global ARG is in no image until a stage repeats it.
    "hadolint/DL3064/53": "an ARG above the first FROM reaches no image",
    "hadolint/DL3064/64": "the same",
    # The option either works or stops the build at once; nobody knows what `sh` that is.
    "hadolint/DL4006/84": "SHELL has pipefail already",
    # BusyBox knows `-o pipefail`.
    "hadolint/Regression/26": "SHELL has pipefail already",
}


def _cases() -> list[dict[str, Any]]:
    cases = shared_cases("conformance/hadolint_rules.json")
    return [it for it in cases if not it.get("upstream_defect") and it["rule"] != "*"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """How often each name of a rule was found in each case; all cases are one run of the command line."""
    root = tmp_path_factory.mktemp("cases")
    folders = {}
    for number, case in enumerate(_cases()):
        folder = root / f"{number:04}"
        folder.mkdir()
        folders[folder.name] = case["id"]
        (folder / "Dockerfile").write_text(case["dockerfile"], encoding="utf-8", newline="")
        if case["config"]:
            (folder / ".hadolint.yaml").write_text(json.dumps(case["config"]), encoding="utf-8")
    command = [sys.executable, "-m", "dockwright", "check", "--select", "ALL", "--output-format", "json", "."]
    environment = {"PYTHONPATH": str(ROOT / "server"), "PATH": str(Path(sys.executable).parent)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    counts: dict[str, Counter[str]] = {it: Counter() for it in folders.values()}
    for it in json.loads(done.stdout):
        case = folders[Path(it["filename"]).parts[0]]
        counts[case].update({it["code"], *it["aliases"]})
        if it["code"].startswith("SC"):
            counts[case]["SC*"] += 1
    return counts


@pytest.mark.parametrize("case", [pytest.param(it, id=it["id"]) for it in _cases()])
def test_finds_what_hadolint_finds(case: dict[str, Any], found: dict[str, Counter[str]]):
    count = found[case["id"]][case["rule"]]
    most = case["count_max"] if case["count_max"] is not None else count
    is_like = case["count_min"] <= count <= most
    assert is_like == (case["id"] not in DIFFERENT), f"{case['expect']}: {count} found\n{case['dockerfile']}"


def test_differences_are_of_cases_that_there_are():
    assert set(DIFFERENT) <= {it["id"] for it in _cases()}
