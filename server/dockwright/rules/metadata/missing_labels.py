"""An image without a label that the schema asks for.

The option `label-schema` names the labels that every image has to have, each with the type of its value. Without it
the rule has nothing to ask for. Given here, it holds for the rules about labels' values as well.

```toml
[rules.missing-labels.label-schema]
"com.example.team" = "text"
"org.opencontainers.image.source" = "url"
```

The rule looks at the stages that make an image of their own: the last one, and each that no other stage of the file
builds on or copies from. Labels of the stages that those build on count. It is silent where a label's name holds a
variable. Labels that are given to the build (`docker build --label`) it cannot see.

```dockerfile bad settings={"label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
CMD ["sh"]
```
```dockerfile good settings={"label-schema": {"com.example.team": "text"}}
FROM alpine:3.20
LABEL com.example.team="storage"
CMD ["sh"]
```

## References

- [Docker: object labels](https://docs.docker.com/engine/manage-resources/labels/)
- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.label_schema import LabelSchema
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    aliases=("DL3049", "DD046", "DD078", "S7028", "required-labels"),
)
def missing_labels(document: Document, schema: LabelSchema) -> Iterator[Diagnostic]:
    for stage in document.stages if schema.types else ():
        image = stage.instruction.image
        # What another stage uses is a step on the way to an image.
        if image is None or (stage.used_by and not stage.is_last):
            continue
        given = {pair.name.value for it in stage.lineage for label in it.all_of(ast.Label) for pair in label.pairs}
        missing = [f"`{name}`" for name in schema.types if name not in given]
        if missing and None not in given:
            what = "labels" if len(missing) > 1 else "label"
            yield Diagnostic(image.range, f"The image lacks the {what} {', '.join(missing)}")
