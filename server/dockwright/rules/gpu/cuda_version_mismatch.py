"""PyTorch for another CUDA than the image has.

The address that pip takes the packages from names the CUDA they are built for: `cu118` is 11.8. They bring its
libraries along, so the image holds two of them, and extensions that are compiled here fit only one.

```dockerfile bad
FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04
RUN pip install --no-cache-dir torch --index-url https://download.pytorch.org/whl/cu118
```
```dockerfile good
FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04
RUN pip install --no-cache-dir torch --index-url https://download.pytorch.org/whl/cu124
```

Only other major versions count, since those of one major version work together. The rule is off by default: what is not
compiled here works with two as well.

## References

- [PyTorch: get started](https://pytorch.org/get-started/locally/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.state import State

_WHEELS = re.compile(r"/cu(\d{2,3})/?$")


@rule(
    on=Command,
    severity=Severity.INFORMATION,
    aliases=("tally/gpu/cuda-version-mismatch",),
    default=False,
    mentions=("/cu",),
)
def cuda_version_mismatch(command: Command, state: State) -> Iterator[Diagnostic]:
    operation, reference = command.operation, state.base.reference
    if operation is None or operation.manager.name not in ("pip", "uv") or reference is None:
        return
    major = (reference.tag or "").partition(".")[0]
    if not reference.repository.endswith("nvidia/cuda") or not major.isdecimal():
        return
    for word in command.arguments:
        match = _WHEELS.search(word.value or "")
        if match is not None and match[1][:-1] != major:
            wheels = f"{match[1][:-1]}.{match[1][-1]}"
            yield Diagnostic(word.range, f"These packages are built for CUDA {wheels}, and the image has CUDA {major}")
