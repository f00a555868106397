"""What is known of images without asking a registry: family, user, shell, package managers, releases.

Source: docker-library/official-images and the Dockerfiles behind it, GoogleContainerTools/distroless, Chainguard's,
Microsoft's and Red Hat's image documentation, endoflife.date; snapshot of 2026-08-22 (`official-images.json` beside
this file, which is read when first asked for). `None` means that the answer is not known, never "no".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any


class Family(Enum):
    """The operating system that an image is made of; images of one family share package manager and shells."""

    ALPINE = "alpine"
    AMAZON = "amazon"
    ARCH = "arch"
    AZURE = "azure"
    BUSYBOX = "busybox"
    DEBIAN = "debian"
    DISTROLESS = "distroless"
    FEDORA = "fedora"
    PHOTON = "photon"
    RED_HAT = "red-hat"
    SCRATCH = "scratch"
    SUSE = "suse"
    UBUNTU = "ubuntu"
    WINDOWS = "windows"
    WOLFI = "wolfi"


APT_SETTINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "balenalib": ("assume-yes", "install-recommends"),
        "cimg": ("assume-yes",),
        "circleci": ("assume-yes",),
        "resin": ("assume-yes", "install-recommends"),
    }
)
"""Namespaces whose images have an `apt.conf.d` of their own, and what they decide in it.

Source: `01_buildconfig` of balena-io-library/base-images, `90circleci` of CircleCI-Public/cimg-base.
"""

DNF_IS_MICRODNF: tuple[str, ...] = ("public.ecr.aws/lambda/", "amazon/aws-lambda-")
"""How the names of images begin in which `dnf` is a link to `microdnf`.

