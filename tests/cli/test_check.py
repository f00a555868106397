"""`dockwright check` as its users run it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dockwright.rules.registry import rules_named

SERVER = str(Path(__file__).parents[2] / "server")
ADD = "FROM alpine:3.20\nADD app.py /srv/\n"
SELECT = ("--select", "add-instead-of-copy,maintainer-deprecated")


def run(
    *arguments: str, cwd: Path, text: str | bytes = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dockwright", *arguments],
        cwd=cwd,
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": SERVER, "PYTHONUTF8": "1", **(environment or {})},
        check=False,
    )


def check(*arguments: str, cwd: Path, text: str | bytes = "") -> tuple[int, str, str]:
    done = run("check", *SELECT, *arguments, cwd=cwd, text=text)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_findings_with_their_source(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(ADD)
    code, out, err = check(cwd=tmp_path)
    assert code == 1
    assert (
        out
        == """\
warning[add-instead-of-copy]: ADD of a local file; COPY does just that
 --> Dockerfile:2:1
  |
2 | ADD app.py /srv/
  | ^^^
  = fix: Use COPY

1 finding in 1 file: 1 fixable with `dockwright fix`.
"""
    )
    assert err == ""


def test_nothing_found(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\n")
    assert check(cwd=tmp_path) == (0, "No findings in 1 file.\n", "")


def test_what_cannot_be_done_is_said_and_the_rest_is_done(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(ADD)
    (tmp_path / "binary").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "latin").write_bytes(b"FROM a\n# \xe4\n")
    (tmp_path / "empty").mkdir()
    code, out, err = check("missing", "binary", "empty", "latin", "Dockerfile", cwd=tmp_path)
    assert code == 2
    assert "1 finding in 1 file" in out
    assert err.splitlines() == [
        "dockwright: missing: no such file or folder",
        "dockwright: empty: no Dockerfile in this folder",
        "dockwright: binary: not a text file",
        "dockwright: latin: not UTF-8: byte 0xe4 at offset 9",
    ]


def test_standard_input(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/dockwright.toml").write_text('ignore = ["maintainer-deprecated"]\n')
    text = ADD + "MAINTAINER me\n"
    assert " --> -:2:1\n" in check("-", cwd=tmp_path, text=text)[1]
    code, out, _ = check("-", "--stdin-filename", "sub/x.dockerfile", cwd=tmp_path, text=text)
    assert code == 1
    assert " --> sub/x.dockerfile:2:1\n" in out
    assert "maintainer" not in out.lower()


def test_standard_input_that_is_no_text(tmp_path: Path):
    code, out, err = check("-", cwd=tmp_path, text=b"FROM \xff\xfe")
    assert (code, out, err) == (2, "", "dockwright: -: not UTF-8: byte 0xff at offset 5\n")


def _json(*arguments: str, cwd: Path) -> list[dict[str, Any]]:
    code, out, err = check("--output-format", "json", *arguments, cwd=cwd)
    assert err == ""
    found: list[dict[str, Any]] = json.loads(out)
    assert code == bool(found)
    return found


def _aliases(name: str) -> tuple[str, ...]:
    (rule,) = (it for it in rules_named(name) if it.id == name)
    return rule.aliases


def test_json(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.23\n# 🐳\n\tADD é.py /srv/\n", encoding="utf-8")
    assert _json(cwd=tmp_path) == [
        {
            "code": "add-instead-of-copy",
            "aliases": [*_aliases("add-instead-of-copy")],
            "severity": "warning",
            "message": "ADD of a local file; COPY does just that",
            "filename": "Dockerfile",
            "location": {"row": 3, "column": 2},
            "end_location": {"row": 3, "column": 5},
            "fix": {
                "title": "Use COPY",
                "safety": "safe",
                "edits": [
                    {"content": "COPY", "location": {"row": 3, "column": 2}, "end_location": {"row": 3, "column": 5}}
                ],
            },
            "related": [],
        }
    ]
    assert _json(str(tmp_path), cwd=tmp_path)[0]["filename"] == str(tmp_path / "Dockerfile")
    assert _json("--ignore", "DL3020", cwd=tmp_path) == []


def test_github(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(ADD)
    assert check("--output-format", "github", cwd=tmp_path)[1] == (
        "::warning title=dockwright (add-instead-of-copy),file=Dockerfile,line=2,col=1,endLine=2,endColumn=3"
        "::ADD of a local file; COPY does just that\n"
    )


def test_sarif(tmp_path: Path):
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b/Dockerfile").write_text(ADD)
    log = json.loads(check("--output-format", "sarif", cwd=tmp_path)[1])
    (run_,) = log["runs"]
    assert log["version"] == "2.1.0"
    (rule,) = run_["tool"]["driver"]["rules"]
    assert rule["id"] == "add-instead-of-copy"
    assert rule["help"]["markdown"] == run("explain", "DL3020", cwd=tmp_path).stdout.decode().partition("\n\n")[2]
    assert rule["helpUri"].endswith("/docs/rules/copying.md#add-instead-of-copy")
    assert run_["columnKind"] == "unicodeCodePoints"
    (result,) = run_["results"]
    assert result["ruleId"] == run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    location = result["locations"][0]["physicalLocation"]
    region = {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4}
    assert location == {"artifactLocation": {"uri": "a%20b/Dockerfile"}, "region": region}
    (fix,) = result["fixes"]
    assert fix["artifactChanges"][0]["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "COPY"}}]


def _gitlab(*arguments: str, cwd: Path) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(check("--output-format", "gitlab", *arguments, cwd=cwd)[1])
    return issues


def test_gitlab(tmp_path: Path):
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b/Dockerfile").write_text(ADD)
    (issue,) = _gitlab(str(tmp_path), cwd=tmp_path)
    assert len(issue.pop("fingerprint")) == 64
    assert issue == {
        "description": "ADD of a local file; COPY does just that",
        "check_name": "add-instead-of-copy",
        "severity": "major",
        "location": {"path": "a b/Dockerfile", "lines": {"begin": 2, "end": 2}},
    }
    assert _gitlab("--ignore", "DL3020", cwd=tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is a text")
@pytest.mark.parametrize("output_format", ["text", "json", "sarif", "github", "gitlab"])
def test_a_name_that_is_no_text_is_reported_all_the_same(tmp_path: Path, output_format: str):
    (tmp_path / os.fsdecode(b"\xff.dockerfile")).write_text(ADD)
    done = run("check", *SELECT, "--output-format", output_format, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"add-instead-of-copy" in done.stdout


def test_gitlab_knows_a_finding_again_where_lines_moved_and_tells_two_apart(tmp_path: Path):
    def fingerprints(text: str) -> list[str]:
        (tmp_path / "Dockerfile").write_text(text)
        return [it["fingerprint"] for it in _gitlab(cwd=tmp_path)]

    one, other = fingerprints(ADD + "ADD app.py /srv/\n")
    assert one != other
    assert fingerprints("\n\n" + ADD) == [one]
    assert fingerprints(ADD.replace("/srv/", "/opt/")) not in ([one], [other])


def test_what_is_excluded_is_checked_where_it_is_named_unless_that_is_not_wanted(tmp_path: Path):
    for name in ("own", "vendor/deep"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "Dockerfile").write_text(ADD)
    (tmp_path / "dockwright.toml").write_text('exclude = ["vendor/"]\n')
    named = ("own/Dockerfile", "vendor/deep/Dockerfile")
    assert [it["filename"] for it in _json(*named, cwd=tmp_path)] == [*named]
    assert [it["filename"] for it in _json("--force-exclude", *named, cwd=tmp_path)] == ["own/Dockerfile"]
    assert _json("--force-exclude", "Dockerfile", cwd=tmp_path / "vendor/deep") == []
    (tmp_path / "vendor/dockwright.toml").write_text("")
    assert _json("--force-exclude", "vendor/deep/Dockerfile", cwd=tmp_path) == []
    for command in (["fix"], ["format"]):
        assert run(*command, "--force-exclude", named[1], cwd=tmp_path).returncode == 0
    assert (tmp_path / named[1]).read_text() == ADD


def test_many_files_by_several_processes_come_out_as_by_one(tmp_path: Path):
    for number in range(60):
        (tmp_path / f"{number:03}.dockerfile").write_text(ADD * (number % 3))
    (tmp_path / "bad.dockerfile").write_bytes(b"\xff")
    one = check("--jobs", "1", "--output-format", "json", cwd=tmp_path)
    assert one == check("--jobs", "3", "--output-format", "json", cwd=tmp_path)
    assert one[0] == 2
    assert len(json.loads(one[1])) == 60


def test_settings_of_each_folder(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(ADD)
    (tmp_path / "a/.hadolint.yaml").write_text('{"ignored": ["DL3020"]}')
    (tmp_path / "b/pyproject.toml").write_text('[tool.dockwright.severity]\nDL3020 = "error"\n')
    (found,) = _json(cwd=tmp_path)
    assert (found["filename"], found["severity"]) == ("b/Dockerfile", "error")
    (tmp_path / "b/.git").mkdir()
    assert [it["filename"] for it in _json("--config", "b/pyproject.toml", cwd=tmp_path)] == [
        "a/Dockerfile",
        "b/Dockerfile",
    ]


def test_mistyped_settings_are_said_once(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.dockerfile").write_text(ADD)
    (tmp_path / "dockwright.toml").write_text("ignor = []\n")
    assert check(cwd=tmp_path)[::2] == (
        2,
        f"dockwright: {tmp_path / 'dockwright.toml'}: unknown setting 'ignor'; did you mean 'ignore'?\n",
    )
    (tmp_path / "dockwright.toml").write_text("ignore = ['add-instead-of-copi']\n")
    message = "unknown rule or category 'add-instead-of-copi'; did you mean 'add-instead-of-copy'?"
    assert check(cwd=tmp_path)[::2] == (2, f"dockwright: {tmp_path / 'dockwright.toml'}: {message}\n")


def test_mistyped_rules(tmp_path: Path):
    done = run("check", "--select", "ad-instead-of-copy", cwd=tmp_path)
    assert done.returncode == 2
    assert b"did you mean 'add-instead-of-copy'?" in done.stderr
    assert run("check", "--ignore", "DL3999", "-", cwd=tmp_path, text="FROM scratch\n").returncode in (0, 1)


def test_colours_are_for_terminals(tmp_path: Path):
    done = run("check", *SELECT, "-", cwd=tmp_path, text=ADD, environment={"FORCE_COLOR": ""})
    assert b"\x1b" not in done.stdout


def test_a_terminal_that_is_no_utf_8(tmp_path: Path):
    text = "FROM alpine:3.20\nADD é.py 🐳\n"
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = run("check", *SELECT, "-", cwd=tmp_path, text=text, environment=environment)
    assert done.returncode == 1
    assert b"ADD ?.py ?" in done.stdout


def test_a_reader_that_goes_away(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM a\n" + "ADD app.py /srv/\n" * 5000)
    command = [sys.executable, "-m", "dockwright", "check", *SELECT]
    environment = {**os.environ, "PYTHONPATH": SERVER}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("command", ["check", "fix"])
def test_a_bug_costs_only_its_file(tmp_path: Path, command: str):
    (tmp_path / "a.dockerfile").write_text("FROM a\nRUN boom\n")
    (tmp_path / "b.dockerfile").write_text(ADD)
    probe = (
        "import sys; from dockwright.semantic.document import Document; parse = Document.parse\n"
        "def broken(text, *rest):\n    if 'boom' in text: raise KeyError('boom')\n    return parse(text, *rest)\n"
        "Document.parse = broken\n"
        f"from dockwright.cli.main import main; sys.exit(main(['{command}', '--select', 'DL3020']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SERVER},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert "dockwright: a.dockerfile: internal error: KeyError: 'boom'" in done.stderr
    assert "1 finding" in done.stdout + done.stderr


def test_the_protocol_is_not_imported(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(ADD)
    probe = (
        "import sys; from dockwright.cli.main import main; code = main(['check', 'Dockerfile']);"
        "main(['fix', '--diff', 'Dockerfile']); main(['rules']);"
        "heavy = {'pygls', 'lsprotocol', 'cattrs', 'asyncio', 'ruamel', 'tomllib', 'multiprocessing', 'pathspec'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SERVER},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "[]"
