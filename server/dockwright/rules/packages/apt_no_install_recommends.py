"""`apt-get install` that also installs what packages only recommend.

By default apt installs recommended packages too. Most images never use them, and they often weigh more than what was
asked for.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The rule is silent where the choice was made: by `--install-recommends`, by `-o APT::Install-Recommends=…`, in apt's
configuration, or perhaps in a variable.

The fix has to be asked for: now and then something that is needed is only recommended. curl and wget recommend
`ca-certificates`, git recommends an SSH client, gnupg its agent. Name those in the command.

## References

- [apt-get(8)](https://manpages.debian.org/stable/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import CommandWord, PackageOperation
from dockwright.semantic.configured import APT_INSTALL_RECOMMENDS, configured_by
from dockwright.semantic.installing import argument_behind, may_get_flags, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3015",
        "DS-0029",
        "ER0010",
        "DD003",
        "DF016",
        "dockerfile.best-practice.missing-no-install-recommends",
        "7384dfb2",
        "AC_DOCKER_0014",
        "apt-get_recommends",
        "aptGetInstallUseNoRec",
        "use-no-install-recommends",
    ),
    mentions=("apt",),
)
def apt_no_install_recommends(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or not site.uses("apt") or APT_INSTALL_RECOMMENDS in state.configured | configured_by(run):
        return
    for operation in site.by("apt"):
        if operation.subcommand.words[0] != "install" or _has_chosen(operation):
            continue
        if may_get_flags(operation, site.state):
            continue
        flag = "--without-recommends" if operation.program == "aptitude" else "--no-install-recommends"
        edit = argument_behind(operation.command, _last_of_the_first_flags(operation), flag)
        fix = Fix(f"Add {flag}", (edit,), Safety.UNSAFE)
        message = f"`{operation.program} install` without `{flag}` also installs what is only recommended"
        yield Diagnostic(operation.subcommand_words[-1].range, message, (fix,))


def _has_chosen(operation: PackageOperation) -> bool:
    for flag in operation.flags:
        if flag.name in ("-o", "--option"):
            if flag.value is None or flag.value.lower().startswith("apt::install-recommends="):
                return True
        elif flag.name.endswith("-recommends") or (flag.name in ("-R", "-r") and operation.program == "aptitude"):
            return True
    return False


def _last_of_the_first_flags(operation: PackageOperation) -> CommandWord:
    """The sub-command, or the last of the flags right behind it that take no value: `install -y`."""
    anchor = operation.subcommand_words[-1]
    words, flags = operation.command.words, operation.flags
    # In `-qt stable` one word holds both kinds.
    plain = {it.word for it in flags} - {it.word for it in flags if it.value_word}
    for word in words[words.index(anchor) + 1 :]:
        if word not in plain:
            break
        anchor = word
    return anchor
