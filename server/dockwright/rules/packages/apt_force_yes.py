"""`apt-get --force-yes`, which also says yes to what may break the system.

Unlike `-y`, the flag answers the questions too that ought to stop a build: whether to install packages that nobody
signed, to remove essential ones, or to go back to older versions. apt has been calling it deprecated since version 1.1,
and has a flag for each of these instead.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install --force-yes --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The fix leaves `-y`. It has to be asked for: where the build needs more than that, apt then refuses.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.installing import replaced, site_of, without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_YES = ("-y", "--yes", "--assume-yes")


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_11",),
    mentions=("--force-yes",),
)
def apt_force_yes(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each such flag."""
    site = site_of(run, state)
    for operation in site.by("apt") if site is not None else ():
        flag = operation.flag("--force-yes")
        if flag is None:
            continue
        if operation.flag(*_YES) is not None:
            edit = without_flag(operation, flag)
        else:
            edit = replaced(operation.command, flag.word, "-y")
        fixes = (Fix("Say no more than -y", (edit,), Safety.UNSAFE),) if edit is not None else ()
        yield Diagnostic(flag.word.range, "`--force-yes` also installs unsigned and removes essential packages", fixes)
