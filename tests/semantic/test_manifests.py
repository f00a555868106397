"""Which files an installation reads, and what makes that unsure or impossible to say."""

from __future__ import annotations

import json

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.manifests.found import Manifests, relative
from dockwright.semantic.manifests.reading import manifests_of
from dockwright.syntax.dockerfile import ast
from tests.support.project import Files

NPM = {"package.json": "{}", "package-lock.json": "{}"}
POM = "<project><artifactId>{name}</artifactId>{more}</project>"


def package(**more: object) -> str:
    """A package.json."""
    return json.dumps(more)


def read(command: str, files: dict[str, str], place: str = "", above: str = "") -> Manifests | None:
    """What the first command that installs something from manifests reads, in a folder of these files."""
    document = Document.parse(f"FROM some/image\n{above}RUN {command}\n", project=Files(files))
    run = document.instructions[-1]
    assert isinstance(run, ast.Run)
    (operation,) = (it.operation for it in document.commands(run) if it.operation is not None)
    return manifests_of(operation, document.project, place, document.state_before(run).environment)


def check(command: str, files: dict[str, str], copied: str, doubt: str = "", place: str = "", above: str = "") -> None:
    """It reads `copied`, folders with a slash, and the doubt about that begins so."""
    found = read(command, files, place, above)
    assert found is not None
    assert " ".join([*found.files, *(f"{it}/" for it in found.folders)]) == copied
    assert found.doubt == doubt if not doubt else found.doubt.startswith(doubt)


def check_refused(command: str, files: dict[str, str], place: str = "", above: str = "") -> None:
    """It may need any of the sources."""
    assert read(command, files, place, above) is None


@pytest.mark.parametrize(
    ("more", "files", "copied", "doubt"),
    [
        # Every member's manifest, however the folders are named.
        (
            {"workspaces": ["apps/web", "packages/**", "!packages/old"]},
            {"apps/web/package.json": "{}", "packages/a/package.json": "{}", "packages/ui/b/package.json": "{}"},
            "apps/web/package.json packages/a/package.json packages/ui/b/package.json",
            "",
        ),
        (
            {"workspaces": {"packages": ["a"], "nohoist": ["b"]}},
            {"a/package.json": package(scripts={"build": "tsc"}), "a/.npmrc": ""},
            "a/package.json a/.npmrc",
            "",
        ),
        ({"workspaces": ["a"]}, {"a/package.json": package(bin="cli.js")}, "a/package.json", "the commands of a"),
        (
            {"workspaces": ["a"]},
            {"a/package.json": "{}", "a/node_modules/b/index.js": ""},
            "a/package.json",
            "the copied a/node_modules",
        ),
        # A member may depend on a folder beside it, which is needed whole.
        (
            {"workspaces": ["a"]},
            {"a/package.json": package(dependencies={"b": "file:../b"}), "b/package.json": "{}"},
            "a/package.json b/",
            "",
        ),
        ({"dependencies": {"a": "link:./a"}}, {"a/package.json": "{}"}, "a/", ""),
        ({"dependencies": {"a": "file:a-1.0.0.tgz"}}, {"a-1.0.0.tgz": ""}, "a-1.0.0.tgz", ""),
        # Scripts that are known.
        ({"scripts": {"preinstall": "npx only-allow npm"}}, {}, "", ""),
        ({"scripts": {"postinstall": "patch-package"}}, {"patches/a.patch": ""}, "patches/", ""),
        ({"scripts": {"postinstall": "npx prisma generate"}}, {"prisma/schema.prisma": ""}, "prisma/schema.prisma",
         "Prisma"),
        ({"dependencies": {"@prisma/client": "6"}, "prisma": {"schema": "db/schema"}}, {"db/schema/a.prisma": ""},
         "db/schema/", "Prisma"),
        ({"scripts": {"prepare": "husky install || true"}}, {}, "", ""),
        ({"scripts": {"prepare": "husky"}}, {".git/HEAD": ""}, "", "the script prepare looks at .git"),
        ({"dependencies": {"puppeteer": "24"}}, {".puppeteerrc.cjs": ""}, ".puppeteerrc.cjs", "the settings of"),
    ],
)  # fmt: skip
def test_what_npm_reads_besides(more: dict[str, object], files: dict[str, str], copied: str, doubt: str):
    whole = f"package.json package-lock.json {copied}".strip()
    check("npm ci", {**NPM, "package.json": package(**more), **files}, whole, doubt)


