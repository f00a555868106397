"""A duration that BuildKit cannot read.

The times of a health check are numbers with units: `30s`, `1m30s`, `500ms`. A number alone is not enough, and anything
below a millisecond is too short; `0` leaves the default.

```dockerfile bad
FROM nginx:1.27
HEALTHCHECK --interval=30 CMD curl -f http://localhost/
```
```dockerfile good
FROM nginx:1.27
HEALTHCHECK --interval=30s CMD curl -f http://localhost/
```

The fix takes a bare number for seconds, and knows words such as `30sec` and `5min`. That is all but certain, but a
guess, so it has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.duration import MILLISECOND, parse_duration
from dockwright.text.edits import Edit

_TIMES = ("interval", "timeout", "start-period", "start-interval")
_WORDS = re.compile(
    r"(\d+) ?(?:(s|secs?|seconds?)|(m|mins?|minutes?)|(h|hours?|hrs?)|(ms|millis|msecs?|milliseconds?)|(d|days?))?",
    re.IGNORECASE,
)


@rule(
    on=ast.Healthcheck,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=("FLAG_INVALID_DURATION", "FLAG_LESS_THAN_1MS", "FLAG_MISSING_DURATION", "FLAG_UNKNOWN_UNIT"),
)
def invalid_duration(instruction: ast.Healthcheck) -> Iterator[Diagnostic]:
    if instruction.is_none:
        return
    for flag in instruction.flags:
        if flag.name not in _TIMES or flag.value is None or not flag.plain:
            continue
        duration = parse_duration(flag.plain)
        if duration.problem is not None:
            exact = flag.plain == flag.value.text
            where = flag.value.source_range(*duration.problem.range) if exact else flag.value.range
            yield Diagnostic(where, duration.problem.message, _fixes(flag.value))
        elif duration.nanoseconds is not None and duration.nanoseconds != 0 and duration.nanoseconds < MILLISECOND:
            fix = Fix("Write 1ms", (Edit(flag.value.range, "1ms"),), Safety.UNSAFE)
            yield Diagnostic(flag.value.range, f"`--{flag.name}` cannot be less than 1ms", (fix,))


def _fixes(value: ast.Word) -> tuple[Fix, ...]:
    found = _WORDS.fullmatch(value.text)
    if found is None:
        return ()
    number, _, minutes, hours, milliseconds, days = found.groups()
    text = number + ("m" if minutes else "h" if hours else "ms" if milliseconds else "s")
    if days:
        text = f"{int(number) * 24}h" if len(number) < 4 else ""
    if not text:
        return ()
    return (Fix(f"Write {text}", (Edit(value.range, text),), Safety.UNSAFE),)
