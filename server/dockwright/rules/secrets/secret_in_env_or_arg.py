"""A secret in ENV or ARG.

What ENV sets is in the image's configuration, and what an ARG was given is in its history and in the records of the
build: whoever can pull the image can read both, also where a later line unsets the variable. A secret mount hands a
secret to one RUN and leaves nothing behind: `RUN --mount=type=secret,id=api_token,env=API_TOKEN …`.

A name is taken for a secret's as BuildKit does it: where one of its words is `key`, `token`, `secret`, `password` or
the like, and none is `public`, `file` or `version`. The path of a key is no secret, and neither is a switch such as
`HOST_KEY_CHECKING=false` or the fingerprint of a signing key. A value is reported under any name where its shape leaves
no doubt: keys of cloud providers, tokens of code hosts, private keys.

There is no fix, since whoever starts the build has to pass the secret in another way.

```dockerfile bad
FROM alpine:3.20
ARG API_TOKEN
RUN fetch --token "$API_TOKEN" https://example.com/data
```
```dockerfile good
FROM alpine:3.20
RUN --mount=type=secret,id=api_token,env=API_TOKEN fetch --token "$API_TOKEN" https://example.com/data
```

## References

- [Docker: SecretsUsedInArgOrEnv](https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/)
- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

# BuildKit's words (dockerfile2llb/validations.go); letters and digits between underscores are a word.
_SECRET = frozenset("apikey auth credential credentials key password pword passwd secret token".split())
_HARMLESS = frozenset("public file version".split())
_PLACES = ("path", "dir", "directory", "dirs", "paths")

# `VNC_PASSWORD=no`, `HOST_KEY_CHECKING=False`: these say whether there is a secret.
_SWITCHES = frozenset("true false yes no on off none".split())

_FINGERPRINT = re.compile(r"(?:0x)?[0-9A-Fa-f]{8,}")
_GPG = frozenset(("gpg", "pgp"))

# Shapes that their issuers publish so that scanners find them, and the first line of a private key.
_LITERAL = re.compile(
    r"(?P<aws>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)"
    r"|(?P<github>\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{82})\b)"
    r"|(?P<gitlab>\bglpat-[0-9A-Za-z_-]{20}\b)"
    r"|(?P<slack>\bxox[abprs]-[0-9A-Za-z-]{20,})"
    r"|(?P<google>\bAIza[0-9A-Za-z_-]{35}(?![\w-]))"
    r"|(?P<npm>\bnpm_[0-9A-Za-z]{36}\b)"
    r"|(?P<pypi>\bpypi-AgEIcHlwaS5vcmc[\w-]{50,})"
    r"|(?P<stripe>\b[rs]k_live_[0-9A-Za-z]{24,})"
    r"|(?P<private>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)"
)
_ISSUERS = {
    "aws": "An access key of AWS",
    "github": "A token of GitHub",
    "gitlab": "A token of GitLab",
    "slack": "A token of Slack",
    "google": "An API key of Google",
    "npm": "A token of npm",
    "pypi": "A token of PyPI",
    "stripe": "A secret key of Stripe",
    "private": "A private key",
}


@rule(
    on=(ast.Arg, ast.Env),
    severity=Severity.WARNING,
    aliases=("SecretsUsedInArgOrEnv", "DL3064", "DS-0031", "S6472", "DD020", "DF013", "DF014"),
)
def secret_in_env_or_arg(instruction: ast.Arg | ast.Env, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name or value that is a secret's."""
    for pair in instruction.pairs:
        literal = _LITERAL.search(pair.value.text) if pair.value is not None else None
        if literal is not None and pair.value is not None:
            kind = _ISSUERS[literal.lastgroup or ""]
            place = pair.value.source_range(*literal.span())
            yield Diagnostic(place, f"{kind} is in the file, and everyone who can pull the image can read it")
        # A global ARG reaches no image until a stage repeats it.
        elif state.in_stage and _names_a_secret(pair.name.text) and not _is_harmless(pair):
            where = "the image's environment" if isinstance(instruction, ast.Env) else "the image's history"
            yield Diagnostic(pair.name.range, f"`{pair.name.text}` is a secret by its name, and ends up in {where}")


def _names_a_secret(name: str) -> bool:
    words = set(name.lower().split("_"))
    return not words.isdisjoint(_SECRET) and words.isdisjoint(_HARMLESS)


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
