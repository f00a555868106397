"""Commands joined by `;`, where a failure goes unnoticed.

Behind `;` the next command runs whether or not the one before it failed, and the RUN has the status of the last one.
So a build may pass although a download or an installation in it did not.

```dockerfile bad
FROM debian:12
RUN apt-get update; apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The rule is silent under `set -e`, in the RUN or in SHELL, inside conditions and loops, and where going on is meant: in
front of `true`, `exit` or `echo`, behind `||`, behind commands that hardly fail or make a user who may be there
already, and where all ends in `true` or `exit 0`.

The fix replaces the semicolons of the RUN that it is about. It has to be asked for: a failure that nobody saw now stops
the build. There is none for `a; b || c`: with `&&` the failure of `a` would run `c`.

## References

- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.failures import ends_well_anyway, ignored_failures
from dockwright.semantic.shells import script_has, shell_has
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import Operator, Script
from dockwright.text.edits import Edit


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("no_ampersand_usage",),
    mentions=(";",),
)
def semicolon_instead_of_and(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    form = run.command
    if not isinstance(form, ast.ShellForm) or run.heredocs:
        return
    script = script_of(run, state.shell_language)
    if script is None or script.problems:
        return
    found = [it for it in ignored_failures(script) if it.text == ";"]
    if (
        not found
        or ends_well_anyway(script)
        or shell_has(state, "e", "errexit")
        or script_has(run, state, "e", "errexit")
    ):
        return
    edits: list[Edit] = []
    handled = _before_more(script)
    for operator in found:
        start, end = operator.range
        before = "" if form.text[start - 1] in " \t" else " "
        behind = "" if form.text[end : end + 1] in ("", " ", "\t") else " "
        edits.append(Edit(form.source_range(start, end), f"{before}&&{behind}"))
    message = "What stands before this `;` may fail unnoticed; `&&` stops there"
    fixes = (Fix("Use &&", tuple(edits), Safety.UNSAFE),) if handled.isdisjoint(found) else ()
    yield Diagnostic(edits[0].range, message, fixes)


def _before_more(script: Script) -> frozenset[Operator]:
    """The separators before `b || c`, as in `a && b || c` the failure of `a` would run `c`, and those before `b &`."""
    found: list[Operator] = []
    separator: Operator | None = None
    for pipeline in script.body.pipelines:
        before = pipeline.before
        if before is not None and before.text == "||":
            found += [separator] if separator is not None else []
        elif before is not None and before.text != "&&":
            separator = before
        if pipeline.after is not None and pipeline.after.text == "&" and separator is not None:
            # All of `a && b &` would run in the background.
            found.append(separator)
    return frozenset(found)
