"""A program that starts others, as the first process of a container.

The first process has two duties that no other has: without a handler of its own for a signal it never gets that signal,
and it has to collect processes whose parent is gone. Node.js and browsers do neither, so that signals are lost and dead
processes pile up. An init such as `tini` does both for them.

The rule looks at the last stage. Whoever starts containers with `docker run --init` has an init already and leaves the
rule off.

```dockerfile bad
FROM node:22-slim
CMD ["node", "server.js"]
```
```dockerfile good
FROM node:22-slim
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["tini", "--"]
CMD ["node", "server.js"]
```

## References

- [docker-node: best practices, handling kernel signals](https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals)
- [docker run --init](https://docs.docker.com/reference/cli/docker/container/run/#init)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.commands import NEEDING_INIT
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import start_of


@rule(on=Stage, severity=Severity.HINT, default=False, mentions=("node", "chrom"))
def no_init_process(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the program that a final stage starts without an init."""
    start = start_of(stage) if stage.is_last and not stage.final_state.is_windows else None
    if start is not None and not start.has_init and start.program in NEEDING_INIT:
        message = f"`{start.program}` is not made to be the first process, and no init starts it"
        yield Diagnostic(start.words[0].range, message)
