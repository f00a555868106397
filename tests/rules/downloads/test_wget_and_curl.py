from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_waits_for_the_first_one():
    check_fix("wget-and-curl", """\
        FROM debian:12
        RUN curl -fsSLO https://example.com/one && wget -qO- "https://example.com/$X"  | sh
        RUN sudo wget -nv -O /tmp/x 'https://example.com/two?x=1' > /dev/null
        RUN wget https://example.com/three.tgz
        """, """\
        FROM debian:12
        RUN curl -fsSLO https://example.com/one && wget -qO- "https://example.com/$X"  | sh
        RUN sudo wget -nv -O /tmp/x 'https://example.com/two?x=1' > /dev/null
        RUN wget https://example.com/three.tgz
        """, unsafe=True)  # fmt: skip


def test_what_curl_says_of_the_same():
    check_fix("wget-and-curl", """\
        FROM debian:12
        RUN curl -fsSLO https://example.com/one
        RUN sudo wget -nv -O /tmp/x 'https://example.com/two?x=1' > /dev/null
        RUN wget https://example.com/three.tgz && wget -q -O - "https://example.com/$X" | sh
        """, """\
        FROM debian:12
        RUN curl -fsSLO https://example.com/one
        RUN sudo curl -fsSL -o /tmp/x 'https://example.com/two?x=1' > /dev/null
        RUN curl -fsSLO https://example.com/three.tgz && curl -fsSL "https://example.com/$X" | sh
        """, unsafe=True)  # fmt: skip


def test_no_fix_where_they_differ():
    text = """\
        FROM debian:12
        RUN curl -fsSLO https://example.com/one
        RUN wget --header "X: y" https://example.com/two

        FROM debian:12
        RUN curl -fsSLO https://example.com/one
        RUN wget https://example.com/two?x=1

        FROM debian:12
        RUN curl -fsSLO https://example.com/one
        RUN wget -q \\
            https://example.com/two

        FROM debian:12
        RUN curl -fsSLO https://example.com/one
        RUN ["wget", "https://example.com/two"]
        """
    check_fix("wget-and-curl", text, text, unsafe=True)
