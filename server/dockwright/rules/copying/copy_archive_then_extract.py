"""An archive that is copied and then unpacked by a RUN.

The archive stays in COPY's layer, also where the RUN removes it, so the image carries its contents twice. `ADD` unpacks
a local tar archive as it copies it, in one layer.

```dockerfile bad
FROM debian:12
COPY rootfs.tar.gz /tmp/
RUN tar -xzf /tmp/rootfs.tar.gz -C /opt && rm /tmp/rootfs.tar.gz
```
```dockerfile good
FROM debian:12
ADD rootfs.tar.gz /opt/
```

The rule knows tar archives by their names; ADD does not unpack zip files. It is silent for files of other stages, which
ADD cannot reach, where tar takes out only parts or changes names, and in stages whose files do not come into the final
image. There is no fix, since owners may change and something else may need the archive.

## References

- [Dockerfile reference: adding local tar archives](https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives)
- [Best practices: ADD or COPY](https://docs.docker.com/build/building/best-practices/#add-or-copy)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.programs import TAR_SUFFIXES
from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import unpacking_of
from dockwright.semantic.commands import commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.leftovers import text_of
from dockwright.syntax.dockerfile import ast

_SEPARATOR = re.compile(r"[/\\]")


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    aliases=("DL3010", "EC0003", "DF067"),
    mentions=("tar ",),
)
def copy_archive_then_extract(document: Document) -> Iterator[Diagnostic]:
    copied: dict[str, ast.Word | ast.Element] = {}
    for instruction in document.instructions:
        if isinstance(instruction, ast.From):
            copied = {}
        elif isinstance(instruction, ast.Copy):
            copied.update(_archives(instruction))
        elif isinstance(instruction, ast.Run) and copied and "tar" in instruction.unit.text:
            state = document.state_before(instruction)
            if not state.ships:
                continue
            for command in commands_of(instruction, state.shell_language):
                unpacking = unpacking_of(command)
                for word in unpacking.archives if unpacking is not None and not unpacking.strips else ():
                    source = copied.pop(_name(text_of(word)), None)
                    if source is not None:
                        related = (Related(command.words[0].range, "It is unpacked here"),)
                        message = "An archive that `ADD` would unpack as it copies it"
                        yield Diagnostic(source.range, message, (), related)


def _archives(copy: ast.Copy) -> Iterator[tuple[str, ast.Word | ast.Element]]:
    """The archives that a COPY brings from the build context, each by the names under which it may lie."""
    if copy.flag("from") is not None or copy.destination is None or copy.heredocs:
        return
    for source in copy.sources:
        name = _name(_written(source))
        if name.lower().endswith(TAR_SUFFIXES):
            yield name, source
            if len(copy.sources) == 1:
                yield _name(_written(copy.destination)), source


def _written(path: ast.Word | ast.Element) -> str:
    text = path.value if isinstance(path, ast.Element) else path.text.strip("\"'")
    return text.replace("${", "$").replace("}", "")


def _name(path: str) -> str:
    return _SEPARATOR.split(path)[-1]