@pytest.mark.parametrize(
    ("more", "files"),
    [
        ({"scripts": {"postinstall": "node scripts/setup.js"}}, {}),
        ({"scripts": {"prepare": "husky && npm run build"}}, {}),
        ({"scripts": {"prepare": "it's unfinished"}}, {}),
        ({"scripts": []}, {}),
        ({}, {"binding.gyp": ""}),
        ({"workspaces": ["a"]}, {"a/index.js": ""}),
        ({"workspaces": ["a"]}, {"a/package.json": package(scripts={"postinstall": "tsc"})}),
        ({"workspaces": ["a"]}, {"a/package.json": "{}", "a/binding.gyp": ""}),
        ({"workspaces": ["{a,b}"]}, {"a/package.json": "{}"}),
        ({"workspaces": ["../a"]}, {}),
        ({"workspaces": "a"}, {}),
        ({"dependencies": {"a": "file:../a"}}, {}),
        ({"dependencies": {"a": "file:."}}, {}),
        ({"dependencies": {"a": "file:a"}}, {"a/package.json": package(scripts={"prepare": "tsc"})}),
        ({"dependencies": {"a": "workspace:*"}}, {}),
        ({"dependencies": ["a"]}, {}),
    ],
)
def test_what_npm_may_need_the_sources_for(more: dict[str, object], files: dict[str, str]):
    check_refused("npm ci", {**NPM, "package.json": package(**more), **files})


def test_scripts_do_not_matter_where_none_runs():
    files = {**NPM, "package.json": package(scripts={"postinstall": "make"})}
    check("npm ci --ignore-scripts", files, "package.json package-lock.json")
    check("npm ci", {**files, ".npmrc": "ignore-scripts=true\n"}, "package.json package-lock.json .npmrc")
    check("npm ci", files, "package.json package-lock.json", above="ENV npm_config_ignore_scripts=true\n")
    check_refused("npm ci", files, above="ARG npm_config_ignore_scripts=true\n")


def test_yarn_reads_its_releases_plugins_and_patches():
    files = {
        "package.json": package(resolutions={"a": "patch:a@npm%3A1.0.0#~/.yarn/patches/a.patch"}),
        "yarn.lock": "",
        ".yarnrc.yml": "yarnPath: .yarn/releases/yarn.cjs\nplugins:\n  - path: .yarn/plugins/x.cjs\n",
        ".yarn/releases/yarn.cjs": "",
        ".yarn/plugins/x.cjs": "",
        ".yarn/patches/a.patch": "",
    }
    whole = "package.json yarn.lock .yarnrc.yml .yarn/releases/ .yarn/plugins/ .yarn/patches/"
    check("yarn install --immutable", files, whole)
    check("yarn install", files, whole, "yarn install may rewrite yarn.lock")
    check("yarn install", files, whole, above="ENV CI=true\n")
    check("yarn install --immutable", {**files, ".pnp.cjs": ""}, whole, "yarn writes .pnp.cjs")
    check("yarn install --immutable", {**files, ".yarn/cache/a.zip": ""}, f"{whole} .yarn/cache/", "yarn may tidy")
    check_refused("yarn install --immutable", {**files, "package.json": package(dependencies={"a": "portal:../a"})})


def test_the_first_yarn_reads_the_program_that_stands_in_for_it():
    files = {"package.json": "{}", "yarn.lock": "", ".yarnrc": 'yarn-path ".yarn/releases/yarn.cjs"\n'}
    check("yarn --frozen-lockfile", files, "package.json yarn.lock .yarnrc .yarn/releases/yarn.cjs")


def test_pnpm_reads_its_workspace_and_patches():
    files = {
        "package.json": package(pnpm={"patchedDependencies": {"a@1": "patches/a.patch"}}),
        "patches/a.patch": "",
        "pnpm-lock.yaml": "",
        "pnpm-workspace.yaml": "# all\npackages:\n  - \"apps/*\" # these\n\ncatalog:\n  a: 1\n",
        "apps/web/package.json": package(dependencies={"b": "workspace:*"}),
    }  # fmt: skip
    copied = "package.json pnpm-lock.yaml pnpm-workspace.yaml apps/web/package.json patches/a.patch"
    check("pnpm install --frozen-lockfile", files, copied)
    check("pnpm fetch", files, "pnpm-lock.yaml pnpm-workspace.yaml")
    hook = {**files, ".pnpmfile.cjs": "module.exports = {}"}
    check("pnpm i --frozen-lockfile", hook, copied.replace("yaml apps", "yaml .pnpmfile.cjs apps"), ".pnpmfile.cjs")
    check_refused("pnpm i", {**files, ".pnpmfile.cjs": "require('./hooks')"})
    check_refused("pnpm i", {**files, "package.json": package(dependenciesMeta={"b": {"injected": True}})})


