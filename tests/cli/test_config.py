"""`dockwright config`, and what it shows in force."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_check import run

FILE = """\
select = ["ALL"]
ignore = ["style"]

[severity]
missing-user = "error"

[format]
indent-width = 2

[rules.missing-labels]
label-schema = { "a.b" = "text" }
"""


def _config(*arguments: str, cwd: Path) -> Any:
    return json.loads(run("config", *arguments, "--output-format", "json", cwd=cwd).stdout)


def test_what_is_in_force_is_a_settings_file_again(tmp_path: Path):
    (tmp_path / "dockwright.toml").write_text(FILE)
    shown = run("config", "--ignore", "DL3007", "Dockerfile", cwd=tmp_path).stdout.decode()
    assert 'ignore = ["style", "DL3007"]' in shown
    assert "# dockwright.toml: ignore, command line\n" in shown
    assert "# dockwright.toml: rules.missing-labels.label-schema\n" in shown
    assert 'fail-on = "hint"' in shown
    (tmp_path / "again").mkdir()
    (tmp_path / "again/dockwright.toml").write_text(shown)
    again = _config("again", cwd=tmp_path)
    assert {key: it["value"] for key, it in again["settings"].items()} == {
        "select": ["ALL"],
        "extend-select": [],
        "ignore": ["style", "DL3007"],
        "exclude": [],
        "shellcheck": "selected",
        "inline-ignores": True,
        "fail-on": "hint",
        "severity.missing-user": "error",
        "format.keyword-case": "upper",
        "format.indent-width": 2,
        "format.indent-style": "space",
        "format.operators": "keep",
        "format.pairs": "split",
        "rules.missing-labels.label-schema": {"a.b": "text"},
    }
    assert again["rules"]["missing-user"] == "error"
    assert "latest-tag" not in again["rules"]


def test_each_value_says_where_it_comes_from(tmp_path: Path):
    path, nearby = tmp_path / ".hadolint.yaml", tmp_path / ".editorconfig"
    nearby.write_text("root = true\n[Docker*]\nindent_style = tab\n")
    path.write_text("ignored: [DL3007]\ntrustedRegistries: [docker.io]\nfailure-threshold: warning\n")
    found = _config("--select", "latest-tag", "--no-inline-ignores", "--fail-on", "error", cwd=tmp_path)
    assert found["file"] == str(path)
    assert {key: it["origins"] for key, it in found["settings"].items()} == {
        "select": [{"kind": "command line"}],
        "extend-select": [{"kind": "default"}],
        "ignore": [{"kind": "file", "file": str(path), "key": "ignored"}],
        "exclude": [{"kind": "default"}],
        "shellcheck": [{"kind": "default"}],
        "inline-ignores": [{"kind": "command line"}],
        "fail-on": [{"kind": "command line"}],
        "format.keyword-case": [{"kind": "default"}],
        "format.indent-width": [{"kind": "default"}],
        "format.indent-style": [{"kind": "file", "file": str(nearby), "key": "indent_style"}],
        "format.operators": [{"kind": "default"}],
        "format.pairs": [{"kind": "default"}],
        "rules.DL3026.trusted-registries": [{"kind": "file", "file": str(path), "key": "trustedRegistries"}],
    }


def test_what_the_file_itself_says_of_its_layout(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\nENV A=1 \\\n  B=2\n")
    settings = json.loads(run("config", "--output-format", "json", "Dockerfile", cwd=tmp_path).stdout)["settings"]
    assert settings["format.indent-width"] == {"value": 2, "origins": [{"kind": "continued lines"}]}
    assert settings["format.indent-style"] == {"value": "space", "origins": [{"kind": "default"}]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[format]\nkeyword_case = 'upper'", "unknown setting 'keyword_case' of format; did you mean 'keyword-case'?"),
        ("[format]\nindent-style = 'tabs'", "format.indent-style must be one of space, tab, not 'tabs'; did you mean"),
        ("[format]\nindent-width = 0", "format.indent-width must be from 1 to 16, not 0"),
        ("format = 1", "format must be a table, not a number"),
        ("selct = []", "unknown setting 'selct'; did you mean 'select'?"),
        ("ignore = ['latest-tga']", "unknown rule or category 'latest-tga'; did you mean 'latest-tag'?"),
        ("[rules.instruction-casing]\nstile = 'upper'", "unknown option 'stile' of instruction-casing; did you mean"),
        ("[rules.instruction-casing]\nstyle = 'uper'", "must be one of consistent, upper, lower, not 'uper'; did you"),
        ("[rules.missing-labels]\nlabel-schema = ['a']", "label-schema must be a table, not a list"),
        ("[rules.missing-labels]\nlabel-schema = {a='txt'}", "not 'txt'; did you mean 'text'?"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str):
    (tmp_path / "dockwright.toml").write_text(text)
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    for command in ("config", "check", "fix", "format"):
        done = run(command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert message in done.stderr.decode()


@pytest.mark.parametrize(
    ("settings", "arguments", "expected"),
    [
        ("", (), 1),
        ("fail-on = 'warning'", (), 1),
        ("fail-on = 'error'", (), 0),
        ("fail-on = 'never'", (), 0),
        ("fail-on = 'error'", ("--fail-on", "hint"), 1),
        ("", ("--fail-on", "error"), 0),
        ("severity = { DL4000 = 'error' }", ("--fail-on", "error"), 1),
    ],
)
def test_when_a_check_fails(tmp_path: Path, settings: str, arguments: tuple[str, ...], expected: int):
    (tmp_path / "dockwright.toml").write_text(settings)
    (tmp_path / "Dockerfile").write_text("FROM scratch\nADD a /\nMAINTAINER Jane\n")
    done = run("check", "--select", "maintainer-deprecated", *arguments, cwd=tmp_path)
    assert done.returncode == expected
    assert b"maintainer-deprecated" in done.stdout


def test_comments_do_not_count_where_the_settings_say_so(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n# hadolint ignore=DL4000\nMAINTAINER Jane\nUSER 1000\n")
    assert run("check", cwd=tmp_path).returncode == 0
    assert b"maintainer-deprecated" in run("check", "--no-inline-ignores", cwd=tmp_path).stdout
    (tmp_path / ".hadolint.yaml").write_text("disable-ignore-pragma: true\n")
    assert b"maintainer-deprecated" in run("check", cwd=tmp_path).stdout


def test_an_unused_ignore_is_reported_and_fixed(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n# hadolint ignore=DL4000\nUSER 1000\n")
    assert b"information[unused-suppression]" in run("check", cwd=tmp_path).stdout
    assert run("fix", cwd=tmp_path).returncode == 0
    assert (tmp_path / "Dockerfile").read_text() == "FROM scratch\nUSER 1000\n"
    (tmp_path / "Dockerfile").write_text("FROM scratch\n# trivy:ignore:DS-0022:exp:2001-01-01\nMAINTAINER Jane\n")
    assert b"since 2001-01-01" in run("check", cwd=tmp_path).stdout
