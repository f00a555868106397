"""An image without a health check.

Docker knows whether the program of a container runs, not whether it answers. A `HEALTHCHECK` asks it from time to time,
and what depends on the container can wait until it is healthy.

The rule looks at the last stage; a health check of a stage that it builds on counts, and so does `HEALTHCHECK NONE`.
It is off by default: Kubernetes ignores the instruction, and jobs and command line tools have nothing to answer.

```dockerfile bad
FROM nginx:1.27
COPY site/ /usr/share/nginx/html/
```
```dockerfile good
FROM nginx:1.27
COPY site/ /usr/share/nginx/html/
HEALTHCHECK --interval=30s CMD curl -f http://localhost/ || exit 1
```

## References

- [Dockerfile reference: HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage


@rule(
    on=Stage,
    severity=Severity.HINT,
    aliases=(
        "DL3057",
        "tally/ruby/healthcheck-rails-up-endpoint",
        "DS-0026",
        "CKV_DOCKER_2",
        "DD012",
        "DF012",
        "b03a748a",
        "AC_DOCKER_0047",
        "have-a-healthcheck",
    ),
    default=False,
)
def missing_healthcheck(stage: Stage) -> Iterator[Diagnostic]:
    image = stage.instruction.image
    if stage.is_last and image is not None and stage.final_state.healthcheck is None:
        yield Diagnostic(image.range, "The image has no HEALTHCHECK")
