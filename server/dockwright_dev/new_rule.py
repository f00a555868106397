"""Writes a rule and its test: both import and are well formed, and both are red until someone fills them."""

from __future__ import annotations

import re

from dockwright_dev.places import ROOT, RULE_TESTS, RULES

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")

# The example finds nothing yet, and the good one is no cure of it: the page's own tests fail on both.
_RULE = '''"""What is wrong, in one sentence.

Why it matters, and to whom. When the rule keeps silent, where that is not plain.

```dockerfile bad
FROM scratch
```
```dockerfile good
FROM scratch
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast


@rule(on=ast.From, severity=Severity.WARNING)
def {function}(instruction: ast.From) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each place that is wrong; be silent where that cannot be known."""
    yield from ()
'''

_TEST = '''from __future__ import annotations

from dockwright.lint import engine
from dockwright.rules.{topic}.{function} import {function}
from dockwright.semantic.document import Document
from tests.support.marked import marked


def test_the_place_that_is_wrong():
    fixture = marked("""\\
        FROM scratch
             ^^^^^^^
        """)
    found = engine.run(Document.parse(fixture.text), ({function},))
    assert [it.range for it in found] == fixture.ranges


def test_silent_where_it_cannot_know():
    raise AssertionError("draw a file that looks wrong and is not")
'''


def write_rule(name: str) -> int:
    """Write the rule `topic/name` and its test; returns the exit code, 2 where the name or the files forbid it."""
    topic, slash, rule = name.partition("/")
    if not slash or not _NAME.fullmatch(topic) or not _NAME.fullmatch(rule):
        print(f"{name!r} is not TOPIC/NAME in lower-case words, such as copying/add-instead-of-copy")
        return 2
    topic, function = topic.replace("-", "_"), rule.replace("-", "_")
    # Two rules of one name would silence each other, whatever their topics.
    taken = list(RULES.glob(f"*/{function}.py"))
    files = {
        RULES / topic / f"{function}.py": _RULE.replace("{function}", function),
        RULE_TESTS / topic / f"test_{function}.py": _TEST.replace("{function}", function).replace("{topic}", topic),
    }
    if taken := [*taken, *(path for path in files if path.exists() and path not in taken)]:
        print(f"{taken[0].relative_to(ROOT).as_posix()} is there already")
        return 2
    if not (RULES / topic / "__init__.py").exists():
        title = topic.replace("_", " ")
        files = {RULES / topic / "__init__.py": f'"""Rules about {title}."""\n', **files}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT).as_posix()}")
    print("Fill the page first, then `python -m pytest tests/rules`, then `python -m dockwright_dev generate`.")
    return 0
