"""A frontend whose name looks misspelled.

`# syntax=` names the image that reads the Dockerfile. Docker publishes it as `docker/dockerfile`; where there is no
image of the name that is written, the build does not even start.

```dockerfile bad
# syntax=docker/dockerfil:1
FROM alpine:3.20
```
```dockerfile good
# syntax=docker/dockerfile:1
FROM alpine:3.20
```

The rule looks at names on Docker Hub which differ in one or two letters from that one, or leave `docker/` out, and at
versions with a `v` in front. It has to be asked for its fix, as someone may have published a frontend of that very
name.

## References

- [Custom Dockerfile syntax](https://docs.docker.com/build/buildkit/frontend/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.frontend import setting
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import distance

_FRONTEND = "docker/dockerfile"
_OTHERS = frozenset({"docker/dockerfile", "docker/dockerfile-upstream", "docker/dockerfile-copy"})
_MOST_LETTERS = 2


@rule(
    on=Document,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=("tally/syntax-directive-typo",),
    mentions=("syntax",),
)
def syntax_directive_typo(document: Document) -> Iterator[Diagnostic]:
    found = setting(document.text, "syntax")
    reference = parse_image_reference(found.value) if found is not None else None
    if found is None or reference is None or reference.problem is not None or reference.domain != "docker.io":
        return
    start = found.range.start
    if _is_misspelled(reference):
        repository = reference.repository_range
        where = TextRange(start + repository.start, start + repository.end)
        fix = Fix(f"Use {_FRONTEND}", (Edit(where, _FRONTEND),), Safety.UNSAFE)
        yield Diagnostic(where, f"`{reference.repository}` is no frontend that Docker publishes", (fix,))
    elif reference.path == _FRONTEND and reference.tag_range is not None and _is_no_tag(reference.tag or ""):
        where = TextRange(start + reference.tag_range.start, start + reference.tag_range.end)
        tag = (reference.tag or "")[1:]
        fix = Fix(f"Use {tag}", (Edit(where, tag),), Safety.UNSAFE)
        yield Diagnostic(where, f"`{_FRONTEND}` has no tag `{reference.tag}`", (fix,))


def _is_no_tag(tag: str) -> bool:
    return tag[:1] == "v" and tag[1:2].isdigit()


def _is_misspelled(reference: ImageReference) -> bool:
    path = reference.path
    if path in _OTHERS:
        return False
    if path in ("library/dockerfile", "dockerfile/dockerfile"):
        return True
    return len(path) < 2 * len(_FRONTEND) and distance(path, _FRONTEND) <= _MOST_LETTERS