Source: AWS Lambda Developer Guide, "Deploy Node.js Lambda functions with container images".
"""

BUSYBOX_FAMILIES: frozenset[Family] = frozenset({Family.ALPINE, Family.BUSYBOX, Family.WOLFI})
"""Families whose everyday commands are BusyBox's, unless packages bring GNU's."""

PACKAGE_MANAGERS: Mapping[Family, tuple[str, ...]] = MappingProxyType(
    {
        Family.ALPINE: ("apk",),
        Family.AMAZON: ("dnf", "yum"),
        Family.ARCH: ("pacman",),
        Family.AZURE: ("tdnf",),
        Family.BUSYBOX: (),
        Family.DEBIAN: ("apt",),
        Family.DISTROLESS: (),
        Family.FEDORA: ("dnf",),
        Family.PHOTON: ("tdnf",),
        Family.RED_HAT: ("dnf", "yum", "microdnf"),
        Family.SCRATCH: (),
        Family.SUSE: ("zypper",),
        Family.UBUNTU: ("apt",),
        Family.WINDOWS: (),
        Family.WOLFI: ("apk",),
    }
)
"""The package managers of a family, by the names in `packages`; `pacman` and `tdnf` have no entry there."""

_SHELLS: Mapping[Family, tuple[str, ...]] = MappingProxyType(
    {
        Family.ALPINE: ("sh", "ash"),
        Family.AMAZON: ("sh", "bash"),
        Family.ARCH: ("sh", "bash"),
        Family.AZURE: ("sh", "bash"),
        Family.BUSYBOX: ("sh", "ash"),
        Family.DEBIAN: ("sh", "bash", "dash"),
        Family.DISTROLESS: (),
        Family.FEDORA: ("sh", "bash"),
        Family.PHOTON: ("sh", "bash"),
        Family.RED_HAT: ("sh", "bash"),
        Family.SCRATCH: (),
        Family.SUSE: ("sh", "bash"),
        Family.UBUNTU: ("sh", "bash", "dash"),
        Family.WINDOWS: ("cmd",),
        Family.WOLFI: ("sh", "ash"),
    }
)


@dataclass(frozen=True, slots=True)
class KnownImage:
    """What is known of one image.

    `repository` is its normal form, without the registry and `library/` of Docker's official images.
    `shells` are those that are surely there; empty means that there is none, so that RUN and every shell form fail.
    `user` is the one that containers run as by default, `unprivileged_user` one that the image has and USER can name.
    """

    repository: str
    official: bool
    family: Family | None
    shells: tuple[str, ...] | None
    package_managers: tuple[str, ...] | None
    user: str | None
    unprivileged_user: str | None

    @property
    def has_shell(self) -> bool | None:
        """Whether a shell form can run in it."""
        return None if self.shells is None else bool(self.shells)


@dataclass(frozen=True, slots=True)
class Release:
    """A release line of a product.

    Dates are `YYYY-MM-DD`; `end_of_life` is `None` where none is set, though `ended` may say that it is over.
    """

    cycle: str
    codename: str | None
    released: str | None
    end_of_life: str | None
    ended: bool
    long_term_support: bool
    latest: str | None


@dataclass(frozen=True, slots=True)
class OfficialImage:
    """An image of docker-library; `current` is the version that `latest` means on the day of the snapshot.

    `variants` are those of `alpine` and `slim` that some tag has.
    """

    name: str
    has_latest: bool
    current: str | None
    variants: tuple[str, ...]
    windows: bool
    releases: tuple[Release, ...]


HANDING_OVER: frozenset[str] = frozenset(
    "cassandra consul couchbase couchdb docker drupal ghost haproxy httpd influxdb joomla mariadb matomo mediawiki"
    " memcached mongo mysql nats nextcloud nginx percona php phpmyadmin postgres rabbitmq redis redmine registry"
    " rethinkdb solr sonarqube telegraf traefik valkey vault wordpress zookeeper".split()
)
"""Images whose own entrypoint, or server, starts as root and hands over to another user."""


SHELL_OF_ITS_OWN: tuple[str, ...] = (
    "bitnami/",
    "bitnamilegacy/",
    "cimg/",
    "jupyter/",
    "mambaorg/micromamba",
    "quay.io/jupyter/",
)
"""How the repositories begin whose images are built with a SHELL, which their configuration hands on."""


WITHOUT_APK_NO_CACHE: Mapping[str, frozenset[str]] = MappingProxyType(
    dict.fromkeys(("alpine", "gliderlabs/alpine"), frozenset(("2.6", "2.7", "3.1", "3.2")))
)
"""Images by their tags whose apk does not know `--no-cache`, which came with Alpine 3.3 (gliderlabs/docker-alpine,
docs/usage.md)."""

WITH_RUBYGEMS_1: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "centos": frozenset(("5", "6")),
        "debian": frozenset(("6", "7", "squeeze", "wheezy")),
        "ubuntu": frozenset(("10.04", "12.04", "13.04", "13.10", "14.04", "lucid", "precise", "trusty")),
    }
)
"""Systems by their tags whose package `ruby` has RubyGems 1, which knows `--no-ri --no-rdoc` in place of
`--no-document` (packages.debian.org and packages.ubuntu.com, `rubygems` and `ruby1.9.1`)."""


def is_root(user: str | None) -> bool:
    """Whether a user as USER takes it is known to be root, by name or number and with whatever group."""
    return user is not None and user.partition(":")[0] in ("root", "0")


_REGISTRIES_OF_HUB = ("docker.io/", "index.docker.io/", "registry-1.docker.io/", "registry.hub.docker.com/")
_MIRRORS_OF_OFFICIAL = ("public.ecr.aws/docker/library/", "mirror.gcr.io/library/", "library/")

# Debian's and Ubuntu's release names, as tags carry them.
_DEBIAN_NAMES = frozenset(
    "jessie stretch buster bullseye bookworm trixie forky duke sid stable oldstable testing unstable debian".split()
)
_UBUNTU_NAMES = frozenset(
    "trusty xenial bionic focal jammy kinetic lunar mantic noble oracular plucky questing resolute ubuntu".split()
)
# The first part of a tag's word decides: `alpine3.22`, `ubuntu24.04`, `ubi9`, `al2023`.
_TAG_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("windowsservercore", Family.WINDOWS),
    ("nanoserver", Family.WINDOWS),
    ("alpine", Family.ALPINE),
    ("busybox", Family.BUSYBOX),
    ("azurelinux", Family.AZURE),
    ("mariner", Family.AZURE),
    ("amazonlinux", Family.AMAZON),
    ("al2", Family.AMAZON),
    ("oraclelinux", Family.RED_HAT),
    ("almalinux", Family.RED_HAT),
    ("rockylinux", Family.RED_HAT),
    ("centos", Family.RED_HAT),
    ("ubi", Family.RED_HAT),
    ("fedora", Family.FEDORA),
    ("ubuntu", Family.UBUNTU),
    ("debian", Family.DEBIAN),
)


def _table(family: Family, names: str) -> dict[str, Family]:
    return dict.fromkeys(names.split(), family)


# What a tag without a word of its own means.
_FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        **_table(
            Family.ALPINE,
            "alpine adminer arangodb bash caddy composer docker eclipse-mosquitto registry teamspeak traefik vault"
            " consul"
            " grafana/grafana hashicorp/terraform hashicorp/vault hashicorp/packer hashicorp/consul curlimages/curl"
            " alpine/git alpine/k8s alpine/curl amazon/aws-cli-alpine gcr.io/kaniko-project/executor-alpine",
        ),
        **_table(
            Family.DEBIAN,
            "debian neurodebian buildpack-deps node python ruby golang rust perl php pypy gcc dart elixir erlang"
            " haskell"
            " julia nim r-base rakudo-star clojure hylang swipl haxe crystal postgres redis memcached nginx httpd"
            " haproxy"
            " couchdb chronograf kapacitor telegraf influxdb drupal wordpress joomla matomo mediawiki monica nextcloud"
            " friendica backdrop espocrm phpmyadmin postfixadmin yourls redmine irssi znc rethinkdb varnish spiped"
            " satosa"
            " jenkins/jenkins nginxinc/nginx-unprivileged oven/bun denoland/deno continuumio/miniconda3"
            " continuumio/anaconda3 mambaorg/micromamba ghcr.io/puppeteer/puppeteer tiangolo/uvicorn-gunicorn-fastapi",
        ),
        **_table(
            Family.UBUNTU,
            "ubuntu rabbitmq mongo clickhouse tomcat eclipse-temurin gradle maven jetty solr flink spark zookeeper"
            " cassandra swift ros sapmachine ibm-semeru-runtimes ibmjava open-liberty websphere-liberty sonarqube kong"
            " storm groovy tomee jruby xwiki couchbase mariadb odoo nvidia/cuda tensorflow/tensorflow pytorch/pytorch"
            " selenium/standalone-chrome selenium/standalone-firefox mcr.microsoft.com/playwright"
            " mcr.microsoft.com/playwright/python mcr.microsoft.com/playwright/java quay.io/jupyter/base-notebook",
        ),
        **_table(Family.AMAZON, "amazonlinux amazoncorretto amazon/aws-cli"),
        **_table(Family.RED_HAT, "almalinux rockylinux oraclelinux centos openjdk mysql percona rockylinux/rockylinux"),
        **_table(Family.FEDORA, "fedora"),
        **_table(Family.ARCH, "archlinux"),
        **_table(Family.PHOTON, "photon"),
        **_table(Family.BUSYBOX, "busybox prom/prometheus prom/node-exporter quay.io/prometheus/prometheus"),
        **_table(Family.SUSE, "opensuse/leap opensuse/tumbleweed registry.opensuse.org/opensuse/leap"),
        **_table(Family.SCRATCH, "scratch hello-world nats"),
    }
)

# Repositories that share a beginning. A longer beginning stands before a shorter one.
_PREFIXES: tuple[tuple[str, Family], ...] = (
    ("gcr.io/distroless/", Family.DISTROLESS),
    ("cgr.dev/chainguard/", Family.WOLFI),
    ("cgr.dev/", Family.WOLFI),
    ("chainguard/", Family.WOLFI),
    ("mcr.microsoft.com/windows", Family.WINDOWS),
    ("microsoft/nanoserver", Family.WINDOWS),
    ("microsoft/windowsservercore", Family.WINDOWS),
    ("mcr.microsoft.com/azurelinux/", Family.AZURE),
    ("mcr.microsoft.com/cbl-mariner/", Family.AZURE),
    ("mcr.microsoft.com/devcontainers/", Family.DEBIAN),
    ("public.ecr.aws/lambda/", Family.AMAZON),
    ("public.ecr.aws/amazonlinux/", Family.AMAZON),
    ("registry.access.redhat.com/ubi", Family.RED_HAT),
    ("registry.redhat.io/ubi", Family.RED_HAT),
    ("redhat/ubi", Family.RED_HAT),
    ("registry.suse.com/", Family.SUSE),
    ("registry.fedoraproject.org/fedora", Family.FEDORA),
    ("quay.io/fedora/fedora", Family.FEDORA),
    ("quay.io/centos/centos", Family.RED_HAT),
    ("quay.io/jupyter/", Family.UBUNTU),
    ("jupyter/", Family.UBUNTU),
    ("bitnami/", Family.DEBIAN),
    ("bitnamilegacy/", Family.DEBIAN),
    ("cimg/", Family.UBUNTU),
    ("arm32v7/alpine", Family.ALPINE),
    ("arm64v8/alpine", Family.ALPINE),
    ("amd64/alpine", Family.ALPINE),
)

# Default users other than root. An official image not named here runs as root, or starts as root and steps down itself.
_USERS: Mapping[str, str] = MappingProxyType(
    {
        "elasticsearch": "elasticsearch",
        "emqx": "emqx",
        "haproxy": "haproxy",
        "jetty": "jetty",
        "kibana": "kibana",
        "kong": "kong",
        "liquibase": "liquibase",
        "logstash": "logstash",
        "memcached": "memcache",
        "odoo": "odoo",
        "open-liberty": "1001",
        "rocket.chat": "rocketchat",
        "solr": "solr",
        "sonarqube": "sonarqube",
        "spark": "spark",
        "varnish": "varnish",
        "websphere-liberty": "1001",
        "curlimages/curl": "curl_user",
        "ghcr.io/puppeteer/puppeteer": "pptruser",
        "grafana/grafana": "472",
        "jenkins/jenkins": "jenkins",
        "mambaorg/micromamba": "mambauser",
        "nginxinc/nginx-unprivileged": "nginx",
        "prom/prometheus": "nobody",
        "prom/node-exporter": "nobody",
    }
)
# Official images whose default user was not looked up.
_USER_UNKNOWN = frozenset(
    "aerospike api-firewall bonita clearlinux convertigo crate eggdrop geonetwork ghost hitch influxdb lightstreamer"
    " mongo-express monica notary photon plone rethinkdb sapmachine satosa silverpeas teamspeak unit xwiki"
    " yourls".split()
)
_UNPRIVILEGED: Mapping[str, str] = MappingProxyType(
    {
        "node": "node",
        "oven/bun": "bun",
        "denoland/deno": "deno",
        "nginx": "nginx",
        "httpd": "www-data",
        "php": "www-data",
        "wordpress": "www-data",
        "drupal": "www-data",
        "nextcloud": "www-data",
        "gradle": "gradle",
        "postgres": "postgres",
        "redis": "redis",
        "mysql": "mysql",
        "mariadb": "mysql",
        "mongo": "mongodb",
        "rabbitmq": "rabbitmq",
        "cassandra": "cassandra",
        "zookeeper": "zookeeper",
        "buildpack-deps": "nobody",
    }
)
# The rest have it too, but nobody is meant for no one in particular.
_NOBODY = frozenset({Family.ALPINE, Family.DEBIAN, Family.UBUNTU, Family.RED_HAT, Family.FEDORA, Family.AMAZON})


def normal_repository(repository: str) -> str:
    """The repository in the form that the tables use: `docker.io/library/node` is `node`, `docker.io/a/b` is `a/b`."""
    name = repository.lower().strip("/")
    for registry in _REGISTRIES_OF_HUB:
        name = name.removeprefix(registry)
    for mirror in _MIRRORS_OF_OFFICIAL:
        name = name.removeprefix(mirror)
    return name


def family_of(repository: str, tag: str | None = None) -> Family | None:
    """The family of an image, by what its tag says and else by its repository."""
    name = normal_repository(repository)
    if name == "scratch":
        return Family.SCRATCH
    prefix = next((family for start, family in _PREFIXES if name.startswith(start)), None)
    if prefix in (Family.DISTROLESS, Family.WOLFI, Family.WINDOWS):
        return prefix
    said = _family_in_tag(tag)
    if said is not None:
        return said
    if name == "ghcr.io/astral-sh/uv":
        # Tags of a version alone hold the binary and nothing else.
        return Family.SCRATCH
    if name.startswith("mcr.microsoft.com/dotnet/"):
        return _dotnet_family(tag)
    if name == "openjdk" and _words(tag)[0].partition("u")[0].partition(".")[0] in ("6", "7", "8", "9", "10", "11"):
        # Oracle Linux is the default from 12 on.
        return Family.DEBIAN
    return prefix or _FAMILIES.get(name)


def known_image(repository: str, tag: str | None = None) -> KnownImage:
    """All that is known of an image; an unknown one has `None` everywhere."""
    name = normal_repository(repository)
    family = family_of(repository, tag)
    bare = family is Family.SCRATCH and name != "scratch"
    return KnownImage(
        name,
        is_official(name),
        family,
        _shells(name, tag, family),
        _package_managers(name, tag, family),
        # An image of a single binary may still name a user.
        None if bare and name not in _USERS else _user(name, tag, family),
        _unprivileged(name, tag, family),
    )


def is_official(repository: str) -> bool:
    """Whether Docker's official images have, or had, a repository of that name."""
    entry = _images().get(normal_repository(repository))
    return entry is not None and entry.get("official", True)


