"""A docstring is read as a page."""

from __future__ import annotations

from dockwright.lint.page import Example, Reference, read_page

PAGE = """What is wrong.

Why it matters, in
two lines.

```dockerfile bad
FROM a

RUN b
```
```dockerfile good settings={"words": ["x"]}
FROM a
```

More prose, with a block that is no example:

```sh
docker build .
```

## References

- [The reference](https://example.com/reference)
- <https://example.com/bare>
"""


def test_the_parts_of_a_page():
    page = read_page(PAGE)
    assert page.summary == "What is wrong."
    assert page.examples == (
        Example("bad", "FROM a\n\nRUN b\n"),
        Example("good", "FROM a\n", settings={"words": ["x"]}),
    )
    assert page.prose.startswith("Why it matters, in\ntwo lines.\n\nMore prose")
    assert "docker build" in page.prose
    assert page.references == (
        Reference("The reference", "https://example.com/reference"),
        Reference("https://example.com/bare", "https://example.com/bare"),
    )
    assert [(bad.kind, good.kind) for bad, good in page.cures] == [("bad", "good")]


def test_markdown_labels_the_examples():
    assert read_page(PAGE).blocks == [
        "Why it matters, in\ntwo lines.",
        "Bad:",
        "```dockerfile\nFROM a\n\nRUN b\n```",
        "Good:",
        "```dockerfile\nFROM a\n```",
        "More prose, with a block that is no example:\n\n```sh\ndocker build .\n```",
    ]


def test_two_good_examples_make_one_cure():
    page = read_page("S.\n\n```dockerfile bad\nA\n```\n```dockerfile good\nB\n```\n```dockerfile good\nC\n```")
    assert [(bad.text, good.text) for bad, good in page.cures] == [("A\n", "B\n")]


def test_a_page_need_not_have_anything():
    page = read_page("")
    assert (page.summary, page.body, page.examples, page.references) == ("", "", (), ())
    assert read_page("Only a summary.").blocks == []


def test_an_example_that_holds_a_fence_gets_a_longer_one():
    page = read_page("S.\n\n~~~~dockerfile bad\nRUN <<E\n```\nE\n~~~~\n")
    assert page.examples[0].text == "RUN <<E\n```\nE\n"
    assert "````dockerfile\nRUN <<E\n```\nE\n````" in page.blocks[-1]


def test_a_fence_that_is_left_open_ends_with_the_page():
    assert read_page("S.\n\n```dockerfile bad\nFROM a").examples == (Example("bad", "FROM a\n"),)
