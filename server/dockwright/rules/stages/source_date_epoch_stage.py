"""A `SOURCE_DATE_EPOCH` that BuildKit cannot make a time of.

As a global `ARG` it is a number of seconds, `context`, or the name of a stage whose one `ADD` says where the time comes
from. Such a stage starts from `scratch` and holds nothing else but `ARG`.

```dockerfile bad
ARG SOURCE_DATE_EPOCH=yesterday
FROM alpine:3.20
```
```dockerfile good
ARG SOURCE_DATE_EPOCH=1700000000
FROM alpine:3.20
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.scopes import expand
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_NAME = "SOURCE_DATE_EPOCH"


@rule(on=Document, severity=Severity.ERROR, ambiguous=True)
def source_date_epoch_stage(document: Document) -> Iterator[Diagnostic]:
    if _NAME not in document.text:
        return
    value = document.global_scope.values.get(_NAME)
    if value is None or not value.text or value.text == "context" or _is_number(value.text):
        return
    stage = next((it for it in document.stages if (it.name or "").lower() == value.text.lower()), None)
    if stage is None:
        pairs = [
            pair for it in document.global_arguments for pair in it.pairs if pair.name.text == _NAME and pair.value
        ]
        if pairs and pairs[-1].value is not None:
            message = f"`{value.text}` is no number of seconds, and no stage of this file"
            yield Diagnostic(pairs[-1].value.range, message)
        return
    problem = _problem(stage)
    if problem is not None:
        yield Diagnostic(*problem)


def _is_number(text: str) -> bool:
    digits = text[1:] if text[0] in "+-" else text
    return digits.isascii() and digits.isdecimal() and len(digits.lstrip("0")) < 20 and abs(int(text)) < 1 << 63


def _problem(stage: Stage) -> tuple[TextRange, str] | None:
    image = stage.instruction.image
    if stage.base.text is not None and stage.base.text != "scratch" and image is not None:
        return image.range, f"A stage that gives {_NAME} starts from scratch"
    sources = stage.all_of(ast.Add)
    for instruction in stage.instructions:
        if not isinstance(instruction, ast.Arg | ast.Add):
            return instruction.keyword.range, f"A stage that gives {_NAME} holds ARG and ADD only"
    if len(sources) != 1:
        where = sources[1].keyword.range if sources else stage.instruction.keyword.range
        return where, f"A stage that gives {_NAME} has exactly one ADD"
    add = sources[0]
    if add.heredocs or len(add.sources) != 1:
        return add.keyword.range, f"The ADD that gives {_NAME} has exactly one source"
    source = add.sources[0]
    text = expand(source.value or "", {}, add.escape, complete=False).text if source.value else None
    if text is not None and add.flag("keep-git-dir") is None and kind_of(text) is Kind.LOCAL:
        return source.range, f"The ADD that gives {_NAME} takes a URL or a Git repository"
    return None
