"""A long chain of commands that a here-document would say more plainly.

```dockerfile bad settings={"most-commands": 3}
FROM debian:12
RUN ./configure && \\
    make && \\
    make check \\
      --keep-going && \\
    make install
```
```dockerfile good settings={"most-commands": 3}
FROM debian:12
RUN <<EOF
set -e
./configure
make
make check \\
      --keep-going
make install
EOF
```

A here-document needs neither `&&` nor a mark at the end of each line, and comments may stand anywhere. It needs
`set -e`, and a builder that knows it: BuildKit with the Dockerfile syntax 1.4 or later.

The rule is off unless selected, as it is a matter of taste. It speaks of a RUN that is a plain chain by `&&` of more
commands than `most-commands` allows.

The fix rewrites a chain without comments. It has to be asked for: `set -e` does not stop in all places where `&&` does,
and older builders do not know here-documents.

## References

- [Dockerfile reference: here-documents](https://docs.docker.com/reference/dockerfile/#here-documents)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import is_chain
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import Script
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may set."""

    most_commands: int = field(
        default=5, metadata={"description": "How many commands a chain may have before it is reported."}
    )


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-run-heredoc",),
    default=False,
    mentions=("&&",),
)
def run_heredoc_style(run: ast.Run, state: State, options: Options) -> Iterator[Diagnostic]:
    script = script_of(run, state.shell_language)
    if script is None or len(script.body.pipelines) <= options.most_commands or not is_chain(run, state):
        return
    count = len(script.body.pipelines)
    message = f"A chain of {count} commands reads better as a here-document"
    yield Diagnostic(run.keyword.range, message, _fixes(run, script))


def _fixes(run: ast.Run, script: Script) -> tuple[Fix, ...]:
    form = run.command
    if not isinstance(form, ast.ShellForm) or run.comments or run.blank_lines or run.escape != "\\":
        return ()
    if any(it.negated for it in script.body.pipelines) or "EOF" in form.text:
        # `set -e` takes no notice of what follows `!`.
        return ()
    newline = line_end_of(run.unit.text)
    text, base = run.unit.text, run.start
    words = [word for command in script.commands for word in command.words if word.quoting != "none"]
    if any("\n" in form.source_range(*it.range).shifted(-base).slice(text) for it in words):
        # BuildKit joins the lines of a string too; a shell keeps them in single quotes.
        return ()
    lines = [form.source_range(*it.range).shifted(-base).slice(text) for it in script.body.pipelines]
    body = newline.join(["<<EOF", "set -e", *[it for it in lines if it != "set -e"], "EOF"])
    edit = Edit(TextRange(form.range.start, run.range.end), body)
    return (Fix("Write a here-document", (edit,), Safety.UNSAFE),)
