"""A credential in the file.

A key or token that stands in the file is known to everyone who can read the repository, and mostly to everyone who can
pull the image. It has to be taken back where it was issued, as it stays in the history of both. A secret mount hands
one to a single RUN and leaves nothing behind.

```dockerfile bad
FROM debian:12
RUN git clone https://build:s3nd-M0re-c0al@example.com/tool.git /src
```
```dockerfile good
FROM debian:12
RUN --mount=type=secret,id=netrc,target=/root/.netrc git clone https://example.com/tool.git /src
```

Only what has the shape of a credential is reported: keys of cloud providers, tokens of code hosts, registries and other
services, private keys, and passwords in addresses. The rule is silent about what documentation has in their place, such
as `AKIAIOSFODNN7EXAMPLE`, about passwords that are no secret (`postgres:postgres@db`), and about addresses in private
networks. There is no fix, since whoever starts the build has to pass the secret in another way.

## References

- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
- [OWASP: secrets management](https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.credentials import HINTS, credentials_in
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.downloads import is_private
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


@rule(
    on=(
        ast.Add, ast.Arg, ast.Cmd, ast.Copy, ast.Entrypoint, ast.Env, ast.Healthcheck, ast.Label, ast.Run, ast.User,
        ast.Workdir,
    ),
    severity=Severity.ERROR,
    aliases=("tally/secrets-in-code", "DS-0031", "DD057", "DD058", "c3e1b6ae", "do-not-have-secrets"),
    mentions=HINTS,
)  # fmt: skip
def hardcoded_secret_literal(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    for found in credentials_in(instruction.unit.text):
        if found.host is not None and is_private(found.host):
            continue
        where = TextRange(instruction.start + found.start, instruction.start + found.end)
        yield Diagnostic(where, f"{found.what} is in the file, for everyone who can read that or pull the image")
