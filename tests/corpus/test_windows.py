"""Real Windows files: nothing that knows a POSIX shell speaks of what PowerShell or cmd is told."""

from __future__ import annotations

from pathlib import Path

from dockwright.lint import engine
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from tests.support.checks import loud
from tests.support.shared import corpus

# What these say is true of a line of any shell.
_OF_ANY_SHELL = frozenset(
    (
        "continuation-with-trailing-space",
        "duplicate-run",
        "empty-continuation-line",
        "final-newline",
        "hardcoded-secret-literal",
        "merge-consecutive-runs",
        "multiple-spaces",
        "run-too-long",
        "shell-entrypoint-drops-cmd",
        "shell-form-cmd",
        "trailing-continuation",
        "trailing-whitespace",
    )
)


def _is_of_windows(path: Path) -> bool:
    text = path.read_text(encoding="utf-8").lower()
    return "escape=`" in text.replace(" ", "") or "powershell" in text or "pwsh" in text


def test_no_rule_reads_powershell_or_cmd_as_a_posix_script():
    files = [path for path in corpus() if _is_of_windows(path)]
    read, found = 0, []
    for path in files:
        document = Document.parse(path.read_bytes().decode("utf-8"), path.name)
        opaque = {
            it.start: it.command.range
            for it in document.instructions
            if isinstance(it, ast.Run | ast.Cmd | ast.Entrypoint)
            and isinstance(it.command, ast.ShellForm)
            and document.state_before(it).shell_language not in ("sh", "bash")
        }
        read += len(opaque)
        with loud():
            for it in engine.run(document, all_rules(), Settings(select=("ALL",))):
                instruction = document.tree.instruction_at(it.range.start)
                script = opaque.get(instruction.start) if instruction is not None else None
                if script is not None and script.encloses(it.range) and it.code not in _OF_ANY_SHELL:
                    found.append(f"{path.name}:{document.lines.line_of(it.range.start) + 1}: {it.code}: {it.message}")
    assert len(files) > 30
    assert read > 100
    assert found == []
