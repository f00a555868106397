"""What is typed in a RUN: programs, their sub-commands and flags, and the usual packages.

Source: the manual pages of the programs, counted over some thousand public Dockerfiles (2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dockwright.catalog.images import Family
from dockwright.catalog.packages import managers_of


def _lists(text: str) -> Mapping[str, tuple[str, ...]]:
    """Lines of a key, a colon and its words."""
    pairs = (line.split(":", 1) for line in text.strip().splitlines())
    return MappingProxyType({key.strip(): tuple(words.split()) for key, words in pairs})


PROGRAMS: tuple[str, ...] = tuple(
    (
        "apt-get apk npm pip curl git mkdir rm chmod chown make go cargo dotnet yarn pnpm bun uv poetry wget tar ln cp"
        " mv echo cd set export sed dnf yum microdnf zypper python node bundle gem composer mvn gradle useradd adduser"
        " groupadd addgroup install unzip cat touch gpg corepack npx printf find grep sha256sum apt-mark dpkg"
        " update-ca-certificates ldconfig locale-gen update-alternatives cmake ninja bash sh python3 pip3 pipenv conda"
        " mix rustup pecl docker-php-ext-install docker-php-ext-enable docker-php-ext-configure xargs awk sort tee test"
        " true source usermod setcap chpasswd strip patch"
        " date exit nproc mktemp cut apt-key sudo stat autoconf dpkg-architecture lsb_release pacman ls tr sort head"
    ).split()
)
"""Programs that a RUN calls, the most used first."""

SUBCOMMANDS: Mapping[str, tuple[str, ...]] = _lists("""
    apk: add del update upgrade fetch info fix
    apt: install update upgrade purge autoremove clean
    apt-get: update install purge autoremove clean upgrade dist-upgrade build-dep download source remove
    apt-mark: manual auto showmanual hold unhold
    bun: install run build add test x
    bundle: install config exec clean check
    cargo: build install fetch test run chef new vendor add
    composer: install dump-autoload require update config global run-script
    conda: install env create clean config update run
    corepack: enable prepare install use
    dnf: install clean upgrade update remove module config-manager makecache autoremove
    dotnet: restore build publish test tool run new nuget workload
    gem: install update cleanup
    git: clone checkout config fetch submodule init remote reset apply describe rev-parse lfs archive tag clean pull
    apt-key: add adv del
    set: pipefail
    go: mod build install test generate get env run vet
    microdnf: install clean update upgrade remove
    mix: deps.get deps.compile compile release local.hex local.rebar assets.deploy do
    mvn: package verify clean install dependency:go-offline
    gradle: build bootJar assemble test installDist
    gradlew: build bootJar assemble test installDist
    mvnw: package verify clean install dependency:go-offline
    deno: install run task cache compile
    pacman: -Syu -S -Scc
    npm: ci install run cache config prune build rebuild test pkg
    pecl: install channel-update
    pip: install wheel uninstall download cache freeze list
    pip3: install wheel uninstall download cache freeze list
    pipenv: install sync requirements
    pnpm: install fetch run build deploy prune add store exec
    poetry: install build export config run add sync
    rustup: target component toolchain default update
    uv: sync pip venv run export lock tool python build cache add
    yarn: install build run cache add workspaces config set
    yum: install clean update upgrade remove makecache config-manager
    zypper: install refresh clean update remove addrepo
    docker-php-ext-install: bcmath bz2 calendar exif gd gettext gmp intl mysqli opcache pcntl pdo_mysql pdo_pgsql pgsql soap sockets sysvsem xsl zip
    docker-php-ext-enable: opcache xdebug redis apcu imagick
    update-alternatives: --install --set --config
