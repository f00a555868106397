"""ShellCheck on real Dockerfiles: how much it says, where, and about what it is not asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dockwright.lint import shellcheck
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.semantic.standalone import standalone_scripts
from tests.support.shared import corpus
from tests.support.shellcheck import EVERY_CODE, INSTALLED, real

WINDOWS = re.compile(
    r"\A(?:powershell|pwsh|cmd) |New-Object|Remove-Item|Set-\w+Policy|\$env:|%PATH%|[Cc]:\\|setx |choco "
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    found = []
    for path in corpus():
        try:
            found.append(Document.parse(path.read_text(encoding="utf-8"), str(path)))
        except UnicodeDecodeError:
            continue
    return found


def test_powershell_and_cmd_are_no_shell_scripts(documents: list[Document]):
    asked = {
        Path(document.path or "").stem
        for document in documents
        for _, scripts in standalone_scripts(document)
        for script in scripts
        if WINDOWS.search(script.form.text)
    }
    # Shell scripts on Linux, both: one tries PowerShell, the other sets up Wine, with Windows paths in quotes.
    assert asked == {"05351", "11212"}


def test_findings_are_few_and_each_lies_in_its_instruction(documents: list[Document]):
    some = documents[::7]
    real().ask([text for document in some for text in shellcheck.script_texts(document)])
    by_default = 0
    for document in some:
        by_default += len(shellcheck.diagnostics(document, all_rules(), real().known, INSTALLED))
        for it in shellcheck.diagnostics(document, all_rules(), real().known, EVERY_CODE):
            where = document.tree.instruction_at(it.range.start)
            assert where is not None
            assert it.range.length
            for place in (it.range, *(edit.range for fix in it.fixes for edit in fix.edits)):
                assert where.full_range.start <= place.start <= place.end <= where.full_range.end
    assert by_default < len(some) / 10
