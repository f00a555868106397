"""What a reviewer should not have to say twice."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.support.shared import ROOT, SHARED

# Each with a class of one letter, so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"(?:#|//|\*|<!--)\s*(?:TOD[O]|FIXM[E]|XX[X])\b")
REGISTRY_HOSTS = re.compile(r"(?:pyp[i]|pythonhoste[d]|npmj[s]|deb\.debia[n])\.(?:org|com)\b")
# An ignore names what it ignores, then says why, behind a hyphen or a second hash.
IGNORE = re.compile(r"#\s*(?:noqa\b|type:\s*ignore\b)")
EXPLAINED_IGNORE = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[a-z, -]+\])\s+(?:-|#)\s*\S+ \S+")
PARTS_OF_A_MACHINE = re.compile(
    r"(?<![\w.])(?:" + "|".join(re.escape(f"{it.as_posix()}/") for it in (ROOT, SHARED)) + ")"
)


@lru_cache
def files(*patterns: str) -> list[Path]:
    """The project's files that match any of `patterns`: those that git knows or would take."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    named = (ROOT / name for name in listing.stdout.decode().split("\0") if name)
    return sorted(path for path in named if path.is_file())


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line of a text file, and `file:line` to show; a picture has none."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.split("\n"), 1):
        yield f"{path.relative_to(ROOT).as_posix()}:{number}", line


def matching(pattern: re.Pattern[str], *paths: str) -> list[str]:
    """Where `pattern` occurs in the project's files."""
    return [
        f"{place}: {line.strip()[:120]}"
        for path in files(*paths)
        for place, line in lines(path)
        if pattern.search(line)
    ]


def assert_none(found: list[str]) -> None:
    """Fail where there is something, and show all of it."""
    assert not found, "\n".join(["", *found])


def test_there_are_files_to_look_at():
    assert ROOT / "pyproject.toml" in files()


def test_each_module_says_what_it_is_for():
    modules = files("server/*.py", "dev.py")
    silent = [path for path in modules if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert_none([path.relative_to(ROOT).as_posix() for path in silent])


def test_nothing_is_left_unfinished():
    assert_none(matching(UNFINISHED, "server", "tests", "client-vscode", "snippets", "dev.py", "*.md"))


def test_each_ignore_names_its_rule_and_its_reason():
    unexplained = [
        f"{place}: {line.strip()}"
        for path in files("server/*.py", "tests/support/*.py", "tests/conftest.py", "dev.py")
        for place, line in lines(path)
        if IGNORE.search(line) and not EXPLAINED_IGNORE.search(line)
    ]
    assert_none(unexplained)


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    assert_none(matching(PARTS_OF_A_MACHINE))


def test_no_file_names_the_host_of_a_package_registry():
    assert_none(matching(REGISTRY_HOSTS))


def test_each_test_asserts_something():
    idle = [
        f"{path.relative_to(ROOT).as_posix()}:{function.lineno}: {function.name}"
        for path in files("tests/test_*.py", "tests/**/test_*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and function.name.startswith("test_")
        and not any(map(_asserts, ast.walk(function)))
        # A property may be that nothing is raised, whatever is given.
        and not any(ast.unparse(it).startswith("given(") for it in function.decorator_list)
    ]
    assert_none(idle)


def _asserts(node: ast.AST) -> bool:
    """Whether a part of a test can fail it: an assertion, `pytest.raises`, a check of tests/support, a wait."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name.lstrip("_").startswith(("check", "assert", "raises", "wait_for", "run_state_machine"))
