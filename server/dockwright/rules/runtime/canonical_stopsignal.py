"""A signal in another form than its name.

`STOPSIGNAL` takes numbers and names in several forms. `SIGTERM` says what happens, where `15` has to be looked up, and
not every tool that reads the image knows a name without its `SIG` or in lower case.

The rule speaks of numbers that mean the same signal on every machine only; `10` is one signal here and another there.
It is silent about images for Windows, and about a signal with a variable in it.

```dockerfile bad
FROM nginx:1.27
STOPSIGNAL 3
```
```dockerfile good
FROM nginx:1.27
STOPSIGNAL SIGQUIT
```

## References

- [Dockerfile reference: STOPSIGNAL](https://docs.docker.com/reference/dockerfile/#stopsignal)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.signals import canonical_signal
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.Stopsignal,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/prefer-canonical-stopsignal",),
)
def canonical_stopsignal(instruction: ast.Stopsignal, state: State) -> Iterator[Diagnostic]:
    word = instruction.signal
    if word is None or word.value is None or state.is_windows:
        return
    name = canonical_signal(word.value)
    if name is not None and name != word.value:
        fix = Fix(f"Write {name}", (Edit(word.range, name),))
        yield Diagnostic(word.range, f"The signal `{word.value}` is known as `{name}`", (fix,))
