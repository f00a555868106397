"""apt's package lists left in the image.

`apt-get update` writes tens of megabytes of lists to `/var/lib/apt/lists`. Nothing in the image needs them once the
packages are installed, and they grow old. Only the RUN that made them can take them away: a later one hides them and
saves nothing.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl \\
    && rm -rf /var/lib/apt/lists/*
```

The downloaded packages need no `apt-get clean`: Debian's and Ubuntu's images see to that.

The rule is silent in stages whose files do not come into the final image, and where a cache mount or a tmpfs holds
the lists. The fix has to be asked for: a later `apt-get install` may rely on the lists. Where one in the file does,
and where the RUN is more than a chain of `&&`, there is none.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import appended
from dockwright.semantic.commands import Command, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import installs, is_mounted, operations_of, runs, ships
from dockwright.semantic.removal import emptied
from dockwright.syntax.dockerfile import ast

_LISTS = ("/var/lib/apt/lists",)


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DL3009", "DD004", "ER0002"),
)
def apt_clean_lists(document: Document) -> Iterator[Diagnostic]:
    for run in runs(document):
        updates = [it for it in _operations(document, run) if it.kind == "update"]
        if not updates or not ships(document, run) or is_mounted(run, document.state_before(run), _LISTS):
            continue
        if _is_clean(document.commands(run), updates[-1].command):
            continue
        message = f"The lists that `{updates[-1].program} update` downloads stay in the image"
        fixes: tuple[Fix, ...] = ()
        if not _is_relied_on(document, run):
            edit = appended(run, document, f"rm -rf {_LISTS[0]}/*")
            fixes = (Fix("Remove the lists in the same RUN", (edit,), Safety.UNSAFE),) if edit is not None else ()
        yield Diagnostic(updates[-1].subcommand_words[-1].range, message, fixes)


def _operations(document: Document, run: ast.Run) -> list[PackageOperation]:
    return [it for it in operations_of(document, run) if it.manager.name == "apt"]


def _is_clean(commands: tuple[Command, ...], update: Command) -> bool:
    """Whether something after the last update takes the lists away, or may."""
    for it in commands:
        if it.range.start <= update.range.start:
            continue
        operation = it.operation
        if operation is not None and operation.kind == "clean" and "dist" in operation.subcommand.words[0]:
            return True
        if emptied(it, _LISTS) is not None:
            return True
        if it.name is not None and "clean" in it.name:
            # A script that is called so; which files it takes away is not known.
            return True
        if it.name == "cd" and it.has(*_LISTS):
            return True
    return False


def _is_relied_on(document: Document, run: ast.Run) -> bool:
    """Whether a later RUN, also of another stage, installs from lists that it does not fetch itself."""
    seen = False
    for later in runs(document):
        if later.start == run.start:
            seen = True
        elif seen:
            has_lists = False
            for operation in _operations(document, later):
                if installs(operation) and not has_lists:
                    return True
                has_lists = has_lists or operation.kind == "update"
    return False
