"""The rules about a schema of labels, which all read one option."""

from __future__ import annotations

import pytest

from dockwright.lint import engine
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.checks import check_rule

SCHEMA = {"label-schema": (("who", "email"), ("when", "rfc3339"), ("text", "text"))}


@pytest.mark.parametrize("selector", ["missing-labels", "DL3049", "dl3049"])
def test_one_option_feeds_them_all(selector: str):
    settings = Settings(options=((selector, "label-schema", (("who", "email"), ("when", "rfc3339"), ("a", "text"))),))
    document = Document.parse('FROM alpine:3.20\nLABEL who=Jane when=today a=""\nCMD ["sh"]\n')
    found = {it.code for it in engine.run(document, all_rules(), settings)}
    assert {"label-not-email", "label-not-rfc3339", "label-empty"} <= found


def test_a_rules_own_schema_is_its_own():
    settings = Settings(options=(("label-not-email", "label-schema", (("who", "email"),)),))
    document = Document.parse("FROM alpine:3.20\nLABEL who=Jane\n")
    found = {it.code for it in engine.run(document, all_rules(), settings)}
    assert "label-not-email" in found
    assert "missing-labels" not in found


def test_values_with_variables_and_empty_ones_are_left_alone():
    check_rule("label-not-email", 'FROM a:1\nARG WHO\nLABEL who=$WHO\nLABEL who=""\nLABEL text=x\n', options=SCHEMA)
    check_rule("label-empty", "FROM a:1\nARG WHO\nLABEL who=$WHO other=''\n", options=SCHEMA)


def test_the_old_form_and_quotes():
    check_rule("label-not-email", """\
        FROM a:1
        LABEL who Jane Doe
                  ^^^^^^^^
        LABEL "who"='jane'
                    ^^^^^^
        ONBUILD LABEL who=jane
                          ^^^^
        """, options=SCHEMA)  # fmt: skip


@pytest.mark.parametrize("schema", [("who", "email"), "who", (("who",),), (("who", 1),), 3])
def test_a_schema_of_another_shape_asks_for_nothing(schema: object):
    check_rule("label-not-email", "FROM a:1\nLABEL who=Jane\n", options={"label-schema": schema})


def test_every_image_of_its_own_needs_the_labels():
    check_rule("missing-labels", """\
        FROM a:1 AS build
        FROM b:1 AS web
             ^^^ The image lacks the label `text`
        COPY --from=build /a /a
        LABEL who=a when=b
        FROM c:1 AS base
        LABEL who=a
        FROM base
             ^^^^ The image lacks the labels `when`, `text`
        """, options=SCHEMA)  # fmt: skip


def test_labels_that_a_variable_names():
    check_rule("missing-labels", "FROM a:1\nARG NAME\nLABEL $NAME=x\n", options=SCHEMA)


def test_strict_labels():
    check_rule("superfluous-labels", """\
        FROM a:1
        LABEL who=a $B=c wo=d
                         ^^ The schema has no label `wo`; did you mean `who`?
        """, options={**SCHEMA, "strict-labels": True})  # fmt: skip
    check_rule("superfluous-labels", "FROM a:1\nLABEL other=a\n", options=SCHEMA)
