"""`NODE_TLS_REJECT_UNAUTHORIZED=0`.

With it Node.js takes every certificate for good, so whoever stands between can answer for any server, and change what
is installed or read what is sent. As `ENV` it also holds for the program that runs in the container.

```dockerfile bad
FROM node:22-slim
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
RUN npm ci
```
```dockerfile good
FROM node:22-slim
RUN npm ci
```

Where a server has a certificate of one's own authority, name that authority: `ENV NODE_EXTRA_CA_CERTS=/etc/ssl/ca.pem`.

The fix has to be asked for: where the verification fails for a reason, the build fails from then on.

## References

- [Node.js: NODE_TLS_REJECT_UNAUTHORIZED](https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.findings import verification_off
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=(ast.Env, ast.Arg, ast.Run),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_6",),
    mentions=("node_tls_reject_unauthorized",),
)
def node_tls_reject_off(instruction: ast.Env | ast.Arg | ast.Run, state: State) -> Iterator[Diagnostic]:
    return verification_off(instruction, state, "NODE_TLS_REJECT_UNAUTHORIZED", "Node.js")
