"""A RUN that asks for the GPU.

A build sees no GPU and no driver of the machine, so `nvidia-smi` is not there or fails, and the build with it; what it
would find belongs to the machine that builds anyway, not to the one that runs the image.

```dockerfile bad
FROM nvidia/cuda:13.0.0-base-ubuntu24.04
RUN nvidia-smi && ./install
```
```dockerfile good
FROM nvidia/cuda:13.0.0-base-ubuntu24.04
RUN ./install
```

The rule is silent where the RUN asks for a device (`--device`), and where the command may fail.

The fix takes it out of its RUN. It has to be asked for, as some builders do have a GPU.

## References

- [Container Device Interface: GPUs in builds](https://docs.docker.com/build/building/cdi/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import without_all
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast


@rule(
    on=Command,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/gpu/no-buildtime-gpu-queries",),
    mentions=("nvidia-smi",),
)
def gpu_query_in_build(command: Command, document: Document) -> Iterator[Diagnostic]:
    run = command.instruction
    if command.name != "nvidia-smi" or not isinstance(run, ast.Run) or run.is_trigger:
        return
    if (
        run.flag("device") is not None
        or "||" in (command.separator_after, command.separator_before)
        or command.nestings
    ):
        return
    if command.is_piped and command.separator_after in ("|", "|&"):
        return
    edits = None if command.is_piped else without_all(run, document, (command,))
    fixes = (Fix("Take it out of the RUN", edits, Safety.UNSAFE),) if edits is not None else ()
    yield Diagnostic(command.words[0].range, "`nvidia-smi` finds no GPU in a build", fixes)
