"""A final stage that runs as root because no `USER` says otherwise.

Most base images run as root unless told otherwise. Whoever breaks out of a process in the container is then root, and
every file in it is open to that process.

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
USER node
CMD ["node", "server.js"]
```

The rule speaks only where the base image is known to run as root. It is silent about images that start as root and
step down by themselves, such as `postgres` with its own entrypoint, where a program like `gosu` is seen to do that,
about stages that start nothing, as those that only export files, and where a user is made that nothing selects, as
`user-created-not-used` says.

```dockerfile bad
FROM alpine:3.22
COPY server /usr/bin/
CMD ["server"]
```
```dockerfile good
FROM alpine:3.22
COPY server /usr/bin/
RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app
USER 10001
CMD ["server"]
```

The fix puts a `USER` above the first of CMD and ENTRYPOINT: one that the file makes, the user that the image brings, or
one that is made for it in the way of its system. Where no command for that is known to be in the image, it is a number,
which needs no account. Another fix gives it the copied files as well, for a program that writes to them. All have to be
asked for: ports below 1024, volumes and files that were copied before belong to root. There is none for a program that
is known to need root, such as `sshd`.

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.lint.running_as import fixes_to_run_as
from dockwright.semantic.accounts import unused_account
from dockwright.semantic.document import Document
from dockwright.semantic.other_users import other_users
from dockwright.semantic.privileges import start_of_the_end, steps_down, steps_down_itself
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DS-0002",
        "CKV_DOCKER_3",
        "DD008",
        "DF020",
        "DF002",
        "S6471",
        "dockerfile.security.missing-user",
        "dockerfile.security.missing-user-entrypoint",
        "fd54f200",
        "required:USER",
        "have-a-user",
    ),
)
def missing_user(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    state, image = stage.final_state, stage.instruction.image
    if not stage.is_last or image is None or state.user_unit is not None or state.is_windows:
        return
    if not is_root(state.base.user) or (state.base.is_scratch and not _starts_something(stage)):
        return
    known = state.base.known
    if known is not None and state.entrypoint is None and steps_down_itself(known):
        return
    if ast.Onbuild in stage.kinds:
        # A base for other builds, which go on as the user that it leaves.
        return
    if steps_down(stage):
        return
    if unused_account(stage) is not None:
        # A user is there and only not selected, which another rule says.
        return
    message = f"The image runs as root: `{image.text}` does, and no USER says otherwise"
    yield Diagnostic(image.range, message, _fixes(stage, document))


def _starts_something(stage: Stage) -> bool:
    """Whether a stage, or one that it builds on, has a CMD or ENTRYPOINT that is not empty: `CMD []` starts nothing."""
    for it in (it for each in stage.lineage for it in each.instructions if isinstance(it, ast.Cmd | ast.Entrypoint)):
        if it.command is not None and not (isinstance(it.command, ast.ExecForm) and not it.command.elements):
            return True
    return False


def _fixes(stage: Stage, document: Document) -> tuple[Fix, ...]:
    fixes = fixes_to_run_as(other_users(stage), stage, start_of_the_end(stage), document)
    return (*fixes, *_other_tag(stage)) if fixes else ()


def _other_tag(stage: Stage) -> Iterator[Fix]:
    """The tag of the same distroless image that starts as another user."""
    word, reference = stage.instruction.image, stage.final_state.base.reference
    if word is None or reference is None or not reference.name.startswith("gcr.io/distroless/"):
        return
    tag = reference.tag or "latest"
    if reference.digest is None and word.value == word.text == reference.text and tag.startswith(("latest", "debug")):
        other = f"debug-nonroot{tag[5:]}" if tag.startswith("debug") else f"nonroot{tag[6:]}"
        place = word.source_range(len(reference.text.removesuffix(f":{reference.tag}")), len(word.text))
        yield Fix(f"Use the tag {other}", (Edit(place, f":{other}"),), Safety.UNSAFE)
