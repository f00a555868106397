"""A program started by way of npm, yarn or pnpm.

The package manager stays as the first process of the container, with a shell and the program below it. The signal that
stops the container reaches the package manager, and whether it comes further depends on its version; what does not get
it is killed when the time to stop is over. It also takes memory for nothing. `node server.js` starts the program
itself.

The rule looks at the last stage, and is silent where an init such as `tini` is the first process.

```dockerfile bad
FROM node:22-slim
COPY server.js package.json ./
CMD ["npm", "start"]
```
```dockerfile good
FROM node:22-slim
COPY server.js package.json ./
CMD ["node", "server.js"]
```

## References

- [docker-node: best practices, CMD](https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#cmd)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import start_of

_RUNNERS = frozenset({"npm", "npx", "yarn", "pnpm"})
# `npm config list` and the like come to an end by themselves.
_STARTING = frozenset({"dev", "exec", "preview", "run", "run-script", "serve", "start"})


@rule(on=Stage, severity=Severity.HINT, default=False, mentions=tuple(sorted(_RUNNERS)))
def package_manager_as_pid1(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the package manager that a final stage starts."""
    start = start_of(stage) if stage.is_last else None
    if start is None or start.has_init or start.program not in _RUNNERS:
        return
    if start.program == "npx" or any(it in _STARTING for it in start.arguments):
        message = f"`{start.program}` stays between the container and the program that it starts"
        yield Diagnostic(start.words[0].range, message)
