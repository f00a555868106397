"""The same RUN twice, with nothing between that would make a difference.

```dockerfile bad
FROM debian:12
RUN ./install-tools
RUN ./install-tools
```
```dockerfile good
FROM debian:12
RUN ./install-tools
```

Mostly a line was copied and then not changed. The rule is silent where a COPY, a variable or another RUN stands between
the two.

The fix deletes the second one. It has to be asked for: a command may well do more when it runs again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete

_METADATA = frozenset((ast.Label, ast.Expose, ast.Cmd, ast.Entrypoint, ast.Healthcheck, ast.Volume, ast.Stopsignal))


@rule(on=Stage, severity=Severity.INFORMATION, fix=Safety.UNSAFE, aliases=("DD065",), mentions=("run",))
def duplicate_run(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    said = [it.kept(_words_of) for it in stage.all_of(ast.Run)]
    if len(set(said)) == len(said):
        return
    before: ast.Run | None = None
    for instruction in stage.instructions:
        if isinstance(instruction, ast.Run):
            if before is not None and _is_same(before, instruction):
                fixes: tuple[Fix, ...] = ()
                if not document.tree.comments_above(instruction):
                    fixes = (Fix("Delete the second RUN", (delete(instruction.full_range),), Safety.UNSAFE),)
                related = (Related(before.keyword.range, "The same RUN"),)
                yield Diagnostic(instruction.keyword.range, "The RUN above says the same", fixes, related)
            else:
                before = instruction
        elif type(instruction) not in _METADATA:
            before = None


def _words_of(run: ast.Run) -> str:
    """What a RUN says."""
    return run.arguments_text


def _is_same(one: ast.Run, other: ast.Run) -> bool:
    words = one.kept(_words_of)
    if not words or words != other.kept(_words_of):
        return False
    if [it.text for it in one.flags] != [it.text for it in other.flags]:
        return False
    return [it.content for it in one.heredocs] == [it.content for it in other.heredocs]