def official_image(repository: str) -> OfficialImage | None:
    """What the snapshot has of an image; `None` where it has nothing."""
    return _official_image(normal_repository(repository))


@lru_cache(maxsize=256)
def _official_image(name: str) -> OfficialImage | None:
    entry = _images().get(name)
    if entry is None:
        return None
    return OfficialImage(
        name,
        bool(entry["latest"]),
        entry.get("current"),
        tuple(entry.get("variants", ())),
        bool(entry.get("windows", False)),
        tuple(_release(it) for it in entry.get("releases", ())),
    )


def official_names() -> tuple[str, ...]:
    """The names of all official images, in alphabetical order."""
    return tuple(name for name, entry in _images().items() if entry.get("official", True))


def snapshot_date() -> str:
    """The day of the snapshot, `YYYY-MM-DD`."""
    return str(_snapshot()["date"])


def _family_in_tag(tag: str | None) -> Family | None:
    for word in (tag or "").lower().replace("_", "-").split("-"):
        for start, family in _TAG_FAMILIES:
            if word.startswith(start):
                return family
        if word in _DEBIAN_NAMES:
            return Family.DEBIAN
        if word in _UBUNTU_NAMES:
            return Family.UBUNTU
    return None


def _dotnet_family(tag: str | None) -> Family | None:
    # .NET 10 moved the default from Debian to Ubuntu.
    major = (tag or "").partition(".")[0].partition("-")[0]
    if not major.isdecimal():
        return None
    return Family.UBUNTU if int(major) >= 10 else Family.DEBIAN


