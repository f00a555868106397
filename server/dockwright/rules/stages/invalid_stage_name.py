"""A stage name with characters that BuildKit does not allow.

A name begins with a letter; letters, digits, `-`, `_` and `.` may follow. A number would be taken for a stage's place
in the file.

```dockerfile bad
FROM golang:1.23 AS 1build
FROM scratch
COPY --from=1build /b /b
```
```dockerfile good
FROM golang:1.23 AS build-1
FROM scratch
COPY --from=build-1 /b /b
```

The fix makes a name of what is left and changes all references in the file. `docker build --target` and others outside
the file still use the old name, so the fix has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

# parse.go, validStageName; compared in lower case.
_NAME = re.compile(r"[a-z][a-z0-9_.-]*")
_OTHER = re.compile(r"[^a-zA-Z0-9_.-]+")
_LEADING = re.compile(r"([0-9]*)[^a-zA-Z]*(.*)", re.DOTALL)


@rule(
    on=Stage,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "INVALID_BUILD_STAGE_NAME",
        "FromInvalidStageName",
    ),
)
def invalid_stage_name(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    name = stage.instruction.stage_name
    if (
        name is None
        or name.text.startswith("#")
        or len(stage.instruction.words) != 3
        or _NAME.fullmatch(name.text.lower())
    ):
        return
    what = "begin with a letter" if not name.text[:1].isalpha() else "have letters, digits, `-`, `_` and `.` only"
    yield Diagnostic(name.range, f"`{name.text}` is no name for a stage: it must {what}", _fixes(stage, name, document))


def _fixes(stage: Stage, name: ast.Word, document: Document) -> tuple[Fix, ...]:
    if "$" in name.text or name.range.length != len(name.text):
        return ()
    found = _LEADING.fullmatch(_OTHER.sub("-", name.text).strip("-"))
    digits, rest = found.groups() if found else ("", "")
    made = "-".join(filter(None, (rest, digits))) if rest else f"stage-{digits}"
    if not _NAME.fullmatch(made.lower()) or made.lower() in document.stage_names:
        return ()
    uses = [it.word for it in stage.used_by if it.index is None]
    if any(it.text.lower() != name.text.lower() for it in uses):
        return ()
    edits = tuple(Edit(it.range, made) for it in (name, *uses))
    return (Fix(f"Call it {made}", edits, Safety.UNSAFE),)
