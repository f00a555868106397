"""A here-document of several commands without `set -e`.

The lines of `RUN <<EOF` are a script, and a script goes on after a command that failed. Only the status of its last
command counts, so the build may pass with half of the work done.

```dockerfile bad
FROM debian:12
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends curl
EOF
```
```dockerfile good
FROM debian:12
RUN <<EOF
set -e
apt-get update
apt-get install -y --no-install-recommends curl
EOF
```

The rule is silent where the option comes from SHELL or the `#!` line, where all lines are joined by `&&`, and where
the script is in another language.

The fix puts `set -e` on a line above. It has to be asked for: a failure that nobody saw now stops the build.

## References

- [Dockerfile reference: here-documents](https://docs.docker.com/reference/dockerfile/#here-documents)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.failures import ignored_failures
from dockwright.semantic.shells import script_has, shell_has
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.UNSAFE, mentions=("<<",))
def heredoc_without_errexit(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    form = run.command
    if not isinstance(form, ast.ShellForm) or form.heredoc is None:
        return
    script = script_of(run, state.shell_language)
    if script is None or script.problems or next(ignored_failures(script), None) is None:
        return
    # BuildKit leaves SHELL aside where the script has a `#!` line.
    inherits = not form.text.startswith("#!")
    if (inherits and shell_has(state, "e", "errexit")) or script_has(run, state, "e", "errexit"):
        return
    message = "A command that fails here does not stop the script; begin it with `set -e`"
    # The shell gets the line ends as well, and knows no `set -e` with a carriage return.
    is_readable = "\r" not in form.heredoc.content
    fixes = (Fix("Add set -e", (_edit(form.heredoc),), Safety.UNSAFE),) if is_readable else ()
    yield Diagnostic(form.heredoc.range, message, fixes)


def _edit(heredoc: ast.Heredoc) -> Edit:
    content = heredoc.content
    start = content.find("\n") + 1 if content.lstrip("\t").startswith("#!") else 0
    line = content[start:].partition("\n")[0]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return insert(heredoc.content_range.start + start, f"{indent}set -e\n")
