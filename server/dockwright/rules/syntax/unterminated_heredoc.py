"""A heredoc whose end is missing.

The body of a heredoc goes on to a line that holds its delimiter and nothing else, not even a blank. Without such a line
all that follows is the body, and BuildKit refuses the file.

```dockerfile bad
FROM alpine:3.20
RUN <<EOF
apk add curl
  EOF
CMD ["curl"]
```
```dockerfile good
FROM alpine:3.20
RUN <<EOF
apk add curl
EOF
CMD ["curl"]
```

With `<<-` tabs may stand before the delimiter, blanks may not.

Where one line below holds the delimiter with blanks around, the fix takes those away; it is safe, as the file could not
be built before. Otherwise a fix puts the delimiter before the next line that begins with an instruction in capitals,
which is a guess and has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.instructions import INSTRUCTIONS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_INSTRUCTION = re.compile(rf"(?:{'|'.join(INSTRUCTIONS)})[ \t]", re.MULTILINE)


@rule(on=Document, severity=Severity.ERROR, fix=Safety.SAFE, aliases=("DL1000", "S2260", "SC1040"), mentions=("<<",))
def unterminated_heredoc(document: Document) -> Iterator[Diagnostic]:
    for instruction in document.instructions:
        for heredoc in instruction.heredocs if instruction.unit.bodies else ():
            if not heredoc.terminated:
                yield Diagnostic(
                    heredoc.range,
                    f"No line below consists of `{heredoc.name}` alone, so this heredoc never ends",
                    _fixes(document, instruction, heredoc),
                )


def _fixes(document: Document, instruction: ast.Instruction, heredoc: ast.Heredoc) -> tuple[Fix, ...]:
    open_ones = [it for it in instruction.heredocs if not it.terminated]
    if len(open_ones) != 1:
        return ()
    begin = instruction.full_range.end
    text = document.text
    almost = list(re.finditer(rf"^[ \t]*{re.escape(heredoc.name)}[ \t]*(?=\r?$)", text[begin:], re.MULTILINE))
    if len(almost) == 1:
        start, end = almost[0].span()
        edit = Edit(TextRange(begin + start, begin + end), heredoc.name)
        return (Fix("Remove the blanks around the delimiter", (edit,)),)
    if almost:
        return ()
    following = next((it.start() for it in _INSTRUCTION.finditer(text, begin) if text[it.start() - 1] == "\n"), None)
    line_end = line_end_of(text)
    if following is not None and following > begin:
        edit = insert(following, heredoc.name + line_end)
    elif following is None and begin < len(text):
        edit = insert(len(text), ("" if text.endswith("\n") else line_end) + heredoc.name + line_end)
    else:
        return ()
    return (Fix(f"Insert {heredoc.name}", (edit,), Safety.UNSAFE),)
