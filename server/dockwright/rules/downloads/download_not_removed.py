r"""A downloaded archive that stays in the image after it was unpacked.

What a RUN leaves behind is in its layer for good. An archive that is fetched and unpacked in one RUN is of no use below
it, and `rm` in a later RUN only hides it.

```dockerfile bad
FROM debian:12
RUN curl -fsSLO https://example.com/tool.tgz && tar -xzf tool.tgz -C /opt
```
```dockerfile good
FROM debian:12
RUN curl -fsSLO https://example.com/tool.tgz && tar -xzf tool.tgz -C /opt \
    && rm tool.tgz
```

Packages that `dpkg`, `rpm` or `apt-get` install from a downloaded file are reported too. The rule is silent where the
RUN removes or moves the file, or may, where a mount may hold it, and in stages whose files do not come into the final
image.

The fix removes the file at the end of the RUN. It has to be asked for, as a later line may use the file again.

## References

- [Best practices: RUN](https://docs.docker.com/build/building/best-practices/#run)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import consumed
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import downloads_of
from dockwright.semantic.installing import may_ship
from dockwright.semantic.leftovers import is_kept_out, may_be_gone, removal_appended, text_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DD016", "tarSomethingRmTheSomething"),
    mentions=("curl", "wget"),
)
def download_not_removed(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    found = downloads_of(commands)
    if not found or not may_ship(run, state) or is_kept_out(run):
        return
    uses = [(it, words) for it in commands if (words := consumed(it))]
    if not uses:
        return
    fetched: dict[str, int] = {}
    for download in found:
        for path, _ in download.files:
            name = path.replace("${", "$").replace("}", "").rpartition("/")[2]
            fetched.setdefault(name, download.command.range.end)
    for command, words in uses:
        for word in words:
            path = text_of(word)
            start = fetched.get(path.rpartition("/")[2])
            if start is None or start > command.range.start or may_be_gone(path, commands, start):
                continue
            del fetched[path.rpartition("/")[2]]
            edit = removal_appended(run, state, commands, word.text, command.range.start)
            fixes = (Fix("Remove it in the end", (edit,), Safety.UNSAFE),) if edit is not None else ()
            name = (word.value or word.text.replace('"', "")).rpartition("/")[2]
            message = f"`{name}` is done with here, and stays in the image"
            yield Diagnostic(word.range, message, fixes)
