"""`ADD` of a URL without a checksum.

What a server hands out may be another file tomorrow, by a release or by an intruder. `ADD --checksum` makes BuildKit
compare it and fail where it is not the one that was meant; the build is then the same every time, too.

```dockerfile bad
FROM debian:12
ADD https://example.com/a.tgz /tmp/
```
```dockerfile good
FROM debian:12
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tgz /tmp/
```

The rule is silent for Git sources, which name a commit instead, for addresses that are asked only for what is newest
(`https://api.github.com/…`, as a way to renew the cache), for hosts of the builder itself and of private networks, and
where a RUN of the stage checks checksums or signatures.

There is no fix, since the file has to be fetched for it: `curl -fsSL URL | sha256sum`.

## References

- [Dockerfile reference: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import is_private, scheme_and_host, verifies
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_ASKED_FOR_NEWS = frozenset(("api.github.com", "www.random.org"))


@rule(
    on=Stage,
    severity=Severity.WARNING,
    aliases=(
        "EA0001", "DD059", "4b410d24", "AC_DOCKER_0035", "add_src_invalid", "no_add_without_https",
        "use-wget-instead-of-add",
    ),
    mentions=("http://", "https://"),
)  # fmt: skip
def remote_add(stage: Stage) -> Iterator[Diagnostic]:
    found = [(add, source) for add in stage.all_of(ast.Add) for source in _unchecked(add)]
    if not found or _checks(stage):
        return
    for add, source in found:
        yield Diagnostic(source.range, f"`{add.name}` of a URL without `--checksum`: whatever is there is taken")


def _unchecked(add: ast.Add) -> Iterator[ast.Word | ast.Element]:
    if add.destination is None or add.flag("checksum") is not None:
        return
    for source in add.sources:
        text = source.value if isinstance(source, ast.Element) else source.text.strip("\"'")
        if add.heredoc_of(source) is not None or kind_of(text) is not Kind.URL:
            continue
        parts = scheme_and_host(text)
        if parts is not None and not is_private(parts[1]) and parts[1] not in _ASKED_FOR_NEWS:
            yield source


def _checks(stage: Stage) -> bool:
    for run in stage.all_of(ast.Run):
        if any(map(verifies, commands_of(run, stage.state_before(run).shell_language))):
            return True
    return False
