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

```dockerfile bad
FROM openjdk:8u151-jre
CMD ["java", "-jar", "/srv/app.jar"]
```
```dockerfile good
FROM openjdk:8u151-jre
CMD ["java", "-XX:+UnlockExperimentalVMOptions", "-XX:+UseCGroupMemoryLimitForHeap", "-jar", "/srv/app.jar"]
```

Java 9, and 8 from update 131 on, can be told to look at the container's limit, which is what the fix does. The program
gets less memory by that, so it has to be asked for.

## References

- [Java 8u191: improvements for containers](https://www.oracle.com/java/technologies/javase/8u191-relnotes.html)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.images import BaseImage
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import Start, start_of
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_LIMITS = ("-Xmx", "-XX:MaxRAM", "-XX:MaxHeapSize", "-XX:+UseCGroupMemoryLimitForHeap", "@")
_READ_BY_JAVA = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
_TAG = re.compile(r"(?:jdk-|jre-)?(\d{1,2})(?:u(\d{1,4}))?(?![\d.])", re.ASCII)
_FIRST_UPDATE = 191
"""Of Java 8."""
_LAST_OF_JAVA = 111
_WITH_FLAG = 131
_FLAGS = ("-XX:+UnlockExperimentalVMOptions", "-XX:+UseCGroupMemoryLimitForHeap")


@rule(on=Stage, severity=Severity.HINT, fix=Safety.UNSAFE, aliases=("DD068",), default=False, mentions=("java",))
def java_container_flags(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the Java that a final stage starts."""
    state = stage.final_state
    start = start_of(stage) if stage.is_last and _is_unaware(state.base) else None
    if start is None or start.program != "java" or any(state.environment.get(it) for it in _READ_BY_JAVA):
        return
    if not any(it is None or it.startswith(_LIMITS) for it in start.arguments):
        message = "This Java does not see the container's memory limit, and has none of its own"
        yield Diagnostic(start.words[0].range, message, _fixes(start, state.base))


def _is_unaware(base: BaseImage) -> bool:
    version = _version(base)
    if version is None:
        return False
    major, update = version
    return 1 < major < 10 if major != 8 else update is not None and update < _FIRST_UPDATE


def _version(base: BaseImage) -> tuple[int, int | None] | None:
    """The version of Java that a base image has, and the update of it; `None` where that is no old image of Java's."""
    known, reference = base.known, base.reference
    tag = reference.tag if reference is not None else None
    if known is None or known.repository not in ("java", "openjdk") or tag is None:
        return None
    found = _TAG.match(tag)
    if found is None:
        return None
    # The image `java` was given up at 8u111; a bare 8 of `openjdk` is the last one.
    if found[2] is None:
        return int(found[1]), (_LAST_OF_JAVA if known.repository == "java" else None)
    return int(found[1]), int(found[2])


def _fixes(start: Start, base: BaseImage) -> tuple[Fix, ...]:
    version = _version(base)
    if version is None or (version[0] != 9 and (version[0] != 8 or (version[1] or 0) < _WITH_FLAG)):
        return ()
    end = start.words[0].range.end
    quoted = start.instruction.unit.text[end - start.instruction.start - 1] == '"'
    if quoted and not isinstance(start.instruction.command, ast.ExecForm):
        return ()
    text = "".join(f', "{it}"' if quoted else f" {it}" for it in _FLAGS)
    return (Fix("Take the limit from the container", (insert(end, text),), Safety.UNSAFE),)
