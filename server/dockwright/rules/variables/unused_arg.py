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
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete


@rule(
    on=ast.Arg,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    default=False,
)
def unused_arg(argument: ast.Arg, document: Document) -> Iterator[Diagnostic]:
    if argument.is_trigger or not document.stages or "<%" in argument.unit.text:
        return
    for pair in argument.pairs:
        name = pair.name.text
        if not name.isidentifier() or predefined(name) is not None or is_proxy_argument(name) or read_by_programs(name):
            continue
        if _is_used(name, argument, document):
            continue
        fixes: tuple[Fix, ...] = ()
        if len(argument.pairs) == 1 and not document.tree.comments_above(argument):
            fixes = (Fix("Delete the ARG", (delete(argument.full_range),), Safety.UNSAFE),)
        yield Diagnostic(pair.name.range, f"Nothing uses `{name}`", fixes)


def _is_used(name: str, argument: ast.Arg, document: Document) -> bool:
    own = document.stage_of(argument)
    spoken_of = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for instruction in document.instructions:
        if instruction.start <= argument.start:
            continue
        if own is None:
            if not isinstance(instruction, ast.From | ast.Arg):
                continue
        else:
            stage = document.stage_of(instruction)
            if stage is None or all(it is not own for it in stage.lineage):
                continue
        if name in instruction.unit.text and spoken_of.search(instruction.unit.text):
            return True
    # `ARG A=1 B=$A` uses it too.
    return len(spoken_of.findall(argument.unit.text)) > sum(it.name.text == name for it in argument.pairs)
