"""`curl` that does not follow redirects.

Without `-L`, an answer that says where the file lies now is all that curl gets: an empty file or a short page, and no
error. Servers of releases and packages put their files behind redirects at any time.

```dockerfile bad
FROM debian:12
RUN curl -fsS https://example.com/tool -o /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool
```

The rule looks at calls whose answer goes into a file; what comes through a pipe is mostly one of the well-known
installers, whose makers name its very address. It is silent where something is sent to the server, for hosts of a
private network and of storage that hands its objects out by itself (`s3.amazonaws.com` …), and where the flags come
from a file or perhaps a variable.

The fix has to be asked for: with it curl may fetch from other hosts than the one that is named.

## References

- [curl: --location](https://curl.se/docs/manpage.html#-L)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.hosts import serves_objects
from dockwright.catalog.programs import CURL
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import with_letters
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import Download, address_text, downloads_of, is_private, scheme_and_host
from dockwright.semantic.installing import may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FOLLOWING = ("-L", "--location", "--location-trusted", "--max-redirs")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/curl-should-follow-redirects", "curlUseFlagL"),
    mentions=("curl",),
)
def curl_follow_redirects(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for download in downloads_of(commands_of(run, state.shell_language)):
        if not download.is_curl or not download.is_plain or not download.is_kept or download.command.is_piped:
            continue
        if download.arguments.has(*_FOLLOWING) or may_hold_flags(download.command, state) or not _is_public(download):
            continue
        fix = Fix("Add -L", (with_letters(download.arguments, "L", "fsSL", CURL),), Safety.UNSAFE)
        message = "`curl` without `-L` follows no redirect, and keeps an empty file or a short page where there is one"
        yield Diagnostic(download.command.words[0].range, message, (fix,))


def _is_public(download: Download) -> bool:
    found = [scheme_and_host(address_text(it)) for it in download.addresses]
    return all(
        it is not None and it[0] in ("http", "https") and not is_private(it[1]) and not serves_objects(it[1])
        for it in found
    )
