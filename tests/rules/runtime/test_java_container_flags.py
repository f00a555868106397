from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_in_shell_form():
    check_fix("java-container-flags", """\
        FROM openjdk:9-jre
        CMD exec java -jar app.jar
        """, """\
        FROM openjdk:9-jre
        CMD exec java -XX:+UnlockExperimentalVMOptions -XX:+UseCGroupMemoryLimitForHeap -jar app.jar
        """, unsafe=True)  # fmt: skip


def test_no_fix_where_java_does_not_know_the_flag():
    text = """\
        FROM java:8
        CMD ["java", "-jar", "app.jar"]
        """
    check_fix("java-container-flags", text, text, unsafe=True)
