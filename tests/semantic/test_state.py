"""What holds at an instruction."""

from __future__ import annotations

from textwrap import dedent

from dockwright.semantic.document import Document
from dockwright.semantic.state import State


def final(text: str) -> State:
    return Document.parse(dedent(text)).stages[-1].final_state


def environment(text: str) -> dict[str, str | None]:
    return {name: value.text for name, value in final(text).environment.items()}


def test_values_are_expanded_before_any_of_one_line_is_set():
    assert environment("FROM a\nENV A=1\nENV A=2 B=$A\n") == {"A": "2", "B": "1"}


def test_a_name_that_only_the_base_image_can_set_is_unknown():
    assert environment("FROM debian\nENV B=$PATH:/x\n") == {"B": None}


def test_nothing_is_set_in_an_empty_base_but_the_path():
    found = environment("FROM scratch\nENV B=[$NO] P=$PATH\n")

    assert found["B"] == "[]"
    assert found["P"] == found["PATH"] != ""


def test_a_bare_argument_takes_over_the_global_value():
    state = final("ARG V=1\nFROM a\nARG V\n")

    value = state.environment["V"]
    assert (value.text, value.argument, value.unset) == ("1", True, False)
    assert value.inherited is not None
    assert value.inherited.origin is not value.origin


def test_a_global_argument_is_not_seen_without_its_own_arg():
    assert environment("ARG V=1\nFROM a\nENV W=${V:-none}\n") == {"W": None}


def test_an_argument_without_default_is_declared_and_unset():
    state = final("FROM scratch\nARG V\nENV W=${V:-none}\n")

    assert state.environment["V"].unset
    assert state.environment["W"].text == "none"


def test_an_argument_does_not_unset_what_env_set():
    assert environment("FROM a\nENV V=1\nARG V\n") == {"V": "1"}


def test_the_later_of_env_and_arg_wins():
    assert environment("FROM a\nENV V=1\nARG V=2\n") == {"V": "2"}


def test_a_stage_inherits_what_holds_at_the_end_of_the_one_it_builds_on():
    state = final("""\
        FROM a AS base
        ENV A=1
        USER app
        WORKDIR /srv
        SHELL ["/bin/bash", "-c"]
        FROM base
        """)

    assert state.environment["A"].text == "1"
    assert (state.user, state.workdir, state.shell_language) == ("app", "/srv", "bash")


def test_relative_working_directories_add_up():
    assert final("FROM a\nWORKDIR /a/b\nWORKDIR ../c\n").workdir == "/a/c"


def test_a_working_directory_relative_to_an_unknown_one_is_unknown():
    assert final("FROM a\nWORKDIR b\n").workdir is None


def test_a_working_directory_relative_to_an_empty_base_starts_at_the_root():
    assert final("FROM scratch\nWORKDIR b\n").workdir == "/b"


def test_an_entrypoint_takes_an_inherited_command_away_but_not_its_own():
    inherited = final('FROM a AS base\nCMD ["x"]\nFROM base\nENTRYPOINT ["y"]\n')
    own = final('FROM a\nCMD ["x"]\nENTRYPOINT ["y"]\n')

    assert inherited.command is None
    assert own.command is not None


def test_shells_are_known_by_their_program():
    assert final("FROM a\n").shell_language == "sh"
    assert final('FROM a\nSHELL ["C:\\\\Windows\\\\PowerShell.exe", "-Command"]\n').shell_language == "powershell"
    assert final('FROM a\nSHELL ["/usr/bin/fish", "-c"]\n').shell_language is None
    assert final("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n").shell_language == "cmd"


def test_a_broken_line_changes_nothing():
    state = final("FROM a\nUSER app\nUSER\nWORKDIR\nSHELL [\nENV\nENV A\nARG\nHEALTHCHECK\n")

    assert state.user == "app"
    assert state.shell is None
    assert dict(state.environment) == {}
