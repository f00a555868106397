"""`wget` that does not check the server's certificate.

With `--no-check-certificate` wget takes whatever answers for the server that was meant, so anyone on the way can hand
out another file.

```dockerfile bad
FROM debian:12
RUN wget -q --no-check-certificate https://example.com/tool
```
```dockerfile good
FROM debian:12
RUN wget -q https://example.com/tool
```

The rule is silent for hosts of the builder itself and of private networks, and where the same RUN compares what came
with a checksum or a signature.

The fix takes the flag away. It has to be asked for: the build fails where the certificate is not one that the image
trusts. Then `ca-certificates` is missing, or the authority's certificate has to be copied in and named with
`--ca-certificate`.

## References

- [GNU Wget: --no-check-certificate](https://www.gnu.org/software/wget/manual/wget.html#HTTPS-_0028SSL_002fTLS_0029-Options)
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

_INSECURE = "--no-check-certificate"


@rule(
    on=(ast.Run, ast.Healthcheck),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_3", "DD055"),
    mentions=(_INSECURE,),
)
def wget_insecure(instruction: ast.Run | ast.Healthcheck, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(instruction, state.shell_language)
    for download in downloads_of(commands):
        given = None if download.is_curl else download.arguments.flag(_INSECURE)
        if given is None or all_are_private(download) or any(map(verifies, commands)):
            continue
        edit = without_flag(download.arguments, given)
        fixes = (Fix(f"Delete {_INSECURE}", (edit,), Safety.UNSAFE),) if edit is not None else ()
        message = f"`wget {_INSECURE}` takes whatever answers for the server that is meant"
        yield Diagnostic(download.arguments.word(given).range, message, fixes)
