"""pip told to trust a host without a look at its certificate.

`--trusted-host` switches the verification off for a host, and allows plain HTTP. Whoever stands between can then answer
for it, and what he sends is run in the build and in the container.

```dockerfile bad
FROM python:3.13-slim
RUN pip install --no-cache-dir --trusted-host packages.example.org flask==3.0.3
```
```dockerfile good
FROM python:3.13-slim
RUN pip install --no-cache-dir flask==3.0.3
```

Where a server has a certificate of one's own authority, name that authority by `--cert` or `PIP_CERT`.

`PIP_TRUSTED_HOST`, `pip config set global.trusted-host` and uv's `--allow-insecure-host` are reported too. The rule is
silent about the machine itself, such as `localhost`. The fix has to be asked for: where the verification fails for a
reason, the build fails from then on.

## References

- [pip: --trusted-host](https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import launched
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.assigning import assignments_in
from dockwright.semantic.chains import removed
from dockwright.semantic.commands import Command, OperationFlag, PackageOperation, commands_of
from dockwright.semantic.installing import without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_FLAGS = ("--trusted-host", "--allow-insecure-host")
_VARIABLES = ("PIP_TRUSTED_HOST", "UV_INSECURE_HOST")
_OWN = ("localhost", "127.0.0.1", "[::1]", "::1", "host.docker.internal")


@rule(
    on=(ast.Env, ast.Arg, ast.Run),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_4", "CKV2_DOCKER_16"),
    mentions=("trusted-host", "trusted_host", "insecure-host", "insecure_host"),
)
def pip_trusted_host(instruction: ast.Env | ast.Arg | ast.Run, state: State) -> Iterator[Diagnostic]:
    for it in assignments_in(instruction, state):
        if it.name in _VARIABLES and it.value and not _is_own(it.value):
            fixes = (Fix("Verify certificates", it.removal, Safety.UNSAFE),) if it.removal is not None else ()
            yield Diagnostic(it.range, f"`{it.name}` switches the verification of certificates off", fixes)
    if not isinstance(instruction, ast.Run):
        return
    for command in commands_of(instruction, state.shell_language):
        operation = command.operation
        if operation is not None and operation.manager.ecosystem == "python":
            for flag in operation.flags:
                if flag.name in _FLAGS and not _is_own(flag.value or ""):
                    yield _trusting(operation, flag)
        yield from _configuring(command, instruction, state)


def _trusting(operation: PackageOperation, flag: OperationFlag) -> Diagnostic:
    end = flag.value_word.range.end if flag.value_word is not None else flag.word.range.end
    where = TextRange(flag.word.range.start, end)
    message = f"`{flag.name}` switches the verification of certificates off"
    edit = without_flag(operation, flag)
    fixes = (Fix(f"Delete {flag.name}", (edit,), Safety.UNSAFE),) if edit is not None else ()
    return Diagnostic(where, message, fixes)


def _configuring(command: Command, run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """`pip config set global.trusted-host host`."""
    if not command.has("config") or not command.has("set"):
        return
    program = launched(command.values)
    if program is None or not program[0].startswith("pip"):
        return
    for word, host in zip(command.words, [*command.values[1:], None], strict=False):
        if (word.value or "").endswith(".trusted-host") and not _is_own(host or ""):
            edits = removed(run, state, command)
            fixes = (Fix("Delete the command", edits, Safety.UNSAFE),) if edits is not None else ()
            yield Diagnostic(word.range, f"`{word.value}` switches the verification of certificates off", fixes)


def _is_own(hosts: str) -> bool:
    names = hosts.split()
    return bool(names) and all(it in _OWN or it.rpartition(":")[0] in _OWN for it in names)