def test_what_pip_reads():
    files = {
        "requirements.txt": "-r base.txt\n-f wheels\nb.whl ; python_version > '3'\na>=1 \\\n  --hash=sha256:0\n",
        "base.txt": "-c limits.txt\ngit+https://example.org/a\n",
        "limits.txt": "",
        "wheels/a.whl": "",
        "b.whl": "",
    }
    check("pip install -r requirements.txt", files, "requirements.txt b.whl base.txt limits.txt wheels/")
    local = {"requirements.txt": "-e ./lib[extra]\n", "lib/pyproject.toml": ""}
    check("pip install -r requirements.txt", local, "requirements.txt lib/", "lib is built")
    check_refused("pip install -r requirements.txt", {"requirements.txt": "-e ./lib\n", "lib/a.py": ""})
    check_refused("pip install -r requirements.txt", {"requirements.txt": "a @ file:///app/a.whl\n"})
    check_refused("pip install -r requirements.txt", {"requirements.txt": "-r ../all.txt\n"})


def test_variables_may_name_files():
    files = {"requirements.txt": ""}
    check_refused("pip install -r requirements.txt", files, above="ENV PIP_CONSTRAINT=limits.txt\n")
    check_refused("PIP_CONSTRAINT=limits.txt pip install -r requirements.txt", files)
    check("pip install -r requirements.txt", files, "requirements.txt", above="ENV PIP_CONSTRAINT=/tmp/limits.txt\n")
    check("npm ci", NPM, "package.json package-lock.json", above="ENV NODE_OPTIONS=--max-old-space-size=4096\n")
    check_refused("npm ci", NPM, above="ENV NODE_OPTIONS='--require ./register.js'\n")
    check_refused("go mod download", {"go.mod": ""}, above="ENV GOFLAGS=-mod=vendor\n")


def step(command: str, files: dict[str, str], place: str = "") -> str | None:
    """The step that comes before, by the manifests that are known."""
    found = read(command, files, place)
    assert found is not None
    assert found.step is None or found.doubt
    return found.step


def test_what_poetry_and_uv_install_without_the_project():
    lock = {"poetry.lock": "", "uv.lock": ""}
    project = {**lock, "pyproject.toml": "[project]\nname = 'a'\n[build-system]\n"}
    assert step("poetry install --only main", project) == "poetry install --only main --no-root"
    assert step("uv sync --locked", project) == "uv sync --locked --no-install-project"
    # No package at all: nothing is installed but the dependencies.
    assert step("poetry install", {**lock, "pyproject.toml": "[tool.poetry]\npackage-mode = false\n"}) is None
    assert step("uv sync --locked", {**lock, "pyproject.toml": "[project]\nname = 'a'\n"}) is None
    folder = {**lock, "pyproject.toml": "[tool.poetry.dependencies]\nb = { path = '../b' }\n"}
    assert step("poetry install", folder) == "poetry install --no-root --no-directory"


def test_a_workspace_of_uv():
    files = {
        "pyproject.toml": "[project]\nname = 'a'\n[tool.uv.workspace]\nmembers = ['packages/*']\n",
        "uv.lock": "",
        "packages/b/pyproject.toml": "[project]\nname = 'b'\n",
    }
    copied = "pyproject.toml uv.lock packages/b/pyproject.toml"
    check("uv sync --locked --package b", files, copied, "uv sync then runs twice")
    assert step("uv sync --no-install-project", files) == "uv sync --no-install-workspace"
    check_refused("uv sync --locked", {**files, "packages/b/pyproject.toml": "[project]\ndynamic = ['dependencies']\n"})
    source = "[tool.uv.sources]\nb = { path = 'b' }\n"
    check_refused("uv sync --locked", {"pyproject.toml": source})
    check_refused("uv sync --locked", {"pyproject.toml": "[tool.uv]\nfind-links = ['wheels']\n"})
    built = {"pyproject.toml": source, "b/pyproject.toml": ""}
    check("uv sync --locked --no-install-project", built, "pyproject.toml b/", "b is built")


