"""Comments may say which shell a base image has."""

from __future__ import annotations

from dockwright.lint import engine
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import delete, insert
from dockwright.text.ranges import TextRange


def _languages(document: Document) -> list[str | None]:
    return [stage.initial_state.shell_language for stage in document.stages]


def test_a_comment_holds_for_the_stages_below_it():
    document = Document.parse(
        "FROM a\n# hadolint shell=powershell\nFROM b AS c\nFROM c\n#tally shell = /bin/bash;reason=x\nFROM d\n"
    )
    assert _languages(document) == ["sh", "powershell", "powershell", "bash"]
    assert document.stages[3].initial_state.shell_words == ("/bin/bash", "-c")
    assert _languages(Document.parse("# hadolint shell=CMD.exe\nFROM a\n")) == ["cmd"]
    assert _languages(Document.parse("# a comment about hadolint shell=x\nFROM a\n")) == ["sh"]


def test_shell_goes_before_what_a_comment_says():
    document = Document.parse('# hadolint shell=powershell\nFROM a\nSHELL ["bash", "-c"]\nRUN b\n')
    assert document.state_before(document.instructions[-1]).shell_language == "bash"


def test_a_comment_that_comes_and_goes_is_followed():
    text = "FROM alpine:edge\nRUN cd /a\nUSER 1000\n"
    comment = "# hadolint shell=powershell\n"
    document = Document.parse(text)
    before = engine.run(document, all_rules())
    assert "cd-alone" in [it.code for it in before]
    document = document.edited((insert(0, comment),))
    assert engine.run(document, all_rules()) == engine.run(Document.parse(comment + text), all_rules())
    assert "cd-alone" not in [it.code for it in engine.run(document, all_rules())]
    document = document.edited((delete(TextRange(0, len(comment))),))
    assert engine.run(document, all_rules()) == before
