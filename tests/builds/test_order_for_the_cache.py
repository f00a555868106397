"""Dependencies that are installed before the sources are copied: the same image, or no fix that is applied unasked.

Stand-ins play the package managers: they read and write the files that the real ones do. Where a machine has images
with the real npm and pip, those are asked too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from dockwright.lint.diagnostic import Safety
from dockwright.lint.fixing import settle
from dockwright.semantic.document import Document
from dockwright.workspace.context import FolderContext
from tests.support.checks import found_by, loud, settings_with, the_rule
from tests.support.images import Failure, Image, build, differences, local_image, stand_in_image

RULE = the_rule("copy-source-before-deps")


class Case(NamedTuple):
    """A project; `copied` are the files that someone who knows no better would copy first."""

    files: dict[str, str]
    install: str
    copied: str = "."


def package(**more: object) -> str:
    """A package.json, with a line for each dependency."""
    return json.dumps({"name": "app", "version": "1.0.0", "dependencies": {"left": "1.0.0"}, **more}, indent=2) + "\n"


NPM = {"package.json": package(), "package-lock.json": "left:1.0.0\n"}
NPM_COPIED = "package*.json"
PNPM = {"package.json": package(), "pnpm-lock.yaml": "left:1.0.0\n"}
PNPM_COPIED = "package.json pnpm-lock.yaml"
YARN = {"package.json": package(), "yarn.lock": "left:1.0.0\n"}
YARN_COPIED = "package.json yarn.lock"
BUN = {"package.json": package(), "bun.lock": "left:1.0.0\n"}
UV = {"pyproject.toml": "requires = one two\n", "uv.lock": "one two\n"}
UV_COPIED = "pyproject.toml uv.lock"
POETRY = {"pyproject.toml": "requires = one two\n", "poetry.lock": "one two\n"}
PIPENV = {"Pipfile": "requires = one two\n", "Pipfile.lock": "one two\n"}
BUNDLER = {"Gemfile": "gem 'rake'\n", "Gemfile.lock": "rake\n"}
BUNDLER_COPIED = "Gemfile Gemfile.lock"
COMPOSER = {"composer.json": '{\n  "require-one": "1"\n}\n', "composer.lock": "one\n", "index.php": "<?php\n"}
COMPOSER_COPIED = "composer.json composer.lock"
GO = {
    "go.mod": "module app\nrequire example.com/one v1\n",
    "go.sum": "example.com/one v1\n",
    "main.go": "package main\n",
}
BUILT = {"src/main": "main\n"}
SOURCES = {"src/index": "index\n", "lib/a": "a\n", "README.md": "read me\n"}

UNASKED = {
    "npm ci": Case(NPM, "npm ci"),
    "npm ci with settings": Case({**NPM, ".npmrc": "registry=https://example.com/\n"}, "npm ci"),
    "npm ci without modules of the host": Case(
        {**NPM, "node_modules/left/package.json": "host\n", ".dockerignore": "node_modules\n"}, "npm ci"
    ),
    "npm ci without scripts": Case(
        {**NPM, "package.json": package(scripts={"install": "cat src/index"})}, "npm ci --ignore-scripts"
    ),
    "npm ci and a build": Case(NPM, "npm ci && npm cache clean --force && cat src/index > out"),
    "npm install without a lock file": Case({"package.json": package()}, "npm install"),
    "yarn": Case(YARN, "yarn install --frozen-lockfile"),
    "pnpm": Case(PNPM, "pnpm install --frozen-lockfile"),
    "bun": Case(BUN, "bun install --frozen-lockfile"),
    "pip": Case({"requirements.txt": "one==1\ntwo>2 # comment\n-r more.txt\n", "more.txt": "three\n"},
                "pip install -r requirements.txt"),
    "pip of python": Case({"requirements/a.txt": "one\n"}, "python -m pip install -r requirements/a.txt"),
    "pip and a build": Case({"requirements.txt": "one\n", "a.py": "1\n"},
                            "pip install -r requirements.txt && python -m compileall ."),
    "uv pip": Case({"requirements.txt": "one\n"}, "uv pip install --system -r requirements.txt"),
    "uv": Case(UV, "uv sync --locked --no-install-project"),
    "poetry": Case(POETRY, "poetry install --no-root"),
    "pipenv": Case(PIPENV, "pipenv install --deploy"),
    "pipenv sync": Case(PIPENV, "pipenv sync"),
    "bundler": Case(BUNDLER, "bundle install --frozen"),
    "composer": Case(COMPOSER, "composer install --no-scripts --no-autoloader"),
    "composer with credentials": Case({**COMPOSER, "auth.json": "{}\n"},
                                      "composer install --no-scripts --no-autoloader"),
    "go": Case(GO, "go mod download"),
    "npm workspaces": Case(
        {**NPM, "package.json": package().replace("{", '{\n  "workspaces": ["lib"],', 1), "lib/package.json": "{}\n"},
        "npm ci",
    ),
    "npm local package": Case(
        {**NPM, "package.json": package(dependencies={"a": "file:lib"}), "lib/package.json": "{}\n"}, "npm ci"
    ),
    "npm script that does nothing": Case({**NPM, "package.json": package(scripts={"prepare": "true"})}, "npm ci"),
    "pip wheel": Case({"requirements.txt": "wheels/a.whl --hash=sha256:0\n", "wheels/a.whl": "a\n"},
                      "pip install -r requirements.txt"),
    "go module in a folder": Case(
        {**GO, "go.mod": "module app\nreplace example.com/one => ./one\n", "one/go.mod": "module one\n"},
        "go mod download",
    ),
    "bundler second file": Case({**BUNDLER, "Gemfile": "eval_gemfile 'more.rb'\n", "more.rb": "gem 'a'\n"},
                                "bundle install --frozen"),
    "dotnet restore": Case({"app.csproj": 'requires="one"\n', **BUILT}, "dotnet restore"),
    "apk": Case({}, "apk add --no-cache git"),
    "apk before an installation": Case(NPM, "apk add --no-cache git\nRUN npm ci"),
    "two installations": Case({**NPM, "requirements.txt": "one\n"}, "npm ci\nRUN pip install -r requirements.txt"),
}  # fmt: skip
"""Projects for which the fix is applied without asking."""

ASKED = {
    "poetry": Case(POETRY, "poetry install"),
    "uv": Case(UV, "uv sync --locked"),
    "composer": Case(COMPOSER, "composer install"),
    "go": Case(GO, "go build -o /bin/app"),
    "maven": Case({"pom.xml": 'requires="one"\n', **BUILT}, "mvn package"),
    "gradle": Case({"build.gradle": 'requires="one"\n', **BUILT}, "gradle build"),
    "dotnet": Case({"app.csproj": 'requires="one"\n', **BUILT}, "dotnet publish -c Release"),
    "cargo": Case(
        {"Cargo.toml": '[package]\nname = "app"\n[dependencies]\nrequires = "one"\n', "src/main.rs": "", **BUILT},
        "cargo build",
    ),
    "pip local package": Case(
        {"requirements.txt": "./lib\n", "lib/setup.py": "setup\n"}, "pip install -r requirements.txt"
    ),
    "bundler gemspec": Case({**BUNDLER, "Gemfile": "gemspec\n", "a.gemspec": "a\n"}, "bundle install --frozen"),
    "bundler local gem": Case(
        {**BUNDLER, "Gemfile": "gem 'a', path: 'lib'\n", "lib/a.gemspec": "a\n"}, "bundle install --frozen"
    ),
    "composer local package": Case(
        {
            **COMPOSER,
            "composer.json": '{"repositories": [{\n  "type": "path",\n  "url": "./lib"\n}]}\n',
            "lib/composer.json": "{}\n",
        },
        "composer install --no-scripts --no-autoloader",
    ),
    "npm local commands": Case(
        {
            **NPM,
            "package.json": package().replace("{", '{\n  "workspaces": ["lib"],', 1),
            "lib/package.json": '{"bin": "a"}\n',
        },
        "npm ci",
    ),
}
"""Projects for which it is one to be asked for, since it adds a step or nobody can prove it; the image is the same."""

HAZARDS = {
    # A lock file that is out of date is written anew; copied afterwards, the old one comes back.
    "npm writes its lock file": Case({**NPM, "package-lock.json": "old\n"}, "npm install", NPM_COPIED),
    "yarn writes its lock file": Case({**YARN, "yarn.lock": "old\n"}, "yarn", YARN_COPIED),
    "pnpm writes its lock file": Case({**PNPM, "pnpm-lock.yaml": "old\n"}, "pnpm install", PNPM_COPIED),
    "bun writes its lock file": Case({**BUN, "bun.lock": "old\n"}, "bun install", "package.json bun.lock"),
    "uv writes its lock file": Case({**UV, "uv.lock": "old\n"}, "uv sync --no-install-project", UV_COPIED),
    "pipenv writes its lock file": Case({**PIPENV, "Pipfile.lock": "old\n"}, "pipenv install", "Pipfile Pipfile.lock"),
    "bundler writes its lock file": Case(BUNDLER, "bundle install", BUNDLER_COPIED),
    # What the sources hold of an installation on the host is written over the one in the image.
    "modules of the host": Case({**NPM, "node_modules/left/package.json": "host\n"}, "npm ci", NPM_COPIED),
    "a virtual environment of the host": Case(
        {**UV, ".venv/one": "host\n"}, "uv sync --locked --no-install-project", UV_COPIED
    ),
    "vendored packages of the host": Case(
        {**COMPOSER, "vendor/one": "host\n"}, "composer install --no-scripts --no-autoloader", COMPOSER_COPIED
    ),
    # Scripts, local packages and other files that the installation reads.
    **{
        f"npm {script}": Case(
            {**NPM, "package.json": package(scripts={script: "cat src/index > out"})}, "npm ci", NPM_COPIED
        )
        for script in ("preinstall", "install", "postinstall", "prepublish", "prepare")
    },
    "npm workspaces": Case(
        {**NPM, "package.json": package().replace("{", '{\n  "workspaces": ["lib"],', 1)}, "npm ci", NPM_COPIED
    ),
    "npm local package": Case({**NPM, "package.json": package(dependencies={"a": "file:lib"})}, "npm ci", NPM_COPIED),
    "yarn local package": Case(
        {**YARN, "package.json": package(dependencies={"a": "link:./lib"})}, "yarn --frozen-lockfile", YARN_COPIED
    ),
    "yarn postinstall": Case(
        {**YARN, "package.json": package(scripts={"postinstall": "cat src/index"})},
        "yarn --frozen-lockfile",
        YARN_COPIED,
    ),
    "pnpm local package": Case(
        {**PNPM, "package.json": package(dependencies={"a": "./lib"})}, "pnpm install --frozen-lockfile", PNPM_COPIED
    ),
    "pnpm prepare": Case(
        {**PNPM, "package.json": package(scripts={"prepare": "cat src/index"})},
        "pnpm install --frozen-lockfile",
        PNPM_COPIED,
    ),
    "pip local package": Case({"requirements.txt": "./lib\n"}, "pip install -r requirements.txt", "requirements.txt"),
    "pip local package without a dot": Case(
        {"requirements.txt": "packages/one\n", "packages/one/a": "a\n"},
        "pip install -r requirements.txt",
        "requirements.txt",
    ),
    "pip editable package": Case(
        {"requirements.txt": "-e lib\n"}, "pip install -r requirements.txt", "requirements.txt"
    ),
    "pip project": Case({"requirements.txt": "one\n"}, "pip install -r requirements.txt .", "requirements.txt"),
    "uv local package": Case(
        {**UV, "pyproject.toml": "requires = ./lib\n# lib = { path = 'lib' }\n"},
        "uv sync --locked --no-install-project",
        UV_COPIED,
    ),
    "uv dependencies in another file": Case(
        {**UV, "pyproject.toml": 'dynamic = ["dependencies"]\n', "requirements.in": "one\n"},
        "uv sync --locked --no-install-project",
        UV_COPIED,
    ),
    "poetry project": Case(
        {**POETRY, "pyproject.toml": "requires = lib/\n# lib = { path = 'lib' }\n"},
        "poetry install --no-root",
        "pyproject.toml poetry.lock",
    ),
    "bundler local gem": Case(
        {**BUNDLER, "Gemfile": "gem 'a', path: 'lib'\n"}, "bundle install --frozen", BUNDLER_COPIED
    ),
    "bundler file that is read": Case(
        {**BUNDLER, "Gemfile": "eval_gemfile 'more.rb'\n", "more.rb": "gem 'a', path: 'lib'\n"},
        "bundle install --frozen",
        BUNDLER_COPIED,
    ),
    "composer local package": Case(
        {**COMPOSER, "composer.json": '{\n  "type": "path",\n  "url": "./lib"\n}\n'},
        "composer install --no-scripts --no-autoloader",
        COMPOSER_COPIED,
    ),
    "composer class map": Case(COMPOSER, "composer install --no-scripts", COMPOSER_COPIED),
    "maven modules": Case(
        {"pom.xml": 'module="one" <modules>\n', "one/pom.xml": "one\n", **BUILT}, "mvn dependency:go-offline", "pom.xml"
    ),
    "gradle script that reads a file": Case(
        {"build.gradle": "module=\"one\"\nnew File('one/build.gradle').text\n", "one/build.gradle": "one\n", **BUILT},
        "gradle dependencies",
        "build.gradle",
    ),
    "dotnet project reference": Case(
        {"app.csproj": 'module="one" <ProjectReference\n', "one/app.csproj": "one\n", **BUILT},
        "dotnet restore app.csproj",
        "app.csproj",
    ),
    "cargo": Case({"Cargo.toml": 'requires="one"\n', **BUILT}, "cargo fetch", "Cargo.toml"),
}
"""Projects whose image would be another, or none."""


def _written(folder: Path, case: Case) -> Path:
    context = folder / "context"
    for path, text in {**SOURCES, **case.files}.items():
        (context / path).parent.mkdir(parents=True, exist_ok=True)
        (context / path).write_text(text, encoding="utf-8")
    return context


def _unordered(case: Case, *, above: str = "") -> str:
    return f"FROM x\n{above}WORKDIR /app\nCOPY . .\nRUN {case.install}\n"


def _fixed(context: Path, text: str, *, unsafe: bool) -> str:
    document = Document.parse(text, project=FolderContext(str(context / "Dockerfile")))
    with loud():
        return settle(document, (RULE,), settings_with(RULE), unsafe=unsafe).document.text


def _same(context: Path, before: str, after: str, image: str, network: str = "none") -> set[str]:
    """In what two images differ, but for that which two builds of one file differ in."""
    original = build(context, before, {"x": image}, network=network)
    assert isinstance(original, Image), original
    other = build(context, after, {"x": image}, network=network)
    if isinstance(other, Failure):
        return {other.output}
    found = differences(original, other)
    if found:
        again = build(context, before, {"x": image}, network=network, is_fresh=True)
        assert isinstance(again, Image), again
        found -= differences(original, again)
    return found


@pytest.mark.parametrize("name", UNASKED)
def test_what_is_applied_unasked_leaves_the_image_as_it_is(tmp_path: Path, name: str):
    context = _written(tmp_path, UNASKED[name])
    before = _unordered(UNASKED[name])
    after = _fixed(context, before, unsafe=False)
    assert after != before
    assert _same(context, before, after, stand_in_image()) == set()


@pytest.mark.parametrize("name", ASKED)
def test_what_is_applied_on_demand_leaves_the_image_of_a_plain_project_as_it_is(tmp_path: Path, name: str):
    context = _written(tmp_path, ASKED[name])
    before = _unordered(ASKED[name])
    after = _fixed(context, before, unsafe=True)
    assert after != before == _fixed(context, before, unsafe=False)
    assert _same(context, before, after, stand_in_image()) == set()


@pytest.mark.parametrize("name", HAZARDS)
def test_nothing_is_applied_unasked_where_the_image_would_be_another(tmp_path: Path, name: str):
    case = HAZARDS[name]
    context = _written(tmp_path, case)
    before = _unordered(case)
    assert _fixed(context, before, unsafe=False) == before
    # And rightly so.
    naive = f"FROM x\nWORKDIR /app\nCOPY {case.copied} ./\nRUN {case.install}\nCOPY . .\n"
    assert _same(context, before, naive, stand_in_image())


@pytest.mark.parametrize(
    "text",
    [
        "WORKDIR /app\nCOPY --chown=node:node . .\nRUN npm ci\n",
        "WORKDIR /app\nRUN chown node /app && mkdir /home && mkdir /home/node && chown node /home/node\nUSER node\n"
        "COPY --chown=node:node . .\nRUN npm ci\n",
        "COPY --chown=node:node . /app\nWORKDIR /app\nUSER node\nENV HOME=/tmp\nRUN npm ci\n",
        "WORKDIR /app\nCOPY --chmod=700 . .\nRUN npm ci\n",
        "COPY --chmod=700 . /app\nWORKDIR /app\nRUN npm ci\n",
        "WORKDIR /app\nCOPY --link . .\nRUN npm ci\n",
        "COPY --link . /app\nWORKDIR /app\nRUN npm ci\n",
        "WORKDIR /app\nCOPY . /app/\nENV A=1\nRUN mkdir -p /var/x\nRUN npm ci && cat src/index > /out\nCMD a\n",
        "WORKDIR /app\nCOPY . .\nRUN cd client && npm ci\n",
        "COPY . /app\nWORKDIR /app/client\nRUN npm ci\n",
        "COPY . .\nRUN npm ci\n",
        "COPY . /new\nWORKDIR /new\nRUN npm ci\n",
        "WORKDIR /app\nCOPY . .\nWORKDIR client\nRUN npm ci\n",
        "WORKDIR /app\nCOPY --chown=node client ./\nRUN npm ci\n",
        "WORKDIR /app\nCOPY package*.json ./\nCOPY src ./src\nRUN npm ci\n",
        "WORKDIR /app\nCOPY . .\nRUN set -e && cd client && npm ci && cat package.json > /out && mkdir out\n",
        "WORKDIR /srv\nCOPY --chmod=700 . /srv\nRUN mkdir -m 755 -p /srv/lib /srv/new\nRUN apk add git\n",
        "COPY --chmod=700 . /srv/app\nRUN apk add --no-cache git\n",
        "COPY --chown=node:node . /app\nWORKDIR /app/client\nRUN npm ci\n",
        "COPY --chmod=700 . /app\nWORKDIR /app/client\nRUN npm ci\n",
    ],
)
def test_the_fix_leaves_the_image_as_it_is_however_the_files_are_copied(tmp_path: Path, text: str):
    client = {f"client/{name}": content for name, content in NPM.items()}
    context = _written(tmp_path, Case({**NPM, **client}, ""))
    context.chmod(0o775)
    (context / "client").chmod(0o770)
    before = f"FROM x\n{text}"
    after = _fixed(context, before, unsafe=False)
    assert after != before
    assert _same(context, before, after, stand_in_image()) == set()


def test_a_hazard_that_can_be_seen_has_no_fix_at_all(tmp_path: Path):
    offered = []
    for number, (name, case) in enumerate(HAZARDS.items()):
        context = _written(tmp_path / str(number), case)
        document = Document.parse(_unordered(case), project=FolderContext(str(context / "Dockerfile")))
        found = found_by(RULE, document, settings_with(RULE))
        assert all(fix.safety is Safety.UNSAFE for it in found for fix in it.fixes), name
        if any(it.fixes for it in found):
            offered.append(name)
    assert [it for it in offered if not it.endswith((" lock file", " of the host", "class map"))] == []


# --- the real ones ---


def real_lock(**dependencies: str) -> str:
    """A package-lock.json for package.json files with these dependencies."""
    packages: dict[str, object] = {"": {"name": "app", "version": "1.0.0", "dependencies": dependencies}}
    packages.update({f"node_modules/{name}": {"version": it} for name, it in dependencies.items()})
    return json.dumps({"name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": packages}, indent=2) + "\n"


REAL_NPM = {"package.json": package(dependencies={}), "package-lock.json": real_lock()}
SETUP = "from setuptools import setup\nsetup(name='one', version='1', py_modules=[])\n"


@pytest.mark.parametrize(
    ("files", "install", "copied"),
    [
        (REAL_NPM, "npm ci", ""),
        ({**REAL_NPM, "package.json": package(dependencies={}, scripts={"prepublish": "cat src/index > out"})},
         "npm ci", NPM_COPIED),
        ({**REAL_NPM, "package-lock.json": real_lock(left="1.0.0")}, "npm install", NPM_COPIED),
    ],
)  # fmt: skip
def test_real_npm(tmp_path: Path, files: dict[str, str], install: str, copied: str):
    """npm 10: `prepublish` runs at `npm ci`, and `npm install` takes out of the lock file what nothing needs."""
    check_real(tmp_path, Case(files, install, copied), local_image("dockwright-tools:node"))


@pytest.mark.parametrize(
    ("files", "copied"),
    [
        ({"requirements.txt": "pip\n# a comment\n"}, ""),
        ({"requirements.txt": "packages/one\n", "packages/one/setup.py": SETUP}, "requirements.txt"),
    ],
)
def test_real_pip(tmp_path: Path, files: dict[str, str], copied: str):
    """pip 23: what has a slash is a folder, with no dot before it."""
    install = "pip install --no-index --no-build-isolation -r requirements.txt"
    check_real(tmp_path, Case(files, install, copied), local_image("dockwright-tools:python"))


def check_real(folder: Path, case: Case, image: str) -> None:
    context = _written(folder, case)
    before = _unordered(case)
    after = _fixed(context, before, unsafe=False)
    if not case.copied:
        assert after != before
        assert _same(context, before, after, image) == set()
        return
    assert after == before
    naive = f"FROM x\nWORKDIR /app\nCOPY {case.copied} ./\nRUN {case.install}\nCOPY . .\n"
    assert _same(context, before, naive, image)