def test_modules_of_go():
    files = {
        "go.mod": "module a\n\nreplace example.org/b v1.0.0 => ./b // near\nreplace c => example.org/d v1\n",
        "go.sum": "",
        "b/go.mod": "",
        "b/go.sum": "",
    }
    check("go mod download", files, "go.mod go.sum b/go.mod b/go.sum")
    assert step("go build ./...", files) == step("go get -d", files) == step("go mod tidy", files) == "go mod download"
    work = {"go.work": "go 1.25\n\nuse (\n\t./a\n\t./b // here\n)\n", "a/go.mod": "", "b/go.mod": "replace x => ../a\n"}
    check("go mod download", work, "go.work a/go.mod b/go.mod")
    check_refused("go mod download", {"go.work": "use ../a\n"})
    # From a folder of the build context the way leads out of it, and back.
    beside = {"service/go.mod": "replace x => ../lib\n", "lib/go.mod": ""}
    check("go mod download", beside, "service/go.mod lib/go.mod", place="service")
    check_refused("go get ./...", {"main.go": ""})


def test_what_cargo_looks_for():
    files = {
        "Cargo.toml": "[package]\nname = 'a'\n[[bin]]\nname = 'b'\n[dependencies]\nc = { path = 'c' }\n",
        "Cargo.lock": "",
        "src/main.rs": "",
        "src/bin/b.rs": "",
        "c/Cargo.toml": "[package]\nname = 'c'\nbuild = 'make.rs'\n",
        "c/src/lib.rs": "",
        "c/make.rs": "",
        ".cargo/config.toml": "",
    }
    check("cargo build", files, "Cargo.toml c/Cargo.toml Cargo.lock .cargo/config.toml", "empty sources stand in")
    assert step("cargo build", files) == (
        "mkdir -p c c/src src src/bin && touch src/main.rs src/bin/b.rs c/src/lib.rs c/make.rs && cargo fetch --locked"
    )
    check_refused("cargo build", {**files, "src/main.rs": "", "Cargo.toml": "[package]\n[[bench]]\nname = 'x'\n"})
    check_refused("cargo build", {**files, ".cargo/config.toml": "[source.vendored]\ndirectory = 'vendor'\n"})
    check_refused("cargo build", {**files, "target/debug/a": ""})
    check_refused("cargo build", {"Cargo.toml": "[package]\n"})
    check_refused("cargo install ripgrep --path .", files)


def test_modules_of_maven():
    modules = "<modules><module>api</module><!-- <module>old</module> --></modules>"
    files = {
        "pom.xml": POM.format(name="all", more=modules),
        "api/pom.xml": POM.format(name="api", more="<parent><artifactId>all</artifactId></parent>"),
        ".mvn/maven.config": "",
    }
    check("mvn dependency:go-offline", files, "pom.xml api/pom.xml .mvn/")
    assert step("mvn -q package -DskipTests -P prod", files) == "mvn -B -P prod dependency:go-offline"
    sibling = "<dependencies><dependency><artifactId>api</artifactId></dependency></dependencies>"
    files["web/pom.xml"] = POM.format(name="web", more=sibling)
    files["pom.xml"] = POM.format(name="all", more="<modules><module>api</module><module>web</module></modules>")
    check_refused("mvn package", files)
    check_refused("mvn package", {"pom.xml": "<systemPath>lib/a.jar</systemPath>"})
    check_refused("mvn package", {"pom.xml": "<parent><relativePath>../pom.xml</relativePath></parent>"})
    # The folder above is where Maven looks for a parent.
    child = {"pom.xml": POM.format(name="a", more=""), "b/pom.xml": "<parent><artifactId>a</artifactId></parent>"}
    check("mvn dependency:resolve", child, "b/pom.xml pom.xml", place="b")
    check("mvn dependency:resolve", {**child, "b/pom.xml": "<parent><relativePath/></parent>"}, "b/pom.xml", place="b")
    check_refused("mvn package", {"pom.xml": "", ".mvn/maven.config": "-s ci/settings.xml"})
    check(
        "mvn package -s settings.xml -f pom.xml", {"pom.xml": "", "settings.xml": ""}, "pom.xml settings.xml", "it may"
    )
    assert step("mvn -f api package", {"api/pom.xml": ""}) == "mvn -B -f api dependency:go-offline"


