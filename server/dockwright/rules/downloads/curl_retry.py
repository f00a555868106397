"""`curl` that gives up at the first hiccup of the network.

A build that fetches fails where a server is busy for a moment. With `--retry` curl waits and asks again after time-outs
and the answers that mean "later"; wget does so of itself, unless it is told to try once.

```dockerfile bad
FROM debian:12
RUN curl -fsSL https://example.com/tool -o /usr/local/bin/tool
```
```dockerfile good
FROM debian:12
RUN curl --retry 5 -fsSL https://example.com/tool -o /usr/local/bin/tool
```

The rule is off by default, as a build that fails can be started again. It is silent where flags come from a file or
perhaps a variable.

The fix lets curl try five times more, and takes a `--tries=1` of wget away. It has to be asked for: where a download is
piped on, what comes after a second try is behind what has come already.

## References

- [curl: --retry](https://curl.se/docs/manpage.html#--retry)
- [GNU Wget: --tries](https://www.gnu.org/software/wget/manual/wget.html#Download-Options)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import Download, downloads_of
from dockwright.semantic.installing import is_exec_form, may_hold_flags, without_words
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_CONFIG = ("CURL_HOME", "XDG_CONFIG_HOME")


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-curl-config", "tally/prefer-wget-config"),
    default=False,
    mentions=("curl", "wget"),
)
def curl_retry(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for download in downloads_of(commands_of(run, state.shell_language)):
        arguments = download.arguments
        if download.asks_only or may_hold_flags(download.command, state):
            continue
        if download.is_curl:
            if any(it.name.startswith("--retry") or it.name in ("-K", "--config") for it in arguments.flags):
                continue
            if any(name in state.environment for name in _CONFIG):
                continue
        elif not any(it.value == "1" for it in arguments.all_of("-t", "--tries")):
            continue
        message = f"`{download.program}` gives up at the first hiccup of the network"
        yield Diagnostic(download.command.words[0].range, message, _fixes(download))


def _fixes(download: Download) -> tuple[Fix, ...]:
    command = download.command
    if download.is_curl:
        text = ', "--retry", "5"' if is_exec_form(command) else " --retry 5"
        return (Fix("Let curl try again", (insert(command.words[0].range.end, text),), Safety.UNSAFE),)
    arguments = download.arguments
    once = [it for it in arguments.all_of("-t", "--tries") if it.value == "1"]
    word = arguments.word(once[0])
    if len(once) != 1 or not (word.text.startswith("--tries") or word.text in ("-t", "-t1")):
        # One letter of several, as in `-qt1`.
        return ()
    edit = without_words(command, word, arguments.value_word(once[0]))
    return (Fix("Let wget try again", (edit,), Safety.UNSAFE),) if edit is not None else ()
