"""The manifests come before the sources, wherever that is known to do."""

from __future__ import annotations

import json

import pytest

from dockwright.lint.diagnostic import Fix, Safety
from dockwright.semantic.document import Document
from tests.support.checks import check_fix, check_rule, found_by, loud, settings_with, the_rule
from tests.support.project import Files

RULE = "copy-source-before-deps"
NPM = {"package.json": "{}", "package-lock.json": "{}"}


def around(copy_and_run: str) -> str:
    return f"FROM some/image\nWORKDIR /app\n{copy_and_run}"


def first_safety(text: str, files: dict[str, str] | None) -> Safety | None:
    """The tier of the fix; `None` where there is a finding and no fix. There must be a finding."""
    (found,) = check_rule(RULE, text, project=Files(files) if files is not None else None)
    return found.fixes[0].safety if found.fixes else None


@pytest.mark.parametrize(
    ("files", "install", "copied"),
    [
        (NPM, "npm ci", "package.json package-lock.json"),
        ({**NPM, ".npmrc": ""}, "npm ci", "package.json package-lock.json .npmrc"),
        ({"package.json": "{}"}, "npm install", "package.json"),
        ({"package.json": "{}", "yarn.lock": ""}, "yarn install --frozen-lockfile", "package.json yarn.lock"),
        ({"package.json": "{}", "yarn.lock": ""}, "yarn --frozen-lockfile", "package.json yarn.lock"),
        ({"package.json": "{}", "pnpm-lock.yaml": ""}, "pnpm install --frozen-lockfile", "package.json pnpm-lock.yaml"),
        ({"package.json": "{}", "bun.lock": ""}, "bun install --frozen-lockfile", "package.json bun.lock"),
        ({"requirements.txt": "flask\n"}, "pip install -r requirements.txt", "requirements.txt"),
        ({"a.txt": "-r b.txt\n", "b.txt": ""}, "python -m pip install -ra.txt", "a.txt b.txt"),
        ({"requirements.txt": ""}, "uv pip install --system -r requirements.txt", "requirements.txt"),
        ({"Pipfile": "", "Pipfile.lock": ""}, "pipenv install --deploy --system", "Pipfile Pipfile.lock"),
        ({"pyproject.toml": "", "poetry.lock": ""}, "poetry install --no-root", "pyproject.toml poetry.lock"),
        ({"pyproject.toml": "", "uv.lock": ""}, "uv sync --locked --no-install-project", "pyproject.toml uv.lock"),
        ({"go.mod": "", "go.sum": ""}, "go mod download", "go.mod go.sum"),
        ({"Gemfile": "", "Gemfile.lock": ""}, "bundle install --frozen", "Gemfile Gemfile.lock"),
        (
            {"Gemfile": "ruby file: '.ruby-version'\n", ".ruby-version": ""},
            "bundle install",
            "Gemfile .ruby-version",
        ),
        (
            {"composer.json": "{}", "composer.lock": ""},
            "composer install --no-scripts --no-autoloader",
            "composer.json composer.lock",
        ),
    ],
)
def test_an_installation_that_reads_its_manifests_alone_moves_up(files: dict[str, str], install: str, copied: str):
    check_fix(
        RULE,
        around(f"COPY . .\nRUN {install}\n"),
        around(f"COPY {copied} ./\nRUN {install}\nCOPY . .\n"),
        project=Files(files),
    )


