"""A `STOPSIGNAL` that is no signal.

A signal is a name, with or without `SIG`, or a number other than 0.

```dockerfile bad
FROM nginx:1.27
STOPSIGNAL SIGQIUT
```
```dockerfile good
FROM nginx:1.27
STOPSIGNAL SIGQUIT
```

The fix writes the nearest name. What was meant is a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.signals import SIGNALS, is_signal
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.spelling import hint, nearest


@rule(
    on=ast.Stopsignal,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "INVALID_SIGNAL",
        "DD079",
    ),
)
def invalid_stopsignal(instruction: ast.Stopsignal, state: State) -> Iterator[Diagnostic]:
    word = instruction.signal
    if word is None or (len(instruction.words) > 1 and not any(it in word.text for it in "\"'$")):
        return
    if len(instruction.words) > 1 and instruction.words[1].text.startswith("#"):
        return
    text = state.value_of(word)
    # An ARG without a value is how a file asks for one.
    if text is None or is_signal(text) or any(_is_open(state, it.name) for it in word.variables):
        return
    near = nearest(text.upper().removeprefix("SIG"), SIGNALS)
    near = f"SIG{near}" if near is not None else None
    fixes = replaced_by(word.range, near) if word.text == text else ()
    yield Diagnostic(word.range, f"There is no signal `{text}`{hint(near)}", fixes)


def _is_open(state: State, name: str) -> bool:
    value = state.environment.get(name)
    return value is not None and value.unset