def test_projects_of_gradle():
    files = {
        "settings.gradle.kts": 'rootProject.name = "x" // include("no")\nincluded()\ninclude("app", ":lib:core")\n',
        "build.gradle.kts": 'apply(from = "$rootDir/more.gradle.kts")\n',
        "more.gradle.kts": "",
        "app/build.gradle.kts": "",
        "lib/core/src/A.java": "",
        "gradle/libs.versions.toml": "",
        "buildSrc/src/B.kt": "",
    }
    copied = "settings.gradle.kts build.gradle.kts app/build.gradle.kts more.gradle.kts buildSrc/ gradle/"
    check("gradle build", files, copied, "buildSrc is built")
    assert step("gradle build", files) == "gradle --no-daemon dependencies :app:dependencies"
    check_refused("gradle build", {"settings.gradle": "include 'gone'\n"})
    check_refused("gradle build", {"settings.gradle": "include(*names)\n"})
    check_refused("gradle build", {"build.gradle": "new Properties().load(file('a').newReader())\n"})
    check_refused("gradle build", {"build.gradle": "apply from: other\n"})
    check("gradle build", {"build.gradle": "apply from: 'https://example.org/a'\n"}, "build.gradle", "build scripts")
    check(
        "gradle build", {"settings.gradle": "includeBuild 'logic'\n", "logic/a": ""}, "settings.gradle logic/", "build"
    )


def test_files_of_ruby():
    files = {"Gemfile": "gem 'a'\n# gem 'b', path: 'b'\n", "Gemfile.lock": "", "vendor/assets/a": ""}
    check("bundle install --frozen", files, "Gemfile Gemfile.lock")
    check("bundle install", files, "Gemfile Gemfile.lock", above="ENV BUNDLE_DEPLOYMENT=1\n")
    check("bundle install --frozen", {**files, "vendor/cache/a.gem": ""}, "Gemfile Gemfile.lock vendor/cache/")
    check(
        "bundle install --frozen", {**files, "vendor/bundle/a": ""}, "Gemfile Gemfile.lock", "the copied vendor/bundle"
    )
    check("bundle install", {"gems.rb": "", "gems.locked": ""}, "gems.rb gems.locked", "bundle install may rewrite")
    near = {"Gemfile": "gem 'b', path: 'b'\n", "b/b.gemspec": ""}
    check("bundle install", near, "Gemfile b/", "the gem in b")
    own = {"Gemfile": "gemspec\n", "a.gemspec": "require_relative 'lib/a/version'\n", "lib/a/version.rb": ""}
    check("bundle install", own, "Gemfile a.gemspec lib/a/version.rb", "the gemspec lists files")
    check_refused("bundle install", {**own, "a.gemspec": "File.read('VERSION')\n"})
    check_refused("bundle install", {"Gemfile": "eval_gemfile name\n"})


def test_packages_of_composer():
    local = {"composer.json": '{"repositories": [{"type": "path", "url": "packages/*"}]}', "composer.lock": ""}
    command = "composer install --no-scripts --no-autoloader"
    check(
        command, {**local, "packages/a/composer.json": ""}, "composer.json composer.lock packages/a/", "the package in"
    )
    check_refused(command, {"composer.json": '{"repositories": [{"type": "path", "url": "../a"}]}'})
    plugin = {"composer.json": "{}", "composer.lock": '{"type": "composer-plugin"}', "symfony.lock": ""}
    check(command, plugin, "composer.json composer.lock symfony.lock", "plugins of Composer")
    check(f"{command} --no-plugins", plugin, "composer.json composer.lock symfony.lock")