""")  # noqa: E501  # a line is a program's
"""Sub-commands of programs, the most used first; those of a package manager that stand only in `packages` follow."""

FLAGS: Mapping[str, tuple[str, ...]] = _lists("""
    apt-get: -y -qq
    apt: -y
    yum: -y -q
    dnf: -y -q
    microdnf: -y
    grep: -q -i -E -v -o -r -qE
    dpkg-query: -W -f
    ls: -la
    apk add: --no-cache --virtual --update --repository --upgrade --allow-untrusted
    apk del: --no-network --no-cache
    apt-get install: -y --no-install-recommends --no-install-suggests -qq -t --fix-broken --reinstall --allow-downgrades
    apt-get purge: -y --auto-remove
    apt-get autoremove: -y --purge
    apt-get remove: -y --purge --auto-remove
    apt-get upgrade: -y --no-install-recommends
    apt-get update: -qq --allow-releaseinfo-change
    apt install: -y --no-install-recommends
    adduser: -D -S -G -u -h -s -H --system --disabled-password --gecos --ingroup --uid --home --shell --no-create-home
    addgroup: -S -g --system --gid
    useradd: -m -r -u -g -G -s -d -M -l --create-home --system --uid --gid --shell --home-dir --no-create-home --no-log-init
    groupadd: -r -g --system --gid
    usermod: -aG -u -g -d -s
    bun install: --frozen-lockfile --production --no-cache --ignore-scripts
    bundle install: --jobs --retry --without --deployment --no-cache
    cargo build: --release --locked --target --bin --features --no-default-features --workspace --offline --profile
    cargo install: --locked --path --root --version --git --features
    chmod: -R +x 0755 0644 a+rx u+x
    chown: -R --no-dereference --from=
    cmake: -S -B -G -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX= -DBUILD_SHARED_LIBS= --build --install --parallel
    composer install: --no-dev --no-interaction --prefer-dist --no-scripts --optimize-autoloader --no-progress --no-autoloader
    composer dump-autoload: --optimize --no-dev --classmap-authoritative
    conda install: -y -c --file
    cp: -r -a -f -p -v --parents
    curl: -fsSL -o -O -L -f -s -S --retry --output --location --fail --silent --show-error --proto --tlsv1.2 -H --compressed --connect-timeout
    dnf install: -y --nodocs --setopt=install_weak_deps=False --enablerepo= --allowerasing --releasever=
    dnf clean: all
    dotnet restore: --locked-mode --runtime -a --configfile --packages
    dotnet build: -c --no-restore --output --runtime
    dotnet publish: -c -o --no-restore --no-build --self-contained -r -a -p:PublishSingleFile=true -p:PublishTrimmed=true -p:UseAppHost=false
    dpkg: -i --add-architecture --print-architecture --configure
    find: -name -type -exec -delete -path -maxdepth -mindepth -print0 -prune -perm
    gem install: --no-document --version
    git clone: --depth --branch --recurse-submodules --single-branch --filter=blob:none --quiet --shallow-submodules
    git submodule: update --init --recursive
    go build: -o -ldflags -trimpath -tags -v -mod=readonly -buildvcs=false
    go install: -v -trimpath -ldflags
    go mod: download tidy vendor verify
    go test: -v -race -cover
    gpg: --batch --keyserver --recv-keys --verify --dearmor --import --export --yes -o --no-default-keyring --keyring
    install: -d -m -o -g -D -v
    ln: -s -sf -sfn -snf
    make: -j install -C -f
    microdnf install: -y --nodocs --setopt=install_weak_deps=0
    microdnf clean: all
    mix deps.get: --only
    mkdir: -p -m
    mvn: -B package dependency:go-offline -DskipTests -q -pl -am -f verify clean install -o
    gradle: build --no-daemon -x test bootJar assemble --build-cache --parallel
    npm ci: --omit=dev --ignore-scripts --no-audit --no-fund --include=dev --prefer-offline
    npm install: -g --omit=dev --ignore-scripts --no-audit --no-fund --global --legacy-peer-deps --no-save
    npm run: build test start lint
    npm cache: clean --force
    npm prune: --omit=dev --production
    pip install: --no-cache-dir -r --upgrade --no-deps --require-hashes -e --user --prefix --target --index-url --extra-index-url --find-links --no-index --disable-pip-version-check --break-system-packages
    pip3 install: --no-cache-dir -r --upgrade --no-deps --require-hashes -e --user --break-system-packages
    pacman: --noconfirm --needed
    pip wheel: --wheel-dir --no-deps --no-cache-dir -r
    pnpm install: --frozen-lockfile --prod --offline --ignore-scripts --filter --prefer-offline
    pnpm fetch: --prod
    pnpm deploy: --filter --prod --legacy
    poetry install: --no-root --only --without --no-interaction --no-ansi --sync --no-directory
    poetry export: -f --output --without-hashes --only --without
    python: -m -c -V
    python3: -m -c -V
    rm: -rf -f -r
    rustup target: add
    rustup component: add
    sed: -i -e -E -n -r
    set: -eux -e -ex -x -u -o
    sha256sum: -c --check --status
    tar: -xzf -C --strip-components=1 -xf -xJf -xz -czf --no-same-owner --exclude= --directory
    unzip: -q -d -o -j
    uv sync: --locked --frozen --no-dev --no-install-project --no-editable --compile-bytecode --no-cache --group --extra --no-install-workspace
    uv pip: install sync compile
    uv pip install: --system --no-cache -r --no-deps --compile-bytecode --require-hashes
    wget: -q -O -qO- --no-verbose --progress=dot:giga --tries= --https-only -P
    xargs: -r -0 -n -I
    yarn install: --frozen-lockfile --immutable --production --ignore-scripts --non-interactive --network-timeout
    yarn cache: clean
    yarn workspaces: focus
    yum install: -y --setopt=tsflags=nodocs --enablerepo= --nogpgcheck
    yum clean: all
    zypper: --non-interactive -n --gpg-auto-import-keys
    zypper install: -y --no-recommends --no-confirm
    zypper clean: --all -a
