"""BuildKit's own cases of its parser, each answered as BuildKit answers."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import pytest

from dockwright.syntax.dockerfile import ast, frontend, lexer, words
from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.tree import Tree
from dockwright.syntax.dockerfile.unit import UnitKind
from dockwright_dev.tree import buildkit_terms
from tests.support.shared import shared_cases

PARSER = shared_cases("conformance/buildkit_parser.json")
WITH_INSTRUCTIONS = [
    case
    for case in (*PARSER, *shared_cases("conformance/buildkit_corpus.json"))
    if case.get("expect_instructions") is not None
]
INSTRUCTIONS = shared_cases("conformance/buildkit_instructions.json")


def of(cases: list[dict[str, Any]], kind: str) -> pytest.MarkDecorator:
    found = [case for case in cases if case["kind"] == kind]
    assert found, f"no case of the kind {kind}"
    return pytest.mark.parametrize("case", found, ids=lambda case: case["id"])


@pytest.mark.parametrize("case", WITH_INSTRUCTIONS, ids=lambda case: case["id"])
def test_instructions(case: dict[str, Any]):
    tree = parse(case["dockerfile"])
    ours = buildkit_terms(tree)
    for term, instruction in zip(ours, tree.instructions, strict=True):
        term["original"] = instruction.logical.text
        term["prev_comment"] = comments_before(tree, instruction)
    assert ours == [expected(it) for it in case["expect_instructions"]]


def comments_before(tree: Tree, instruction: ast.Instruction) -> list[str]:
    """The comments since the last instruction; unlike `comments_above`, BuildKit's parser looks past blank lines."""
    kinds = (UnitKind.COMMENT, UnitKind.BLANK)
    units = takewhile(lambda it: it.kind in kinds, reversed(tree.units[: tree.unit_index(instruction.start)]))
    return [it.text.strip()[1:].strip() for it in units if it.kind is UnitKind.COMMENT][::-1]


def expected(instruction: dict[str, Any]) -> dict[str, Any]:
    """What BuildKit says, without the difference between an empty list and none."""
    wanted = {**instruction, "flags": instruction["flags"] or [], "prev_comment": instruction["prev_comment"] or []}
    if "children" in wanted:
        wanted["children"] = [
            {key: value for key, value in child.items() if key not in ("original", "prev_comment")}
            for child in wanted["children"]
        ]
    return wanted


# What Go's strconv.Quote does to the characters that occur here.
_QUOTED = {
    "\\": "\\\\",
    '"': '\\"',
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\0": "\\x00",
}


def _quote(text: str) -> str:
    return '"' + "".join(_QUOTED.get(it, it) for it in text) + '"'


def _dump(instruction: dict[str, Any]) -> str:
    parts = [instruction["value"].lower()]
    if instruction["flags"]:
        parts.append("[" + " ".join(map(_quote, instruction["flags"])) + "]")
    if children := instruction.get("children"):
        parts += [_dump(child) for child in children]
    else:
        parts += map(_quote, instruction["args"])
    return f"({' '.join(parts)})"


@of(PARSER, "ast")
def test_dump(case: dict[str, Any]):
    dump = "".join(f"{_dump(it)}\n" for it in buildkit_terms(parse(case["dockerfile"])))
    assert dump == case["expect_dump"]


@of(PARSER, "json")
def test_exec_form(case: dict[str, Any]):
    found = lexer.exec_form(case["input"], 0)
    if case["expect"].get("error"):
        assert not isinstance(found, lexer.Strings)
        if "strings only" in case["observed"]["error"]:
            assert found == lexer.NoStrings()
    else:
        assert isinstance(found, lexer.Strings)
        assert [value for _, _, value in found.elements] == case["expect"]["values"]


@of(PARSER, "heredoc-token")
def test_heredoc_token(case: dict[str, Any]):
    marker = lexer.marker_of(case["input"], 0, len(case["input"]))
    wanted = None if case["expect"].get("error") else case["expect"]["heredoc"]
    assert (marker.name if marker else None) == wanted


@of(PARSER, "heredoc-line")
def test_heredoc_line(case: dict[str, Any]):
    assert [marker.name for marker in lexer.markers(case["input"])] == case["expect"]["names"]


@of(PARSER, "heredoc-chomp")
def test_heredoc_chomp(case: dict[str, Any]):
    run = parse(f"RUN <<-EOF\n{case['input']}EOF\n").instructions[0]
    assert run.heredocs[0].script.text == case["expect"]


