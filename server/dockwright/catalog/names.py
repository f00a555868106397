"""Names that people give to variables, and what they set them to.

Source: the documentation of the programs that read them, and some thousand public Dockerfiles (2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class KnownName(NamedTuple):
    """A variable that programs read: the values worth offering, the usual one first, and what it does.

    `images` are words in the names of images for which it is likely; none: for all.
    """

    values: tuple[str, ...]
    doc: str
    images: tuple[str, ...] = ()


_DOTNET = ("dotnet",)
_JAVA = ("java", "jdk", "temurin", "corretto", "maven", "gradle", "tomcat", "zulu", "jre")
_NODE = ("node", "bun", "pnpm")
_PYTHON = ("python", "uv", "conda", "jupyter")
_RUBY = ("ruby", "rails")

ENVIRONMENT: Mapping[str, KnownName] = MappingProxyType(
    {
        "PATH": KnownName(('"/opt/app/bin:$PATH"',), "The folders in which programs are looked for."),
        "TZ": KnownName(("UTC", "Etc/UTC"), "The time zone."),
        "LANG": KnownName(("C.UTF-8", "en_US.UTF-8"), "The language and character set."),
        "LANGUAGE": KnownName(("en_US:en",), "The languages of messages, the preferred one first."),
        "LC_ALL": KnownName(("C.UTF-8", "en_US.UTF-8"), "Overrides every other setting of the locale."),
        "PORT": KnownName(("8080", "3000", "8000"), "The port that many web frameworks listen on."),
        "HOST": KnownName(("0.0.0.0",), "The address that many web frameworks listen on."),
        "HOME": KnownName(("/home/app", "/root"), "The home directory."),
        "LD_LIBRARY_PATH": KnownName(("/usr/local/lib",), "Folders in which shared libraries are looked for first."),
        "TERM": KnownName(("xterm-256color",), "The kind of terminal."),
        "PKG_CONFIG_PATH": KnownName(("/usr/local/lib/pkgconfig",), "Where pkg-config looks for libraries."),
        "MAKEFLAGS": KnownName(("-j4",), "Flags for every make."),
        "CI": KnownName(("true",), "Tells tools that nobody is there to answer."),
        "NODE_ENV": KnownName(
            ("production", "development", "test"), "What Node.js programs and package managers are run for.", _NODE
        ),
        "NODE_PATH": KnownName(("/usr/local/lib/node_modules",), "Where Node.js looks for modules last.", _NODE),
        "NVM_DIR": KnownName(("/usr/local/nvm",), "Where nvm is installed."),
        "NODE_OPTIONS": KnownName(("--max-old-space-size=4096",), "Flags for every node.", _NODE),
        "NPM_CONFIG_UPDATE_NOTIFIER": KnownName(("false",), "Whether npm says that there is a newer npm.", _NODE),
        "NPM_CONFIG_FUND": KnownName(("false",), "Whether npm asks for funding.", _NODE),
        "PNPM_HOME": KnownName(("/pnpm",), "Where pnpm keeps global programs.", _NODE),
        "COREPACK_ENABLE_DOWNLOAD_PROMPT": KnownName(("0",), "Whether corepack asks before it downloads.", _NODE),
        "NEXT_TELEMETRY_DISABLED": KnownName(("1",), "Switches off the telemetry of Next.js.", _NODE),
        "PYTHONUNBUFFERED": KnownName(("1",), "Makes Python write its output at once.", _PYTHON),
        "PYTHONDONTWRITEBYTECODE": KnownName(("1",), "Makes Python write no .pyc files.", _PYTHON),
        "PYTHONPATH": KnownName(("/app",), "Folders in which Python looks for modules first.", _PYTHON),
        "PYTHONFAULTHANDLER": KnownName(("1",), "Makes Python print a traceback when it crashes.", _PYTHON),
        "PIP_NO_CACHE_DIR": KnownName(("1",), "Makes pip keep no downloads.", _PYTHON),
        "PIP_DISABLE_PIP_VERSION_CHECK": KnownName(("1",), "Makes pip not look for a newer pip.", _PYTHON),
        "PIP_ROOT_USER_ACTION": KnownName(("ignore",), "Makes pip not warn when root runs it.", _PYTHON),
        "UV_COMPILE_BYTECODE": KnownName(("1",), "Makes uv compile what it installs.", _PYTHON),
        "UV_LINK_MODE": KnownName(
            ("copy",), "How uv takes files out of its cache; a cache mount needs copies.", _PYTHON
        ),
        "UV_PROJECT_ENVIRONMENT": KnownName(("/opt/venv",), "Where uv puts the virtual environment.", _PYTHON),
        "UV_PYTHON_DOWNLOADS": KnownName(("never",), "Whether uv downloads interpreters.", _PYTHON),
        "VIRTUAL_ENV": KnownName(("/opt/venv",), "The virtual environment in use.", _PYTHON),
        "POETRY_VIRTUALENVS_CREATE": KnownName(("false",), "Whether Poetry makes virtual environments.", _PYTHON),
        "POETRY_VIRTUALENVS_IN_PROJECT": KnownName(("1",), "Puts them into the project's folder.", _PYTHON),
        "POETRY_NO_INTERACTION": KnownName(("1",), "Makes Poetry ask nothing.", _PYTHON),
        "DJANGO_SETTINGS_MODULE": KnownName(("config.settings",), "The settings of a Django project.", _PYTHON),
        "FLASK_APP": KnownName(("app.py",), "The module of a Flask application.", _PYTHON),
        "CGO_ENABLED": KnownName(("0", "1"), "Whether Go programs are linked with C.", ("golang", "go")),
        "GOOS": KnownName(("linux",), "The system that Go builds for.", ("golang", "go")),
        "GOARCH": KnownName(("amd64", "arm64"), "The architecture that Go builds for.", ("golang", "go")),
        "GOPATH": KnownName(("/go",), "Where Go keeps modules and programs.", ("golang", "go")),
        "GOFLAGS": KnownName(("-mod=readonly", "-trimpath"), "Flags for every go command.", ("golang", "go")),
        "GOTOOLCHAIN": KnownName(("local",), "Which toolchain Go takes.", ("golang", "go")),
        "GOPROXY": KnownName(("direct",), "Where Go gets modules.", ("golang", "go")),
        "GOMODCACHE": KnownName(("/go/pkg/mod",), "Where Go keeps downloaded modules.", ("golang", "go")),
        "CARGO_HOME": KnownName(("/usr/local/cargo",), "Where Cargo keeps what it downloads.", ("rust",)),
        "CARGO_TARGET_DIR": KnownName(("/target",), "Where Cargo builds.", ("rust",)),
        "RUSTFLAGS": KnownName(('"-C target-feature=+crt-static"',), "Flags for every rustc.", ("rust",)),
        "RUST_LOG": KnownName(("info",), "How much is logged.", ("rust",)),
        "RUST_BACKTRACE": KnownName(("1",), "Whether a panic prints where it came from.", ("rust",)),
        "RAILS_ENV": KnownName(("production", "development", "test"), "What Rails is run for.", _RUBY),
        "RACK_ENV": KnownName(("production", "development", "test"), "What Rack is run for.", _RUBY),
        "BUNDLE_DEPLOYMENT": KnownName(("1",), "Makes Bundler insist on the lock file.", _RUBY),
        "BUNDLE_APP_CONFIG": KnownName(("/usr/local/bundle",), "Where Bundler keeps its settings.", _RUBY),
        "BUNDLE_SILENCE_ROOT_WARNING": KnownName(("1",), "Makes Bundler not warn when root runs it.", _RUBY),
        "GEM_HOME": KnownName(("/usr/local/bundle",), "Where gems are installed.", _RUBY),
        "BUNDLE_PATH": KnownName(("/usr/local/bundle",), "Where Bundler installs.", _RUBY),
        "BUNDLE_WITHOUT": KnownName(("development:test", "development"), "Groups that Bundler leaves out.", _RUBY),
        "RAILS_LOG_TO_STDOUT": KnownName(("1",), "Makes Rails log to where docker logs reads.", _RUBY),
        "RAILS_SERVE_STATIC_FILES": KnownName(("1",), "Makes Rails serve its assets.", _RUBY),
        "JAVA_HOME": KnownName(("/opt/java/openjdk",), "Where Java is installed.", _JAVA),
        "JAVA_OPTS": KnownName(('"-XX:MaxRAMPercentage=75"',), "Flags that many start scripts give to java.", _JAVA),
        "JAVA_TOOL_OPTIONS": KnownName(
            ('"-XX:MaxRAMPercentage=75"', '"-Dfile.encoding=UTF-8"'), "Flags for every java.", _JAVA
        ),
        "MAVEN_OPTS": KnownName(('"-Xmx1g"',), "Flags for the JVM of Maven.", _JAVA),
        "GRADLE_USER_HOME": KnownName(("/home/gradle/.gradle",), "Where Gradle keeps what it downloads.", _JAVA),
        "GRADLE_OPTS": KnownName(('"-Dorg.gradle.daemon=false"',), "Flags for the JVM of Gradle.", _JAVA),
        "SPRING_PROFILES_ACTIVE": KnownName(("prod",), "The profiles of a Spring application.", _JAVA),
        "ASPNETCORE_URLS": KnownName(("http://+:8080",), "The addresses that ASP.NET Core listens on.", _DOTNET),
        "ASPNETCORE_HTTP_PORTS": KnownName(("8080",), "The ports that ASP.NET Core listens on.", _DOTNET),
        "ASPNETCORE_ENVIRONMENT": KnownName(("Production", "Development"), "What ASP.NET Core is run for.", _DOTNET),
        "DOTNET_CLI_TELEMETRY_OPTOUT": KnownName(("1",), "Switches off the telemetry of dotnet.", _DOTNET),
        "DOTNET_USE_POLLING_FILE_WATCHER": KnownName(("true",), "Makes dotnet watch see changes in volumes.", _DOTNET),
        "DOTNET_NOLOGO": KnownName(("1",), "Makes dotnet greet nobody.", _DOTNET),
        "DOTNET_RUNNING_IN_CONTAINER": KnownName(("true",), "Tells .NET that it runs in a container.", _DOTNET),
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": KnownName(
            ("1", "false"), "Whether .NET does without the data of cultures.", _DOTNET
        ),
        "NUGET_XMLDOC_MODE": KnownName(("skip",), "Whether NuGet unpacks documentation.", _DOTNET),
        "COMPOSER_ALLOW_SUPERUSER": KnownName(
            ("1",), "Makes Composer not warn when root runs it.", ("php", "composer")
        ),
        "COMPOSER_HOME": KnownName(("/tmp/composer",), "Where Composer keeps its settings.", ("php", "composer")),
        "APACHE_DOCUMENT_ROOT": KnownName(("/var/www/html/public",), "The folder that Apache serves.", ("php",)),
        "MIX_ENV": KnownName(("prod", "dev", "test"), "What Mix builds for.", ("elixir",)),
        "POSTGRES_DB": KnownName(("app",), "The database that is made at the first start.", ("postgres",)),
        "POSTGRES_USER": KnownName(("app",), "The user that is made at the first start.", ("postgres",)),
        "PGDATA": KnownName(("/var/lib/postgresql/data/pgdata",), "Where PostgreSQL keeps its data.", ("postgres",)),
        "MYSQL_DATABASE": KnownName(("app",), "The database that is made at the first start.", ("mysql", "mariadb")),
        "MYSQL_USER": KnownName(("app",), "The user that is made at the first start.", ("mysql", "mariadb")),
        "NGINX_PORT": KnownName(("80",), "For the templates of the nginx image.", ("nginx",)),
        "NGINX_HOST": KnownName(("localhost",), "For the templates of the nginx image.", ("nginx",)),
        "NVIDIA_VISIBLE_DEVICES": KnownName(("all",), "The GPUs that a container sees.", ("cuda", "nvidia", "torch")),
        "NVIDIA_DRIVER_CAPABILITIES": KnownName(
            ("compute,utility", "all"), "What of the driver a container gets.", ("cuda", "nvidia", "torch")
        ),
        "HF_HOME": KnownName(("/data/huggingface",), "Where models of Hugging Face are kept.", ("cuda", "torch")),
        "PUPPETEER_SKIP_DOWNLOAD": KnownName(("true",), "Makes Puppeteer download no browser.", _NODE),
        "PLAYWRIGHT_BROWSERS_PATH": KnownName(("/ms-playwright",), "Where Playwright keeps browsers.", _NODE),
    }
)
"""What ENV sets, the usual first."""

ARGUMENTS: Mapping[str, KnownName] = MappingProxyType(
    {
        "VERSION": KnownName(("dev", "latest", "1.0.0"), "The version of what is built."),
        "DEBIAN_FRONTEND": KnownName(("noninteractive",), "Makes apt and debconf ask nothing, in the build only."),
        "BUILD_DATE": KnownName((), "When the image was built, for a label."),
        "VCS_REF": KnownName((), "The commit that is built, for a label."),
        "GIT_COMMIT": KnownName((), "The commit that is built."),
        "BASE_IMAGE": KnownName(("debian:13-slim",), "The image to start from."),
        "TAG": KnownName(("latest",), "The tag of the image to start from."),
        "UID": KnownName(("1000", "10001"), "The number of a user that the build makes."),
        "GID": KnownName(("1000", "10001"), "The number of a group that the build makes."),
        "USER_UID": KnownName(("1000",), "The number of a user that the build makes."),
        "USER_GID": KnownName(("1000",), "The number of a group that the build makes."),
        "USERNAME": KnownName(("app",), "The name of a user that the build makes."),
        "NODE_VERSION": KnownName(("24",), "The version of Node.js."),
        "PYTHON_VERSION": KnownName(("3.14",), "The version of Python."),
        "GO_VERSION": KnownName(("1.27",), "The version of Go."),
        "RUST_VERSION": KnownName(("1",), "The version of Rust."),
        "RUBY_VERSION": KnownName(("4.0", "3.4"), "The version of Ruby."),
        "PHP_VERSION": KnownName(("8.5",), "The version of PHP."),
        "JAVA_VERSION": KnownName(("25", "21"), "The version of Java."),
        "DOTNET_VERSION": KnownName(("10.0",), "The version of .NET."),
        "ALPINE_VERSION": KnownName(("3.24",), "The version of Alpine."),
        "DEBIAN_VERSION": KnownName(("13",), "The version of Debian."),
        "UBUNTU_VERSION": KnownName(("26.04", "24.04"), "The version of Ubuntu."),
        "NGINX_VERSION": KnownName(("1.31",), "The version of nginx."),
        "BUILD_CONFIGURATION": KnownName(("Release", "Debug"), "The configuration that dotnet builds.", _DOTNET),
        "JAR_FILE": KnownName(("target/*.jar",), "The archive that was built.", _JAVA),
        "CI": KnownName(("true",), "Tells tools that nobody is there to answer."),
    }
)
"""What ARG declares besides what the build sets, the usual first."""


def known_name(name: str) -> KnownName | None:
    """What is known of a variable of that name."""
    return ENVIRONMENT.get(name) or ARGUMENTS.get(name)
