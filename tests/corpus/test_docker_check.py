"""The real judge: what `docker build --check` finds in real Dockerfiles, and which it refuses, is what we find.

Runs where a Docker engine with buildx answers. No registry is asked: each image that a file names is replaced, by
`--build-context`, with an empty one that has the environment which the catalog knows of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from dockwright.catalog.environments import image_environment
from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.semantic.stages import StageUse, UseKind
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from tests.support.checks import loud
from tests.support.images import docker
from tests.support.shared import corpus

_EVERY = 4
"""Each how many-th file of the corpus is asked about: 367 of them."""

_SYNTAX = re.compile(r"\A(\ufeff?)#[ \t]*syntax[ \t]*=.*\r?\n", re.IGNORECASE)

# BuildKit looks at the name alone. These values are a switch, a fingerprint, a path or the place of what is to come.
_NO_SECRET = re.compile(r"(?i)true|false|yes|no|on|off|none|\d+|(0x)?[0-9A-F]{8,}|\S*/\S*|\W*(change.?me|your_\w+)\W*|")
_SECRET = re.compile(r"(?i)(^|_)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)(_|$)")
_INSTEAD = frozenset(("exec-form-malformed", "spaces-around-equals"))


_WITH_DEFAULT = re.compile(r"\$\{\w+:?[-+]")

# The rules of these folders speak of what runs in a build, of which `--check` knows nothing.
_BEYOND_CHECK = frozenset(("downloads", "layers", "packages", "secrets", "shell", "users"))
# Errors about what a line does rather than what it says: BuildKit takes it for a line of the shell, or for words.
_OF_MEANING = frozenset(("exec-form-malformed", "trailing-comment-as-argument"))


@cache
def _image(names: frozenset[str]) -> str:
    """An empty image whose environment has these names besides PATH."""
    written = ["ENV PATH=/usr/bin:/bin", *(f"ENV {name}=x" for name in sorted(names))]
    tag = "dockwright-test:" + hashlib.sha256("\n".join(written).encode()).hexdigest()[:16]
    changes = [option for it in written for option in ("-c", it)]
    # An archive of nothing: two empty blocks.
    subprocess.run(
        [docker(), "import", *changes, "-", tag], input=bytes(1024), capture_output=True, timeout=60, check=True
    )
    return tag


def _images(document: Document) -> dict[str, str]:
    """What stands in for each image that a file names."""
    found = {}
    for stage in document.stages:
        for use in stage.uses:
            text = _named(use)
            reference = parse_image_reference(text) if text else None
            if text and reference is not None and reference.problem is None:
                found[text] = _image(image_environment(reference.name) or frozenset())
    return found


def _named(use: StageUse) -> str | None:
    if use.stage is not None or use.index is not None:
        return None
    text = use.user.base.text if use.kind is UseKind.BASE else use.text
    return text if text != "scratch" else None


class Case:
    """A file, and what both sides say of it."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        # The frontend that a file asks for cannot be fetched; a comment in its place would end the directives.
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        self.text = _SYNTAX.sub(r"\1", text)
        self.document = Document.parse(self.text)
        self._starts = [self.line(it.range.start) for it in self.document.instructions]

    def line(self, offset: int) -> int:
        return self.document.lines.line_of(offset) + 1

    def instruction_line(self, line: int) -> int:
        """Where the instruction begins to which a line belongs: BuildKit knows no more of most places."""
        index = bisect_right(self._starts, line) - 1
        return self._starts[index] if index >= 0 else line

    def instruction(self, line: int) -> ast.Instruction | None:
        return next((it for it in self.document.instructions if self.line(it.range.start) == line), None)

    @cache  # noqa: B019 - a case lives as long as the run
    def found(self) -> list[Diagnostic]:
        with loud():
            return engine.run(self.document, all_rules(), Settings(select=("ALL",)))

    def checks(self) -> set[tuple[str, int]]:
        return {
            (name, self.instruction_line(self.line(it.range.start)))
            for it in self.found()
            if it.rule is not None
            for name in it.rule.aliases
            if name in CHECKS
        }

    def refusals(self) -> list[int]:
        return [self.line(it.range.start) for it in self.found() if it.severity is Severity.ERROR]

    def ask(self, folder: Path) -> dict[str, Any]:
        """What Docker answers."""
        context = folder / self.name
        context.mkdir()
        (context / "Dockerfile").write_bytes(self.text.encode("utf-8", "surrogateescape"))
        images = [
            option
            for name, image in _images(self.document).items()
            for option in ("--build-context", f"{name}=docker-image://{image}")
        ]
        command = [docker(), "buildx", "build", "--call=check,format=json", *images, str(context)]
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


