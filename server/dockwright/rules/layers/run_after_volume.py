"""A build step that writes into a volume declared above.

BuildKit keeps such changes. Docker's older builder and some others throw away what a RUN writes into a VOLUME, so the
same file gives another image there, without a word.

```dockerfile bad
FROM debian:12
VOLUME /var/lib/app
RUN touch /var/lib/app/ready
```
```dockerfile good
FROM debian:12
RUN touch /var/lib/app/ready
VOLUME /var/lib/app
```

The fix moves the VOLUME below the step. It has to be asked for, as a builder that is not BuildKit then makes another
image; a VOLUME with a variable stays where it is.

The rule is off unless selected, as it concerns builders other than BuildKit only.

## References

- [Dockerfile reference: notes about volumes](https://docs.docker.com/reference/dockerfile/#notes-about-specifying-volumes)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.shells import MAKING_FILES
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.layout import moved_below
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


@rule(on=Stage, severity=Severity.INFORMATION, fix=Safety.UNSAFE, default=False, mentions=("volume",))
def run_after_volume(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    volumes: list[tuple[str, ast.Volume]] = []
    for instruction in stage.instructions:
        state = stage.state_before(instruction)
        if isinstance(instruction, ast.Volume):
            paths = [state.path_of(it, instruction.escape) for it in instruction.paths]
            known = [it.rstrip("/") for it in paths if it is not None and it.startswith("/") and it != "/"]
            volumes += [(it, instruction) for it in known]
        elif volumes and isinstance(instruction, ast.Run):
            for path, where in _written(instruction, state):
                found = next((it for it in volumes if path == it[0] or path.startswith(f"{it[0]}/")), None)
                if found is not None:
                    volume, declaration = found
                    message = f"Builders other than BuildKit lose this: `{volume}` is a volume since the VOLUME above"
                    yield Diagnostic(where, message, _fixes(declaration, instruction, document))
                    break


def _fixes(volume: ast.Volume, run: ast.Run, document: Document) -> tuple[Fix, ...]:
    edits = moved_below(document, volume, run) if "$" not in volume.unit.text else None
    return (Fix("Move the VOLUME below", edits, Safety.UNSAFE),) if edits is not None else ()


def _written(run: ast.Run, state: State) -> Iterator[tuple[str, TextRange]]:
    for command in commands_of(run, state.shell_language):
        if command.name in MAKING_FILES:
            words = command.arguments[-1:] if command.name in ("cp", "mv", "install", "ln") else command.arguments
            for word in words:
                if word.value is not None and word.value.startswith("/"):
                    yield word.value.rstrip("/"), word.range
        for redirection in command.redirections:
            target = redirection.target
            if redirection.operator in (">", ">>") and target is not None and target.value is not None:
                yield target.value, target.range
