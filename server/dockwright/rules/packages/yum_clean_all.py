"""yum's cache left in the image.

yum keeps what it knows of the repositories in its cache, often more than a hundred megabytes. Only the RUN that filled
it can take it away: a later one hides it and saves nothing.

```dockerfile bad
FROM amazonlinux:2
RUN yum install -y httpd
```
```dockerfile good
FROM amazonlinux:2
RUN yum install -y httpd \\
    && yum clean all
```

`rm -rf /var/cache/yum` does as well as `yum clean all`, and so does `dnf clean all` where yum is another name for dnf.
The rule is silent in stages whose files do not come into the final image, and where a cache mount or a tmpfs holds the
cache. Of several RUNs that leave it, each is reported. Where one runs dnf too, yum is but another name for it, and
`dnf-clean-all` speaks for both.

The fix has to be asked for: a later RUN then has to download the cache again. Where the RUN is more than a chain of
`&&`, or does no more than fill the cache, there is none.

## References

- [yum(8)](https://man7.org/linux/man-pages/man8/yum.8.html)
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
        "DL3032",
        "DS-0015",
        "DD031",
        "DF047",
        "generic.dockerfile.best-practice.missing-yum-clean-all",
        "00481784",
        "AC_DOCKER_0009",
        "no_yum_clean_all",
        "yumInstallRmVarCacheYum",
    ),
    mentions=("yum",),
)
def yum_clean_all(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a RUN leaves the cache filled, at the last command that fills it."""
    if not any(cache_left(run, state, "dnf", "clean all")):
        yield from cache_left(run, state, "yum", "clean all")
