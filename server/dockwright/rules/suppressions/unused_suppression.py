"""A comment that ignores what is not found.

A comment such as `# dockwright: ignore[latest-tag]` tells the reader that something is wrong here, and why it stays.
Once it is put right the comment misleads, and it goes on to hide the next mistake of that kind. The same holds for one
that names a rule which does not exist: it was never in force.

```dockerfile bad
FROM alpine:3.22
# dockwright: ignore[maintainer-deprecated] to be replaced by a label
USER 1000
CMD ["/bin/sh"]
```
```dockerfile good
FROM alpine:3.22
USER 1000
CMD ["/bin/sh"]
```
```dockerfile bad
FROM alpine:3.22
# hadolint ignore=DL3000,DL4000
WORKDIR srv
USER 1000
```
```dockerfile good
FROM alpine:3.22
# hadolint ignore=DL3000
WORKDIR srv
USER 1000
```

Comments of all linters that are understood here are looked at, also BuildKit's `check=skip=`. A name is reported only
where every rule that it stands for has been asked: an ignore for a rule that is switched off is left alone, as are
names that only other linters know, and ShellCheck's codes. Of a comment for another linter a name is reported only
where that linter has nothing to find either: a rule that is silent here because it knows more about the file, or
because of a variable, does not make its ignore superfluous.

The fix removes the name, or the whole comment where it has no other, and so leaves the image as it is. A name that was
mistyped may also be replaced by the nearest one; that fix has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, Tag, replaced_by
from dockwright.lint.dialects import Name
from dockwright.lint.rule import rule
from dockwright.lint.suppress import Silencing
from dockwright.text.spelling import hint


@rule(on=Silencing, severity=Severity.INFORMATION, fix=Safety.SAFE)
def unused_suppression(silencing: Silencing) -> Iterator[Diagnostic]:
    suppression = silencing.suppression
    names, idle = suppression.names, silencing.idle
    if silencing.ended:
        yield _unnecessary(silencing, f"This comment ignores nothing any more since {suppression.until}")
    elif idle == names and (len(names) > 1 or not names[0].text):
        yield _unnecessary(silencing, "Nothing is found that this comment ignores")
    else:
        for name in idle:
            message = f"`{name.text}` finds nothing here that could be ignored"
            yield Diagnostic(name.range, message, _removed(silencing, name), tags=(Tag.UNNECESSARY,))
    for name, near in silencing.unknown:
        fixes = (*replaced_by(name.range, near), *_removed(silencing, name))
        yield Diagnostic(name.range, f"There is no rule `{name.text}`{hint(near)}", fixes)


def _unnecessary(silencing: Silencing, message: str) -> Diagnostic:
    return Diagnostic(silencing.suppression.said, message, _removed(silencing), tags=(Tag.UNNECESSARY,))


def _removed(silencing: Silencing, name: Name | None = None) -> tuple[Fix, ...]:
    edits = silencing.removal(name)
    is_part = name is not None and len(silencing.suppression.names) > 1
    return (Fix("Remove it from the comment" if is_part else "Remove the comment", edits),) if edits else ()
