"""dnf's cache left in the image.

dnf keeps what it knows of the repositories in its cache, often more than a hundred megabytes. Only the RUN that filled
it can take it away: a later one hides it and saves nothing.

```dockerfile bad
FROM fedora:41
RUN dnf install -y httpd
```
```dockerfile good
FROM fedora:41
RUN dnf install -y httpd \\
    && dnf clean all
```

`rm -rf` of the cache directory does as well as `dnf clean all`. The rule is silent in stages whose files do not come
into the final image, and where a cache mount or a tmpfs holds the cache. Of several RUNs that leave it, each is
reported.

The fix has to be asked for: a later RUN then has to download the cache again. Where the RUN is more than a chain of
`&&`, or does no more than fill the cache, there is none.

## References

- [dnf: clean](https://dnf.readthedocs.io/en/latest/command_ref.html#clean-command)
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
        "DL3040",
        "DS-0019",
        "DS-0027",
        "DD033",
        "DF046",
        "dockerfile.best-practice.missing-dnf-clean-all",
        "295acb63",
        "AC_DOCKER_00025",
        "no_dnf_clean_all",
    ),
    mentions=("dnf",),
)
def dnf_clean_all(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a RUN leaves the cache filled, at the last command that fills it."""
    yield from cache_left(run, state, "dnf", "clean all")
    yield from cache_left(run, state, "microdnf", "clean all")
