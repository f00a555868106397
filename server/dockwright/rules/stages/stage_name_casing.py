"""A stage name with capital letters.

References find a stage whatever the case (`COPY --from=BUILD` finds `build`), but in FROM only the lower-case name
does. Lower case throughout leaves nothing to know. The fix renames the stage, all references to it in the file and the
first word of the comment above that describes it; a `--target` elsewhere still finds it.

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
from dockwright.semantic.stages import Stage, UseKind
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


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
    if document.stage_names[name] == 1 and "$" not in name:
        # In FROM the name as it is written now finds no stage, nor an image: images have no capital letters.
        lost = [use for other in document.stages[stage.index + 1 :] for use in other.uses if use.kind is UseKind.BASE]
        written = [use for use in (*stage.used_by, *lost) if use.word.text != name and use.word.text.lower() == name]
        edits = (Edit(word.range, name), *(Edit(use.range, name) for use in written))
        fixes = (Fix(f"Call it {name}", (*edits, *_in_description(stage, word.text, document))),)
    yield Diagnostic(word.range, f"The stage name `{word.text}` is not in lower case", fixes)


def _in_description(stage: Stage, name: str, document: Document) -> tuple[Edit, ...]:
    """The edit of the comment directly above that describes the stage: one that begins with its name."""
    comments = document.tree.comments_above(stage.instruction)
    words = comments[-1].text[1:].split(None, 1) if comments else []
    if len(words) < 2 or words[0] != name:
        return ()
    start = comments[-1].range.start + comments[-1].text.index(name)
    return (Edit(TextRange(start, start + len(name)), name.lower()),)
