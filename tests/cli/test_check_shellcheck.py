"""`dockwright check` with ShellCheck: what it adds, what it costs when it fails, and who may name it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shellcheck import pretender, real

SERVER = str(Path(__file__).parents[2] / "server")
CD = "FROM debian:12\nUSER 1\nRUN cd /a; ls\n"
ECHO = "FROM debian:12\nUSER 1\nRUN echo $1\n"


def check(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dockwright", "check", "--select", "shellcheck", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": SERVER, "PYTHONUTF8": "1"},
        check=False,
    )


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [it["code"] for it in json.loads(done.stdout)]


def test_findings_with_their_source(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(CD)
    done = check(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert (
        done.stdout
        == """\
warning[SC2164]: Use 'cd ... || exit' or 'cd ... || return' in case cd fails
 --> Dockerfile:3:5
  |
3 | RUN cd /a; ls
  |     ^^^^^
  = fix (unsafe): Insert || exit

1 finding in 1 file.
"""
    )


def test_each_format_knows_the_codes(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(CD)
    (found,) = json.loads(check("--output-format", "json", cwd=tmp_path).stdout)
    assert (found["code"], found["aliases"], found["severity"]) == ("SC2164", [], "warning")
    log = json.loads(check("--output-format", "sarif", cwd=tmp_path).stdout)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "SC2164"
    assert "/wiki/SC2164" in rule["help"]["markdown"]
    assert "(SC2164)" in check("--output-format", "github", cwd=tmp_path).stdout


def test_settings_and_options_switch_it_off(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(CD)
    assert codes(check("--shellcheck", "off", "--output-format", "json", cwd=tmp_path)) == []
    (tmp_path / "dockwright.toml").write_text('shellcheck = "off"\n')
    assert codes(check("--output-format", "json", cwd=tmp_path)) == []
    assert codes(check("--shellcheck", "auto", "--output-format", "json", cwd=tmp_path)) == ["SC2164"]
    assert codes(check("--shellcheck", real()._program, "--output-format", "json", cwd=tmp_path)) == ["SC2164"]


@pytest.mark.parametrize("program", ["/bin/sh", "shellcheck", "./shellcheck"])
def test_a_project_names_no_program(program: str, tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(CD)
    (tmp_path / "dockwright.toml").write_text(f'shellcheck = "{program}"\n')
    done = check(cwd=tmp_path)
    assert done.returncode == 2
    assert "shellcheck" in done.stderr


def test_a_program_of_the_project_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # Beside the running Python lies the real one; what stands on the PATH here must not even be looked at.
    name = pretender(tmp_path, "open('ran', 'w')\n")
    Path(name).rename(tmp_path / "shellcheck")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "Dockerfile").write_text(CD)
    check(cwd=tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_program_that_is_missing_is_one_line(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(CD)
    done = check("--shellcheck", "missing", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == f"dockwright: --shellcheck: no program: {tmp_path / 'missing'}\n"


def test_a_program_that_fails_costs_only_its_findings(tmp_path: Path):
    project = tmp_path / "project"
    project.mkdir()
    for number in range(40):
        (project / f"{number}.Dockerfile").write_text(f"FROM debian:12\nMAINTAINER me\nRUN echo {number} $1\n")
    program = pretender(tmp_path, "sys.stderr.write('out of luck'); sys.exit(3)\n")
    options = ("--select", "maintainer-deprecated", "--output-format", "json", "--jobs", "2")
    done = check("--shellcheck", program, *options, cwd=project)
    assert done.returncode == 1
    assert codes(done) == ["maintainer-deprecated"] * 40
    said = done.stderr.splitlines()
    assert len(said) == 2
    assert said[0].endswith("failed: out of luck; that script goes unchecked")
    assert said[1].endswith("failed: out of luck; it is not run any more")


def test_many_files_over_several_processes(tmp_path: Path):
    for number in range(50):
        (tmp_path / f"{number:02}.Dockerfile").write_text(ECHO)
    done = check("--jobs", "2", "--output-format", "json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert [it["code"] for it in found] == ["SC2086"] * 50
    assert [it["filename"][-13:-11] for it in found] == [f"{number:02}" for number in range(50)]


def test_it_is_not_run_for_nothing(tmp_path: Path):
    program = pretender(tmp_path, "open(os.path.join(os.path.dirname(sys.argv[0]), 'ran'), 'w'); sys.exit(0)\n")
    (tmp_path / "Dockerfile").write_text(ECHO)
    subprocess.run(
        [sys.executable, "-m", "dockwright", "check", "--select", "latest-tag", "--shellcheck", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SERVER},
        capture_output=True,
        check=False,
    )
    assert not (tmp_path / "ran").exists()
