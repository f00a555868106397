"""The two rules about commands in shell form, which share what BuildKit calls JSONArgsRecommended."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_cmd_and_entrypoint():
    check_rule(
        "shell-form-cmd", "FROM alpine\nCMD node app\n    ^^^^^^^^\nFROM alpine\nENTRYPOINT app\n           ^^^\n"
    )


def test_an_entrypoint_that_drops_the_cmd_is_the_other_rules():
    source = 'FROM alpine\nENTRYPOINT app\nCMD ["-v"]\n'
    check_rule("shell-form-cmd", source)
    (found,) = check_rule("shell-entrypoint-drops-cmd", 'FROM alpine\nENTRYPOINT app\n           ^^^\nCMD ["-v"]\n')
    assert found.related[0].range.slice(source) == 'CMD ["-v"]'


def test_only_the_entrypoint_in_force_drops_anything():
    check_rule("shell-entrypoint-drops-cmd", 'FROM alpine\nENTRYPOINT app\nENTRYPOINT ["app"]\nCMD ["-v"]\n')
    check_rule("shell-entrypoint-drops-cmd", 'FROM alpine AS base\nCMD ["-v"]\nFROM base\nENTRYPOINT app\n')


def test_a_shell_that_was_chosen_is_wanted():
    source = 'FROM alpine AS base\nSHELL ["/bin/bash", "-c"]\nFROM base\nENTRYPOINT app\nCMD x\n'
    check_rule("shell-form-cmd", source)
    check_rule("shell-entrypoint-drops-cmd", source)


def test_exec_form_is_fine():
    check_rule("shell-form-cmd", 'FROM alpine\nENTRYPOINT ["app"]\nCMD []\n')


@pytest.mark.parametrize(
    "command",
    [
        "exec app",
        "echo started; exec nginx -g 'daemon off;'",
        "prepare && exec app",
        "['yarn', 'start']",
        '["app", $PORT]',
        "{{{ command }}}",
        "<%- command %>",
    ],
)
def test_exec_leaves_no_shell_and_others_report_what_is_no_shell_form(command: str):
    check_rule("shell-form-cmd", f"FROM alpine\nCMD {command}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("node server.js --port 80", '["node", "server.js", "--port", "80"]'),
        ("nginx -g 'daemon off;'", '["nginx", "-g", "daemon off;"]'),
        ('echo "a b" c\\ d', '["echo", "a b", "c d"]'),
        ("app \\\n  --verbose", '["app", "--verbose"]'),
        ("app 'a\"b'", '["app", "a\\"b"]'),
        ("app --name ünï", '["app", "--name", "ünï"]'),
    ],
)
def test_the_fix_of_plain_words(before: str, after: str):
    check_fix("shell-form-cmd", f"FROM alpine\nCMD {before}\n", f"FROM alpine\nCMD {after}\n", unsafe=True)


@pytest.mark.parametrize(
    "command",
    [
        "app $HOME",
        "app && other",
        "app | other",
        "app > /dev/null",
        "A=1 app",
        "cd /srv",
        ". ./env",
        "source env",
        "ulimit -n 10",
        "app *.jar",
        "app ~/x",
        "app {a,b}",
        "app `date`",
        "app &",
        "(app)",
        "if true; then app; fi",
        "app \\\n  # a comment would be lost\n  --verbose",
        "app # a comment too",
        "exec -a name app",
        "app 'open",
    ],
)
def test_no_fix_where_a_shell_is_needed(command: str):
    source = f"FROM alpine\nCMD {command}\n"
    check_fix("shell-form-cmd", source, source, unsafe=True)


def test_the_fix_has_to_be_asked_for():
    source = "FROM alpine\nCMD app\n"
    check_fix("shell-form-cmd", source, source)


def test_no_fix_where_the_entrypoint_takes_a_script():
    source = 'FROM alpine\nCMD app --serve\nENTRYPOINT ["sh", "-c"]\n'
    check_fix("shell-form-cmd", source, source, unsafe=True)
    check_fix(
        "shell-form-cmd",
        'FROM alpine\nENTRYPOINT ["tini", "--"]\nCMD app --serve\n',
        'FROM alpine\nENTRYPOINT ["tini", "--"]\nCMD ["app", "--serve"]\n',
        unsafe=True,
    )
