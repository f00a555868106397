"""Which images, working directories and instructions people use most, to offer the likely before the rest.

Source: counted over some thousand public Dockerfiles, and the documentation of the images (2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OFFICIAL: tuple[str, ...] = tuple(
    (
        "alpine ubuntu debian node python golang nginx php rust ruby eclipse-temurin busybox maven gradle composer"
        " httpd postgres redis mysql mariadb mongo tomcat caddy elixir buildpack-deps amazonlinux fedora almalinux"
        " rockylinux gcc perl erlang haproxy memcached rabbitmq bash docker traefik registry wordpress"
    ).split()
)
"""Docker's official images, the most used first; the others are used by few."""

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "mcr.microsoft.com/dotnet/sdk": ".NET, to build with",
        "mcr.microsoft.com/dotnet/aspnet": "ASP.NET Core, to run",
        "mcr.microsoft.com/dotnet/runtime": ".NET, to run",
        "mcr.microsoft.com/dotnet/runtime-deps": "what self-contained .NET programs need",
        "gcr.io/distroless/static-debian13": "no shell, for static programs",
        "gcr.io/distroless/base-debian13": "no shell, with glibc",
        "gcr.io/distroless/cc-debian13": "no shell, with glibc and libgcc",
        "gcr.io/distroless/java21-debian13": "no shell, with a JRE",
        "gcr.io/distroless/nodejs24-debian13": "no shell, with Node.js",
        "gcr.io/distroless/python3-debian13": "no shell, with Python",
        "registry.access.redhat.com/ubi9/ubi-minimal": "Red Hat, small",
        "registry.access.redhat.com/ubi9/ubi": "Red Hat",
        "cgr.dev/chainguard/static": "Chainguard, for static programs",
        "cgr.dev/chainguard/wolfi-base": "Chainguard's Wolfi",
        "public.ecr.aws/lambda/python": "AWS Lambda",
        "public.ecr.aws/lambda/nodejs": "AWS Lambda",
        "mcr.microsoft.com/windows/servercore": "Windows",
        "mcr.microsoft.com/windows/nanoserver": "Windows, small",
        "mcr.microsoft.com/powershell": "PowerShell",
        "amazon/aws-lambda-python": "AWS Lambda",
        "continuumio/miniconda3": "Conda",
        "mambaorg/micromamba": "Conda, small",
        "pytorch/pytorch": "PyTorch",
        "tensorflow/tensorflow": "TensorFlow",
        "nvidia/cuda": "CUDA",
        "nginxinc/nginx-unprivileged": "nginx without root",
        "mcr.microsoft.com/playwright": "browsers for tests",
        "mcr.microsoft.com/devcontainers/base": "development containers",
        "oven/bun": "Bun",
        "denoland/deno": "Deno",
    }
)
"""Other images that many files start from, and what each is for."""

_TAGS: tuple[tuple[str, str], ...] = (
    ("mcr.microsoft.com/dotnet/sdk", "10.0 10.0-alpine 10.0-noble 9.0 9.0-alpine 9.0-noble 8.0 8.0-alpine 8.0-noble"),
    (
        "mcr.microsoft.com/dotnet/",
        "10.0 10.0-alpine 10.0-noble 10.0-noble-chiseled 9.0 9.0-alpine 9.0-noble 9.0-noble-chiseled"
        " 8.0 8.0-alpine 8.0-noble 8.0-noble-chiseled",
    ),
    ("gcr.io/distroless/", "nonroot latest debug-nonroot debug"),
    ("cgr.dev/chainguard/", "latest latest-dev"),
    ("nginxinc/nginx-unprivileged", "stable-alpine alpine stable"),
    ("oven/bun", "1 1-slim 1-alpine 1-distroless"),
    ("denoland/deno", "alpine debian distroless"),
    ("mcr.microsoft.com/windows/", "ltsc2025 ltsc2022 ltsc2019"),
)


