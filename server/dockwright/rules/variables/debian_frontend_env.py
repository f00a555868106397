"""`DEBIAN_FRONTEND` left to containers by ENV.

What ENV sets stays set in every container and every image that builds on this one. Whoever runs apt there later is
never asked anything, and wonders why. In an ARG, or in front of the one command, the value ends with the build.

```dockerfile bad
FROM debian:12
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends tzdata
```
```dockerfile good
FROM debian:12
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends tzdata
```

The rule is silent in stages whose image nobody runs, and where a later ENV takes the value back.

The fix makes an ARG of an ENV that sets nothing else. It has to be asked for: images that build on this one may rely
on the value.

## References

- [Dockerfile reference: ENV](https://docs.docker.com/reference/dockerfile/#env)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_NAME = "DEBIAN_FRONTEND"


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    mentions=("debian_frontend",),
)
def debian_frontend_env(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the ENV whose value the last stage's image keeps."""
    if not document.stages:
        return
    last = document.stages[-1]
    value = last.final_state.environment.get(_NAME)
    if value is None or value.argument or value.text != "noninteractive":
        return
    for stage in last.lineage:
        for env in stage.all_of(ast.Env):
            if env.unit is value.origin:
                pair = env.pairs[value.pair]
                message = f"`{_NAME}` set by ENV stays set in containers; an ARG ends with the build"
                yield Diagnostic(pair.name.range, message, _fixes(env, pair))
                return


def _fixes(env: ast.Env, pair: ast.Pair) -> tuple[Fix, ...]:
    if len(env.pairs) > 1 or pair.value is None:
        return ()
    edits = [Edit(env.keyword.range, "arg" if env.keyword.text.islower() else "ARG")]
    if env.legacy:
        edits.append(Edit(TextRange(pair.name.range.end, pair.value.range.start), "="))
    return (Fix("Make an ARG of it", tuple(edits), Safety.UNSAFE),)
