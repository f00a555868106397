"""`apt-get install` without `-y`.

Where apt-get has more to install than it was told, it asks whether to go on. In a build nobody answers, apt-get takes
that for a no, and the build fails. `DEBIAN_FRONTEND=noninteractive` silences the questions of packages, not this one.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

`--yes`, `--assume-yes`, `-qq` and `-o APT::Get::Assume-Yes=true` do the same as `-y`. The rule is silent where an
answer comes from elsewhere: through a pipe (`yes | apt-get install …`), from apt's configuration, or perhaps in a
variable.

The fix is safe: a build that passed without the flag was never asked.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.configured import APT_ASSUME_YES, configured_by
from dockwright.semantic.installing import flag_behind, may_get_flags, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_DO_NOTHING = (
    "--assume-no",
    "--trivial-only",
    "-s",
    "--simulate",
    "--just-print",
    "--dry-run",
    "--recon",
    "--no-act",
    "--print-uris",
)


@rule(
    on=ast.Run,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
    aliases=("DL3014", "DS-0021", "DD023", "DF015", "ER0009"),
    mentions=("apt",),
)
def apt_get_assume_yes(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or APT_ASSUME_YES in state.configured | configured_by(run):
        return
    if any(it.name == "yes" for it in site.commands):
        # Without a pipe to it, but perhaps into the braces around it.
        return
    for operation in site.by("apt"):
        if operation.kind != "install" or operation.answers_yes or operation.has_flag(_DO_NOTHING):
            continue
        if may_get_flags(operation, site.state) or _is_answered(operation.command):
            continue
        words = operation.subcommand_words
        where = TextRange(words[0].range.start, words[-1].range.end)
        message = f"`{operation.program} {operation.subcommand.words[0]}` asks before it installs, and no one answers"
        yield Diagnostic(where, message, (Fix("Add -y", (flag_behind(operation, "-y"),)),))


def _is_answered(command: Command) -> bool:
    """Whether its input comes from a pipe or a file, in which an answer may be."""
    it: Command | None = command
    while it is not None:
        if it.name == "xargs":
            # What comes through the pipe are arguments; the command itself reads /dev/null.
            return False
        it = it.wrapper
    it = command
    while it is not None:
        if it.separator_before in ("|", "|&") or any(to.operator.startswith("<") for to in it.redirections):
            return True
        it = it.wrapper
    return False
