"""`ENV` or `LABEL` with a blank for the `=`.

In the old form `ENV NAME value` everything up to the end of the line is the value of one name, so a second pair cannot
be added, and a forgotten `=` in the new form silently becomes the old one. The form is deprecated.

The fix puts an `=` there, and quotes around a value with blanks. It is offered where both forms surely give the same
value: both are computed as BuildKit does it and compared.

```dockerfile bad
FROM alpine:3.20
ENV GREETING hello big world
LABEL version 1.0
```
```dockerfile good
FROM alpine:3.20
ENV GREETING="hello big world"
LABEL version=1.0
```

## References

- [Docker: LegacyKeyValueFormat](https://docs.docker.com/reference/build-checks/legacy-key-value-format/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.dockerfile.parser import parse
from dockwright.text.edits import Edit, apply, insert
from dockwright.text.ranges import TextRange

_PLAIN = re.compile(r"(?:[A-Za-z0-9_./:@%+,-]|\$[A-Za-z_]|\$\{[A-Za-z_][A-Za-z0-9_]*\})+")


@rule(on=ast.KeyValue, severity=Severity.WARNING, fix=Safety.SAFE, aliases=("LegacyKeyValueFormat",))
def legacy_key_value(instruction: ast.KeyValue) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the old form."""
    if not instruction.legacy or not instruction.pairs or instruction.pairs[0].value is None:
        return
    (pair,) = instruction.pairs
    if pair.value is not None and pair.value.text.startswith("="):
        # `ENV NAME = value`: what is wrong is the blank, which another rule says.
        return
    message = f"{instruction.name} without `=` is a deprecated form"
    yield Diagnostic(pair.name.range, message, _fixes(instruction, pair), tags=(Tag.DEPRECATED,))


def _fixes(instruction: ast.KeyValue, pair: ast.Pair) -> tuple[Fix, ...]:
    value, name = pair.value, pair.name
    if value is None:
        return ()
    if any(it in name.text for it in "\"'$" + instruction.escape):
        return ()
    between = TextRange(name.range.end, value.range.start)
    # A continuation between name and value, or a comment anywhere inside, cannot stay where it is.
    if "\n" in between.slice(_text(instruction)) or instruction.comments or instruction.blank_lines:
        return ()
    if _is_one_word(value.text, instruction.escape):
        edits: tuple[Edit, ...] = (Edit(between, "="),)
    else:
        edits = (Edit(between, '="'), *_unquoted(instruction, value), insert(value.range.end, '"'))
    if _PLAIN.fullmatch(value.text) and len(instruction.words) == 2:
        # Nothing in it means anything else behind a `=` than behind a blank.
        return (Fix("Use =", edits),)
    return (Fix("Use =", edits),) if _stays(instruction, pair, edits) else ()


def _text(instruction: ast.KeyValue) -> str:
    """The unit's text, for ranges that count from its start as those of every rule on an instruction do."""
    return instruction.unit.text


def _is_one_word(text: str, escape: str) -> bool:
    found = words.split(text, escape)
    return len(found) == 1 and found[0].range == TextRange(0, len(text)) and found[0].text == text


def _unquoted(instruction: ast.KeyValue, value: ast.Word) -> Iterator[Edit]:
    """The edits that make a value one that means the same inside of double quotes."""
    escape, text = instruction.escape, value.text
    quote = ""
    place = 0
    while place < len(text):
        it, following = text[place], text[place + 1 : place + 2]
        if quote == "'":
            if it == "'":
                quote = ""
                yield Edit(value.source_range(place, place + 1), "")
            elif it in ("$", '"', escape):
                yield insert(value.source_range(place, place + 1).start, escape)
        elif it == escape:
            # Inside double quotes it stays before most others; outside it always goes.
            if not quote and following not in ("$", '"', escape):
                yield Edit(value.source_range(place, place + 1), "")
            place += 1
        elif it == '"' or (it == "'" and not quote):
            quote = "" if quote else it
            yield Edit(value.source_range(place, place + 1), "")
        place += 1


def _reread(instruction: ast.KeyValue, edits: tuple[Edit, ...]) -> ast.KeyValue | None:
    """The instruction after the edits, read again."""
    head = "# escape=`\n" if instruction.escape == "`" else ""
    found = parse(head + apply(instruction.unit.text, edits)).instructions
    if len(found) != 1:
        return None
    after = found[0].trigger if isinstance(found[0], ast.Onbuild) else found[0]
    return after if isinstance(after, ast.KeyValue) else None


def _stays(instruction: ast.KeyValue, pair: ast.Pair, edits: tuple[Edit, ...]) -> bool:
    """Whether the instruction sets the same name to the same value after the edits, whatever the variables hold."""
    after = _reread(instruction, edits)
    if after is None or after.legacy or len(after.pairs) != 1:
        return False
    (new,) = after.pairs
    if new.value is None or pair.value is None or new.name.text != pair.name.text:
        return False
    names = {it.name for it in pair.value.variables} | {it.name for it in new.value.variables}
    # Once unset, once with a value in which nothing is special, once with one in which something is.
    for environment in ({}, dict.fromkeys(names, "x"), dict.fromkeys(names, "a b'\"\\")):
        old = words.expand(pair.value.text, environment, instruction.escape)
        if old.text is None or old.text != words.expand(new.value.text, environment, instruction.escape).text:
            return False
    return True
