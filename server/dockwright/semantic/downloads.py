"""What a command fetches from the network: by curl or wget, from where, and into which file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from dockwright.catalog.commands import INTERPRETERS
from dockwright.catalog.programs import CURL, HASHING, VERIFYING, WGET
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.commands import Command, CommandWord
from dockwright.syntax.dockerfile import ast

_ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://(?:[^/?#@]*@)?(\[[0-9a-fA-F:.]*\]|[^/:?#]*)")
_PRIVATE = re.compile(
    r"localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[|host\.docker\.internal"
)
_PRIVATE_ENDS = (
    ".consul", ".corp", ".home", ".home.arpa", ".internal", ".intra", ".intranet", ".invalid", ".lan", ".local",
    ".localdomain", ".localhost", ".svc", ".test",
)  # fmt: skip
_NO_FILES = frozenset(("-", "/dev/null", "/dev/stdout"))
_DOWNLOADING = frozenset(("curl", "wget"))
# There both names are other words for Invoke-WebRequest.
_OF_POWERSHELL = ("-Uri", "-OutFile", "-UseBasicParsing", "-uri", "-outfile")
_ASKING = frozenset(("--help", "--version", "-V", "--manual", "-M"))


class Download:
    """A call of curl or wget."""

    __slots__ = ("__dict__", "arguments", "command", "is_curl")

    def __init__(self, command: Command, is_curl: bool) -> None:
        self.command = command
        self.is_curl = is_curl
        self.arguments = arguments_of(command, CURL if is_curl else WGET)

    @property
    def program(self) -> str:
        """`curl` or `wget`."""
        return "curl" if self.is_curl else "wget"

    @cached_property
    def addresses(self) -> tuple[CommandWord, ...]:
        """The words that say what is fetched."""
        named = [self.arguments.value_word(it) for it in self.arguments.all_of("--url")] if self.is_curl else []
        return (*self.arguments.operands, *[it for it in named if it is not None])

    @property
    def asks_only(self) -> bool:
        """Whether it fetches nothing: `curl --version`."""
        return not self.addresses or any(it.name in _ASKING for it in self.arguments.flags)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it gets files and nothing else: it sends nothing, and nobody reads the headers."""
        arguments = self.arguments
        if self.asks_only:
            return False
        if not self.is_curl:
            return not arguments.has("--method", "--post-data", "--post-file", "--body-data", "--body-file", "--spider")
        method = arguments.flag("-X", "--request")
        if method is not None and (method.value or "").upper() != "GET":
            return False
        return not arguments.has(*_NOT_PLAIN)

    @cached_property
    def files(self) -> tuple[tuple[str, CommandWord], ...]:
        """The files that it writes, as paths, each with the word that names it; none whose name is not known."""
        return tuple(self._files())

    def _files(self) -> Iterator[tuple[str, CommandWord]]:
        arguments = self.arguments
        for redirection in self.command.redirections:
            target = redirection.target
            if (
                redirection.operator in (">", ">>", ">|")
                and redirection.descriptor in (None, "1")
                and target is not None
            ):
                yield from _file(target, target.value)
        for given in (
            arguments.all_of("-o", "--output") if self.is_curl else arguments.all_of("-O", "--output-document")
        ):
            word = arguments.value_word(given)
            if word is not None:
                yield from _file(word, given.value if word.value is not None else _plain(word))
        if self.is_curl:
            if not arguments.has("-O", "--remote-name", "--remote-name-all"):
                return
            folder = arguments.flag("--output-dir")
        else:
            if arguments.has("-O", "--output-document", "--spider", "-r", "--recursive", "-m", "--mirror"):
                return
            folder = arguments.flag("-P", "--directory-prefix")
        for word in self.addresses:
            name = (word.value or _plain(word)).partition("?")[0].partition("#")[0].rpartition("/")[2]
            if name and "$(" not in name and "`" not in name:
                yield (f"{folder.value.rstrip('/')}/{name}" if folder is not None and folder.value else name), word

    @cached_property
    def is_kept(self) -> bool:
        """Whether what it gets goes into a file or to another command, rather than into the build's output."""
        arguments = self.arguments
        if self.command.separator_after in ("|", "|&") or any(
            it.operator.startswith(">") and it.descriptor in (None, "1") for it in self.command.redirections
        ):
            return True
        if self.is_curl:
            return arguments.has("-O", "--remote-name", "--remote-name-all") or any(
                it.value not in _NO_FILES for it in arguments.all_of("-o", "--output")
            )
        return not any(it.value in _NO_FILES for it in arguments.all_of("-O", "--output-document"))


_NOT_PLAIN = (
    "-I", "--head", "-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--data-urlencode", "--json", "-F",
    "--form", "--form-string", "-T", "--upload-file", "-w", "--write-out", "-K", "--config", "-i", "--include",
    "--show-headers", "-D", "--dump-header",
)  # fmt: skip


def _plain(word: CommandWord) -> str:
    """The word with its expansions as they stand, without double quotes."""
    return word.text.replace('"', "")


def _file(word: CommandWord, path: str | None) -> Iterator[tuple[str, CommandWord]]:
    path = path if path is not None else _plain(word)
    if path and path not in _NO_FILES and "$(" not in path and "`" not in path:
        yield path, word


def download_of(command: Command) -> Download | None:
    """The download that a command is; `None` for any other command."""
    name = command.name
    if name not in _DOWNLOADING or command.wraps or command.has(*_OF_POWERSHELL):
        return None
    return Download(command, name == "curl")


def downloads_of(commands: Iterable[Command]) -> list[Download]:
    """The downloads among commands."""
    return [found for it in commands if it.name in _DOWNLOADING and (found := download_of(it)) is not None]


def scheme_and_host(address: str) -> tuple[str, str] | None:
    """The scheme and the host of an address, in lower case; `None` where it is written without, or has none known."""
    match = _ADDRESS.match(address)
    return (match.group(1).lower(), match.group(2).lower()) if match else None


def is_private(host: str) -> bool:
    """Whether a host is the builder itself or in a network of its own, as far as the name tells."""
    if not host or "$" in host:
        return True
    return bool(_PRIVATE.match(host)) or "." not in host or host.endswith(_PRIVATE_ENDS)


def address_text(word: CommandWord) -> str:
    """An address as written, without quotes; its expansions stand as they are."""
    return word.value if word.value is not None else word.text.replace('"', "").replace("'", "")


def all_are_private(download: Download) -> bool:
    """Whether all that it fetches comes from the builder itself or from a private network.

    A host that only a variable names does not; but a HEALTHCHECK asks the container, by whatever name.
    """
    found = [scheme_and_host(address_text(it)) for it in download.addresses]
    asks_itself = isinstance(download.command.instruction, ast.Healthcheck)
    return bool(found) and all(
        (asks_itself if it is None or "$" in it[1] or "`" in it[1] else is_private(it[1])) for it in found
    )


def verifies(command: Command) -> bool:
    """Whether a command computes or checks checksums, or signatures."""
    name = command.name or ""
    if name in INTERPRETERS:
        return any(it in word.text for word in command.arguments for it in HASHING)
    saying = VERIFYING.get(name)
    return saying is not None and (not saying or command.has(*saying))
