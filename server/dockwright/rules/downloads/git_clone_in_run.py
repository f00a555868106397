"""`git clone` in a RUN where `ADD` can fetch the repository.

`ADD` of a Git repository needs no git in the image, and BuildKit asks the server which commit it is: the line is run
again when the branch has moved on, and only then. A `git clone` stays in the cache as it was the first time.

```dockerfile bad
FROM alpine:3.20
RUN git clone --branch v1.2.0 https://example.com/tool.git /src
```
```dockerfile good
FROM alpine:3.20
ADD https://example.com/tool.git#v1.2.0 /src
```

The rule is off by default. The fix is for a RUN that does nothing but clone into a folder that it names. It has to be
asked for: what ADD fetches has no `.git` folder, and its submodules come along.

## References

- [Dockerfile reference: ADD of Git repositories](https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import address_text
from dockwright.semantic.git import GitCall, git_calls_of, is_over_ssh, is_remote
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_WITHOUT_EFFECT = frozenset(("--depth", "--branch", "-b", "--single-branch", "-q", "--quiet", "--progress"))
_SPECIAL = frozenset(" \t\"'$`\\#?*[]{}<>|&;()")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-add-git",),
    default=False,
    mentions=("clone",),
)
def git_clone_in_run(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    for call in git_calls_of(commands):
        repository = call.repository
        if repository is None or not is_remote(address_text(repository)):
            continue
        words = call.command.words
        where = TextRange(words[0].range.start, words[call.settings.operand_indexes[0]].range.end)
        fixes = _fixes(run, call) if len(commands) == 1 else ()
        yield Diagnostic(where, "`git clone` in a RUN, where ADD can fetch the repository", fixes)


def _fixes(run: ast.Run, call: GitCall) -> tuple[Fix, ...]:
    operands = [it.value for it in call.arguments.operands]
    command = call.command
    if len(operands) != 2 or run.flags or run.heredocs or run.comments or call.settings.flags:
        return ()
    if command.redirections or command.assignments or not isinstance(run.command, ast.ShellForm):
        return ()
    address, folder = operands
    branch = call.arguments.flag("--branch", "-b")
    if any(it.name not in _WITHOUT_EFFECT for it in call.arguments.flags) or (branch and branch.value is None):
        return ()
    if address is None or folder is None or not folder.startswith("/") or is_over_ssh(address):
        return ()
    if not address.endswith(".git"):
        address = f"{address.rstrip('/')}.git"
    reference = branch.value if branch is not None and branch.value is not None else ""
    if not _SPECIAL.isdisjoint(address + folder + reference):
        return ()
    source = f"{address}#{reference}" if reference else address
    keyword = "ADD" if not run.keyword.text.islower() else "add"
    edit = Edit(TextRange(run.keyword.range.start, command.range.end), f"{keyword} {source} {folder}")
    return (Fix("Use ADD", (edit,), Safety.UNSAFE),)
