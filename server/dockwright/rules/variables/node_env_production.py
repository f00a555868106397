"""An image that runs Node.js without `NODE_ENV=production`.

Express and many other packages run slower, and tell more about errors, unless `NODE_ENV` is `production`.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY server.js .
CMD ["node", "server.js"]
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY server.js .
ENV NODE_ENV=production
CMD ["node", "server.js"]
```

The rule is off by default, as the variable is often given when the container starts. It is silent where the variable
is set to anything, and where the container starts a server for development.

The fix puts the line below all installations, which the variable would keep from installing development dependencies.
It has to be asked for.

## References

- [Node.js: development and production](https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import starting_commands

_PROGRAMS = frozenset({"node", "nodejs", "npm", "npx", "pm2", "pm2-runtime", "pnpm", "yarn"})
_FOR_DEVELOPMENT = ("dev", "watch", "nodemon", "inspect", "test")


@rule(on=Stage, severity=Severity.HINT, fix=Safety.UNSAFE, aliases=("DD067",), default=False)
def node_env_production(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    state, image = stage.final_state, stage.root.instruction.image
    known = state.base.known
    if not stage.is_last or image is None or known is None or known.repository != "node":
        return
    if "NODE_ENV" in state.environment:
        return
    starts, commands = starting_commands(stage)
    if not starts or not any(it.name in _PROGRAMS for it in commands):
        return
    text = " ".join(it.unit.text for it in starts)
    if "NODE_ENV" in text or any(it in text for it in _FOR_DEVELOPMENT):
        return
    edit = line_above(document, starts[0], "ENV NODE_ENV=production")
    fix = Fix("Set NODE_ENV", (edit,), Safety.UNSAFE)
    yield Diagnostic(starts[-1].keyword.range, "Node.js starts here without `NODE_ENV=production`", (fix,))
