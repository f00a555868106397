"""`curl` that does not check the server's certificate.

With `-k` curl takes whatever answers for the server that was meant, so anyone on the way can hand out another file.

```dockerfile bad
FROM debian:12
RUN curl -kfsSL https://example.com/tool -o /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool
```

The rule is silent for hosts of the builder itself and of private networks, and where the same RUN compares what came
with a checksum or a signature.

The fix takes the flag away. It has to be asked for: the build fails where the certificate is not one that the image
trusts. Then `ca-certificates` is missing, or the authority's certificate has to be copied in and named with `--cacert`.

## References

- [curl: --insecure](https://curl.se/docs/manpage.html#-k)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import without_flag
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import all_are_private, downloads_of, verifies
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_INSECURE = ("-k", "--insecure", "--proxy-insecure", "--doh-insecure")


@rule(
    on=(ast.Run, ast.Healthcheck),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_2", "DD056"),
    mentions=("curl",),
)
def curl_insecure(instruction: ast.Run | ast.Healthcheck, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(instruction, state.shell_language)
    for download in downloads_of(commands):
        given = download.arguments.flag(*_INSECURE) if download.is_curl else None
        if given is None or all_are_private(download) or any(map(verifies, commands)):
            continue
        edit = without_flag(download.arguments, given)
        fixes = (Fix(f"Delete {given.name}", (edit,), Safety.UNSAFE),) if edit is not None else ()
        message = f"`curl {given.name}` takes whatever answers for the server that is meant"
        yield Diagnostic(download.arguments.word(given).range, message, fixes)
