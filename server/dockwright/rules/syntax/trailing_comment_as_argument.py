"""A comment at the end of an instruction, which becomes one of its arguments.

A Dockerfile has comments on lines of their own only. A `#` further right is a word like any other: `FROM` and `COPY`
fail over it, `USER` and `WORKDIR` take it for a part of the name, and an exec form is none any more.

```dockerfile bad
FROM node:22-alpine  # small
WORKDIR /app
COPY . .    # everything
USER node  # not root
CMD ["node", "server.js"]  # start it
```
```dockerfile good
# small
FROM node:22-alpine
WORKDIR /app
# everything
COPY . .
# not root
USER node
# start it
CMD ["node", "server.js"]
```

In the shell form of RUN, CMD, ENTRYPOINT and HEALTHCHECK the shell takes the comment away, and the rule is silent. It
is silent inside quotes, and about the old form `ENV name value`, whose value may well have a `#` in it.

The fix moves the comment to a line of its own above, and above comments there that silence a linter. It is safe: where
the words were not refused, they were in the way. Of WORKDIR and VOLUME it has to be asked for, as their paths exist in
the image.

## References

- [Dockerfile reference: format](https://docs.docker.com/reference/dockerfile/#format)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.dialects import ignores
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast, lexer
from dockwright.syntax.dockerfile.lexer import SEPARATORS
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

# In the first lines of a file such a comment would be a directive.
_DIRECTIVE = re.compile(r"#[ \t]*[A-Za-z][\w.]*[ \t]*=")
_COMMANDS = (ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck)
# Their own parts are looked at by themselves, or anything goes there.
_FREE_TEXT = (ast.Onbuild, ast.Unknown, ast.Maintainer)
_EFFECTS = {
    "FROM": "FROM takes it for further words and fails",
    "USER": "USER takes it for a part of the name",
    "WORKDIR": "WORKDIR takes it for a part of the path",
    "STOPSIGNAL": "STOPSIGNAL takes it for a part of the signal and fails",
    "COPY": "COPY takes its words for paths and fails",
    "ADD": "ADD takes its words for paths and fails",
    "EXPOSE": "EXPOSE takes its words for ports and fails",
    "VOLUME": "VOLUME makes volumes of its words",
    "ARG": "ARG declares its words as arguments",
    "ENV": "ENV takes its words for names and values",
    "LABEL": "LABEL takes its words for names and values",
    "HEALTHCHECK": "HEALTHCHECK takes no such words",
}


_COMMENT = re.compile(rf"[{SEPARATORS}]#")


@rule(on=ast.Instruction, severity=Severity.ERROR, fix=Safety.SAFE, mentions=("#",))
def trailing_comment_as_argument(instruction: ast.Instruction, document: Document) -> Iterator[Diagnostic]:
    if isinstance(instruction, _FREE_TEXT) or not _COMMENT.search(instruction.arguments_text):
        return
    if getattr(instruction, "exec_form", None) is not None:
        return
    for before, comment in _comments(instruction):
        if not _is_argument(instruction, before):
            return
        first, last = comment[0].range.start, comment[-1].range.end
        where = TextRange(first, last)
        yield Diagnostic(
            where, f"A comment cannot stand here: {_effect(instruction)}", _fixes(instruction, where, document)
        )
        if isinstance(instruction, _COMMANDS):
            return


def _comments(instruction: ast.Instruction) -> Iterator[tuple[list[ast.Word], list[ast.Word]]]:
    """What looks like a comment at the end of a line, with all words before it; quotes keep words together."""
    words = instruction.words
    text, base = instruction.unit.text, instruction.start
    quote = ""
    index = 0
    before: list[ast.Word] = []
    while index < len(words):
        word = words[index]
        if before and not quote and word.text.startswith("#"):
            comment = [word]
            while index + 1 < len(words):
                following = words[index + 1]
                between = text[comment[-1].range.end - base : following.range.start - base]
                if "\n" in between:
                    break
                comment.append(following)
                index += 1
            yield before, comment
        else:
            quote = _quote_after(word.text, quote, instruction.escape)
            before.append(word)
        index += 1


def _quote_after(text: str, quote: str, escape: str) -> str:
    """The quote that is open behind a word, where `quote` was open before it."""
    index = 0
    while index < len(text):
        it = text[index]
        if it == escape and quote != "'":
            index += 1
        elif quote:
            quote = "" if it == quote else quote
        elif it in "'\"":
            quote = it
        index += 1
    return quote


def _is_argument(instruction: ast.Instruction, before: list[ast.Word]) -> bool:
    """Whether what follows the words `before` is taken for arguments and not left to a shell."""
    if isinstance(instruction, ast.Healthcheck) and before[0].text.upper() == "NONE":
        return True
    if isinstance(instruction, _COMMANDS):
        command = before[1:] if isinstance(instruction, ast.Healthcheck) else before
        return isinstance(lexer.exec_form(_joined(command), 0), lexer.Strings)
    if isinstance(instruction, ast.KeyValue) and instruction.legacy:
        value = _joined(before[1:])
        return len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return True


def _joined(words: list[ast.Word]) -> str:
    return " ".join(word.text for word in words)


def _effect(instruction: ast.Instruction) -> str:
    if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint) or (
        isinstance(instruction, ast.Healthcheck) and instruction.words[0].text.upper() != "NONE"
    ):
        return f"behind it the JSON array is no exec form, and {instruction.name} runs it in a shell"
    if isinstance(instruction, ast.Shell):
        return "behind it the JSON array is none, and SHELL fails"
    return _EFFECTS.get(instruction.name, f"{instruction.name} takes it for an argument")


def _fixes(instruction: ast.Instruction, comment: TextRange, document: Document) -> tuple[Fix, ...]:
    unit, base = instruction.unit.text, instruction.start
    first, last = comment.shifted(-base)
    text = unit[first:last]
    if "\n" in text or "\r" in text or _DIRECTIVE.match(text) or text.endswith(instruction.escape):
        return ()
    begin = unit.rfind("\n", 0, first) + 1
    end = first
    while end > begin and unit[end - 1] in " \t":
        end -= 1
    # Blanks behind the comment go with it, but not the continuation or the line end.
    stop = last
    while stop < len(unit) and unit[stop] in " \t":
        stop += 1
    if stop < len(unit) and unit[stop] not in "\r\n":
        stop = last
    indent = unit[begin:first][: first - begin - len(unit[begin:first].lstrip(BLANKS))]
    place = base + begin
    if not begin:
        # What silences a linter counts right above the instruction only.
        silencing = (it for it in document.tree.comments_above(instruction) if any(ignores(it.text)))
        place = next((document.lines.start(document.lines.line_of(it.range.start)) for it in silencing), place)
    edits = (insert(place, f"{indent}{text}{line_end_of(unit)}"), delete(TextRange(end, stop).shifted(base)))
    safety = Safety.UNSAFE if isinstance(instruction, ast.Workdir | ast.Volume) else Safety.SAFE
    return (Fix("Move the comment to a line of its own", edits, safety),)
