"""What is said about the thing under the cursor: which kind of thing it is, and what was found there."""

from __future__ import annotations

from collections.abc import Sequence

from dockwright.catalog import instructions as catalog
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.arguments import of_argument
from dockwright.ide.dockerfile.hover.comments import of_comment, of_directive
from dockwright.ide.dockerfile.hover.findings import of_findings
from dockwright.ide.dockerfile.hover.flags import of_flag, of_schedule
from dockwright.ide.dockerfile.hover.said import holds
from dockwright.ide.dockerfile.hover.scripts import of_command
from dockwright.ide.dockerfile.hover.stages import of_process, of_state, of_use, of_variables, use_at
from dockwright.ide.results import Markup
from dockwright.ide.variables import explain, reference_at, special_parameter_at, value_at
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast

_BETWEEN = "\n\n---\n\n"


def hover(
    document: Document,
    offset: int,
    rules: Sequence[Rule] = (),
    settings: Settings = DEFAULT,
    found: Sequence[Diagnostic] = (),
) -> Markup | None:
    """What is to be said at `offset`, and of which range; `None` where there is nothing.

    A caret between two tokens belongs to the one behind it, at the end of a word to that word.
    What was `found` at the place is told behind it, with a preview of its fix.
    """
    place = offset
    # What stands at a blank is the whole that it is a part of: a word that ends there is meant rather than that.
    at_end = offset > 0 and document.text[offset : offset + 1].isspace() and not document.text[offset - 1].isspace()
    thing = None if at_end else _thing(document, offset, rules)
    if thing is None and offset > 0:
        before = _thing(document, offset - 1, rules)
        if before is not None and before.range.end == offset:
            thing, place = before, offset - 1
        elif at_end:
            thing = _thing(document, offset, rules)
    findings = of_findings(document, place, found, rules, settings)
    if thing is None or findings is None:
        return thing or findings
    return Markup(thing.range, f"{thing.markdown}{_BETWEEN}{findings.markdown}")


def _thing(document: Document, offset: int, rules: Sequence[Rule]) -> Markup | None:
    tree = document.tree
    for directive in tree.directives:
        if holds(directive.range, offset):
            return of_directive(directive, offset)
    instruction = tree.instruction_at(offset)
    comments = tree.comments if instruction is None else instruction.comments
    comment = next((it for it in comments if holds(it.range, offset)), None)
    if comment is not None:
        return of_comment(document, comment, offset, rules)
    return _instruction(document, instruction, offset) if instruction is not None else None


def _instruction(document: Document, instruction: ast.Instruction, offset: int) -> Markup | None:
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        trigger = instruction.trigger
        if offset >= trigger.keyword.range.start:
            return _instruction(document, trigger, offset)
    if holds(instruction.keyword.range, offset):
        return _keyword(document, instruction)
    reference = reference_at(document, instruction, offset)
    if reference is not None:
        number = next((i for i, it in enumerate(_pairs(instruction)) if it.range.covers(offset)), 0)
        text = explain(document, instruction, reference, number)
        use = use_at(document, instruction, offset)
        more = of_use(document, use) if use is not None and use.range == reference.range else ""
        if (
            not more
            and not reference.in_shell
            and value_at(document, instruction, reference.written, (reference.name,))
        ):
            whole = of_argument(document, instruction, offset)
            more = whole.markdown if whole is not None and whole.range == reference.range else ""
        # Where all of a word is a variable, there is no other place to ask what the word means.
        return Markup(reference.range, f"{text}{_BETWEEN}{more}" if more else text)
    special = special_parameter_at(document, instruction, offset)
    if special is not None:
        return Markup(*special)
    use = use_at(document, instruction, offset)
    if use is not None:
        return Markup(use.range, of_use(document, use))
    for flag in instruction.flags:
        if holds(flag.range, offset):
            return of_flag(document, instruction, flag, offset)
    command, argument = of_command(document, instruction, offset), of_argument(document, instruction, offset)
    if command is not None and argument is not None:
        return Markup(command.range, f"{command.markdown}{_BETWEEN}{argument.markdown}")
    return command or argument


def _pairs(instruction: ast.Instruction) -> tuple[ast.Pair, ...]:
    return instruction.pairs if isinstance(instruction, ast.Arg | ast.Env) else ()


def _keyword(document: Document, instruction: ast.Instruction) -> Markup | None:
    known = catalog.instruction(instruction.name)
    if known is None:
        return None
    parts = [descriptions.instruction(known)]
    # What holds where a trigger will run, only the build that runs it knows.
    stage = document.stage_of(instruction)
    if stage is not None and not instruction.is_trigger:
        held = of_state(document, document.state_before(instruction), stage)
        variables = of_variables(document, instruction)
        if variables:
            held += f"\n\n{variables}"
        if isinstance(instruction, ast.Cmd | ast.Entrypoint):
            held += f"\n\n{of_process(document, stage)}."
        if isinstance(instruction, ast.Healthcheck):
            schedule = of_schedule(instruction)
            held += f"\n\n{schedule}" if schedule else ""
        parts = [held, *parts]
    return Markup(instruction.keyword.range, _BETWEEN.join(parts))
