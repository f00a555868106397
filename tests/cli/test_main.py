"""The other commands, and what the command line says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dockwright import __version__
from dockwright.rules.registry import all_rules, rules_named
from tests.cli.test_check import run


@pytest.mark.parametrize("name", ["add-instead-of-copy", "DL3020", "dl3020"])
def test_explain_by_any_name(tmp_path: Path, name: str):
    done = run("explain", name, cwd=tmp_path)
    assert done.returncode == 0
    text = done.stdout.decode()
    assert text.startswith(
        "# add-instead-of-copy\n\n`ADD` used where `COPY` would do.\n\n- Category: copying\n- Severity: warning\n"
        "- Default: on\n- Fix: safe: "
    )
    assert "- Also known as: `DL3020`" in text
    assert "Good:\n\n```dockerfile\n" in text


def test_explain_what_nobody_knows(tmp_path: Path):
    done = run("explain", "maintainer-depreciated", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().strip() == (
        "dockwright: there is no rule 'maintainer-depreciated'; did you mean 'maintainer-deprecated'?"
    )


def test_explain_by_a_part_of_a_name(tmp_path: Path):
    done = run("explain", "apt-get", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    first, *others = done.stderr.decode().splitlines()
    assert first == "dockwright: there is no rule 'apt-get'; these have it in their names:"
    assert "  apt-get-assume-yes" in others
    assert run("explain", "", cwd=tmp_path).stderr.decode().strip() == "dockwright: there is no rule ''"


def test_explain_a_code_of_shellcheck(tmp_path: Path):
    assert b"https://www.shellcheck.net/wiki/SC2010" in run("explain", "sc2010", cwd=tmp_path).stdout


def test_rules(tmp_path: Path):
    lines = run("rules", cwd=tmp_path).stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in all_rules()]
    described = json.loads(run("rules", "--output-format", "json", cwd=tmp_path).stdout)
    assert [it["name"] for it in described] == [rule.id for rule in all_rules()]
    found = {it["name"]: it for it in described}["maintainer-deprecated"]
    found.pop("aliases")
    assert found == {
        "name": "maintainer-deprecated",
        "summary": rules_named("maintainer-deprecated")[0].page.summary,
        "category": "metadata",
        "severity": "warning",
        "default": "on",
        "fix": "safe",
        "ambiguous": False,
        "url": "https://github.com/dockwright/dockwright/blob/main/docs/rules/metadata.md#maintainer-deprecated",
        "options": {"label": "org.opencontainers.image.authors"},
    }
    assert {it["default"] for it in described} == {"on", "off"}
    assert {it["fix"] for it in described} == {"safe", "unsafe", "none"}


def test_a_summary_of_the_rules(tmp_path: Path):
    rules = all_rules()
    described = json.loads(run("rules", "--summary", "--output-format", "json", cwd=tmp_path).stdout)
    assert (described["rules"], described["default"]) == (len(rules), sum(it.default for it in rules))
    assert described["fixable"] == described["safe"] + described["unsafe"] == sum(it.fix is not None for it in rules)
    for key in ("rules", "default", "fixable", "safe", "unsafe", "ambiguous"):
        assert sum(it[key] for it in described["categories"].values()) == described[key]
    # What is promised: four of five rules that can have a fix have one.
    assert described["share-without-ambiguous"] >= 0.8
    *table, _, share, clear = run("rules", "--summary", cwd=tmp_path).stdout.decode().splitlines()
    assert table[0].split("  ")[0] == "category"
    assert [line.split()[0] for line in table[1:]] == [*described["categories"], "all"]
    assert table[-1].split()[1:] == [str(described[it]) for it in ("rules", "default", "fixable", "safe", "unsafe")]
    assert len({len(line) for line in table}) == 1
    fixable, all_clear = described["fixable"], len(rules) - described["ambiguous"]
    assert share.endswith(f": {fixable / len(rules):.1%}")
    assert clear.endswith(f": {fixable} of {all_clear}, {fixable / all_clear:.1%}")


def test_version_and_help(tmp_path: Path):
    assert run("--version", cwd=tmp_path).stdout.decode().strip() == f"dockwright {__version__}"
    for command in ([], ["check"], ["fix"], ["explain"], ["rules"], ["lsp"]):
        done = run(*command, "--help", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
    assert run(cwd=tmp_path).returncode == 2
