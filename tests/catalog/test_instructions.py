"""The tables of the Dockerfile language say what BuildKit says."""

from __future__ import annotations

import pytest

from dockwright.catalog import instructions, variables
from dockwright.catalog.instructions import (
    CHECKS,
    DIRECTIVES,
    INSTRUCTIONS,
    MOUNT_BARE_KEYS,
    MOUNT_KEYS,
    MOUNT_KEYS_AFTER_TYPE,
    MOUNT_TYPES,
    FlagKind,
    instruction,
)
from tests.support.shared import shared_cases

# frontend/dockerfile/instructions/parse.go and commands_run*.go: AddBool, AddString and AddStrings.
FLAGS = {
    "FROM": {"platform": FlagKind.VALUE},
    "ADD": {
        "exclude": FlagKind.VALUES,
        "chown": FlagKind.VALUE,
        "chmod": FlagKind.VALUE,
        "link": FlagKind.BOOLEAN,
        "keep-git-dir": FlagKind.BOOLEAN,
        "checksum": FlagKind.VALUE,
        "unpack": FlagKind.BOOLEAN,
    },
    "COPY": {
        "exclude": FlagKind.VALUES,
        "parents": FlagKind.BOOLEAN,
        "chown": FlagKind.VALUE,
        "from": FlagKind.VALUE,
        "chmod": FlagKind.VALUE,
        "link": FlagKind.BOOLEAN,
    },
    "RUN": {
        "mount": FlagKind.VALUES,
        "network": FlagKind.VALUE,
        "security": FlagKind.VALUE,
        "device": FlagKind.VALUES,
    },
    "HEALTHCHECK": {
        "interval": FlagKind.VALUE,
        "timeout": FlagKind.VALUE,
        "start-period": FlagKind.VALUE,
        "start-interval": FlagKind.VALUE,
        "retries": FlagKind.VALUE,
    },
}

# frontend/dockerfile/command/command.go
NAMES = """
    ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME
    WORKDIR
""".split()

# What parseMount and validateMount let through for each type, key by key.
REFUSED = {
    "bind": {"required", "size", "sharing", "mode", "uid", "gid"},
    "cache": {"required", "size"},
    "tmpfs": {"required", "sharing", "mode", "uid", "gid"},
    "secret": {"size", "sharing", "from"},
    "ssh": {"size", "sharing", "source", "src"},
}


def test_every_instruction_is_there():
    assert sorted(INSTRUCTIONS) == NAMES
    assert all(name == it.name for name, it in INSTRUCTIONS.items())


@pytest.mark.parametrize("name", NAMES)
def test_flags_are_those_that_buildkit_takes(name: str):
    assert {it.name: it.kind for it in INSTRUCTIONS[name].flags} == FLAGS.get(name, {})
    assert len({it.name for it in INSTRUCTIONS[name].flags}) == len(INSTRUCTIONS[name].flags)


def test_instructions_are_found_in_any_case():
    assert instruction("from") is INSTRUCTIONS["FROM"]
    assert instruction("FORM") is None


def test_flags_are_found_in_their_exact_case():
    copy = INSTRUCTIONS["COPY"]
    assert copy.flag("from") is not None
    assert copy.flag("From") is None
    assert INSTRUCTIONS["ADD"].flag("from") is None


def test_usage_of_a_flag_shows_its_value():
    run, copy = INSTRUCTIONS["RUN"], INSTRUCTIONS["COPY"]
    assert [it.usage for it in run.flags][:2] == ["--mount=<type=TYPE,…>", "--network=<mode>"]
    assert [it.usage for it in copy.flags if it.name == "link"] == ["--link"]


def test_docs_are_short_and_linked():
    documented = [*INSTRUCTIONS.values(), *DIRECTIVES.values(), *CHECKS.values(), *MOUNT_TYPES.values()]
    flags = [flag for it in INSTRUCTIONS.values() for flag in it.flags]
    for it in (*documented, *flags):
        assert it.doc.endswith((".", '"…"`.'))
        assert it.doc.count(". ") <= 4
        assert it.url.startswith("https://docs.docker.com/reference/")
    for it in INSTRUCTIONS.values():
        anchor = "maintainer-deprecated" if it.deprecated else it.name.lower()
        assert it.url.endswith(f"#{anchor}")
        assert it.syntax
        assert all(form.startswith(it.name) for form in it.syntax)


