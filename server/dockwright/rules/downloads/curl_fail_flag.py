"""`curl` that takes an error page for the file.

Where a server answers with an error, `curl` prints the page that tells of it and exits with success. The build goes on,
and the page lands where the file was wanted: in the image, in an archive's place, or in a shell. With `-f` curl exits
with an error, and the build stops where it went wrong.

```dockerfile bad
FROM debian:12
RUN curl -sSL https://example.com/tool -o /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool
```

A HEALTHCHECK without it takes a server that answers with nothing but errors for a healthy one:

```dockerfile bad
FROM nginx:1.27
HEALTHCHECK CMD curl -sS http://localhost/ || exit 1
```
```dockerfile good
FROM nginx:1.27
HEALTHCHECK CMD curl -fsS http://localhost/ || exit 1
```

In a RUN the rule looks at calls whose answer goes into a file, or into a pipe where `pipefail` is set. Without that
option nobody would see curl fail: `sh` stumbles over an error page, and is content with nothing at all. What is wrong
there says `pipefail-missing`. In a HEALTHCHECK the rule looks at calls whose success decides.

It is silent where something is sent to the server, where the status is asked for with `-w`, where the flags
come from a file or perhaps a variable, and where what was fetched is compared with a checksum or a signature by the
same RUN.

The fix has to be asked for: a build that went on with an error page stops with it.

## References

- [curl: --fail](https://curl.se/docs/manpage.html#-f)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.programs import CURL
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import with_letters
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import Download, address_text, downloads_of, scheme_and_host, verifies
from dockwright.semantic.installing import may_hold_flags
from dockwright.semantic.shells import shell_has
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FAILING = ("-f", "--fail", "--fail-with-body", "--fail-early")


@rule(
    on=(ast.Run, ast.Healthcheck),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DF035", "curlUseFlagF"),
    mentions=("curl",),
)
def curl_fail_flag(instruction: ast.Run | ast.Healthcheck, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(instruction, state.shell_language)
    if isinstance(instruction, ast.Run):
        found = [it for it in downloads_of(commands) if it.is_curl and it.is_plain and it.is_kept]
        if found and not _has_pipefail(instruction, state):
            found = [it for it in found if it.files or it.command.separator_after not in ("|", "|&")]
        message = "`curl` without `-f` takes a server's error page for what it asked for"
    else:
        found = [it for it in downloads_of(commands) if it.is_curl and _decides(it)]
        message = "`curl` without `-f` takes a server for healthy that answers with errors"
    found = [it for it in found if not it.arguments.has(*_FAILING) and not may_hold_flags(it.command, state)]
    if not found or any(map(verifies, commands)):
        return
    for download in found:
        fix = Fix("Add -f", (with_letters(download.arguments, "f", "f", CURL),), Safety.UNSAFE)
        yield Diagnostic(download.command.words[0].range, message, (fix,))


def _has_pipefail(run: ast.Run, state: State) -> bool:
    """Whether a pipe fails where curl does."""
    return "pipefail" in run.unit.text or shell_has(state, "", "pipefail")


def _decides(download: Download) -> bool:
    """Whether a call's success is that of the check: nobody looks at what it prints."""
    command = download.command
    if download.asks_only or command.is_piped or "substitution" in command.nestings:
        return False
    addresses = [scheme_and_host(address_text(it)) for it in download.addresses]
    return not download.arguments.has("-w", "--write-out", "-K", "--config") and all(
        it is None or it[0] in ("http", "https") for it in addresses
    )
