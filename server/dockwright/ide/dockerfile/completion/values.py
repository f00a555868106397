"""Arguments that can be told from the file and the catalog: signals, users, ports, shells, labels, what is started."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.catalog import labels, licenses, ports, shell_words
from dockwright.catalog.images import Family
from dockwright.catalog.signals import NUMBERS, UNCATCHABLE, USUAL
from dockwright.ide.dockerfile.completion.paths import paths_in
from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.dockerfile.completion.scripts import starts
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.accounts import accounts_made, groups_made
from dockwright.semantic.homes import home_of
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_SHELLS = (
    ('["/bin/bash", "-o", "pipefail", "-c"]', "bash"),
    ('["/bin/bash", "-c"]', "bash"),
    ('["/bin/sh", "-c"]', "sh"),
    ('["/bin/ash", "-eo", "pipefail", "-c"]', "ash"),
    ('["/bin/sh", "-eu", "-c"]', "sh"),
    ('["pwsh", "-Command"]', "pwsh"),
    ('["powershell", "-Command", "$ErrorActionPreference = \'Stop\';"]', "powershell"),
    ('["cmd", "/S", "/C"]', "cmd"),
)
_USUAL_LICENSES = ("MIT", "Apache-2.0", "BSD-3-Clause", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "MPL-2.0")
_LICENSES_LABEL = "org.opencontainers.image.licenses"


def values(arguments: Arguments) -> Iterator[Item]:
    """What may be put in the place of the cursor's word."""
    range = arguments.line.range(*arguments.word)
    first = arguments.index == 0
    if range is None:
        return
    if arguments.name == "HEALTHCHECK" and arguments.is_exec_form:
        yield from _checks_in_array(arguments)
    elif arguments.name == "HEALTHCHECK" and first:
        yield from _healthcheck(arguments, range)
    elif arguments.name == "STOPSIGNAL" and first and not arguments.state.is_windows:
        for number, signal in enumerate(it for it in USUAL if it not in UNCATCHABLE):
            known = f"{signal} {signal.removeprefix('SIG')} {NUMBERS.get(signal, '')}".rstrip()
            yield item(signal, ItemKind.VALUE, range, sort=f"1{number:02}", filter=known, key=f"signal:{signal}")
    elif arguments.name == "USER" and first:
        yield from users(arguments, *arguments.word)
    elif arguments.name == "EXPOSE":
        yield from _ports(arguments, range)
    elif arguments.name == "SHELL":
        yield from _shells(arguments)
    elif arguments.name == "LABEL":
        yield from _labels(arguments)
    elif arguments.name in ("CMD", "ENTRYPOINT"):
        yield from _starts(arguments)


def users(arguments: Arguments, start: int, end: int, *, with_group: bool = False) -> Iterator[Item]:
    """The users that the file or its base image is known to have."""
    line = arguments.line
    colon = line.text.find(":", start, end)
    if 0 <= colon < line.at:
        yield from _groups(arguments, line.text[start:colon], colon + 1, end)
        return
    # A group that is there already stays.
    range = line.range(start, end if colon < 0 else colon)
    if range is None:
        return
    state = arguments.state
    known = state.base.known
    found: dict[str, str] = {}
    stage = arguments.document.stage_of(arguments.instruction)
    for part in stage.lineage if stage is not None else ():
        for account in accounts_made(part):
            if account.word.range.start < arguments.instruction.start:
                found.setdefault(account.name, f"made above, {account.uid}" if account.uid else "made above")
                if account.uid and account.uid.isdecimal():
                    found.setdefault(account.uid, f"{account.name}, made above")
    if known is not None and known.unprivileged_user is not None:
        found.setdefault(known.unprivileged_user, "of the base image")
    for instruction in arguments.document.instructions:
        if isinstance(instruction, ast.User) and instruction.start < arguments.instruction.start:
            user = instruction.user
            value = user.value if user is not None else None
            if value and " " not in value:
                found.setdefault(value if colon < 0 else value.partition(":")[0], "used above")
    found |= dict.fromkeys(("ContainerUser", "ContainerAdministrator") if state.is_windows else ("root",), "")
    for number, (name, detail) in enumerate(found.items()):
        text = f"{name}:{name}" if with_group and colon < 0 and ":" not in name else name
        yield item(text, ItemKind.VALUE, range, detail=detail, sort=f"1{number:02}")


