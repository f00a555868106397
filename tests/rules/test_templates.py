"""What is yet to be filled in is no mistake: one finding says of a template what it is."""

from __future__ import annotations

import pytest

from tests.support.checks import check_rule


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("from-argument-count", "FROM {{ runtimeImage }} AS base\n"),
        ("from-argument-count", "FROM node:20 as <% if (distroless) { -%>build<% } else { %>base<% } %>\n"),
        ("invalid-image-reference", "FROM debian:@DEBIAN@-slim\n"),
        ("invalid-image-reference", "FROM ruby:%%VERSION%%\n"),
        ("invalid-image-reference", "FROM servercore:{{OS_VERSION}}-amd64\n"),
        ("invalid-port", "FROM nginx:1.27\nEXPOSE <%= port %>\n"),
        ("key-value-missing-equals", "FROM nginx:1.27\nLABEL Name={{ serviceName }} Version={{ version }}\n"),
        ("invalid-variable-expansion", 'FROM debian:12\nARG ZSH="${templateOption:installZsh}"\n'),
        ("no-build-stage", '{{ docker.from("php", "8.4") }}\nRUN make\n'),
        ("shell-entrypoint-drops-cmd", 'FROM node:22\nENTRYPOINT <%- entrypoint %>\nCMD ["-v"]\n'),
        ("multiple-cmd", "FROM node:22\n<% if (a) { -%>\nCMD one\n<% } else { -%>\nCMD two\n<% } -%>\n"),
        ("multiple-entrypoint", "FROM node:22\n{{#if a}}\nENTRYPOINT one\n{{else}}\nENTRYPOINT two\n{{/if}}\n"),
        ("shell-entrypoint-drops-cmd", "FROM node:22\n{{#if a}}\nENTRYPOINT one\n{{/if}}\nCMD two\n"),
        ("undeclared-arg-in-from", "<% if (a) { -%>\nFROM bun\n<% } else { -%>\nARG V=1\nFROM node:$V\n<% } -%>\n"),
    ],
)
def test_silent_about_templates(rule: str, text: str):
    check_rule(rule, text)


def test_nothing_is_offered_for_an_instruction_that_a_template_completes():
    text = "FROM node:22\nCOPY<% if (link) { %> --link<% } %> a b\n"
    (found,) = check_rule("unknown-instruction", text.replace(" a b\n", " a b\n^^^^^^\n"))
    assert not found.fixes


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("invalid-image-reference", "FROM App\n     ^^^\n"),
        ("invalid-variable-expansion", "FROM debian:12\nARG ZSH=${option:install}\n                ^^\n"),
        ("shell-entrypoint-drops-cmd", 'FROM node:22\nENTRYPOINT <%- entrypoint %>\nCMD ["-v"]\n'),
        ("multiple-cmd", "FROM node:22\nCMD docker ps --format '{{.ID}}'\n" + "^" * 32 + "\nCMD two\n"),
    ],
)
def test_braces_alone_make_no_template(rule: str, text: str):
    check_rule(rule, text)


def test_one_finding_for_the_whole_template():
    check_rule("unknown-instruction", """\
        FROM node:22
        {{#if a}}
        ^^^^^
        RUN make
            && make install
        {{/if}}
        """)  # fmt: skip
