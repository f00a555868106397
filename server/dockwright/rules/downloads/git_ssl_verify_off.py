"""git that does not check the server's certificate.

Git then takes whatever answers for the server that was meant, so anyone on the way can hand out other sources. In ENV
or in git's configuration the switch stays in the image, for all that is fetched in it later.

```dockerfile bad
FROM debian:12
ENV GIT_SSL_NO_VERIFY=1
RUN git clone https://example.com/tool.git /src
```
```dockerfile good
FROM debian:12
RUN git clone https://example.com/tool.git /src
```

Of `GIT_SSL_NO_VERIFY` git asks only whether it is set: `0` and `false` switch the check off as well. Reported too are
`git -c http.sslVerify=false` and `git config … http.sslVerify false`, also for one host.

The fix takes the switch away where it stands alone. It has to be asked for: the build fails where the certificate is
not one that the image trusts. Then the authority's certificate is what the image needs.

## References

- [git-config: http.sslVerify](https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import Given, without_word
from dockwright.semantic.assigning import assignments_in
from dockwright.semantic.chains import removed
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.git import GitCall, git_call_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_VARIABLE = "GIT_SSL_NO_VERIFY"
_NO = frozenset(("false", "no", "off", "0", ""))
_MESSAGE = "git takes whatever answers for the server that is meant"


@rule(
    on=(ast.Arg, ast.Env, ast.Run),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_14",),
    mentions=("git_ssl_no_verify", "sslverify"),
)
def git_ssl_verify_off(instruction: ast.Arg | ast.Env | ast.Run, state: State) -> Iterator[Diagnostic]:
    for it in assignments_in(instruction, state):
        if it.name == _VARIABLE:
            fixes = (Fix("Delete the variable", it.removal, Safety.UNSAFE),) if it.removal is not None else ()
            yield Diagnostic(it.range, f"`{_VARIABLE}` is set: {_MESSAGE}", fixes)
    if not isinstance(instruction, ast.Run):
        return
    for command in commands_of(instruction, state.shell_language):
        call = git_call_of(command)
        if call is not None:
            yield from _told(call, instruction, state)


def _told(call: GitCall, run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for given in call.settings.all_of("-c"):
        name, equals, value = (given.value or "").partition("=")
        word = call.settings.value_word(given)
        if word is not None and equals and _switches(name) and value.lower() in _NO:
            yield Diagnostic(word.range, f"`{word.text}`: {_MESSAGE}", _without(call.command, given))
    if call.subcommand == "config":
        words = [it for it in call.arguments.operands if it.value not in ("set", "--add")]
        if len(words) == 2 and _switches(words[0].value or "") and (words[1].value or "x").lower() in _NO:
            where = TextRange(words[0].range.start, words[1].range.end)
            fixes = _without_command(call.command, run, state)
            yield Diagnostic(where, f"`{words[0].value} {words[1].value}`: {_MESSAGE}", fixes)


def _without_command(command: Command, run: ast.Run, state: State) -> tuple[Fix, ...]:
    edits = removed(run, state, command)
    return (Fix("Delete the command", edits, Safety.UNSAFE),) if edits is not None else ()


def _switches(name: str) -> bool:
    lower = name.lower()
    return lower.startswith("http.") and lower.endswith(".sslverify")


def _without(command: Command, given: Given) -> tuple[Fix, ...]:
    edits = [without_word(command, given.position)]
    if given.value_position not in (None, given.position):
        edits.append(without_word(command, given.position + 1))
    known = tuple(it for it in edits if it is not None)
    return (Fix("Delete this setting", known, Safety.UNSAFE),) if len(known) == len(edits) else ()