def _words(tag: str | None) -> list[str]:
    return (tag or "").lower().split("-")


def _is_chiseled(tag: str | None) -> bool:
    words = _words(tag)
    return "chiseled" in words or "distroless" in words


def _shells(name: str, tag: str | None, family: Family | None) -> tuple[str, ...] | None:
    words = _words(tag)
    if family is None:
        return None
    if family is Family.DISTROLESS:
        # The debug variants have BusyBox, in a place where SHELL and PATH have to find it.
        return ("sh",) if "debug" in words else ()
    if family is Family.WOLFI:
        return ("sh", "ash", "bash") if _is_development_image(name, tag) else ()
    if _is_chiseled(tag):
        return ()
    if name == "bash":
        return ("bash", "sh", "ash")
    if family is Family.WINDOWS and ("server" in name or any(it.startswith("windowsservercore") for it in words)):
        return ("cmd", "powershell")
    return _SHELLS[family]


def _package_managers(name: str, tag: str | None, family: Family | None) -> tuple[str, ...] | None:
    if family is None:
        return None
    shells = _shells(name, tag, family)
    if not shells:
        return ()
    if family is Family.RED_HAT:
        if name.endswith("-minimal") or "minimal" in _words(tag) or "slim" in _words(tag):
            return ("microdnf",)
        if name.endswith("-micro"):
            return ()
    return PACKAGE_MANAGERS[family]


