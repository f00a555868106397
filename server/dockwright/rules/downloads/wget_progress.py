"""`wget` that draws its progress into the build's log.

Where its output is no terminal, wget prints a line of dots for every 50 kB: a large file fills the log with thousands
of them. `--progress=dot:giga` prints a line for every 32 MB, `-q` nothing at all, and `-nv` one line a file.

```dockerfile bad
FROM debian:12
RUN wget https://example.com/archive.tar.gz
```
```dockerfile good
FROM debian:12
RUN wget --progress=dot:giga https://example.com/archive.tar.gz
```

The rule is silent where wget was told what to show, where its log goes elsewhere, and where the flags come from perhaps
a variable.

The fix is safe on systems whose packages bring GNU Wget: only the log changes. BusyBox, as in Alpine, has a wget of its
own that refuses the flag. Where it may be that one, the fix is `-q`, which both know, and has to be asked for, as it
hides errors of GNU Wget as well.

## References

- [GNU Wget: --progress](https://www.gnu.org/software/wget/manual/wget.html#Download-Options)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import BUSYBOX_FAMILIES, PACKAGE_MANAGERS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.downloads import downloads_of
from dockwright.semantic.installing import argument_behind, may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_TOLD = (
    "-q", "--quiet", "-nv", "--no-verbose", "-o", "--output-file", "-a", "--append-output", "--progress",
    "--show-progress", "--no-progress", "-b", "--background", "--spider",
)  # fmt: skip


@rule(
    on=ast.Run, severity=Severity.HINT, fix=Safety.SAFE, aliases=("DL3047", "DF056"), mentions=("wget",), default=False
)
def wget_progress(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    for download in downloads_of(commands):
        command = download.command
        if download.is_curl or download.asks_only or may_hold_flags(command, state) or _is_silenced(command):
            continue
        if download.arguments.has(*_TOLD):
            continue
        gnu = _is_gnu(commands, state)
        flag = "--progress=dot:giga" if gnu else "-q"
        safety = Safety.SAFE if gnu else Safety.UNSAFE
        fix = Fix(f"Add {flag}", (argument_behind(command, command.words[0], flag),), safety)
        yield Diagnostic(command.words[0].range, "`wget` draws its progress into the log", (fix,))


def _is_silenced(command: Command) -> bool:
    """Whether what it says about its progress goes into a file."""
    return any(
        it.descriptor == "2" or it.operator in ("&>", "&>>") or it.descriptor == "&" for it in command.redirections
    )


def _is_gnu(commands: tuple[Command, ...], state: State) -> bool:
    family = state.base.family
    if family is not None and family not in BUSYBOX_FAMILIES and PACKAGE_MANAGERS[family]:
        return True
    for command in commands:
        operation = command.operation
        if (
            operation is not None
            and operation.kind == "install"
            and any(it.name == "wget" for it in operation.packages)
        ):
            return True
    return False
