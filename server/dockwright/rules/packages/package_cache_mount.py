r"""Packages downloaded without a cache mount.

Whenever the layer has to be built again, everything is downloaded again. On a cache mount BuildKit keeps the downloads
of one build for the next, and out of the image, so there is nothing to clean up either.

```dockerfile bad
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
```dockerfile good
FROM python:3.13-slim
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
```

The rule is off by default: it needs BuildKit and a builder that lives from one build to the next, which is not so in
many CI systems. It contradicts the rules that ask for a clean-up or a `--no-cache`, which are then silent.

```dockerfile bad
FROM golang:1.25 AS build
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /app
FROM scratch
COPY --from=build /app /app
```
```dockerfile good
FROM golang:1.25 AS build
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /app
FROM scratch
COPY --from=build /app /app
```

The fix has to be asked for, as the image then lacks what is on the mount. It takes away the flags and clean-ups that
contradict the mount, and does what the package manager needs to keep something on it: apt without `docker-clean`, apk
with its link, dnf with `keepcache`. A user other than root gets the mount by number. Where Go, Cargo, Maven, Gradle,
NuGet or pnpm read from a store what they fetched earlier, every RUN that may read it gets the mount.

There is no fix where nobody knows the place or the user's number, and where a container or another stage may need what
is in the store: what is on a mount is not in the image.

For the same reason Cargo's `target` directory takes more than a mount. A second fix, and the refactoring "Keep Cargo's
build output in a cache mount", also copies the program out in the RUN that builds it, and has everything that reads it
below, such as `COPY --from=build /src/target/release/app /app`, take the copy:

```dockerfile
RUN --mount=type=cache,target=/src/target,sharing=locked cargo build --release \
    && cp target/release/app /usr/local/bin/
```

Every RUN that runs Cargo there gets the mount, also one that builds the dependencies alone. It is offered only where
all that reads the directory names single files in it, not the whole or by a pattern. Cargo tells by the times of files
what is to be built again: where a builder serves several branches or projects that build in one directory, give the
mount an `id` of its own. What Maven, Gradle, .NET and others build gets no mount, as nobody can tell its name.

## References

- [Optimize cache usage: cache mounts](https://docs.docker.com/build/cache/optimize/#use-cache-mounts)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import MANAGERS, PackageManager
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.build_outputs import output_mount
from dockwright.semantic.cache_mounts import cache_mount_edits, fetches
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Site, is_mounted, mounts_of, sites

_PROGRAMS = tuple(sorted({program for it in MANAGERS.values() if it.caches for program in it.programs}))


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=(
        "tally/prefer-package-cache-mounts",
        "tally/ruby/prefer-bundler-cache-mount",
        "tally/js/node-gyp-cache-mounts",
    ),
    default=False,
    mentions=_PROGRAMS,
)
def package_cache_mount(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first download of each package manager in a RUN."""
    for site in sites(document):
        if site.state.is_windows:
            continue
        seen: set[str] = set()
        for operation in site.operations:
            manager = operation.manager
            if manager.name in seen or not fetches(operation):
                continue
            seen.add(manager.name)
            if not _has_mount(site, manager):
                word = operation.subcommand_words[-1] if operation.subcommand_words else operation.program_words[-1]
                name = f"{operation.program} {operation.subcommand.name}".rstrip()
                message = f"`{name}` without a cache mount downloads everything again whenever its layer is built"
                where = word.range.shifted(site.run.start)
                yield Diagnostic(where, message, _fixes(document, site, manager))


def _has_mount(site: Site, manager: PackageManager) -> bool:
    directories = [*manager.cache_directories, *(it.target for it in manager.caches)]
    if is_mounted(site.run, site.state, directories):
        return True
    # In another home, or where a variable says.
    ends = tuple("/" + it.rpartition("/")[2] for it in directories)
    moved = [site.state.environment.get(name) for it in manager.caches for name, _ in it.moved_by]
    places = {it.text.rstrip("/") for it in moved if it is not None and it.text}
    for mount in mounts_of(site.run, site.state, "cache"):
        if mount.path is None or mount.path.endswith(ends) or mount.path in places:
            return True
    return False


def _fixes(document: Document, site: Site, manager: PackageManager) -> tuple[Fix, ...]:
    stage = document.stage_of(site.run)
    edits = cache_mount_edits(document, stage, site, manager) if stage is not None else None
    fixes = [Fix("Add a cache mount", edits, Safety.UNSAFE)] if edits else []
    output = output_mount(document, site.run) if manager.name == "cargo" else None
    if output is not None:
        too = " too" if edits else ""
        copying = ", and copy the program out" if output.copies else ""
        title = f"Keep Cargo's build output in a cache mount{too}{copying}"
        fixes.append(Fix(title, (*(edits or ()), *output.edits), Safety.UNSAFE))
    return tuple(fixes)
