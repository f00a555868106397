"""A package index refreshed in a RUN of its own.

Docker keeps the layer of `apt-get update` and uses it again in later builds, for weeks. The RUN that installs then asks
for versions that the mirrors have long removed, and the build fails; or it installs old packages, security holes
included. In one RUN both are done again together.

```dockerfile bad
FROM debian:12
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The same goes for `apk update`, which `apk add --no-cache` makes needless. The rule speaks where a later RUN installs
from the index, or where the RUN does nothing else at all.

The fix joins two RUNs that stand directly below each other. It has to be asked for, as it makes one layer of two.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import merged
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import installs, is_mounted, operations_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_MANAGERS = ("apt", "apk")
_IDLE = frozenset({":", "cat", "echo", "export", "ls", "printf", "rm", "set", "sleep", "true"})


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DS-0017", "CKV_DOCKER_5", "DD002", "DF028"),
)
def update_alone(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    below = [it for it in stage.instructions if isinstance(it, ast.Run)]
    for index, run in enumerate(below):
        operations = operations_of(document, run)
        updates = [it for it in operations if it.kind == "update" and it.manager.name in _MANAGERS]
        if not updates or any(installs(it) or it.kind == "download" for it in operations):
            continue
        update = updates[-1]
        directory = update.manager.index_directory
        if directory is not None and is_mounted(run, document.state_before(run), (directory,)):
            continue
        relying = _relying(document, stage, below[index + 1 :], update)
        if relying is None and not all(
            it.name in _IDLE or it.wraps or it.operation is not None for it in document.commands(run)
        ):
            # A script may install something.
            continue
        words = update.subcommand_words
        where = TextRange(words[0].range.start, words[-1].range.end)
        related: tuple[Related, ...] = ()
        fixes: tuple[Fix, ...] = ()
        if relying is not None:
            later, operation = relying
            related = (Related(operation.subcommand_words[-1].range, "Installs from that index"),)
            follows = index + 1 < len(below) and later.start == below[index + 1].start
            edit = merged(run, later, document) if follows else None
            fixes = (Fix("Join it with the RUN that installs", (edit,), Safety.UNSAFE),) if edit is not None else ()
        message = f"`{update.program} update` in a RUN of its own: later builds use its layer again, however old it is"
        yield Diagnostic(where, message, fixes, related)


def _relying(
    document: Document, stage: Stage, later: list[ast.Run], update: PackageOperation
) -> tuple[ast.Run, PackageOperation] | None:
    """The first RUN below, in the stage or in one built on it, that installs without a refresh of its own."""
    runs = list(later)
    for other in document.stages[stage.index + 1 :]:
        if stage in other.lineage:
            runs += [it for it in other.instructions if isinstance(it, ast.Run)]
    for run in runs:
        for operation in operations_of(document, run):
            if operation.manager is not update.manager:
                continue
            if operation.kind == "update":
                break
            if installs(operation) and not operation.has_flag(("--no-cache", "-U", "--update", "--update-cache")):
                return run, operation
    return None
