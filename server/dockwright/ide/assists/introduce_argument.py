"""Make an ARG of a literal: of an image's tag a global one, of a word in a stage one above its instruction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dockwright.catalog.variables import is_proxy_argument, predefined
from dockwright.ide.assist import EXTRACT, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.commands import Command, CommandWord
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.semantic.layout import indentation, line_above, line_below
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# What means the same with and without quotes, in a shell and in an instruction.
_PLAIN = re.compile(r"[A-Za-z0-9_./:@+,%=-]*[A-Za-z0-9][A-Za-z0-9_./:@+,%=-]*")
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_VARIABLE = re.compile(r"\$\w+|\$\{\w+\}")
_STARTS_VERSION = re.compile(r"v?\d")
_EXPANDED = (
    ast.Add, ast.Copy, ast.Env, ast.Expose, ast.Label, ast.Stopsignal, ast.User, ast.Volume, ast.Workdir
)  # fmt: skip


class _Literal(NamedTuple):
    """A stretch of text, all of it written as it is meant, in which a variable would be replaced."""

    range: TextRange
    word: TextRange
    """The word that it stands in."""


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it for what is selected within a word, and at a cursor for a tag or a version."""
    instruction = document.tree.instruction_at(range.start)
    if instruction is None or not instruction.range.encloses(range) or _cuts_a_word(document, range):
        return
    if isinstance(instruction, ast.From):
        yield from _of_image(document, instruction, range)
    elif document.stage_of(instruction) is not None:
        yield from _of_word(document, instruction, range)


def _cuts_a_word(document: Document, range: TextRange) -> bool:
    """Whether a selection begins or ends between two letters or digits."""
    start, end = range
    text = document.text
    pairs = (text[start - 1 : start + 1], text[end - 1 : end + 1]) if start < end else ()
    return any(len(it) == 2 and it.isalnum() for it in pairs)


# --- FROM ---


def _of_image(document: Document, instruction: ast.From, range: TextRange) -> Iterator[Assist]:
    stage, image = document.stage_of(instruction), instruction.image
    if stage is None or stage.parent is not None or image is None or not image.range.encloses(range):
        return
    reference = parse_image_reference(image.text)
    if reference is None or image.range.slice(document.text) != image.text or "$" in image.text:
        return
    start = image.range.start
    if not range.length and reference.tag_range is not None and reference.digest is None:
        range = reference.tag_range.shifted(start)
    text = range.slice(document.text)
    if not _PLAIN.fullmatch(text) or text == "scratch":
        return
    here = range.shifted(-start)
    if reference.digest is not None and reference.tag_range is not None and here.overlaps(reference.tag_range):
        # The digest decides, whatever the tag says.
        return
    name = _free(document, _name_in_image(reference, here))
    same = [it.instruction.image for it in document.stages if it.parent is None and it.instruction.image is not None]
    uses = [here.shifted(it.range.start) for it in same if it.text == image.text]

    def edits() -> tuple[Edit, ...] | None:
        declared = _global(document, f"ARG {name}={text}")
        if declared is None or any(it.slice(document.text) != text for it in uses):
            return None
        return (declared, *(Edit(it, f"${{{name}}}") for it in uses))

    yield Assist(f"Extract {text} into the global ARG {name}", EXTRACT, edits)


def _name_in_image(reference: ImageReference, place: TextRange) -> str:
    image = reference.repository.rpartition("/")[2]
    if reference.tag_range is not None and reference.tag_range.encloses(place):
        part = "VERSION" if place.start == reference.tag_range.start else "VARIANT"
        return f"{image}_{part}"
    if reference.digest_range is not None and reference.digest_range.overlaps(place):
        return f"{image}_DIGEST" if place.start >= reference.digest_range.start else f"{image}_IMAGE"
    return "REGISTRY" if place == reference.registry_range else f"{image}_IMAGE"


def _global(document: Document, line: str) -> Edit | None:
    """The edit that adds a global ARG: below those that there are, else above the first FROM."""
    first = document.stages[0].instruction
    written = line if not first.written.islower() else f"arg{line[3:]}"
    if document.global_arguments:
        last = document.global_arguments[-1]
        return line_below(document, last, f"{indentation(last)}{written}")
    return line_above(document, first, f"{indentation(first)}{written}")


# --- a stage ---


def _of_word(document: Document, instruction: ast.Instruction, range: TextRange) -> Iterator[Assist]:
    if not isinstance(instruction, (*_EXPANDED, ast.Run)) or instruction.is_trigger:
        return
    literals = [*_literals(document, instruction)]
    here = next((it for it in literals if it.range.encloses(range)), None)
    if here is None:
        return
    selected = range
    if not range.length:
        found = _VERSION.finditer(here.range.slice(document.text))
        places = (TextRange(*it.span()).shifted(here.range.start) for it in found)
        range = next((it for it in places if it.start <= range.start <= it.end), range)
    text = range.slice(document.text)
    if not _PLAIN.fullmatch(text) or (_ADDRESS.fullmatch(text) and range != selected):
        return
    name = _name(document, instruction, here, range)
    if name is None:
        return
    uses = [range] if not _VERSION.fullmatch(text) else _all_of(document, literals, text)
    # It stands in the environment of RUN, and `--build-arg` may set it otherwise.
    safety = Safety.UNSAFE if isinstance(instruction, ast.Run) else Safety.SAFE
    arg = "arg" if instruction.written.islower() else "ARG"
    line = f"{indentation(instruction)}{arg} {name}={text}"
    edits = (line_above(document, instruction, line), *(Edit(it, f"${{{name}}}") for it in uses))
    yield Assist(f"Extract {text} into the ARG {name}", EXTRACT, lambda: edits, safety)


