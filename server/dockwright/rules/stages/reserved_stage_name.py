"""A stage called `scratch` or `context`.

`FROM scratch` means an empty image, and `context` is the name of the build context. A stage with such a name hides what
every reader expects behind it: below it `FROM scratch` starts from that stage.

The fix gives the stage another name, here and wherever the file refers to it. It is one to be asked for, since a line
below may mean the empty image.

```dockerfile bad
FROM alpine:3.20 AS context
RUN mkdir /srv/app
FROM alpine:3.20
COPY --from=context /srv/app /srv/app
```
```dockerfile good
FROM alpine:3.20 AS context-stage
RUN mkdir /srv/app
FROM alpine:3.20
COPY --from=context-stage /srv/app /srv/app
```

## References

- [Docker: ReservedStageName](https://docs.docker.com/reference/build-checks/reserved-stage-name/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.text.edits import Edit

_RESERVED = frozenset(("context", "scratch"))


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("ReservedStageName", "DL3063"))
def reserved_stage_name(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a name that means something else."""
    word = stage.instruction.stage_name
    if word is None or word.text.lower() not in _RESERVED:
        return
    meaning = "an empty image" if word.text.lower() == "scratch" else "the build context"
    yield Diagnostic(word.range, f"The stage is called `{word.text}`, which means {meaning}", _fixes(stage, document))


def _fixes(stage: Stage, document: Document) -> tuple[Fix, ...]:
    word = stage.instruction.stage_name
    assert word is not None, "the caller looked"
    name = f"{word.text.lower()}-stage"
    uses = [use for use in stage.used_by if use.index is None]
    if name in document.stage_names or any(use.word.text.lower() != word.text.lower() for use in uses):
        return ()
    edits = (Edit(word.range, name), *(Edit(use.range, name) for use in uses))
    return (Fix(f"Call it {name}", edits, Safety.UNSAFE),)