def _groups(arguments: Arguments, user: str, start: int, end: int) -> Iterator[Item]:
    """The groups that the file is known to make, that of the user in front first."""
    found = dict.fromkeys((user,) if user and "$" not in user else (), "of the user")
    numbers: dict[str, str] = {}
    stage = arguments.document.stage_of(arguments.instruction)
    for part in stage.lineage if stage is not None else ():
        for name, number, place in groups_made(part):
            if place < arguments.instruction.start:
                found.setdefault(name, f"made above, {number}" if number else "made above")
                if number is not None and number.isdecimal():
                    numbers.setdefault(number, f"{name}, made above")
    found |= dict.fromkeys(() if arguments.state.is_windows or "root" in found else ("root",), "")
    range = arguments.line.range(start, end)
    for rank, (name, detail) in enumerate((found | numbers).items()):
        if range is not None:
            yield item(name, ItemKind.VALUE, range, detail=detail, sort=f"1{rank:02}")


def user_ids(arguments: Arguments) -> Iterator[str]:
    """The numbers of the users that the file makes, that of the user in force first."""
    stage = arguments.document.stage_of(arguments.instruction)
    home = home_of(stage, arguments.state) if stage is not None else None
    found = [home.uid if home is not None else None]
    found += [account.uid for part in (stage.lineage if stage is not None else ()) for account in accounts_made(part)]
    yield from dict.fromkeys(it for it in (*found, "0", "1000") if it is not None and it.isdecimal())


def group_ids(arguments: Arguments) -> Iterator[str]:
    """The numbers of the groups that the file makes, that of the user in force first."""
    stage = arguments.document.stage_of(arguments.instruction)
    home = home_of(stage, arguments.state) if stage is not None else None
    found = [home.gid if home is not None else None]
    found += [number for part in (stage.lineage if stage is not None else ()) for _, number, _ in groups_made(part)]
    yield from dict.fromkeys(it for it in (*found, "0", "1000") if it is not None and it.isdecimal())


def _healthcheck(arguments: Arguments, range: TextRange) -> Iterator[Item]:
    lower = arguments.instruction.keyword.text.islower()
    alone = not arguments.line.text[arguments.word[1] :].strip()
    for number, word in enumerate(("CMD", "NONE")):
        text = word.lower() if lower else word
        more = " " if word == "CMD" and not arguments.line.text[arguments.word[1] :] else ""
        yield item(text, ItemKind.VALUE, range, f"{text}{more}", sort=f"1{number}", key="instruction:HEALTHCHECK")
    is_flag = arguments.typed.startswith("-")
    for number, (check, detail) in enumerate(checks(arguments) if alone and not is_flag else ()):
        label = f"{'cmd' if lower else 'CMD'} {check}"
        yield item(label, ItemKind.SNIPPET, range, label, detail=detail, sort=f"2{number:02}", plain=label)


def _checks_in_array(arguments: Arguments) -> Iterator[Item]:
    """The same as a JSON array, of those that need no shell, in the place of all that is typed of one."""
    line = arguments.line
    start = line.text.find("[", arguments.start)
    range = line.range(start, max(len(line.text.rstrip()), line.at))
    if range is None or line.text.count('"', start, line.at) > 2 or _has_more(arguments):
        return
    for number, (check, detail) in enumerate(checks(arguments)):
        words = check.removesuffix(" || exit 1").split()
        if not any(set(it) & set("'\"$|&;") for it in words):
            yield item(_array(words), ItemKind.VALUE, range, detail=detail, sort=f"1{number:02}")


