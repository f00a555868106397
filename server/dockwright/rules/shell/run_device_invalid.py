"""A `RUN --device` that BuildKit cannot read.

A device is a CDI name, alone or as `name=`, and perhaps `required`. The flag is in the labs channel of the Dockerfile
frontend only, so it needs a directive such as `# syntax=docker/dockerfile:1-labs`.

```dockerfile bad
FROM alpine:3.20
RUN --device=nvidia.com/gpu=all nvidia-smi
```

```dockerfile bad
# syntax=docker/dockerfile:1-labs
FROM alpine:3.20
RUN --device=nvidia.com/gpu=all,requird=true nvidia-smi
```
```dockerfile good
# syntax=docker/dockerfile:1-labs
FROM alpine:3.20
RUN --device=nvidia.com/gpu=all,required=true nvidia-smi
```

The fix takes the option whose name is nearest, a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import BOOLEANS, DEVICE_KEYS
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import is_plain
from dockwright.semantic.frontend import frontend_of
from dockwright.syntax.dockerfile import ast
from dockwright.text.spelling import hint, nearest


@rule(on=Document, severity=Severity.ERROR, fix=Safety.UNSAFE, mentions=("--device",))
def run_device_invalid(document: Document) -> Iterator[Diagnostic]:
    labs = frontend_of(document.tree).labs
    for instruction in document.instructions:
        run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        if not isinstance(run, ast.Run):
            continue
        for flag in run.flags:
            if flag.name != "device" or flag.value is None:
                continue
            if labs is False:
                message = "`--device` needs the labs channel, as in `# syntax=docker/dockerfile:1-labs`"
                yield Diagnostic(flag.name_range, message)
            elif is_plain(flag):
                yield from _fields(flag.value)


def _fields(value: ast.Word) -> Iterator[Diagnostic]:
    named = False
    place = 0
    for field in value.text.split(","):
        key, equals, text = field.partition("=")
        where = value.source_range(place, place + len(field)) if field else value.range
        begin = place
        place += len(field) + 1
        key = key.lower()
        if key == "required":
            if equals and text not in BOOLEANS:
                yield Diagnostic(where, f"`required` is true or false, not `{text}`")
        elif key == "name" and equals:
            if named:
                yield Diagnostic(where, "The device has a name already")
            named = True
        elif not named:
            named = True
        elif equals:
            near = nearest(key, DEVICE_KEYS)
            name = value.source_range(begin, begin + len(key))
            yield Diagnostic(where, f"`--device` has no option `{key}`{hint(near)}", replaced_by(name, near))
        else:
            yield Diagnostic(where, f"`{field}` has no value; options of `--device` are `key=value`")