@pytest.mark.parametrize(
    ("files", "install", "step", "copied"),
    [
        (
            {"pyproject.toml": "[build-system]\n"},
            "uv sync --locked",
            "uv sync --locked --no-install-project",
            "pyproject.toml",
        ),
        ({"pyproject.toml": ""}, "poetry install", "poetry install --no-root", "pyproject.toml"),
        ({"composer.json": "{}"}, "composer install", "composer install --no-scripts --no-autoloader", "composer.json"),
        ({"go.mod": ""}, "go build ./...", "go mod download", "go.mod"),
        ({"pom.xml": ""}, "mvn package", "mvn -B dependency:go-offline", "pom.xml"),
        ({"build.gradle": ""}, "gradle build", "gradle --no-daemon dependencies", "build.gradle"),
        ({"app.csproj": ""}, "dotnet publish -c Release", "dotnet restore", "app.csproj"),
        ({"a.csproj": "", "b.csproj": ""}, "dotnet publish b.csproj", "dotnet restore b.csproj", "b.csproj"),
    ],
)
def test_a_build_gets_a_step_before_it_that_fetches(files: dict[str, str], install: str, step: str, copied: str):
    check_fix(
        RULE,
        around(f"COPY . .\nRUN {install}\n"),
        around(f"COPY {copied} ./\nRUN {step}\nCOPY . .\nRUN {install}\n"),
        project=Files(files),
        unsafe=True,
    )


def test_a_wrapper_comes_with_its_folder():
    check_fix(
        RULE,
        around("COPY . .\nRUN ./mvnw -B package\n"),
        around(
            "COPY mvnw pom.xml ./\nCOPY .mvn/ ./.mvn/\nRUN ./mvnw -B dependency:go-offline\n"
            "COPY . .\nRUN ./mvnw -B package\n"
        ),
        project=Files({"pom.xml": "", "mvnw": "", ".mvn/wrapper/maven-wrapper.properties": ""}),
        unsafe=True,
    )


def test_files_that_nobody_knows_are_written_as_patterns_and_the_fix_is_to_be_asked_for():
    text = around("COPY . .\n     ^\nRUN npm ci\n")

    assert first_safety(text, None) is Safety.UNSAFE
    # Without package.json it is not the context that this is built from.
    assert first_safety(text, {"docker-compose.yml": ""}) is Safety.UNSAFE


def test_installed_modules_that_the_sources_would_overwrite_make_the_fix_unsafe():
    text = around("COPY . .\n     ^\nRUN npm ci\n")

    assert first_safety(text, NPM) is Safety.SAFE
    assert first_safety(text, {**NPM, "node_modules/a/index.js": ""}) is Safety.UNSAFE


@pytest.mark.parametrize(
    ("files", "install"),
    [
        # A lock file that is out of date is written again, and then overwritten by the old one.
        (NPM, "npm install"),
        ({"package.json": "{}", "yarn.lock": ""}, "yarn"),
        ({"package.json": "{}", "pnpm-lock.yaml": ""}, "pnpm install"),
        ({"Gemfile": "", "Gemfile.lock": ""}, "bundle install"),
        ({"pyproject.toml": "", "uv.lock": ""}, "uv sync --no-install-project"),
        ({"Pipfile": "", "Pipfile.lock": ""}, "pipenv install"),
        # The sources hold what the installation writes.
        ({"composer.json": "", "vendor/a": ""}, "composer install --no-scripts --no-autoloader"),
        ({"pyproject.toml": "", ".venv/a": ""}, "uv sync --locked --no-install-project"),
        ({"pyproject.toml": "", ".venv/a": ""}, "poetry install --no-root"),
        ({"requirements.txt": ""}, "pip install -r requirements.txt --target lib"),
        ({"requirements.txt": ""}, "uv pip install -r requirements.txt --target lib"),
        ({"pyproject.toml": "dynamic = ['version']\n"}, "uv sync --locked --no-install-project"),
    ],
)
def test_what_the_sources_may_overwrite_makes_the_fix_unsafe(files: dict[str, str], install: str):
    assert first_safety(around(f"COPY . .\n     ^\nRUN {install}\n"), files) is Safety.UNSAFE


