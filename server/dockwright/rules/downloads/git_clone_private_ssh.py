"""git over SSH in a RUN that has no SSH mount.

To clone over SSH the RUN needs a key, and without a mount that key has to lie in the image: whoever can pull it has
access to the repository, also where a later line removes the file. `RUN --mount=type=ssh` lets git use the agent of
whoever builds, and leaves nothing behind.

```dockerfile bad
FROM debian:12
RUN git clone git@example.com:team/tool.git /src
```
```dockerfile good
FROM debian:12
RUN --mount=type=ssh git clone git@example.com:team/tool.git /src
```

The rule is silent where the RUN mounts a secret, where a line of the stage rewrites addresses with `insteadOf`, and for
Git packages that a package manager fetches, as it may have other ways.

The fix adds the mount. It has to be asked for, since whoever builds has to pass the agent:
`docker build --ssh default`. There is none below a USER whose number is not known: the mount belongs to root, or to a
user that it names by number.

## References

- [Docker: SSH mounts](https://docs.docker.com/build/building/secrets/#ssh-mounts)
- [Dockerfile reference: RUN --mount=type=ssh](https://docs.docker.com/reference/dockerfile/#run---mounttypessh)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import address_text
from dockwright.semantic.git import git_calls_of, is_over_ssh
from dockwright.semantic.secret_mounts import ssh_mount
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert

_FETCHING = frozenset(("clone", "fetch", "pull", "ls-remote", "submodule", "archive"))


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("DD052",), mentions=("@", "ssh://"))
def git_clone_private_ssh(stage: Stage) -> Iterator[Diagnostic]:
    runs = stage.such(_may_use_ssh, ast.Run)
    if not runs or _rewrites(stage):
        return
    for run in runs:
        if any((kind := it.option("type")) is not None and kind.plain in ("ssh", "secret") for it in run.mounts):
            continue
        for call in git_calls_of(commands_of(run, stage.state_before(run).shell_language)):
            if call.subcommand not in _FETCHING:
                continue
            for word in call.arguments.operands:
                if is_over_ssh(address_text(word)):
                    message = f"`git {call.subcommand}` over SSH without `--mount=type=ssh` needs a key in the image"
                    yield Diagnostic(word.range, message, _fixes(run, stage))


def _may_use_ssh(run: ast.Run) -> bool:
    text = run.unit.text
    return ("git" in text and "@" in text) or "ssh:" in text


def _rewrites(stage: Stage) -> bool:
    return any("insteadof" in it.unit.text.lower() for each in stage.lineage for it in each.instructions)


def _fixes(run: ast.Run, stage: Stage) -> tuple[Fix, ...]:
    state = stage.state_before(run)
    mount = ssh_mount(stage, run) if not state.is_windows else None
    if mount is None:
        return ()
    title = "Add an SSH mount (build with --ssh default)"
    return (Fix(title, (insert(run.keyword.range.end, mount),), Safety.UNSAFE),)
