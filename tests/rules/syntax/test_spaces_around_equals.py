from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "spaces-around-equals"


def test_the_old_form_with_a_sign_elsewhere_is_fine():
    check_rule(RULE, "FROM a\nENV A b = c\nLABEL a=b c=d\nARG a\n")


def test_single_words_are_joined():
    check_fix(
        RULE,
        'FROM a\nENV A  =b\nLABEL c = "d e" k="l m" n=\nENV f = g h\nENV o = p q = r\nONBUILD ENV i = j\n',
        'FROM a\nENV A=b\nLABEL c="d e" k="l m" n=\nENV f = g h\nENV o = p q = r\nONBUILD ENV i=j\n',
        unsafe=True,
    )


def test_the_old_form_is_not_made_to_last():
    check_fix("legacy-key-value", "FROM a\nENV A = b\n", "FROM a\nENV A = b\n", unsafe=True)
