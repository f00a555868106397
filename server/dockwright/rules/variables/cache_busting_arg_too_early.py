"""A build argument that changes with every build, above steps that do not need it.

Every RUN below an ARG has its value in the environment, so with another commit or date in it all of them run again.
Declared right above its first use, it leaves them in the cache.

```dockerfile bad
FROM node:22-slim
WORKDIR /srv
ARG GIT_SHA
RUN npm install -g pm2
LABEL org.opencontainers.image.revision=$GIT_SHA
```
```dockerfile good
FROM node:22-slim
WORKDIR /srv
RUN npm install -g pm2
ARG GIT_SHA
LABEL org.opencontainers.image.revision=$GIT_SHA
```

Which arguments change is a guess by their names: commits, revisions, dates and numbers of builds. So the rule is off
by default. One that is there to make a step run again, such as `CACHEBUST`, is not among them.

The fix moves the line. It has to be asked for: a script in a RUN between may read the variable.

## References

- [Build cache: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange

_CHANGING = re.compile(
    r"(?:^|_)(?:SHA|SHA1|COMMIT|REVISION|VCS_REF|GIT_REF|GIT_HASH|COMMIT_HASH"
    r"|BUILD_(?:DATE|TIME|TIMESTAMP|NUMBER|ID)|CREATED)$",
    re.IGNORECASE,
)


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    default=False,
    mentions=("arg",),
)
def cache_busting_arg_too_early(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for index, argument in enumerate(stage.instructions):
        if not isinstance(argument, ast.Arg) or len(argument.pairs) != 1:
            continue
        word = argument.pairs[0].name
        if not _CHANGING.search(word.text):
            continue
        below = stage.instructions[index + 1 :]
        first = next((it for it in below if word.text in it.unit.text), None)
        between = below[: below.index(first)] if first is not None else ()
        runs = [it for it in between if isinstance(it, ast.Run)]
        if first is None or not runs:
            continue
        fixes: tuple[Fix, ...] = ()
        if argument.unit.text.endswith("\n"):
            # What a comment right above says, it says of the ARG.
            comments = document.tree.comments_above(argument)
            start = (
                document.lines.start(document.lines.line_of(comments[0].range.start)) if comments else argument.start
            )
            whole = TextRange(start, argument.full_range.end)
            edits = (delete(whole), line_above(document, first, whole.slice(document.text).rstrip("\r\n")))
            fixes = (Fix(f"Move it down to the {first.name} that uses it", edits, Safety.UNSAFE),)
        again = "a RUN below runs" if len(runs) == 1 else f"{len(runs)} RUNs below run"
        yield Diagnostic(word.range, f"With each new `{word.text}`, {again} again without a use for it", fixes)
