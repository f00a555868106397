"""zypper's cache left in the image.

zypper keeps what it knows of the repositories in its cache, tens of megabytes. Only the RUN that filled it can take it
away: a later one hides it and saves nothing.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper --non-interactive install curl
```
```dockerfile good
FROM opensuse/leap:15.6
RUN zypper --non-interactive install curl \\
    && zypper clean --all
```

`rm -rf /var/cache/zypp` does as well as `zypper clean --all`. The rule is silent in stages whose files do not come into
the final image, and where a cache mount or a tmpfs holds the cache. Of several RUNs that leave it, each is reported.

The fix has to be asked for: a later RUN then has to download the cache again. Where the RUN is more than a chain of
`&&`, or does no more than fill the cache, there is none.

## References

- [zypper(8)](https://en.opensuse.org/SDB:Zypper_manual)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import cache_left
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3036",
        "DS-0020",
        "DD034",
        "DF045",
        "dockerfile.best-practice.missing-zypper-clean",
        "38300d1a",
    ),
    mentions=("zypper",),
)
def zypper_clean(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a RUN leaves the cache filled, at the last command that fills it."""
    yield from cache_left(run, state, "zypper", "clean --all")
