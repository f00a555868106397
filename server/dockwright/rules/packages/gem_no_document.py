"""`gem install` that builds documentation.

For each gem RubyGems writes the documentation of its classes, which takes time and space, and which no one reads in an
image.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends ruby && gem install sass:3.7.4
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends ruby && gem install --no-document sass:3.7.4
```

The rule is silent where a `gemrc` says it: in Docker's official images of Ruby, and where the build writes or copies
one. It is silent about what ONBUILD defers, too, and on systems as old as Ubuntu 14.04, whose RubyGems does not know
the flag. The fix has to be asked for: the documentation is then missing.

## References

- [gem install](https://guides.rubygems.org/command-reference/#gem-install)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.configured import GEM_NO_DOCUMENT, configured_by
from dockwright.semantic.image_versions import has_rubygems_1
from dockwright.semantic.installing import flag_behind, may_get_flags, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_WITHOUT = ("--no-document", "-N", "--document", "--no-doc", "--no-ri", "--no-rdoc", "--ri", "--rdoc")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DD061", "gemUpdateNoDocument"),
    mentions=("gem",),
)
def gem_no_document(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or not site.uses("gem") or not state.ships or run.is_trigger or _has_gemrc(state):
        return
    if has_rubygems_1(state.base.reference):
        return
    if GEM_NO_DOCUMENT in state.configured | configured_by(run):
        return
    for operation in site.by("gem"):
        if operation.kind not in ("install", "upgrade") or operation.has_flag((*_WITHOUT, "--explain")):
            continue
        if not may_get_flags(operation, site.state):
            words = operation.subcommand_words
            fix = Fix("Add --no-document", (flag_behind(operation, "--no-document"),), Safety.UNSAFE)
            message = f"`gem {words[0].text}` builds documentation without `--no-document`"
            yield Diagnostic(words[-1].range, message, (fix,))


def _has_gemrc(state: State) -> bool:
    """Whether the base image is one whose own `gemrc` says so, or one that we do not know."""
    # Images of Ruby by others are mostly built on Docker's.
    return state.base.text is None or any(it in state.base.text for it in ("ruby", "rails"))
