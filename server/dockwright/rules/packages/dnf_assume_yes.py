"""`dnf install` without `-y`.

dnf asks before it installs, upgrades or removes anything. In a build nobody answers, dnf takes that for a no, and the
build fails.

```dockerfile bad
FROM fedora:41
RUN dnf install httpd
```
```dockerfile good
FROM fedora:41
RUN dnf install -y httpd
```

The rule is silent where an answer comes from elsewhere: through a pipe, by `assumeyes` in `dnf.conf`, or perhaps in a
variable. The `microdnf` of Red Hat's own images never asks, so there it is left alone, and so is `dnf` in those of AWS
Lambda, where it is another name for microdnf.

The fix is safe: a build that passed without the flag was never asked. It has to be asked for where a failure does not
stop the build, as before `|| true`: there it brings in what was left out.

## References

- [dnf: command reference](https://dnf.readthedocs.io/en/latest/command_ref.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import DNF_IS_MICRODNF, Family
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import asks_in_vain
from dockwright.lint.rule import rule
from dockwright.semantic.configured import RPM_ASSUME_YES, configured_by
from dockwright.semantic.installing import site_of, unanswered
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
    aliases=(
        "DL3038",
        "dockerfile.best-practice.missing-dnf-assume-yes-switch",
        "7ebd323c",
    ),
    mentions=("dnf",),
)
def dnf_assume_yes(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each operation that asks in vain."""
    site = site_of(run, state)
    if site is None or RPM_ASSUME_YES in state.configured | configured_by(run):
        return
    for operation in unanswered(site, "dnf", "microdnf"):
        if operation.program == "microdnf" and state.base.family is Family.RED_HAT:
            # There `-y` is accepted and means nothing.
            continue
        if state.base.reference is not None and state.base.reference.name.startswith(DNF_IS_MICRODNF):
            continue
        yield asks_in_vain(operation, state)
