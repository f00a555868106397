"""Files copied as root's below a `USER`.

COPY and ADD do not look at USER: what they bring in belongs to root, unless `--chown` says otherwise. A program that
writes to those files, or to their directory, then fails.

```dockerfile bad
FROM node:22-alpine
USER node
COPY . /srv
```
```dockerfile good
FROM node:22-alpine
USER node
COPY --chown=node . /srv
```

Root's files are also the safer ones: a program that only reads them cannot be made to change itself. So this rule is
off by default; choose it, or `copy-chown-writable-code`, which says the opposite.

The fix names the user of the USER above. It has to be asked for, as the files get another owner.

## References

- [Dockerfile reference: COPY --chown](https://docs.docker.com/reference/dockerfile/#copy---chown)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert


@rule(
    on=(ast.Copy, ast.Add),
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/copy-after-user-without-chown",),
    default=False,
)
def copy_without_chown_after_user(transfer: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    user = state.user
    if user is None or state.user_unit is None or is_root(user) or state.is_windows or not state.ships:
        return
    if transfer.destination is None or transfer.is_trigger or transfer.flag("chown") is not None:
        return
    fixes: tuple[Fix, ...] = ()
    if user and not any(it in user for it in " \t'\"$"):
        edit = insert(transfer.keyword.range.end, f" --chown={user}")
        fixes = (Fix(f"Give the files to {user}", (edit,), Safety.UNSAFE),)
    yield Diagnostic(transfer.keyword.range, f"The files belong to root, although the user here is `{user}`", fixes)
