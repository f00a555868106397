"""A stop signal that no program can handle.

`STOPSIGNAL` asks a program to come to an end in good order. `SIGKILL` ends it at once, in the midst of whatever it
writes, and `SIGSTOP` only holds it until the time to stop is over and it is killed. Neither can be caught.

The fix writes `SIGTERM`, which programs end on by default. It has to be asked for: the program may do otherwise.

```dockerfile bad
FROM nginx:1.27
STOPSIGNAL SIGKILL
```
```dockerfile good
FROM nginx:1.27
STOPSIGNAL SIGTERM
```

## References

- [Dockerfile reference: STOPSIGNAL](https://docs.docker.com/reference/dockerfile/#stopsignal)
- [Linux manual: signal](https://man7.org/linux/man-pages/man7/signal.7.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.signals import UNCATCHABLE, canonical_signal
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_ORDERLY = "SIGTERM"


@rule(
    on=ast.Stopsignal,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/no-ungraceful-stopsignal",),
)
def ungraceful_stopsignal(instruction: ast.Stopsignal, state: State) -> Iterator[Diagnostic]:
    word = instruction.signal
    text = state.value_of(word) if word is not None else None
    if word is None or text is None or state.is_windows:
        return
    name = canonical_signal(text)
    if name in UNCATCHABLE:
        fixes = (Fix(f"Use {_ORDERLY}", (Edit(word.range, _ORDERLY),), Safety.UNSAFE),) if "$" not in word.text else ()
        yield Diagnostic(word.range, f"No program can handle `{name}`, so none can stop in good order", fixes)
