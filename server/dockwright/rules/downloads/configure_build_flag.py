"""`./configure` that has to guess for which machine it builds.

Scripts of Autotools guess the machine with a `config.guess` that came with the sources, and an old one does not know
new machines. In Debian and its kin `dpkg-architecture` knows.

```dockerfile bad
FROM debian:12
RUN ./configure --prefix=/usr && make install
```
```dockerfile good
FROM debian:12
RUN ./configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)" --prefix=/usr && make install
```

The rule is off by default, and speaks only on images of Debian and Ubuntu. It is silent where flags come from perhaps a
variable.
The fix asks `dpkg-architecture`. It has to be asked for, since not every `configure` is one of Autotools.

## References

- [Autoconf: specifying target triplets](https://www.gnu.org/software/autoconf/manual/autoconf-2.72/html_node/Specifying-Target-Triplets.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("configureShouldUseBuildFlag",),
    default=False,
    mentions=("configure",),
)
def configure_build_flag(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    if state.base.family not in (Family.DEBIAN, Family.UBUNTU):
        return
    for command in commands_of(run, state.shell_language):
        program = command.values[0] if command.values else None
        if program is None or not program.endswith("/configure") or may_hold_flags(command, state):
            continue
        if not any(it.text.startswith(("--build", "--host", '"--build', "--help")) for it in command.arguments):
            fixes: tuple[Fix, ...] = ()
            if not command.is_quoted:
                edit = insert(command.words[0].range.end, ' --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)"')
                fixes = (Fix("Ask dpkg-architecture for the machine", (edit,), Safety.UNSAFE),)
            yield Diagnostic(command.words[0].range, "`configure` without `--build` guesses the machine", fixes)
