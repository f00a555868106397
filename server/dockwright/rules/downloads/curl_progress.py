"""`curl` that draws its progress into the build's log.

Into a file or a pipe curl shows how far it is, in lines that nobody reads in the log of a build. `-sS` leaves them out
and still shows errors.

```dockerfile bad
FROM debian:12
RUN curl -fL https://example.com/tool -o /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool
```

The rule is silent where curl was told what to show: `-s`, `-v`, `-#`, `--no-progress-meter` and the like, and where its
errors go elsewhere, and its progress with them. The fix is safe: only the log changes.

## References

- [curl: progress meter](https://curl.se/docs/manpage.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.programs import CURL
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import with_letters
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import downloads_of
from dockwright.semantic.installing import may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_TOLD = ("-s", "--silent", "--no-progress-meter", "-#", "--progress-bar", "-v", "--verbose", "-K", "--config")


@rule(on=ast.Run, severity=Severity.HINT, fix=Safety.SAFE, default=False, mentions=("curl",))
def curl_progress(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for download in downloads_of(commands_of(run, state.shell_language)):
        if not download.is_curl or download.asks_only or not download.is_kept:
            continue
        if download.arguments.has(*_TOLD) or may_hold_flags(download.command, state):
            continue
        if any(it.descriptor == "2" or it.operator.startswith("&") for it in download.command.redirections):
            # Then its progress goes elsewhere, perhaps into a file.
            continue
        letters = "s" if download.arguments.has("-S", "--show-error") else "sS"
        fix = Fix(f"Add -{letters}", (with_letters(download.arguments, letters, "fsSL", CURL),))
        yield Diagnostic(download.command.words[0].range, "`curl` draws its progress into the log", (fix,))
