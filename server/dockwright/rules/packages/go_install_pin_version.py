"""Go programs installed without a version.

`@latest` is the newest version on the day of the build: the same file gives another image tomorrow, and one release
can break it.

```dockerfile bad
FROM golang:1.23
RUN go install golang.org/x/tools/cmd/stringer@latest
```
```dockerfile good
FROM golang:1.23
RUN go install golang.org/x/tools/cmd/stringer@v0.26.0
```

Without `@` it is the `go.mod` around that says which version. So `go install` and `go run` of such a path are reported
only where no sources, and so no `go.mod`, have come into the stage before. Paths of folders and files are the project's
own.

The rule is off by default, as are those about the versions of other packages.

## References

- [Go: go install](https://go.dev/ref/mod#go-install)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import CommandWord, PackageOperation
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast

_MOVING = frozenset({"HEAD", "latest", "main", "master", "patch", "upgrade"})
_FETCHING = frozenset({"get", "install", "run"})


@rule(
    on=Document,
    severity=Severity.HINT,
    aliases=("DL3062", "DF054"),
    default=False,
    mentions=("go install", "go get", "go run"),
)
def go_install_pin_version(document: Document) -> Iterator[Diagnostic]:
    # Where sources came into a stage, or into one that it builds on, there may be a `go.mod`.
    has_sources: set[int] = set()
    for instruction in document.instructions:
        run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        stage = document.stage_of(instruction)
        number = stage.index if stage is not None else -1
        if isinstance(run, ast.From):
            if stage is not None and stage.parent is not None and stage.parent.index in has_sources:
                has_sources.add(number)
        elif isinstance(run, ast.Transfer):
            has_sources.add(number)
        elif isinstance(run, ast.Run):
            for command in document.commands(run):
                if command.name == "git" and command.has("clone"):
                    has_sources.add(number)
                operation = command.operation
                if operation is not None and operation.manager.name == "go":
                    yield from _unpinned(operation, number in has_sources or bool(run.mounts))


def _unpinned(operation: PackageOperation, has_sources: bool) -> Iterator[Diagnostic]:
    kind = operation.subcommand.words[0]
    if kind not in _FETCHING:
        return
    for word in operation.operands[:1] if kind == "run" else operation.operands:
        if _is_local(word):
            continue
        path, at, version = (word.value or word.text).partition("@")
        if version in _MOVING:
            yield Diagnostic(word.range, f"`{version}` moves, so it is no version of `{path}`")
        elif not at and word.value is not None and _is_fetched(path, kind, has_sources):
            yield Diagnostic(word.range, f"`{path}` is installed in whatever version is the newest")


def _is_fetched(path: str, kind: str, has_sources: bool) -> bool:
    """Whether a path without a version comes from elsewhere, as far as that can be told."""
    # What lies elsewhere begins with a domain.
    is_address = "." in path.partition("/")[0]
    return (kind == "get" and not path.endswith("/...")) or (is_address and (kind == "get" or not has_sources))


def _is_local(word: CommandWord) -> bool:
    text = word.value if word.value is not None else word.text.strip('"')
    return text.startswith((".", "/", "$")) or text.endswith(".go") or text in ("all", "cmd", "std", "...")
