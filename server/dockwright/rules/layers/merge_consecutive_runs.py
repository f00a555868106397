"""RUN instructions directly below each other.

Each RUN makes a layer. What one of them makes and the next one removes stays in the image, and each layer costs a
little when an image is pulled; commands in one RUN share a layer.

```dockerfile bad
FROM debian:12
RUN useradd --system app
RUN install --directory --owner=app /srv/app
```
```dockerfile good
FROM debian:12
RUN useradd --system app && install --directory --owner=app /srv/app
```

The rule is off unless selected, since separate RUNs are often the better choice: the build cache keeps each of them,
and a failure names the one that failed. It speaks of a RUN with a single command below another one, where both have the
same flags, in stages whose files come into the image.

The fix joins the two by `&&`. It has to be asked for, as the cache then keeps them as one.

## References

- [Best practices: sort and join RUN](https://docs.docker.com/build/building/best-practices/#run)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import merged
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DL3059", "DD005", "DD064", "DF003", "S7031", "0008c003", "ruleMoreThanOneInstall"),
    default=False,
    mentions=("run",),
)
def merge_consecutive_runs(document: Document) -> Iterator[Diagnostic]:
    for first, second in pairwise(document.instructions):
        if not isinstance(first, ast.Run) or not isinstance(second, ast.Run):
            continue
        if [it.text for it in first.flags] != [it.text for it in second.flags]:
            continue
        stage = document.stage_of(second)
        if stage is not None and not stage.ships:
            continue
        if _is_single(first, document) and _is_single(second, document):
            edit = merged(first, second, document)
            fixes = (Fix("Join it with the RUN above", (edit,), Safety.UNSAFE),) if edit is not None else ()
            yield Diagnostic(second.keyword.range, "This RUN and the one above could share a layer", fixes)


def _is_single(run: ast.Run, document: Document) -> bool:
    if isinstance(run.command, ast.ExecForm):
        return True
    script = script_of(run, document.state_before(run).shell_language)
    return script is not None and not run.heredocs and len(script.body.pipelines) == 1
