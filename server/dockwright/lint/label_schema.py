"""What the rules about a schema of labels share: the option that holds it, and how a label's value is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

TYPES = ("text", "email", "hash", "rfc3339", "semver", "spdx", "url")


@dataclass(frozen=True)
class LabelSchema:
    """What a user may choose."""

    label_schema: tuple[tuple[str, str], ...] = field(
        default=(),
        metadata={
            "description": (
                "The labels that an image has to have, each with the type of its value: text, email, hash, rfc3339, "
                "semver, spdx or url. Given for missing-labels, it holds for all rules that look at a schema."
            ),
            "schema": {"type": "object", "additionalProperties": {"enum": list(TYPES)}, "default": {}},
            "rules": ("missing-labels", "DL3049"),
        },
    )

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The type of each label of the schema; what is no pair of strings says nothing."""
        # A user may have typed anything.
        given: object = self.label_schema
        pairs = [it for it in given if isinstance(it, tuple) and len(it) == 2] if isinstance(given, tuple) else []
        return MappingProxyType({name: kind for name, kind in pairs if isinstance(kind, str)})


def mistyped(
    label: ast.Label,
    schema: LabelSchema,
    kind: str,
    is_right: Callable[[str], bool],
    what: str,
    mended: Callable[[str], str | None] | None = None,
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each value of a label of one type that is none; `what` names the type.

    `mended` gives the value that one that is none was probably meant to be.

    An empty value has a rule of its own, and one with a variable in it is known only when the image is built.
    """
    if not schema.types:
        return
    for pair in label.pairs:
        name, value = pair.name.value, pair.value
        if name is None or value is None or schema.types.get(name) != kind:
            continue
        if value.value and not is_right(value.value):
            message = f"The label `{name}` has to be {what}, and `{value.value}` is none"
            better = mended(value.value) if mended is not None else None
            where = inside_quotes(value) if better is not None and is_right(better) else None
            fixes: tuple[Fix, ...] = ()
            if better is not None and where is not None:
                fixes = (Fix(f"Write {better}", (Edit(where, better),), Safety.UNSAFE),)
            yield Diagnostic(value.range, message, fixes)


def inside_quotes(word: ast.Word) -> TextRange | None:
    """Where the value of a word stands, as it is, without the quotes around it; `None` where that cannot be told."""
    text, value = word.text, word.value
    if not value or word.range.length != len(text):
        return None
    for quote in ("", '"', "'"):
        if text == f"{quote}{value}{quote}":
            return TextRange(word.range.start + len(quote), word.range.end - len(quote))
    return None
