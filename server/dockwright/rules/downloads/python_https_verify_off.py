"""`PYTHONHTTPSVERIFY=0`.

With it the Python 2.7 and 3 of some distributions take every certificate for good, so whoever stands between can answer
for any server. Python itself has dropped the variable, so elsewhere it does nothing, and the line only looks as if.

```dockerfile bad
FROM centos:7
ENV PYTHONHTTPSVERIFY=0
RUN python setup.py install
```
```dockerfile good
FROM centos:7
RUN python setup.py install
```

Where a server has a certificate of one's own authority, name that authority: `ENV SSL_CERT_FILE=/etc/ssl/ca.pem`.

The fix has to be asked for: where the verification fails for a reason, the build fails from then on.

## References

- [PEP 493](https://peps.python.org/pep-0493/)
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
    aliases=("CKV2_DOCKER_5",),
    mentions=("pythonhttpsverify",),
)
def python_https_verify_off(instruction: ast.Env | ast.Arg | ast.Run, state: State) -> Iterator[Diagnostic]:
    return verification_off(instruction, state, "PYTHONHTTPSVERIFY", "Python")
