"""Findings that several rules have in common, each about its own instruction or flag."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.catalog.images import brings_no_stopsignal
from dockwright.catalog.instructions import instruction
from dockwright.catalog.signals import canonical_signal
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Tag, replaced_by
from dockwright.semantic.assigning import assignments_in
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import Start, stop_signal_of
from dockwright.semantic.state import State
from dockwright.semantic.templates import are_templated
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.spelling import hint, nearest


def replaced_by_later(stage: Stage, kind: type[ast.Instruction]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each instruction of a class but the last one, where only the last of a stage counts."""
    # One without arguments is being written, or BuildKit refuses it.
    found = [it for it in stage.all_of(kind) if it.arguments_text]
    if len(found) > 1 and are_templated(stage.instructions):
        # The template chooses one of them.
        return
    for useless, later in pairwise(found):
        name = useless.name
        fix = Fix(f"Delete this {name}", (delete(useless.full_range),))
        related = (Related(later.keyword.range, f"This {name} replaces it"),)
        message = f"A later {name} of this stage replaces this one"
        yield Diagnostic(useless.range, message, (fix,), related, (Tag.UNNECESSARY,))


def value_not_listed(given: ast.Instruction, name: str, message: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a flag has none of the values that there are; `{}` in `message` stands for its value."""
    flag, listed = given.flag(name), instruction(given.name)
    known = listed.flag(name) if listed is not None else None
    if known is None or flag is None or flag.value is None or flag.plain in known.values:
        return
    where = flag.value.range if flag.plain else flag.range
    near = nearest(flag.plain or "", known.values)
    fixes = replaced_by(where, near) if flag.plain == flag.value.text and "$" not in flag.value.text else ()
    yield Diagnostic(where, message.format(flag.plain) + hint(near), fixes)


def verification_off(
    instruction: ast.Env | ast.Arg | ast.Run, state: State, name: str, program: str
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each place that sets the variable `name` to 0, after which `program` trusts anyone."""
    for it in assignments_in(instruction, state):
        if it.name == name and it.value == "0":
            fixes = (Fix("Verify certificates", it.removal, Safety.UNSAFE),) if it.removal is not None else ()
            yield Diagnostic(it.range, f"`{name}=0` lets {program} take every certificate for good", fixes)


def stopped_otherwise(stage: Stage, start: Start, signal: str, harm: str, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a program needs a stop signal and its container has another.

    `harm` says what the program does then. Silent where the base image may have the signal, or a variable does.
    """
    given, base = stop_signal_of(stage), stage.final_state.base
    word = given.signal if given is not None else None
    title = f"Stop with {signal}"
    if word is not None:
        name = canonical_signal(word.value) if word.value is not None else signal
        if name is not None and name != signal and word.range.start > stage.instruction.start:
            fix = Fix(title, (Edit(word.range, signal),), Safety.UNSAFE)
            yield Diagnostic(word.range, f"`{start.program}` {harm} by `{name}`", (fix,))
    elif given is None and base.known is not None and brings_no_stopsignal(base.known) and not base.is_windows:
        fix = Fix(title, (line_above(document, start.instruction, f"STOPSIGNAL {signal}"),), Safety.UNSAFE)
        yield Diagnostic(start.words[0].range, f"`{start.program}` {harm} by `SIGTERM`", (fix,))
