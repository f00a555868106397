"""What is said about the things that the catalog knows, in Markdown; hovers and completions say the same."""

from __future__ import annotations

import json

from dockwright.catalog import images, instructions, variables
from dockwright.catalog.end_of_life import AS_OF
from dockwright.catalog.entrypoints import started
from dockwright.catalog.image_settings import exposed_ports, working_directory
from dockwright.catalog.images import KnownImage, Release
from dockwright.catalog.registries import page_of
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
    article = "an" if type.name == "ssh" else "a"
    parts = [f"{written}: option of {article} {code(type.name)} mount", it.doc]
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
    head = f"**{reference.text}**" + (": official image" if known.official else "")
    facts = [*_facts(known, reference.tag), *_start(reference), *_settings(reference)]
    if official is not None:
        facts += _releases(official, reference)
        smaller = tuple(it for it in official.variants if it not in _variants_in(reference.tag))
        if smaller and "alpine" not in _variants_in(reference.tag):
            facts.append(f"Smaller variants: {_listed(smaller)}")
    if not facts:
        facts.append(f"Nothing is known of it without asking {code(reference.domain)}")
    if reference.tag is None and reference.digest is None:
        facts.append("No tag: it means `latest`")
    if reference.digest is not None:
        facts.append("Pinned to a digest: it never changes")
    page = page_of(reference.domain, reference.path)
    # Whether Docker Hub has a page about an image that nobody knows is not known either.
    has_page = page is not None and (known.official or not reference.path.startswith("library/"))
    link = (f"[{page.site}]({page.url})",) if page is not None and has_page else ()
    return "\n\n".join((head, "\n".join(f"- {fact}" for fact in facts), *link))


def _variants_in(tag: str | None) -> frozenset[str]:
    """The variants that a tag names, such as that of `3.20-alpine3.18`."""
    return frozenset(it.rstrip("0123456789.") for it in (tag or "").lower().split("-"))


def _releases(official: images.OfficialImage, reference: ImageReference) -> list[str]:
    """Which release a tag means, and for how long that is supported."""
    tag, date = reference.tag, images.snapshot_date()
    if tag in (None, "latest"):
        if reference.digest is not None:
            return []
        if not official.has_latest:
            return [f"It has no tag `latest`, as of {date}"]
        if official.current is None:
            return []
        return [f"`latest` is {official.current} as of {date}; it moves with each release"]
    release, version = release_of(official, tag), tag.partition("-")[0]
    if release is None:
        below = [it for it in official.releases if it.cycle.startswith(f"{version}.")]
        if not below:
            is_version = version[:1].isdigit() and version.replace(".", "").isdigit() and bool(official.releases)
            return [f"No release {code(version)} is among those known on {date}"] if is_version else []
        release = max(below, key=lambda it: [int(part) if part.isdigit() else 0 for part in it.cycle.split(".")])
        moving = f"{code(version)} moves from release to release: it is {release.cycle} as of {date}"
        return [moving, _life(release)]
    facts = [_life(release)]
    # An image that is no longer made has none of the fixes that its product got since.
    is_made = official.has_latest and not is_over(release) and reference.digest is None
    if is_made and release.latest and version == release.cycle and release.latest != version:
        facts.append(f"{code(version)} is {release.latest} as of {date}; it moves with each fix")
    return facts


def _settings(reference: ImageReference) -> list[str]:
    """What else an image brings along for its containers."""
    facts = []
    ports, directory = exposed_ports(reference.name, reference.tag), working_directory(reference.name, reference.tag)
    if ports:
        facts.append(f"Exposes {_listed(ports)}")
    if directory is not None and directory != "/":
        facts.append(f"Starts in {code(directory)}")
    return facts


def _facts(known: KnownImage, tag: str | None) -> list[str]:
    facts = []
    if known.family is not None:
        system = _system_in(known, tag)
        facts.append(f"System: {system or family(known.family)}")
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


def _system_in(known: KnownImage, tag: str | None) -> str | None:
    """The release of the system that a tag names, and until when it is supported."""
    system = _SYSTEMS.get(known.family) if known.family is not None else None
    official = images.official_image(system) if system is not None and system != known.repository else None
    if official is None or known.family is None:
        return None
    for word in (tag or "").lower().split("-")[1:] or [(tag or "").lower()]:
        release = next((it for it in official.releases if word in _words_for(it, official.name)), None)
        if release is not None:
            name = f"{family(known.family)} {release.cycle}"
            name += f" ({release.codename})" if release.codename and known.family is not images.Family.ALPINE else ""
            when = release.end_of_life
            if when is None:
                return f"{name}, end of life" if release.ended else name
            # Debian's long-term support, which is others' work, goes on for some years.
            over = "regular support ended on" if known.family is images.Family.DEBIAN else "end of life since"
            return f"**{name}, {over} {when}**" if is_over(release) else f"{name}, supported until {when}"
    return None


_SYSTEMS = {
    images.Family.ALPINE: "alpine",
    images.Family.DEBIAN: "debian",
    images.Family.UBUNTU: "ubuntu",
}


def _words_for(release: Release, system: str) -> tuple[str, ...]:
    """How tags of other images name a release of a system."""
    name = (release.codename or "").lower().split()
    return (f"{system}{release.cycle}", *name[:1])


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
