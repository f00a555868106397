"""What the files beside a Dockerfile that start its build say of it: Compose's and Bake's.

They are looked through for one thing only, the names of further build contexts, by what stands in their lines; what is
written in another way than people do is not found.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator

from dockwright.workspace.files import Stamp, read_small

_COMPOSE = tuple(f"{name}.{end}" for name in ("compose", "docker-compose") for end in ("yaml", "yml"))
_BAKE = ("docker-bake.hcl", "docker-bake.override.hcl")
_BAKE_JSON = ("docker-bake.json", "docker-bake.override.json")

_LONGEST_FILE = 200_000
_MOST_FOLDERS = 6

_NAME = r"[\"']?(?P<name>[A-Za-z0-9][\w./:@-]*?)[\"']?"
_KEY = re.compile(r"(?P<blanks> *)(?:- )?additional_contexts:[ \t]*(?P<inline>\{[^}\n]*\})?[ \t]*(?:#.*)?")
_INLINE = re.compile(rf"[{{,][ \t]*{_NAME}[ \t]*:(?=[ \t])")
_LISTED = re.compile(rf" *-[ \t]+{_NAME}=")
_MAPPED = re.compile(rf" *{_NAME}[ \t]*:(?=[ \t]|$)")
_BLOCK = re.compile(r"\bcontexts[ \t]*=[ \t]*\{(?P<body>[^{}]*(?:\$\{[^{}]*\}[^{}]*)*)\}")
_ENTRY = re.compile(rf"(?:^|[{{,])[ \t]*{_NAME}[ \t]*[=:](?=[ \t]*\")", re.MULTILINE)


class BuildFiles:
    """The files that start builds; each is read again when it has changed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Stamp, tuple[str, ...]]] = {}

    def contexts(self, dockerfile: str, top: str | None) -> list[str]:
        """The names of further build contexts in the files of its folder, and of those above it up to `top`."""
        found: dict[str, None] = {}
        folder = os.path.dirname(os.path.abspath(dockerfile))
        for _ in range(_MOST_FOLDERS):
            for name in (*_COMPOSE, *_BAKE, *_BAKE_JSON):
                found.update(dict.fromkeys(self._names(os.path.join(folder, name))))
            if top is None or folder == top or os.path.dirname(folder) == folder:
                break
            folder = os.path.dirname(folder)
        return list(found)

    def _names(self, path: str) -> tuple[str, ...]:
        stamp = Stamp.of(path)
        if stamp is None:
            return ()
        kept = self._kept.get(path)
        if kept is None or kept[0] != stamp:
            text = read_small(path, _LONGEST_FILE)
            kept = self._kept[path] = stamp, tuple(_names_in(path, text)) if text is not None else ()
        return kept[1]


def _names_in(path: str, text: str) -> Iterator[str]:
    if path.endswith(".json"):
        yield from _of_json(text)
    elif path.endswith(".hcl"):
        for block in _BLOCK.finditer(text):
            body = "\n".join(it for it in block["body"].split("\n") if not it.lstrip().startswith(("#", "//")))
            yield from (it["name"] for it in _ENTRY.finditer(body))
    else:
        yield from _of_compose(text.splitlines())


def _of_compose(lines: list[str]) -> Iterator[str]:
    depth: int | None = None
    for line in lines:
        stripped = line.lstrip(" ")
        if not stripped or stripped.startswith("#"):
            continue
        blanks = len(line) - len(stripped)
        if depth is not None and (blanks > depth or (blanks == depth and stripped.startswith("- "))):
            entry = _LISTED.match(line) if stripped.startswith("- ") else _MAPPED.match(line)
            if entry is not None:
                yield entry["name"]
            continue
        key = _KEY.fullmatch(line)
        depth = blanks if key is not None and key["inline"] is None else None
        if key is not None and key["inline"] is not None:
            yield from (it["name"] for it in _INLINE.finditer(key["inline"]))


def _of_json(text: str) -> Iterator[str]:
    try:
        targets = json.loads(text)["target"].values()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    for target in targets:
        contexts = target.get("contexts") if isinstance(target, dict) else None
        yield from contexts if isinstance(contexts, dict) else ()
