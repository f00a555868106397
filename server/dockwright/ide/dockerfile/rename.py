"""Rename a stage, a variable or the delimiter of a heredoc, wherever the file names it; or say why not."""

from __future__ import annotations

import re

from dockwright.catalog.variables import predefined
from dockwright.ide.results import Refusal, Renaming
from dockwright.semantic.document import Document
from dockwright.semantic.stage_names import naming
from dockwright.semantic.stages import Stage, UseKind
from dockwright.semantic.symbols import Mention, Spelling, Symbol, SymbolKind, in_stages, symbols_of
from dockwright.semantic.variable_mentions import VARIABLE, Role
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

# BuildKit compares in lower case (frontend/dockerfile/instructions/parse.go, parseBuildStageName).
_STAGE = re.compile(r"[a-z][a-z0-9_.-]*")
_RESERVED = frozenset(("context", "scratch"))
_WORD = re.compile(r"[^\s\"'`\\$,]+")
_DELIMITER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_GIVEN = frozenset(("HOME", "HOSTNAME", "OLDPWD", "PATH", "PWD", "SHELL"))
"""What the shell, or whoever starts a process, sets or reads by this very name."""


def prepare(document: Document, offset: int) -> Renaming | Refusal | None:
    """What would be renamed at `offset`, or why it cannot be; `None` where nothing is named."""
    mention = symbols_of(document).at(offset)
    if mention is None:
        return None
    symbol = mention.symbol
    if symbol.stage is not None and not symbol.name:
        if mention.spelling is not Spelling.NUMBER:
            return None
        return Renaming(mention.range, mention.range.slice(document.text))
    reason = _why_not(document, symbol)
    return Refusal(reason) if reason else Renaming(mention.range, symbol.name)


def rename(document: Document, offset: int, name: str) -> tuple[Edit, ...] | Refusal | None:
    """The edits that rename what stands at `offset`, or why it cannot be called so; `None` where nothing is named."""
    mention = symbols_of(document).at(offset)
    if mention is None:
        return None
    symbol = mention.symbol
    reason = _why_not(document, symbol) or _CHECKS[symbol.kind](document, symbol, name)
    if reason:
        return Refusal(reason)
    if symbol.stage is not None and not symbol.name:
        return _named(document, symbol.stage, mention, name)
    written = [it for it in symbol.mentions if it.spelling is Spelling.NAME]
    return tuple(Edit(it.range, _as_written(it, name)) for it in written)


def _as_written(mention: Mention, name: str) -> str:
    # FROM looks a stage up as it is written there, among names in lower case.
    return name.lower() if mention.use is not None and mention.use.kind is UseKind.BASE else name


def _named(document: Document, stage: Stage, mention: Mention, name: str) -> tuple[Edit, ...] | Refusal | None:
    if mention.spelling is not Spelling.NUMBER:
        return None
    return naming(document, stage, name) or Refusal("the stage cannot be given a name: not all that means it is clear")


def _why_not(document: Document, symbol: Symbol) -> str | None:
    """Why a symbol cannot be renamed at all."""
    if symbol.kind is SymbolKind.STAGE:
        hidden = [it for it in symbol.mentions if it.role is Role.READS and it.spelling is Spelling.HIDDEN]
        if hidden and symbol.name:
            return f"line {_line(document, hidden[0])} names the stage by the value of a variable"
    if symbol.kind is SymbolKind.IMAGE and any(isinstance(it.instruction, ast.From) for it in symbol.mentions):
        return f"`{symbol.name}` is an image, and called so where it comes from"
    if symbol.kind is SymbolKind.VARIABLE:
        if predefined(symbol.name) is not None:
            return f"`{symbol.name}` has its value from BuildKit, by this very name"
        if symbol.name in _GIVEN:
            return f"`{symbol.name}` is set or read by the system, by this very name"
        if not symbol.is_declared and any(_image_may_set(document, it, symbol.name) for it in symbol.mentions):
            return f"`{symbol.name}` is set by the base image, and not in this file"
    return None


