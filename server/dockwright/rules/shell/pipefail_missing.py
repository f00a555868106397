"""A pipe whose first command may fail unnoticed.

The status of a pipe is that of its last command. Where `curl` cannot fetch the script that it hands to a shell, the
shell reads nothing, finds nothing wrong with that, and the build goes on. With the option `pipefail` a pipe fails where
any of its commands does.

```dockerfile bad
FROM debian:12
RUN curl -fsSL https://example.com/install.sh | bash
```
```dockerfile good
FROM debian:12
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/install.sh | bash
```

Not every `sh` has the option: that of Alpine has, that of Debian before 13 and of Ubuntu before 25.04 has not, so there
it takes `bash`.

```dockerfile bad
FROM alpine:3.22
RUN wget -qO- https://example.com/words | sort >/words
```
```dockerfile good
FROM alpine:3.22
SHELL ["/bin/ash", "-o", "pipefail", "-c"]
RUN wget -qO- https://example.com/words | sort >/words
```

The rule is silent where the option changes nothing or does harm: the first command cannot fail (`echo`), the last one
fails by itself on an empty or broken input (`tar`, `gpg`, `grep`), nobody asks for the pipe's status (`|| true`, an
`if`, `;` without `set -e`), or a command stops reading early (`head`), so that the one before it would fail for that.
PowerShell and cmd have no such option.

The fix puts a SHELL above the first such RUN, where the base image is known to have a shell with the option; another
one sets the option in that RUN alone, where its shell has it. Both have to be asked for: the build may now fail, and
SHELL holds for CMD and ENTRYPOINT in shell form too.

## References

- [Best practices: using pipes](https://docs.docker.com/build/building/best-practices/#using-pipes)
- [Dockerfile reference: SHELL](https://docs.docker.com/reference/dockerfile/#shell)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation, line_above
from dockwright.semantic.pipes import Unnoticed, unnoticed
from dockwright.semantic.shells import interpreter, may_inherit_shell, script_has, shell_has
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State, kept
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_PIPE = re.compile(r"(?<!\|)\|(?!\|)")
_SHELLS = {"bash": "/bin/bash", "busybox": "/bin/ash", "dash": "/bin/bash"}
_OTHERS_WITH_IT = frozenset({"ksh", "ksh93", "mksh", "zsh"})
_LETTERS = re.compile(r"-[eux]*c")


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DL4006", "ER0001", "DD040", "DF057", "dockerfile.best-practice.set-pipefail", "efbf148a"),
    mentions=("|",),
)
def pipefail_missing(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    # Where a shell has been set above already, another fix has done so.
    cured: set[tuple[str, ...]] = set()
    for instruction in stage.such(_may_pipe, ast.Run, ast.Onbuild):
        run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        if not isinstance(run, ast.Run):
            continue
        state = stage.state_before(instruction)
        found = _unnoticed(run, state)
        if found is None:
            continue
        fixes: tuple[Fix, ...] = ()
        if state.shell_words not in cured and not run.is_trigger:
            fixes = _fixes(document, run, state)
            cured.add(state.shell_words)
        message = f"Where `{found.name}` fails, this pipe does not: the shell has no `pipefail` set"
        yield Diagnostic(found.pipe.shifted(run.base), message, fixes)


def _may_pipe(instruction: ast.Instruction) -> bool:
    text = instruction.unit.text
    return "|" in text and _PIPE.search(text) is not None and "pipefail" not in text


def _unnoticed(run: ast.Run, state: State) -> Unnoticed | None:
    """What is unnoticed, as if the RUN began at 0; kept on it, as each edit of the stage asks."""
    return kept(run.unit.memo, (_unnoticed, run.is_trigger), state, lambda it: _read_unnoticed(run.bare, it))


def _read_unnoticed(run: ast.Run, state: State) -> Unnoticed | None:
    if not isinstance(run.command, ast.ShellForm) or _has_pipefail(state):
        return None
    errexit = shell_has(state, "e", "errexit") or script_has(run, state, "e", "errexit")
    return unnoticed(run, state, errexit)


def _has_pipefail(state: State) -> bool:
    """Whether the option is, or may be, in force, or the shell is none that has it."""
    if state.shell_language not in ("sh", "bash") or (state.shell is None and may_inherit_shell(state)):
        return True
    # `sh -o pipefail` either works or fails at once.
    return shell_has(state, "", "pipefail")


def _fixes(document: Document, run: ast.Run, state: State) -> tuple[Fix, ...]:
    program = _program(state)
    if program is None:
        return ()
    fixes: list[Fix] = []
    words = _with_option(state, program)
    if words is not None:
        keyword = "shell" if run.keyword.text.islower() else "SHELL"
        line = f"{indentation(run)}{keyword} {json.dumps(words, ensure_ascii=False)}"
        fixes.append(Fix("Set pipefail by SHELL", (line_above(document, run, line),), Safety.UNSAFE))
    setting = _setting(run) if program != "dash" else None
    if setting is not None:
        fixes.append(Fix("Set pipefail in this RUN", (setting,), Safety.UNSAFE))
    return tuple(fixes)


def _program(state: State) -> str | None:
    """The shell in force, where it, or another one that is there as well, has the option."""
    name = state.shell_words[0].rpartition("/")[2]
    return name if name in _OTHERS_WITH_IT else interpreter(state)


def _with_option(state: State, program: str) -> list[str] | None:
    """The words of a SHELL that sets the option; `None` where those in force are not understood."""
    *words, last = state.shell_words
    # A script follows letters of options that end in `c`.
    if not words or _LETTERS.fullmatch(last) is None or (program == "dash" and len(words) > 1):
        return None
    if state.shell is None or program == "dash":
        words = [_SHELLS[program]]
    return [*words, "-o", "pipefail", last]


def _setting(run: ast.Run) -> Edit | None:
    """The edit that sets the option before all that a RUN runs."""
    form = run.command
    if not isinstance(form, ast.ShellForm) or (form.heredoc is None and run.heredocs):
        return None
    if form.heredoc is None:
        return insert(form.range.start, "set -o pipefail && ")
    content = form.heredoc.content
    if "\r" in content or form.text.startswith("#!"):
        return None
    indent = content[: len(content) - len(content.lstrip(" \t"))]
    return insert(form.heredoc.content_range.start, f"{indent}set -o pipefail\n")
