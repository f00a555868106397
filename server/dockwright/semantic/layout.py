"""How an instruction lies on its lines, for edits that add a line beside it or take a part of it away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


def indentation(instruction: ast.Instruction) -> str:
    """The blanks before the keyword of an instruction."""
    text = instruction.unit.text.removeprefix("\ufeff")
    return text[: len(text) - len(text.lstrip(BLANKS))]


def line_above(document: Document, instruction: ast.Instruction, text: str) -> Edit:
    """The edit that puts `text`, a line or several, above an instruction and the comments directly above it."""
    place = document.tree.start_with_comments(instruction)
    # A byte order mark stays what the file begins with.
    place = max(place, 1) if document.text.startswith("\ufeff") else place
    return insert(place, f"{text}{line_end_of(document.text)}")


def line_below(document: Document, instruction: ast.Instruction, text: str) -> Edit | None:
    """The edit that puts `text`, a line or several, below an instruction; `None` where a heredoc has no end."""
    whole = instruction.unit.text
    if any(not it.terminated for it in instruction.heredocs):
        return None
    newline = line_end_of(document.text)
    ended = whole.endswith("\n")
    return insert(instruction.full_range.end, f"{text}{newline}" if ended else f"{newline}{text}")


def moved_below(document: Document, instruction: ast.Instruction, other: ast.Instruction) -> tuple[Edit, ...] | None:
    """The edits that move an instruction, with the comments directly above it, below another one further down.

    `None` where a heredoc has no end.
    """
    start = document.tree.start_with_comments(instruction)
    whole = TextRange(start, instruction.full_range.end)
    text = whole.slice(document.text)
    if not text.endswith("\n"):
        return None
    below = line_below(document, other, text.removesuffix("\n").removesuffix("\r"))
    return (delete(whole), below) if below is not None else None


def without_flag(instruction: ast.Instruction, flag: ast.Flag) -> Edit:
    """The edit that deletes a flag and the blanks behind it, or its line where nothing else stands there."""
    text, start = instruction.unit.text, instruction.start
    begin, end = flag.range.start - start, flag.range.end - start
    while end < len(text) and text[end] in " \t":
        end += 1
    line_start, line_end = text.rfind("\n", 0, begin) + 1, text.find("\n", end) + 1
    line = text[line_start:begin].lstrip(BLANKS) + text[end:line_end].rstrip(BLANKS)
    if line_start and line_end and line == instruction.escape:
        begin, end = line_start, line_end
    return delete(TextRange(begin + start, end + start))


def without_part(instruction: ast.Instruction, parts: Sequence[TextRange], index: int) -> Edit | None:
    """The edit that takes one of all the arguments of an instruction away, the only one with the whole instruction.

    The blanks and continuations between it and its neighbour go with it; `None` where a comment stands there.
    """
    if len(parts) == 1:
        return delete(instruction.full_range)
    gone = TextRange(parts[index - 1].end, parts[index].end) if index else TextRange(parts[0].start, parts[1].start)
    if any(gone.start <= it.range.start < gone.end for it in instruction.comments):
        return None
    return delete(gone)


def behind_continuation(instruction: ast.Instruction) -> Iterator[TextRange]:
    """The blanks that stand between a continuation character and the end of its line, outside of heredocs' bodies."""
    text, escape = instruction.unit.text, instruction.escape
    if f"{escape} " not in text and f"{escape}\t" not in text:
        return
    end = instruction.unit.bodies[0].content_start if instruction.unit.bodies else len(text)
    place = 0
    while place < end:
        stop = text.find("\n", place, end) + 1 or end
        line = text[place:stop].rstrip("\r\n")
        kept = line.rstrip(" \t")
        is_comment = place > 0 and line.lstrip(BLANKS)[:1] == "#"
        if kept.endswith(escape) and not kept.endswith(escape * 2) and len(kept) < len(line) and not is_comment:
            yield TextRange(place + len(kept), place + len(line)).shifted(instruction.start)
        place = stop


def dangling_continuation(instruction: ast.Instruction, offset: int) -> TextRange | None:
    """What makes the last line of words above `offset` go on, blanks in front included; `None` where nothing does.

    A `&&` before it goes with it in a RUN, where the shell would wait for a command. `None` too where another operator
    stands there, or nothing but a keyword. Offsets are those of the unit's text.
    """
    text = instruction.unit.text
    end = offset
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end].strip(BLANKS)
        if line and not (start and line.startswith("#")):
            break
        end = start
    else:
        return None
    mark = len(text[:end].rstrip(BLANKS))
    if not text[:mark].endswith(instruction.escape):
        return None
    stop = mark
    while text[stop : stop + 1] in (" ", "\t"):
        stop += 1
    joint = text[: mark - 1].rstrip(BLANKS)
    if isinstance(instruction, ast.Run) and joint.endswith("&&"):
        joint = joint[:-2].rstrip(BLANKS)
    is_alone = len(joint) <= max(start, instruction.keyword.range.end - instruction.start)
    if is_alone or joint.endswith(("&&", "|", ";", ",", "=")):
        return None
    return TextRange(len(joint), stop)


def refuses_more_words(instruction: ast.Instruction) -> bool:
    """Whether BuildKit refuses an instruction for the keyword of another one among its words, whatever else they are.

    Its arguments are counted (FROM, HEALTHCHECK NONE), ports (EXPOSE), pairs (ENV, LABEL), JSON (SHELL) or a signal.
    """
    if isinstance(instruction, ast.Healthcheck):
        return instruction.is_none
    if isinstance(instruction, ast.KeyValue):
        return not instruction.legacy
    return isinstance(instruction, ast.From | ast.Expose | ast.Shell | ast.Stopsignal)
