"""What a real Docker engine builds of a Dockerfile, as something that can be compared.

Nothing is fetched: `FROM` names are answered by stand-in images, and what runs in a build has no network.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

STAND_INS = Path(__file__).resolve().parents[1] / "builds" / "stand_ins"

# What the stand-ins are made of, and what the tests' Dockerfiles call besides.
_PROGRAMS = (
    "awk basename cat chmod chown cp cut dash dirname env false find grep head id ln ls mkdir mv nproc rm sed "
    "sha256sum sleep sort touch tr true uname wc"
).split()  # fmt: skip

_PASSWD = "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n"
_GROUP = "root:x:0:\nnode:x:1000:\n"


# What a program writes, it may call by the time, or by chance.
_CHANCE = re.compile(
    r"\d{4}-\d\d-\d\dT[\d_:.-]+Z|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:-\d+)?"
    r"|(?<=tmp/poetry-chef-)\w+"
)


@cache
def docker() -> str:
    """The client of an engine with buildx that answers; skips the test where there is none."""
    program = shutil.which("docker")
    if program is None:
        pytest.skip("there is no docker here")
    for arguments in (("info",), ("buildx", "version")):
        try:
            done = subprocess.run([program, *arguments], capture_output=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("no Docker engine answers here")
        if done.returncode:
            pytest.skip("no Docker engine with buildx answers here")
    return program


def call(*arguments: str, given: bytes = b"", timeout: float = 120) -> bytes:
    """What `docker` prints; it has to succeed."""
    done = subprocess.run([docker(), *arguments], input=given, capture_output=True, timeout=timeout, check=False)
    assert done.returncode == 0, (arguments, done.stderr.decode()[-2000:])
    return done.stdout


class Entry(NamedTuple):
    """A file, folder or link of an image; times are left out, for no two builds agree in them."""

    kind: str
    mode: int
    owner: tuple[int, int]
    size: int
    digest: str
    link: str


@dataclass(frozen=True)
class Image:
    """All that a build leaves: the root file system by path, and the configuration by name."""

    files: Mapping[str, Entry]
    configuration: Mapping[str, Any]


@dataclass(frozen=True)
class Failure:
    """A build that came to no end, and what it printed."""

    output: str


def differences(one: Image, other: Image) -> set[str]:
    """The paths and the names in which two images differ; a name stands after `config:`."""
    files = {path for path in one.files.keys() | other.files.keys() if one.files.get(path) != other.files.get(path)}
    names = one.configuration.keys() | other.configuration.keys()
    return files | {f"config:{name}" for name in names if one.configuration.get(name) != other.configuration.get(name)}


def build(
    folder: Path,
    text: str,
    images: Mapping[str, str],
    *,
    network: str = "none",
    is_fresh: bool = False,
    is_tried: bool = False,
    secrets: Mapping[str, str] | None = None,
) -> Image | Failure:
    """Build `text` in `folder`, with `images` for the names that it starts from.

    `secrets` are handed to it, by their ids.
    `is_fresh`: take nothing out of the cache. `is_tried`: only see whether it can be built, and give an empty image.
    """
    written = folder.parent / f"{folder.name}.Dockerfile"
    written.write_bytes(text.encode("utf-8", "surrogateescape"))
    # A name of its own: two tests at a time may build the same image, and each takes away only its name.
    tag = f"dockwright-build:{uuid4().hex}"
    command = ["buildx", "build", "--progress=plain", f"--network={network}", "--provenance=false", "--load"]
    if network != "none":
        command.append("--allow=network.host")
    command += [f"--tag={tag}", f"--file={written}", *(["--no-cache"] if is_fresh else [])]
    for name, image in images.items():
        command += ["--build-context", f"{name}=docker-image://{image}"]
    for name, secret in (secrets or {}).items():
        kept = folder.parent / f"{folder.name}.{name}.secret"
        kept.write_text(secret, encoding="utf-8")
        command.append(f"--secret=id={name},src={kept}")
    done = subprocess.run(
        [docker(), *command, str(folder)], capture_output=True, timeout=180, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        return Failure(done.stderr.decode("utf-8", "replace"))
    try:
        return Image({}, {}) if is_tried else Image(_files(tag), _configuration(tag))
    finally:
        # The build cache keeps the layers.
        subprocess.run([docker(), "rmi", tag], capture_output=True, timeout=60, check=False)


def _files(image: str) -> dict[str, Entry]:
    container = call("create", "--network=none", image, "none").decode().strip()
    try:
        archive = call("export", container)
    finally:
        call("rm", "--force", "--volumes", container)
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for it in tar:
            content = tar.extractfile(it) if it.isreg() else None
            digest = hashlib.sha256(content.read()).hexdigest() if content is not None else ""
            # A second name of a file says where its content stands; which of the two is the first is chance.
            found[_CHANCE.sub("<chance>", it.name)] = Entry(
                it.type.decode(), it.mode, (it.uid, it.gid), it.size, digest, it.linkname
            )
    return found


def _configuration(image: str) -> dict[str, Any]:
    (inspected,) = json.loads(call("image", "inspect", image))
    found = {name: inspected.get(name) or "" for name in ("Architecture", "Author", "Os")}
    found.update({name: it for name, it in inspected["Config"].items() if it})
    # A process does not see in which order its variables were set.
    found["Env"] = sorted(found.get("Env", ()))
    return found


def local_image(name: str) -> str:
    """An image that is here; skips the test where there is none of that name."""
    done = subprocess.run([docker(), "image", "inspect", name], capture_output=True, timeout=60, check=False)
    if done.returncode:
        pytest.skip(f"there is no local image {name}")
    return name


def import_image(files: Mapping[str, Entry | bytes | str], changes: Iterable[str] = ()) -> str:
    """The name of an image with these files: bytes for a program, a text for a link."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        folders: set[str] = set()
        for path, content in sorted(files.items()):
            for parent in reversed(Path(path).parents[:-1]):
                if str(parent) not in folders:
                    folders.add(str(parent))
                    tar.addfile(_header(str(parent), tarfile.DIRTYPE))
            if isinstance(content, str):
                header = _header(path, tarfile.SYMTYPE)
                header.linkname = content
                tar.addfile(header)
                continue
            assert isinstance(content, bytes)
            header = _header(path, tarfile.REGTYPE)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
        header = _header("tmp", tarfile.DIRTYPE)
        header.mode = 0o1777
        tar.addfile(header)
    written = archive.getvalue()
    changes = tuple(changes)
    tag = "dockwright-build:" + hashlib.sha256(written + "\n".join(changes).encode()).hexdigest()[:16]
    options = [option for it in changes for option in ("-c", it)]
    if subprocess.run([docker(), "image", "inspect", tag], capture_output=True, timeout=60, check=False).returncode:
        call("import", *options, "-", tag, given=written)
    return tag


