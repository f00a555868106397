"""A build without the dev dependencies that it needs.

Compilers, bundlers and type definitions are dev dependencies of most Node projects. After an install that leaves them
out (`--omit=dev`, `--only=production`, `--production`), `npm run build` in the same stage does not find them.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
```

To keep them out of the image, build in a stage of its own, and take the result from there; or remove them behind the
build with `npm prune --omit=dev`.

The rule is silent where something else is installed, or `node_modules` copied, before the build, and where both run in
different directories. The fix takes the flag away. It has to be asked for: the image then holds the dev dependencies,
and a project whose build tools are ordinary dependencies needs no fix.

## References

- [npm: config omit](https://github.com/npm/cli/blob/latest/workspaces/config/README.md)
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import pairwise
from typing import NamedTuple

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, OperationFlag, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Site, installs, is_exec_form, sites
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange

_Place = tuple[str | None, object]


class _Lacking(NamedTuple):
    """An install that left the dev dependencies out, by which flag and in which directory."""

    operation: PackageOperation
    flag: OperationFlag
    place: _Place


_PROGRAMS = frozenset({"npm", "yarn", "pnpm", "bun"})


@rule(on=Document, severity=Severity.WARNING, fix=Safety.UNSAFE, mentions=("npm", "yarn", "bun"))
def dev_dependencies_missing_in_build(document: Document) -> Iterator[Diagnostic]:
    without = {site.run.start for site in sites(document) if site.kept(_leaves_out)}
    if not without:
        return
    # What a stage ends with, for those built on it.
    ends: dict[int, _Lacking | None] = {}
    for stage in document.stages:
        lacking = ends[stage.parent.index] if stage.parent is not None else None
        for instruction in stage.instructions:
            if isinstance(instruction, ast.Transfer):
                lacking = None if "node_modules" in instruction.arguments_text else lacking
            elif isinstance(instruction, ast.Run) and (lacking is not None or instruction.start in without):
                lacking = yield from _after_run(document, instruction, lacking)
        ends[stage.index] = lacking


def _after_run(
    document: Document, run: ast.Run, lacking: _Lacking | None
) -> Generator[Diagnostic, None, _Lacking | None]:
    """What is found in a RUN; the value is the install behind which the dev dependencies are still missing."""
    place = _place(document.state_before(run))
    for command in document.commands(run):
        operation = command.operation
        if command.name == "cd" or (operation is not None and _is_elsewhere(operation)):
            lacking = None
        elif operation is not None and operation.manager.ecosystem == "node" and installs(operation):
            flag = _production_flag(operation)
            lacking = _Lacking(operation, flag, place) if flag is not None else None
        elif lacking is not None and _is_build(command):
            if place == lacking.place:
                yield _finding(document, lacking.operation, lacking.flag, command)
            lacking = None
    return lacking


def _leaves_out(site: Site) -> bool:
    return any(_production_flag(it) is not None for it in site.operations)


def _finding(document: Document, operation: PackageOperation, flag: OperationFlag, build: Command) -> Diagnostic:
    end = flag.value_word.range.end if flag.value_word is not None else flag.word.range.end
    where = TextRange(flag.word.range.start, end)
    line = build.words[0].range.start, build.words[-1].range.end
    script = " ".join(word.text for word in build.words)
    fixes: tuple[Fix, ...] = ()
    before = max(word.range.end for word in operation.command.words if word.range.end <= where.start)
    gone = TextRange(before, end)
    if not is_exec_form(operation.command) and "\n" not in gone.slice(document.text):
        fixes = (Fix("Install the dev dependencies too", (delete(gone),), Safety.UNSAFE),)
    message = f"`{where.slice(document.text)}` leaves out the dev dependencies, which `{script}` may need"
    return Diagnostic(where, message, fixes, (Related(TextRange(*line), "Builds without the dev dependencies"),))


def _production_flag(operation: PackageOperation) -> OperationFlag | None:
    """The flag by which a Node package manager leaves the dev dependencies out."""
    manager = operation.manager
    if manager.ecosystem != "node" or not installs(operation) or operation.operands:
        return None
    for flag in operation.flags:
        if flag.name in manager.production_flags and flag.value in (None, "true"):
            return flag
        if flag.value is not None and f"{flag.name}={flag.value}" in manager.production_flags:
            return flag
    return None


def _is_elsewhere(operation: PackageOperation) -> bool:
    return operation.flag(*operation.manager.directory_flags, "-w", "--workspace", "-g", "--global") is not None


def _is_build(command: Command) -> bool:
    operation = command.operation
    if operation is not None:
        return operation.manager.ecosystem == "node" and operation.kind == "build"
    if command.name not in _PROGRAMS:
        return False
    values = command.values
    # `build:production` and its like.
    return any(
        before in ("run", "run-script") and value is not None and value.startswith("build:")
        for before, value in pairwise(values[1:])
    )


def _place(state: State) -> _Place:
    return state.workdir, None if state.workdir is not None else state.workdir_unit
