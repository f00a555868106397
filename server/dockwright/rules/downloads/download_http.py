"""A download over plain HTTP.

Over HTTP anyone on the way can read and change what is fetched, and the build puts it into the image.

```dockerfile bad
FROM debian:12
RUN curl -fsSL http://example.com/tool -o /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool
```

The rule looks at what `curl` and `wget` fetch in a RUN. It is silent for hosts of the builder itself and of private
networks, for hosts that only a variable names, and where the same RUN compares what came with a checksum or a
signature.

The fix has to be asked for: the server may not speak HTTPS, and the image needs `ca-certificates`.

## References

- [OWASP: transport layer security](https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import CommandWord, commands_of
from dockwright.semantic.downloads import address_text, downloads_of, is_private, scheme_and_host, verifies
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_SCHEME = "http://"


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("S5332", "no_run_without_https", "curlUseHttpsUrl", "wgetUseHttpsUrl"),
    mentions=(_SCHEME,),
)
def download_http(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    found = downloads_of(commands)
    if not found or any(map(verifies, commands)):
        return
    for download in found:
        for word in () if download.asks_only else download.addresses:
            parts = scheme_and_host(address_text(word))
            if parts is not None and parts[0] == "http" and not is_private(parts[1]):
                message = f"`{download.program}` fetches from `{parts[1]}` over plain HTTP"
                yield Diagnostic(word.range, message, _fixes(run, word))


def _fixes(run: ast.Run, word: CommandWord) -> tuple[Fix, ...]:
    start = word.range.start
    written = run.unit.text[start - run.start : word.range.end - run.start]
    place = written.lower().find(_SCHEME)
    if place < 0:
        return ()
    return (Fix("Use https", (insert(start + place + len("http"), "s"),), Safety.UNSAFE),)
