"""Runs a command with a Docker engine that can build: one that answers, or one of its own.

Its own is started only as root on Linux, keeps all it writes in a folder of its own, changes nothing in the machine's
network, and ends with the command. Where there can be none, the reason is printed and the command runs without one.
"""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dockwright_dev import debian
from dockwright_dev.places import ROOT

# Debian's packages with the engine, unpacked and not installed. These run on the C library of Debian 12 too; what is
# nearer to the system is the machine's own release's.
FETCHED = ROOT / ".engine"
_RELEASE = "forky"
_PACKAGES = ("docker.io", "docker-cli", "docker-buildx", "containerd")
_OWN_PACKAGES = ("runc", "libseccomp2")
# The network of the machine stays as it is; a RUN has none, or the machine's.
_OPTIONS = ("--iptables=false", "--ip6tables=false", "--bridge=none", "--userland-proxy=false")
_PATIENCE = 60.0


def with_engine(command: Sequence[str], *, fetch: bool = False) -> int:
    """Run `command` with an engine, or without one where there can be none, and return its exit code.

    `fetch`: a root that has no `dockerd` gets it from Debian's packages.
    """
    # Whoever ends us ends our engine too.
    former = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with engine(fetch=fetch) as environment:
            return subprocess.run(command, env=environment, check=False).returncode
    finally:
        signal.signal(signal.SIGTERM, former)


@contextmanager
def engine(*, fetch: bool = False) -> Iterator[Mapping[str, str]]:
    """The environment in which `docker` reaches an engine, as long as the context lasts."""
    environment = dict(os.environ)
    if _answers(environment):
        yield environment
        return
    reason = _lacking()
    if not reason and fetch and shutil.which("dockerd") is None:
        reason = _fetched()
    if reason:
        _say(reason)
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="dockwright-engine-", ignore_cleanup_errors=True) as folder:
        yield from _running(Path(folder), environment)


def _answers(environment: Mapping[str, str]) -> bool:
    """Whether an engine with buildx answers."""
    program = shutil.which("docker", path=environment.get("PATH"))
    if program is None:
        return False
    for arguments in (("info",), ("buildx", "version")):
        try:
            done = subprocess.run([program, *arguments], env=environment, capture_output=True, timeout=30, check=False)
        except subprocess.TimeoutExpired:
            return False
        if done.returncode:
            return False
    return True


def _lacking() -> str:
    """Why no engine can be started here; "" where one can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "no Docker engine answers, and only root on Linux can start one"
    return ""


def _fetched() -> str:
    """Unpack the engine below this checkout; "" or why that was not possible."""
    if (FETCHED / "usr" / "sbin" / "dockerd").exists():
        return ""
    _say("unpacking a Docker engine ...")
    own = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    packages = [*(f"{it}/{_RELEASE}" for it in _PACKAGES), *(f"{it}/{own}" for it in _OWN_PACKAGES)]
    reason = debian.unpack(FETCHED, list(dict.fromkeys((own, _RELEASE))), packages)
    return f"no Docker engine answers, and none could be fetched: {reason}" if reason else ""


def _running(folder: Path, environment: dict[str, str]) -> Iterator[Mapping[str, str]]:
    """Start an engine that keeps all it writes in `folder`, and stop it in the end."""
    found = FETCHED / "usr"
    if found.is_dir():
        # Ours first: another client on the PATH may be one without buildx.
        paths = (f"{found}/bin", f"{found}/sbin", environment.get("PATH", ""))
        environment["PATH"] = os.pathsep.join(paths)
    program = shutil.which("dockerd", path=environment["PATH"])
    if program is None:
        _say("no Docker engine answers, and there is no dockerd here to start one")
        yield dict(os.environ)
        return
    plugin = found / "libexec" / "docker" / "cli-plugins" / "docker-buildx"
    if plugin.exists():
        (folder / "configuration" / "cli-plugins").mkdir(parents=True)
        (folder / "configuration" / "cli-plugins" / "docker-buildx").symlink_to(plugin)
        environment["DOCKER_CONFIG"] = f"{folder}/configuration"
    environment["DOCKER_HOST"] = f"unix://{folder}/socket"
    places = (f"--data-root={folder}/data", f"--exec-root={folder}/run", f"--pidfile={folder}/pid")
    command = [program, *_OPTIONS, *places, f"--host={environment['DOCKER_HOST']}"]
    libraries = os.pathsep.join(map(str, (found / "lib").glob("*-linux-gnu")))
    own = {**environment, "LD_LIBRARY_PATH": libraries} if libraries else environment
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            command, env=own, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        if _comes_up(process, environment):
            _say(f"a Docker engine of its own runs in {folder}")
            yield environment
        else:
            _say("no Docker engine answers, and none could be started:")
            _say((folder / "log").read_text(encoding="utf-8", errors="replace").strip()[-600:])
            yield dict(os.environ)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # It leaves this one mounted.
        subprocess.run(["umount", folder / "run" / "netns" / "default"], capture_output=True, check=False)


def _comes_up(process: subprocess.Popen[bytes], environment: Mapping[str, str]) -> bool:
    ends = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < ends:
        if _answers(environment):
            return True
        time.sleep(0.3)
    return False


def _say(line: str) -> None:
    print(f"engine: {line}", file=sys.stderr, flush=True)
