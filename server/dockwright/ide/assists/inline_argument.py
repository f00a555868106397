"""Put an ARG's default wherever the ARG is used, and delete the ARG."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.ide.assist import INLINE, Assist
from dockwright.ide.variables import environment_at, reference_at
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.document import Document
from dockwright.semantic.layout import without_part
from dockwright.semantic.scopes import Value
from dockwright.semantic.variable_uses import Use, mentions, uses
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# What means the same with and without quotes, in a shell and in an instruction.
_PLAIN = re.compile(r"[A-Za-z0-9_./:@+,%=-]+")

_Place = tuple[ast.Arg, int]
"""An ARG and which of its pairs."""


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it on an ARG with a default, and on every use of one."""
    name = _name_at(document, range)
    if name is None:
        return
    # What `--build-arg` could set is fixed from now on, and programs no longer find it in their environment.
    yield Assist(f"Inline the ARG {name}", INLINE, lambda: _edits(document, name), Safety.UNSAFE)


def _name_at(document: Document, range: TextRange) -> str | None:
    instruction = document.tree.instruction_at(range.start)
    if instruction is None:
        return None
    if isinstance(instruction, ast.Arg):
        here = next((it for it in instruction.pairs if it.range.encloses(range)), None)
        if here is not None and here.name.range.encloses(range):
            return here.name.text
    reference = reference_at(document, instruction, range.start) if "$" in instruction.unit.text else None
    if reference is None or not reference.live or not reference.range.encloses(range):
        return None
    return reference.name if _declarations(document, reference.name) else None


def _edits(document: Document, name: str) -> tuple[Edit, ...] | None:
    declarations = _declarations(document, name)
    if not declarations or _sets_otherwise(document, name):
        return None
    (first, number), *others = declarations
    word = first.pairs[number].value
    value = word.value if word is not None else None
    if value is None or not _PLAIN.fullmatch(value):
        return None
    if any(arg.pairs[pair].value is not None for arg, pair in others):
        return None
    found = _uses(document, name, first)
    if not found:
        return None
    edits = [Edit(it.range, value) for it in found]
    for arg, pair in declarations:
        gone = without_part(arg, [it.range for it in arg.pairs], pair)
        if gone is None:
            return None
        edits.append(gone)
    return tuple(edits)


def _declarations(document: Document, name: str) -> list[_Place]:
    return [
        (it, number)
        for it in document.instructions
        if isinstance(it, ast.Arg)
        for number, pair in enumerate(it.pairs)
        if pair.name.text == name
    ]


def _sets_otherwise(document: Document, name: str) -> bool:
    """Whether a script or the command of an ONBUILD may set the variable."""
    pattern = re.compile(rf"(?<![$A-Za-z0-9_{{]){re.escape(name)}\+?=")
    return any(
        name in it.unit.text and pattern.search(it.unit.text)
        for it in document.instructions
        if not isinstance(it, ast.Arg | ast.Env | ast.Label)
    )


def _uses(document: Document, name: str, declared: ast.Arg) -> list[Use] | None:
    """The uses of the ARG; `None` where one of them is of something else, or cannot be replaced."""
    found: list[Use] = []
    for instruction in document.instructions:
        if not mentions(instruction, name):
            continue
        environment = environment_at(document, instruction)
        if isinstance(instruction, ast.Arg):
            environment = environment_at(document, instruction, len(instruction.pairs))
        elif not isinstance(instruction, ast.From) and document.state_before(instruction).base.may_set(name):
            return None
        value = environment.get(name)
        if value is not None and not value.argument and value.origin is not None:
            # An ENV above has set it since, perhaps from the ARG.
            continue
        here = uses(document, instruction, name)
        if here is None or value is None or _root(value).origin is not declared.unit:
            return None
        found += here
    return found


def _root(value: Value) -> Value:
    while value.inherited is not None:
        value = value.inherited
    return value
