r"""A signature file that stays in the image after it was checked.

Once `gpg --verify` has passed, the signature is of no use to the image.

```dockerfile bad
FROM debian:12
RUN curl -fsSLO https://example.com/tool.asc && gpg --batch --verify tool.asc /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl -fsSLO https://example.com/tool.asc && gpg --batch --verify tool.asc /usr/local/bin/tool \
    && rm tool.asc
```

The rule is off by default, as such files are small. It is silent where the RUN removes or moves the file, or may, where
a mount may hold it, and in stages whose files do not come into the final image. The fix has to be asked for, as a later
line may use the file again.

## References

- [GnuPG: --verify](https://www.gnupg.org/documentation/manuals/gnupg/Operational-GPG-Commands.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.programs import GPG
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import may_ship
from dockwright.semantic.leftovers import is_kept_out, may_be_gone, removal_appended, text_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_SIGNATURES = (".asc", ".gpg", ".sig", ".sign")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("gpgVerifyAscRmAsc",),
    default=False,
    mentions=("--verify",),
)
def signature_file_not_removed(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    if not may_ship(run, state) or is_kept_out(run):
        return
    for command in commands:
        if command.name not in ("gpg", "gpg2") or not command.has("--verify"):
            continue
        operands = arguments_of(command, GPG).operands
        if not operands:
            continue
        path = text_of(operands[0])
        if not path.lower().endswith(_SIGNATURES) or may_be_gone(path, commands, command.range.end):
            continue
        edit = removal_appended(run, state, commands, operands[0].text, command.range.start)
        fixes = (Fix("Remove it in the end", (edit,), Safety.UNSAFE),) if edit is not None else ()
        message = f"`{path.rpartition('/')[2]}` is checked here, and stays in the image"
        yield Diagnostic(operands[0].range, message, fixes)
