"""A secret in ENV or ARG.

What ENV sets is in the image's configuration, and what an ARG was given is in its history and in the records of the
build: whoever can pull the image can read both, also where a later line unsets the variable. A secret mount hands a
secret to one RUN and leaves nothing behind: `RUN --mount=type=secret,id=api_token,env=API_TOKEN …`.

A name is taken for a secret's as BuildKit does it: where one of its words is `key`, `token`, `secret`, `password` or
the like, and none is `public`, `file` or `version`. The path of a key is no secret, and neither is a switch such as
`HOST_KEY_CHECKING=false` or the fingerprint of a signing key. An ENV with an empty value, or with a stand-in such as
`YOUR_API_TOKEN`, only says what a container wants to be told. A value that has itself the shape of a credential is left
to `hardcoded-secret-literal`, which reports it under any name.

The fix gives each RUN that names an ARG without a value a secret mount with the ARG's name as its id. It has to be
asked for: whoever starts the build has to pass the secret by `--secret` then. An ARG that anything else names stays.

```dockerfile bad
FROM alpine:3.20
ARG API_TOKEN
RUN fetch --token "$API_TOKEN" https://example.com/data
```
```dockerfile good
FROM alpine:3.20
RUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN fetch --token "$API_TOKEN" https://example.com/data
```

## References

- [Docker: SecretsUsedInArgOrEnv](https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/)
- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.credentials import credentials_in
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.frontend import frontend
from dockwright.text.edits import delete, insert

# BuildKit's words (dockerfile2llb/validations.go); letters and digits between underscores are a word.
_SECRET = frozenset("apikey auth credential credentials key password pword passwd secret token".split())
_HARMLESS = frozenset("public file version".split())
_PLACES = ("path", "dir", "directory", "dirs", "paths")

# `VNC_PASSWORD=no`, `HOST_KEY_CHECKING=False`: these say whether there is a secret.
_SWITCHES = frozenset("true false yes no on off none".split())

_FINGERPRINT = re.compile(r"(?:0x)?[0-9A-Fa-f]{8,}")
# `YOUR_API_TOKEN`, `<token>`
_STAND_IN = re.compile(r"(?i:your|insert|replace)[_-]|<[^<>]*>$")
# The frontend before 1.10 cannot put a secret into a variable.
_WITHOUT_ENV = re.compile(r":1\.\d(?!\d)")
_GPG = frozenset(("gpg", "pgp"))


@rule(
    on=(ast.Arg, ast.Env),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3064",
        "SecretsUsedInArgOrEnv",
        "tally/require-secret-mounts",
        "tally/ruby/secrets-in-arg-or-env",
        "tally/ruby/prefer-secret-mounts-for-build-credentials",
        "DS-0031",
        "DD020",
        "DF013",
        "DF014",
        "S6472",
        "dockerfile.security.secret-in-build-arg",
        "c3e1b6ae",
        "do-not-have-secrets",
    ),
)
def secret_in_env_or_arg(instruction: ast.Arg | ast.Env, state: State, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name or value that is a secret's."""
    for pair in instruction.pairs:
        # A global ARG reaches no image until a stage repeats it.
        if state.in_stage and _names_a_secret(pair.name.text) and not _is_harmless(pair):
            if isinstance(instruction, ast.Env) and pair.value is not None and _is_yet_to_come(pair.value):
                continue
            if pair.value is not None and any(credentials_in(pair.value.text)):
                # `hardcoded-secret-literal` says more.
                continue
            if not state.ships:
                where = "the build's cache and records"
            else:
                where = "the image's environment" if isinstance(instruction, ast.Env) else "the image's history"
            message = f"`{pair.name.text}` is a secret by its name, and ends up in {where}"
            fixes = _fixes(instruction, document) if isinstance(instruction, ast.Arg) else ()
            yield Diagnostic(pair.name.range, message, fixes)


def _fixes(argument: ast.Arg, document: Document) -> tuple[Fix, ...]:
    stage = document.stage_of(argument)
    if stage is None or len(argument.pairs) != 1 or argument.pairs[0].value is not None or argument.is_trigger:
        return ()
    if document.tree.comments_above(argument) or stage.final_state.is_windows:
        return ()
    named = frontend(document.text)
    if named is not None and named.value and _WITHOUT_ENV.search(named.value):
        return ()
    name = argument.pairs[0].name.text
    mentions = [it for it in document.instructions if name in it.unit.text and it.start != argument.start]
    runs = [it for it in mentions if isinstance(it, ast.Run)]
    if not runs or len(runs) != len(mentions):
        return ()
    for run in runs:
        if (
            run.start < argument.start
            or document.stage_of(run) is not stage
            or any(name in it.text for it in run.flags)
        ):
            return ()
    mount = f" --mount=type=secret,id={name},env={name}"
    edits = [delete(argument.full_range), *[insert(it.keyword.range.end, mount) for it in runs]]
    return (Fix("Take it from a secret mount", tuple(edits), Safety.UNSAFE),)


def _names_a_secret(name: str) -> bool:
    words = set(name.lower().split("_"))
    return not words.isdisjoint(_SECRET) and words.isdisjoint(_HARMLESS)


def _is_yet_to_come(value: ast.Word) -> bool:
    """Whether a value only holds the place of the secret that a container is to be given."""
    text = value.value
    return text is not None and (not text or _STAND_IN.match(text) is not None)


def _is_harmless(pair: ast.Pair) -> bool:
    words = pair.name.text.lower().split("_")
    if words[-1] in _PLACES:
        return True
    value = pair.value.value if pair.value is not None else None
    if not value:
        return False
    if value.lower() in _SWITCHES or (value.isdecimal() and words[-1] not in _SECRET):
        return True
    # Official images check their downloads against keys that they name by fingerprint.
    return not _GPG.isdisjoint(words) and all(map(_FINGERPRINT.fullmatch, value.replace(",", " ").split()))
