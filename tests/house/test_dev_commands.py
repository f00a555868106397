"""The project's own commands do what ARCHITECTURE.md promises a newcomer."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dockwright.lint import engine
from dockwright.lint.rule import Rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.dump import dump
from dockwright.syntax.dockerfile.parser import parse
from dockwright_dev import editors, new_rule, vscode
from dockwright_dev import engine as docker_engine
from dockwright_dev.__main__ import main
from dockwright_dev.fixes_compared import Tool, compare, is_readable, measure
from dockwright_dev.tree import buildkit_terms


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkout without rules, for commands that write."""
    monkeypatch.setattr(new_rule, "ROOT", tmp_path)
    monkeypatch.setattr(new_rule, "RULES", tmp_path / "rules")
    monkeypatch.setattr(new_rule, "RULE_TESTS", tmp_path / "tests")
    return tmp_path


def imported(name: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, name, module)
    specification.loader.exec_module(module)
    return module


def test_a_new_rule_is_well_formed_and_finds_nothing_yet(elsewhere: Path, monkeypatch: pytest.MonkeyPatch):
    assert main(["new-rule", "base-image/odd-platform"]) == 0
    path = elsewhere / "rules" / "base_image" / "odd_platform.py"
    module = imported("dockwright.rules.base_image.odd_platform", path, monkeypatch)
    rule = module.odd_platform
    assert isinstance(rule, Rule)
    assert (rule.id, rule.category) == ("odd-platform", "base-image")
    assert {it.kind for it in rule.page.examples} == {"bad", "good"}
    # So the page's own test, which wants a finding in each bad example, is red.
    assert [engine.run(Document.parse(it.text), (rule,)) for it in rule.page.examples] == [[], []]


def test_the_test_of_a_new_rule_is_red(elsewhere: Path, monkeypatch: pytest.MonkeyPatch):
    main(["new-rule", "base_image/odd-platform"])
    path = elsewhere / "rules" / "base_image" / "odd_platform.py"
    imported("dockwright.rules.base_image.odd_platform", path, monkeypatch)
    tests = imported("test_odd_platform", elsewhere / "tests" / "base_image" / "test_odd_platform.py", monkeypatch)
    red = [it for it in vars(tests).values() if getattr(it, "__name__", "").startswith("test_")]
    assert len(red) == 2
    for test in red:
        with pytest.raises(AssertionError):
            test()


@pytest.mark.parametrize(
    "name", ["odd-platform", "Base/odd", "base/odd/platform", "base/", "../odd", "base/odd platform"]
)
def test_a_name_that_is_none_is_refused(elsewhere: Path, name: str):
    assert main(["new-rule", name]) == 2
    assert list(elsewhere.iterdir()) == []


def test_no_rule_is_written_over(elsewhere: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["new-rule", "users/odd"]) == 0
    (elsewhere / "rules" / "users" / "odd.py").write_text("mine")
    assert main(["new-rule", "secrets/odd"]) == 2
    assert "rules/users/odd.py is there already" in capsys.readouterr().out
    assert (elsewhere / "rules" / "users" / "odd.py").read_text() == "mine"


def test_tree_in_the_terms_of_buildkit():
    text = 'FROM a\n\nRUN --mount="type=tmpfs" <<-"EOF"  \\\n  cat\n\thi\n\tEOF\nENV a=b c="d e"\nONBUILD CMD ["x"]\n'
    run = {
        "value": "RUN",
        "args": ['<<-"EOF"    cat'],
        "json": False,
        "flags": ["--mount=type=tmpfs"],
        "heredocs": [{"name": "EOF", "content": "\thi\n", "expand": False, "chomp": True, "file_descriptor": 0}],
        "start_line": 3,
        "end_line": 6,
    }
    _, second, third, fourth = buildkit_terms(parse(text))
    assert second == run
    assert (third["args"], third["start_line"], third["end_line"]) == (["a", "b", "=", "c", '"d e"', "="], 7, 7)
    assert (fourth["args"], fourth["children"][0]["args"], fourth["children"][0]["json"]) == ([""], ["x"], True)


