"""`ADD` of a URL over plain HTTP.

Over HTTP anyone on the way can read and change what is fetched, and the build puts it into the image.

```dockerfile bad
FROM debian:12
ADD http://example.com/tool /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
ADD https://example.com/tool /usr/local/bin/tool
```

The rule is silent for hosts of the builder itself and of private networks, for hosts that only a variable names, and
where `--checksum` says what has to come.

The fix has to be asked for: the server may not speak HTTPS.

## References

- [Dockerfile reference: ADD](https://docs.docker.com/reference/dockerfile/#add)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.downloads import is_private, scheme_and_host
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_SCHEME = "http://"


@rule(
    on=ast.Add,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("S5332", "no_add_without_https"),
    mentions=(_SCHEME,),
)
def add_http_url(add: ast.Add) -> Iterator[Diagnostic]:
    if add.flag("checksum") is not None:
        return
    for source in add.sources:
        text = source.value if isinstance(source, ast.Element) else source.text.strip("\"'")
        parts = scheme_and_host(text)
        if parts is None or parts[0] != "http" or is_private(parts[1]):
            continue
        where = source.range
        place = add.unit.text[where.start - add.start : where.end - add.start].find(_SCHEME)
        edit = insert(where.start + place + len("http"), "s")
        fixes = (Fix("Use https", (edit,), Safety.UNSAFE),) if place >= 0 else ()
        yield Diagnostic(where, f"`ADD` fetches from `{parts[1]}` over plain HTTP", fixes)
