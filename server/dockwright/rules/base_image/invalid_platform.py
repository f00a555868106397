"""A `--platform` that names no platform.

A platform is `os/arch`, `os/arch/variant`, or one of the known systems or architectures alone. Where it comes from a
variable that nothing sets, it is empty, and BuildKit refuses that too.

```dockerfile bad
FROM --platform=$BULIDPLATFORM golang:1.23
```
```dockerfile good
FROM --platform=$BUILDPLATFORM golang:1.23
```

```dockerfile bad
FROM --platform=linux/amd64/v2/x golang:1.23
```

A variable's name that is nearly a known one is replaced by that, and so are systems and architectures, if asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.scopes import expand
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.platform import KNOWN_ARCHITECTURES, KNOWN_SYSTEMS, parse_platform
from dockwright.text.spelling import hint, nearest


@rule(
    on=ast.From, severity=Severity.ERROR, fix=Safety.UNSAFE, mentions=("--platform",), aliases=("FromInvalidPlatform",)
)
def invalid_platform(instruction: ast.From, state: State) -> Iterator[Diagnostic]:
    if instruction.is_trigger:
        return
    flag = instruction.flag("platform")
    if flag is None or flag.value is None or not flag.plain:
        return
    known = state.globals.values
    platform = expand(flag.plain, known, instruction.escape, complete=True)
    if platform.text is None:
        return
    exact = platform.text == flag.value.text
    if not platform.text:
        unset = next((it for it in flag.value.variables if it.name not in known or known[it.name].unset), None)
        name = unset.name if unset is not None else ""
        near = nearest(name, known) if name not in known else None
        where = unset.range if unset is not None else flag.value.range
        reason = f", as nothing gives `{name}` a value" if name else ""
        fixes = replaced_by(unset.name_range, near) if unset is not None else ()
        yield Diagnostic(where, f"The platform is empty{reason}{hint(near)}", fixes)
        return
    problem = parse_platform(platform.text).problem
    if problem is not None:
        where = flag.value.source_range(*problem.range) if exact else flag.value.range
        near = nearest(platform.text, KNOWN_SYSTEMS | KNOWN_ARCHITECTURES) if exact else None
        yield Diagnostic(where, f"{problem.message}{hint(near)}", replaced_by(where, near))
