"""Makes images with the real package managers, for the tests in tests/builds that ask those.

They start from `debian:bookworm-slim`. Where that cannot be pulled and there is a `debootstrap`, its like is made of
Debian's packages, with what this machine has to trust and to set to reach registries.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dockwright_dev.engine import engine
from dockwright_dev.places import ROOT

NAMES = ("node", "python", "go", "ruby", "php", "rust")
_RECIPE = ROOT / "tests" / "builds" / "toolchains.Dockerfile"
_BASE = "debian:bookworm-slim"
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


def make_toolchains(names: list[str]) -> int:
    """Build the images of these names, or all of them; returns 1 where one failed or there is no engine."""
    with engine() as environment:
        program = shutil.which("docker", path=environment.get("PATH"))
        if program is None:
            print("there is no docker here")
            return 1
        if not _has_base(program, environment):
            return 1
        failed = [name for name in names or NAMES if not _made(program, name, environment)]
    return int(bool(failed))


def _made(program: str, name: str, environment: Mapping[str, str]) -> bool:
    print(f"dockwright-tools:{name} ...", flush=True)
    options = ["--network=host", "--allow=network.host", "--load", "--provenance=false", "--quiet"]
    command = [program, "buildx", "build", *options, f"--target={name}", f"--tag=dockwright-tools:{name}", "-"]
    with open(_RECIPE, "rb") as recipe:
        return subprocess.run(command, stdin=recipe, env=environment, check=False).returncode == 0


def _has_base(program: str, environment: Mapping[str, str]) -> bool:
    for arguments in (["image", "inspect", _BASE], ["pull", "--quiet", _BASE]):
        if subprocess.run([program, *arguments], env=environment, capture_output=True, check=False).returncode == 0:
            return True
    if shutil.which("debootstrap") is None:
        print(f"{_BASE} cannot be pulled, and there is no debootstrap to make it")
        return False
    print(f"{_BASE} ...", flush=True)
    with tempfile.TemporaryDirectory(prefix="dockwright-base-", ignore_cleanup_errors=True) as folder:
        _debootstrap(Path(folder))
        variables = ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "PIP_CERT")
        changes = [f"--change=ENV {name}={_CERTIFICATES}" for name in variables]
        archive = subprocess.Popen(["tar", "-C", folder, "-c", "."], stdout=subprocess.PIPE)
        command = [program, "import", "--change=CMD bash", *changes, "-", _BASE]
        done = subprocess.run(command, stdin=archive.stdout, stdout=subprocess.DEVNULL, env=environment, check=False)
        return archive.wait() == 0 == done.returncode


def _debootstrap(root: Path) -> None:
    """Debian's smallest system in `root`."""
    sources = Path("/etc/apt/sources.list.d/debian.sources")
    found = re.search(r"^URIs: (\S+)", sources.read_text(encoding="utf-8"), re.MULTILINE) if sources.is_file() else None
    command = ["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", str(root)]
    subprocess.run([*command, *([found[1]] if found else [])], check=True, stdout=sys.stderr)
    for pattern in ("var/cache/apt/archives/*.deb", "var/lib/apt/lists/*_*"):
        for path in root.glob(pattern):
            path.unlink()
    # Whom this machine trusts, and how it gets its packages.
    shutil.copy(_CERTIFICATES, root / _CERTIFICATES.lstrip("/"))
    if found:
        shutil.copy(sources, root / "etc/apt/sources.list.d/")
        (root / "etc/apt/sources.list").unlink(missing_ok=True)
    settings = "".join(
        line + "\n"
        for path in sorted(Path("/etc/apt/apt.conf.d").glob("*"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"Check-(?:Valid|Date)", line)
    )
    (root / "etc/apt/apt.conf.d/99machine").write_text(settings, encoding="utf-8")
