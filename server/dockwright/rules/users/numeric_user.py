"""A `USER` that is a name, not a number.

What a name stands for is written in the image, where a cluster does not look: Kubernetes refuses to start a container
of such an image under `runAsNonRoot: true`.

```dockerfile bad
FROM debian:13
RUN useradd --no-create-home --uid 10001 app
USER app
```
```dockerfile good
FROM debian:13
RUN useradd --no-create-home --uid 10001 app
USER 10001
```

The rule is silent where the user comes from a variable whose value is not known, and above another USER of the stage.
It is off by default, as a name is as good wherever nobody checks.

The fix takes the number that the file itself gives the user. It has to be asked for: the group stays that of the user
only where the image knows the number.

## References

- [Kubernetes: security context](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.accounts import accounts_made, is_number, user_name
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.User,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DL3066",),
    default=False,
)
def numeric_user(user: ast.User, document: Document) -> Iterator[Diagnostic]:
    word = user.user
    state = document.state_before(user)
    value = state.value_of(word) if word is not None and not user.is_trigger else None
    if word is None or value is None or state.is_windows or is_number(user_name(value)):
        return
    if is_root(value) or any(it in value for it in "{<"):
        # Root is no better as a number, and what a template puts here may be one.
        return
    stage = document.stage_of(user)
    if stage is not None and stage.final_state.user_unit is not user.unit:
        return
    uid = None
    if stage is not None and word.text == value and ":" not in value:
        made = [it for own in stage.lineage for it in accounts_made(own) if it.name == value]
        uid = made[0].uid if len(made) == 1 else None
    fixes: tuple[Fix, ...] = ()
    if uid and is_number(uid):
        fixes = (Fix(f"Use {uid}", (Edit(word.range, uid),), Safety.UNSAFE),)
    yield Diagnostic(word.range, f"`{user_name(value)}` is a name; that it is not root, only a number shows", fixes)
