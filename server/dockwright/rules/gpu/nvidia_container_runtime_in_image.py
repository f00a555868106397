"""NVIDIA's container tools installed into an image.

`nvidia-container-toolkit` and its relatives give containers a GPU, and belong on the machine that starts them. Inside a
container they do nothing.

```dockerfile bad
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y nvidia-container-toolkit python3 && rm -rf /var/lib/apt/lists/*
```
```dockerfile good
FROM ubuntu:24.04
RUN apt-get update && apt-get install -y python3 && rm -rf /var/lib/apt/lists/*
```

The fix takes the package out where others are installed with it, if asked for.

The rule is off by default, as an image that itself starts containers, or sets a machine up, does need them.

## References

- [NVIDIA Container Toolkit](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/index.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.installing import installs, without_package

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
    fix=Safety.UNSAFE,
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
            edit = without_package(operation, package)
            fixes = (Fix(f"Do not install {package.name}", (edit,), Safety.UNSAFE),) if edit is not None else ()
            message = f"`{package.name}` does nothing in a container; the machine needs it"
            yield Diagnostic(package.word.range, message, fixes)
