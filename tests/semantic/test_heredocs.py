from __future__ import annotations

import subprocess

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.heredocs import as_chain, as_heredoc
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import apply


def chain(body: str, head: str = "FROM debian:12\n", end: str = "\n") -> str | None:
    """The RUN that a here-document becomes."""
    text = f"{head}RUN <<EOF\n{body}\nEOF{end}"
    document = Document.parse(text)
    run = document.instructions[-1]
    assert isinstance(run, ast.Run)
    edit = as_chain(run, document.state_before(run))
    return apply(text, (edit,))[len(head) :] if edit is not None else None


def heredoc(run: str) -> str | None:
    """The here-document that a RUN becomes."""
    head = "FROM debian:12\n"
    text = f"{head}RUN {run}\n"
    document = Document.parse(text)
    instruction = document.instructions[-1]
    assert isinstance(instruction, ast.Run)
    edit = as_heredoc(instruction, document.state_before(instruction))
    return apply(text, (edit,))[len(head) :] if edit is not None else None


@pytest.mark.parametrize(
    ("body", "run"),
    [
        ("set -e\na\nb", "RUN a \\\n    && b\n"),
        ("set -ex\na; b", "RUN set -ex \\\n    && a \\\n    && b\n"),
        ("a\n\nb", "RUN a; \\\n    b\n"),
        ("a", "RUN a\n"),
        ("# one\nset -e\n# two\na # three\nb\n# four", "RUN \\\n    # one\n    # two\n    # three\n"
         "    a \\\n    # four\n    && b\n"),
        ("set -e\na \\\n  b\nc", "RUN a \\\n  b \\\n    && c\n"),
        # Where `set -e` lets something fail, lines stay what they are.
        ("set -e\na && b\nc", "RUN set -e; \\\n    a && b; \\\n    c\n"),
        ("set -e\n! a\nb", "RUN set -e; \\\n    ! a; \\\n    b\n"),
        ("set -e\nif a; then b; fi\nc", "RUN set -e; \\\n    if a; then b; fi; \\\n    c\n"),
        ("set -e\n. ./env\nb", "RUN set -e; \\\n    . ./env; \\\n    b\n"),
        ("set -e\na=$(b; c)\nd", "RUN set -e; \\\n    a=$(b; c); \\\n    d\n"),
        ("set -e\nset +e\na\nb", "RUN set -e; \\\n    set +e; \\\n    a; \\\n    b\n"),
    ],
)  # fmt: skip
def test_a_chain_of_a_heredoc(body: str, run: str):
    assert chain(body) == run


def test_a_shell_that_stops_by_itself():
    assert chain("a\nb", 'FROM debian:12\nSHELL ["/bin/sh", "-ec"]\n', "") == "RUN a \\\n    && b"


def test_the_escape_character_of_the_file():
    assert chain("a\nb", "# escape=`\nFROM debian:12\n") == "RUN a; `\n    b\n"
    assert chain("a \\\n  b", "# escape=`\nFROM debian:12\n") is None


@pytest.mark.parametrize(
    "body",
    [
        "#!/bin/sh\na",
        "a &\nb",
        "echo 'a\nb'",
        "echo 'a \\\nb'",
        "if a; then\n  b\nfi",
        "cat <<X\na\nX",
        "[ -f a ]",
        "a 'b",
        "# nothing",
        "f() { a; } # why\nf",
        "a\r\nb",
    ],
)
def test_no_chain(body: str):
    assert chain(body) is None


def test_a_script_does_what_it_did():
    bodies = [
        "set -e\nfalse || echo a\ntrue && false\necho b",
        "set -e\necho a || exit 3\n(exit 4)\necho b",
        "false\necho $(false; echo a)",
        "set -e\nA=$(false)\necho b",
        "set -e; true; false\necho c",
    ]
    for body in bodies:
        run = chain(body)
        assert run is not None
        one, other = _output(body), _output(run.removeprefix("RUN "))
        assert one == other, body
    for commands in ("true && A=$(false) && echo a", 'echo "a \\\n  b" && false && echo c'):
        result = heredoc(commands)
        assert result is not None
        assert _output(commands) == _output(result.removeprefix("RUN <<EOF\n").removesuffix("EOF\n"))


def _output(script: str) -> tuple[bool, bytes]:
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    return done.returncode == 0, done.stdout


def test_flags_stay_where_they_are():
    assert heredoc("--network=none \\\n  a && b") == "RUN --network=none <<EOF\nset -e\na\nb\nEOF\n"


def test_options_that_are_set_already():
    assert heredoc("set -eux && a") == "RUN <<EOF\nset -eux\na\nEOF\n"
    assert heredoc("set -x && a") == "RUN <<EOF\nset -e\nset -x\na\nEOF\n"
