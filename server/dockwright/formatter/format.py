"""From a document to the edits that lay it out: only blanks, line breaks and the case of keywords change.

Comments and the bodies of heredocs stay as they are. What a shell gets changes by nothing but blanks that it ignores;
where that is not certain, as for PowerShell or an open quote, the instruction's arguments stay as they are. The result
is read again: an instruction that would say something else keeps its layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, repeat
from typing import NamedTuple, cast

from dockwright.formatter.depths import depths
from dockwright.formatter.indentation import with_found
from dockwright.formatter.options import DEFAULT, Options
from dockwright.formatter.shell import Shape, shape_of
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.nodes import ExecForm, ShellForm
from dockwright.syntax.dockerfile.unit import Unit, UnitKind, match_directive
from dockwright.text.edits import Edit, smallest
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_BLANKS = " \t"
_LINE_END_BLANKS = " \t\r"
_ROUNDS = 4
"""How often instructions that would say something else are taken out, before the whole file is left alone."""

_KINDS = frozenset(("NONE", "CMD"))
"""What a HEALTHCHECK begins with."""

_AS_IT_IS = Options(keyword_case="keep", operators="keep", pairs="keep")


def format_edits(document: Document, options: Options = DEFAULT, range: TextRange | None = None) -> tuple[Edit, ...]:
    """The edits that lay out a document, or what `range` touches of it; in order, and none that changes nothing."""
    options = settled(document, options)
    kept: frozenset[int] = frozenset()
    for _ in repeat(None, _ROUNDS):
        edits = _edits(document, options, range, kept)
        failing = _changed_meanings(document, edits) if edits else frozenset()
        if not failing:
            return edits
        if failing <= kept:
            break  # Something between instructions is to blame.
        kept |= failing
    # A file that nobody can lay out safely stays as it is.
    return ()


def settled(document: Document, options: Options) -> Options:
    """The options with what they leave to be found out in the file."""

    def lines() -> Iterator[tuple[str, int]]:
        for it in document.instructions:
            if it.unit.reach > 1 or "\n" in it.unit.text.rstrip("\n"):
                yield from _indented(document, it)

    return with_found(options, lines)


def _indented(document: Document, instruction: ast.Instruction) -> tuple[tuple[str, int], ...]:
    """The indentation of an instruction's first continued line, with its level; kept on the instruction."""
    memo, key = instruction.unit.memo, (_indented, document.state_before(instruction).shell_language)
    kept = memo.get(key)
    if kept is None:
        kept = memo[key] = tuple(islice(_Laying(document, instruction, _AS_IT_IS).indented(), 1))
    return cast("tuple[tuple[str, int], ...]", kept)


def indentation_at(document: Document, offset: int, options: Options = DEFAULT) -> str | None:
    """How far a continued line is indented whose first word begins at `offset`; `None` where that cannot be said."""
    instruction = document.tree.instruction_at(offset)
    if instruction is None:
        return None
    return _Laying(document, instruction, options).indentation_at(offset - instruction.base)


def _edits(document: Document, options: Options, range: TextRange | None, kept: frozenset[int]) -> tuple[Edit, ...]:
    text = document.text
    between = [it for it in _between(document, options) if _is_wanted(it.range, range)]
    found = [smallest(it, text) for it in between if it.range.slice(text) != it.text]
    for index, instruction in enumerate(document.instructions):
        if index not in kept and _is_selected(instruction.full_range, range):
            found += [it.shifted(instruction.base) for it in _laid_out(document, instruction, options)]
    return tuple(sorted(found))


def _laid_out(document: Document, instruction: ast.Instruction, options: Options) -> tuple[Edit, ...]:
    """The edits that lay out one instruction, by their places in it; kept on it, as most of a file stays as it is."""
    laying = _Laying(document, instruction, options)
    key = (_laid_out, options, laying.newline, document.state_before(instruction).shell_language)
    memo, text = instruction.unit.memo, instruction.unit.text
    kept = cast("tuple[Edit, ...] | None", memo.get(key))
    if kept is None:
        found = (it for it in laying.edits() if it.range.slice(text) != it.text)
        kept = memo[key] = tuple([smallest(it, text) for it in found])
    return kept


