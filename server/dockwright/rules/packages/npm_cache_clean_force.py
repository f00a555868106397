"""`npm cache clean` without `--force`.

Since version 5 npm refuses to empty its cache unless told so by `--force`, and the build fails; behind `|| true` the
cache just stays.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci && npm cache clean
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci && npm cache clean --force
```

The rule is silent where the base image or a repository of NodeSource is known to bring an older npm (Node up to 7), and
where single entries of the cache are named, which needs no force. The fix is safe where the build fails without it;
behind `|| true` it has to be asked for, as it takes files out of the image.

## References

- [npm cache](https://github.com/npm/cli/blob/latest/docs/lib/content/commands/npm-cache.md)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.failures import stops_the_build
from dockwright.semantic.installing import flag_behind, may_get_flags
from dockwright.semantic.node_versions import node_major
from dockwright.semantic.state import State
from dockwright.text.ranges import TextRange

_FIRST_TO_REFUSE = 8  # Node 8 brought npm 5.


@rule(
    on=Command,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=("npmCacheCleanUseForce",),
    mentions=("npm",),
)
def npm_cache_clean_force(command: Command, state: State) -> Iterator[Diagnostic]:
    operation = command.operation if command.name in ("npm", "npx") else None
    if operation is None or operation.manager.name != "npm" or operation.kind != "clean":
        return
    if operation.operands or operation.has_flag(("--force", "-f")) or may_get_flags(operation, state):
        return
    major = node_major(command.instruction, state)
    if major is not None and major < _FIRST_TO_REFUSE:
        return
    if any(name.lower() == "npm_config_force" for name in state.environment):
        return
    words = operation.subcommand_words
    where = TextRange(words[0].range.start, words[-1].range.end)
    message = f"`npm {' '.join(it.text for it in words)}` fails without `--force`"
    safety = Safety.SAFE if stops_the_build(command, state) else Safety.UNSAFE
    yield Diagnostic(where, message, (Fix("Add --force", (flag_behind(operation, "--force"),), safety),))
