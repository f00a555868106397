"""Finds the editors that tests drive: those on the PATH, or some of its own.

Its own are Debian's packages with all their libraries, unpacked into `.editors`; nothing is installed, and nothing of
the machine is changed. Where they cannot be had, the reason is printed and the tests of those editors are skipped.
"""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dockwright_dev import debian
from dockwright_dev.places import ROOT
from dockwright_dev.vscode import fetch_vscode, find_vscode

FETCHED = ROOT / ".editors"
PROGRAMS = FETCHED / "bin"


@dataclass(frozen=True)
class Program:
    """A program among the unpacked packages of a release, and what it must be told, since it is not installed.

    In what it is told `{release}` stands for the folder of the release, `{lib}` for that of its libraries; a star
    stands for what is there, several things become a list.
    """

    name: str
    path: str
    environment: tuple[tuple[str, str], ...] = ()
    arguments: tuple[str, ...] = ()


_NEOVIM = (
    ("VIMRUNTIME", "{release}/usr/share/nvim/runtime"),
    # Semicolons: what it would look through anyway comes after it.
    ("LUA_CPATH", "{lib}/lua/5.1/?.so;;"),
)
_RELEASES = {
    "forky": (
        ("neovim", "hx", "emacs-nox", "elpa-dockerfile-mode", "elpa-lsp-mode", "vim", "vim-ale", "tmux"),
        (
            Program("nvim", "usr/bin/nvim", _NEOVIM),
            Program("hx", "usr/lib/hx/hx", (("HELIX_RUNTIME", "{release}/usr/lib/hx/runtime"),)),
            Program(
                "emacs",
                "usr/bin/emacs-nox",
                (
                    ("EMACSDATA", "{release}/usr/share/emacs/[0-9]*/etc"),
                    ("EMACSDOC", "{release}/usr/share/emacs/[0-9]*/etc"),
                    ("EMACSPATH", "{release}/usr/libexec/emacs/[0-9]*/*-linux-gnu"),
                    (
                        "EMACSLOADPATH",
                        "{release}/usr/share/emacs/[0-9]*/lisp/**/:{release}/usr/share/emacs/site-lisp/elpa-src/*",
                    ),
                ),
                ("--dump-file={release}/usr/libexec/emacs/[0-9]*/*/emacs-*.pdmp",),
            ),
            Program("vim", "usr/bin/vim.basic", (("VIM", "{release}/usr/share/vim"),)),
            Program(
                "tmux", "usr/bin/tmux", (("TERMINFO_DIRS", "{release}/usr/share/terminfo:{release}/usr/lib/terminfo"),)
            ),
        ),
    ),
    # One that knows `vim.lsp.start`, and nothing newer.
    "trixie": (("neovim",), (Program("nvim-0.10", "usr/bin/nvim", _NEOVIM),)),
}


def find(name: str) -> str | None:
    """The path of an editor by the name of its program: ours, whose release we know, before one on the PATH."""
    own = PROGRAMS / name
    return str(own) if own.exists() else shutil.which(name)


def list_editors(*, fetch: bool) -> int:
    """Print where each editor is found; `fetch`: get them first where they are missing."""
    if fetch and (reason := _fetched()):
        _say(f"none could be fetched: {reason}")
    for _, programs in _RELEASES.values():
        for program in programs:
            _say(f"{program.name}: {find(program.name) or 'not found; what needs it is skipped'}")
    if fetch and (reason := fetch_vscode()):
        _say(f"VS Code could not be fetched: {reason}")
    found = find_vscode()
    _say(f"VS Code: {found.code_server if found else 'not found; what needs it is skipped'}")
    # A test that needs one says so itself.
    return 0


def _fetched() -> str:
    """Unpack the editors below this checkout; "" or why that was not possible."""
    stamp = FETCHED / "made-from"
    made_from = repr(_RELEASES)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
        return ""
    if sys.platform != "linux":
        return "they are Linux programs"
    _say("unpacking editors ...")
    began = time.monotonic()
    shutil.rmtree(PROGRAMS, ignore_errors=True)
    for release, (packages, programs) in _RELEASES.items():
        if reason := debian.unpack(FETCHED / release, [release], packages, with_libraries=True):
            return reason
        PROGRAMS.mkdir(exist_ok=True)
        for program in programs:
            _write_starter(FETCHED / release, program)
    stamp.write_text(made_from, encoding="utf-8")
    _say(f"unpacked in {time.monotonic() - began:.0f} s")
    return ""


def _write_starter(release: Path, program: Program) -> None:
    """Write a script that starts `program` with its own C library.

    What it starts in its turn, such as a language server, gets the machine's libraries as ever.
    """
    loader = next(iter(sorted(release.glob("usr/lib/*-linux-gnu/ld-linux-*.so.*"))))
    told = [f"export {name}={shlex.quote(_filled(value, release, loader))}" for name, value in program.environment]
    path = shlex.quote(str(release / program.path))
    command = [
        shlex.quote(str(loader)),
        "--library-path",
        shlex.quote(f"{loader.parent}:{release}/usr/lib"),
        "--argv0",
        path,
    ]
    arguments = [shlex.quote(_filled(it, release, loader)) for it in program.arguments]
    line = " ".join(["exec", *command, path, *arguments, '"$@"'])
    starter = PROGRAMS / program.name
    starter.write_text("\n".join(["#!/bin/sh", *told, line, ""]), encoding="utf-8")
    starter.chmod(0o755)


def _filled(value: str, release: Path, loader: Path) -> str:
    return ":".join(
        found for part in value.replace("{lib}", str(loader.parent)).split(":") for found in _found(part, release)
    )


def _found(part: str, release: Path) -> Sequence[str]:
    """What a part of a list of paths stands for."""
    head, mark, pattern = part.partition("{release}/")
    if not mark or "*" not in pattern:
        return [part.replace("{release}", str(release))]
    return [f"{head}{it}" for it in sorted(release.glob(pattern))]


def _say(line: str) -> None:
    print(f"editors: {line}", file=sys.stderr, flush=True)
