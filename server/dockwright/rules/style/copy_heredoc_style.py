"""A file that a RUN writes with `echo`.

`COPY` with a here-document writes a file as it stands, without a shell, its quotes and its idea of backslashes.

```dockerfile bad
FROM alpine:3.22
RUN echo "hosts: files dns" >/etc/nsswitch.conf
```
```dockerfile good
FROM alpine:3.22
COPY <<EOF /etc/nsswitch.conf
hosts: files dns
EOF
```

The rule is off unless selected, as it is a matter of taste. It speaks of a RUN that does nothing but write plain text
to an absolute path.

Where a USER is set the file belonged to that user, so the fix gives it to them by `--chown`. It has to be asked for, as
the group may be another one.

## References

- [Dockerfile reference: here-documents](https://docs.docker.com/reference/dockerfile/#here-documents)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_PATH = re.compile(r"/[\w./-]*[\w-]")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-copy-heredoc",),
    default=False,
    mentions=("echo",),
)
def copy_heredoc_style(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    if len(commands) != 1 or not isinstance(run.command, ast.ShellForm) or run.heredocs or state.is_windows:
        return
    written = _written(commands[0])
    if written is None:
        return
    text, path = written
    fixes: tuple[Fix, ...] = ()
    # With the line ends of Windows the file would have those too.
    if not run.flags and not run.comments and not run.is_trigger and text != "EOF" and "\r" not in run.unit.text:
        marker = '<<"EOF"' if "$" in text or "\\" in text else "<<EOF"
        keyword = "copy" if run.keyword.text.islower() else "COPY"
        owner = _owner(state)
        lines = f"{keyword}{owner} {marker} {path}\n{text}\nEOF"
        whole = TextRange(run.keyword.range.start, run.range.end)
        fixes = (Fix("Use COPY", (Edit(whole, lines),), Safety.UNSAFE),) if owner is not None else ()
    yield Diagnostic(commands[0].range, f"COPY with a here-document writes `{path}` without a shell", fixes)


def _owner(state: State) -> str | None:
    """The flag that gives a file to the user of a RUN, which is nothing for root; `None` where that one is unknown."""
    if state.user_unit is None or is_root(state.user):
        return ""
    return f" --chown={state.user}" if state.user and not any(it in state.user for it in " \t'\"$") else None


def _written(command: Command) -> tuple[str, str] | None:
    """The line that a command writes, and the file that it writes it to."""
    if command.name != "echo" or len(command.redirections) != 1 or command.assignments or command.separator_after:
        return None
    redirection = command.redirections[0]
    target = redirection.target.value if redirection.target is not None else None
    if redirection.operator != ">" or redirection.descriptor not in (None, "1") or target is None:
        return None
    values = [it for it in command.values[1:] if it is not None]
    if len(values) != len(command.arguments) or not values or values[0].startswith("-"):
        return None
    text = " ".join(values)
    if "\\" in text or "\n" in text or not _PATH.fullmatch(target) or target.startswith("/dev/"):
        return None
    # What a shell would have replaced by names of files.
    if any(word.quoting == "none" and any(it in word.text for it in "*?[{~") for word in command.arguments):
        return None
    return text, target
