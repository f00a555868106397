"""A wildcard in the name of a package to install.

`apt-get install 'php8.2-*'` installs all that matches on the day of the build: more than anyone asked for, and not the
same in two months.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends 'php8.2-*'
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends php8.2-cli php8.2-curl
```

A wildcard in a version, as in `curl=7.88.*`, and one in the path of a file are fine.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.installing import site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    aliases=("DD069",),
    mentions=("*",),
)
def apt_wildcard(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name with a wildcard."""
    site = site_of(run, state) if "apt" in run.unit.text else None
    for operation in site.by("apt") if site is not None else ():
        if operation.kind != "install" or not operation.subcommand.names_packages:
            continue
        if not any(it is None or "*" in it for it in operation.command.values):
            continue
        for word in operation.operands:
            name = (word.text if word.value is None else word.value).strip("\"'").partition("=")[0]
            if "*" in name and "/" not in name and "$(" not in name and not name.endswith(".deb"):
                yield Diagnostic(word.range, f"`{name}` installs whatever matches on the day of the build")
