"""A blank line inside a continued instruction.

A line that ends in the continuation character goes on below, even past blank lines: what looks like the end of an
instruction is none. BuildKit still reads such lines, warns, and announces that it will refuse them. Comment lines are
no blank lines, and those in the body of a heredoc are content.

There is one finding for an instruction, as BuildKit has it, on the line with which the instruction goes on below the
first blank one. The fix deletes all its blank lines, which changes nothing in the image. Where nothing follows them it
deletes the continuation character instead. Where what follows looks like an instruction of its own, which has become a
part of this one, it deletes the continuation character too, and has to be asked for: that instruction then begins to
act. It is safe where BuildKit refuses what both say together, as it does the words of `EXPOSE 80 CMD`.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache \\

    git
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache \\
    git
```

## References

- [Docker: NoEmptyContinuation](https://docs.docker.com/reference/build-checks/no-empty-continuation/)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.catalog.instructions import instruction as instruction_named
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import dangling_continuation, refuses_more_words
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange

_TITLE = "Delete the continuation character"


@rule(
    on=ast.Instruction,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=("NoEmptyContinuation", "EMPTY_CONTINUATION_LINE", "DD076"),
    mentions=("\\", "`"),
)
def empty_continuation_line(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    """Yield a diagnostic for all blank lines, at the line with which the instruction goes on below the first."""
    if not instruction.blank_lines or instruction.is_trigger:
        return  # What an ONBUILD defers shares its lines with it.
    plain: list[_Gap] = []
    for gap in _gaps(instruction):
        related = tuple(Related(it, "A blank line that does not end the instruction") for it in gap.blank)
        if gap.below is None:
            message = f"Nothing follows the continuation of {instruction.name} but blank lines"
            yield Diagnostic(gap.blank[-1], message, _fix_at_end(instruction, gap), related)
            continue
        first = gap.below.slice(instruction.unit.text).split(None, 1)[0]
        if first.isupper() and instruction_named(first) is not None and not _is_kind(instruction, gap.below):
            message = f"This {first} is a part of the {instruction.name} above, which blank lines do not end"
            yield Diagnostic(gap.below, message, _fix_above(instruction, gap, len(first)), related)
            continue
        plain.append(gap)
    if plain and plain[0].below is not None:
        blank = [it for gap in plain for it in gap.blank]
        related = tuple(Related(it, "A blank line that does not end the instruction") for it in blank)
        edits = tuple(delete(_whole_line(instruction, it)) for it in blank)
        fix = Fix("Delete the blank lines" if len(edits) > 1 else "Delete the blank line", edits)
        message = f"A blank line stands above this line, which still belongs to {instruction.name}"
        yield Diagnostic(plain[0].below, message, (fix,), related)


def _is_kind(instruction: ast.Instruction, line: TextRange) -> bool:
    """Whether a line begins with the CMD that belongs to a HEALTHCHECK."""
    kind = instruction.kind if isinstance(instruction, ast.Healthcheck) else None
    return kind is not None and kind.range.start == line.start


class _Gap(NamedTuple):
    """Blank lines, perhaps with comments in between, and what stands on the line below them."""

    blank: tuple[TextRange, ...]
    below: TextRange | None


def _gaps(instruction: ast.Instruction) -> Iterator[_Gap]:
    """The runs of blank lines; ranges count from the unit's start, as they do for every rule on an instruction."""
    text = instruction.unit.text
    end = instruction.unit.bodies[0].content_start if instruction.unit.bodies else len(text)
    blank = {it.start: it for it in instruction.blank_lines}
    comments = {text.rfind("\n", 0, it.range.start) + 1 for it in instruction.comments}
    run: list[TextRange] = []
    place = text.find("\n") + 1 or end
    while place < end:
        stop = text.find("\n", place, end) + 1 or end
        if place in blank:
            run.append(blank[place])
        elif place not in comments and run:
            line = text[place:stop]
            start = place + len(line) - len(line.lstrip())
            yield _Gap(tuple(run), TextRange(start, max(start, place + len(line.rstrip()))))
            run = []
        place = stop
    if run:
        yield _Gap(tuple(run), None)


def _whole_line(instruction: ast.Instruction, line: TextRange) -> TextRange:
    end = instruction.unit.text.find("\n", line.end) + 1
    return TextRange(line.start, end or len(instruction.unit.text))


def _fix_at_end(instruction: ast.Instruction, gap: _Gap) -> tuple[Fix, ...]:
    """Delete the continuation character after which nothing comes."""
    dangling = dangling_continuation(instruction, gap.blank[0].start)
    return (Fix(_TITLE, (delete(dangling),)),) if dangling is not None else ()


def _fix_above(instruction: ast.Instruction, gap: _Gap, length: int) -> tuple[Fix, ...]:
    """Delete the continuation character after which another instruction comes, whose keyword has that length."""
    text = instruction.unit.text
    dangling = dangling_continuation(instruction, gap.blank[0].start)
    if dangling is None or gap.below is None or isinstance(instruction, ast.Onbuild):
        return ()
    before = text[: gap.below.start]
    if before.count('"') % 2 or before.count("'") % 2:
        return ()
    # With the keyword, to say that this becomes an instruction.
    end = gap.below.start + length
    edit = Edit(TextRange(dangling.start, end), text[dangling.end : end])
    safety = Safety.SAFE if refuses_more_words(instruction) else Safety.UNSAFE
    return (Fix(_TITLE, (edit,), safety),)
