"""A credential that a later line removes.

A layer only adds: removing a file in a later RUN hides it, but the image still carries it in the layer below, for
everyone who can pull it. A secret mount leaves no file behind.

```dockerfile bad
FROM debian:12
COPY id_rsa /root/.ssh/id_rsa
RUN git clone git@example.com:team/tool.git /src
RUN rm /root/.ssh/id_rsa
```
```dockerfile good
FROM debian:12
RUN --mount=type=ssh git clone git@example.com:team/tool.git /src
```

The rule knows files whose only purpose is to hold a credential by their names: SSH keys, `.netrc`, `.npmrc`, `.pypirc`,
`.git-credentials`, key stores. It looks at what COPY, ADD and the redirections of a RUN bring, and at a `rm` in a RUN
below, in stages whose files come into the final image.

## References

- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.credentials import FILE_HINTS, is_secret_file
from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.leftovers import text_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


@rule(on=Stage, severity=Severity.ERROR, mentions=FILE_HINTS)
def secret_removed_in_later_layer(stage: Stage) -> Iterator[Diagnostic]:
    if not stage.initial_state.ships:
        return
    brought: dict[str, TextRange] = {}
    for instruction in stage.instructions:
        if isinstance(instruction, ast.Transfer):
            for name, where in _copied(instruction):
                brought.setdefault(name, where)
        elif isinstance(instruction, ast.Run) and (brought or ">" in instruction.unit.text):
            yield from _removed(instruction, stage, brought)


def _copied(transfer: ast.Transfer) -> Iterator[tuple[str, TextRange]]:
    if transfer.destination is None:
        return
    for path in transfer.paths:
        text = path.value if isinstance(path, ast.Element) else path.text.strip("\"'")
        if is_secret_file(text):
            yield _name(text), path.range


def _removed(run: ast.Run, stage: Stage, brought: dict[str, TextRange]) -> Iterator[Diagnostic]:
    commands = commands_of(run, stage.state_before(run).shell_language)
    written: dict[str, TextRange] = {}
    for command in commands:
        if command.name in ("rm", "shred", "unlink"):
            for word in command.arguments:
                name = _name(text_of(word))
                written.pop(name, None)
                place = brought.pop(name, None)
                if place is not None:
                    related = (Related(place, "It comes into the image here"),)
                    yield Diagnostic(
                        word.range, f"`{name}` stays in a layer below, where anyone can read it", (), related
                    )
        for redirection in command.redirections:
            target = redirection.target
            if redirection.operator in (">", ">>", ">|") and target is not None and is_secret_file(text_of(target)):
                written[_name(text_of(target))] = target.range
    brought.update(written)


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