@pytest.mark.parametrize(
    ("files", "install"),
    [
        ({**NPM, "package.json": json.dumps({"scripts": {"prepublish": "node build.js"}})}, "npm ci"),
        ({**NPM, "package.json": json.dumps({"overrides": {"a": {"b": "file:b"}}})}, "npm ci"),
        ({**NPM, "package.json": json.dumps({"dependencies": {"a": "archives/a.tgz"}})}, "npm ci"),
        ({**NPM, ".npmrc": "registry=https://example.com/\ncafile=ca.pem\n"}, "npm ci"),
        ({"package.json": "{}", ".yarnrc": 'yarn-offline-mirror "./mirror"\n'}, "yarn"),
        ({"requirements.txt": "packages/lib\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": "wheels/a.whl --hash=sha256:0\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": "a.whl; python_version > '3'\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": "a @ ./lib\n"}, "pip install -r requirements.txt"),
        ({"pyproject.toml": "dynamic = ['dependencies']\n"}, "uv sync --locked --no-install-project"),
        ({"composer.json": '{"repositories": [{"type": "artifact"}]}'}, "composer install --no-scripts"),
        ({"composer.json": '{"repositories": [{"url": "../x"}]}'}, "composer install --no-scripts"),
        ({"Gemfile": "eval_gemfile 'x'\n"}, "bundle install"),
        ({"Gemfile": "ruby File.read('x')\n"}, "bundle install"),
        ({**NPM, "package.json": json.dumps({"workspaces": ["packages/a"]})}, "npm ci"),
        ({**NPM, "package.json": json.dumps({"scripts": {"postinstall": "node build.js"}})}, "npm ci"),
        ({**NPM, "package.json": json.dumps({"dependencies": {"a": "file:../a"}})}, "npm ci"),
        ({**NPM, "package.json": "{ half"}, "npm ci"),
        ({**NPM, "binding.gyp": ""}, "npm ci"),
        ({"package.json": "{}", "pnpm-workspace.yaml": "packages: [a]\n"}, "pnpm install"),
        ({"requirements.txt": "-e .\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": "./lib\n"}, "pip install -r requirements.txt"),
        ({"requirements.txt": ""}, "pip install -r requirements.txt -e ."),
        ({"requirements.txt": ""}, "pip install ."),
        ({"requirements.txt": ""}, "pip install -r requirements.txt ."),
        ({"go.mod": "replace example.com/x => ../x\n"}, "go mod download"),
        ({"go.mod": "", "go.work": ""}, "go mod download"),
        ({"go.mod": "", "vendor/modules.txt": ""}, "go build"),
        ({"pom.xml": "<modules>"}, "mvn package"),
        ({"settings.gradle": "include 'a'\n"}, "gradle build"),
        ({"a.csproj": "<ProjectReference"}, "dotnet restore"),
        ({"a.csproj": "<ProjectReference"}, "dotnet restore a.csproj"),
        ({"a.csproj": "", "b.csproj": ""}, "dotnet restore"),
        ({}, "dotnet restore all.sln"),
        ({}, "dotnet restore $PROJECT.csproj"),
        ({"Gemfile": "gemspec\n"}, "bundle install"),
        ({"Cargo.toml": ""}, "cargo build"),
        (NPM, "npm --prefix server ci"),
        (NPM, "npm run build"),
        (NPM, "npm install express"),
        (NPM, "cd /server && npm ci"),
        (NPM, "cd ../server && npm ci"),
        (NPM, "cd $DIR && npm ci"),
        (NPM, "(cd server; npm ci)"),
        (NPM, "npm audit fix && npm ci"),
        (NPM, "make && npm ci"),
    ],
)
def test_nothing_is_said_where_the_sources_may_be_needed(files: dict[str, str], install: str):
    check_rule(RULE, around(f"COPY . .\nRUN {install}\n"), project=Files(files))


@pytest.mark.parametrize(
    "text",
    [
        "COPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm ci --omit=dev\n",
        "COPY --from=build . .\nRUN npm ci\n",
        "COPY . /elsewhere\nRUN npm ci\n",
        "COPY src .\nRUN npm ci\n",
        "COPY . .\nRUN ./configure\nRUN npm ci\n",
        "COPY . .\nRUN --mount=type=bind,from=deps,target=/deps npm ci\n",
        "COPY . .\nRUN --mount=target=/deps npm ci\n",
        "COPY . .\nWORKDIR /server\nRUN npm ci\n",
        "ONBUILD COPY . .\nONBUILD RUN npm ci\n",
        "COPY . .\nRUN if true; then npm ci; fi\n",
        "COPY . .\nRUN npm install -g\n",
    ],
)
def test_nothing_is_said_where_the_order_is_right_or_its_reason_unclear(text: str):
    check_rule(RULE, around(text), project=Files(NPM))