def _image_may_set(document: Document, mention: Mention, name: str) -> bool:
    """Whether the base image gives a value to `name` where a place stands."""
    if isinstance(mention.instruction, ast.From) or document.stage_of(mention.instruction) is None:
        return False
    return document.state_before(mention.instruction).base.may_set(name) is True


def _line(document: Document, mention: Mention) -> int:
    return document.lines.line_of(mention.range.start) + 1


# --- new names ---


def _check_stage(document: Document, symbol: Symbol, name: str) -> str | None:
    lower = name.lower()
    if not _STAGE.fullmatch(lower):
        return "a stage's name is a letter, and then letters, digits, `_`, `-` and `.`"
    if lower in _RESERVED:
        return f"`{lower}` cannot name a stage: it means something else to BuildKit"
    for stage in document.stages:
        if stage is not symbol.stage and stage.name is not None and stage.name.lower() == lower:
            return f"line {document.lines.line_of(stage.instruction.start) + 1} has a stage `{stage.name}` already"
    for stage in document.stages:
        for use in stage.uses:
            if use.stage is None and use.text.lower() == lower:
                return f"line {document.lines.line_of(use.range.start) + 1} takes `{use.text}` for an image"
    return None


def _check_variable(document: Document, symbol: Symbol, name: str) -> str | None:
    if not VARIABLE.fullmatch(name):
        return "a variable's name is a letter or `_`, and then letters, digits and `_`"
    if name == symbol.name:
        return None
    if predefined(name) is not None:
        return f"`{name}` has a value from BuildKit"
    if name in _GIVEN:
        return f"`{name}` is set or read by the system"
    if any(_image_may_set(document, it, name) for it in symbol.mentions):
        return f"`{name}` is set by the base image"
    others = symbols_of(document).called(name)
    if not others:
        return None
    touched = _reached(document, in_stages(symbol.mentions, document))
    arguments = any(isinstance(it.instruction, ast.Arg) for it in symbol.declarations)
    for other in others:
        (place,) = in_stages([other], document)
        # An ARG takes over the global one of its name, wherever that stands.
        is_taken = arguments and -1 in (place, *touched) and other.role is Role.DECLARES
        if place in touched or is_taken:
            return f"line {_line(document, other)} has a variable `{name}` already"
    return None


def _reached(document: Document, touched: set[int]) -> set[int]:
    """The stages of `touched`, those that build on them, and those that they build on."""
    found = set(touched)
    for stage in document.stages:
        lineage = [it.index for it in stage.lineage]
        if not touched.isdisjoint(lineage):
            found.add(stage.index)
        if stage.index in touched:
            found.update(lineage)
    return found


def _check_image(document: Document, symbol: Symbol, name: str) -> str | None:
    # Perhaps it is to be the name of a stage; of whichever, it is one word.
    return None if _WORD.fullmatch(name) else "a name here has no blanks, quotes, commas and variables"


def _check_heredoc(document: Document, symbol: Symbol, name: str) -> str | None:
    if not _DELIMITER.fullmatch(name):
        return "a heredoc's delimiter is a letter or `_`, and then letters, digits, `_`, `-` and `.`"
    if symbol.body is None or name == symbol.name:
        return None
    first = document.lines.line_of(symbol.body.start) + 1
    for number, line in enumerate(symbol.body.slice(document.text).split("\n"), first):
        bare = line.rstrip("\r")
        if (bare.lstrip("\t") if symbol.strips_tabs else bare) == name:
            return f"line {number} would end the heredoc"
    return None


_CHECKS = {
    SymbolKind.STAGE: _check_stage,
    SymbolKind.VARIABLE: _check_variable,
    SymbolKind.HEREDOC: _check_heredoc,
    SymbolKind.IMAGE: _check_image,
}
