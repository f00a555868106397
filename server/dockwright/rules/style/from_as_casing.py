"""`FROM` and `AS` of one line in different cases.

Keywords mean the same in any case; one line that mixes two is harder to read than either. Where `From` itself mixes
cases the line is left to the rule about instruction keywords.

```dockerfile bad
FROM golang:1.23 as build
```
```dockerfile good
FROM golang:1.23 AS build
```

A file in lower case is as good:

```dockerfile good
from golang:1.23 as build
```

## References

- [Docker: FromAsCasing](https://docs.docker.com/reference/build-checks/from-as-casing/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(on=ast.From, severity=Severity.HINT, fix=Safety.SAFE, aliases=("FromAsCasing",))
def from_as_casing(instruction: ast.From) -> Iterator[Diagnostic]:
    """Yield a diagnostic for an AS that is not written as its FROM is."""
    written, keyword = instruction.as_keyword, instruction.keyword.text
    if written is None or len(instruction.words) < 3 or written.text.upper() != "AS":
        return
    if keyword not in (keyword.lower(), keyword.upper()):
        return
    wanted = "as" if keyword.islower() else "AS"
    if written.text != wanted:
        fix = Fix(f"Write {wanted}", (Edit(written.range, wanted),))
        yield Diagnostic(written.range, f"`{written.text}` is not in the case of its `{keyword}`", (fix,))