def _is_development_image(name: str, tag: str | None) -> bool:
    return name.endswith(("/wolfi-base", "/chainguard-base", "/bash", "/busybox")) or "dev" in _words(tag)


def _user(name: str, tag: str | None, family: Family | None) -> str | None:
    words = _words(tag)
    if name in _USERS:
        return _USERS[name]
    if name in _USER_UNKNOWN:
        return None
    if family is Family.DISTROLESS:
        return "nonroot" if "nonroot" in words else "root"
    if family is Family.WOLFI:
        return "root" if name.endswith("/wolfi-base") else "nonroot"
    if name.startswith("mcr.microsoft.com/dotnet/"):
        if _is_chiseled(tag):
            return "app"
        return None if family is Family.WINDOWS else "root"
    if name.startswith(("bitnami/", "bitnamilegacy/")):
        return "1001"
    if name.startswith(("quay.io/jupyter/", "jupyter/")):
        return "jovyan"
    if name.startswith("cimg/"):
        return "circleci"
    if family is Family.WINDOWS:
        return "ContainerUser" if any(it.startswith("nanoserver") for it in words) else "ContainerAdministrator"
    if name == "scratch" or is_official(name):
        return "root"
    return None


def _unprivileged(name: str, tag: str | None, family: Family | None) -> str | None:
    if name in _UNPRIVILEGED:
        return _UNPRIVILEGED[name]
    if family in (Family.DISTROLESS, Family.WOLFI):
        return "nonroot"
    if name.startswith("mcr.microsoft.com/dotnet/") and family is not Family.WINDOWS:
        major = (tag or "").partition(".")[0].partition("-")[0]
        # Since .NET 8.
        return "app" if major.isdecimal() and int(major) >= 8 else None
    user = _user(name, tag, family)
    if user is not None and not is_root(user) and family is not Family.WINDOWS:
        return user
    return "nobody" if family in _NOBODY and is_official(name) else None


