"""A label's name that breaks the rules for such names.

Names of labels are made of letters, digits and single periods, hyphens, underscores and slashes, and begin and end with
a letter or a digit. What stands in front of the first slash or the last period is somebody's domain, and
`com.docker`, `io.docker` and `org.dockerproject` belong to Docker, which may give any name there a meaning.

```dockerfile bad
FROM alpine:3.20
LABEL com.docker.team="storage"
```

```dockerfile bad
FROM alpine:3.20
LABEL "com.example.the team"="storage"
```
```dockerfile good
FROM alpine:3.20
LABEL "com.example.the-team"="storage"
```

Nothing is said of names that Docker defines for others to use, such as those of its extensions, nor of names with a
variable or a template's braces in them. Docker's guidelines also ask for lower case without underscores. As tools and
registries read many names that do otherwise, that is left to the option `lower-case`:

```dockerfile bad settings={"lower-case": true}
FROM alpine:3.20
LABEL Build_Date="2026-01-31"
```
```dockerfile good settings={"lower-case": true}
FROM alpine:3.20
LABEL build-date="2026-01-31"
```

The fix writes the name with hyphens for what it may not have in it. Whoever reads the label knows the old name, so it
has to be asked for.

## References

- [Docker: guidelines for label keys](https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.catalog.labels import is_reserved
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.label_schema import inside_quotes
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_STRANGE = re.compile(r"[^A-Za-z0-9._/-]")
_REPEATED = re.compile(r"\.{2,}|-{2,}|/{2,}")
_CAPITAL = re.compile(r"[A-Z]")


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    lower_case: bool = field(
        default=False, metadata={"description": "Report capitals and underscores as well, as Docker's guidelines do."}
    )


@rule(on=ast.Label, severity=Severity.INFORMATION, fix=Safety.UNSAFE, aliases=("DL3048", "tally/labels/valid-key"))
def invalid_label_key(label: ast.Label, options: Options) -> Iterator[Diagnostic]:
    for pair in label.pairs:
        name = pair.name.value
        # Braces are what a template puts in later.
        harm = _harm(name, options) if name and "{" not in name and "}" not in name else None
        if harm is not None:
            yield Diagnostic(pair.name.range, f"The label's name `{name}` {harm}", _fixes(label, pair.name, options))


def _fixes(label: ast.Label, word: ast.Word, options: Options) -> tuple[Fix, ...]:
    where = inside_quotes(word)
    if where is None or word.value is None or "$" in word.text:
        return ()
    name = _STRANGE.sub("-", word.value)
    if options.lower_case:
        name = name.lower().replace("_", "-")
    name = _REPEATED.sub(lambda it: it[0][0], name).strip("._/-")
    if not name or _harm(name, options) is not None or any(it.name.value == name for it in label.pairs):
        return ()
    return (Fix(f"Name it {name}", (Edit(where, name),), Safety.UNSAFE),)


def _harm(name: str, options: Options) -> str | None:
    strange, repeated = _STRANGE.search(name), _REPEATED.search(name)
    if strange is not None:
        return f"has {'a blank' if strange[0].isspace() else f'the character {strange[0]}'} in it"
    if repeated is not None:
        return f"has several `{repeated[0][0]}` in a row"
    if not name[0].isalnum() or not name[-1].isalnum():
        return "does not begin and end with a letter or a digit"
    if is_reserved(name):
        return "lies in a namespace that is reserved for Docker"
    if options.lower_case and _CAPITAL.search(name):
        return "has capitals in it"
    if options.lower_case and "_" in name:
        return "has an underscore in it"
    return None
