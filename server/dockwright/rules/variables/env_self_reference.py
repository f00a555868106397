"""An `ENV` that uses a variable which it sets itself.

All values of one ENV are worked out before any of them is set, so a name beside it still has the value from above, or
none at all.

```dockerfile bad
FROM alpine:3.22
ENV APP_HOME=/opt/app PATH=$APP_HOME/bin:$PATH
```
```dockerfile good
FROM alpine:3.22
ENV APP_HOME=/opt/app
ENV PATH=$APP_HOME/bin:$PATH
```

`PATH=/opt/bin:$PATH` speaks of the value from above, and so does what stands beside it. The rule is silent where the
value from above is the same, as in `ARG VERSION=1` and `ENV VERSION=$VERSION NAME=app-$VERSION`.

Where several values use the same name the first is reported, and the fix helps all: it begins a second ENV with the
variable that needs the first. It has to be asked for: what was stored until now changes, and the old value may have
been meant.

## References

- [Dockerfile reference: environment replacement](https://docs.docker.com/reference/dockerfile/#environment-replacement)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Env,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DL3044", "UndefinedVar", "DF062"),
    mentions=("$",),
)
def env_self_reference(env: ast.Env, state: State) -> Iterator[Diagnostic]:
    pairs = env.pairs
    if len(pairs) < 2 or env.is_trigger:
        return
    said: set[str] = set()
    for index, pair in enumerate(pairs):
        for variable in pair.value.variables if pair.value is not None else ():
            name = variable.name
            if name in said or name == pair.name.text or (variable.operator or "")[-1:] in ("-", "+", "?"):
                continue
            place = next((place for place, it in enumerate(pairs) if it.name.text == name), None)
            if place is None or _keeps_its_value(pairs[place], name, state):
                continue
            if place > index and state.base.may_set(name) is not False:
                continue
            old = state.environment.get(name)
            if old is not None and not old.unset:
                held = "has its old value here"
            else:
                held = "has no value yet" if state.base.may_set(name) is False else "is not set above"
            message = f"`{name}` {held}; what this ENV sets counts only below it"
            said.add(name)
            yield Diagnostic(variable.range, message, _fixes(env, index) if place < index else ())


def _keeps_its_value(pair: ast.Pair, name: str, state: State) -> bool:
    """Whether a pair sets a name to what it had before, or to something made of that."""
    if pair.value is None or any(it.name == name for it in pair.value.variables):
        return True
    old = state.environment.get(name)
    return old is not None and old.text is not None and old.text == state.value_of(pair.value)


def _fixes(env: ast.Env, index: int) -> tuple[Fix, ...]:
    pairs = env.pairs
    gap = TextRange(pairs[index - 1].range.end, pairs[index].range.start)
    text = env.unit.text
    between = text[gap.start - env.start : gap.end - env.start]
    if env.legacy or env.comments or between.strip(f"{BLANKS}\r\n{env.escape}"):
        return ()
    indent = text[: len(text) - len(text.lstrip(BLANKS))]
    edit = Edit(gap, f"{line_end_of(text)}{indent}{env.keyword.text} ")
    return (Fix("Set it in an ENV of its own above", (edit,), Safety.UNSAFE),)
