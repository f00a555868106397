"""yum or dnf told not to check the certificates of servers.

With `sslverify=false` anyone on the way can answer in the place of the mirror. Add the certificate authority of the
server to those that the image trusts instead.

```dockerfile bad
FROM amazonlinux:2
RUN yum --setopt=sslverify=false install -y httpd
```
```dockerfile good
FROM amazonlinux:2
RUN yum install -y httpd
```

The rule knows `--setopt=sslverify=…`, for one repository or all, and `sslverify=0` that is written to the
configuration of yum or dnf by `echo`, `printf` or `sed`.

The fix takes the flag away, or the command that writes nothing but this. It has to be asked for: where the certificate
does not fit, the build then fails.

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
    aliases=("CKV2_DOCKER_15",),
    mentions=("sslverify",),
)
def yum_sslverify_off(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each place that switches the check off."""
    yield from switched_off(run, state, "sslverify", "lets anyone answer in the place of the server")
