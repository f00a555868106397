from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_of_lists_ranges_and_protocols():
    check_fix("invalid-port", """\
        FROM nginx:1.27
        EXPOSE 80, 443
        EXPOSE 9000-8000/tcp \\
            53/upd
        """, """\
        FROM nginx:1.27
        EXPOSE 80 443
        EXPOSE 8000-9000/tcp \\
            53/udp
        """, unsafe=True)  # fmt: skip


def test_no_fix_where_the_number_is_not_known():
    text = """\
        FROM nginx:1.27
        ARG PORT=http
        EXPOSE 80800 http $PORT 8080/icmp , 80;81
        """
    check_fix("invalid-port", text, text, unsafe=True)
