"""What a rule is: a decorated function whose module's docstring is its page."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.page import Page, read_page

Check = Callable[..., Iterator[Diagnostic]]


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule: what it is asked about, how grave its findings are, and the function that finds them.

    `on` names the types that `check` is asked about, one call for each such thing in a file.
    `reads` names the further arguments of `check`, by type: what it does not take it cannot have read,
    so the engine knows when an old answer still holds.
    `mentions` are words, in lower case, of which one has to stand in the instruction (for a rule that is asked about a
    stage or the document: in the file), in any case, for it to be asked at all; none: it is always asked.
    `fix` is the safest tier of its fixes, `None` where it has none. An `ambiguous` one cannot have any: the build fails
    at what it finds, and nothing tells which of several things was meant.
    """

    id: str
    category: str
    check: Check
    on: tuple[type, ...]
    reads: tuple[type, ...]
    severity: Severity
    fix: Safety | None
    aliases: tuple[str, ...]
    default: bool
    written: str
    mentions: tuple[str, ...] = ()
    ambiguous: bool = False

    @cached_property
    def docstring(self) -> str:
        """The docstring of the rule's module, without indentation."""
        return inspect.cleandoc(self.written)

    @cached_property
    def page(self) -> Page:
        """The rule's page, read from its module's docstring on first use."""
        return read_page(self.docstring)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that selects or silences the rule: its id, then its aliases."""
        return (self.id, *self.aliases)


def rule(
    *,
    on: type | tuple[type, ...],
    severity: Severity,
    fix: Safety | None = None,
    aliases: tuple[str, ...] = (),
    default: bool = True,
    mentions: tuple[str, ...] = (),
    ambiguous: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function `check(subject[, state][, document]) -> Iterator[Diagnostic]`.

    The rule's id is the function's name with hyphens, its category the folder of its module,
    its page the module's docstring. A rule that does not take the document may look at its subject only: at the one
    instruction, or at the stage and those that it builds on; and it may point only there, for a stage into itself.
    So its answer is kept until one of those changes. Ranges count in the file for a rule that takes a stage or the
    document, and from the start of the instruction for any other; the engine knows which.

    A rule that has nothing to say where a word is missing names it in `mentions`, since most rules have nothing to say
    about most instructions, and to ask costs more than to search: `mentions=("curl", "wget")`.
    """

    def decorate(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        # As `typing.get_type_hints` would have it, at a tenth of the cost: every start pays for every rule.
        code = check.__code__
        arguments = [check.__annotations__[name] for name in code.co_varnames[1 : code.co_argcount]]
        return Rule(
            id=check.__name__.replace("_", "-"),
            category=_category(check.__module__),
            check=check,
            on=on if isinstance(on, tuple) else (on,),
            reads=tuple(vars(module)[it] if isinstance(it, str) else it for it in arguments),
            severity=severity,
            fix=fix,
            aliases=aliases,
            default=default,
            written=module.__doc__ or "",
            mentions=mentions,
            ambiguous=ambiguous,
        )

    return decorate


def _category(module: str) -> str:
    return module.split(".")[-2].replace("_", "-")


def is_rule(value: Any) -> bool:
    """Whether a module's attribute is a rule."""
    return isinstance(value, Rule)