def test_tree_as_it_is():
    assert dump(parse("# note\nFROM a AS b\nCOPY --from=b $X /\n")).splitlines() == [
        "Comment 0..6 '# note'",
        "From 7..18 'FROM a AS b'",
        "  image: Word 12..13 'a'",
        "  as_keyword: Word 14..16 'AS'",
        "  stage_name: Word 17..18 'b'",
        "Copy 19..37 'COPY --from=b $X /'",
        "  flags: Flag 24..32 '--from=b'",
        "    value: Word 31..32 'b'",
        "  sources: Word 33..35 '$X'",
        "    variables: Variable 33..35 '$X'",
        "  destination: Word 36..37 '/'",
    ]


def test_tree_reads_a_file_and_says_when_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "Dockerfile"
    path.write_bytes(b"FROM a\r\nUSER b")
    assert main(["tree", "--json", str(path)]) == 0
    assert [it["args"] for it in json.loads(capsys.readouterr().out)] == [["a"], ["b"]]
    path.write_bytes(b"FROM \xff")
    assert main(["tree", str(path)]) == 2
    assert main(["tree", str(tmp_path / "none")]) == 2


_VANDAL = """
import pathlib, sys
for name in sys.argv[2:]:
    path = pathlib.Path(name)
    text = path.read_text()
    if "refuse" in text or ("crash" in text and sys.argv[1] == "fix"):
        sys.exit(7)
    if sys.argv[1] == "fix":
        text = text.replace("RUN break", "&& break").replace("spoil", "refuse")
        path.write_text(text + "# more\\n" if "restless" in text else text)
"""


def test_what_a_tool_s_fixes_do_is_told_by_the_kind_of_damage(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    kinds = ("refuse", "crash", "break", "spoil", "restless", "fine")
    for kind in kinds:
        (tmp_path / kind).write_text(f"FROM a\n{'RUN ' if kind == 'break' else '# '}{kind}\n")
    tool = Tool("vandal", (sys.executable, "-c", _VANDAL), ("check",), ("fix",), ("fix",))
    found = measure(tool, tool.safe, [tmp_path / it for it in kinds])
    assert found.refused == ["refuse"]
    assert found.crashed == ["crash"]
    assert found.changed == ["break", "spoil", "restless"]
    assert found.unreadable == ["spoil"]
    assert found.broken == ["break"]
    assert found.restless == ["restless"]
    assert compare(tmp_path, 0, [tool]) == 0
    assert "vandal, unsafe, unreadable: spoil" in capsys.readouterr().out


def test_an_instruction_that_is_none_is_no_good_result():
    assert is_readable(b"FROM a\nRUN b\n")
    assert not is_readable(b"")
    assert not is_readable(b"FROM a\n&& b\n", b"FROM a\nRUN b\n")
    assert is_readable(b"FROM a\n&& b\n", b"FROM a\nx\n")


def test_a_command_runs_without_an_engine_where_there_can_be_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(docker_engine, "FETCHED", tmp_path / "none")
    assert main(["engine", "--", sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert "no Docker engine answers" in capfd.readouterr().err


def test_editors_are_named_where_none_can_be_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(editors, "FETCHED", tmp_path / "none")
    monkeypatch.setattr(editors, "PROGRAMS", tmp_path / "none" / "bin")
    monkeypatch.setattr(vscode, "_FOLDER", tmp_path / "none" / "vscode")
    monkeypatch.setattr(vscode, "_STARTER", tmp_path / "none" / "chromium")
    assert main(["editors", "--fetch"]) == 0
    said = capfd.readouterr().err
    assert "none could be fetched" in said
    assert "hx: not found; what needs it is skipped" in said
    assert "VS Code could not be fetched" in said
    assert "VS Code: not found; what needs it is skipped" in said
