"""Several sources copied to a destination without a slash at its end.

Several files need a directory. Where the destination is none yet, BuildKit writes each of them to that one path, so
that only the last is left; the classic builder refuses the line.

```dockerfile bad
FROM alpine:3.22
COPY site.conf tls.conf /etc/server
```
```dockerfile good
FROM alpine:3.22
COPY site.conf tls.conf /etc/server/
```

The rule is silent where the destination is a variable whose value is not known, or the working directory, and where
there is one source, which may be a pattern.

The fix puts the slash there. It is safe where every Linux distribution has that directory, as `/usr/local/bin`.
Elsewhere it has to be asked for: where there is no directory yet, one takes the place of a file.

## References

- [Dockerfile reference: COPY destination](https://docs.docker.com/reference/dockerfile/#destination)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import looks_like_exec_form
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_FAMILIES = frozenset((Family.ALPINE, Family.DEBIAN, Family.FEDORA, Family.RED_HAT, Family.SUSE, Family.UBUNTU))
# What all images of these families have, by the Filesystem Hierarchy Standard 3.0; `/bin` may be a link.
_DIRECTORIES = frozenset(
    (
        "/etc /home /media /mnt /opt /root /run /srv /tmp /usr /usr/bin /usr/lib /usr/local"
        " /usr/local/bin /usr/local/lib /usr/local/share /usr/sbin /usr/share /var /var/lib /var/log /var/tmp"
    ).split()
)


@rule(
    on=(ast.Copy, ast.Add),
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "DL3021",
        "DS-0011",
        "INVALID_DESTINATION",
        "EC0004",
        "DF048",
        "6db6e0c2",
        "add_dest_invalid",
    ),
)
def copy_multi_source_dest_slash(transfer: ast.Transfer, state: State) -> Iterator[Diagnostic]:
    if len(transfer.sources) < 2:
        return
    # A pattern may match one file, or none.
    literal = [it for it in transfer.sources if transfer.heredoc_of(it) is not None or not _is_pattern(it)]
    if "{{" in transfer.unit.text or "<%" in transfer.unit.text:
        # A template, whose words are others.
        return
    if isinstance(transfer.destination, ast.Word) and looks_like_exec_form(transfer, transfer.arguments_text):
        # A list that is no JSON, as another rule says.
        return
    destination = transfer.destination
    if len(literal) < 2 or destination is None:
        return
    path = state.path_of(destination, transfer.escape)
    if not path or path.endswith(("/", "\\")) or posixpath.basename(path) in (".", "..") or "$" in path:
        return
    if state.workdir is not None and f"{state.workdir}/".startswith(f"{posixpath.join(state.workdir, path)}/"):
        return
    fixes: tuple[Fix, ...] = ()
    if isinstance(destination, ast.Element) or not destination.text.endswith(transfer.escape):
        is_quoted = isinstance(destination, ast.Element) or destination.text[-1:] in ("'", '"')
        is_there = state.base.family in _FAMILIES and posixpath.normpath(path) in _DIRECTORIES
        # In the build that an ONBUILD waits for it is there as well.
        safety = Safety.SAFE if is_there else Safety.UNSAFE
        fixes = (Fix("Append a slash", (insert(destination.range.end - is_quoted, "/"),), safety),)
    message = f"{len(transfer.sources)} sources need a directory, and `{path}` has no `/` at its end"
    yield Diagnostic(destination.range, message, fixes)


def _is_pattern(source: ast.Word | ast.Element) -> bool:
    text = source.text if isinstance(source, ast.Word) else source.value
    return any(it in text for it in "*?[$")
