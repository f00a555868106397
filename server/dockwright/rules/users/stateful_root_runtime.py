"""A volume in an image that runs as root.

What root writes to a volume belongs to root on the machine too, and outlives the container; whoever breaks out through
the program finds both.

```dockerfile bad
FROM alpine:3.22
VOLUME /data
CMD ["/usr/bin/server"]
```
```dockerfile good
FROM alpine:3.22
RUN adduser -S -D -u 10001 app && mkdir /data && chown app /data
VOLUME /data
USER 10001
CMD ["/usr/bin/server"]
```

Only the last stage counts, and only where its user is known to be root. The rule is silent about images that start as
root and step down by themselves, and where a program like `gosu` is seen to do that. It is off by default, as
`missing-user` and `last-user-root` say the same of any image.

## References

- [Dockerfile reference: VOLUME](https://docs.docker.com/reference/dockerfile/#volume)
- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.privileges import steps_down, steps_down_itself
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    aliases=("tally/stateful-root-runtime",),
    default=False,
    mentions=("volume",),
)
def stateful_root_runtime(stage: Stage) -> Iterator[Diagnostic]:
    state = stage.final_state
    volume = next((it for it in stage.all_of(ast.Volume) if it.paths), None)
    if not stage.is_last or volume is None or state.is_windows or not is_root(state.user) or steps_down(stage):
        return
    known = state.base.known
    if known is not None and state.entrypoint is None and steps_down_itself(known):
        return
    yield Diagnostic(volume.paths[0].range, "What the container keeps here is written by root")
