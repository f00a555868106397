"""`apt-get install` without `-y`.

Where apt-get has more to install than it was told, and before it upgrades or removes anything, it asks whether to go
on. In a build nobody answers, apt-get takes that for a no, and the build fails. A package that needs no other one goes
in without a question, until the day its next version, or another base image, makes it need one.
`DEBIAN_FRONTEND=noninteractive` silences the questions of packages, not this one.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

`--yes`, `--assume-yes`, `-qq` and `-o APT::Get::Assume-Yes=true` do the same as `-y`. The rule is silent where an
answer comes from elsewhere: through a pipe (`yes | apt-get install …`), from apt's configuration, which the images of
balena and CircleCI bring along, or perhaps in a variable.

The fix is safe: a build that passed without the flag was never asked. It has to be asked for where a failure does not
stop the build, as before `|| true`: there it brings in what was left out.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import Action
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import asks_in_vain
from dockwright.lint.rule import rule
from dockwright.semantic.configured import APT_ASSUME_YES, configured_by
from dockwright.semantic.installing import site_of, unanswered
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "DL3014",
        "DS-0021",
        "ER0009",
        "DD023",
        "DF015",
        "dockerfile.correctness.missing-assume-yes-switch",
        "77783205",
        "apt-get_missing_param",
        "aptGetInstallUseY",
    ),
    mentions=("apt",),
)
def apt_get_assume_yes(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or APT_ASSUME_YES in state.configured | configured_by(run):
        return
    for operation in unanswered(site, "apt"):
        is_install = operation.action is Action.INSTALL
        message = "without `-y` fails where it has more to install than it was told" if is_install else ""
        yield asks_in_vain(operation, state, message=message)
