"""`git clone` of whatever a branch holds today.

The build depends on the day on which it runs, and once its layer is in the cache it never gets anything newer. A tag or
a commit makes it the same every time.

```dockerfile bad
FROM debian:12
RUN git clone https://example.com/tool.git /src
```
```dockerfile good
FROM debian:12
RUN git clone --branch v1.2.0 https://example.com/tool.git /src
```

The rule is off by default, as pinning is a matter of how a project works. It takes the name after `--branch` for a tag
unless it is one that branches mostly have. It is silent where a later command of the RUN checks out a commit, where the
name comes from a variable, and for what is not fetched over the network.

## References

- [git-clone: --branch](https://git-scm.com/docs/git-clone#Documentation/git-clone.txt---branchltnamegt)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import address_text
from dockwright.semantic.git import GitCall, git_calls_of, is_remote
from dockwright.semantic.installing import may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_BRANCHES = frozenset("dev devel develop development edge head latest main master next nightly stable trunk".split())
_CHOOSING = frozenset(("checkout", "reset", "switch", "fetch", "cherry-pick", "bisect"))


@rule(on=ast.Run, severity=Severity.HINT, default=False, mentions=("clone",))
def git_clone_unpinned(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    calls = git_calls_of(commands_of(run, state.shell_language))
    last = max([it.command.range.start for it in calls if it.subcommand in _CHOOSING], default=-1)
    for call in calls:
        repository = call.repository
        if repository is None or not is_remote(address_text(repository)) or call.command.range.start < last:
            continue
        if not _is_pinned(call) and not may_hold_flags(call.command, state):
            yield Diagnostic(repository.range, "`git clone` of a branch: the build depends on the day it runs")


def _is_pinned(call: GitCall) -> bool:
    arguments = call.arguments
    if arguments.has("--revision", "--mirror", "--bare", "--shallow-since"):
        return True
    branch = arguments.flag("--branch", "-b")
    return branch is not None and (branch.value or "").lower() not in _BRANCHES
