"""A user that is made and never switched to.

The last stage makes a user for its program, and no `USER` selects it, so the program runs as root after all.

```dockerfile bad
FROM alpine:3.22
RUN adduser -S -D app
COPY server /usr/bin/
CMD ["server"]
```
```dockerfile good
FROM alpine:3.22
RUN adduser -S -D app
COPY server /usr/bin/
USER app
CMD ["server"]
```

The rule is silent where the container may itself go on as another user: where it starts a script, a server that gives
root away, or a program such as `gosu`; and where anything but a RUN speaks of the user.

The fix puts the USER above the first of CMD and ENTRYPOINT; another one gives it the copied files as well. Both have to
be asked for: what needs root at run time, as ports below 1024 on older systems, fails from then on.

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.lint.running_as import fixes_to_run_as
from dockwright.semantic.accounts import unused_account
from dockwright.semantic.document import Document
from dockwright.semantic.other_users import OtherUser
from dockwright.semantic.privileges import start_of_the_end
from dockwright.semantic.stages import Stage


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/user-created-but-never-used",),
    mentions=("useradd", "adduser"),
)
def user_created_not_used(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    account = unused_account(stage)
    if account is None:
        return
    below = account.command.instruction.start
    fixes = fixes_to_run_as((OtherUser(account.name, None, below),), stage, start_of_the_end(stage), document)
    yield Diagnostic(account.word.range, f"`{account.name}` is made, and no USER switches to it", fixes)