def tags_elsewhere(repository: str) -> tuple[str, ...]:
    """The tags of such an image that hardly change, the usual one first.

    Source: what the images' own pages say of their tags (2026-11).
    """
    return next((tuple(tags.split()) for name, tags in _TAGS if repository.startswith(name)), ())


TO_COPY_FROM: Mapping[str, str] = MappingProxyType(
    {
        "ghcr.io/astral-sh/uv": "/uv",
        "composer": "/usr/bin/composer",
        "busybox": "/bin",
        "nginx": "/etc/nginx",
        "node": "/usr/local/bin/node",
        "mwader/static-ffmpeg": "/ffmpeg",
        "tianon/gosu": "/gosu",
        "krallin/ubuntu-tini": "/usr/local/bin/tini",
        "amazon/aws-cli": "/usr/local/aws-cli",
        "public.ecr.aws/awsguru/aws-lambda-adapter": "/lambda-adapter",
    }
)
"""Images that are mostly copied from, and what people take."""

PATHS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "alpine": ("/etc/ssl/certs/ca-certificates.crt", "/usr/share/zoneinfo/"),
        "bash": ("/usr/local/bin/bash",),
        "caddy": ("/usr/bin/caddy",),
        "composer": ("/usr/bin/composer",),
        "debian": ("/etc/ssl/certs/ca-certificates.crt", "/usr/share/zoneinfo/"),
        "docker": ("/usr/local/bin/docker", "/usr/local/libexec/docker/cli-plugins/"),
        "eclipse-temurin": ("/opt/java/openjdk/",),
        "golang": (
            "/go/bin/",
            "/usr/local/go/",
            "/etc/ssl/certs/ca-certificates.crt",
            "/usr/local/go/lib/time/zoneinfo.zip",
        ),
        "nginx": ("/usr/share/nginx/html/", "/etc/nginx/"),
        "node": ("/usr/local/bin/node", "/usr/local/lib/node_modules/", "/usr/local/include/node/"),
        "php": ("/usr/local/etc/php/", "/usr/local/lib/php/extensions/"),
        "python": ("/usr/local/bin/", "/usr/local/lib/", "/opt/venv/"),
        "ruby": ("/usr/local/bundle/",),
        "rust": ("/usr/local/cargo/bin/", "/usr/local/rustup/"),
        "ubuntu": ("/etc/ssl/certs/ca-certificates.crt", "/usr/share/zoneinfo/"),
    }
)
"""What people copy out of official images, and out of stages that build on them."""

DESTINATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "caddy": ("/srv/", "/etc/caddy/"),
        "haproxy": ("/usr/local/etc/haproxy/",),
        "httpd": ("/usr/local/apache2/htdocs/", "/usr/local/apache2/conf/"),
        "mariadb": ("/docker-entrypoint-initdb.d/", "/etc/mysql/conf.d/"),
        "mongo": ("/docker-entrypoint-initdb.d/",),
        "mysql": ("/docker-entrypoint-initdb.d/", "/etc/mysql/conf.d/"),
        "nginx": ("/usr/share/nginx/html/", "/etc/nginx/conf.d/", "/etc/nginx/templates/", "/docker-entrypoint.d/"),
        "nginxinc/nginx-unprivileged": ("/usr/share/nginx/html/", "/etc/nginx/conf.d/"),
        "php": ("/var/www/html/", "/usr/local/etc/php/conf.d/"),
        "postgres": ("/docker-entrypoint-initdb.d/",),
        "redis": ("/usr/local/etc/redis/",),
        "tomcat": ("/usr/local/tomcat/webapps/",),
        "traefik": ("/etc/traefik/",),
    }
)
"""Where people put files into images that are made to be given some."""

