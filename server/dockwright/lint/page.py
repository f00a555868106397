"""A rule's page: its module's docstring, read into summary, prose, examples and references.

The first paragraph is the summary, one line. What follows is Markdown. A fenced block whose info string says `bad`
or `good` after its language is an example; both may carry settings for the rule, as JSON:

    ```dockerfile bad settings={"trusted-registries": ["example.com"]}

A `bad` example yields its rule's diagnostic; where the rule has a fix, fixing it gives the `good` example that follows.
The links of a last section `## References` are the references.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_LINK = re.compile(r"\[([^]\n]*)\]\((\S+?)\)|<(https?://[^>\s]+)>")
_REFERENCES = "## References"


@dataclass(frozen=True)
class Example:
    """An example of a page: `kind` is `bad` or `good`; `text` ends in a line end."""

    kind: str
    text: str
    language: str = "dockerfile"
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """A link to where the rule's reasons are written down; without words of its own the address is the title."""

    title: str
    url: str


@dataclass(frozen=True)
class Page:
    """What a rule says about itself; `body` is the Markdown between summary and references, examples included."""

    summary: str
    body: str
    examples: tuple[Example, ...]
    references: tuple[Reference, ...]

    @property
    def prose(self) -> str:
        """The body without its examples."""
        return "\n\n".join(block for block, example in _blocks(self.body) if example is None)

    @property
    def cures(self) -> tuple[tuple[Example, Example], ...]:
        """Each bad example that a good one follows directly, with it."""
        pairs = zip(self.examples, self.examples[1:], strict=False)
        return tuple((bad, good) for bad, good in pairs if (bad.kind, good.kind) == ("bad", "good"))

    @property
    def blocks(self) -> list[str]:
        """The body as Markdown for a reader: examples are labelled, their fences carry only the language."""
        parts = []
        for block, example in _blocks(self.body):
            if example is None:
                parts.append(block)
                continue
            parts.append("Bad:" if example.kind == "bad" else "Good:")
            parts.append(_fenced(example))
        return parts


def read_page(docstring: str) -> Page:
    """Read a docstring, cleaned of its indentation; an empty one gives an empty page."""
    first, _, rest = docstring.strip().partition("\n\n")
    body, _, links = rest.partition(f"\n{_REFERENCES}\n")
    body = body.strip("\n")
    return Page(
        summary=" ".join(first.split()),
        body=body,
        examples=tuple(example for _, example in _blocks(body) if example is not None),
        references=tuple(
            Reference(match[1] or match[2] or match[3], match[2] or match[3]) for match in _LINK.finditer(links)
        ),
    )


def _blocks(markdown: str) -> Iterator[tuple[str, Example | None]]:
    """The stretches of a text: one for each example, one for all that stands between two of them."""
    prose: list[str] = []
    lines = iter(markdown.split("\n"))
    for line in lines:
        fence = _FENCE.match(line)
        if fence is None:
            prose.append(line)
            continue
        content = []
        for inner in lines:
            if inner.startswith(fence[1]):
                break
            content.append(inner)
        example = _example(fence[2], content)
        if example is None:
            prose += line, *content, fence[1]
            continue
        if text := "\n".join(prose).strip("\n"):
            yield text, None
        prose = []
        yield "\n".join((line, *content, fence[1])), example
    if text := "\n".join(prose).strip("\n"):
        yield text, None


def _example(information: str, lines: list[str]) -> Example | None:
    language, _, rest = information.strip().partition(" ")
    kind, _, options = rest.strip().partition(" ")
    if kind not in ("bad", "good"):
        return None
    settings = options.strip().removeprefix("settings=")
    return Example(kind, "".join(f"{line}\n" for line in lines), language, json.loads(settings) if settings else {})


def _fenced(example: Example) -> str:
    # An example may itself hold a fence; its own must be longer.
    longest = max((len(run) for run in re.findall(r"`{3,}", example.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{example.language}\n{example.text}{fence}"
