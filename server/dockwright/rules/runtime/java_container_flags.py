"""An old Java that does not see the container's limits.

Before Java 10, and 8u191, a Java machine takes all memory and all processors of the host for its own. Its heap then
grows beyond the container's limit, and the kernel kills it. The cure is a newer Java; where that cannot be, the heap
needs a limit of its own.

The rule speaks where `java` is started on an image that has such a version, and neither its flags nor a variable that
Java reads limit the heap.

```dockerfile bad
FROM openjdk:8u121-jre
CMD ["java", "-jar", "/srv/app.jar"]
```
```dockerfile good
FROM openjdk:8u121-jre
CMD ["java", "-Xmx256m", "-jar", "/srv/app.jar"]
```

## References

- [Java 8u191: improvements for containers](https://www.oracle.com/java/technologies/javase/8u191-relnotes.html)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.images import BaseImage
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import start_of

_LIMITS = ("-Xmx", "-XX:MaxRAM", "-XX:MaxHeapSize", "-XX:+UseCGroupMemoryLimitForHeap", "@")
_READ_BY_JAVA = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
_TAG = re.compile(r"(?:jdk-|jre-)?(\d{1,2})(?:u(\d{1,4}))?(?![\d.])", re.ASCII)
_FIRST_UPDATE = 191
"""Of Java 8."""


@rule(on=Stage, severity=Severity.HINT, aliases=("DD068",), default=False, mentions=("java",))
def java_container_flags(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the Java that a final stage starts."""
    state = stage.final_state
    start = start_of(stage) if stage.is_last and _is_unaware(state.base) else None
    if start is None or start.program != "java" or any(state.environment.get(it) for it in _READ_BY_JAVA):
        return
    if not any(it is None or it.startswith(_LIMITS) for it in start.arguments):
        message = "This Java does not see the container's memory limit, and has none of its own"
        yield Diagnostic(start.words[0].range, message)


def _is_unaware(base: BaseImage) -> bool:
    known, reference = base.known, base.reference
    tag = reference.tag if reference is not None else None
    if known is None or known.repository not in ("java", "openjdk") or tag is None:
        return False
    found = _TAG.match(tag)
    if found is None:
        return False
    major, update = int(found[1]), found[2]
    if major != 8:
        return 1 < major < 10
    # The image `java` was given up at 8u111; a bare 8 of `openjdk` is the last one.
    return known.repository == "java" or (update is not None and int(update) < _FIRST_UPDATE)
