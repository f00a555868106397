"""What is said about the things that the catalog knows, in Markdown; hovers and completions say the same."""

from __future__ import annotations

import json

from dockwright.catalog import images, instructions, variables
from dockwright.catalog.end_of_life import AS_OF
from dockwright.catalog.entrypoints import started
from dockwright.catalog.images import KnownImage, Release
from dockwright.ide.markdown import block, code
from dockwright.lint.manual import address
from dockwright.lint.rule import Rule
from dockwright.syntax.dockerfile.image_ref import ImageReference

_MOST_VALUES = 12


def instruction(it: instructions.Instruction) -> str:
    """An instruction: its forms, what it does, where more is to be read."""
    return "\n\n".join((block("\n".join(it.syntax)), it.doc, _link(it.url)))


def flag(it: instructions.Flag) -> str:
    """A flag of an instruction."""
    parts = [block(it.usage), it.doc]
    if it.default is not None:
        parts.append(f"Default: {it.default if ' ' in it.default else code(it.default)}.")
    if it.values and it.closed:
        parts.append(f"One of {_listed(it.values)}.")
    if it.since is not None:
        parts.append(f"Since `docker/dockerfile:{it.since}`.")
    elif it.labs is not None:
        parts.append(f"Only in the labs channel, since `docker/dockerfile:{it.labs}-labs`.")
    return "\n\n".join((*parts, _link(it.url)))


def mount_type(it: instructions.MountType) -> str:
    """A type of `RUN --mount` with its options."""
    options = "\n".join(f"- {code(option.key)}: {option.doc}" for option in it.options)
    return "\n\n".join((block(f"RUN --mount=type={it.name},…"), it.doc, options, _link(it.url)))


def mount_option(it: instructions.MountOption, type: instructions.MountType) -> str:
    """An option of `RUN --mount` as one type has it."""
    written = ", ".join(code(name) for name in it.names)
    parts = [f"{written}: option of a {code(type.name)} mount", it.doc]
    if it.default is not None:
        parts.append(f"Default: {it.default if ' ' in it.default else code(it.default)}.")
    if it.values:
        parts.append(f"{'One of' if it.closed else 'For example'} {_listed(it.values)}.")
    if it.since is not None:
        parts.append(f"Since `docker/dockerfile:{it.since}`.")
    return "\n\n".join((*parts, _link(type.url)))


def directive(it: instructions.Directive) -> str:
    """A parser directive."""
    parts = [block(it.syntax), it.doc]
    if it.since is not None:
        parts.append(f"Since `docker/dockerfile:{it.since}`.")
    return "\n\n".join((*parts, _link(it.url)))


def check(it: instructions.Check) -> str:
    """One of BuildKit's build checks."""
    experimental = " It is experimental: it runs only where `experimental=` names it." if it.experimental else ""
    return f"**{it.name}**: build check of BuildKit. {it.doc}{experimental}\n\n{_link(it.url)}"


def variable(it: variables.PredefinedVariable) -> str:
    """A variable that BuildKit defines or reads."""
    parts = [f"**{it.name}**: {it.doc}", f"For example {code(it.example)}."]
    if it.default is not None:
        parts.append(f"Default: {code(it.default)}.")
    if it.needs_arg_in_stage:
        parts.append(f"A stage has it only below `ARG {it.name}`.")
    return "\n\n".join((*parts, _link(it.url)))


def rule(it: Rule) -> str:
    """A rule, as its page begins."""
    aliases = f" ({', '.join(it.aliases)})" if it.aliases else ""
    return f"**{it.id}**{aliases}: {it.page.summary}"


def rule_link(it: Rule) -> str:
    """Where a rule's page can be read."""
    return f"[Rule]({address(it)})"


