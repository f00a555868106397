"""`apk --allow-untrusted`, which installs packages that nobody signed.

apk checks each package against the keys in `/etc/apk/keys`. With this flag it takes what it gets, also from a mirror or
a network that changed it. Put the key of whoever made the package into that directory instead.

```dockerfile bad
FROM alpine:3.20
COPY tool.apk /tmp/
RUN apk add --no-cache --allow-untrusted /tmp/tool.apk
```
```dockerfile good
FROM alpine:3.20
COPY tool.apk /tmp/
RUN apk add --no-cache /tmp/tool.apk
```

The fix takes the flag away. It has to be asked for: without the key, apk then refuses the package.

## References

- [Alpine wiki: package signatures](https://wiki.alpinelinux.org/wiki/Apk_spec)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.installing import site_of, without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_7",),
    mentions=("--allow-untrusted",),
)
def apk_allow_untrusted(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each flag that switches the check off."""
    site = site_of(run, state)
    for operation in site.by("apk") if site is not None else ():
        flag = operation.flag("--allow-untrusted")
        if flag is not None:
            edit = without_flag(operation, flag)
            fixes = (Fix("Remove the flag", (edit,), Safety.UNSAFE),) if edit is not None else ()
            yield Diagnostic(flag.word.range, "`--allow-untrusted` lets apk install what nobody signed", fixes)
