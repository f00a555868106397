"""A group in `USER` that costs the user its other groups.

With a group, the process gets that group and no other: what `usermod -aG` or `adduser NAME GROUP` gave the user does
not count. Without one, it gets all groups that `/etc/group` names it in.

```dockerfile bad
FROM debian:13
RUN useradd --system app && usermod -aG audio app
USER app:app
```
```dockerfile good
FROM debian:13
RUN useradd --system app && usermod -aG audio app
USER app
```

The fix takes the group away. It has to be asked for: the user's own group may be another one.

## References

- [Dockerfile reference: USER](https://docs.docker.com/reference/dockerfile/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.accounts import memberships
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/user-explicit-group-drops-supplementary-groups",),
    default=False,
    mentions=("usermod", "useradd", "adduser", "addgroup"),
)
def user_group_drops_supplementary(stage: Stage) -> Iterator[Diagnostic]:
    users = [it for it in stage.all_of(ast.User) if it.user is not None and ":" in (it.user.value or "")]
    if not users:
        return
    groups: dict[str, set[str]] = {}
    for it in stage.lineage:
        for user, group in memberships(it):
            groups.setdefault(user, set()).add(group)
    for instruction in users:
        word = instruction.user
        if word is None or word.value is None:
            continue
        name, _, group = word.value.partition(":")
        lost = sorted(groups.get(name, set()) - {group})
        if not group or not lost:
            continue
        place = word.text.find(":")
        where = word.source_range(place, len(word.text))
        fixes = () if word.quoted else (Fix("Remove the group", (delete(where),), Safety.UNSAFE),)
        yield Diagnostic(where, f"With a group here, `{name}` is not in `{lost[0]}` any more", fixes)