def test_projects_of_dotnet():
    files = {
        "All.sln": 'Project("{1}") = "Api", "src\\Api\\Api.csproj", "{2}"\nProject("{3}") = "docs", "docs", "{4}"\n',
        "src/Api/Api.csproj": '<ProjectReference Include="..\\Core\\Core.csproj" />',
        "src/Core/Core.csproj": "",
        "src/Directory.Build.props": '<Import Project="$([MSBuild]::GetPathOfFileAbove(x))" />',
        "Directory.Build.props": "",
        "Directory.Packages.props": "",
        "nuget.config": '<packageSources><add key="a" value="packages" /></packageSources>',
        "packages/a.nupkg": "",
    }
    projects = "src/Api/Api.csproj src/Core/Core.csproj"
    beside = "src/Directory.Build.props Directory.Build.props Directory.Packages.props nuget.config packages/"
    found = read("dotnet restore All.sln", files)
    assert found is not None
    assert {*found.files} == {"All.sln", *projects.split(), *beside.split()[:-1]}
    assert found.folders == ("packages",)
    assert not found.doubt
    # The same from the folder of the project.
    assert step("dotnet publish -c Release -r linux-musl-x64", files, "src/Api") == "dotnet restore -r linux-musl-x64"
    inside = read("dotnet restore", files, "src/Api")
    assert inside is not None
    assert {*inside.files} == {*found.files} - {"All.sln"}
    check_refused("dotnet publish --no-restore", {"a.csproj": ""})
    check_refused("dotnet restore", {"a.csproj": '<Import Project="$(Shared)/a.props" />'})
    check_refused("dotnet restore", {"a.csproj": '<ProjectReference Include="../b/b.csproj" />'})
    check("dotnet restore", {"a.csproj": "", "obj/a": ""}, "a.csproj", "the copied obj")
    check(
        "dotnet restore",
        {"a.csproj": "", "packages.lock.json": ""},
        "a.csproj packages.lock.json",
        "dotnet restore may",
    )


def test_files_of_mix():
    files = {"mix.exs": 'version: File.read!("VERSION"), apps_path: "apps"', "mix.lock": "", "VERSION": ""}
    files["apps/a/mix.exs"] = "{:b, in_umbrella: true}"
    check("mix deps.get --check-locked", files, "mix.exs mix.lock VERSION apps/a/mix.exs")
    check("mix deps.get", files, "mix.exs mix.lock VERSION apps/a/mix.exs", "mix deps.get may rewrite mix.lock")
    check("mix deps.get", {"mix.exs": '{:b, path: "b"}', "b/mix.exs": ""}, "mix.exs b/", "the package in b")
    check("mix deps.get", {"mix.exs": "", "deps/a/mix.exs": ""}, "mix.exs", "the copied deps")
    check_refused("mix deps.get", {"mix.exs": 'Code.require_file("a.exs")'})
    check_refused("mix deps.get", {"mix.exs": '{:b, path: "../b"}'})


ODD = (
    "1",
    "[]",
    "null",
    '"a"',
    "{",
    "\x00",
    "a = 1",
    "[package]\nname = 1\n[lib]\npath = 2\n[[bin]]\n",
    "bin = 'a'\npackage = 1",
)
ODD_TABLES = [
    package(**{key: value})
    for key in ("dependencies", "workspaces", "scripts", "pnpm", "prisma", "overrides", "repositories", "bin")
    for value in (1, "a", [1], {"packages": 1}, {"a": 1}, {"patchedDependencies": 1}, {"overrides": [1]})
]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("npm ci", ("package.json",)),
        ("pnpm install", ("package.json", "pnpm-workspace.yaml")),
        ("pip install -r requirements.txt", ("requirements.txt",)),
        ("poetry install", ("pyproject.toml",)),
        ("uv sync", ("pyproject.toml",)),
        ("pipenv install", ("Pipfile",)),
        ("cargo build", ("Cargo.toml",)),
        ("go build", ("go.mod", "go.work")),
        ("composer install", ("composer.json",)),
        ("mvn package", ("pom.xml",)),
        ("gradle build", ("build.gradle", "settings.gradle")),
        ("dotnet restore", ("a.csproj",)),
        ("bundle install", ("Gemfile",)),
        ("mix deps.get", ("mix.exs",)),
    ],
)
def test_odd_files_are_no_exception(command: str, names: tuple[str, ...]):
    tables = [f"[{it}]\nmembers = 1\npath = 1\na = [1, {{ path = 1 }}]\n" for it in ("workspace", "tool.uv", "package")]
    for text in (*ODD, *ODD_TABLES, *tables):
        found = read(command, {**dict.fromkeys(names, text), "src/main.rs": ""})
        assert found is None or found.files


@pytest.mark.parametrize(
    ("path", "start", "way"),
    [
        ("a/b", "a", "b"),
        ("a", "a", ""),
        ("", "a/b", "../.."),
        ("c/d", "a/b", "../../c/d"),
        ("a", "", "a"),
        ("a", "./", "a"),
    ],
)
def test_the_way_from_one_path_to_another(path: str, start: str, way: str):
    assert relative(path, start) == way


def test_a_path_that_cannot_be_written_is_not():
    check_refused("npm ci", {**NPM, "package.json": package(workspaces=["a b"]), "a b/package.json": "{}"})
