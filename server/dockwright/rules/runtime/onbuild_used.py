"""`ONBUILD`, which acts in other people's builds.

What an `ONBUILD` defers runs at the start of every build from the image, where nobody who reads that Dockerfile sees
it. Without the files that it asks for, the build fails for a reason that stands elsewhere.

The rule is off by default: images made for this, such as the `-onbuild` variants, say so by their name.

```dockerfile bad
FROM node:22-slim
ONBUILD COPY . /app
```
```dockerfile good
FROM node:22-slim
COPY . /app
```

## References

- [Best practices: ONBUILD](https://docs.docker.com/build/building/best-practices/#onbuild)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Onbuild, severity=Severity.HINT, aliases=("DD042",), default=False)
def onbuild_used(instruction: ast.Onbuild) -> Iterator[Diagnostic]:
    yield Diagnostic(instruction.keyword.range, "ONBUILD acts in builds whose Dockerfile does not show it")
