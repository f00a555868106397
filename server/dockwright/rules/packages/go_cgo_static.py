"""A Go program built with cgo for an image that has no C library.

With a C compiler at hand, as in the `golang` images of Debian, packages such as `net` are linked to the C library of
the build stage. In `scratch` or `distroless/static` there is none: the program does not start, with the odd message
"no such file or directory".

```dockerfile bad
FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN go build -o /server .
FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
```
```dockerfile good
FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .
FROM scratch
COPY --from=build /server /server
ENTRYPOINT ["/server"]
```

The rule is silent where `CGO_ENABLED` is set to anything, where flags ask for a static program, where libraries are
copied too, and in images without a C compiler, such as `golang:alpine`. The fix has to be asked for, as packages that
need C do not build with it.

## References

- [cgo](https://pkg.go.dev/cmd/cgo)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, UseKind
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_BUILDING = frozenset({"build", "install"})
_STATIC_IMAGES = ("distroless/static", "chainguard/static", "/static-debian")
_STATIC_FLAGS = ("-static", "netgo", "osusergo", "CGO_ENABLED", "-linkmode")


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DD062",),
    mentions=("go build", "go install"),
)
def go_cgo_static(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    if not _has_compiler(stage):
        return
    bare = next((use.user for use in stage.used_by if use.kind is UseKind.COPY and _has_no_library(use.user)), None)
    if bare is None:
        return
    built = [
        (run, command)
        for run in stage.all_of(ast.Run)
        if not any(it in run.unit.text for it in _STATIC_FLAGS)
        and "CGO_ENABLED" not in document.state_before(run).environment
        for command in document.commands(run)
        if _builds(command)
    ]
    for _, command in built:
        where = command.words[1]
        image = bare.base.text
        message = f"Built with cgo this needs a C library, which `{image}` has not"
        fixes: tuple[Fix, ...] = ()
        if not command.is_quoted and command.wrapper is None:
            edit = insert(command.words[0].range.start, "CGO_ENABLED=0 ")
            fixes = (Fix("Build without cgo", (edit,), Safety.UNSAFE),)
        yield Diagnostic(where.range, message, fixes)


def _builds(command: Command) -> bool:
    operation = command.operation
    if operation is None or operation.manager.name != "go" or operation.subcommand.words[0] not in _BUILDING:
        return False
    # Tools from elsewhere (`go install example.com/tool@v1`) are for the build itself.
    return not any("@" in (it.value or "@") for it in operation.operands)


def _has_compiler(stage: Stage) -> bool:
    """Whether it builds on a `golang` image with a C compiler; that of Alpine has none."""
    image = stage.root.image
    if image is None or stage.final_state.is_windows:
        return False
    return image.name.endswith("golang") and image.tag is not None and "alpine" not in image.tag


def _has_no_library(stage: Stage) -> bool:
    """Whether it has no C library of its own and gets none."""
    root = stage.root
    if not root.is_scratch and not any(it in (root.base.text or "") for it in _STATIC_IMAGES):
        return False
    copies = [it for part in stage.lineage for it in part.all_of(ast.Copy)]
    return not any("/lib" in it.arguments_text or it.arguments_text.endswith(" /") for it in copies)