def test_mounts_that_bring_no_files_come_along():
    mount = "RUN --mount=type=cache,target=/root/.npm"
    check_fix(
        RULE,
        around(f"COPY . .\n{mount} npm ci && npm run build\n"),
        around(f"COPY package.json package-lock.json ./\n{mount} npm ci\nCOPY . .\n{mount} npm run build\n"),
        project=Files(NPM),
    )
    check_rule(
        RULE,
        around("COPY . .\nRUN --mount=type=cache,target=/go/pkg/mod go build .\n"),
        project=Files({"go.mod": "module x\n", "go.sum": ""}),
    )


def test_what_looks_at_no_file_may_stand_between():
    check_fix(
        RULE,
        around("COPY --chown=node:node . ./\nENV A=1\nUSER node\nRUN corepack enable\nRUN npm ci\n"),
        around(
            "COPY --chown=node:node package.json package-lock.json ./\nENV A=1\nUSER node\nRUN corepack enable\n"
            "RUN npm ci\nCOPY --chown=node:node . ./\n"
        ),
        project=Files(NPM),
    )


def test_manifests_that_are_there_already_are_not_copied_again():
    check_fix(
        RULE,
        around("COPY package*.json ./\nCOPY . .\nRUN npm ci\n"),
        around("COPY package*.json ./\nRUN npm ci\nCOPY . .\n"),
        project=Files(NPM),
    )


def test_a_command_is_cut_behind_the_installation():
    check_fix(
        RULE,
        around("COPY . /app\nRUN npm ci && \\\n    npm run build\n"),
        around("COPY package.json package-lock.json /app/\nRUN npm ci\nCOPY . /app\nRUN npm run build\n"),
        project=Files(NPM),
    )


def test_a_longer_command_is_cut_too():
    check_fix(
        RULE,
        around("COPY . .\nRUN npm ci && npm run build && cp -r dist /out \\\n  && echo done\nRUN npm test\n"),
        around(
            "COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n"
            "RUN npm run build && cp -r dist /out \\\n  && echo done\nRUN npm test\n"
        ),
        project=Files(NPM),
    )


def test_what_holds_for_the_rest_of_a_script_is_said_again():
    check_fix(
        RULE,
        around("COPY . .\nRUN set -ex && cd server && npm ci && npm run build\n"),
        around(
            "COPY server/package.json server/package-lock.json ./server/\nRUN set -ex && cd server && npm ci\n"
            "COPY . .\nRUN set -ex && cd server && npm run build\n"
        ),
        project=Files({f"server/{name}": text for name, text in NPM.items()}),
    )


@pytest.mark.parametrize(
    "script",
    [
        "npm ci; npm test",
        "npm ci || true && ls",
        # The first of two layers would keep the compiler.
        "apk add --virtual .build gcc && npm ci && npm run build && apk del .build",
    ],
)
def test_a_command_that_cannot_be_cut_has_no_fix(script: str):
    assert first_safety(around(f"COPY . .\n     ^\nRUN {script}\n"), NPM) is None


def test_comments_go_with_their_instruction_and_line_ends_and_case_stay():
    check_fix(
        RULE,
        "FROM some/image\r\nWORKDIR /app\r\n# all of it\r\n  copy . .\r\n# install\r\n  run npm ci",
        "FROM some/image\r\nWORKDIR /app\r\n  copy package.json package-lock.json ./\r\n"
        "# install\r\n  run npm ci\r\n# all of it\r\n  copy . .",
        project=Files(NPM),
    )


def test_manifests_in_folders_keep_them():
    check_fix(
        RULE,
        around("COPY . .\nRUN pip install -r requirements/prod.txt\n"),
        around(
            "COPY requirements/prod.txt ./requirements/\nCOPY requirements.txt ./\n"
            "RUN pip install -r requirements/prod.txt\nCOPY . .\n"
        ),
        project=Files({"requirements/prod.txt": "-r ../requirements.txt\n", "requirements.txt": ""}),
    )


