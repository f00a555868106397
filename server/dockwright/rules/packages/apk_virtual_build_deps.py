"""Compilers and headers that stay in an image of Alpine.

What is needed only to compile something weighs hundreds of megabytes and helps whoever breaks in. Given a name of their
own by `--virtual`, such packages go away together in the same RUN. Better still is a stage that compiles, from which
the result is copied.

```dockerfile bad
FROM python:3.13-alpine
COPY requirements.txt .
RUN apk add --no-cache gcc musl-dev && pip install --no-cache-dir -r requirements.txt
```
```dockerfile good
FROM python:3.13-alpine
COPY requirements.txt .
RUN apk add --no-cache --virtual .build-deps gcc musl-dev && pip install --no-cache-dir -r requirements.txt \\
    && apk del .build-deps
```

The rule is off by default. It speaks where every package of the command is one of those that only a compilation needs,
in stages whose files come into the final image, and is silent where the RUN removes packages.

The fix has to be asked for: a library that is needed at run time may go with its headers. Where nothing follows in the
RUN, or more than a chain of `&&`, there is none.

## References

- [Alpine wiki: apk add --virtual](https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Virtual_Packages)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import is_build_package
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import appended
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.installing import Site, may_get_flags, may_ship, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_GROUP = ".build-deps"


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=(
        "DD063",
        "apkadd-missing-virtual",
    ),
    default=False,
    mentions=("apk",),
)
def apk_virtual_build_deps(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation of nothing but what compiles."""
    site = site_of(run, state)
    if site is None or not may_ship(run, state):
        return
    operations = site.by("apk")
    if any(it.kind == "remove" for it in operations):
        return
    for operation in operations:
        if operation.subcommand.words != ("add",) or operation.flag("-t", "--virtual") is not None:
            continue
        packages = operation.packages
        if packages and all(it.name is not None and is_build_package(it.name) for it in packages):
            if may_get_flags(operation, state):
                continue
            message = f"`{packages[0].name}` only serves to compile, and stays in the image"
            yield Diagnostic(packages[0].word.range, message, _fixes(site, operation))


def _fixes(site: Site, operation: PackageOperation) -> tuple[Fix, ...]:
    others = [it for it in site.by("apk") if it.subcommand.words == ("add",)]
    is_last = all(it.range.start <= operation.command.range.start for it in site.commands)
    removal = appended(site.run, site.state, f"apk del {_GROUP}") if len(others) == 1 and not is_last else None
    if removal is None:
        return ()
    # In front of the packages, behind what else is said.
    group = insert(operation.packages[0].word.range.start, f"--virtual {_GROUP} ")
    return (Fix(f"Remove them again as {_GROUP}", (group, removal), Safety.UNSAFE),)