def _literals(document: Document, instruction: ast.Instruction) -> Iterator[_Literal]:
    if isinstance(instruction, ast.Run):
        form = instruction.command
        if isinstance(form, ast.ShellForm) and (form.heredoc is not None or not instruction.heredocs):
            for command in document.commands(instruction):
                yield from _in_command(document, command)
        return
    for text in expandables(instruction):
        node = text.node
        if not text.exact or not isinstance(node, ast.Word) or _is_name(instruction, node):
            continue
        if node.range.slice(document.text) == node.text:
            for piece in _plain_pieces(node.scanned.pieces):
                yield _Literal(piece.shifted(node.range.start), node.range)


def _is_name(instruction: ast.Instruction, node: ast.Word) -> bool:
    """Whether a word is what an ENV or a LABEL sets."""
    return isinstance(instruction, ast.KeyValue) and any(node.range == it.name.range for it in instruction.pairs)


def _plain_pieces(pieces: Sequence[words.Piece]) -> Iterator[TextRange]:
    for piece in pieces:
        if isinstance(piece, words.Literal):
            yield piece.range
        elif isinstance(piece, words.DoubleQuoted):
            yield from _plain_pieces(piece.pieces)


def _in_command(document: Document, command: Command) -> Iterator[_Literal]:
    if command.is_quoted or command.wraps:
        # What it runs comes with its own words.
        return
    values = (it.value for it in command.assignments)
    targets = (it.target for it in command.redirections if not it.operator.startswith("<<"))
    for word in (*command.words, *values, *targets):
        if word is None or word.quoting not in ("none", "double") or "\\" in word.text or "`" in word.text:
            continue
        if word.range.slice(document.text) != word.text:
            continue
        for part in _between_variables(word):
            yield _Literal(part, word.range)


def _between_variables(word: CommandWord) -> Iterator[TextRange]:
    """The parts of a word that are no variables; none where it holds more than plain ones."""
    if "$" in _VARIABLE.sub("", word.text):
        return
    start = place = word.range.start
    for match in _VARIABLE.finditer(word.text):
        yield TextRange(place, start + match.start())
        place = start + match.end()
    yield TextRange(place, word.range.end)


def _all_of(document: Document, literals: list[_Literal], version: str) -> list[TextRange]:
    """Every place at which a version stands, and not a part of a longer one."""
    pattern = re.compile(rf"(?<![\d.]){re.escape(version)}(?!\d|\.\d)")
    found = {
        TextRange(*match.span()).shifted(it.range.start)
        for it in literals
        for match in pattern.finditer(it.range.slice(document.text))
    }
    return sorted(found)


# --- names ---

_FOR_INSTRUCTION = {"USER": "APP_USER", "WORKDIR": "APP_DIR", "EXPOSE": "PORT", "STOPSIGNAL": "STOP_SIGNAL"}
_SAYING_NOTHING = frozenset(
    (
        "archive archives api bin blob branch cdn com dev dist dl download downloads file files get github gitlab gz "
        "head heads http https io latest linux net opt org pub raw refs release releases share src stable tag tags tar "
        "tgz tmp usr v var version versions www zip"
    ).split()
)


def _name(document: Document, instruction: ast.Instruction, literal: _Literal, range: TextRange) -> str | None:
    word = literal.word.slice(document.text)
    base = document.state_before(instruction).base
    if isinstance(instruction, ast.Env):
        pair = next((it for it in instruction.pairs if it.value and it.value.range.encloses(range)), None)
        if pair is None:
            return None
        name = pair.name.text
        # The usual way: an ARG feeds the ENV of the same name. What the image sets already would win.
        same = pair.value is not None and word.strip("\"'") == range.slice(document.text)
        if same and base.may_set(name) is False and name not in document.state_before(instruction).environment:
            return name if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) else None
        name = f"{name}_VALUE"
    elif _STARTS_VERSION.match(range.slice(document.text)):
        name = f"{_before(word, range.start - literal.word.start)}_VERSION".lstrip("_")
    else:
        name = _FOR_INSTRUCTION.get(instruction.name, "VALUE")
    name = _free(document, name)
    return None if base.may_set(name) else name


def _before(word: str, place: int) -> str:
    """What a version in a word is the version of, as far as what stands before it tells: `curl=1`, `…/curl/v1`."""
    package = re.match(r"[\"']?(@?[A-Za-z][\w.+/-]*?)(?:==?|~=|@)", word)
    if package is not None and package.end() <= place and "/" not in package[1].lstrip("@"):
        return package[1]
    tokens = re.findall(r"[A-Za-z][A-Za-z0-9]*", word[:place])
    return next((it for it in reversed(tokens) if it.lower() not in _SAYING_NOTHING and len(it) > 1), "")


def _free(document: Document, wanted: str) -> str:
    """A name made of `wanted` that nothing in the file mentions, and BuildKit knows nothing of."""
    name = re.sub(r"[^A-Z0-9]+", "_", wanted.upper()).strip("_") or "VALUE"
    name = f"_{name}" if name[0].isdigit() else name
    number, base = 1, name
    while re.search(rf"\b{name}\b", document.text) or predefined(name) is not None or is_proxy_argument(name):
        number += 1
        name = f"{base}_{number}"
    return name
