"""An `ARG` that nothing uses.

It can be set, and that changes nothing; whoever reads the file looks for what it is good for.

```dockerfile bad
ARG UNUSED=1
ARG TAG=3.22
FROM alpine:${TAG}
```
```dockerfile good
ARG TAG=3.22
FROM alpine:${TAG}
```

An ARG above the first FROM counts as used where a FROM or an `ARG NAME` of a stage has its name; any other where the
name stands anywhere below it, in its stage or one that builds on that. A RUN has it in its environment, so programs
may read it unseen: the rule knows names that they read, and is off by default.

The fix deletes the line. It has to be asked for: `--build-arg` with that name then makes BuildKit warn.

## References

- [Dockerfile reference: ARG](https://docs.docker.com/reference/dockerfile/#arg)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.variables import is_proxy_argument, predefined, read_by_programs
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import without_part
from dockwright.syntax.dockerfile import ast

_NAME = re.compile(r"\w+")


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    default=False,
    mentions=("arg",),
)
def unused_arg(document: Document) -> Iterator[Diagnostic]:
    arguments = [it for it in document.instructions if isinstance(it, ast.Arg)] if document.stages else []
    if not arguments:
        return
    uses = _Uses(document, arguments)
    for argument in arguments:
        if "<%" in argument.unit.text:
            continue
        parts = [it.range for it in argument.pairs]
        for index, pair in enumerate(argument.pairs):
            name = pair.name.text
            if not (name.isascii() and name.isidentifier()) or predefined(name) is not None or is_proxy_argument(name):
                continue
            if read_by_programs(name) or uses.has(name, argument):
                continue
            fixes: tuple[Fix, ...] = ()
            if len(parts) > 1 or not document.tree.comments_above(argument):
                edit = without_part(argument, parts, index)
                fixes = (Fix("Delete the ARG", (edit,), Safety.UNSAFE),) if edit is not None else ()
            yield Diagnostic(pair.name.range, f"Nothing uses `{name}`", fixes)


class _Uses:
    """Where the names of a document's ARGs stand last: in what sees the global ones, and in each stage."""

    def __init__(self, document: Document, arguments: list[ast.Arg]) -> None:
        self._document = document
        self._last: dict[tuple[int | None, str], int] = {}
        names = {pair.name.text for it in arguments for pair in it.pairs}
        for instruction in reversed(document.instructions):
            for name in names.intersection(instruction.kept(_names_in)):
                if isinstance(instruction, ast.From | ast.Arg):
                    self._last.setdefault((None, name), instruction.start)
                stage = document.stage_of(instruction)
                for it in stage.lineage if stage is not None else ():
                    if (it.index, name) in self._last:
                        # Something further down has been there, and below.
                        break
                    self._last[it.index, name] = instruction.start

    def has(self, name: str, argument: ast.Arg) -> bool:
        """Whether something below an ARG that may see it has its name."""
        stage = self._document.stage_of(argument)
        last = self._last.get((stage.index if stage is not None else None, name), -1)
        # `ARG A=1 B=$A` uses it too.
        return last > argument.start or _NAME.findall(argument.unit.text).count(name) > sum(
            it.name.text == name for it in argument.pairs
        )


def _names_in(instruction: ast.Instruction) -> frozenset[str]:
    return frozenset(_NAME.findall(instruction.unit.text))
