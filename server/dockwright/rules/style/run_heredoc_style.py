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

The fix rewrites a chain and keeps its comments, where `set -e` stops in the same places as `&&`: not where a command
stands behind `!`, or reads another script. It has to be asked for, as older builders do not know here-documents. In a
file with the line ends of Windows there is none, since the shell would get those too.

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
from dockwright.semantic.heredocs import as_heredoc
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


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
    edit = as_heredoc(run, state)
    fixes = (Fix("Write a here-document", (edit,), Safety.UNSAFE),) if edit is not None else ()
    yield Diagnostic(run.keyword.range, message, fixes)
