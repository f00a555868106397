"""Debian's packages, unpacked into a folder and not installed: what the machine has stays as it is."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
_INSTALLED = Path("/var/lib/dpkg/status")
_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
_PATIENCE = 300


def unpack(
    folder: Path,
    releases: Sequence[str],
    packages: Sequence[str],
    *,
    with_libraries: bool = False,
    but_for_the_machine_s: bool = False,
) -> str:
    """Put `packages` of Debian's `releases` into `folder`, in the place of what it held; "" or why it was not possible.

    `with_libraries`: also whatever they need, down to the C library, so that they run on a machine of another release.
    `but_for_the_machine_s`: without what is installed here anyway, for packages of the machine's own release.
    """
    if not _SOURCES.is_file() or not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return "Debian's packages are not to be had here"
    lines = _SOURCES.read_text(encoding="utf-8").splitlines()
    mirror = next((it.split()[1] for it in lines if it.startswith("URIs:")), "")
    # In the same file system, so that the folder is there whole or not at all.
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as work:
        archives = Path(work) / "cache" / "archives"
        (archives / "partial").mkdir(parents=True)
        (Path(work) / "lists" / "partial").mkdir(parents=True)
        status = Path(work) / "status"
        if but_for_the_machine_s and _INSTALLED.is_file():
            shutil.copyfile(_INSTALLED, status)
        else:
            status.touch()
        sources = Path(work) / "sources.list"
        sources.write_text("".join(f"deb [signed-by={_KEYS}] {mirror} {it} main\n" for it in releases), "utf-8")
        # What apt knows of the machine stays as it is.
        settings = {
            "Dir::Etc::sourcelist": sources,
            "Dir::Etc::sourceparts": "-",
            "Dir::State::lists": f"{work}/lists",
            "Dir::State::status": status,
            "Dir::Cache": f"{work}/cache",
            "APT::Sandbox::User": "root",
            "APT::Install-Recommends": "false",
        }
        options = [f"-o{name}={value}" for name, value in settings.items()]
        get = ["install", "--yes", "--download-only"] if with_libraries else ["download"]
        for arguments in (["update"], [*get, *packages]):
            command = ["apt-get", "-qq", *options, *arguments]
            try:
                done = subprocess.run(
                    command, cwd=archives, capture_output=True, text=True, timeout=_PATIENCE, check=False
                )
            except subprocess.TimeoutExpired:
                return f"Debian's packages did not come within {_PATIENCE} s"
            if done.returncode:
                return done.stderr.strip()[-200:]
        for package in sorted(archives.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", package, f"{work}/unpacked"], check=True, timeout=_PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(f"{work}/unpacked", folder)
    return ""