def _is_wanted(where: TextRange, range: TextRange | None) -> bool:
    return range is None or (where.start <= range.end and range.start <= where.end)


def _is_selected(where: TextRange, range: TextRange | None) -> bool:
    """Whether a selection has a part of an instruction's lines; that it ends where they begin is no part."""
    if range is None or not range.length or not where.length:
        return _is_wanted(where, range)
    return where.start < range.end and range.start < where.end


# --- between instructions ---


def _between(document: Document, options: Options) -> Iterator[Edit]:
    """Blank lines: one above each stage but the first, never two in a row, none at the end; the last line's end.

    And the blanks around comments.
    """
    tree, text = document.tree, document.text
    units, starts = tree.units, tree.starts
    newline = line_end_of(text)
    top = next((index for index, it in enumerate(units) if it.kind is not UnitKind.BLANK), 0)
    last = max((index for index, it in enumerate(units) if it.kind is not UnitKind.BLANK), default=-1)
    for index, unit in enumerate(units):
        if unit.kind is UnitKind.COMMENT:
            yield from _around(unit, starts[index], options)
        if unit.kind is not UnitKind.BLANK:
            continue
        below = units[index + 1].kind if index + 1 < len(units) else None
        # Above a comment at the very top one stays: without it the comment may become a directive.
        is_kept = index > last and not options.trim_final_newlines
        if not is_kept and (below in (None, UnitKind.BLANK) or (index < top and below is UnitKind.INSTRUCTION)):
            yield Edit(TextRange(starts[index], starts[index + 1]), "")
        elif options.trim_trailing_whitespace:
            blanks = len(unit.text) - len(unit.text.lstrip(_BLANKS))
            yield Edit(TextRange(starts[index], starts[index] + blanks), "")
    for before, stage in pairwise(document.stages):
        first = tree.unit_index(tree.start_with_comments(stage.instruction))
        if first and units[first - 1].kind is UnitKind.INSTRUCTION and not _is_grouped(document, before, first):
            yield Edit(TextRange(starts[first], starts[first]), newline)
    is_open = bool(text) and units[-1].kind is not UnitKind.BLANK and not text.endswith(("\n", "\r"))
    if options.insert_final_newline and is_open and not units[-1].reach > 1:
        yield Edit(TextRange(len(text), len(text)), newline)


def _is_grouped(document: Document, before: Stage, first: int) -> bool:
    """Whether ARGs with a blank line above them are written together with the FROM whose unit is number `first`.

    To BuildKit they belong to the stage before. Who has set them apart from it has the blank line between the stages.
    """
    units = document.tree.units
    arguments = {document.tree.unit_index(it.start) for it in before.instructions if isinstance(it, ast.Arg)}
    index = first - 1
    while units[index].kind is UnitKind.COMMENT or index in arguments:
        index -= 1
    return index < first - 1 and units[index].kind is UnitKind.BLANK


def _around(unit: Unit, start: int, options: Options) -> Iterator[Edit]:
    """The blanks in front of a comment, and behind it where that is wanted."""
    text = unit.text
    bare = text.lstrip(_BLANKS)
    # Among the directives at the top blanks may keep a comment from being one.
    is_plain = unit.before.directives is None or not (match_directive(text)[0] or bare.startswith("#!"))
    if is_plain and bare.startswith("#"):
        yield Edit(TextRange(start, start + len(text) - len(bare)), "")
    if is_plain and options.trim_comments:
        line = text.rstrip("\r\n")
        yield Edit(TextRange(start + len(line.rstrip(_BLANKS)), start + len(line)), "")


# --- one instruction ---


class _Gap(NamedTuple):
    """What stands between two pieces of an instruction, by their offsets in its logical line, and how it is to be.

    `between` is what parts the pieces on one line, `None` where that stays; `level` how far a new line is indented, in
    steps, or else `column`.
    A line break is made where `is_line`, and unmade where `is_flat`; `comments` are those that come from another place.
    Behind one that `is_script_line` a line of a script begins, whose level is still to be found out.
    """

    start: int
    end: int
    between: str | None = " "
    level: int = 1
    column: int | None = None
    is_line: bool = False
    is_flat: bool = False
    is_script_line: bool = False
    comments: str = ""


