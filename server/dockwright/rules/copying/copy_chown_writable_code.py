"""Files that belong to the user that the container runs as.

Whoever takes over the program can then change it, and what it starts next time. Left to root, the files can be read and
run, and nothing more.

```dockerfile bad
FROM node:22-alpine
COPY --chown=node:node server.js /srv/
USER node
CMD ["node", "/srv/server.js"]
```
```dockerfile good
FROM node:22-alpine
COPY server.js /srv/
USER node
CMD ["node", "/srv/server.js"]
```

Directories that the program writes to do have to be its own. Which they are a Dockerfile does not say, so this rule is
off by default; choose it, or `copy-without-chown-after-user`, which says the opposite.

The fix takes the flag away. It has to be asked for, as the files get another owner.

## References

- [Dockerfile reference: COPY --chown](https://docs.docker.com/reference/dockerfile/#copy---chown)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.accounts import user_name
from dockwright.semantic.layout import without_flag
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("S6504", "aa93e17f", "AC_DOCKER_00024"),
    default=False,
    mentions=("--chown",),
)
def copy_chown_writable_code(stage: Stage) -> Iterator[Diagnostic]:
    user = user_name(stage.final_state.user)
    if not stage.ships or not user or is_root(user):
        return
    for transfer in stage.instructions:
        flag = transfer.flag("chown") if isinstance(transfer, ast.Transfer) else None
        if flag is None or flag.value is None:
            continue
        if user_name(stage.state_before(transfer).value_of(flag.value)) == user:
            fix = Fix("Leave the files to root", (without_flag(transfer, flag),), Safety.UNSAFE)
            yield Diagnostic(flag.range, f"`{user}`, as whom the container runs, may change these files", (fix,))
