"""A variable in `--from`.

BuildKit has to know which stages need which before it knows any variable, so it expands none in `COPY --from` and in
the `from` of a mount. A stage of its own can name the image, since `FROM` knows global `ARG`s.

```dockerfile bad
ARG TOOLS=ghcr.io/acme/tools:1
FROM alpine:3.20
COPY --from=${TOOLS} /t /t
```
```dockerfile good
ARG TOOLS=ghcr.io/acme/tools:1
FROM ${TOOLS} AS tools

FROM alpine:3.20
COPY --from=tools /t /t
```

The fix makes such a stage where the variable is a global `ARG` with a value. All later stages move by one, so it has
to be asked for, and there is none where stages are referred to by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of


@rule(on=Stage, severity=Severity.ERROR, fix=Safety.UNSAFE, aliases=("FLAG_INVALID_FROM_VALUE",), mentions=("from=",))
def copy_from_variable(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for instruction in stage.instructions:
        for found in _references(instruction):
            name = found.variables[0].name if found.variables else found.text
            yield Diagnostic(
                found.range,
                f"BuildKit expands no variables here: `{name}` stays as it is written",
                _fixes(found, document),
            )


def _references(instruction: ast.Instruction) -> Iterator[ast.Word]:
    if isinstance(instruction, ast.Copy):
        flag = instruction.flag("from")
        if flag is not None and flag.value is not None and "$" in flag.value.text:
            yield flag.value
    elif isinstance(instruction, ast.Run):
        for mount in instruction.mounts:
            for option in mount.options:
                # commands_runmount.go asks for a dollar sign with something behind it.
                if option.key == "from" and option.value is not None and "$" in option.value.text[:-1]:
                    yield option.value


def _fixes(word: ast.Word, document: Document) -> tuple[Fix, ...]:
    variables = word.variables
    if len(variables) != 1:
        return ()
    value = document.global_scope.values.get(variables[0].name)
    if value is None or not value.text or document.has_numbered_uses:
        return ()
    name = re.sub(r"[^a-z0-9_.-]", "-", variables[0].name.lower()).lstrip("0123456789_.-") or "source"
    if name in document.stage_names:
        return ()
    # One stage for all that name the image so.
    uses = [(own, it) for own in document.stages for line in own.instructions for it in _references(line)]
    uses = [(own, it) for own, it in uses if it.text == word.text]
    if any(it.quoted or it.range.length != len(it.text) for _, it in uses):
        return ()
    stage = uses[0][0]
    keyword, as_keyword = ("from", "as") if stage.instruction.keyword.text.islower() else ("FROM", "AS")
    # With a blank line below it.
    lines = f"{keyword} {word.text} {as_keyword} {name}{line_end_of(document.text)}"
    edits = (line_above(document, stage.instruction, lines), *[Edit(it.range, name) for _, it in uses])
    return (Fix(f"Make it a stage called {name}", edits, Safety.UNSAFE),)
