"""A continuation character on the last line of an instruction.

It joins the instruction with what stands below, an instruction of its own that then becomes arguments. At the end of
the file it joins nothing, and waits for the next line that someone adds.

```dockerfile bad
FROM debian:12
RUN make && \\
    make install \\
CMD ["app"]
```
```dockerfile good
FROM debian:12
RUN make && \\
    make install
CMD ["app"]
```

The rule speaks where the line below begins with the keyword of an instruction in capitals, as far to the left as the
instruction itself, outside of quotes; `CMD` below `HEALTHCHECK` and all below `ONBUILD` is meant so. Blank lines in
between are the matter of `empty-continuation-line`.

At the end of the file the fix is safe, and where BuildKit refuses what the two lines say together, as it does the two
words in `EXPOSE 80 CMD`. Elsewhere it has to be asked for: the instruction below then begins to act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.instructions import INSTRUCTIONS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import dangling_continuation, refuses_more_words
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange

_KEYWORDS = frozenset(INSTRUCTIONS)
_AT_LINE_START = re.compile(f"\n(?:{'|'.join(INSTRUCTIONS)})")


@rule(on=ast.Instruction, severity=Severity.WARNING, fix=Safety.SAFE, mentions=("\\", "`"))
def trailing_continuation(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    text = instruction.unit.text
    if instruction.is_trigger or instruction.unit.bodies or instruction.escape not in text:
        return
    # What would be swallowed begins at the start of a line, where the instruction itself does.
    may_swallow = not text[:1].isalpha() or _AT_LINE_START.search(text) is not None
    if not may_swallow and not _may_end_continued(text, instruction.escape):
        return
    above: TextRange | None = None
    place = len(text) - len(text.lstrip("\ufeff"))
    begin, width = place, _indent(text[place:])
    is_blank = False
    while place < len(text):
        end = text.find("\n", place) + 1 or len(text)
        line = text[place:end].strip(BLANKS)
        if not line:
            is_blank = True
        elif not line.startswith("#") or place == begin:
            if above is not None and not is_blank and _indent(text[place:end]) <= width:
                yield from _swallowed(instruction, TextRange(place, place + len(text[place:end].rstrip())))
            kept = len(text[place:end].rstrip(BLANKS))
            above = TextRange(place + kept - 1, place + kept) if line.endswith(instruction.escape) else None
            is_blank = False
        place = end
    if above is not None and not is_blank:
        message = f"Nothing follows the continuation of {instruction.name}"
        yield Diagnostic(above, message, _fixes_at_end(instruction, above))


def _fixes_at_end(instruction: ast.Instruction, above: TextRange) -> tuple[Fix, ...]:
    text = instruction.unit.text
    dangling = dangling_continuation(instruction, len(text))
    # A file that ends in the middle of a path, such as `C:\\`, is another matter.
    if dangling is None or text[above.start - 1 : above.start] not in (" ", "\t"):
        return ()
    return (Fix("Delete the continuation character", (delete(dangling),)),)


def _may_end_continued(text: str, escape: str) -> bool:
    """Whether the last line ends in the continuation character, or is a comment below one that may."""
    text = text.rstrip(BLANKS)
    return text.endswith(escape) or text[text.rfind("\n") + 1 :].lstrip(BLANKS).startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _swallowed(instruction: ast.Instruction, line: TextRange) -> Iterator[Diagnostic]:
    text = instruction.unit.text
    written = line.slice(text).strip()
    keyword = written.split(None, 1)[0]
    if keyword not in _KEYWORDS or keyword == written or isinstance(instruction, ast.Onbuild):
        return
    if isinstance(instruction, ast.Healthcheck) and keyword == "CMD":
        return
    start = line.start + _indent(line.slice(text))
    before = text[:start]
    if before.count('"') % 2 or before.count("'") % 2:
        return
    fixes: tuple[Fix, ...] = ()
    dangling = dangling_continuation(instruction, line.start)
    if dangling is not None:
        # With the keyword, to say that this becomes an instruction.
        end = start + len(keyword)
        edit = Edit(TextRange(dangling.start, end), text[dangling.end : end])
        safety = Safety.SAFE if refuses_more_words(instruction) else Safety.UNSAFE
        fixes = (Fix("Delete the continuation character", (edit,), safety),)
    message = f"This {keyword} is a part of the {instruction.name} above, whose last line is continued"
    yield Diagnostic(TextRange(start, start + len(keyword)), message, fixes)