def _release(row: list[Any]) -> Release:
    cycle, codename, released, end, long_term_support, latest = row
    return Release(
        str(cycle),
        codename,
        released,
        end if isinstance(end, str) else None,
        end is True,
        bool(long_term_support),
        latest,
    )


@lru_cache(maxsize=1)
def _snapshot() -> Mapping[str, Any]:
    text = resources.files("dockwright.catalog").joinpath("official-images.json").read_text(encoding="utf-8")
    snapshot: dict[str, Any] = json.loads(text)
    return MappingProxyType(snapshot)


def _images() -> Mapping[str, Mapping[str, Any]]:
    images: Mapping[str, Mapping[str, Any]] = _snapshot()["images"]
    return images


# All of them official; where such an image names a command at all, it is a shell or an interpreter's prompt.
_WITHOUT_PROGRAM = frozenset(
    "almalinux alpine alt amazonlinux archlinux bash buildpack-deps busybox centos clearlinux clojure debian elixir"
    " eclipse-temurin erlang fedora gcc golang groovy haskell haxe hylang ibmjava julia mageia node openjdk"
    " opensuse oraclelinux perl photon pypy python r-base rakudo-star rockylinux ruby rust sapmachine sl"
    " swift swipl ubuntu".split()
)
# Official images whose own Dockerfile has a STOPSIGNAL, also by way of the image that it builds on.
_WITH_STOPSIGNAL = frozenset(
    "backdrop drupal friendica haproxy httpd joomla kong matomo mediawiki monica nextcloud nginx php phpmyadmin"
    " postfixadmin postgres unit wordpress yourls".split()
)


def brings_no_program(image: KnownImage) -> bool:
    """Whether the image is known to start nothing by itself but a shell or an interpreter that waits for input."""
    return image.repository in _WITHOUT_PROGRAM


def brings_no_stopsignal(image: KnownImage) -> bool:
    """Whether the image is known to leave the signal that stops a container to the default, SIGTERM."""
    return image.official and image.repository not in _WITH_STOPSIGNAL


BRINGING_CERTIFICATES: frozenset[str] = frozenset({"golang", "rust"})
"""Images for building programs that have `/etc/ssl/certs/ca-certificates.crt` in all their variants for Linux."""