def test_the_working_directory_may_be_set_in_between():
    check_fix(
        RULE,
        "FROM some/image\nCOPY . /app\nWORKDIR /app\nRUN npm ci\n",
        "FROM some/image\nCOPY package.json package-lock.json /app/\nWORKDIR /app\nRUN npm ci\nCOPY . /app\n",
        project=Files(NPM),
    )


def test_a_step_is_put_in_above_the_comments_of_the_copy():
    check_fix(
        RULE,
        around("# all\nCOPY . .\nRUN go build\n"),
        around("COPY go.mod ./\nRUN go mod download\n# all\nCOPY . .\nRUN go build\n"),
        project=Files({"go.mod": ""}),
        unsafe=True,
    )


def test_a_project_that_dotnet_is_told_is_copied_to_its_folder():
    check_fix(
        RULE,
        around("COPY . .\nRUN dotnet restore Api/Api.csproj\n"),
        around("COPY Api/Api.csproj ./Api/\nRUN dotnet restore Api/Api.csproj\nCOPY . .\n"),
        unsafe=True,
    )


def test_what_empties_the_cache_stays_with_the_installation():
    check_fix(
        RULE,
        around("COPY . .\nRUN npm ci \\\n    && npm cache clean --force && rm -rf ~/.npm && npm run build\n"),
        around(
            "COPY package.json package-lock.json ./\nRUN npm ci \\\n    && npm cache clean --force && rm -rf ~/.npm\n"
            "COPY . .\nRUN npm run build\n"
        ),
        project=Files(NPM),
    )


def test_an_installation_in_a_folder_takes_its_manifests_from_there():
    files = {f"web/client/{name}": text for name, text in NPM.items()}
    check_fix(
        RULE,
        around("COPY . /app\nWORKDIR /app/web\nRUN npm audit && cd client && npm ci\n"),
        around(
            "COPY web/client/package.json web/client/package-lock.json /app/web/client/\nWORKDIR /app/web\n"
            "RUN npm audit && cd client && npm ci\nCOPY . /app\n"
        ),
        project=Files(files),
    )
    needing = {"client/package.json": '{"scripts": {"postinstall": "x"}}', "client/package-lock.json": ""}
    check_rule(RULE, around("COPY . .\nRUN cd client && npm ci\n"), project=Files(needing))


@pytest.mark.parametrize(
    "text",
    [
        "COPY . .\nCOPY package.json ./\nRUN npm ci\n",
        "COPY --parents . .\nRUN npm ci\n",
        'COPY [".", "./"]\nRUN npm ci\n',
        # Another user comes in between, of whom the COPY takes the name.
        "ARG NAME=a\nCOPY --chown=$NAME . .\nARG NAME=b\nRUN npm ci\n",
    ],
)
def test_a_finding_without_a_fix(text: str):
    before = around(text)
    assert found_fixes(before, NPM) == [()]
    check_fix(RULE, before, before, unsafe=True, project=Files(NPM))


def found_fixes(text: str, files: dict[str, str] | None) -> list[tuple[Fix, ...]]:
    """The fixes of all that is found."""
    rule = the_rule(RULE)
    project = Files(files) if files is not None else None
    with loud():
        return [it.fixes for it in found_by(rule, Document.parse(text, project=project), settings_with(rule))]


def test_below_another_working_directory_the_copy_says_in_full_where_it_goes():
    files = {"Api/Api.csproj": '<ProjectReference Include="..\\Core\\Core.csproj" />', "Core/Core.csproj": ""}
    check_fix(
        RULE,
        "FROM some/image\nWORKDIR /src\nCOPY . .\nWORKDIR Api\nRUN dotnet publish\n",
        "FROM some/image\nWORKDIR /src\nCOPY Api/Api.csproj ./Api/\nCOPY Core/Core.csproj ./Core/\nWORKDIR Api\n"
        "RUN dotnet restore\nCOPY . /src\nRUN dotnet publish\n",
        project=Files(files),
        unsafe=True,
    )


