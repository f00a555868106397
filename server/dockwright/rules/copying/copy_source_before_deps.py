"""All sources are copied before the dependencies are installed.

A `COPY . .` changes with every edit of any file, and everything below it is built again. Where the dependencies are
installed below it, each edit of one line of code downloads them all again. Copied first, the manifests alone decide:
as long as `package.json` and its lock file stay the same, the installation comes out of the cache.

```dockerfile bad
FROM node:22-alpine
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
```
```dockerfile good
FROM node:22-alpine
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
```

An installation at the head of a longer command is taken out of it:

```dockerfile bad
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt && python -m compileall .
```
```dockerfile good
FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN python -m compileall .
```

Where the build itself fetches what is missing, a step that only does that comes first:

```dockerfile bad
FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/app .
```
```dockerfile good
FROM golang:1.25 AS build
WORKDIR /src
COPY go.mod go.sum* ./
RUN go mod download
COPY . .
RUN go build -o /bin/app .
```

It may also work in a folder of what is copied, where `cd` or WORKDIR leads to:

```dockerfile bad
FROM node:22-alpine
WORKDIR /app
COPY . .
RUN cd client && npm ci
```
```dockerfile good
FROM node:22-alpine
WORKDIR /app
COPY client/package*.json ./client/
RUN cd client && npm ci
COPY . .
```

Cargo reads no `Cargo.toml` whose sources are missing, so empty ones stand in for them while it fetches:

```dockerfile bad
FROM rust:1.90 AS build
WORKDIR /src
COPY . .
RUN cargo build --release
```
```dockerfile good
FROM rust:1.90 AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock* ./
RUN mkdir -p src && touch src/main.rs && cargo fetch && rm -r src
COPY . .
RUN cargo build --release
```

Packages that are named, as those of the system, need no sources at all:

```dockerfile bad
FROM alpine:3.22
WORKDIR /app
COPY . .
RUN apk add --no-cache curl
RUN ./configure
```
```dockerfile good
FROM alpine:3.22
WORKDIR /app
RUN apk add --no-cache curl
COPY . .
RUN ./configure
```

The fix reads the files beside the Dockerfile, and copies all that the installation reads: the manifests of a workspace,
what requirements files include, local packages, patches, projects that others refer to, settings. It is safe where they
show that nothing else is read. Otherwise it is one to be asked for, and its title says why: the files are not known; a
step is added; or the sources that are copied afterwards may overwrite what was installed, as where `npm install` brings
a lock file up to date, and the old one then comes back. (`npm ci` never touches it.)

The rule is silent where the sources are needed: scripts of their own that run at installation, `pip install .`, a
dependency outside the build context, build scripts that read files.

The refactoring "Order for the cache" does the same for all installations of a stage at once.

## References

- [Build cache: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.manifests.found import spelled
from dockwright.semantic.ordering import Move, misplaced
from dockwright.semantic.stages import Stage
from dockwright.text.ranges import TextRange


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.SAFE, aliases=("DD006",), mentions=("copy", "add"))
def copy_source_before_deps(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for copy, operation, move in misplaced(stage, document):
        yield Diagnostic(
            TextRange(copy.sources[0].range.start, copy.sources[-1].range.end),
            f"Every changed file makes `{spelled(operation)}` below run again",
            (_fix(move),) if move is not None else (),
            (Related(operation.command.range, "The dependencies are installed here"),),
        )


def _fix(move: Move) -> Fix:
    if not move.doubt:
        return Fix(move.title, move.edits)
    return Fix(f"{move.title} ({move.doubt})", move.edits, Safety.UNSAFE)
