"""A port that does not exist.

`EXPOSE` takes numbers from 0 to 65535 and ranges of them, parted by blanks; each may have `/tcp`, `/udp` or `/sctp`.

```dockerfile bad
FROM nginx:1.27
EXPOSE 80800
```

```dockerfile bad
FROM nginx:1.27
EXPOSE 8080,8443/tpc
```
```dockerfile good
FROM nginx:1.27
EXPOSE 8080 8443/tcp
```

The fix writes blanks for commas, turns a range around that runs backwards, and takes the nearest protocol. It guesses,
so it has to be asked for.

Variables are looked up: the default of an `ARG` has to be a port, too.

```dockerfile bad
FROM nginx:1.27
ARG PORT=http
EXPOSE $PORT
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.port import PROTOCOLS, parse_port
from dockwright.text.edits import Edit
from dockwright.text.spelling import nearest


@rule(
    on=ast.Expose,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3011",
        "DS-0008",
        "INVALID_PORT",
        "INVALID_PROTO",
        "ExposePortOutOfRange",
        "ExposeInvalidProtocol",
        "EE0001",
        "DD038",
        "DF040",
        "dockerfile.correctness.invalid-port",
        "71bf8cf8",
        "AC_DOCKER_0011",
        "invalid_port",
    ),
)
def invalid_port(expose: ast.Expose, state: State) -> Iterator[Diagnostic]:
    for word in expose.ports:
        if word.text.startswith("#"):
            return
        if word.text.isascii() and word.text.isdecimal() and len(word.text) < 5:
            continue
        text = state.value_of(word)
        # A value with blanks in it makes several ports, an empty one none.
        for port in (text or "").split():
            problem = parse_port(port).problem
            if problem is None or has_placeholder(expose.unit.text):
                continue
            exact = port == word.text and problem.range.length > 0
            message = problem.message if "$" not in word.text else f"{problem.message}, and `{word.text}` is `{text}`"
            yield Diagnostic(word.source_range(*problem.range) if exact else word.range, message, _fixes(word))
            break


def _fixes(word: ast.Word) -> tuple[Fix, ...]:
    if word.range.length != len(word.text):
        return ()
    ports = [_meant(it) for it in word.text.split(",") if it]
    written = " ".join(ports)
    if not ports or any(parse_port(it).problem is not None for it in ports):
        return ()
    return (Fix(f"Write {written}", (Edit(word.range, written),), Safety.UNSAFE),)


def _meant(port: str) -> str:
    """A port or a range with its ends in order and the nearest protocol."""
    numbers, slash, protocol = port.partition("/")
    first, dash, last = numbers.partition("-")
    if dash and first.isdecimal() and last.isdecimal() and max(len(first), len(last)) < 6 and int(first) > int(last):
        numbers = f"{last}-{first}"
    return f"{numbers}{slash}{nearest(protocol, PROTOCOLS) or protocol}"