def test_a_step_comes_behind_what_it_needs_of_the_system():
    check_fix(
        RULE,
        around("COPY . .\nENV CGO_ENABLED=0\nRUN apk add --no-cache git && go build\n"),
        around(
            "COPY go.mod ./\nENV CGO_ENABLED=0\nRUN apk add --no-cache git\nRUN go mod download\nCOPY . .\n"
            "RUN go build\n"
        ),
        project=Files({"go.mod": ""}),
        unsafe=True,
    )


def test_a_step_has_the_secrets_of_the_build_and_its_wrapper_made_executable():
    secret = "--mount=type=secret,id=netrc,target=/root/.netrc"
    check_fix(
        RULE,
        around(f"COPY . .\nRUN {secret} chmod +x mvnw && ./mvnw package\n"),
        around(
            f"COPY mvnw pom.xml ./\nCOPY .mvn/ ./.mvn/\n"
            f"RUN {secret} chmod +x mvnw && ./mvnw -B dependency:go-offline\n"
            f"COPY . .\nRUN {secret} chmod +x mvnw && ./mvnw package\n"
        ),
        project=Files({"pom.xml": "", "mvnw": "", ".mvn/maven.config": ""}),
        unsafe=True,
    )
    # The COPY would bring back a wrapper that nobody may run.
    check_rule(RULE, around("COPY . .\nRUN chmod +x mvnw\nRUN ./mvnw package\n"), project=Files({"pom.xml": ""}))


def test_a_folder_is_split_as_well():
    files = {f"web/{name}": text for name, text in NPM.items()}
    check_fix(
        RULE,
        around("COPY --chown=node web/ ./\nRUN npm ci\n"),
        around("COPY --chown=node web/package.json web/package-lock.json ./\nRUN npm ci\nCOPY --chown=node web/ ./\n"),
        project=Files(files),
    )
    # The manifests may come from anywhere.
    check_rule(RULE, around("COPY web ./\nRUN npm ci\n"))


def test_a_folder_that_the_installation_does_not_read_goes_below_it():
    check_fix(
        RULE,
        around("COPY package*.json ./\nCOPY src ./src\nRUN npm ci\n"),
        around("COPY package*.json ./\nRUN npm ci\nCOPY src ./src\n"),
        project=Files({**NPM, "src/index.js": ""}),
    )
    # Without the manifests it is not known what the folder is to them.
    check_rule(RULE, around("COPY src ./src\nRUN npm ci\n"), project=Files({**NPM, "src/index.js": ""}))


def test_manifests_that_were_copied_elsewhere_do_not_count():
    check_fix(
        RULE,
        around("COPY package*.json /tmp/\nCOPY . .\nRUN npm ci\n"),
        around("COPY package*.json /tmp/\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n"),
        project=Files(NPM),
    )


@pytest.mark.parametrize(
    "between",
    [
        "corepack enable && corepack prepare pnpm@10 --activate",
        "npm install -g npm@11",
        "npm config set registry https://example.org/",
        "git config --global --add safe.directory /app",
        "useradd --no-create-home app",
        "pip install --upgrade pip",
        "mkdir -p /data && echo a > /etc/a",
    ],
)
def test_what_looks_at_no_file_and_writes_elsewhere_may_be_passed(between: str):
    check_fix(
        RULE,
        around(f"COPY . .\nRUN {between}\nRUN npm ci\n"),
        around(f"COPY package.json package-lock.json ./\nRUN {between}\nRUN npm ci\nCOPY . .\n"),
        project=Files(NPM),
    )


