"""A `USER` that leaves the final image running as root.

Whoever breaks out of a process in the container is then root, and every file in it is open to that process. Switch to
root for what needs it, and back before the end.

```dockerfile bad
FROM node:22
USER root
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
CMD ["node", "server.js"]
```
```dockerfile good
FROM node:22
USER root
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
USER node
CMD ["node", "server.js"]
```

The fix goes back to the user that held before, above what the container starts with; else to one that the file makes,
that the base image has for this, or that is made for it. Where nothing is done as root any more, the USER itself names
the other one. Another fix gives it the copied files as well. They have to be
asked for: the program may need root, and there are none where it is known to, as `sshd` does.

Only what the last stage ends with counts, also where the USER stands in a stage that it is built on. The rule is silent
where the user comes from a variable, and where the container is seen to step down by itself (`gosu`, `su-exec` …).

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.lint.running_as import fixes_to_run_as
from dockwright.semantic.document import Document
from dockwright.semantic.other_users import OtherUser, other_users
from dockwright.semantic.privileges import start_of_the_end, steps_down
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_PLAIN = re.compile(r"[A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]+)?")


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3002",
        "DS-0002",
        "CKV_DOCKER_8",
        "EU0001",
        "DF002",
        "S6471",
        "dockerfile.security.last-user-is-root",
        "67fd0c4a",
        "AC_DOCKER_0005",
        "root_user",
    ),
)
def last_user_root(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    state = stage.final_state
    if not stage.is_last or state.user_unit is None or state.is_windows or not is_root(state.user):
        return
    instruction = document.placed(state.user_unit)
    if not isinstance(instruction, ast.User) or instruction.user is None:
        return
    if "$" in instruction.user.text or steps_down(stage):
        return
    fixes = _fixes(stage, instruction, document)
    yield Diagnostic(instruction.user.range, f"The image runs as root, as its last USER is `{state.user}`", fixes)


def _fixes(stage: Stage, instruction: ast.User, document: Document) -> tuple[Fix, ...]:
    start = start_of_the_end(stage)
    if start is None:
        return ()
    user = document.state_before(instruction).user
    others = other_users(stage)
    if user and not is_root(user) and _PLAIN.fullmatch(user) is not None:
        others = (OtherUser(user),)
    is_needless = _nothing_follows(instruction, stage)
    if instruction.start > start.start:
        if not is_needless:
            return ()
        # There is no place to make one: root stands below.
        others = tuple(it for it in others if it.making is None)
    return fixes_to_run_as(others, stage, start, document, instruction.user if is_needless else None)


def _nothing_follows(user: ast.User, stage: Stage) -> bool:
    """Whether a USER is for the container only, as nothing below it runs or brings files."""
    return any(it is user for it in stage.instructions) and not any(
        it.start > user.start and isinstance(it, ast.Run | ast.Transfer | ast.Workdir | ast.Onbuild)
        for it in stage.instructions
    )
