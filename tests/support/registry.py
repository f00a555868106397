"""A registry on this machine with two small packages, `one` and `two`, for every package manager that can be asked.

`two` needs `one`. What the managers ask for are plain files, so a folder that is served says all.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tarfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_NEEDS: Mapping[str, tuple[str, ...]] = {"one": (), "two": ("one",)}
_VERSION = "1.0.0"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the registry, whose files lie in `folder`, as long as the context lasts."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        address = f"http://127.0.0.1:{httpd.server_port}"
        for path, content in _files(address):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield address
        httpd.shutdown()


def settings_for(address: str) -> dict[str, str]:
    """The variables that lead the package managers to the registry, for those that listen to variables.

    And what keeps caches out of the image that are never twice the same.
    """
    return {
        "DISABLE_V8_COMPILE_CACHE": "1",
        "GOCACHE": "/dev/shm/go",
        "COMPOSER_ALLOW_SUPERUSER": "1",
        "COMPOSER_HOME": "/etc/composer",
        "GOPROXY": f"{address}/go",
        "GOSUMDB": "off",
        "PIP_INDEX_URL": f"{address}/simple/",
        "UV_DEFAULT_INDEX": f"{address}/simple/",
        "npm_config_registry": f"{address}/npm/",
        "npm_config_update_notifier": "false",
        "YARN_REGISTRY": f"{address}/npm/",
    }


def composer_settings(address: str) -> str:
    """What composer reads of its own folder to find the registry."""
    repositories = [{"type": "composer", "url": f"{address}/composer"}, {"packagist.org": False}]
    return json.dumps({"config": {"secure-http": False}, "repositories": repositories})


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _files(address: str) -> Iterator[tuple[str, str | bytes]]:
    for name, needs in _NEEDS.items():
        yield from _npm(address, name, needs)
        yield from _python(address, name, needs)
        yield from _go(name, needs)
    yield from _ruby()
    yield from _php(address)


def _npm(address: str, name: str, needs: tuple[str, ...]) -> Iterator[tuple[str, str | bytes]]:
    package = {"name": name, "version": _VERSION, "main": "index.js", "dependencies": dict.fromkeys(needs, "^1.0.0")}
    archive = gzip.compress(
        _tar({"package/package.json": json.dumps(package), "package/index.js": f"module.exports = '{name}'\n"}), mtime=0
    )
    yield f"tarballs/{name}-{_VERSION}.tgz", archive
    sums = {
        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode(),
        "shasum": hashlib.sha1(archive).hexdigest(),
        "tarball": f"{address}/tarballs/{name}-{_VERSION}.tgz",
    }
    versions = {_VERSION: {**package, "dist": sums}}
    yield f"npm/{name}", json.dumps({"name": name, "dist-tags": {"latest": _VERSION}, "versions": versions})


def _python(address: str, name: str, needs: tuple[str, ...]) -> Iterator[tuple[str, str | bytes]]:
    info = f"{name}-{_VERSION}.dist-info"
    required = "".join(f"Requires-Dist: {it}\n" for it in needs)
    files = {
        f"{name}/__init__.py": f"name = {name!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {_VERSION}\n{required}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{it},,\n" for it in (*files, f"{info}/RECORD"))
    wheel = _zip(files)
    file = f"{name}-{_VERSION}-py3-none-any.whl"
    yield f"wheels/{file}", wheel
    link = f"{address}/wheels/{file}#sha256={hashlib.sha256(wheel).hexdigest()}"
    yield f"simple/{name}/index.html", f'<!DOCTYPE html><html><body><a href="{link}">{file}</a></body></html>'


def _go(name: str, needs: tuple[str, ...]) -> Iterator[tuple[str, str | bytes]]:
    module, version = f"example.com/{name}", f"v{_VERSION}"
    manifest = f"module {module}\n\ngo 1.19\n" + "".join(f"\nrequire example.com/{it} {version}\n" for it in needs)
    imports = "".join(f'import "example.com/{it}"\n' for it in needs)
    value = f'"{name}"' + "".join(f" + {it}.Name" for it in needs)
    root = f"go/{module}/@v/"
    yield f"{root}list", f"{version}\n"
    yield f"{root}{version}.info", json.dumps({"Version": version, "Time": "2024-01-01T00:00:00Z"})
    yield f"{root}{version}.mod", manifest
    files = {"go.mod": manifest, f"{name}.go": f"package {name}\n{imports}var Name = {value}\n"}
    yield f"{root}{version}.zip", _zip({f"{module}@{version}/{it}": text for it, text in files.items()})


def _ruby() -> Iterator[tuple[str, str | bytes]]:
    versions = "created_at: 2024-01-01T00:00:00Z\n---\n"
    for name, needs in _NEEDS.items():
        gem = _gem(name, needs)
        yield f"ruby/gems/{name}-{_VERSION}.gem", gem
        required = ",".join(f"{it}:>= 1" for it in needs)
        info = f"---\n{_VERSION} {required}|checksum:{hashlib.sha256(gem).hexdigest()}\n"
        yield f"ruby/info/{name}", info
        versions += f"{name} {_VERSION} {hashlib.md5(info.encode()).hexdigest()}\n"
    yield "ruby/versions", versions


def _gem(name: str, needs: tuple[str, ...]) -> bytes:
    requirement = (
        '!ruby/object:Gem::Requirement\n    requirements:\n    - - ">="\n'
        "      - !ruby/object:Gem::Version\n        version: '{}'\n"
    )
    needed = "".join(
        f"- !ruby/object:Gem::Dependency\n  name: {it}\n  requirement: {requirement.format(1)}"
        f"  type: :runtime\n  prerelease: false\n  version_requirements: {requirement.format(1)}"
        for it in needs
    )
    top = requirement.format(0).replace("\n    ", "\n  ").replace("\n        ", "\n      ")
    metadata = (
        f"--- !ruby/object:Gem::Specification\nname: {name}\nversion: !ruby/object:Gem::Version\n"
        f"  version: {_VERSION}\nplatform: ruby\nauthors:\n- x\nbindir: bin\ncert_chain: []\n"
        f"date: 2024-01-01 00:00:00.000000000 Z\ndependencies:{chr(10) + needed if needed else f' []{chr(10)}'}"
        f"executables: []\nextensions: []\nextra_rdoc_files: []\nfiles:\n- lib/{name}.rb\nlicenses: []\n"
        f"metadata: {{}}\nrdoc_options: []\nrequire_paths:\n- lib\nrequired_ruby_version: {top}"
        f"required_rubygems_version: {top}"
        "requirements: []\nrubygems_version: 3.3.0\nspecification_version: 4\nsummary: x\ntest_files: []\n"
    )
    data = _tar({f"lib/{name}.rb": f"{name.upper()} = 1\n"})
    return _tar({"metadata.gz": gzip.compress(metadata.encode(), mtime=0), "data.tar.gz": gzip.compress(data, mtime=0)})


def _php(address: str) -> Iterator[tuple[str, str | bytes]]:
    packages = {}
    for name, needs in _NEEDS.items():
        package = {
            "name": f"acme/{name}",
            "version": _VERSION,
            "autoload": {"psr-4": {f"Acme\\{name.title()}\\": "src/"}},
            "require": {f"acme/{it}": "^1.0" for it in needs},
        }
        title = name.title()
        content = _zip({"composer.json": json.dumps(package), f"src/{title}.php": f"<?php\nnamespace Acme\\{title};\n"})
        yield f"archives/{name}.zip", content
        dist = {"type": "zip", "url": f"{address}/archives/{name}.zip", "shasum": hashlib.sha1(content).hexdigest()}
        packages[f"acme/{name}"] = {_VERSION: {**package, "dist": dist}}
    yield "composer/packages.json", json.dumps({"packages": packages})


def _tar(files: Mapping[str, str | bytes]) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for path, content in files.items():
            header = tarfile.TarInfo(path)
            content = content.encode() if isinstance(content, str) else content
            header.size, header.mode = len(content), 0o644
            tar.addfile(header, io.BytesIO(content))
    return archive.getvalue()


def _zip(files: Mapping[str, str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        for path, text in files.items():
            entry = zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            written.writestr(entry, text)
    return archive.getvalue()
