"""nginx without SIGQUIT as its stop signal.

On `SIGTERM`, which stops a container by default, nginx drops the connections that are open. On `SIGQUIT` it answers
them first. The official image of nginx says so itself; one that installs nginx on another base has to.

The rule speaks where nginx is seen to be started, on an official image that sets no signal of its own.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache nginx
CMD ["nginx", "-g", "daemon off;"]
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache nginx
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
```

The fix has to be asked for, since stopping then takes as long as the slowest answer.

## References

- [nginx: controlling nginx](https://nginx.org/en/docs/control.html)
- [Dockerfile reference: STOPSIGNAL](https://docs.docker.com/reference/dockerfile/#stopsignal)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.findings import stopped_otherwise
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import start_of


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-nginx-sigquit",),
    default=False,
    mentions=("nginx",),
)
def nginx_sigquit(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the nginx that a final stage starts."""
    start = start_of(stage) if stage.is_last else None
    if start is not None and start.program == "nginx":
        yield from stopped_otherwise(stage, start, "SIGQUIT", "drops open connections when it is stopped", document)
