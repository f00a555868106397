"""`dockwright rules --summary`: how many rules there are, and how many of them can put right what they find."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from dockwright.lint.diagnostic import Safety
from dockwright.lint.rule import Rule


@dataclass(frozen=True)
class Count:
    """Of some rules: how many there are, run by default, and have fixes; by the safest tier of these.

    `ambiguous` ones cannot have a fix, as nothing tells what their findings were meant to be.
    """

    rules: int
    default: int
    fixable: int
    safe: int
    unsafe: int
    ambiguous: int

    @staticmethod
    def of(rules: Iterable[Rule]) -> Count:
        """The count of `rules`."""
        rules = tuple(rules)
        safe, unsafe = ([it.fix for it in rules].count(safety) for safety in (Safety.SAFE, Safety.UNSAFE))
        default = sum(it.default for it in rules)
        return Count(len(rules), default, safe + unsafe, safe, unsafe, sum(it.ambiguous for it in rules))

    @property
    def share(self) -> float:
        """The share of rules with a fix."""
        return self.fixable / self.rules if self.rules else 0.0

    @property
    def share_of_clear(self) -> float:
        """The share of rules with a fix among those that can have one."""
        clear = self.rules - self.ambiguous
        return self.fixable / clear if clear else 0.0


def text(rules: Sequence[Rule]) -> str:
    """The counts as a table, a category a line, and what they come to."""
    total = Count.of(rules)
    rows: list[tuple[str, ...]] = [("category", "rules", "on by default", "with a fix", "safe", "unsafe")]
    rows += [_row(category, count) for category, count in _by_category(rules).items()]
    rows.append(_row("all", total))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    # The names to the left, the numbers to the right.
    lines = ["  ".join((row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))) for row in rows]
    clear = total.rules - total.ambiguous
    lines += [
        "",
        f"{total.fixable} of {total.rules} rules have a fix: {total.share:.1%}",
        f"Without the {total.ambiguous} that report a failing build of which only the author knows what was meant:"
        f" {total.fixable} of {clear}, {total.share_of_clear:.1%}",
    ]
    return "".join(f"{line}\n" for line in lines)


def as_json(rules: Sequence[Rule]) -> str:
    """The same as JSON."""
    total = Count.of(rules)
    described = {
        **asdict(total),
        "share": round(total.share, 4),
        "share-without-ambiguous": round(total.share_of_clear, 4),
        "ambiguous-rules": [it.id for it in rules if it.ambiguous],
        "categories": {category: asdict(count) for category, count in _by_category(rules).items()},
    }
    return json.dumps(described, indent=2) + "\n"


def _by_category(rules: Sequence[Rule]) -> dict[str, Count]:
    categories = sorted({it.category for it in rules})
    return {category: Count.of(it for it in rules if it.category == category) for category in categories}


def _row(name: str, count: Count) -> tuple[str, ...]:
    return (name, *map(str, (count.rules, count.default, count.fixable, count.safe, count.unsafe)))
