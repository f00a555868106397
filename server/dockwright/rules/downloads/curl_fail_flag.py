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

The rule looks at calls whose answer goes into a file or through a pipe. It is silent where something is sent to the
server, where the status is asked for with `-w`, where the flags come from a file or perhaps a variable, and where what
was fetched is compared with a checksum or a signature by the same RUN.

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
from dockwright.semantic.downloads import downloads_of, verifies
from dockwright.semantic.installing import may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FAILING = ("-f", "--fail", "--fail-with-body", "--fail-early")


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DF035", "curlUseFlagF"),
    mentions=("curl",),
)
def curl_fail_flag(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    found = [it for it in downloads_of(commands) if it.is_curl and it.is_plain and it.is_kept]
    if not found or any(map(verifies, commands)):
        return
    for download in found:
        if download.arguments.has(*_FAILING) or may_hold_flags(download.command, state):
            continue
        fix = Fix("Add -f", (with_letters(download.arguments, "f", "f", CURL),), Safety.UNSAFE)
        message = "`curl` without `-f` takes a server's error page for the file"
        yield Diagnostic(download.command.words[0].range, message, (fix,))