def _header(path: str, kind: bytes) -> tarfile.TarInfo:
    header = tarfile.TarInfo(path)
    header.type, header.mode = kind, 0o755
    return header


@cache
def stand_in_image() -> str:
    """An image with a shell, its programs, and stand-ins for what Dockerfiles install with.

    The shell and the programs are this machine's own, with the libraries that they need.
    """
    docker()
    files: dict[str, Entry | bytes | str] = {}
    for name in _PROGRAMS:
        found = shutil.which(name)
        if found is None or shutil.which("ldd") is None:
            pytest.skip(f"there is no {name} here to make a base image of")
        program = os.path.realpath(found)
        files[f"bin/{name}"] = Path(program).read_bytes()
        listed = subprocess.run(["ldd", program], capture_output=True, timeout=30, check=False, text=True).stdout
        for library in re.findall(r"(/\S+) \(0x", listed):
            files[library.lstrip("/")] = Path(library).read_bytes()
    files["bin/sh"] = "dash"
    files["etc/passwd"], files["etc/group"] = _PASSWD.encode(), _GROUP.encode()
    files["usr/local/bin/keep"], files["bin/ash"] = b"", "dash"
    for script in sorted(STAND_INS.iterdir()):
        first, *others = script.name.split(",")
        files[f"usr/bin/{first}"] = script.read_bytes()
        for other in others:
            files[f"usr/bin/{other}"] = first
    return import_image(files, ("ENV PATH=/usr/bin:/bin", 'CMD ["sh"]'))
