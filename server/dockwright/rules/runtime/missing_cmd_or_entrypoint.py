"""A final stage that starts nothing.

Without `CMD` and `ENTRYPOINT` a container starts what the base image does. Where that is a shell, it ends at once
unless a terminal is attached.

The rule looks at the last stage, and speaks where its base is known to start nothing but a shell or an interpreter's
prompt. It is silent about `scratch`, which is for files to be taken out, and about images with ONBUILD. It is off by
default: bases for other images, and images that tools run commands in, start nothing on purpose.

```dockerfile bad
FROM debian:12-slim
COPY app /usr/local/bin/
```
```dockerfile good
FROM debian:12-slim
COPY app /usr/local/bin/
CMD ["app"]
```

## References

- [Dockerfile reference: CMD](https://docs.docker.com/reference/dockerfile/#cmd)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import brings_no_program
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(on=Stage, severity=Severity.HINT, aliases=("DF036", "required:CMD"), default=False)
def missing_cmd_or_entrypoint(stage: Stage) -> Iterator[Diagnostic]:
    image, state = stage.instruction.image, stage.final_state
    if not stage.is_last or image is None or state.entrypoint is not None or state.command is not None:
        return
    known = state.base.known
    if known is not None and brings_no_program(known) and ast.Onbuild not in stage.kinds:
        yield Diagnostic(image.range, f"Neither CMD nor ENTRYPOINT: a container starts what `{known.repository}` does")
