"""`apt-get install` where packages may ask questions.

Some packages ask while they are configured: tzdata for the time zone, keyboard-configuration for the layout. In a build
nobody answers; it hangs, or takes what comes. `DEBIAN_FRONTEND=noninteractive` makes them take their defaults, and
belongs in front of the command, or in an ARG, so that containers do not inherit it.

```dockerfile bad
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends tzdata
```
```dockerfile good
FROM ubuntu:24.04
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends tzdata
```

The rule is off by default, as most packages ask nothing. It is silent where the variable is set: by ARG or ENV, by
`export`, or for the command.

The fix has to be asked for: it takes the defaults without showing them to anyone.

## References

- [debconf(7)](https://manpages.debian.org/stable/debconf-doc/debconf.7.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.installing import Site, is_exec_form, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_NAME = "DEBIAN_FRONTEND"
_PASSING_ON = frozenset({"sudo", "env"})
"""Prefixes that take a variable's value in front of the command."""


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DD035",),
    default=False,
    mentions=("apt",),
)
def apt_noninteractive(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each installation whose packages may ask."""
    site = site_of(run, state)
    if site is None or not site.uses("apt"):
        return
    value = state.environment.get(_NAME)
    if value is not None and not value.unset:
        return
    exported_at = _exported_at(site)
    for operation in site.by("apt"):
        command = operation.command
        if operation.kind not in ("install", "upgrade") or command.range.start > exported_at:
            continue
        if not _is_set_for(command):
            message = f"`{operation.program} {operation.subcommand.words[0]}` without `{_NAME}=noninteractive`"
            yield Diagnostic(operation.subcommand_words[0].range, f"{message} lets packages ask", _fixes(command))


def _exported_at(site: Site) -> float:
    """Where the RUN exports the variable; infinity where it does not."""
    for command in site.commands:
        if command.name == "export" and any((it.value or it.text).startswith(_NAME) for it in command.arguments):
            return command.range.start
    return float("inf")


def _is_set_for(command: Command) -> bool:
    it: Command | None = command
    while it is not None:
        if any(assignment.name == _NAME for assignment in it.assignments):
            return True
        it = it.wrapper
    return False


def _fixes(command: Command) -> tuple[Fix, ...]:
    wrapper = command.wrapper
    prefixed = wrapper is not None and wrapper.words[-1].range == command.words[-1].range
    if is_exec_form(command) or (prefixed and wrapper is not None and wrapper.name not in _PASSING_ON):
        return ()
    edit = insert(command.words[0].range.start, f"{_NAME}=noninteractive ")
    return (Fix(f"Set {_NAME} for it", (edit,), Safety.UNSAFE),)