def test_exec_form_and_heredocs_are_where_buildkit_has_them():
    assert {it.name for it in INSTRUCTIONS.values() if it.heredocs} == {"RUN", "COPY", "ADD"}
    assert {it.name for it in INSTRUCTIONS.values() if it.exec_form_only} == {"SHELL"}
    assert {it.name for it in INSTRUCTIONS.values() if not it.onbuild} == {"FROM", "MAINTAINER", "ONBUILD"}
    assert {it.name for it in INSTRUCTIONS.values() if it.before_from} == {"ARG"}
    assert {it.name for it in INSTRUCTIONS.values() if not it.refuses_unknown_flags} == {"ARG", "STOPSIGNAL"}
    assert {it.name for it in INSTRUCTIONS.values() if it.expands} == set(
        "ADD ARG COPY ENV EXPOSE FROM LABEL STOPSIGNAL USER VOLUME WORKDIR".split()
    )


@pytest.mark.parametrize("name", REFUSED)
def test_mount_keys_are_those_that_buildkit_takes(name: str):
    mount = MOUNT_TYPES[name]
    assert {key for key in MOUNT_KEYS if not mount.accepts(key)} - {"type"} == REFUSED[name]
    assert not mount.accepts("destiny")
    spellings = [key for option in mount.options for key in option.names]
    assert len(spellings) == len(set(spellings))
    assert set(spellings) <= MOUNT_KEYS
    assert not set(spellings) & mount.tolerated


def test_mount_types_are_all_there():
    assert sorted(MOUNT_TYPES) == sorted(REFUSED)
    assert instructions.mount_type("CACHE") is MOUNT_TYPES["cache"]
    assert instructions.mount_type("volume") is None
    assert MOUNT_KEYS_AFTER_TYPE < MOUNT_KEYS
    assert MOUNT_BARE_KEYS < MOUNT_KEYS


def test_mount_options_are_found_by_every_spelling():
    bind = MOUNT_TYPES["bind"]
    assert bind.option("DST") is bind.option("target")
    assert bind.option("rw") is bind.option("readonly")
    sharing = MOUNT_TYPES["cache"].option("sharing")
    assert sharing is not None
    assert sharing.values == ("shared", "private", "locked")


def test_directives_are_all_there():
    assert sorted(DIRECTIVES) == ["check", "escape", "syntax"]
    assert instructions.directive("SYNTAX") is DIRECTIVES["syntax"]
    assert instructions.directive("include") is None


def test_build_checks_are_all_there():
    assert len(CHECKS) == 22
    assert [it.name for it in CHECKS.values() if it.experimental] == ["InvalidDefinitionDescription"]


def test_build_checks_have_the_names_that_buildkit_reports():
    reported = {
        warning["rule"] for case in shared_cases("conformance/buildkit_lint.json") for warning in case["warnings"]
    }
    assert reported
    assert reported <= set(CHECKS)


# The headings of the reference, as its own table of contents links them (read in 2026-11).
_ANCHORS = frozenset(
    """
    syntax escape check environment-replacement here-documents from run cmd label maintainer-deprecated expose env add
    copy entrypoint volume user workdir arg onbuild stopsignal healthcheck shell
    run---device run---mount run---mounttypebind run---mounttypecache run---mounttypetmpfs run---mounttypesecret
    run---mounttypessh run---network run---security
    add---keep-git-dir add---checksum add---chmod add---chown add---link add---unpack add---exclude
    copy---from copy---chmod copy---chown copy---link copy---parents copy---exclude
    predefined-args automatic-platform-args-in-the-global-scope buildkit-built-in-build-args
    """.split()
)


def test_each_link_leads_to_a_heading_of_the_reference():
    things = [
        *(it for known in instructions.INSTRUCTIONS.values() for it in (known, *known.flags)),
        *instructions.MOUNT_TYPES.values(),
        *instructions.DIRECTIVES.values(),
        *variables.PREDEFINED.values(),
    ]
    urls = {it.url for it in things} | {instructions.HEREDOCS_URL}
    page = "https://docs.docker.com/reference/dockerfile/#"
    assert {it for it in urls if not (it.startswith(page) and it.removeprefix(page) in _ANCHORS)} == set()