""")  # noqa: E501  # a line is a program's
"""What follows a program, or one with its sub-command, the most used first."""

PACKAGES: Mapping[str, tuple[str, ...]] = _lists("""
    apk: ca-certificates curl git bash build-base tzdata openssl libc6-compat gcc musl-dev make python3 g++ linux-headers tini su-exec wget openssh-client nodejs npm postgresql-client libstdc++ gcompat jq unzip cmake libffi-dev openssl-dev icu-libs zlib-dev
    apt: ca-certificates curl git wget build-essential gnupg unzip python3 python3-pip python3-venv openssl libssl-dev pkg-config libpq-dev make gcc g++ cmake jq tini gosu xz-utils zip vim-tiny procps netcat-openbsd openssh-client postgresql-client libffi-dev zlib1g-dev locales tzdata lsb-release apt-transport-https sudo bzip2 dumb-init
    dnf: ca-certificates git gcc gcc-c++ make tar gzip unzip which findutils shadow-utils python3 python3-pip openssl openssl-devel procps-ng glibc-langpack-en nodejs java-21-openjdk-headless
""")  # noqa: E501  # a line is a manager's
"""Packages that many images install, by the manager in `packages` that has them under this name."""

_SAME_PACKAGES = MappingProxyType({"microdnf": "dnf", "yum": "dnf"})

FLAGS_WITH_VALUE: Mapping[str, tuple[str, ...]] = _lists("""
    addgroup: -g --gid --firstgid --lastgid
    adduser: -u -h -s -G -g -k --uid --home --shell --gecos --ingroup --gid --comment
    apk: -t --virtual -X --repository --root -p
    apt: -t -o -c --target-release
    apt-get: -t -o -c --target-release
    bundle: --jobs --retry --without --path --gemfile
    cargo: --target --bin --features --package -p --profile --path --root --version --git --manifest-path -j
    cmake: -S -B -G --build --install
    composer: --working-dir -d
    conda: -c -n -f --file --name --channel
    curl: -o -H -d -u -X -A --output --retry --proto --connect-timeout --data --header --request --user --max-time
    dotnet: -c -o -r -a -f --output --runtime --configuration --arch --framework --configfile --packages
    dpkg: -i --install --add-architecture
    find: -name -type -path -maxdepth -mindepth -perm -user -size -mtime
    gem: --version -v --install-dir -i --bindir
    git: --depth --branch -b -C
    go: -o -ldflags -tags -gcflags -run
    gpg: --keyserver --recv-keys --output -o --keyring --homedir
    gradle: -p -x -b
    grep: -e -f -m
    groupadd: -g --gid
    install: -m -o -g -t
    make: -C -f
    mkdir: -m
    mvn: -f -pl -s
    npm: --prefix -w --workspace --registry
    pip: -r -c -e -i -t -f -w --requirement --constraint --editable --index-url --extra-index-url --find-links --target --prefix --wheel-dir --platform
    pip3: -r -c -e -i -t -f -w --requirement --constraint --editable --index-url --extra-index-url --find-links --target --prefix --wheel-dir --platform
    pnpm: --filter -C --dir
    poetry: --only --without --with -f -o --output --format -C
    python: -c -m
    python3: -c -m
    sed: -e -f
    sort: -k -t -o
    tar: -C -f --directory --file
    unzip: -d
    useradd: -u -g -G -s -d -c -k --uid --gid --groups --shell --home-dir --comment
    usermod: -u -g -G -s -d -aG --uid --gid --groups --shell --home
    uv: -r -c --requirement --constraint --group --extra --only-group --python --directory --project
    wget: -O -P -U -o --output-document --directory-prefix --tries --timeout
    xargs: -n -I -P
    yarn: --network-timeout --cwd
    yum: --enablerepo
    zypper: --from