CHECKS = {
    "ConsistentInstructionCasing", "DuplicateStageName", "ExposeInvalidFormat", "ExposeProtoCasing", "FromAsCasing",
    "FromPlatformFlagConstDisallowed", "InvalidDefaultArgInFrom", "InvalidDefinitionDescription",
    "JSONArgsRecommended", "LegacyKeyValueFormat", "MaintainerDeprecated", "MultipleInstructionsDisallowed",
    "NoEmptyContinuation", "RedundantTargetPlatform", "ReservedStageName", "SecretsUsedInArgOrEnv", "StageNameCasing",
    "UndefinedArgInFrom", "UndefinedVar", "WorkdirRelativePath",
}  # fmt: skip
"""Those that need neither the build context nor a registry."""


def _is_beyond_check(diagnostic: Diagnostic) -> bool:
    rule = diagnostic.rule
    return rule is None or rule.category in _BEYOND_CHECK or rule.id in _OF_MEANING


def _explained(case: Case, check: str, line: int, is_ours: bool) -> bool:
    """Whether we differ there on purpose."""
    instruction = case.instruction(line)
    if instruction is None:
        return False
    state = case.document.state_before(instruction)
    if is_ours:
        # BuildKit reads what ONBUILD defers when it builds what comes of it; the old form is there to be seen before.
        return check == "LegacyKeyValueFormat" and isinstance(instruction, ast.Onbuild)
    # One line, one finding: these say more particularly what is wrong with it.
    if any(case.instruction_line(case.line(it.range.start)) == line for it in case.found() if it.code in _INSTEAD):
        return check in ("JSONArgsRecommended", "LegacyKeyValueFormat")
    if check == "JSONArgsRecommended":
        # The program takes the shell's place, so that signals reach it.
        return bool(re.search(r"(^|;|&&)\s*exec ", instruction.arguments_text))
    if check == "UndefinedVar":
        # The image may set it: we do not know its environment, and the one that BuildKit was given is empty. And who
        # writes `${NAME:-default}` has thought of the case that there is no value.
        return state.base.may_set("ANY_NAME_AT_ALL") is None or bool(_WITH_DEFAULT.search(instruction.unit.text))
    if check == "WorkdirRelativePath":
        # The same about the image's working directory.
        return state.workdir is None
    return check == "SecretsUsedInArgOrEnv" and _holds_no_secret(instruction)


def _holds_no_secret(instruction: ast.Instruction) -> bool:
    """Whether all values of an instruction are known for none, as the page of `secret-in-env-or-arg` has it."""
    assert isinstance(instruction, ast.Arg | ast.Env)
    secrets = [it for it in instruction.pairs if _SECRET.search(it.name.text) and "VERSION" not in it.name.text]
    values = [it.value.value if it.value is not None else "" for it in secrets]
    return all(value is not None and _NO_SECRET.fullmatch(value) for value in values)


def test_checks_and_refusals_are_those_of_docker(tmp_path: Path):
    docker()
    cases = [Case(path) for path in corpus()[::_EVERY]]
    for case in cases:
        _images(case.document)  # One after the other; then all at once.
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda it: it.ask(tmp_path), cases))
    differences = []
    for case, answer in zip(cases, answers, strict=True):
        error = answer.get("buildError")
        if error is not None:
            # BuildKit stops at the first error, so what it says of the rest is not known.
            ranges = (error.get("location") or {}).get("ranges") or [{"start": {"line": 1}}]
            lines = {case.instruction_line(it["start"].get("line", 1)) for it in ranges}
            is_refused = not lines.isdisjoint(map(case.instruction_line, case.refusals()))
            # Nobody can say what becomes of a template, so we say of few of its lines that they are wrong.
            if not is_refused and not has_placeholder(case.text):
                differences.append(f"{case.name}: only Docker refuses it: {error['message']}")
            continue
        refused = [it.code for it in case.found() if it.severity is Severity.ERROR and not _is_beyond_check(it)]
        differences += [f"{case.name}: only we refuse it: {code}" for code in refused]
        warnings = answer.get("warnings") or ()
        theirs = {
            (it["ruleName"], case.instruction_line(it["location"]["ranges"][0]["start"].get("line", 1)))
            for it in warnings
        }
        ours = case.checks()
        for check, line in sorted(ours ^ theirs):
            is_ours = (check, line) in ours
            if not _explained(case, check, line, is_ours):
                differences.append(f"{case.name}:{line}: {check}, only {'ours' if is_ours else 'of Docker'}")
    assert len(cases) > 300
    assert not differences, "\n".join(["", *differences])
