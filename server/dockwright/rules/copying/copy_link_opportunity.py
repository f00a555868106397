"""A `COPY --from` without `--link`.

With `--link` the files get a layer of their own, which does not depend on the layers below it. When the base image
changes, BuildKit takes that layer over as it is, and does not even have to fetch the base.

```dockerfile bad
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /usr/bin/app
```
```dockerfile good
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --link --from=build /app /usr/bin/app
```

The rule is silent where `--chown` names a user, since a layer of its own has no `/etc/passwd` to look that up in.

The fix has to be asked for: a link in the destination path, such as a `/bin` that leads to `/usr/bin`, is not followed
but replaced. The rule is off by default, as not every builder knows the flag.

## References

- [Dockerfile reference: COPY --link](https://docs.docker.com/reference/dockerfile/#copy---link)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.accounts import is_number
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert


@rule(on=ast.Copy, severity=Severity.HINT, fix=Safety.UNSAFE, default=False, mentions=("--from",))
def copy_link_opportunity(copy: ast.Copy) -> Iterator[Diagnostic]:
    flag = copy.flag("from")
    if flag is None or copy.flag("link") is not None or copy.destination is None:
        return
    owner = copy.flag("chown")
    if owner is not None and not all(is_number(it) for it in (owner.plain or "").split(":")):
        return
    fix = Fix("Add --link", (insert(copy.keyword.range.end, " --link"),), Safety.UNSAFE)
    yield Diagnostic(flag.range, "Without `--link` this layer is made again whenever one below it changes", (fix,))
