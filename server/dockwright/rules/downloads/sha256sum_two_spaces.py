"""A checksum and a file's name with only one space between them.

A line for `sha256sum -c` has two characters between the sum and the name: a space and one that says how the file is
read, a second space or a `*`. GNU's programs forgive a missing one, BusyBox does not: there the check always fails.

```dockerfile bad
FROM alpine:3.20
ARG SUM
RUN echo "$SUM tool.tgz" | sha256sum -c -
```
```dockerfile good
FROM alpine:3.20
ARG SUM
RUN echo "$SUM  tool.tgz" | sha256sum -c -
```

The rule speaks where the base image is one with BusyBox, as Alpine, and nothing installs `coreutils`. The fix is safe,
as without it the check cannot pass; where something else is done then, it has to be asked for.

## References

- [sha256sum(1)](https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dockwright.catalog.images import BUSYBOX_FAMILIES
from dockwright.catalog.programs import CHECKSUM_PROGRAMS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.failures import stops_the_build
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.ranges import TextRange

_LINE = re.compile(r"(?P<quote>[\"'])(?:\$\w+|\$\{\w+\}|[0-9a-fA-F]{32,}) (?=[^ *\\\"'])[^\\\n]*(?P=quote)")


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=("sha256sumEchoOneSpaces",),
    mentions=("sum",),
)
def sha256sum_two_spaces(stage: Stage) -> Iterator[Diagnostic]:
    if stage.initial_state.base.family not in BUSYBOX_FAMILIES:
        return
    if any("coreutils" in it.unit.text for each in stage.lineage for it in each.instructions):
        return
    for run in stage.all_of(ast.Run):
        if "sum" not in run.unit.text:
            continue
        state = stage.state_before(run)
        commands = commands_of(run, state.shell_language)
        for printing, checking in pairwise(commands):
            if printing.separator_after == "|" and _checks(checking):
                safety = Safety.SAFE if stops_the_build(checking, state) else Safety.UNSAFE
                yield from _line_of(printing, run, safety)


def _checks(command: Command) -> bool:
    flags = [it for it in command.values[1:] if it is not None and it.startswith("-") and it != "-"]
    checks = any(it == "--check" or ("c" in it and not it.startswith("--")) for it in flags)
    if any(it is None or not it.startswith("-") for it in command.values[1:]):
        # It reads that file, and not what is printed.
        return False
    return command.name in CHECKSUM_PROGRAMS and command.name != "shasum" and checks


def _line_of(printing: Command, run: ast.Run, safety: Safety) -> Iterator[Diagnostic]:
    words = [it for it in printing.arguments if it.value not in ("-n", "-e", "-ne", "-en")]
    if printing.name != "echo" or len(words) != 1:
        return
    word = words[0]
    start, end = word.range.shifted(-run.start)
    match = _LINE.fullmatch(word.text)
    if match is None or run.unit.text[start:end] != word.text:
        return
    place = word.range.start + word.text.index(" ")
    fix = Fix("Add the second space", (insert(place, " "),), safety)
    message = "One space between the checksum and the name, where BusyBox wants two"
    yield Diagnostic(TextRange(place, place + 1), message, (fix,))
