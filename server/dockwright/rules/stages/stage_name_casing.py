"""A stage name with capital letters.

References find a stage whatever the case (`COPY --from=BUILD` finds `build`), but in FROM only the lower-case name
does. Lower case throughout leaves nothing to know. The fix renames the stage and all references to it in the file; a
`--target` elsewhere still finds it.

```dockerfile bad
FROM golang:1.23 AS Build
FROM scratch
COPY --from=Build /app /app
```
```dockerfile good
FROM golang:1.23 AS build
FROM scratch
COPY --from=build /app /app
```

## References

- [Docker: StageNameCasing](https://docs.docker.com/reference/build-checks/stage-name-casing/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.text.edits import Edit


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("StageNameCasing", "DD050"),
)
def stage_name_casing(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a stage's name that is not in lower case."""
    word = stage.instruction.stage_name
    if word is None or word.text == word.text.lower() or len(stage.instruction.words) != 3:
        return
    name = word.text.lower()
    fixes: tuple[Fix, ...] = ()
    if document.stage_names[name] == 1:
        written = [use for use in stage.used_by if use.word.text != name and use.word.text.lower() == name]
        edits = (Edit(word.range, name), *(Edit(use.range, name) for use in written))
        fixes = (Fix(f"Call it {name}", edits),)
    yield Diagnostic(word.range, f"The stage name `{word.text}` is not in lower case", fixes)