def checks(arguments: Arguments) -> list[tuple[str, str]]:
    """Commands that tell whether a container is well, those that fit the image first."""
    port = next(iter(_ports_there(arguments)), None) or "8080"
    found = list(shell_words.CHECKS)
    if arguments.state.base.family in (Family.ALPINE, Family.BUSYBOX):
        # These have BusyBox's wget.
        found.sort(key=lambda it: not it[0].startswith("wget"))
    own = shell_words.CHECK_OF.get(arguments.repository)
    if own is not None:
        found.remove(shell_words.CHECKS[own])
        found.insert(0, shell_words.CHECKS[own])
    return [(check.replace("PORT", port), detail) for check, detail in found]


def _ports_there(arguments: Arguments) -> list[str]:
    """The numbers that the file or its base image says the program listens on."""
    found: dict[str, None] = {}
    stage = arguments.document.stage_of(arguments.instruction)
    for part in stage.lineage if stage is not None else ():
        for expose in part.all_of(ast.Expose):
            for word in expose.ports:
                if word.text.isdigit() and expose.start != arguments.instruction.start:
                    found[word.text] = None
    port = arguments.state.environment.get("PORT")
    if port is not None and port.text is not None and port.text.isdigit():
        found[port.text] = None
    found |= dict.fromkeys(ports.PORTS_OF.get(arguments.repository, ()))
    return list(found)


def _ports(arguments: Arguments, range: TextRange) -> Iterator[Item]:
    typed = arguments.typed
    number, slash, _ = typed.partition("/")
    if slash:
        for rank, protocol in enumerate(("tcp", "udp")):
            yield item(f"{number}/{protocol}", ItemKind.VALUE, range, sort=f"1{rank}")
        return
    own = arguments.line.text[arguments.word[0] : arguments.word[1]]
    behind = own.find("/")
    if behind >= 0:
        # The protocol stays as it is.
        kept = arguments.line.range(arguments.word[0], arguments.word[0] + behind)
        if kept is None:
            return
        range = kept
    there = set(arguments.line.text[arguments.start :].split()) - {own}
    for rank, port in enumerate(_ports_there(arguments)):
        if port not in there and not ("/" in port and behind >= 0):
            yield item(port, ItemKind.VALUE, range, detail="of this image", sort=f"1{rank:02}")
    for rank, (port, detail) in enumerate(ports.USUAL.items()):
        if port not in there:
            yield item(port, ItemKind.VALUE, range, detail=detail, sort=f"2{rank:02}")


def _shells(arguments: Arguments) -> Iterator[Item]:
    """Whole arrays, in the place of all that is typed of one."""
    line = arguments.line
    end = len(line.text.rstrip())
    range = line.range(arguments.start, max(end, line.at))
    if range is None:
        return
    shells = arguments.state.base.known.shells if arguments.state.base.known is not None else None
    for number, (text, shell) in enumerate(_SHELLS):
        if text.endswith("]"):
            is_there = shells is None or shell in shells
            yield item(text, ItemKind.VALUE, range, sort=f"{1 if is_there else 2}{number:02}")


def _starts(arguments: Arguments) -> Iterator[Item]:
    """What the images of a kind mostly start, as a JSON array."""
    line = arguments.line
    typed = line.text[arguments.start : line.at]
    if typed.count('"') > 2:
        return
    range = line.range(arguments.start, max(len(line.text.rstrip()), line.at))
    if range is None or (arguments.index and not typed.startswith("[")) or _has_more(arguments):
        return
    usual = shell_words.STARTS.get(arguments.repository, ())
    for number, words in enumerate(dict.fromkeys((*_programs_there(arguments), *starts(arguments), *usual))):
        yield item(_array(words), ItemKind.VALUE, range, sort=f"1{number:02}")


def _has_more(arguments: Arguments) -> bool:
    """Whether words stand behind the cursor, which whoever takes an array would not want to lose."""
    line = arguments.line
    return bool(line.text[line.at :].strip(' \t"],'))


def _array(words: Sequence[str]) -> str:
    quoted = ", ".join(f'"{it}"' for it in words)
    return f"[{quoted}]"


