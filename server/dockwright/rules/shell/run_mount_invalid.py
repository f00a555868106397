"""A `RUN --mount` that BuildKit cannot read.

A mount is a list of `key=value`, parted by commas without blanks. Which keys there are depends on the `type`; without
one it is `bind`. BuildKit refuses unknown types and keys, keys that the type does not have, and values out of range.

```dockerfile bad
FROM golang:1.23
RUN --mount=type=chache,target=/root/.cache go build ./...
```
```dockerfile good
FROM golang:1.23
RUN --mount=type=cache,target=/root/.cache go build ./...
```

A mount cannot lie at the root:

```dockerfile bad
FROM alpine:3.20
RUN --mount=type=tmpfs,target=/ make
```

The fix puts the nearest key, type or value in the place of the unknown one. What was meant is a guess, so it has to be
asked for.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from dockwright.catalog.instructions import (
    BOOLEANS,
    DEFAULT_MOUNT_TYPE,
    MOUNT_BARE_KEYS,
    MOUNT_KEYS,
    MOUNT_KEYS_AFTER_TYPE,
    MOUNT_TYPES,
    MountType,
)
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.expansion import is_plain
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest

_BOOLEAN_KEYS = frozenset(("readonly", "ro", "readwrite", "rw", "required"))
_TARGETS = ("target", "dst", "destination")
_SOURCES = ("source", "src")
_SHARING = ("shared", "private", "locked")
_OCTAL = re.compile(r"0*[0-7]{1,11}")
# go-units, RAMInBytes.
_SIZE = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_UNIT = re.compile(r" ?(?:[kmgtp]?i?b?)?", re.IGNORECASE)


@rule(on=ast.Run, severity=Severity.ERROR, fix=Safety.UNSAFE, mentions=("--mount",), aliases=("RunInvalidMountFlag",))
def run_mount_invalid(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    if "--mount" not in run.unit.text:
        return
    for flag in run.mounts:
        if flag.value is None:
            continue
        if not flag.value.text:
            yield Diagnostic(flag.range, "`--mount` needs options, such as `type=cache,target=/root/.cache`")
        elif is_plain(flag):
            yield from _problems(flag, state)


def _problems(flag: ast.Flag, state: State) -> Iterator[Diagnostic]:
    kind: MountType | None = MOUNT_TYPES[DEFAULT_MOUNT_TYPE]
    known: list[tuple[ast.MountOption, str | None]] = []
    for option in flag.options:
        key = option.key
        text = state.value_of(option.value) if option.value is not None else None
        if option.value is None and key not in MOUNT_BARE_KEYS:
            yield _without_value(option, kind)
        elif key not in MOUNT_KEYS:
            names = [name for it in kind.options for name in it.names] if kind is not None else sorted(MOUNT_KEYS)
            near = nearest(key, ("type", *names))
            yield Diagnostic(
                option.key_range, f"A mount has no option `{key}`{hint(near)}", replaced_by(option.key_range, near)
            )
        elif key == "type":
            kind = MOUNT_TYPES.get((text or "").lower())
            if kind is None and text is not None and option.value is not None:
                near = nearest(text, MOUNT_TYPES)
                where = option.value.range if option.value.range.length else option.range
                message = f"There is no mount type `{text}`{hint(near)}" if text else "The type of the mount is missing"
                yield Diagnostic(where, message, replaced_by(where, near) if text == option.value.text else ())
        elif key in MOUNT_KEYS_AFTER_TYPE and kind is not None and kind.option(key) is None:
            yield Diagnostic(option.key_range, _foreign(key, kind, flag))
        else:
            known.append((option, text))
            yield from _wrong_value(option, text)
    if kind is not None:
        yield from _wrong_for(kind, known, flag, state)


def _without_value(option: ast.MountOption, kind: MountType | None) -> Diagnostic:
    start, end = option.range
    if start == end:
        # Nothing stands between two commas, or behind the last: mark the comma.
        return Diagnostic(TextRange(start - 1, end), "An option of the mount is missing here")
    near = nearest(option.key, MOUNT_TYPES) if option.key not in MOUNT_KEYS else None
    reason = f"; did you mean `type={near}`?" if near is not None else ""
    return Diagnostic(option.range, f"`{option.key}` needs a value: options of a mount are `key=value`{reason}")


def _foreign(key: str, kind: MountType, flag: ast.Flag) -> str:
    behind = next((it for it in flag.options if it.key == "type" and it.value is not None), None)
    later = MOUNT_TYPES.get((behind.value.text if behind is not None and behind.value else "").lower())
    if later is not None and later is not kind and later.option(key) is not None:
        return f"`{key}` has to stand behind `type={later.name}`"
    return f"A mount of type {kind.name} has no option `{key}`"


def _wrong_value(option: ast.MountOption, text: str | None) -> Iterator[Diagnostic]:
    if text is None or option.value is None:
        return
    key = option.key
    where = option.value.range if option.value.range.length else option.range
    if key in _BOOLEAN_KEYS and text not in BOOLEANS:
        yield Diagnostic(where, f"`{key}` is true or false, not `{text}`")
    elif key == "sharing" and text.lower() not in _SHARING:
        near = nearest(text, _SHARING)
        fixes = replaced_by(where, near) if text == option.value.text else ()
        yield Diagnostic(where, f"`sharing` is shared, private or locked, not `{text}`{hint(near)}", fixes)
    elif key == "mode" and not (_OCTAL.fullmatch(text) and int(text, 8) < 1 << 32):
        yield Diagnostic(where, f"`mode` is an octal number such as 0700, not `{text}`")
    elif key in ("uid", "gid") and not (text.isascii() and text.isdecimal() and len(text.lstrip("0")) < 11):
        yield Diagnostic(where, f"`{key}` is a number, not `{text}`")
    elif key == "size" and not _is_size(text):
        yield Diagnostic(where, f"`size` is a number of bytes, such as 64m, not `{text}`")


def _is_size(text: str) -> bool:
    number = _SIZE.match(text)
    return number is not None and _UNIT.fullmatch(text, number.end()) is not None


def _wrong_for(
    kind: MountType, known: Iterable[tuple[ast.MountOption, str | None]], flag: ast.Flag, state: State
) -> Iterator[Diagnostic]:
    texts: dict[str, str | None] = {}
    for option, text in known:
        # An option that is empty is as good as none.
        if text != "":
            texts[option.key] = text
            if not kind.accepts(option.key):
                yield Diagnostic(option.key_range, _foreign(option.key, kind, flag))
    value = flag.value
    assert value is not None, "only a flag with a value has options"
    if kind.name == "secret":
        if not any(it in texts for it in kind.one_of):
            yield Diagnostic(value.range, "A mount of type secret needs an id or a target")
        named = [it for it, text in known if text != "" and it.key in (*_SOURCES, "id")]
        if len({it.key == "id" for it in named}) == 2:
            yield Diagnostic(named[1].key_range, "`id` and `source` say the same; a mount of type secret takes one")
    elif kind.name != "ssh" and not state.is_windows:
        given = [text for it, text in known if it.key in _TARGETS]
        target = given[-1] if given else ""
        if target is not None and _is_root(target, state):
            where = next((it.range for it in flag.options if it.key in _TARGETS), value.range)
            yield Diagnostic(where, "A mount cannot lie at the root; it needs a target")


def _is_root(target: str, state: State) -> bool:
    if target.startswith("/"):
        return posixpath.normpath(target).strip("/") == ""
    return state.workdir is not None and posixpath.normpath(posixpath.join(state.workdir, target)).strip("/") == ""
