"""yum or dnf told to install packages without checking who signed them.

With `--nogpgcheck` or `gpgcheck=0` what is installed is up to whoever controls the mirror or the network. Name the key
of the repository in its `gpgkey`, or import it with `rpm --import`, instead.

```dockerfile bad
FROM fedora:41
RUN dnf install -y --nogpgcheck tool
```
```dockerfile good
FROM fedora:41
RUN dnf install -y tool
```

The rule also knows `--setopt=gpgcheck=0`, for one repository or all, and `gpgcheck=0` that is written to the
configuration of yum or dnf by `echo`, `printf` or `sed`.

The fix takes the flag away, or the command that writes nothing but this. It has to be asked for: without the key, the
package is then refused.

## References

- [dnf.conf(5)](https://dnf.readthedocs.io/en/latest/conf_ref.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import switched_off
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_9",),
    mentions=("gpgcheck",),
)
def yum_nogpgcheck(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each place that switches the check off."""
    yield from switched_off(
        run, state, "gpgcheck", "lets it install what nobody signed", "--nogpgcheck", "--no-gpgchecks"
    )
