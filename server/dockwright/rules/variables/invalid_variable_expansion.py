"""A `${…}` that BuildKit cannot read.

BuildKit expands variables in most instructions itself. It knows `${NAME}`, the defaults `:-`, `-`, `:+`, `+`, `:?` and
`?`, and, as bash, `#`, `##`, `%`, `%%`, `/` and `//`; a brace must be closed, and a name must be there. What else bash
can do works in `RUN` only, where the shell expands.

```dockerfile bad
FROM alpine:3.20
ENV NAME=${USER^^}
```

```dockerfile bad
FROM alpine:3.20
ENV NAME=${USER:=nobody}
```
```dockerfile good
FROM alpine:3.20
ENV NAME=${USER:-nobody}
```

The fix writes `:-` for `:=` and `-` for `=`, if asked for: in BuildKit nothing can set the variable in passing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.expansion import Expandable, expandables
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.edits import Edit

# A quote has a rule of its own; whether a variable is set depends on where it stands.
_OTHERS = frozenset(("open-quote", "required-variable"))


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=("INVALID_SYNTAX", "UNSUPPORTED_MODIFIER"),
    mentions=("${",),
)
def invalid_variable_expansion(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if "$" not in instruction.unit.text or "{" not in instruction.unit.text:
        return
    for expandable in expandables(instruction):
        if "${" not in expandable.text:
            continue
        scanned = expandable.scanned
        problems = [it for it in scanned.problems if it.kind not in _OTHERS]
        if not problems and any(it.operator for it in scanned.variables):
            # A pattern is looked at only when it is used.
            expansion = words.expand(expandable.text, _Anything(), expandable.escape)
            if expansion.problem is not None and expansion.problem.kind == "invalid-pattern":
                problems = [expansion.problem]
        for problem in problems if not has_placeholder(expandable.text) else ():
            yield Diagnostic(expandable.range(*problem.range), problem.message, _fixes(expandable, problem))


def _fixes(expandable: Expandable, problem: SyntaxProblem) -> tuple[Fix, ...]:
    operator = problem.range.slice(expandable.text)
    is_placed = expandable.exact or isinstance(expandable.node, ast.Heredoc)
    if problem.kind != "unsupported-modifier" or operator not in (":=", "=") or not is_placed:
        return ()
    known = operator.replace("=", "-")
    return (Fix(f"Write {known}", (Edit(expandable.range(*problem.range), known),), Safety.UNSAFE),)


class _Anything(dict[str, "str | None"]):
    """An environment in which every name is set, to something unknown."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> None:
        return None