def image(reference: ImageReference) -> str:
    """What is known of an image without asking a registry."""
    known = images.known_image(reference.name, reference.tag)
    official = images.official_image(reference.name)
    lines = [f"**{reference.text}**" + (": official image" if known.official else "")]
    facts = [*_facts(known), *_start(reference)]
    if official is not None and reference.digest is None:
        release = release_of(official, reference.tag)
        if reference.tag in (None, "latest") and official.current is not None:
            facts.append(f"`latest` is {official.current} as of {images.snapshot_date()}; it moves with each release")
        elif release is not None:
            facts.append(_life(release))
    if official is not None and official.variants:
        facts.append(f"Smaller variants: {_listed(official.variants)}")
    if reference.tag is None and reference.digest is None:
        facts.append("No tag: it means `latest`")
    if reference.digest is not None:
        facts.append("Pinned to a digest: it never changes")
    if not facts:
        return f"{lines[0]}\n\nNothing is known of it without asking {code(reference.domain)}."
    return "\n\n".join((*lines, "\n".join(f"- {fact}" for fact in facts)))


def _facts(known: KnownImage) -> list[str]:
    facts = []
    if known.family is not None:
        facts.append(f"System: {family(known.family)}")
    if known.user is not None:
        facts.append(f"Runs as {code(known.user)} unless `USER` says otherwise")
    if known.unprivileged_user is not None and known.unprivileged_user != known.user:
        facts.append(f"Has the unprivileged user {code(known.unprivileged_user)}")
    if known.shells is not None:
        shells = _listed(known.shells)
        facts.append(f"Shells: {shells}" if known.shells else "No shell: `RUN` and every shell form fail")
    if known.package_managers:
        facts.append(f"Packages: {_listed(known.package_managers)}")
    return facts


def _start(reference: ImageReference) -> list[str]:
    """What containers of an image are started with."""
    found = started(reference.name, reference.tag)
    if found is None:
        return []
    parts = [f"{keyword} {json.dumps(words)}" for keyword, words in zip(_STARTING, found, strict=True) if words]
    return [f"Starts {', '.join(code(it) for it in parts)}"] if parts else ["Starts nothing by itself"]


_STARTING = ("ENTRYPOINT", "CMD")


def family(it: images.Family) -> str:
    """A family's name as its makers write it."""
    return _FAMILIES.get(it, it.value.replace("-", " ").title())


_FAMILIES = {
    images.Family.AMAZON: "Amazon Linux",
    images.Family.ARCH: "Arch Linux",
    images.Family.AZURE: "Azure Linux",
    images.Family.BUSYBOX: "BusyBox",
    images.Family.DISTROLESS: "distroless (Debian's libraries, no shell)",
    images.Family.SCRATCH: "nothing but the program",
    images.Family.SUSE: "openSUSE or SLES",
}


def release_of(official: images.OfficialImage, tag: str | None) -> Release | None:
    """The release line that a tag belongs to: by its version, else by a code name in it."""
    words = (tag or "").lower().split("-")
    by_cycle = [
        it for it in official.releases if words[0] == it.cycle or words[0].startswith((f"{it.cycle}.", f"{it.cycle}_"))
    ]
    if by_cycle:
        return max(by_cycle, key=lambda it: len(it.cycle))
    named = (it for it in official.releases if it.codename and it.codename.lower().split()[0] in words)
    return next(named, None)


def is_over(release: Release) -> bool:
    """Whether a release line had reached its end on the day of the snapshot."""
    return release.ended or (release.end_of_life is not None and release.end_of_life <= images.snapshot_date())


def has_ended(release: Release) -> bool:
    """Whether a release line counts as ended, as it does for the rules."""
    return release.ended or (release.end_of_life is not None and release.end_of_life < AS_OF)


def life(release: Release) -> str:
    """Until when a release line is supported, in a few words."""
    if has_ended(release):
        return f"end of life since {release.end_of_life}" if release.end_of_life else "end of life"
    support = "long-term support" if release.long_term_support else "supported"
    return f"{support} until {release.end_of_life}" if release.end_of_life else ""


def _life(release: Release) -> str:
    name = f"{release.cycle} ({release.codename})" if release.codename else release.cycle
    support = ", long-term support" if release.long_term_support else ""
    if release.end_of_life is not None:
        when = f"end of life {'since' if is_over(release) else 'on'} {release.end_of_life}"
        return f"**Release {name}: {when}**" if is_over(release) else f"Release {name}{support}: {when}"
    return f"**Release {name} has reached its end of life**" if release.ended else f"Release {name}{support}"


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(code(name) for name in names[:_MOST_VALUES])
    return f"{shown}, …" if len(names) > _MOST_VALUES else shown


def _link(url: str) -> str:
    return f"[Reference]({url})"
