"""Hovers of what COPY, ADD and bind mounts take: how much it is, what leaves it out, and where else it comes from."""

from __future__ import annotations

from dockwright.ide.amounts import amount_of, context_path, has_wildcard, matches_of, size_of, total_of
from dockwright.ide.dockerfile.hover.said import holds
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.semantic.archives import is_archive_name
from dockwright.semantic.document import Document
from dockwright.semantic.remote import Kind, git_fragment, kind_of
from dockwright.syntax.dockerfile import ast

_MOST_MATCHES = 8


def of_source(document: Document, instruction: ast.Transfer, offset: int) -> Markup | None:
    """What the source of a COPY or ADD at `offset` stands for."""
    source = next((it for it in instruction.sources if holds(it.range, offset)), None)
    if source is None or (isinstance(source, ast.Word) and source.text.startswith("<<")):
        return None
    path = document.state_before(instruction).path_of(source, instruction.escape)
    if path is None:
        return Markup(source.range, "Which files these are cannot be told from this file.")
    if instruction.name == "COPY" and instruction.flag("from") is not None:
        stage = document.stage_of(instruction)
        uses = stage.uses if stage is not None else ()
        taken = next(
            (it.stage for it in uses if it.instruction.base == instruction.base and it.stage is not None), None
        )
        end = f"stage {code(taken.name) if taken.name else taken.index}" if taken is not None else "what `--from` names"
        return Markup(source.range, f"{code(f'/{context_path(path)}')}, counted from the root of {end}.")
    if isinstance(instruction, ast.Add):
        flag = instruction.flag("keep-git-dir")
        kind = kind_of(path, flag is not None)
        if kind is not Kind.LOCAL:
            return Markup(source.range, _remote(instruction, path, kind))
    if instruction.is_trigger:
        where = code(context_path(path)) if context_path(path) else "All"
        return Markup(source.range, f"{where} of the build context that the build has which runs this.")
    parts = [of_path(document, path)]
    if isinstance(instruction, ast.Add) and is_archive_name(path) and _unpacks(instruction) is not False:
        parts.append("A local tar archive is unpacked, not copied as it is.")
    excluding = [it.plain for it in instruction.flags if it.name == "exclude" and it.plain]
    if excluding:
        parts.append(f"What matches {', '.join(code(it) for it in excluding[:_MOST_MATCHES])} is left out of that.")
    return Markup(source.range, "\n\n".join(parts))


def of_path(document: Document, path: str) -> str:
    """What is known of a path of the build context."""
    project, place = document.project, context_path(path)
    name = code(place) if place else "The build context"
    if has_wildcard(place):
        return _pattern(document, place)
    amount = amount_of(project, place)
    if amount is not None:
        inside = bool(place) and bool(project.files(place))
        what = f"{name}{', a folder of the build context' if inside else ', of the build context' if place else ''}"
        return f"{what}: {size_of(amount)}{_but_ignored(document) if inside or not place else ''}."
    ignored = project.ignore_file()
    pattern = ignored.ignored_by(place) if ignored is not None and place else None
    if pattern is not None:
        return f"{name} is not in the build context: `.dockerignore` leaves it out by {code(pattern.text)}."
    if project.exists(place) is False:
        return f"{name} is not there: the build context is taken to be the folder of this file."
    return f"{name}, of the build context."


def _but_ignored(document: Document) -> str:
    ignored = document.project.ignore_file()
    return ", without what `.dockerignore` leaves out" if ignored is not None and ignored.patterns else ""


def _pattern(document: Document, place: str) -> str:
    found = matches_of(document.project, place)
    if found is None:
        return f"What matches {code(place)} in the build context."
    if not found:
        return f"Nothing in the build context matches {code(place)}: it is taken to be the folder of this file."
    total = total_of(amount for _, amount in found)
    shown = [f"- {code(it)}: {size_of(amount)}" for it, amount in found[:_MOST_MATCHES]]
    if len(found) > _MOST_MATCHES or not total.counted:
        shown.append("- …" if not total.counted else f"- and {len(found) - _MOST_MATCHES} more")
    lines = "\n".join(shown)
    return f"What matches {code(place)} in the build context: {size_of(total)}\n\n{lines}"


def _remote(instruction: ast.Add, path: str, kind: Kind) -> str:
    if kind is Kind.GIT:
        reference, folder = git_fragment(path)
        parts = [f"at {code(reference)}" if reference else "at its default branch"]
        if folder:
            parts.append(f"the folder {code(folder)} of it")
        kept = "" if instruction.flag("keep-git-dir") is not None else ", without its `.git`"
        return f"A Git repository, cloned by the builder: {', '.join(parts)}{kept}."
    checked = instruction.flag("checksum")
    how = "checked against the checksum" if checked is not None else "whatever is there on the day: no checksum"
    end = "It is unpacked." if _unpacks(instruction) else "It is not unpacked."
    return f"Downloaded by the builder, {how}. {end if is_archive_name(path.partition('?')[0]) else ''}".rstrip()


def _unpacks(instruction: ast.Add) -> bool | None:
    """What `--unpack` says; `None` where it is not given."""
    flag = instruction.flag("unpack")
    return None if flag is None else (flag.plain or "true").lower() == "true"
