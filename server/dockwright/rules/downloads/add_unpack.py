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
only parts or changes names, which ADD cannot do. The fix is for a RUN that does nothing else. It has to be asked for:
owners and dates of the files may differ.

## References

- [Dockerfile reference: ADD --unpack](https://docs.docker.com/reference/dockerfile/#add---unpack)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import Unpacking, unpacking_of
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import Download, address_text, download_of, scheme_and_host
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_PLAIN = frozenset("-f -s -S -L -q -O --fail --silent --show-error --location --quiet --retry -nv --no-verbose".split())
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
        # What ADD unpacks belongs to root, or to whom the archive says.
        is_whole = len(commands) == 2 and (state.user_unit is None or is_root(state.user))
        yield Diagnostic(where, message, _fixes(run, download, unpacking) if is_whole else ())


def _is_plain(download: Download) -> bool:
    return download.is_plain and all(it.name in _PLAIN for it in download.arguments.flags)


def _fixes(run: ast.Run, download: Download, unpacking: Unpacking) -> tuple[Fix, ...]:
    address, folder = download.addresses[0].value, unpacking.folder
    if run.flags or run.heredocs or run.comments or folder is None or not isinstance(run.command, ast.ShellForm):
        return ()
    if address is None or folder.value is None or not folder.value.startswith("/"):
        return ()
    if not _SPECIAL.isdisjoint(address + folder.value) or run.arguments_range is None:
        return ()
    keyword = "ADD" if not run.keyword.text.islower() else "add"
    line = f"{keyword} --unpack=true {address} {folder.value.rstrip('/')}/"
    edit = Edit(TextRange(run.keyword.range.start, run.arguments_range.end), line)
    return (Fix("Use ADD --unpack", (edit,), Safety.UNSAFE),)