@of(PARSER, "heredocs")
def test_heredocs(case: dict[str, Any]):
    instructions = parse(case["dockerfile"]).instructions[case["expect"]["first_child"] :]
    found = [
        [
            {"name": it.name, "content": it.content, "expand": it.expand, "chomp": it.chomp, "fd": int(it.fd or 0)}
            for it in instruction.heredocs
        ]
        for instruction in instructions
    ]
    wanted = case["expect"]["heredocs_by_child"]
    assert [len(it) for it in found] == [len(it) for it in wanted]
    for ours, theirs in zip(found, wanted, strict=True):
        for mine, other in zip(ours, theirs, strict=True):
            assert {key: mine[key] for key in other if key in mine} == {key: other[key] for key in other if key in mine}


@of(PARSER, "directive")
def test_directive(case: dict[str, Any]):
    text, name = case["content"], case["directive"]
    found = frontend.frontend(text) if case["function"] == "DetectSyntax" else frontend.setting(text, name)
    wanted = case["expect"]
    assert (found is not None) == wanted["found"]
    if found is not None:
        assert found.value == wanted["value"]
        assert found.written == wanted.get("cmdline", found.written)
        if "start_line" in wanted:
            assert text.count("\n", 0, found.range.start) + 1 == wanted["start_line"] == wanted["end_line"]


@of(PARSER, "error")
def test_error(case: dict[str, Any]):
    kinds = {
        "file with no instructions": "no-instructions",
        "ENV must have two arguments": "key-value-needs-two",
        "LABEL must have two arguments": "key-value-needs-two",
        "dockerfile line greater than max allowed size of 65535": "line-too-long",
        "when using JSON array syntax, arrays must be comprised of strings only": "exec-form-malformed",
    }
    problems = {problem.kind for problem in parse(case["dockerfile"]).problems}
    assert problems == {kinds[case["observed"]["error"]]}


@of(PARSER, "words")
def test_words(case: dict[str, Any]):
    assert [word.text for word in words.split(case["input"])] == case["expect"]


@of(PARSER, "lines")
def test_lines(case: dict[str, Any]):
    ours = buildkit_terms(parse(case["dockerfile"]))
    assert [[it["start_line"], it["end_line"]] for it in ours] == case["expect"]["children"]


@of(PARSER, "warnings")
def test_blank_lines_in_continuations(case: dict[str, Any]):
    warned = [
        instruction.logical.text.rstrip()
        for instruction in parse(case["dockerfile"]).instructions
        if instruction.blank_lines
    ]
    assert len(warned) == case["expect"]["count"]
    said = [it["short"].partition(": ")[2].rstrip() for it in case["observed"]["warnings"]]
    assert warned == said


@of(INSTRUCTIONS, "copy")
def test_copy(case: dict[str, Any]):
    copy = parse(case["dockerfile"]).instructions[0]
    assert isinstance(copy, ast.Copy)
    inline = [heredoc for it in copy.sources if (heredoc := copy.heredoc_of(it))]
    assert copy.destination is not None
    assert copy.destination.value == case["expect"]["dest"]
    assert [it.value for it in copy.sources if not copy.heredoc_of(it)] == case["expect"]["sources"]
    found = [{"path": it.name, "data": it.script.text, "expand": it.expand} for it in inline]
    assert found == case["expect"]["inline"]


@of(INSTRUCTIONS, "run")
def test_run(case: dict[str, Any]):
    run = parse(case["dockerfile"]).instructions[0]
    assert isinstance(run, ast.Run)
    assert isinstance(run.command, ast.ShellForm) == case["expect"]["shell_form"]
    line = run.command.values if isinstance(run.command, ast.ExecForm) else [run.arguments_text]
    assert line == case["expect"]["command"]
    files = [{"name": it.name, "data": it.content, "chomp": it.chomp} for it in run.heredocs]
    assert files == case["expect"]["files"]


@of(INSTRUCTIONS, "flags-used")
def test_flags_used(case: dict[str, Any]):
    assert [it.name for it in parse(case["dockerfile"]).instructions[0].flags] == case["expect"]["flags"]


@of(INSTRUCTIONS, "doc-comments")
def test_comments_above(case: dict[str, Any]):
    tree = parse(case["dockerfile"])
    found = {
        " ".join(instruction.arguments_text.split()): [it.text[1:].strip() for it in tree.comments_above(instruction)]
        for instruction in tree.instructions
    }
    # What a comment says counts if it begins with the name; which one that is, is no matter of syntax.
    assert found["busybox AS base"] == ["base defines first stage"]
    assert found["foo"] == ["this is irrelevant"]
    assert found["bar baz=123"] == ["bar defines bar", "baz is something else"]
