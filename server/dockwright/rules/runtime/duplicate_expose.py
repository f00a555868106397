"""A port that is exposed twice in a stage.

`EXPOSE` adds to the ports that an image names, and naming one again adds nothing. Without a protocol a port is one of
TCP, so `80` and `80/tcp` are the same; `80/udp` is another.

The fix deletes the repetition. It is not offered where a comment stands between it and its neighbour.

```dockerfile bad
FROM nginx:1.27
EXPOSE 80 443
EXPOSE 80/tcp
```
```dockerfile good
FROM nginx:1.27
EXPOSE 80 443
```

## References

- [Dockerfile reference: EXPOSE](https://docs.docker.com/reference/dockerfile/#expose)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.port import parse_port


@rule(on=Stage, severity=Severity.HINT, fix=Safety.SAFE, aliases=("DD048",), mentions=("expose",))
def duplicate_expose(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each port that an EXPOSE above in the stage has named."""
    first: dict[object, ast.Word] = {}
    for expose in stage.all_of(ast.Expose):
        state = stage.state_before(expose)
        for index, word in enumerate(expose.ports):
            text = state.value_of(word)
            port = parse_port(text) if text else None
            if port is None or port.problem is not None or port.ports is None:
                continue
            key = port.ports, (port.protocol or "tcp").lower()
            if key not in first:
                first[key] = word
                continue
            edit = without_part(expose, [it.range for it in expose.ports], index)
            fixes = (Fix("Delete the repetition", (edit,)),) if edit is not None and text == word.text else ()
            related = (Related(first[key].range, "The first time"),)
            message = f"The port `{text}` is exposed already"
            yield Diagnostic(word.range, message, fixes, related, (Tag.UNNECESSARY,))
