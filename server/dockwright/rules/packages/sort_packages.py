"""A list of packages that is not in alphabetical order.

In an ordered list a package is found, and named once, and two people who add one each rarely touch the same line.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache \\
    git \\
    bash \\
    curl
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache \\
    bash \\
    curl \\
    git
```

The rule is off by default, as many order their packages by what they are for. It looks at the packages of operating
systems, and is silent about a list with flags, variables, files or comments in it.

The fix is safe: which packages are installed does not depend on the order. The words change their places and nothing
else does.

## References

- [Best practices: sort multi-line arguments](https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import CommandWord, Package, PackageOperation
from dockwright.semantic.installing import site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/sort-packages",),
    default=False,
    mentions=("apt", "apk", "dnf", "yum", "zypper"),
)
def sort_packages(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each list of packages, at the first that stands too late."""
    site = site_of(run, state)
    for operation in site.operations if site is not None else ():
        if operation.kind != "install" or operation.manager.ecosystem != "os":
            continue
        words = _list_of(operation)
        wanted = sorted(words, key=_key)
        moved = [(word, it) for word, it in zip(words, wanted, strict=True) if word.range != it.range]
        wrong = next(((word, it) for word, it in moved if _key(word) != _key(it)), None)
        if wrong is None:
            continue
        text, base = run.unit.text, run.start
        edits = tuple(Edit(word.range, it.range.shifted(-base).slice(text)) for word, it in moved)
        message = f"`{wrong[0].value}` stands before `{wrong[1].value}`, out of alphabetical order"
        yield Diagnostic(wrong[0].range, message, (Fix("Sort the packages", edits),))


def _list_of(operation: PackageOperation) -> list[CommandWord]:
    """The words that name packages, where they stand in one row and mean the same in any order; else none."""
    words = [it.word for it in operation.packages]
    if len(words) < 2 or not all(_is_plain(it) for it in operation.packages):
        return []
    starts = [it.range.start for it in operation.command.words]
    first = starts.index(words[0].range.start)
    if starts[first : first + len(words)] != [it.range.start for it in words]:
        return []
    start, end = words[0].range.start, words[-1].range.end
    return [] if any(start < it.range.start < end for it in operation.command.instruction.comments) else words


def _is_plain(package: Package) -> bool:
    # To apt a hyphen at the end means: remove.
    value = package.word.value
    return value is not None and value[:1].isalnum() and not value.endswith("-") and not package.is_file


def _key(word: CommandWord) -> tuple[str, str]:
    value = word.value or ""
    return value.lower(), value
