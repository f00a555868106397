"""What credentials look like: tokens by their shape, files by their name, and what only stands for one.

Source: the documentation of the issuers, who publish the shapes so that scanners find them: AWS, GitHub, GitLab, Slack,
Google, npm, PyPI, RubyGems, Stripe, SendGrid, DigitalOcean, Docker, Hugging Face, Anthropic, OpenAI, Shopify,
Databricks, HashiCorp, New Relic, Microsoft, Atlassian, Grafana (2026-08).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

_SHAPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "anthropic": ("An API key of Anthropic", r"\bsk-ant-[a-z]{3,8}[0-9]{2}-[\w-]{80,120}"),
        "atlassian": ("A token of Atlassian", r"\bATATT3[\w-]{100,250}"),
        "aws": ("An access key of AWS", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
        "azure": ("A storage key of Azure", r"\bAccountKey=[0-9A-Za-z+/]{86}=="),
        "databricks": ("A token of Databricks", r"\bdapi[0-9a-f]{32}\b"),
        "digitalocean": ("A token of DigitalOcean", r"\bdo[opr]_v1_[0-9a-f]{64}\b"),
        "docker": ("A token of Docker Hub", r"\bdckr_(?:pat|oat)_[\w-]{27,36}"),
        "github": (
            "A token of GitHub",
            r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{82})\b",
        ),
        "gitlab": ("A token of GitLab", r"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[0-9A-Za-z_-]{20,64}"),
        "google": ("An API key of Google", r"\bAIza[0-9A-Za-z_-]{35}(?![\w-])"),
        "oauth": ("A client secret of Google", r"\bGOCSPX-[\w-]{28}(?![\w-])"),
        "grafana": ("A token of Grafana", r"\bgl(?:c_[0-9A-Za-z+/]{60,200}|sa_[0-9A-Za-z]{32}_[0-9a-f]{8}\b)"),
        "hashicorp": ("A token of HashiCorp", r"\bhvs\.[\w-]{90,120}|\b[0-9A-Za-z]{14}\.atlasv1\.[\w-]{60,70}"),
        "huggingface": ("A token of Hugging Face", r"\bhf_[A-Za-z]{34}\b"),
        "newrelic": ("A key of New Relic", r"\bNRAK-[0-9A-Z]{27}\b"),
        "npm": ("A token of npm", r"\bnpm_[0-9A-Za-z]{36}\b"),
        "openai": (
            "An API key of OpenAI",
            r"\bsk-(?:(?:proj|svcacct|admin)-[\w-]{20,100})?T3BlbkFJ[\w-]{20,100}"
            r"|\bsk-[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}\b",
        ),
        # With its first line; the head alone may go with a key from a variable.
        "private": (
            "A private key",
            r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----[\s\\nr\"']{0,12}"
            r"(?:Proc-Type|Version:|[0-9A-Za-z+/]{16})",
        ),
        "pypi": ("A token of PyPI", r"\bpypi-AgE[\w-]{60,300}"),
        "rubygems": ("A key of RubyGems", r"\brubygems_[0-9a-f]{48}\b"),
        "sendgrid": ("A key of SendGrid", r"\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])"),
        "shopify": ("A token of Shopify", r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b"),
        "slack": (
            "A token of Slack",
            r"\bxox[abprs]-[0-9A-Za-z-]{20,200}|hooks\.slack\.com/services/T[0-9A-Z]{8,12}/B[0-9A-Z]{8,12}/[0-9A-Za-z]{24}",
        ),
        "stripe": ("A secret key of Stripe", r"\b[rs]k_live_[0-9A-Za-z]{24,120}\b"),
    }
)  # fmt: skip

_MARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "anthropic": ("sk-ant-",),
        "atlassian": ("ATATT3",),
        "aws": ("AKIA", "ASIA"),
        "azure": ("AccountKey=",),
        "databricks": ("dapi",),
        "digitalocean": ("_v1_",),
        "docker": ("dckr_",),
        "github": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        "gitlab": ("glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-"),
        "google": ("AIza",),
        "oauth": ("GOCSPX-",),
        "grafana": ("glc_", "glsa_"),
        "hashicorp": ("hvs.", ".atlasv1."),
        "huggingface": ("hf_",),
        "newrelic": ("NRAK-",),
        "npm": ("npm_",),
        "openai": ("T3BlbkFJ",),
        "private": ("PRIVATE KEY",),
        "pypi": ("pypi-AgE",),
        "rubygems": ("rubygems_",),
        "sendgrid": ("SG.",),
        "shopify": ("shpat_", "shpca_", "shppa_", "shpss_"),
        "slack": ("xox", "hooks.slack.com"),
        "stripe": ("k_live_",),
    }
)
"""Of each shape: one of these stands in whatever has it."""

HINTS: tuple[str, ...] = (*sorted({it.lower() for marks in _MARKS.values() for it in marks}), "@")
"""Of these, in lower case, one stands in every text that holds a credential; `@` in addresses with a password."""

# Bounded, so that no text makes it slow.
_ADDRESS = re.compile(
    r"(?<=[a-z])://([^\s/:@\"'$<>{}`\\]{1,100}):([^\s/@\"'$<>{}`\\]{3,200})@([^\s/:\"'$<>{}`\\]{1,200})"
)

_STAND_INS = ("example", "xxxx", "your", "dummy", "placeholder", "changeme", "change_me", "redacted", "....", "****")
_USUAL_PASSWORDS = frozenset(
    "admin changeme demo dev example foo guest mysql pass passwd password postgres pw pwd root secret test token user"
    " x-oauth-basic".split()
)
_FEWEST_LETTERS = 10
"""A key that was drawn by chance has more different characters."""


class Credential(NamedTuple):
    """A credential in a text."""

    start: int
    end: int
    what: str
    host: str | None = None
    """The host that a password in an address is for; `None` for any other credential."""


def credentials_in(text: str) -> Iterator[Credential]:
    """The credentials that stand in a text, without what documentation has in their place."""
    marked = tuple([name for name, marks in _MARKS.items() if any(it in text for it in marks)])
    for match in _tokens(marked).finditer(text) if marked else ():
        name = match.lastgroup or ""
        found = match.group()
        if name == "private" or not _is_stand_in(found):
            yield Credential(*match.span(), _SHAPES[name][0])
    for match in _ADDRESS.finditer(text) if "@" in text and "://" in text else ():
        user, password, host = match.groups()
        if password.lower() not in _USUAL_PASSWORDS and password != user and not _is_stand_in(password, fewest=4):
            yield Credential(*match.span(2), "A password", host.lower())


@lru_cache(maxsize=64)
def _tokens(names: tuple[str, ...]) -> re.Pattern[str]:
    """What has one of some shapes; to look for all of them in every text would take most of the time."""
    return re.compile("|".join(f"(?P<{name}>{_SHAPES[name][1]})" for name in names))


def _is_stand_in(text: str, fewest: int = _FEWEST_LETTERS) -> bool:
    lower = text.lower()
    return any(it in lower for it in _STAND_INS) or len(set(text)) < fewest or lower.count("1234567890") > 1


_FILES = frozenset(
    ".aws/credentials .boto .docker/config.json .dockercfg .git-credentials .htpasswd .netrc _netrc .npmrc .pgpass"
    " .pypirc .s3cfg .vault-token credentials.json id_dsa id_ecdsa id_ed25519 id_rsa kubeconfig service-account.json"
    " .yarnrc.yml .gem/credentials auth.json .composer/auth.json".split()
)
_ENDS = (".p12", ".pfx", ".jks", ".keystore", ".ppk", ".kdbx", "_rsa", "_ed25519", "_ecdsa", "_dsa", "-key.pem")
_PRIVATE = ("client", "priv", "server", "ssl", "tls")
"""Words in the name of a `.key` that is no public one, as those of package archives are."""
_PUBLIC = (".pub", ".example", ".sample", ".template", ".dist")

FILE_HINTS: tuple[str, ...] = (
    "_dsa", "_ecdsa", "_ed25519", "_rsa", ".boto", ".jks", ".kdbx", ".key", ".p12", ".pem", ".pfx", ".ppk", "auth.json",
    "config.json", "credentials", "dockercfg", "htpasswd", "kubeconfig", "netrc", "npmrc", "pgpass", "pypirc", "s3cfg",
    "service-account.json", "vault-token", "yarnrc", ".keystore", ".bundle", "auth.conf", "auth.toml", "nuget.config",
    "pip.conf", "settings.xml",
)  # fmt: skip
"""Of these, in lower case, one stands in the path of every such file."""


def is_secret_file(path: str) -> bool:
    """Whether a path is, by its name, that of a file whose only purpose is to hold a credential."""
    name = path.rstrip("/").rpartition("/")[2].lower()
    if name.endswith(_PUBLIC) or not name:
        return False
    parent = path.rstrip("/").rpartition("/")[0].rpartition("/")[2].lower()
    if name.endswith(".key"):
        return any(it in name for it in _PRIVATE)
    return name in _FILES or f"{parent}/{name}" in _FILES or name.endswith(_ENDS)


class CredentialFile(NamedTuple):
    """A file that holds credentials for certain programs; `secret` is what its secret is usually called."""

    secret: str
    programs: frozenset[str]


_NODE = "bun bunx lerna npm npx nx pnpm pnpx rush turbo yarn yarnpkg"
_PYTHON = "pip pip2 pip3 pipenv pipx python python3 tox nox"
_READERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ".npmrc": ("npmrc", _NODE),
        ".yarnrc.yml": ("yarnrc", "yarn yarnpkg"),
        "pip.conf": ("pip_conf", _PYTHON),
        ".netrc": (
            "netrc",
            f"{_PYTHON} bazel brew cargo composer conda curl git go hg http mamba mvn mvnw poetry svn uv wget",
        ),
        ".pypirc": ("pypirc", "flit hatch python python3 twine uv"),
        "auth.json": ("composer_auth", "composer composer.phar php"),
        "nuget.config": ("nuget_config", "dotnet msbuild nuget"),
        "settings.xml": ("maven_settings", "mvn mvnd mvnw"),
        "credentials.toml": ("cargo_credentials", "cargo cross maturin wasm-pack"),
        ".cargo/credentials": ("cargo_credentials", "cargo cross maturin wasm-pack"),
        ".bundle/config": ("bundle_config", "bundle bundler"),
        ".gem/credentials": ("gem_credentials", "gem bundle"),
        ".git-credentials": ("git_credentials", f"{_PYTHON} cargo composer git go npm pnpm poetry uv yarn"),
        "apt/auth.conf": ("apt_auth", "apt apt-get aptitude"),
        "auth.conf.d": ("apt_auth", "apt apt-get aptitude"),
        ".docker/config.json": ("docker_config", "buildah cosign crane docker helm oras podman skopeo"),
        ".aws/credentials": ("aws", "aws cdk dvc s3cmd sam terraform tofu"),
        "pypoetry/auth.toml": ("poetry_auth", "poetry"),
        ".pgpass": ("pgpass", "createdb pg_dump pg_restore psql"),
        ".s3cfg": ("s3cfg", "s3cmd"),
    }
)


def credential_file(path: str) -> CredentialFile | None:
    """Which programs read a file where it lies; `None` where that is not known."""
    parts = path.lower().strip("/").split("/")
    for name in ("/".join(parts[-2:]), parts[-1], parts[-2] if len(parts) > 1 else ""):
        found = _READERS.get(".netrc" if name == "_netrc" else name)
        if found is not None:
            return CredentialFile(found[0], frozenset(found[1].split()))
    return None


_KEYS = ("_rsa", "_ed25519", "_ecdsa", "_dsa")


def is_ssh_key(path: str) -> bool:
    """Whether a path is, by its name, that of a private key for SSH."""
    return path.rstrip("/").lower().endswith(_KEYS)


SSH_PROGRAMS: frozenset[str] = frozenset(
    f"{_NODE} {_PYTHON} ansible-galaxy bundle bundler cargo composer git go mix poetry rsync scp sftp ssh terraform uv"
    " west".split()
)
"""Programs that reach other machines over SSH, or fetch from repositories by way of git."""

_VARIABLES: tuple[tuple[str, str], ...] = (
    ("NPM_TOKEN", _NODE),
    ("NPM_AUTH", _NODE),
    ("NODE_AUTH_TOKEN", _NODE),
    ("YARN_NPM_", "yarn yarnpkg"),
    ("SENTRY_AUTH_TOKEN", f"sentry-cli {_NODE}"),
    ("TURBO_TOKEN", _NODE),
    ("NX_CLOUD_", _NODE),
    ("COMPOSER_AUTH", "composer composer.phar"),
    ("CARGO_REGISTRY_TOKEN", "cargo"),
    ("CARGO_REGISTRIES_", "cargo"),
    ("BUNDLE_", "bundle bundler"),
    ("GEM_HOST_API_KEY", "gem"),
    ("UV_INDEX_", "uv"),
    ("UV_PUBLISH_", "uv"),
    ("POETRY_HTTP_BASIC_", "poetry"),
    ("POETRY_PYPI_TOKEN_", "poetry"),
    ("PIP_", _PYTHON),
    ("TWINE_", "twine"),
    ("NUGET_", "dotnet nuget"),
    ("NUGETPACKAGESOURCECREDENTIALS_", "dotnet nuget"),
    ("MAVEN_", "mvn mvnd mvnw"),
    ("ORG_GRADLE_PROJECT_", "gradle gradlew"),
    ("HEX_API_KEY", "mix"),
)


def readers_of(variable: str) -> frozenset[str]:
    """The programs that read a variable with a credential by themselves; none where that is not known.

    They are tools for builds: nothing in a container needs such a variable.
    """
    upper = variable.upper()
    found = next((programs for start, programs in _VARIABLES if upper.startswith(start)), "")
    return frozenset(found.split())


class KnownSecret(NamedTuple):
    """A secret that builds are given: the programs that want it, and where below the home or in which variable."""

    programs: frozenset[str]
    place: str | None = None
    variable: str | None = None


def _secret(programs: str, place: str | None = None, variable: str | None = None) -> KnownSecret:
    return KnownSecret(frozenset(programs.split()), place, variable)


SECRETS: Mapping[str, KnownSecret] = MappingProxyType(
    {
        "npmrc": _secret(_NODE, ".npmrc"),
        "NPM_TOKEN": _secret(_NODE, variable="NPM_TOKEN"),
        "yarnrc": _secret("yarn yarnpkg", ".yarnrc.yml"),
        "pip_conf": _secret(_PYTHON, ".config/pip/pip.conf"),
        "netrc": _secret(f"{_PYTHON} go git curl wget poetry uv", ".netrc"),
        "PIP_INDEX_URL": _secret(_PYTHON, variable="PIP_INDEX_URL"),
        "UV_INDEX_PRIVATE_PASSWORD": _secret("uv", variable="UV_INDEX_PRIVATE_PASSWORD"),
        "poetry_auth": _secret("poetry", ".config/pypoetry/auth.toml"),
        "maven_settings": _secret("mvn mvnd mvnw", ".m2/settings.xml"),
        "gradle_properties": _secret("gradle gradlew", ".gradle/gradle.properties"),
        "nuget_config": _secret("dotnet nuget", ".nuget/NuGet/NuGet.Config"),
        "composer_auth": _secret("composer php", ".composer/auth.json"),
        "bundle_config": _secret("bundle bundler", ".bundle/config"),
        "cargo_credentials": _secret("cargo", ".cargo/credentials.toml"),
        "git_credentials": _secret("git go npm cargo", ".git-credentials"),
        "GITHUB_TOKEN": _secret("git gh go npm curl", variable="GITHUB_TOKEN"),
        "SENTRY_AUTH_TOKEN": _secret(f"sentry-cli {_NODE}", variable="SENTRY_AUTH_TOKEN"),
        "HF_TOKEN": _secret("huggingface-cli hf python python3", variable="HF_TOKEN"),
        "aws": _secret("aws terraform tofu sam", ".aws/credentials"),
        "docker_config": _secret("docker crane helm podman skopeo", ".docker/config.json"),
    }
)
"""Secrets by the ids that people give them."""