BUILT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bun": ("dist/", "build/", ".next/"),
        "cargo": ("target/release/",),
        "dotnet": ("bin/Release/", "publish/"),
        "gradle": ("build/libs/*.jar", "build/libs/"),
        "maven": ("target/*.jar", "target/"),
        "mix": ("_build/prod/rel/",),
        "npm": ("dist/", "build/", ".next/standalone/", ".next/static/", "public/"),
        "pnpm": ("dist/", "build/", ".next/standalone/", ".next/static/", "public/"),
        "poetry": (".venv/", "dist/"),
        "uv": (".venv/", "dist/"),
        "yarn": ("dist/", "build/", ".next/standalone/", ".next/static/", "public/"),
        "yarn-berry": ("dist/", "build/", ".next/standalone/", ".next/static/", "public/"),
    }
)
"""Where package managers, by their names in `packages`, mostly put what they build, below the working directory."""

WORKING_DIRECTORIES: tuple[str, ...] = (
    "/app", "/src", "/usr/src/app", "/workspace", "/build", "/data", "/code", "/var/www/html", "/srv", "/opt",
)  # fmt: skip
"""What WORKDIR names, the most used first."""

WORKING_DIRECTORY_OF: Mapping[str, str] = MappingProxyType(
    {
        "golang": "/src",
        "httpd": "/usr/local/apache2/htdocs",
        "nginx": "/usr/share/nginx/html",
        "node": "/usr/src/app",
        "php": "/var/www/html",
        "tomcat": "/usr/local/tomcat",
    }
)
"""Where the documentation of an official image puts the work."""

FOLLOWING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        key: tuple(value.split())
        for key, value in {
            "": "FROM ARG",
            "ADD": "RUN ADD COPY WORKDIR CMD ENV EXPOSE ENTRYPOINT USER VOLUME ARG FROM",
            "ARG": "ARG ENV RUN FROM COPY LABEL WORKDIR SHELL USER ADD HEALTHCHECK",
            "CMD": "FROM HEALTHCHECK EXPOSE ENTRYPOINT STOPSIGNAL LABEL",
            "COPY": "COPY RUN WORKDIR ENV ENTRYPOINT EXPOSE CMD ARG USER FROM ADD",
            "ENTRYPOINT": "CMD FROM EXPOSE STOPSIGNAL HEALTHCHECK COPY RUN WORKDIR LABEL VOLUME",
            "ENV": "ENV RUN COPY ARG WORKDIR CMD EXPOSE USER ENTRYPOINT ADD LABEL FROM",
            "EXPOSE": "CMD ENTRYPOINT EXPOSE WORKDIR HEALTHCHECK VOLUME ENV COPY USER RUN FROM",
            "FROM": "WORKDIR RUN ARG ENV COPY LABEL SHELL USER ADD FROM",
            "HEALTHCHECK": "CMD ENTRYPOINT FROM RUN",
            "LABEL": "LABEL RUN ENV WORKDIR ARG COPY USER EXPOSE CMD",
            "MAINTAINER": "RUN ENV COPY LABEL ARG WORKDIR ADD USER",
            "ONBUILD": "ONBUILD CMD WORKDIR EXPOSE RUN ENTRYPOINT",
            "RUN": "RUN COPY ENV WORKDIR USER ARG CMD EXPOSE ENTRYPOINT VOLUME FROM ADD",
            "SHELL": "RUN ENV WORKDIR ARG CMD EXPOSE LABEL USER",
            "STOPSIGNAL": "CMD ENTRYPOINT WORKDIR COPY EXPOSE RUN USER",
            "USER": "RUN WORKDIR COPY ENV ENTRYPOINT EXPOSE CMD ARG FROM",
            "VOLUME": "EXPOSE CMD ENTRYPOINT WORKDIR RUN COPY USER",
            "WORKDIR": "COPY RUN ENV USER EXPOSE ENTRYPOINT CMD ARG VOLUME ADD FROM",
        }.items()
    }
)
"""Which instruction follows another, the likeliest first; what begins a file follows ""."""
