r"""Sources under `/usr/src` that stay in the image after the build.

What was compiled and installed no longer needs its sources, and with its objects they are often the larger part.

```dockerfile bad
FROM debian:12
RUN mkdir -p /usr/src/tool && tar -xzf /tmp/tool.tgz -C /usr/src/tool && make -C /usr/src/tool install
```
```dockerfile good
FROM debian:12
RUN mkdir -p /usr/src/tool && tar -xzf /tmp/tool.tgz -C /usr/src/tool && make -C /usr/src/tool install \
    && rm -rf /usr/src/tool
```

The rule looks at folders that a RUN makes below `/usr/src` and in which it builds with `make`, `ninja` or `cmake`. It
is off by default, as kernel headers and debuggers need sources. It is silent where the RUN removes them, or may, where
a mount may hold them, and in stages whose files do not come into the final image. The fix has to be asked for.

## References

- [Best practices: RUN](https://docs.docker.com/build/building/best-practices/#run)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import appended
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import may_ship
from dockwright.semantic.leftovers import is_kept_out, may_be_gone, text_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FOLDER = "/usr/src/"
_BUILDING = frozenset(("cmake", "gmake", "make", "ninja"))


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("mkdirUsrSrcThenRemove",),
    default=False,
    mentions=(_FOLDER,),
)
def source_dir_not_removed(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    if not may_ship(run, state) or is_kept_out(run):
        return
    built = max([it.range.start for it in commands if it.name in _BUILDING and it.has("install")], default=-1)
    for command in commands:
        if command.name != "mkdir" or command.range.start > built:
            continue
        for word in command.arguments:
            path = text_of(word).rstrip("/")
            if not path.startswith(_FOLDER) or may_be_gone(path, commands, command.range.end):
                continue
            edit = appended(run, state, f"rm -rf {word.text}")
            fixes = (Fix("Remove it in the end", (edit,), Safety.UNSAFE),) if edit is not None else ()
            yield Diagnostic(word.range, f"The sources in `{path}` stay in the image after the build", fixes)
