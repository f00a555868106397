"""CUDA installed into an image that has it.

NVIDIA's `devel` images hold the whole toolkit. Installed again it takes several gigabytes more, and of two versions one
does not know which is found.

```dockerfile bad
FROM nvidia/cuda:13.0.0-devel-ubuntu24.04
RUN apt-get update && apt-get install -y cmake nvidia-cuda-toolkit && rm -rf /var/lib/apt/lists/*
```
```dockerfile good
FROM nvidia/cuda:13.0.0-devel-ubuntu24.04
RUN apt-get update && apt-get install -y cmake && rm -rf /var/lib/apt/lists/*
```

The fix takes the package out where others are installed with it. It has to be asked for, as the version may be meant.

Single parts, as `cuda-nvprof-13-0`, are left alone.

## References

- [CUDA installation guide](https://docs.nvidia.com/cuda/cuda-installation-guide-linux/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import Action
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.installing import without_package
from dockwright.semantic.state import State

_WHOLE = ("cuda", "cuda-toolkit", "nvidia-cuda-toolkit")


@rule(
    on=Command,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/gpu/no-redundant-cuda-install",),
    mentions=("cuda",),
)
def redundant_cuda_install(command: Command, state: State) -> Iterator[Diagnostic]:
    operation, reference = command.operation, state.base.reference
    if operation is None or operation.action is not Action.INSTALL or reference is None:
        return
    if not reference.repository.endswith("nvidia/cuda") or "devel" not in (reference.tag or "").split("-"):
        return
    for package in operation.packages:
        # `cuda-toolkit-13-0` names its version.
        name = (package.name or "").rstrip("0123456789-")
        if name in _WHOLE:
            edit = without_package(operation, package)
            fixes = (Fix(f"Do not install {package.name}", (edit,), Safety.UNSAFE),) if edit is not None else ()
            message = f"The base image has the CUDA toolkit that `{package.name}` installs"
            yield Diagnostic(package.word.range, message, fixes)