""")  # noqa: E501  # a line is a program's
"""The flags of programs whose value is the next word, where none is written to them."""

_JOINING = frozenset("curl tar wget unzip install useradd usermod adduser sed".split())
"""Programs whose flags of one letter people write in one word: `tar -xzf`."""

OF_FAMILIES: Mapping[str, frozenset[Family]] = MappingProxyType(
    {
        "apk": frozenset({Family.ALPINE, Family.WOLFI}),
        "apt": frozenset({Family.DEBIAN, Family.UBUNTU}),
        "apt-get": frozenset({Family.DEBIAN, Family.UBUNTU}),
        "apt-mark": frozenset({Family.DEBIAN, Family.UBUNTU}),
        "dpkg": frozenset({Family.DEBIAN, Family.UBUNTU}),
        "locale-gen": frozenset({Family.DEBIAN, Family.UBUNTU}),
        "dnf": frozenset({Family.RED_HAT, Family.FEDORA, Family.AMAZON}),
        "yum": frozenset({Family.RED_HAT, Family.AMAZON}),
        "microdnf": frozenset({Family.RED_HAT}),
        "zypper": frozenset({Family.SUSE}),
        "useradd": frozenset(
            {Family.DEBIAN, Family.UBUNTU, Family.RED_HAT, Family.FEDORA, Family.ARCH, Family.AMAZON, Family.SUSE}
        ),
        "groupadd": frozenset(
            {Family.DEBIAN, Family.UBUNTU, Family.RED_HAT, Family.FEDORA, Family.ARCH, Family.AMAZON, Family.SUSE}
        ),
    }
)
"""Programs that only images of some families have."""

CHECKS: tuple[tuple[str, str], ...] = (
    ("curl -fsS http://localhost:PORT/ || exit 1", "asks by HTTP"),
    ("wget -q --spider http://localhost:PORT/ || exit 1", "asks by HTTP"),
    ("nc -z localhost PORT || exit 1", "tries the port"),
    ("pg_isready -U postgres || exit 1", "PostgreSQL"),
    ("redis-cli ping || exit 1", "Redis"),
    ("mysqladmin ping -h localhost || exit 1", "MySQL"),
    ("healthcheck.sh --connect --innodb_initialized", "MariaDB"),
    ("mongosh --quiet --eval 'db.runCommand({ping: 1})' || exit 1", "MongoDB"),
    ("rabbitmq-diagnostics -q ping", "RabbitMQ"),
    ("php-fpm-healthcheck || exit 1", "PHP-FPM"),
    ("pgrep -x nginx || exit 1", "looks for the process"),
)
"""Commands for HEALTHCHECK; `PORT` stands for the port of the container."""

CHECK_OF: Mapping[str, int] = MappingProxyType(
    {"postgres": 3, "redis": 4, "valkey": 4, "mysql": 5, "mariadb": 6, "mongo": 7, "rabbitmq": 8}
)
"""Which of them an image has itself."""

STARTS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "node": (("node", "server.js"), ("npm", "start"), ("node", "dist/main.js")),
        "python": (
            ("python", "app.py"),
            ("python", "-m", "app"),
            ("uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"),
            ("gunicorn", "--bind", "0.0.0.0:8000", "app:app"),
        ),
        "golang": (("/app",),),
        "rust": (("/app",),),
        "ruby": (("bundle", "exec", "puma"), ("ruby", "app.rb"), ("bin/rails", "server", "-b", "0.0.0.0")),
        "php": (("php-fpm",), ("apache2-foreground",), ("php", "index.php")),
        "nginx": (("nginx", "-g", "daemon off;"),),
        "httpd": (("httpd-foreground",),),
        "eclipse-temurin": (("java", "-jar", "app.jar"),),
        "amazoncorretto": (("java", "-jar", "app.jar"),),
        "mcr.microsoft.com/dotnet/aspnet": (("dotnet", "app.dll"),),
        "mcr.microsoft.com/dotnet/runtime": (("dotnet", "app.dll"),),
        "oven/bun": (("bun", "run", "index.ts"),),
        "denoland/deno": (("deno", "run", "--allow-net", "main.ts"),),
        "caddy": (("caddy", "run", "--config", "/etc/caddy/Caddyfile"),),
    }
)
"""What CMD and ENTRYPOINT start in images, as JSON arrays hold it."""


def subcommands_of(program: str) -> tuple[str, ...]:
    """The sub-commands of a program, the most used first; none where it has none that we know."""
    listed = SUBCOMMANDS.get(program, ())
    more = {it.words[0]: None for manager in managers_of(program) for it in manager.subcommands if it.words}
    return tuple(dict.fromkeys((*listed, *more)))


def flags_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """What may follow a program and the words behind it that are no flags: of the longest beginning that is known."""
    for length in range(min(len(words), 3), 0, -1):
        found = FLAGS.get(" ".join(words[:length]))
        if found is not None:
            return found
    return ()


def takes_value(program: str, flag: str) -> bool:
    """Whether the word behind `flag`, which may have other letters in front, is its value."""
    known = FLAGS_WITH_VALUE.get(program, ())
    if flag in known:
        return True
    letters = flag[1:]
    return letters.isalpha() and flag.startswith("-") and f"-{letters[-1]}" in known and program in _JOINING


def packages_of(manager: str) -> tuple[str, ...]:
    """The usual packages of a package manager of a distribution."""
    return PACKAGES.get(_SAME_PACKAGES.get(manager, manager), ())
