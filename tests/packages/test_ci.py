"""docs/ci.md: its blocks do what the page says, as far as a machine can tell that is no service's."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dockwright import __version__
from dockwright.workspace.files import is_dockerfile_name
from tests.support.editors import Project
from tests.support.packages import commit, outside, package_index, repository, run
from tests.support.shared import ROOT
from tests.support.workflows import Runner, bash, read_yaml

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = read_yaml((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
# Nothing else is found in it, on whatever day.
ADD = "FROM scratch\nADD app.py /srv/\nUSER 1\n"
COPY = ADD.replace("ADD", "COPY")


def block(heading: str, language: str = "yaml") -> str:
    """The first block below a heading of the page."""
    found = re.search(rf"(?ms)^#+ {re.escape(heading)}$.*?^```{language}\n(.*?)^```$", PAGE)
    assert found, heading
    return found[1]


def steps(heading: str) -> list[dict[str, Any]]:
    """The steps of the only job in a workflow on the page."""
    (job,) = read_yaml(block(heading))["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a finding."""
    made = tmp_path / "project"
    made.mkdir()
    (made / "Dockerfile").write_text(ADD)
    return made


@pytest.fixture
def runner(folder: Path, tmp_path: Path) -> Runner:
    package_index()
    (tmp_path / "temporary").mkdir()
    return Runner(folder, tmp_path / "temporary")


def test_the_page_names_this_version():
    named = re.findall(r"(?:dockwright/dockwright@|rev: |refs/tags/)(v\d[\w.]*?)(?=\s|\.tar\.gz)", PAGE)
    assert len(named) == 5
    assert set(named) == {f"v{__version__}"}


@pytest.mark.parametrize(
    "name",
    "Dockerfile Containerfile dockerfile containerfile Dockerfile.prod Containerfile-dev Dockerfile_x Dockerfile.a.b "
    "web.dockerfile web.Dockerfile WEB.DOCKERFILE x.containerfile Dockerfile~ Dockerfile.md Dockerfile.MD "
    "Dockerfile.dockerignore Dockerfile.j2 Dockerfile. Dockerfile- Dockerfile.template Dockerfile.txt Dockerfile.swp "
    "Dockerfile.orig Dockerfile.erb dockerfile.go Dockerfiles MyDockerfile .dockerfile README.md web.dockerfile.bak "
    "DockerFile".split(),
)
def test_the_hooks_are_for_the_files_that_a_walk_finds(name: str):
    (pattern,) = {hook["files"] for hook in HOOKS}
    assert bool(re.search(pattern, name)) == is_dockerfile_name(name)
    assert bool(re.search(pattern, f"some/where.md/{name}")) == is_dockerfile_name(name)


def test_the_hooks_run_as_the_page_shows(folder: Path, tmp_path: Path):
    package_index()
    written = block("pre-commit")
    assert [it["id"] for it in read_yaml(written)["repos"][0]["hooks"]] == [
        *("dockwright-fix", "dockwright-format", "dockwright-check")
    ]
    (folder / ".pre-commit-config.yaml").write_text(
        written.replace("https://github.com/dockwright/dockwright", str(repository(tmp_path / "dockwright")))
    )
    (folder / "vendor").mkdir()
    (folder / "vendor/Dockerfile").write_text(ADD)
    (folder / "dockwright.toml").write_text('exclude = ["vendor/"]\n')
    (folder / "Dockerfile").write_text(ADD.replace("USER", "USER  ") + "\nFROM alpine:latest\nUSER 1\n")
    commit(folder)
    environment = outside(PRE_COMMIT_HOME=str(tmp_path / "cache"))

    def pre_commit() -> tuple[int, dict[str, str]]:
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"]
        done = run(command, folder, environment=environment)
        return done.returncode, dict(re.findall(r"(?m)^dockwright (\w+)\.+(\w+)$", done.stdout))

    # The first two change the file, which counts as failing; the third finds what they leave.
    assert pre_commit() == (1, {"fix": "Failed", "format": "Failed", "check": "Failed"})
    assert (folder / "Dockerfile").read_text() == COPY + "\nFROM alpine:latest\nUSER 1\n"
    assert (folder / "vendor/Dockerfile").read_text() == ADD
    commit(folder)
    assert pre_commit() == (1, {"fix": "Passed", "format": "Passed", "check": "Failed"})
    (folder / "Dockerfile").write_text(COPY)
    commit(folder)
    assert pre_commit() == (0, {"fix": "Passed", "format": "Passed", "check": "Passed"})


