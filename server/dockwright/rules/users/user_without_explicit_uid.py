"""The user that the container runs as, made without a number.

Which number it gets depends on what was installed before. With another one after the next build, the files on a volume
belong to somebody else, and rules of a cluster that name the number no longer fit.

```dockerfile bad
FROM alpine:3.22
RUN adduser -S app
USER app
```
```dockerfile good
FROM alpine:3.22
RUN adduser -S -u 10001 app
USER app
```

Only the user that the stage ends with counts. The fix takes 10001, above what distributions give away. It has to be
asked for: files that exist already keep the old number.

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.accounts import accounts_made, user_name
from dockwright.semantic.stages import Stage
from dockwright.text.edits import insert

_UID = 10001


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    default=False,
    mentions=("useradd", "adduser"),
)
def user_without_explicit_uid(stage: Stage) -> Iterator[Diagnostic]:
    user = user_name(stage.final_state.user)
    if not stage.ships or not user:
        return
    for account in accounts_made(stage):
        if account.name != user or account.uid is not None:
            continue
        fixes: tuple[Fix, ...] = ()
        if account.uid_flag is not None and not account.command.is_quoted:
            edit = insert(account.word.range.start, f"{account.uid_flag} {_UID} ")
            fixes = (Fix(f"Give it the number {_UID}", (edit,), Safety.UNSAFE),)
        yield Diagnostic(account.word.range, f"`{user}` gets whatever number is free", fixes)
