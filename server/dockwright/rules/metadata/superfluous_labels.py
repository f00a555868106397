"""A label that the schema does not know.

With `strict-labels` the schema is all that there may be: a label outside of it is a name mistyped, or one that nobody
agreed on. The schema is the option `label-schema` of `missing-labels`. A name with a variable in it is not judged.

```dockerfile bad settings={"strict-labels": true, "label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.taem="storage"
```
```dockerfile good settings={"strict-labels": true, "label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.team="storage"
```

The fix takes the nearest name of the schema, where the stage has no such label yet, if asked for.

## References

- [Docker: object labels](https://docs.docker.com/engine/manage-resources/labels/)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.label_schema import LabelSchema, inside_quotes
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.spelling import hint, nearest


@dataclass(frozen=True)
class Options(LabelSchema):
    """What a user may choose."""

    strict_labels: bool = field(default=False, metadata={"description": "Allow no labels but those of the schema."})


@rule(on=ast.Label, severity=Severity.INFORMATION, fix=Safety.UNSAFE, aliases=("DL3050",))
def superfluous_labels(label: ast.Label, document: Document, options: Options) -> Iterator[Diagnostic]:
    if not options.strict_labels:
        return
    for pair in label.pairs:
        name = pair.name.value
        if name is not None and name not in options.types:
            near = nearest(name, options.types)
            fixes = _fixes(label, pair.name, near, document) if near is not None else ()
            yield Diagnostic(pair.name.range, f"The schema has no label `{name}`{hint(near)}", fixes)


def _fixes(label: ast.Label, name: ast.Word, near: str, document: Document) -> tuple[Fix, ...]:
    where, stage = inside_quotes(name), document.stage_of(label)
    given = [pair.name.value for it in (stage.all_of(ast.Label) if stage is not None else ()) for pair in it.pairs]
    given += [pair.name.value for pair in label.pairs]
    # A label that is there already would get another value.
    if where is None or near in given:
        return ()
    return (Fix(f"Replace it by {near}", (Edit(where, near),), Safety.UNSAFE),)
