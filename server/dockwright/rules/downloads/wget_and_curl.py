"""Both `wget` and `curl` in one stage.

Two programs for one task are one more to install, to patch and to give flags.

```dockerfile bad
FROM debian:12
RUN curl -fsSLO https://example.com/one
RUN wget -q https://example.com/two
```
```dockerfile good
FROM debian:12
RUN curl -fsSLO https://example.com/one
RUN curl -fsSLO https://example.com/two
```

The fix turns a plain `wget` into a `curl` that does the same, if asked for.

The rule is off by default, as a base image may bring both. It reports the first use of the second program in a stage;
another stage may use the other.

## References

- [Best practices: do not install what is not needed](https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import Download, address_text, downloads_of, scheme_and_host
from dockwright.semantic.installing import is_exec_form
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DL4001", "DS-0014", "ER0007", "DF058", "dockerfile.best-practice.use-either-wget-or-curl", "fc775e75"),
    default=False,
    mentions=("wget",),
)
def wget_and_curl(stage: Stage) -> Iterator[Diagnostic]:
    first: Download | None = None
    for instruction in stage.instructions:
        run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        if not isinstance(run, ast.Run):
            continue
        for download in downloads_of(commands_of(run, stage.state_before(instruction).shell_language)):
            if first is None:
                first = download
            elif download.is_curl is not first.is_curl:
                where = download.command.words[0].range
                related = (Related(first.command.words[0].range, f"`{first.program}` is used here"),)
                message = f"`{download.program}` besides `{first.program}`; one of them is enough"
                yield Diagnostic(where, message, _fixes(download), related)
                return


_QUIET = frozenset(("-q", "--quiet", "-nv", "--no-verbose"))
_INTO = frozenset(("-O", "--output-document"))


def _fixes(download: Download) -> tuple[Fix, ...]:
    command, arguments = download.command, download.arguments
    if download.is_curl or is_exec_form(command) or len(download.addresses) != 1:
        return ()
    into = [it for it in arguments.flags if it.name in _INTO]
    if len(into) > 1 or any(it.name not in _QUIET and it.name not in _INTO for it in arguments.flags):
        return ()
    words, address = command.words, download.addresses[0]
    parts = scheme_and_host(address_text(address))
    if parts is None or parts[0] not in ("http", "https", "ftp") or "$" in parts[1]:
        return ()
    if not into:
        # Without a name for the file each has a way of its own to find one.
        if address.value is None or any(it in address.value for it in "?#%") or address.value.endswith("/"):
            return ()
        text = f"curl -fsSLO {address.text}"
    else:
        target = arguments.value_word(into[0])
        if target is None or into[0].value_position == into[0].position:
            return ()
        text = f"curl -fsSL {'' if target.value == '-' else f'-o {target.text} '}{address.text}"
    where = TextRange(words[0].range.start, words[-1].range.end)
    written = where.shifted(-command.instruction.start).slice(command.instruction.unit.text)
    if "\n" in written or written.split() != [it.text for it in words]:
        # A redirection in between, or several lines.
        return ()
    return (Fix("Use curl", (Edit(where, text),), Safety.UNSAFE),)