def test_the_action_shows_findings_on_their_lines(runner: Runner):
    install, check = runner.run(steps("GitHub Actions"))
    assert install.returncode == 0, install.stderr
    assert check.returncode == 1
    assert check.stdout.startswith("::warning title=dockwright (add-instead-of-copy),file=Dockerfile,line=2,")
    assert runner.used.keys() == {"actions/checkout"}
    (runner.folder / "Dockerfile").write_text(COPY)
    assert [it.returncode for it in runner.run(steps("GitHub Actions"))] == [0, 0]
    # Later steps find it.
    (said,) = runner.run([{"run": "dockwright --version", "shell": "bash"}])
    assert said.stdout == f"dockwright {__version__}\n"


def test_the_action_writes_what_code_scanning_is_given(runner: Runner):
    _, check = runner.run(steps("Code scanning"))
    assert check.returncode == 1
    assert "::warning" in check.stdout
    given = runner.used["github/codeql-action/upload-sarif"]
    (found,) = json.loads((runner.folder / given["sarif_file"]).read_text())["runs"]
    assert [it["ruleId"] for it in found["results"]] == ["add-instead-of-copy"]
    assert found["tool"]["driver"]["version"] == __version__


def test_the_inputs_of_the_action_reach_the_program_as_they_are(runner: Runner):
    odd = "a $(touch hurt) 'b'/Dockerfile"
    (runner.folder / odd).parent.mkdir()
    (runner.folder / odd).write_text(ADD)
    given = {
        "paths": f"{odd}\n-x.Dockerfile\n",
        "options": "--fail-on=error\n--select=add-instead-of-copy\n",
        "output-format": "json",
        "sarif-file": "found here.sarif",
    }
    (runner.folder / "-x.Dockerfile").write_text(ADD)
    _, check = runner.run([{"uses": f"dockwright/dockwright@v{__version__}", "with": given}])
    assert (check.returncode, check.stderr) == (0, "")
    assert [it["filename"] for it in json.loads(check.stdout)] == [odd, "-x.Dockerfile"]
    assert (runner.folder / "found here.sarif").exists()
    assert not (runner.folder / "hurt").exists()
    # What cannot be done fails the step, whatever is to be ignored of the findings.
    _, check = runner.run([{"uses": f"dockwright/dockwright@v{__version__}", "with": {**given, "paths": "none"}}])
    assert check.returncode == 2


def test_the_page_lists_the_inputs_of_the_action():
    action = read_yaml((ROOT / "action.yml").read_text(encoding="utf-8"))
    listed = dict(re.findall(r"(?m)^\| `([\w-]+)` \| .* \| (?:`(.*)`|\w+) \|$", PAGE))
    assert listed == {name: it["default"] for name, it in action["inputs"].items()}


@pytest.fixture
def script(tmp_path: Path) -> Callable[[list[str], Path], subprocess.CompletedProcess[str]]:
    """Runs lines in a shell that finds this checkout's `dockwright`."""
    path = Project(tmp_path / "shell").environment["PATH"]

    def ran(lines: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return run([bash(), "-e", "-c", "\n".join(lines)], folder, environment=outside(PATH=path))

    return ran


def test_the_job_for_gitlab_writes_the_report_that_it_names(script: Any, folder: Path):
    (job,) = read_yaml(block("GitLab")).values()
    install, *lines = job["script"]
    assert install.startswith("pip install ")
    done = script(lines, folder)
    assert done.returncode == 1
    assert "warning[add-instead-of-copy]" in done.stdout
    (issue,) = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
    assert issue["location"] == {"path": "Dockerfile", "lines": {"begin": 2, "end": 2}}
    (folder / "Dockerfile").write_text(COPY)
    assert script(lines, folder).returncode == 0
    assert json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text()) == []


def test_what_any_other_ci_runs(script: Any, folder: Path):
    install, *lines = block("Any other", "sh").splitlines()
    assert install.startswith("pip install ")
    assert script(lines, folder).returncode == 1
    assert script(["dockwright fix --diff"], folder).returncode == 1
    assert script(["dockwright format --check"], folder).returncode == 0
    assert script(["dockwright fix", *lines], folder).returncode == 0
