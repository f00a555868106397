"""A service that does not name its ports.

`EXPOSE` opens nothing; it tells users and tools on which ports the image answers, and `docker run --publish-all` needs
it.

The rule looks at the last stage, and speaks where that starts a program, other than a shell to work in, on a base that
brings none of its own. It is off by default, since it cannot know whether the program listens at all.

```dockerfile bad
FROM node:22-slim
COPY server.js /srv/
CMD ["node", "/srv/server.js"]
```
```dockerfile good
FROM node:22-slim
COPY server.js /srv/
EXPOSE 8080
CMD ["node", "/srv/server.js"]
```

## References

- [Dockerfile reference: EXPOSE](https://docs.docker.com/reference/dockerfile/#expose)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.commands import POSIX_SHELLS
from dockwright.catalog.images import brings_no_program
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import start_of
from dockwright.syntax.dockerfile import ast


@rule(on=Stage, severity=Severity.HINT, aliases=("DF022", "required:EXPOSE"), default=False)
def missing_expose(stage: Stage) -> Iterator[Diagnostic]:
    image, state = stage.instruction.image, stage.final_state
    if not stage.is_last or image is None or (state.entrypoint is None and state.command is None):
        return
    start = start_of(stage)
    if start is not None and start.program in POSIX_SHELLS and not start.arguments:
        # Something to work in.
        return
    known = state.base.known
    is_bare = state.base.is_scratch or (known is not None and brings_no_program(known))
    if is_bare and not any(it.all_of(ast.Expose) for it in stage.lineage):
        yield Diagnostic(image.range, "The image exposes no port")
