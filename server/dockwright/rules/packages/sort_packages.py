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
from dockwright.semantic.installing import site_of
from dockwright.semantic.package_lists import list_of, sort_key
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
        words = list_of(operation)
        wanted = sorted(words, key=sort_key)
        moved = [(word, it) for word, it in zip(words, wanted, strict=True) if word.range != it.range]
        wrong = next(((word, it) for word, it in moved if sort_key(word) != sort_key(it)), None)
        if wrong is None:
            continue
        text, base = run.unit.text, run.start
        edits = tuple(Edit(word.range, it.range.shifted(-base).slice(text)) for word, it in moved)
        message = f"`{wrong[0].value}` stands before `{wrong[1].value}`, out of alphabetical order"
        yield Diagnostic(wrong[0].range, message, (Fix("Sort the packages", edits),))
