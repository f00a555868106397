"""npm's deprecated flags `--only=production` and `--production`.

Since npm 7 the flag that leaves the dev dependencies out is `--omit=dev`; npm warns about the others, and they will go
away.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --only=production
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
```

The fix has to be asked for, as npm 6 and older do not know the new flag. The rule is silent where the base image
or a repository of NodeSource is known to bring one of those (Node up to 14).

## References

- [npm: config omit](https://github.com/npm/cli/blob/latest/workspaces/config/README.md)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, OperationFlag
from dockwright.semantic.installing import is_exec_form, replaced
from dockwright.semantic.node_versions import node_major
from dockwright.semantic.state import State
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_FIRST_WITH_OMIT = 15  # Node 15 brought npm 7.


@rule(on=Command, severity=Severity.HINT, fix=Safety.UNSAFE, mentions=("npm",))
def npm_only_production(command: Command, state: State) -> Iterator[Diagnostic]:
    operation = command.operation if command.name == "npm" else None
    if operation is None:
        return
    major = node_major(command.instruction, state)
    if major is not None and major < _FIRST_WITH_OMIT:
        return
    for flag in operation.flags:
        if not _is_old(flag):
            continue
        end = flag.value_word.range.end if flag.value_word is not None else flag.word.range.end
        where = TextRange(flag.word.range.start, end)
        # `--only production` is two words.
        two = end > flag.word.range.end
        edit = Edit(where, '"--omit=dev"' if is_exec_form(command) else "--omit=dev")
        fix = Fix("Use --omit=dev", (edit if two else replaced(command, flag.word, "--omit=dev"),), Safety.UNSAFE)
        yield Diagnostic(
            where, f"`{flag.name}` is deprecated; `--omit=dev` says the same", (fix,), tags=(Tag.DEPRECATED,)
        )


def _is_old(flag: OperationFlag) -> bool:
    if flag.name == "--only":
        return flag.value in ("prod", "production")
    return flag.name in ("--production", "--prod") and flag.value in (None, "true")
