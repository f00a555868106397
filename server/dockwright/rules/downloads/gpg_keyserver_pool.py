"""A key server of the SKS pool, which no longer exists.

`pool.sks-keyservers.net` and the names below it were switched off in 2021. A build that fetches keys from there fails.

```dockerfile bad
FROM debian:12
RUN gpg --batch --keyserver ha.pool.sks-keyservers.net --recv-keys B42F6819007F00F88E364FD4036A9C25BF357DD4
```
```dockerfile good
FROM debian:12
RUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys B42F6819007F00F88E364FD4036A9C25BF357DD4
```

The rule is silent where another server is asked by a command on the other side of `||`.

The fix names a server that has most of the pool's keys; another one takes `keys.openpgp.org`. They have to be asked
for, as not every key is there.

## References

- [keys.openpgp.org: questions and answers](https://keys.openpgp.org/about/faq)
- [keyserver.ubuntu.com](https://keyserver.ubuntu.com/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.programs import GPG
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_POOL = "sks-keyservers.net"
_OTHERS = ("keyserver.ubuntu.com", "keys.openpgp.org")


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("gpgUseHaPools",),
    mentions=(_POOL,),
)
def gpg_keyserver_pool(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for command in commands_of(run, state.shell_language):
        if command.name not in ("gpg", "gpg2", "apt-key") or "||" in _around(command):
            continue
        arguments = arguments_of(command, GPG)
        for given in arguments.all_of("--keyserver"):
            word = arguments.value_word(given)
            if word is not None and _POOL in word.text.lower():
                yield Diagnostic(word.range, "The key servers of the SKS pool no longer exist", _fixes(run, word))


def _around(command: Command) -> tuple[str | None, str | None]:
    return command.separator_before, command.separator_after


def _fixes(run: ast.Run, word: CommandWord) -> tuple[Fix, ...]:
    base = run.start
    written = run.unit.text[word.range.start - base : word.range.end - base]
    end = written.lower().find(_POOL) + len(_POOL)
    if end < len(_POOL):
        return ()
    start = end - len(_POOL)
    while start > 0 and (written[start - 1].isalnum() or written[start - 1] in ".-"):
        start -= 1
    where = TextRange(word.range.start + start, word.range.start + end)
    return tuple(Fix(f"Use {it}", (Edit(where, it),), Safety.UNSAFE) for it in _OTHERS)
