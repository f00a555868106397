"""A secret in ENV or ARG.

What ENV sets is in the image's configuration, and what an ARG was given is in its history and in the records of the
build: whoever can pull the image can read both, also where a later line unsets the variable. A secret mount hands a
secret to one RUN and leaves nothing behind: `RUN --mount=type=secret,id=api_token,env=API_TOKEN …`.

A name is taken for a secret's as BuildKit does it: where one of its words is `key`, `token`, `secret`, `password` or
the like, and none is `public`, `file` or `version`. The path of a key is no secret, and neither is a switch such as
`HOST_KEY_CHECKING=false` or the fingerprint of a signing key. An ENV with an empty value, or with a stand-in such as
`YOUR_API_TOKEN`, only says what a container wants to be told. A value that has itself the shape of a credential is left
to `hardcoded-secret-literal`, which reports it under any name.

The fix takes the ARG away, or the ENV, and gives each RUN that names it a secret mount with its name as the id, and so
each RUN of a package manager that reads a variable of that name by itself. It has to be asked for: whoever starts the
build has to pass the secret then, as the fix's title says. Frontends before 1.10, where `# syntax=` pins one, get the
mount as a file. A comment directly above the ARG goes to the first RUN that gets the mount. What anything but a RUN
uses stays, as does an ARG with a default, and an ENV in an image that is released unless it is only meant for such a
package manager: a container may want it.

```dockerfile bad
FROM alpine:3.20
ARG API_TOKEN
RUN fetch --token "$API_TOKEN" https://example.com/data
```
```dockerfile good
FROM alpine:3.20
RUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN fetch --token "$API_TOKEN" https://example.com/data
```

```dockerfile bad
FROM node:22
ARG NPM_TOKEN
ENV NPM_TOKEN=${NPM_TOKEN}
COPY package*.json .npmrc ./
RUN npm ci
```
```dockerfile good
FROM node:22
COPY package*.json .npmrc ./
RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN npm ci
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
from dockwright.lint.dialects import Reach, ignores
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.secret_mounts import Fate, mounted_variable
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

# BuildKit's words (dockerfile2llb/validations.go); letters and digits between underscores are a word.
_SECRET = frozenset("apikey auth credential credentials key password pword passwd secret token".split())
_HARMLESS = frozenset("public file version".split())
_PLACES = ("path", "dir", "directory", "dirs", "paths")

# `VNC_PASSWORD=no`, `HOST_KEY_CHECKING=False`: these say whether there is a secret.
_SWITCHES = frozenset("true false yes no on off none".split())

_FINGERPRINT = re.compile(r"(?:0x)?[0-9A-Fa-f]{8,}")
# `YOUR_API_TOKEN`, `<token>`
_STAND_IN = re.compile(r"(?i:your|insert|replace)[_-]|<[^<>]*>$")
_HANDING_ON = re.compile(r"[\"']?\$(?:(\w+)|\{(\w+)\})[\"']?")
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
    mentions=tuple(sorted(_SECRET)),
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
            yield Diagnostic(pair.name.range, message, _fixes(_secret_of(pair), document))


def _fixes(name: str, document: Document) -> tuple[Fix, ...]:
    found = mounted_variable(document, name, _fate)
    if found is None:
        return ()
    return (Fix(f"Take it from a secret mount (build with {found.option})", found.edits, Safety.UNSAFE),)


def _fate(comment: str) -> Fate:
    """What becomes of a comment above an ARG or ENV that goes: one that silences what is found there goes with it."""
    reaches = {it.reach for it in ignores(comment)}
    if not reaches:
        return "moves"
    return "bound" if reaches & {Reach.HEAD, Reach.FILE} else "goes"


def _secret_of(pair: ast.Pair) -> str:
    """The name of the secret that a pair is about: the ARG's that it hands on, or its own."""
    match = _HANDING_ON.fullmatch(pair.value.text) if pair.value is not None else None
    return (match.group(1) or match.group(2)) if match is not None else pair.name.text


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
