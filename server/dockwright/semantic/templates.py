"""Whether a file, or a part of one, is a template's, of which the Dockerfile is yet to be made.

Nobody can say what becomes of such text, so rules are silent about it; one finding says for the whole file what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dockwright.syntax.dockerfile import ast

# ERB, EJS and PHP; Jinja, Go, Handlebars and Mustache; Autoconf; the tools of the official images.
STARTS = ("{{", "{%", "<%", "%%")
_MARKS = ("{{", "{%", "<%", "%>", "<?", "@@")
# `@NAME@`, `%%NAME%%`, and what the command line of Dev Containers fills into its templates.
_NAMED = re.compile(r"@[A-Za-z_]\w*@|%%[A-Za-z_]\w*%%|\$\{templateOption:")


def has_placeholder(text: str) -> bool:
    """Whether something in `text` is to be filled in before a build reads it."""
    if any(it in text for it in _MARKS):
        return True
    return ("@" in text or "%%" in text or "${templateOption:" in text) and _NAMED.search(text) is not None


def is_directive(instruction: ast.Instruction) -> bool:
    """Whether a line is one of a template's own, such as `{{/each}}` or `COPY<% if (x) { %>`."""
    return isinstance(instruction, ast.Unknown) and any(it in instruction.keyword.text for it in STARTS)


def are_templated(instructions: Iterable[ast.Instruction]) -> bool:
    """Whether a template chooses among instructions, so that they need not all come to stand in one Dockerfile."""
    return any(map(is_directive, instructions))
