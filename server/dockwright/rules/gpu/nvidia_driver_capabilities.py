"""All parts of the GPU's driver, asked for at once.

`NVIDIA_DRIVER_CAPABILITIES` says which libraries of the driver come into a container. `all` brings those for displays
and video too, and each is a way into the machine's kernel. Programs that compute need `compute,utility`.

```dockerfile bad
FROM nvidia/cuda:13.0.0-base-ubuntu24.04
ENV NVIDIA_DRIVER_CAPABILITIES=all
```
```dockerfile good
FROM nvidia/cuda:13.0.0-base-ubuntu24.04
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility
```

The rule is off by default, since what draws or encodes needs more; the fix has to be asked for, for the same reason.

## References

- [NVIDIA Container Toolkit: driver capabilities](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html#driver-capabilities)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_NAME = "NVIDIA_DRIVER_CAPABILITIES"
_COMPUTING = "compute,utility"


@rule(
    on=ast.Env,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/gpu/prefer-minimal-driver-capabilities",),
    default=False,
    mentions=(_NAME.lower(),),
)
def nvidia_driver_capabilities(env: ast.Env) -> Iterator[Diagnostic]:
    for pair in env.pairs:
        if pair.name.text == _NAME and pair.value is not None and pair.value.value == "all":
            fix = Fix(f"Ask for {_COMPUTING}", (Edit(pair.value.range, _COMPUTING),), Safety.UNSAFE)
            yield Diagnostic(pair.value.range, "`all` brings parts of the driver that computing does not need", (fix,))
