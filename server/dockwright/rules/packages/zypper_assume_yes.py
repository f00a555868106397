"""zypper that waits for an answer.

zypper asks before it installs, updates or removes anything. In a build nobody answers, zypper takes that for a no, and
the build fails.

```dockerfile bad
FROM opensuse/leap:15.6
RUN zypper install curl
```
```dockerfile good
FROM opensuse/leap:15.6
RUN zypper --non-interactive install curl
```

`-n` in front of the sub-command and `-y` or `--no-confirm` behind it do the same. The rule is silent where an answer
comes through a pipe, or perhaps in a variable.

The fix is safe: a build that passed without the flag was never asked. It has to be asked for where a failure does not
stop the build, as before `|| true`: there it brings in what was left out.

## References

- [zypper(8)](https://en.opensuse.org/SDB:Zypper_manual)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.package_findings import asks_in_vain
from dockwright.lint.rule import rule
from dockwright.semantic.installing import argument_behind, site_of, unanswered
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
    aliases=(
        "DL3034",
        "DF043",
        "generic.dockerfile.missing-zypper-no-confirm-switch",
        "45e1fca5",
    ),
    mentions=("zypper",),
)
def zypper_assume_yes(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each operation that asks in vain."""
    site = site_of(run, state)
    for operation in unanswered(site, "zypper") if site is not None else ():
        # Behind the sub-command the same flag has other meanings.
        edit = argument_behind(operation.command, operation.program_words[-1], "--non-interactive")
        yield asks_in_vain(operation, state, edit)
