"""Real projects, built before and after what is fixed unasked: the same root file system, the same configuration.

And where the order for the cache would make another image, or none, nothing is done unasked.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from uuid import uuid4

import pytest

from dockwright.lint.fixing import Settled, settle
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.semantic.stages import UseKind
from dockwright.workspace.context import FolderContext
from tests.support.checks import loud, settings_with, the_rule
from tests.support.images import Failure, Image, build, call, differences, docker, local_image, stand_in_image
from tests.support.projects import Project, projects
from tests.support.registry import composer_settings, serving, settings_for

ORDER = the_rule("copy-source-before-deps")

# In which image of the real package managers each is; the others are played by stand-ins.
TOOLCHAINS = {
    "npm": "node",
    "yarn": "node",
    "pnpm": "node",
    "pip": "python",
    "uv": "python",
    "poetry": "python",
    "go": "go",
    "bundler": "ruby",
    "composer": "php",
    "cargo": "rust",
}
BASES = ("node", "python", "golang", "ruby", "composer", "php", "rust")

# What a fix other than that of the order changes because that is what it is about.
MEANT = {"maintainer-deprecated": ("config:Author", "config:Labels")}


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("registry")) as address:
        yield address


@pytest.fixture(scope="session")
def toolchain(registry: str) -> Iterator[Callable[[str], str]]:
    """The image with the real package managers of one kind, told to ask `registry`; skips the test without it."""
    made: dict[str, str] = {}

    def image_of(name: str) -> str:
        if name not in made:
            base = local_image(f"dockwright-tools:{name}")
            made[name] = f"dockwright-tools:{uuid4().hex}"
            variables = "".join(f"ENV {key}={value}\n" for key, value in settings_for(registry).items())
            settings = f"COPY <<E /etc/composer/config.json\n{composer_settings(registry)}\nE\n"
            text = f"FROM {base}\n{variables}{settings}"
            options = ("--quiet", "--load", "--provenance=false", f"--tag={made[name]}")
            call("buildx", "build", *options, "-", given=text.encode())
        return made[name]

    yield image_of
    for image in made.values():
        subprocess.run([docker(), "rmi", image], capture_output=True, timeout=60, check=False)


@pytest.fixture
def built(project: Project, tmp_path: Path, registry: str, toolchain: Callable[[str], str]) -> Built:
    """The project on disk, and what builds it."""
    context = tmp_path / "context"
    for path, text in project.files.items():
        (context / path).parent.mkdir(parents=True, exist_ok=True)
        (context / path).write_bytes(text.replace("{registry}", registry).encode())
    context.mkdir(exist_ok=True)
    uses = [use for stage in Document.parse(project.dockerfile).stages for use in stage.uses if use.stage is None]
    names = {use.user.base.text if use.kind is UseKind.BASE else use.text for use in uses} - {"", "scratch"}
    real = TOOLCHAINS.get(project.manager)
    images = {name: toolchain(real) if real and name.partition(":")[0] in BASES else stand_in_image() for name in names}
    for path, command, is_crlf in project.written:
        content = written_by(command, path, context, toolchain(TOOLCHAINS[project.manager]))
        (context / path).parent.mkdir(parents=True, exist_ok=True)
        (context / path).write_bytes(content.replace(b"\n", b"\r\n") if is_crlf else content)
    return Built(context, images)


def written_by(command: str, path: str, context: Path, image: str) -> bytes:
    """The file that a command writes in a copy of the context."""
    text = f"FROM {image}\nWORKDIR /app\nCOPY . .\nRUN {command}\nFROM scratch\nCOPY --from=0 /app/{path} /it\n"
    output = context.parent / "output"
    options = ("--allow=network.host", "--network=host", f"--output=type=local,dest={output}", "--file=-")
    call("buildx", "build", *options, str(context), given=text.encode())
    return (output / "it").read_bytes()


class Built:
    """A project on disk; what is built of it goes by its Dockerfile's text."""

    def __init__(self, context: Path, images: dict[str, str]) -> None:
        self._context = context
        self._images = images
        self._built: dict[str, Image | Failure] = {}

    def fixed(self, text: str, rules: tuple[Rule, ...], settings: Settings, *, unsafe: bool = False) -> Settled:
        """What becomes of the Dockerfile."""
        document = Document.parse(text, project=FolderContext(str(self._context / "Dockerfile")))
        with loud():
            return settle(document, rules, settings, unsafe=unsafe)

    def differences(self, before: str, after: str) -> set[str]:
        """In what two images differ, but for that which two builds of one file differ in."""
        if before == after:
            return set()
        if isinstance(self._build(after, is_tried=True), Failure):
            assert not isinstance(self._build(before, is_tried=True), Failure)
            return {"built"}
        found = differences(self._image(before), self._image(after))
        if found:
            again = self._build(before, is_fresh=True)
            assert isinstance(again, Image), again
            found -= differences(self._image(before), again)
        return found

    def _image(self, text: str) -> Image:
        image = self._built.get(text)
        if image is None:
            image = self._built[text] = self._build(text)
        assert isinstance(image, Image), image
        return image

    def _build(self, text: str, *, is_fresh: bool = False, is_tried: bool = False) -> Image | Failure:
        images = self._images
        return build(self._context, text, images, network="host", is_fresh=is_fresh, is_tried=is_tried)


@pytest.mark.parametrize("project", [pytest.param(it, id=f"{it.manager}-{it.name}") for it in projects()])
def test_what_is_fixed_unasked_leaves_the_image_as_it_is(project: Project, built: Built):
    before = project.dockerfile
    unasked = built.fixed(before, (ORDER,), settings_with(ORDER)).document.text
    asked = built.fixed(before, (ORDER,), settings_with(ORDER), unsafe=True).document.text
    assert (unasked != before, asked != before) == {
        "safe": (True, True),
        "asked": (False, True),
        "asked, other": (False, True),
        "refused": (False, False),
    }[project.verdict]
    if project.naive:
        # What a fix has to get round, or why there is none.
        assert built.differences(before, project.naive)
    assert bool(built.differences(before, asked)) == (project.verdict == "asked, other")

    settled = built.fixed(before, all_rules(), DEFAULT)
    rules = {diagnostic.rule.id for diagnostic, _ in settled.applied}
    meant = [pattern for rule in rules for pattern in MEANT.get(rule, ())]
    found = built.differences(before, settled.document.text)
    assert {it for it in found if not any(fnmatchcase(it, pattern) for pattern in meant)} == set(), rules


def test_there_are_three_projects_for_each_package_manager():
    assert {manager: count for manager, count in Counter(it.manager for it in projects()).items() if count < 3} == {}
    assert len({it.manager for it in projects()}) == 13