class _Laying:
    """The layout of one instruction."""

    def __init__(self, document: Document, instruction: ast.Instruction, options: Options) -> None:
        self._document = document
        self._instruction = instruction
        self._options = options
        self._logical = instruction.logical
        self._text = instruction.unit.text
        # One without a line end is the last, and goes by the others.
        self.newline = line_end_of(self._text if "\n" in self._text else document.text)

    def edits(self) -> list[Edit]:
        """Its edits, by their places in it."""
        instruction = self._instruction
        if isinstance(instruction, ast.Unknown) or instruction.problems:
            return []
        trigger = instruction.trigger if isinstance(instruction, ast.Onbuild) else None
        flags = (*instruction.flags, *(trigger.flags if trigger is not None else ()))
        if not all(it.text.isascii() for it in flags):
            # BuildKit cuts flags at bytes: to it a part of such a letter may be a blank.
            return []
        found = [*self._cases(instruction), *self._margins()]
        found += [it for gap in self._gaps(instruction) for it in self._laid(gap)]
        return found

    def indentation_at(self, offset: int) -> str | None:
        """How the line is indented that begins at `offset`; `None` where nobody knows."""
        instruction, logical = self._instruction, self._logical
        if isinstance(instruction, ast.Unknown) or instruction.problems:
            return None
        for gap in self._gaps(instruction):
            if logical.source(gap.end) == offset:
                is_broken = "\n" in self._text[logical.source_end(gap.start) : offset]
                return self._indentation(gap) if is_broken else None
        return None

    def indented(self) -> Iterator[tuple[str, int]]:
        """The blanks that continued lines begin with, and how many steps they are to stand for, in order."""
        if isinstance(self._instruction, ast.Unknown) or self._instruction.problems:
            return
        text, logical = self._text, self._logical
        for gap in sorted(self._gaps(self._instruction), key=lambda it: it.start):
            stop = logical.source(gap.end)
            start = text.rfind("\n", 0, stop) + 1
            if gap.column is None and start > logical.source_end(gap.start) and start < stop:
                yield text[start:stop], gap.level

    def _cases(self, instruction: ast.Instruction) -> Iterator[Edit]:
        case = self._options.keyword_case
        if case == "keep":
            return
        bare = instruction.bare
        keywords = [bare.keyword]
        words: list[ast.Word] = []
        if isinstance(bare, ast.From) and bare.stage_name is not None and bare.as_keyword is not None:
            words.append(bare.as_keyword)
        if isinstance(bare, ast.Healthcheck) and bare.kind is not None and bare.kind.text.upper() in _KINDS:
            words.append(bare.kind)
        for it in (*keywords, *words):
            # A keyword is ASCII; what only looks like one in lower case (the Kelvin sign) stays.
            if it.text.isascii() and it.text.isalpha() and it.range.length == len(it.text):
                yield Edit(it.range, it.text.upper() if case == "upper" else it.text.lower())
        if isinstance(bare, ast.Onbuild) and bare.trigger is not None:
            yield from self._cases(bare.trigger)

    def _margins(self) -> Iterator[Edit]:
        """The blanks in front of the keyword, and behind the last word."""
        text = self._text
        start = 1 if text.startswith("\ufeff") else 0
        first = self._instruction.bare.keyword.range.start
        if not text[start:first].strip(_BLANKS):
            yield Edit(TextRange(start, first), "")
        line = self._logical.text
        end = self._logical.source_end(len(line.rstrip(_BLANKS)))
        stop = end + len(text[end:]) - len(text[end:].lstrip(_BLANKS))
        if self._options.trim_trailing_whitespace and text[stop : stop + 1] in ("", "\n", "\r"):
            yield Edit(TextRange(end, stop), "")

    def _laid(self, gap: _Gap) -> Iterator[Edit]:
        logical = self._logical
        where = TextRange(logical.source_end(gap.start), logical.source(gap.end))
        raw = where.slice(self._text)
        if gap.is_line or ("\n" in raw and not gap.is_flat):
            yield Edit(where, self._line_break(gap.comments or raw, self._indentation(gap)))
        elif gap.between is not None:
            yield Edit(where, gap.between)

    def _indentation(self, gap: _Gap) -> str:
        return self._options.indent * gap.level if gap.column is None else " " * gap.column

    def _line_break(self, raw: str, indent: str) -> str:
        """A continuation; the comments that stand there stay, blank lines do not."""
        head = f" {self._instruction.escape}{self.newline}"
        lines = (self._between_lines(line, indent) for line in raw.split("\n")[1:-1] if line.strip())
        return head + "".join(f"{line}\n" for line in lines) + indent

    def _between_lines(self, line: str, indent: str) -> str:
        """A comment, which goes with the line below unless it begins at the margin, or a line that only continues."""
        bare = line.strip(_LINE_END_BLANKS)
        end = line[len(line.rstrip("\r")) :]
        if bare == self._instruction.escape:
            return f"{indent}{bare}{end}"
        text = line.lstrip(_BLANKS)
        margin = indent if text != line else ""
        return f"{margin}{text.rstrip(_LINE_END_BLANKS)}{end}" if self._options.trim_comments else margin + text

    # Pieces

    def _gaps(self, instruction: ast.Instruction) -> Iterator[_Gap]:
        """Between the keyword, the flags and what follows them."""
        bare = instruction.bare
        pieces = [self._place(bare.keyword.range), *(self._place(it.range) for it in bare.flags)]
        yield from _between_pieces(pieces)
        end = pieces[-1][1]
        if isinstance(bare, ast.Onbuild):
            if bare.trigger is not None:
                yield _Gap(end, self._place(bare.trigger.keyword.range)[0])
                yield from self._gaps(bare.trigger)
            return
        if bare.arguments_range is None:
            return
        whole = self._place(bare.arguments_range)
        yield _Gap(end, whole[0])
        yield from self._argument_gaps(bare, whole)

    def _place(self, where: TextRange) -> tuple[int, int]:
        """Where a range of the unit stands in the logical line."""
        return self._logical.offset(where.start), self._logical.offset(where.end - 1) + 1

    def _argument_gaps(self, bare: ast.Instruction, whole: tuple[int, int]) -> Iterator[_Gap]:
        form: ExecForm | ShellForm | None = None
        if isinstance(bare, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
            form = bare.command
            if isinstance(bare, ast.Healthcheck) and bare.kind is not None and form is not None:
                kind = self._place(bare.kind.range)
                start = self._place(form.range)[0]
                yield _Gap(kind[1], start)
                whole = (start, whole[1])
        elif isinstance(bare, ast.Shell | ast.Transfer | ast.Volume):
            form = bare.exec_form
        if isinstance(form, ExecForm):
            yield from self._array_gaps(form, whole)
        elif isinstance(form, ShellForm):
            yield from self._shell_gaps(bare, whole)
        else:
            yield from self._word_gaps(bare)

    def _word_gaps(self, bare: ast.Instruction) -> Iterator[_Gap]:
        words: Sequence[ast.Word | ast.Pair] = ()
        is_line = False
        if isinstance(bare, ast.Arg) or (isinstance(bare, ast.KeyValue) and not bare.legacy):
            words = bare.pairs
            is_line = isinstance(bare, ast.KeyValue) and len(words) > 1 and self._options.pairs == "split"
        elif isinstance(bare, ast.From | ast.Expose) or (
            isinstance(bare, ast.Transfer | ast.Volume) and not any(_is_quoted(bare, it) for it in bare.words)
        ):
            words = bare.words
        places = [self._place(it.range) for it in words]
        column = self._column_of_pairs(bare, places) if isinstance(bare, ast.KeyValue) else None
        for gap in _between_pieces(places):
            yield gap._replace(is_line=is_line, column=column)

    def _column_of_pairs(self, bare: ast.Instruction, places: Sequence[tuple[int, int]]) -> int | None:
        """Where pairs begin that stand below the first one, as half of them do at least; `None`: they are indented."""
        starts = [self._logical.source(start) for start, _ in places]
        first = self._text.rfind("\n", 0, starts[0]) + 1 if starts else 0
        others = [it for it in starts[1:] if not self._text[self._text.rfind("\n", 0, it) + 1 : it].strip()]
        if first or not others:
            return None
        # A tab in front of each is a step.
        aligned = sum(self._text[it - 1] == " " and self._column(it) == self._column(starts[0]) for it in others)
        if 2 * aligned < len(others):
            return None
        is_trigger = isinstance(self._instruction, ast.Onbuild)
        return len(bare.keyword.text) + 1 + (len(self._instruction.keyword.text) + 1 if is_trigger else 0)

    def _array_gaps(self, form: ExecForm, whole: tuple[int, int]) -> Iterator[_Gap]:
        elements = [self._place(it.range) for it in form.elements]
        text = self._logical.text
        if not elements or text[whole[0]] != "[" or text[whole[1] - 1] != "]":
            return
        yield _Gap(whole[0] + 1, elements[0][0], "")
        for before, after in pairwise(elements):
            comma = text.find(",", before[1], after[0])
            yield _Gap(before[1], comma, "")
            yield _Gap(comma + 1, after[0])
        yield _Gap(elements[-1][1], whole[1] - 1, "", 0)

    def _shell_gaps(self, bare: ast.Instruction, whole: tuple[int, int]) -> Iterator[_Gap]:
        """The line breaks of a script that the shell takes for blanks."""
        form = getattr(bare, "command", None)
        if isinstance(form, ShellForm) and form.heredoc is not None:
            return
        language = self._document.state_before(self._instruction).shell_language
        script = script_of(bare, language)
        if script is None or script.problems:
            return
        shape = shape_of(script)
        offset, end = whole
        broken = self._line_breaks(shape, offset, end)
        is_below = "\n" in self._text[: self._logical.source(offset)]
        is_deeper = self._has_deep_arguments(shape, broken, offset, is_below=is_below)
        gaps = {start + offset: _Gap(start + offset, stop + offset) for start, stop in shape.blanks(end - offset)}
        gaps |= {it.start: it for it in self._moved({it.start: it for it in broken}, shape, offset, end)}
        lines = sorted((it for it in gaps.values() if it.is_script_line), key=lambda it: it.end)
        places = [it.end - offset for it in lines]
        found = depths(shape, places, is_below=is_below, is_deeper=is_deeper)
        for line, depth in zip(lines, found, strict=True):
            gaps[line.start] = line._replace(level=1 + depth)
        yield from gaps.values()

    def _line_breaks(self, shape: Shape, offset: int, end: int) -> list[_Gap]:
        text = self._logical.text
        found: list[_Gap] = []
        for place in dict.fromkeys(self._logical.places):
            if not offset < place < end:
                continue
            start = offset + len(text[offset:place].rstrip(_BLANKS))
            stop = place
            while stop < end and text[stop] in _BLANKS:
                stop += 1
            if start > offset and stop < end and shape.is_free(start - offset, stop - offset):
                found.append(_Gap(start, stop, None, is_script_line=True))
        return list({it.start: it for it in found}.values())

    def _has_deep_arguments(self, shape: Shape, broken: Sequence[_Gap], offset: int, *, is_below: bool) -> bool:
        """Whether what goes on with the first line stands further in than the next command: either is usual."""
        places = [it.end - offset for it in broken]
        flat, deep = (depths(shape, places, is_below=is_below, is_deeper=it) for it in (False, True))
        first = next((number for number, it in enumerate(flat) if it != deep[number]), None)
        if first is None:
            return False
        others = (number for number in range(first, len(flat)) if flat[number] == deep[number] == 0)
        other = next(others, None)
        if other is None:
            return False
        argument, command = (self._column(self._logical.source(broken[it].end)) for it in (first, other))
        return argument > command

    def _column(self, place: int) -> int:
        """How far from the margin a place is."""
        return len(self._text[self._text.rfind("\n", 0, place) + 1 : place].expandtabs())

    def _moved(self, gaps: dict[int, _Gap], shape: Shape, offset: int, stop: int) -> Iterator[_Gap]:
        """The gaps, with operators at the side of the line break where they are wanted."""
        text = self._logical.text
        wanted = self._options.operators
        for operator in shape.operators if wanted != "keep" else ():
            start, end = operator.start + offset, operator.end + offset
            before = offset + len(text[offset:start].rstrip(_BLANKS))
            after = end
            while text[after : after + 1] and text[after] in _BLANKS:
                after += 1
            broken_before, broken_after = gaps.get(before), gaps.get(end)
            source, other = (broken_after, broken_before) if wanted == "start" else (broken_before, broken_after)
            if source is None or other is not None or after >= stop:
                continue
            ends = (before, start) if wanted == "start" else (end, after)
            if not shape.is_free(ends[0] - offset, ends[1] - offset):
                continue
            raw = TextRange(self._logical.source_end(source.start), self._logical.source(source.end))
            yield _Gap(*ends, is_line=True, is_script_line=True, comments=raw.slice(self._text))
            del gaps[source.start]
            yield source._replace(between=" ", is_flat=True, is_script_line=False)
        yield from gaps.values()


def _is_quoted(bare: ast.Instruction, word: ast.Word) -> bool:
    """Whether a word holds quotes, unless they are those of a heredoc's delimiter."""
    return word.quoted and all(it.range != word.range for it in bare.heredocs)


def _between_pieces(pieces: Sequence[tuple[int, int]]) -> Iterator[_Gap]:
    for before, after in pairwise(pieces):
        yield _Gap(before[1], after[0])


# --- the proof ---


def _changed_meanings(document: Document, edits: Sequence[Edit]) -> frozenset[int]:
    """The instructions that say something else after the edits; all of them where they are not the same ones."""
    after = document.edited(edits)
    everything = frozenset(range(len(document.instructions)))
    if len(after.instructions) != len(document.instructions):
        return everything
    comments, after_comments = ([it.text for it in tree.comments] for tree in (document.tree, after.tree))
    directives = [(it.name, it.value) for it in document.tree.directives]
    if comments != after_comments or directives != [(it.name, it.value) for it in after.tree.directives]:
        return everything
    pairs = zip(document.instructions, after.instructions, strict=True)
    return frozenset(index for index, (old, new) in enumerate(pairs) if not _is_same(document, old, new))


def _is_same(document: Document, old: ast.Instruction, new: ast.Instruction) -> bool:
    """Whether both say the same; kept on the old one, which is laid out in the same way again and again.

    Both are read as in the old one's shell: what stands above says the same as before, or else is found to differ.
    """
    if old.unit.text == new.unit.text and old.unit.before == new.unit.before:
        return True
    language = document.state_before(old).shell_language
    memo, key = old.unit.memo, (_is_same, new.unit.text, new.unit.before, language)
    kept = memo.get(key)
    if kept is None:
        kept = memo[key] = _meaning(old, language) == _meaning(new, language)
    return cast(bool, kept)


def _meaning(instruction: ast.Instruction, language: str | None) -> object:
    """All that an instruction says, without how it is laid out."""
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        return instruction.name, _meaning(instruction.trigger, language)
    head = (
        instruction.name,
        tuple(it.text for it in instruction.flags),
        tuple((it.name, it.content) for it in instruction.heredocs),
        len(instruction.problems),
        tuple(it.text for it in instruction.comments),
    )
    return head, _arguments(instruction, language)


def _arguments(instruction: ast.Instruction, language: str | None) -> object:
    if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
        form = instruction.command
        kind = instruction.kind.text if isinstance(instruction, ast.Healthcheck) and instruction.kind else ""
        kind = kind.upper() if kind.upper() in _KINDS else kind
        if form is None:
            return kind
        if isinstance(form, ExecForm):
            return kind, tuple(form.values)
        script = script_of(instruction, language)
        if script is None or script.problems or form.heredoc is not None:
            return kind, form.text
        return kind, shape_of(script).plain()
    if isinstance(instruction, ast.Shell | ast.Transfer | ast.Volume) and instruction.exec_form is not None:
        return tuple(instruction.exec_form.values)
    if isinstance(instruction, ast.Arg) or (isinstance(instruction, ast.KeyValue) and not instruction.legacy):
        return tuple((it.name.text, it.value.text if it.value is not None else None) for it in instruction.pairs)
    if isinstance(instruction, ast.From):
        words = [it.text for it in instruction.words]
        return (*words[:1], *(it.upper() for it in words[1:2]), *words[2:])
    if isinstance(instruction, ast.Expose | ast.Transfer | ast.Volume):
        return tuple(it.text for it in instruction.words)
    return instruction.arguments_text