@pytest.mark.parametrize(
    "between",
    [
        # It writes to the manifests, and the COPY would take that back.
        "npm install express",
        "npm uninstall express",
        # It looks into package.json for a name.
        "corepack prepare --activate",
        "npm config set --location=project registry https://example.org/",
        "git config user.name a",
        # The home may be where the sources go.
        "useradd --home /app app",
        "pip install --target lib flask",
        "apt-get download curl",
        "apk add $(cat packages.txt)",
        'apk add "$(<packages.txt)"',
        "PIP_CONSTRAINT=limits.txt pip install flask",
        "echo a > package.json",
        "mv package.json a.json",
    ],
)
def test_what_may_write_among_the_sources_is_not_passed(between: str):
    check_rule(RULE, around(f"COPY . .\nRUN {between}\nRUN npm ci\n"), project=Files(NPM))


def test_a_directory_that_a_flag_names():
    check_fix(
        RULE,
        around("COPY . .\nRUN npm --prefix web ci\n"),
        around("COPY web/package.json ./web/\nRUN npm --prefix web ci\nCOPY . .\n"),
        project=Files({"web/package.json": "{}"}),
    )
    check_fix(
        RULE,
        around("COPY . .\nRUN go -C api build\n"),
        around("COPY api/go.mod ./api/\nRUN cd api && go mod download\nCOPY . .\nRUN go -C api build\n"),
        project=Files({"api/go.mod": ""}),
        unsafe=True,
    )


@pytest.mark.parametrize("install", ["pip install flask gunicorn", "gem install rake", "npm install -g typescript"])
def test_packages_that_are_named_come_first(install: str):
    check_fix(RULE, around(f"COPY . .\nRUN {install}\nRUN make\n"), around(f"RUN {install}\nCOPY . .\nRUN make\n"))


def test_packages_of_the_system_come_first():
    check_fix(
        RULE,
        around("COPY . .\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nRUN make\n"),
        around("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN make\n"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "FROM some/image\nCOPY . .\nRUN apk add curl\n",
        "FROM some/image\nCOPY . /etc/nginx\nRUN apk add curl\n",
        "FROM some/image\nCOPY . /\nRUN apk add curl\n",
        "FROM some/image\nARG PACKAGES\nWORKDIR /app\nCOPY . .\nRUN apk add $PACKAGES\n",
        # The WORKDIR would make the directory, for root.
        "FROM some/image\nCOPY --chown=node . /app\nWORKDIR /app\nRUN apk add curl\n",
        "FROM some/image\nUSER app\nCOPY . /app\nWORKDIR /app\nUSER root\nRUN apk add curl\n",
        "FROM some/image\nCOPY . /app\nWORKDIR /app\nRUN pip install flask\n",
        "FROM some/image\nCOPY . /srv/app\nRUN mkdir -m 700 /srv && apk add curl\n",
        # The same for what is passed on the way to another installation.
        "FROM some/image\nCOPY . /var/www\nWORKDIR /var/www\nRUN apk add git\nRUN npm ci\n",
    ],
)
def test_packages_that_may_meet_the_sources_make_the_fix_unsafe(text: str):
    ((fix,),) = found_fixes(text, NPM)
    assert fix.safety is Safety.UNSAFE
    assert fix.title.endswith(")")


@pytest.mark.parametrize(
    "run",
    [
        "apk add ./a.apk",
        "apt-get update && apt-get install -y gcc && make && apt-get purge -y gcc",
        "apk add curl && ./configure",
        "apk add curl > log",
        "--mount=type=bind,target=/x apk add curl",
    ],
)
def test_packages_stay_where_something_beside_them_may_need_the_sources(run: str):
    check_rule(RULE, around(f"COPY . .\nRUN {run}\n"))


def test_a_directory_that_is_there_keeps_its_owner():
    for above in (
        "WORKDIR /app\nCOPY . .\n",
        "WORKDIR /app/src\nCOPY --chown=node . /app\n",
        "COPY a /app/\nCOPY . /app\n",
    ):
        ((fix,),) = found_fixes(f"FROM some/image\n{above}WORKDIR /app\nRUN apk add curl\n", None)
        assert fix.safety is Safety.SAFE
    ((fix,),) = found_fixes("FROM some/image\nCOPY . /app\nWORKDIR /app\nRUN apk add curl\n", None)
    assert fix.safety is Safety.SAFE
