"""`ADD` used where `COPY` would do.

`ADD` also fetches URLs, clones repositories and unpacks archives, so a reader of its line has to know what each of its
sources is before knowing what lands in the image. `COPY` takes files as they are and nothing else.

```dockerfile bad
FROM alpine:3.20
ADD app.py config/ /srv/
```
```dockerfile good
FROM alpine:3.20
COPY app.py config/ /srv/
```

`ADD` stays where it does what only it can do:

```dockerfile good
FROM alpine:3.20
ADD rootfs.tar.gz /
ADD https://example.com/tool /usr/bin/tool
```

Docker looks at what a file holds and not at its name: any file may be an archive, and a name with a variable in it may
be a URL. Where neither the names nor the build context settle that, there is a finding, and the fix is one to be asked
for.

## References

- [Dockerfile reference: adding files](https://docs.docker.com/reference/dockerfile/#add)
- [Best practices: ADD or COPY](https://docs.docker.com/build/building/best-practices/#add-or-copy)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import is_archive_name, is_no_archive
from dockwright.semantic.document import Document
from dockwright.semantic.remote import Kind, kind_of
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

# What COPY does not have.
_ONLY_ADD = frozenset(("checksum", "keep-git-dir", "unpack"))


@rule(
    on=ast.Add,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "DL3020",
        "DS-0005",
        "CKV_DOCKER_4",
        "EA0002",
        "DD007",
        "DF006",
        "S7029",
        "dockerfile.best-practice.prefer-copy-over-add",
        "9513a694",
        "AC_DOCKER_0032",
        "use-copy-instead-of-add",
    ),
    mentions=("add",),
)
def add_instead_of_copy(add: ast.Add, document: Document) -> Iterator[Diagnostic]:
    if add.destination is None or any(flag.name in _ONLY_ADD for flag in add.flags):
        return
    sources = [_path(source) for source in add.sources if not _is_heredoc(add, source)]
    known = [source for source in sources if source is not None]
    # `ftp://…` and `HTTP://…` are paths to BuildKit, and the build fails; COPY would not mend that.
    if any("://" in it or kind_of(it) is not Kind.LOCAL or is_archive_name(it) for it in known):
        return
    # `ADD . /app` names a folder; a variable may stand for anything.
    # What ONBUILD adds lies in another build context.
    project = document.project if not add.is_trigger else None
    plain = len(known) == len(sources) and all(is_no_archive(source, project) for source in known)
    if not plain and len(known) < len(sources):
        return
    safety = Safety.SAFE if plain else Safety.UNSAFE
    keyword = "COPY" if not add.keyword.text.islower() else "copy"
    fix = Fix("Use COPY", (Edit(add.keyword.range, keyword),), safety)
    yield Diagnostic(add.keyword.range, "ADD of a local file; COPY does just that", (fix,))


def _path(source: ast.Word | ast.Element) -> str | None:
    value = source.value
    return None if value is None or "$" in value else value


def _is_heredoc(add: ast.Add, source: ast.Word | ast.Element) -> bool:
    return add.heredoc_of(source) is not None
