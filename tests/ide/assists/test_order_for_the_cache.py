"""All installations of a stage come before its sources."""

from __future__ import annotations

import pytest

from dockwright.ide.assists.order_for_the_cache import assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange
from tests.support.assists import check_assist
from tests.support.project import Files

PROJECT = Files(
    {
        "package.json": "{}",
        "package-lock.json": "{}",
        "requirements.txt": "flask\n",
        "api/go.mod": "module api\n",
        "index.js": "",
    }
)
BEFORE = """\
FROM some/image
WORKDIR /app
# all of it
COPY . .
RUN apt-get update && apt-get install -y git
RUN npm ci && npm cache clean --force && npm run build
RUN pip install -r requirements.txt
CMD ["node", "index.js"]

FROM other/image
COPY --from=0 /app /app
"""


def offered(text: str, place: int, project: Files = PROJECT) -> list[tuple[str, Safety, str]]:
    """What is offered at a place: the title, how safe it is, and what it makes of the text."""
    found = []
    for it in assist(Document.parse(text, project=project), TextRange(place, place)):
        edits = it.edits()
        assert edits
        found.append((it.title, it.safety, apply(text, edits)))
    return found


def test_one_step_orders_the_whole_stage():
    text = BEFORE.replace(" && npm run build", "")
    after = """\
FROM some/image
WORKDIR /app
COPY package.json package-lock.json ./
RUN apt-get update && apt-get install -y git
RUN npm ci && npm cache clean --force
COPY requirements.txt ./
RUN pip install -r requirements.txt
# all of it
COPY . .
CMD ["node", "index.js"]

FROM other/image
COPY --from=0 /app /app
"""
    assert offered(text, text.index("CMD")) == [("Order for the cache", Safety.SAFE, after)]


def test_it_stops_where_the_sources_are_needed():
    after = """\
FROM some/image
WORKDIR /app
COPY package.json package-lock.json ./
RUN apt-get update && apt-get install -y git
RUN npm ci && npm cache clean --force
# all of it
COPY . .
RUN npm run build
RUN pip install -r requirements.txt
CMD ["node", "index.js"]

FROM other/image
COPY --from=0 /app /app
"""
    assert offered(BEFORE, BEFORE.index("FROM")) == [("Order for the cache", Safety.SAFE, after)]
    # There it is at rest.
    assert offered(after, after.index("FROM")) == []


@pytest.mark.parametrize("mark", ["FROM some", "WORKDIR", "# all", "COPY . .", "RUN pip", 'CMD ["node"'])
def test_it_is_offered_anywhere_in_the_stage(mark: str):
    assert len(offered(BEFORE, BEFORE.index(mark))) == 1


def test_it_is_not_offered_in_another_stage_or_above_the_first():
    assert offered(BEFORE, BEFORE.index("FROM other")) == []
    text = f"ARG A\n{BEFORE}"
    assert offered(text, 0) == []


def test_the_first_reason_for_doubt_stands_in_the_title():
    text = "FROM some/image\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN cd api && go build\n"
    after = """\
FROM some/image
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install
COPY api/go.mod ./api/
RUN cd api && go mod download
COPY . .
RUN cd api && go build
"""
    title = "Order for the cache (npm install may rewrite package-lock.json, and the copied one comes back)"
    assert offered(text, 0) == [(title, Safety.UNSAFE, after)]


def test_it_is_among_the_refactorings_and_passes_their_gates():
    check_assist(
        "Order for the cache (the files are not known: it may read others)",
        "FROM some/image\nWORKDIR /app\nCOPY . .\nRUN cd web && npm ci && npm test && npm run build\nCMD <|>a\n",
        """\
        FROM some/image
        WORKDIR /app
        COPY web/package*.json ./web/
        RUN cd web && npm ci
        COPY . .
        RUN cd web && npm test && npm run build
        CMD a
        """,
    )


def test_a_comment_that_silences_a_linter_is_not_left_behind():
    text = BEFORE.replace("# all of it", "# hadolint ignore=DL3059")
    ((_, _, after),) = offered(text, 0)
    assert "# hadolint ignore=DL3059\nCOPY . .\n" in after