def _programs_there(arguments: Arguments) -> Iterator[tuple[str]]:
    """The programs and scripts that the stage is known to have got."""
    stage = arguments.document.stage_of(arguments.instruction)
    for path, origin in paths_in(arguments.document, stage).items() if stage is not None else ():
        folder, _, name = path.rpartition("/")
        is_program = folder.endswith("/bin") or (not folder and "." not in name) or name.endswith(".sh")
        if name and is_program and origin in ("COPY", "ADD"):
            yield (path,)


def _labels(arguments: Arguments) -> Iterator[Item]:
    line = arguments.line
    start, end = arguments.word
    value = arguments.quoted_value
    if value is not None:
        if value[0] == _LICENSES_LABEL:
            yield from _licenses(arguments, value[1], end)
        yield from _of_label(arguments, *value)
        return
    if arguments.follows_legacy_name:
        return
    if arguments.quote >= 0:
        # A name in quotes: those stay as they are.
        if arguments.quote != start or line.text[start] not in "\"'":
            return
        closing = line.text.find(line.text[start], line.at, end)
        start, end = start + 1, closing if closing >= 0 else end
        is_quoted = True
    else:
        is_quoted = False
    equals = line.text.find("=", start, end)
    if 0 <= equals < line.at:
        name = line.text[start:equals].strip("\"'")
        if name == _LICENSES_LABEL:
            yield from _licenses(arguments, equals + 1, end)
        yield from _of_label(arguments, name, equals + 1, end)
        return
    range = line.range(start, end if equals < 0 else equals)
    if range is None:
        return
    document = arguments.document
    stage = document.stage_of(arguments.instruction)
    own = stage.all_of(ast.Label) if stage is not None else ()
    there = {pair.name.text for label in own for pair in label.pairs if pair.range.start != range.start}
    for number, name in enumerate(labels.KNOWN):
        if name in there:
            continue
        if equals >= 0 or is_quoted:
            yield item(name, ItemKind.VARIABLE, range, sort=f"1{number:02}", key=f"label:{name}")
            continue
        yield item(
            name,
            ItemKind.VARIABLE,
            range,
            f'{name}="${{1}}"',
            sort=f"1{number:02}",
            key=f"label:{name}",
            snippet=True,
            plain=f"{name}=",
        )


_OCI = "org.opencontainers.image."
# What people call the arguments that a build gives these labels.
_ARGUMENTS_OF = {
    "created": ("CREATED", "BUILD_DATE", "DATE"),
    "revision": ("REVISION", "GIT_COMMIT", "GIT_SHA", "VCS_REF", "COMMIT", "COMMIT_SHA"),
    "source": ("SOURCE", "VCS_URL", "REPOSITORY", "REPO_URL"),
    "version": ("VERSION", "APP_VERSION", "IMAGE_VERSION", "BUILD_VERSION", "GIT_TAG"),
}


def _of_label(arguments: Arguments, name: str, start: int, end: int) -> Iterator[Item]:
    """What a label of the OCI can hold that the file says."""
    range = arguments.line.range(start, end)
    state = arguments.state
    found = [f"${it}" for it in _ARGUMENTS_OF.get(name.removeprefix(_OCI), ()) if it in state.environment]
    if name == f"{_OCI}base.name" and state.base.text:
        found.append(state.base.text)
    for number, text in enumerate(found if name.startswith(_OCI) and range is not None else ()):
        assert range is not None, "else there are none"
        yield item(text, ItemKind.VALUE, range, sort=f"0{number}")


def _licenses(arguments: Arguments, start: int, end: int) -> Iterator[Item]:
    line = arguments.line
    while start < line.at and line.text[start] in "\"'(":
        start += 1
    place = max(start, line.text.rfind(" ", start, line.at) + 1)
    while end > line.at and line.text[end - 1] in "\"')":
        end -= 1
    range = line.range(place, end)
    if range is None:
        return
    for number, name in enumerate(_USUAL_LICENSES):
        yield item(name, ItemKind.VALUE, range, sort=f"1{number:02}")
    for id in sorted(licenses.LICENSES):
        name = licenses.written_license(id)
        if name not in _USUAL_LICENSES:
            yield item(name, ItemKind.VALUE, range, sort="2")
