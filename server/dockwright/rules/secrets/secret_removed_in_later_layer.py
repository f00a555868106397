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
below, in stages whose files come into the final image. Files that hold credentials among other settings (`pip.conf`,
`settings.xml`, `NuGet.Config`, apt's `auth.conf`, Bundler's `config`) count too: why else would they be removed?

The fix takes the COPY and the removal away and gives the RUNs between them a mount: the SSH agent in place of a key, a
secret for any other file. It has to be asked for, since whoever builds has to pass those, as its title says. There is
none where something else uses the file, where the whole build context is copied over it, where nobody knows which RUNs
read it, and where `# syntax=` pins a frontend before 1.2, which knows no mounts.

```dockerfile bad
FROM node:22
WORKDIR /app
COPY package.json .npmrc ./
RUN npm install
RUN rm -f .npmrc
```
```dockerfile good
FROM node:22
WORKDIR /app
COPY package.json ./
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm install
```

## References

- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dockwright.catalog.credentials import FILE_HINTS, credential_file, is_secret_file
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.frontend import knows_mounts
from dockwright.semantic.leftovers import text_of
from dockwright.semantic.secret_mounts import mounted_file
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_WRITTEN = re.compile(r">\s*[\"']?([^\s;&|<>()\"']+)")
"""What may be the name of a file that a command writes."""


@rule(on=Stage, severity=Severity.ERROR, fix=Safety.UNSAFE, mentions=FILE_HINTS)
def secret_removed_in_later_layer(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    if not stage.initial_state.ships:
        return
    if not stage.such(_may_bring_secrets, ast.Copy, ast.Add, ast.Run):
        return
    brought: dict[str, _Origin] = {}
    for instruction in stage.instructions:
        if isinstance(instruction, ast.Transfer):
            for name, where in instruction.kept(_secrets):
                brought.setdefault(name, (where.shifted(instruction.base), instruction))
        elif isinstance(instruction, ast.Run) and (brought or ">" in instruction.unit.text):
            yield from _removed(instruction, stage, brought, document)


def _may_bring_secrets(instruction: ast.Instruction) -> bool:
    """Whether a COPY or ADD brings a file for secrets, or a RUN may write one."""
    if isinstance(instruction, ast.Transfer):
        return bool(instruction.kept(_secrets))
    return any(is_secret_file(it) for it in _WRITTEN.findall(instruction.unit.text))


_Origin = tuple[TextRange, "ast.Transfer | None"]
"""Where a file for a secret comes from, and the COPY or ADD that brings it, if one does."""


def _fixes(stage: Stage, run: ast.Run, origin: _Origin) -> tuple[Fix, ...]:
    where, transfer = origin
    if not isinstance(transfer, ast.Copy | ast.Add):
        return ()
    # A name in the destination is that of the only source.
    index = next((index for index, it in enumerate(transfer.sources) if it.range == where), 0)
    if index == 0 and len(transfer.sources) > 1 and transfer.sources[0].range != where:
        return ()
    found = mounted_file(stage, transfer, index, run)
    if found is None:
        return ()
    what = "an SSH mount" if found.option.startswith("--ssh") else "a secret mount"
    return (Fix(f"Use {what} (build with {found.option})", found.edits, Safety.UNSAFE),)


def _secrets(transfer: ast.Transfer) -> tuple[tuple[str, TextRange], ...]:
    """The files for secrets that a bare COPY or ADD brings."""
    return tuple(_copied(transfer))


def _copied(transfer: ast.Transfer) -> Iterator[tuple[str, TextRange]]:
    if transfer.destination is None:
        return
    for path in transfer.paths:
        text = path.value if isinstance(path, ast.Element) else path.text.strip("\"'")
        if is_secret_file(text) or credential_file(text) is not None:
            yield _name(text), path.range


def _removed(run: ast.Run, stage: Stage, brought: dict[str, _Origin], document: Document) -> Iterator[Diagnostic]:
    written: dict[str, _Origin] = {}
    for is_removed, name, where in run.kept(_steps, stage.state_before(run).shell_language):
        if not is_removed:
            written[name] = where.shifted(run.base), None
            continue
        written.pop(name, None)
        origin = brought.pop(name, None)
        if origin is not None:
            related = (Related(origin[0], "It comes into the image here"),)
            message = f"`{name}` stays in a layer below, where anyone can read it"
            fixes = _fixes(stage, run, origin) if knows_mounts(document.tree) else ()
            yield Diagnostic(where.shifted(run.base), message, fixes, related)
    brought.update(written)


_Step = tuple[bool, str, TextRange]
"""Whether a file is removed rather than written, its name, and where that stands, as if the RUN began at 0."""


def _steps(run: ast.Run, language: str | None) -> tuple[_Step, ...]:
    """What a bare RUN removes, and which files for secrets it writes, in order."""
    return tuple(_read_steps(commands_of(run, language)))


def _read_steps(commands: Iterable[Command]) -> Iterator[_Step]:
    for command in commands:
        if command.name in ("rm", "shred", "unlink"):
            for word in command.arguments:
                yield True, _name(text_of(word)), word.range
        for redirection in command.redirections:
            target = redirection.target
            if redirection.operator in (">", ">>", ">|") and target is not None and is_secret_file(text_of(target)):
                yield False, _name(text_of(target)), target.range


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
