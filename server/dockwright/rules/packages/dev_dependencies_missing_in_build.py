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

from collections.abc import Iterator
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, OperationFlag, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import installs, is_exec_form, operations_of
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange

_PROGRAMS = frozenset({"npm", "yarn", "pnpm", "bun"})


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE)
def dev_dependencies_missing_in_build(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    found: tuple[PackageOperation, OperationFlag] | None = None
    place: tuple[str | None, object] | None = None
    for it in reversed(tuple(stage.lineage)):
        for instruction in it.instructions:
            if isinstance(instruction, ast.Transfer) and "node_modules" in instruction.arguments_text:
                found = None
            if not isinstance(instruction, ast.Run):
                continue
            if found is None and not any(_production_flag(op) for op in operations_of(document, instruction)):
                continue
            state = document.state_before(instruction)
            for command in document.commands(instruction):
                operation = command.operation
                if command.name == "cd" or (operation is not None and _is_elsewhere(operation)):
                    found = None
                elif operation is not None and operation.manager.ecosystem == "node" and installs(operation):
                    flag = _production_flag(operation)
                    found, place = ((operation, flag), _place(state)) if flag is not None else (None, None)
                elif found is not None and _is_build(command):
                    if it is stage and _place(state) == place:
                        yield _finding(document, *found, command)
                    found = None


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


def _place(state: State) -> tuple[str | None, object]:
    return state.workdir, None if state.workdir is not None else state.workdir_unit
