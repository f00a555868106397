"""What of an instruction BuildKit itself expands: the texts in which `$NAME` and quotes mean something to it.

In RUN, CMD, ENTRYPOINT and HEALTHCHECK the shell does that, and BuildKit looks at flags only.
Facts: moby/buildkit, frontend/dockerfile/instructions/commands.go (the Expand functions) and
dockerfile2llb/convert.go (dispatch, dispatchArg, buildMetaArgs).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.syntax.dockerfile import ast, words
from dockwright.text.ranges import TextRange

_EXPANDED_FLAGS = {
    "FROM": ("platform",),
    "COPY": ("chown", "chmod"),
    "ADD": ("chown", "chmod", "checksum"),
}


class Expandable(NamedTuple):
    """A text that is expanded: as BuildKit gets it, and the part of the file it stands for."""

    text: str
    node: ast.Word | ast.Element | ast.Heredoc
    escape: str
    exact: bool
    """Whether `text` stands in the file as it is, so that offsets in it can be told."""

    @property
    def scanned(self) -> words.Scan:
        """The text taken to pieces; a heredoc's body knows no quotes."""
        if self.exact and isinstance(self.node, ast.Word):
            return self.node.scanned
        return words.scan(self.text, self.escape, quotes=not isinstance(self.node, ast.Heredoc))

    def range(self, start: int, end: int) -> TextRange:
        """Where `[start, end)` of the text stands; the whole node where that cannot be told."""
        if isinstance(self.node, ast.Heredoc):
            begin = self.node.content_range.start
            return TextRange(begin + start, begin + end)
        if self.exact and isinstance(self.node, ast.Word):
            return self.node.source_range(start, end)
        return self.node.range


def expandables(instruction: ast.Instruction) -> Iterator[Expandable]:
    """The texts of `instruction` that BuildKit expands, in the order of the file but for flags, which come first."""
    for name in _EXPANDED_FLAGS.get(instruction.name, ()):
        flag = instruction.flag(name)
        if flag is not None and flag.value is not None and flag.plain:
            yield Expandable(flag.plain, flag.value, instruction.escape, flag.plain == flag.value.text)
    for node in _nodes(instruction):
        if isinstance(node, ast.Word):
            yield Expandable(node.text, node, instruction.escape, True)
        else:
            yield Expandable(node.value, node, instruction.escape, False)
    if isinstance(instruction, ast.Transfer):
        for heredoc in instruction.heredocs:
            if heredoc.expand and heredoc.terminated:
                # Whatever the directive says, here the backslash escapes (dispatch, ExpandRaw).
                yield Expandable(heredoc.content, heredoc, "\\", True)


def _nodes(instruction: ast.Instruction) -> Iterator[ast.Word | ast.Element]:
    match instruction:
        case ast.From():
            yield from instruction.words[:1]
        case ast.Arg() | ast.Env() | ast.Label():
            for pair in instruction.pairs:
                if not isinstance(instruction, ast.Arg):
                    yield pair.name
                if pair.value is not None:
                    yield pair.value
        case ast.Transfer():
            for path in instruction.paths:
                if isinstance(path, ast.Element) or instruction.heredoc_of(path) is None:
                    yield path
        case ast.Volume():
            yield from instruction.paths
        case ast.Expose():
            yield from instruction.ports
        case ast.User() | ast.Workdir() | ast.Stopsignal():
            if instruction.rest is not None:
                yield instruction.rest
        case ast.Run():
            for flag in instruction.mounts:
                for option in flag.options if is_plain(flag) else ():
                    if option.value is not None:
                        yield option.value


def is_plain(flag: ast.Flag) -> bool:
    """Whether a flag's value is written without quotes and backslashes, so that its parts stand there as they are."""
    value = flag.value
    return value is not None and not any(it in value.text for it in "\"'\\")
