"""Which environment variables an image sets, for the images that most files start from.

Source: the `ENV` lines of the Dockerfiles behind Docker's official images, of all releases of the last ten years, and
the configurations that `docker image inspect` shows; read in 2026-08. PATH is not listed: every build has one.
An image may set fewer of the names than stand here, but no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dockwright.catalog.images import normal_repository

_NOTHING: frozenset[str] = frozenset()

_BARE = """
almalinux alpine amazonlinux busybox buildpack-deps centos debian hello-world opensuse/leap opensuse/tumbleweed
oraclelinux rockylinux scratch ubuntu
"""

_ENVIRONMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(_BARE.split(), _NOTHING),
        "archlinux": frozenset(("LANG",)),
        "golang": frozenset("GOLANG_VERSION GOPATH GOTOOLCHAIN GOROOT".split()),
        "node": frozenset("NODE_VERSION YARN_VERSION NPM_CONFIG_LOGLEVEL".split()),
        "python": frozenset(
            (
                "LANG GPG_KEY PYTHON_VERSION PYTHON_SHA256 PYTHON_PIP_VERSION PYTHON_SETUPTOOLS_VERSION "
                "PYTHON_GET_PIP_URL PYTHON_GET_PIP_SHA256"
            ).split()
        ),
        "ruby": frozenset(
            (
                "LANG RUBY_VERSION RUBY_MAJOR RUBY_DOWNLOAD_SHA256 RUBY_DOWNLOAD_URL RUBYGEMS_VERSION BUNDLER_VERSION "
                "GEM_HOME BUNDLE_SILENCE_ROOT_WARNING BUNDLE_APP_CONFIG BUNDLE_PATH BUNDLE_BIN"
            ).split()
        ),
        "rust": frozenset("RUSTUP_HOME CARGO_HOME RUST_VERSION".split()),
    }
)


def image_environment(repository: str) -> frozenset[str] | None:
    """The names that an image of `repository` may set besides PATH; `None` where that is not known."""
    return _ENVIRONMENTS.get(normal_repository(repository))
