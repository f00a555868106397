from __future__ import annotations

from tests.support.checks import check_fix

RULE = "maintainer-deprecated"
KEY = "org.opencontainers.image.authors"


def test_a_name_over_several_lines():
    check_fix(
        RULE,
        '# escape=`\r\nFROM a\r\nMAINTAINER "Jane $X `\r\n  <j@example.com>"\r\n',
        f'# escape=`\r\nFROM a\r\nLABEL {KEY}="Jane `$X `\r\n  <j@example.com>"\r\n',
    )
    text = "FROM a\nMAINTAINER Jane \\\n# comment\nDoe\n"
    check_fix(RULE, text, text)


def test_a_label_that_is_there_already():
    labelled = f'FROM a\nLABEL b=c {KEY}="Jane Doe"\n'
    check_fix(RULE, labelled + "MAINTAINER Jane Doe\nCMD d\n", labelled + "CMD d\n")
    check_fix(RULE, labelled + "MAINTAINER John\n", labelled + "MAINTAINER John\n")
    check_fix(RULE, labelled + "MAINTAINER John\n", labelled, unsafe=True)
    # Another stage's is none of this one.
    check_fix(RULE, labelled + "FROM b\nMAINTAINER John\n", labelled + f'FROM b\nLABEL {KEY}="John"\n')


def test_another_label():
    check_fix(RULE, "FROM a\nMAINTAINER b\n", 'FROM a\nLABEL maintainer="b"\n', options={"label": "maintainer"})
