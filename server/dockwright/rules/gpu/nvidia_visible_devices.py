"""An image that says which GPUs its containers see.

Which ones a container gets is up to whoever starts it (`docker run --gpus`, a cluster's scheduler). With
`NVIDIA_VISIBLE_DEVICES` in the image, a container may see all GPUs of a machine without having been given any.

```dockerfile bad
FROM ubuntu:24.04
ENV NVIDIA_VISIBLE_DEVICES=all
```
```dockerfile good
FROM ubuntu:24.04
```

`void` and `none` ask for nothing and are fine. The rule is off by default, as NVIDIA's own images set `all`.

The fix deletes the line. It has to be asked for: some machines are set up to go by the variable.

## References

- [NVIDIA Container Toolkit: environment variables](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete

_NAME = "NVIDIA_VISIBLE_DEVICES"


@rule(
    on=ast.Env,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/gpu/no-hardcoded-visible-devices",),
    default=False,
    mentions=(_NAME.lower(),),
)
def nvidia_visible_devices(env: ast.Env, state: State) -> Iterator[Diagnostic]:
    for pair in env.pairs:
        if pair.name.text != _NAME or pair.value is None or not state.ships:
            continue
        value = state.value_of(pair.value)
        if not value or value in ("void", "none"):
            continue
        fixes: tuple[Fix, ...] = ()
        if len(env.pairs) == 1 and not env.comments and not env.is_trigger:
            fixes = (Fix("Delete the variable", (delete(env.full_range),), Safety.UNSAFE),)
        yield Diagnostic(pair.range, f"`{_NAME}` gives containers GPUs that nobody gave them", fixes)
