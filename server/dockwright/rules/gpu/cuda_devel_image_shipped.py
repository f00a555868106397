"""A CUDA image for development in the stage that ships.

The `devel` variants hold compilers, header files and static libraries of several gigabytes. What was compiled needs the
`runtime` variant.

```dockerfile bad
FROM nvidia/cuda:13.0.0-devel-ubuntu24.04
COPY app /usr/bin/
CMD ["app"]
```
```dockerfile good
FROM nvidia/cuda:13.0.0-runtime-ubuntu24.04
COPY app /usr/bin/
CMD ["app"]
```

Only what the last stage is built on counts. The rule is off by default, and its fix has to be asked for, as frameworks
may compile while they run.

## References

- [NVIDIA CUDA images](https://docs.nvidia.com/datacenter/cloud-native/index.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.text.edits import Edit


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/gpu/prefer-runtime-final-stage",),
    default=False,
    mentions=("nvidia/cuda", "nvcr.io/nvidia/"),
)
def cuda_devel_image_shipped(stage: Stage) -> Iterator[Diagnostic]:
    reference, word = stage.image, stage.instruction.image
    if not stage.ships or reference is None or word is None or not reference.repository.endswith("nvidia/cuda"):
        return
    if "devel" not in (reference.tag or "").split("-"):
        return
    place = word.text.find("-devel")
    if place < 0 or reference.digest is not None:
        yield Diagnostic(word.range, "The `devel` variant ships compilers and header files")
        return
    where = word.source_range(place + 1, place + len("-devel"))
    fix = Fix("Use the runtime variant", (Edit(where, "runtime"),), Safety.UNSAFE)
    yield Diagnostic(where, "The `devel` variant ships compilers and header files", (fix,))
