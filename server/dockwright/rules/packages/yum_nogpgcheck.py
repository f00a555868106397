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

The fix takes the flag away. It has to be asked for: without the key, the package is then refused.

## References

- [dnf.conf(5)](https://dnf.readthedocs.io/en/latest/conf_ref.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import switched_off_in_rpm, without_words
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
    for command in commands_of(run, state.shell_language):
        for first, last in switched_off_in_rpm(command, "gpgcheck", "--nogpgcheck", "--no-gpgchecks"):
            edit = without_words(command, first, last) if last is not None else None
            fixes = (Fix("Remove the flag", (edit,), Safety.UNSAFE),) if edit is not None else ()
            word = last or first
            setting = f"`{word.value}`" if last is not None else "`gpgcheck` switched off"
            yield Diagnostic(word.range, f"{setting} lets it install what nobody signed", fixes)
