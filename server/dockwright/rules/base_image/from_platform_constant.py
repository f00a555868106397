"""A constant `--platform` in FROM.

The stage is then built for that platform whatever `docker build --platform` asks for, and an image that is said to be
for one architecture holds programs for another. A stage whose name says so (`AS build-amd64`) is no surprise, and
neither is a platform that comes from a variable.

The fix removes the flag; another one takes the builder's own platform where nothing but files is taken from the stage.
They are to be asked for: some images exist for one platform only.

```dockerfile bad
FROM --platform=linux/amd64 golang:1.23 AS build
```
```dockerfile good
FROM golang:1.23 AS build
```

```dockerfile good
FROM --platform=$BUILDPLATFORM golang:1.23 AS build
FROM --platform=linux/amd64 alpine:3.20 AS tools-amd64
```

## References

- [Docker: FromPlatformFlagConstDisallowed](https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile.platform import parse_platform
from dockwright.text.edits import Edit


@rule(
    on=Stage,
    mentions=("--platform",),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3029",
        "FromPlatformFlagConstDisallowed",
        "DF061",
        "dockerfile.best-practice.avoid-platform-with-from",
        "b16e8501",
        "AC_DOCKER_0001",
    ),
)
def from_platform_constant(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for a platform that no build can choose."""
    instruction = stage.instruction
    flag = instruction.flag("platform")
    if flag is None or not flag.plain or "$" in flag.plain or flag.value is None:
        return
    platform = parse_platform(flag.plain)
    if platform.problem is not None:
        return
    name = instruction.stage_name.text.lower() if instruction.stage_name is not None else ""
    # What the platform leaves open is the builder's own, and that is Linux nearly everywhere.
    if (platform.system or "linux") in name or (platform.architecture and platform.architecture in name):
        return
    fixes = [Fix("Delete the flag", (without_flag(instruction, flag),), Safety.UNSAFE)]
    if not stage.ships:
        edit = Edit(flag.value.range, "$BUILDPLATFORM")
        fixes.append(Fix("Build it for the builder's own platform", (edit,), Safety.UNSAFE))
    message = f"Every build of this stage is for `{flag.plain}`, whatever it asks for"
    yield Diagnostic(flag.value.range, message, tuple(fixes))
