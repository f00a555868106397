"""The Dockerfile of the command line's image: nothing is found in it, and a real engine builds it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dockwright import __version__
from tests.support.client import environment
from tests.support.images import call, docker
from tests.support.packages import package_index
from tests.support.shared import ROOT

BASE = "python:3.13-slim"
NETWORK = ["--network=host", "--allow=network.host"]
# A program that runs and ends has no port and no health; a syntax directive would have every build fetch an image more,
# which today's builders can do without; and a blank line between any two instructions is a matter of taste.
NOT_MEANT = "missing-expose,missing-healthcheck,missing-syntax-directive,blank-line-between-instructions"


def dockwright(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dockwright", *arguments, "Dockerfile"]
    return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("choice", [[], ["--select=ALL", f"--ignore={NOT_MEANT}"]])
def test_our_own_rules_have_nothing_to_say(choice: list[str]):
    assert dockwright("check", *choice).stdout == "No findings in 1 file.\n"


def test_it_is_laid_out():
    assert dockwright("format", "--check").returncode == 0


def test_nothing_is_silenced_in_it():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert not [it for it in ("ignore", "disable", "check=", "skip") if it in text]


def test_hadolint_has_nothing_to_say():
    program = shutil.which("hadolint", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if program is None:
        pytest.skip("hadolint is not here; the extra `bench` brings it")
    done = subprocess.run([program, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="module")
def base() -> list[str]:
    """What to tell the engine to build with; it fetches its base image only where nobody minds what is downloaded."""
    for name in (BASE, "dockwright-tools:python", "python:3.11-slim"):
        found = subprocess.run([docker(), "image", "inspect", name], capture_output=True, check=False)
        if not found.returncode:
            return [*NETWORK, f"--build-context={BASE}=docker-image://{name}"]
    if os.environ.get("CI"):
        pulled = subprocess.run([docker(), "pull", "--quiet", BASE], capture_output=True, check=False, timeout=300)
        if not pulled.returncode:
            return NETWORK
    pytest.skip("there is no image with Python here")


@pytest.fixture(scope="module")
def image(base: list[str]) -> Iterator[str]:
    package_index()
    tag = f"dockwright-build:{uuid4().hex}"
    call("buildx", "build", *base, "--provenance=false", "--load", f"--tag={tag}", str(ROOT), timeout=600)
    yield tag
    call("rmi", tag)


def test_the_checks_of_buildkit_have_nothing_to_say(base: list[str]):
    assert b"no warnings found" in call("buildx", "build", *base, "--call=check", str(ROOT))


def run(image: str, folder: Path, *arguments: str, options: tuple[str, ...] = ()) -> tuple[int, str]:
    """What a container says, without a network, that sees `folder` as the page shows it."""
    command = [docker(), "run", "--rm", "--network=none", f"--volume={folder}:/work", *options, image, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout


def test_the_image_checks_and_fixes_what_is_mounted(image: str, tmp_path: Path):
    dockerfile = tmp_path / "Dockerfile"
    dockerfile.write_text("FROM scratch\nADD app.py /srv/\nUSER 1\n")
    dockerfile.chmod(0o644)
    tmp_path.chmod(0o755)
    assert run(image, tmp_path, "--version") == (0, f"dockwright {__version__}\n")
    code, said = run(image, tmp_path)
    assert code == 1
    assert "--> Dockerfile:2:1" in said
    # It runs as nobody, who must not write; whose files they are, may.
    assert run(image, tmp_path, "fix")[0] == 2
    assert run(image, tmp_path, "fix", options=(f"--user={os.getuid()}",)) == (0, "")
    assert dockerfile.read_text() == "FROM scratch\nCOPY app.py /srv/\nUSER 1\n"
    assert run(image, tmp_path)[0] == 0


def test_the_image_is_run_as_the_page_shows(image: str, tmp_path: Path):
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    shown = re.search(r"(?ms)^## As an image$.*?^```sh\n(.*?)^```$", page)
    assert shown
    made, checked, fixed = (shlex.split(it.replace("$PWD", str(tmp_path))) for it in shown[1].splitlines())
    assert made == ["docker", "build", "-t", "dockwright", "."]
    (tmp_path / "Dockerfile").write_text("FROM scratch\nADD app.py /srv/\nUSER 1\n")
    tmp_path.chmod(0o755)
    for command, code in ((checked, 1), (fixed, 0), (checked, 0)):
        told = [{"docker": docker(), "dockwright": image, "$(id -u)": str(os.getuid())}.get(it, it) for it in command]
        assert subprocess.run(told, capture_output=True, timeout=120, check=False).returncode == code, command


def test_the_image_holds_no_tools_of_its_build(image: str, tmp_path: Path):
    script = "import os; print(sorted(os.listdir('/opt/dockwright/bin')), os.path.exists('/source'), os.getuid())"
    code, said = run(image, tmp_path, "-c", script, options=("--entrypoint=python",))
    assert code == 0
    assert "dockwright" in said
    assert "pip" not in said
    assert said.endswith(" False 65534\n")
