"""Let BuildKit fetch a file that a RUN gets by curl or wget: `ADD`, with the checksum that the RUN compares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dockwright.catalog.images import is_root
from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.chains import is_chain
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.downloads import Download, address_text, download_of
from dockwright.semantic.frontend import knows_checksums
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.scopes import Environment
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# ADD does the same, or does without: it follows redirects, fails where the server refuses, and shows its progress.
_NEEDLESS = frozenset(
    (
        "-f --fail --fail-with-body -s --silent -S --show-error -L --location -o --output -O --remote-name --url "
        "--retry --retry-delay --retry-max-time --retry-all-errors --retry-connrefused --connect-timeout -m --max-time "
        "--proto --proto-redir --tlsv1.2 --tlsv1.3 --create-dirs -# --progress-bar --no-progress-meter --http1.1 "
        "--http2 --compressed-ssh -q --quiet -nv --no-verbose --output-document -t --tries -T --timeout --progress "
        "--show-progress --https-only -P --directory-prefix --waitretry"
    ).split()
)
_SPECIAL = frozenset(" \t\"'`\\*[]<>|;()#")
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_SUM = re.compile(r"([0-9a-f]{64}) [ *](\S+)")
_NEARBY = re.compile(r"https?://(?:[^/]*@|localhost\b|127\.|0\.0\.0\.0|\[|host\.docker\.internal)")
"""Addresses with a user, and those that are another host for the builder than for what runs in the build."""

_MODE = re.compile(r"0?([0-7]{3})")
_EXECUTABLE = frozenset(("+x", "a+x", "ugo+x"))
_COMPARING = frozenset(("-c", "--check", "-s", "--status", "-w", "--warn", "--quiet", "--strict", "-", "-sc", "-cs"))


class _Fetched(NamedTuple):
    """What an ADD has to say."""

    address: str
    path: str
    mode: str
    checksum: str | None


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it on a RUN that gets one file, and does no more with it than to compare its checksum and set its mode."""
    run = document.tree.instruction_at(range.start)
    if not isinstance(run, ast.Run) or not run.range.encloses(range):
        return
    if "curl" not in run.unit.text and "wget" not in run.unit.text:
        return
    state, arguments = document.state_before(run), run.arguments_range
    if run.flags or run.comments or arguments is None or not is_chain(run, state):
        return
    if (state.user_unit is not None and not is_root(state.user)) or not knows_checksums(document.tree):
        # What ADD makes belongs to root.
        return
    fetched = _fetched(document.commands(run), state.environment)
    if fetched is None:
        return
    checksum = f"--checksum=sha256:{fetched.checksum} " if fetched.checksum is not None else ""
    add = "add" if run.written.islower() else "ADD"
    line = f"{add} {checksum}--chmod={fetched.mode} {fetched.address} {fetched.path}"
    edit = Edit(TextRange(run.keyword.range.start, arguments.end), line)
    title = "Download by ADD" + (", which compares the checksum" if checksum else "")
    # The file is as old as the server says, and the builder's network and certificates are others than the image's.
    yield Assist(title, REWRITE, lambda: (edit,), Safety.UNSAFE)


def _fetched(commands: Sequence[Command], environment: Environment) -> _Fetched | None:
    """What a chain of commands fetches; `None` where it does anything else."""
    found = [it for it in map(download_of, commands) if it is not None]
    if len(found) != 1 or any(it.nestings or it.wrapper or it.wraps or it.assignments for it in commands):
        return None
    place = _place(found[0], environment)
    if place is None:
        return None
    address, path = place
    mode, checksum = "644", None
    waiting = list(commands)
    while waiting:
        command = waiting.pop(0)
        if command.range == found[0].command.range:
            if command.is_piped:
                return None
            continue
        if command.redirections:
            return None
        match command.name:
            case "set":
                pass
            case "mkdir":
                if not _makes_way(command, path):
                    return None
            case "chmod":
                given = _mode(command, path)
                if given is None:
                    return None
                mode = given
            case "echo" if command.separator_after == "|" and waiting:
                checksum = _checksum(command, waiting.pop(0), path)
                if checksum is None:
                    return None
            case _:
                return None
    return _Fetched(address, path, mode, checksum)


def _place(download: Download, environment: Environment) -> tuple[str, str] | None:
    """The address and the path of a plain download that BuildKit would understand as well."""
    files = download.files
    if not download.is_plain or len(download.addresses) != 1 or len(files) != 1:
        return None
    if any(it.name not in _NEEDLESS for it in download.arguments.flags):
        return None
    if any(it.operator not in (">", ">|") for it in download.command.redirections):
        return None
    address, path = address_text(download.addresses[0]), files[0][0]
    for text in (address, path):
        rest = _VARIABLE.sub("", text)
        if not _SPECIAL.isdisjoint(text) or "$" in rest or not rest.isprintable():
            return None
        if any((match[1] or match[2]) not in environment for match in _VARIABLE.finditer(text)):
            return None
    if kind_of(address) is not Kind.URL or _NEARBY.match(address) or path.endswith("/") or path.startswith("-"):
        return None
    return address, path


def _makes_way(command: Command, path: str) -> bool:
    """Whether a `mkdir -p` only makes folders that ADD makes for the file."""
    values = command.values[1:]
    folders = [it for it in values if it is not None and not it.startswith("-")]
    flags = [it for it in values if it is not None and it.startswith("-")]
    return None not in values and flags == ["-p"] and all(path.startswith(f"{it.rstrip('/')}/") for it in folders)


def _mode(command: Command, path: str) -> str | None:
    values = command.values[1:]
    if len(values) != 2 or values[1] != path or values[0] is None:
        return None
    if values[0] in _EXECUTABLE:
        return "755"
    match = _MODE.fullmatch(values[0])
    return match[1] if match is not None else None


def _checksum(echo: Command, comparing: Command, path: str) -> str | None:
    """The checksum in `echo "SUM  FILE" | sha256sum -c`."""
    values = echo.values[1:]
    if comparing.name != "sha256sum" or comparing.redirections or comparing.separator_after == "|":
        return None
    if not {"-c", "--check", "-sc", "-cs"}.intersection(comparing.values) or not _COMPARING.issuperset(
        "" if it is None else it for it in comparing.values[1:]
    ):
        return None
    match = _SUM.fullmatch(values[0]) if len(values) == 1 and values[0] is not None else None
    return match[1] if match is not None and match[2] == path else None
