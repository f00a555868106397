"""`curl … | tar` where `ADD --unpack` does both.

`ADD --unpack` fetches an archive and unpacks it, with neither curl nor tar in the image, and BuildKit asks the server
whether the file has changed. With `--checksum` it is verified as well.

```dockerfile bad
FROM alpine:3.20
RUN curl -fsSL https://example.com/tool.tgz | tar -xz -C /opt
```
```dockerfile good
FROM alpine:3.20
ADD --unpack=true https://example.com/tool.tgz /opt/
```

The rule is off by default, as the flag needs version 1.17 of the Dockerfile syntax. It is silent where tar takes out
only parts or changes names, which ADD cannot do. The fix is for what a RUN does first, and leaves the rest to it. It
has to be asked for: owners and dates of the files may differ.

## References

- [Dockerfile reference: ADD --unpack](https://docs.docker.com/reference/dockerfile/#add---unpack)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import Unpacking, unpacking_of
from dockwright.semantic.chains import without
from dockwright.semantic.commands import CommandWord, commands_of
from dockwright.semantic.downloads import Download, address_text, download_of, scheme_and_host
from dockwright.semantic.layout import indentation
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_PLAIN = frozenset("-f -s -S -L -q -O --fail --silent --show-error --location --quiet --retry -nv --no-verbose".split())
_WITH_VARIABLES = re.compile(r"(?:[\w./:@%+,=~?-]|\$\{\w+\}|\$\w)+")
_SPECIAL = frozenset(" \t\"'$`\\#*[]{}<>|&;()")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-add-unpack",),
    default=False,
    mentions=("curl", "wget"),
)
def add_unpack(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    for fetching, following in pairwise(commands):
        download = download_of(fetching)
        if download is None or fetching.separator_after != "|" or len(download.addresses) != 1:
            continue
        unpacking = unpacking_of(following)
        parts = scheme_and_host(address_text(download.addresses[0]))
        if unpacking is None or not unpacking.from_input or unpacking.strips or not _is_plain(download):
            continue
        if parts is None or parts[0] not in ("http", "https"):
            continue
        where = TextRange(fetching.range.start, following.range.end)
        message = f"`{download.program} … | tar` does what `ADD --unpack` does without them"
        # What ADD unpacks belongs to root, or to whom the archive says; what runs before may go elsewhere.
        may = fetching is commands[0] and (state.user_unit is None or is_root(state.user))
        yield Diagnostic(where, message, _fixes(run, state, download, unpacking) if may else ())


def _is_plain(download: Download) -> bool:
    return download.is_plain and all(it.name in _PLAIN for it in download.arguments.flags)


def _fixes(run: ast.Run, state: State, download: Download, unpacking: Unpacking) -> tuple[Fix, ...]:
    address = _in_add(download.addresses[0], state)
    folder = unpacking.folder.value if unpacking.folder is not None else "."
    if run.flags or run.heredocs or run.comments or not isinstance(run.command, ast.ShellForm) or run.is_trigger:
        return ()
    if address is None or folder is None or not _SPECIAL.isdisjoint(folder):
        return ()
    keyword = "ADD" if not run.keyword.text.islower() else "add"
    line = f"{keyword} --unpack=true {address} {folder.rstrip('/')}/"
    commands = commands_of(run, state.shell_language)
    start = run.keyword.range.start
    if len(commands) == 2:
        if run.arguments_range is None:
            return ()
        edits: tuple[Edit, ...] = (Edit(TextRange(start, run.arguments_range.end), line),)
    else:
        taken = without(run, state, commands[:2])
        if taken is None:
            return ()
        edits = (insert(start, f"{line}{line_end_of(run.unit.text)}{indentation(run)}"), *taken)
    return (Fix("Use ADD --unpack", edits, Safety.UNSAFE),)


def _in_add(word: CommandWord, state: State) -> str | None:
    """An address as ADD has to get it, which knows the variables of ARG and ENV only; `None` where it is not plain."""
    if word.value is not None:
        return word.value if _SPECIAL.isdisjoint(word.value) else None
    text = word.text[1:-1] if word.quoting == "double" else word.text
    if word.quoting not in ("none", "double") or not _WITH_VARIABLES.fullmatch(text):
        return None
    return text if all(it in state.environment for it in word.variables) else None
