"""NVIDIA's container tools installed into an image.

`nvidia-container-toolkit` and its relatives give containers a GPU, and belong on the machine that starts them. Inside a
container they do nothing.

```dockerfile bad
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends nvidia-container-toolkit && rm -rf /var/lib/apt/lists/*
```
```dockerfile good
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
```

The rule is off by default, as an image that itself starts containers, or sets a machine up, does need them.

## References

- [NVIDIA Container Toolkit](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/index.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.installing import installs

_TOOLS = frozenset(
    {
        "libnvidia-container-tools",
        "nvidia-container-runtime",
        "nvidia-container-toolkit",
        "nvidia-docker",
        "nvidia-docker2",
    }
)


@rule(
    on=Command,
    severity=Severity.INFORMATION,
    aliases=("tally/gpu/no-container-runtime-in-image",),
    default=False,
    mentions=("nvidia",),
)
def nvidia_container_runtime_in_image(command: Command) -> Iterator[Diagnostic]:
    operation = command.operation
    if operation is None or not installs(operation):
        return
    for package in operation.packages:
        if package.name in _TOOLS:
            yield Diagnostic(package.word.range, f"`{package.name}` does nothing in a container; the machine needs it")
