"""dockerfile-parse agrees on base images, labels and the environment, as far as it can tell."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from tests.support.second_opinion import readable

# Its own errors, and what it takes for granted; the reason is a start of what the test says was different.
REFUSED = "raises: a word without `=` after the first; BuildKit refuses the file too"
NO_STAGE = "environment: there is no FROM, so for us no stage to have one"
DISAGREEMENTS = {
    **dict.fromkeys((f"{it}.Dockerfile" for it in ("05286", "05287", "05289", "05291", "05293")), REFUSED),
    **dict.fromkeys((f"{it}.Dockerfile" for it in ("05294", "05295", "05299", "05300", "05301")), REFUSED),
    **dict.fromkeys((f"{it}.Dockerfile" for it in ("04880", "04881", "04882", "05955", "07972")), NO_STAGE),
    "11111.Dockerfile": "labels: there is no FROM, so for us no stage to have them",
    "01839.Dockerfile": "environment: `ENV JAVA_VERSION` without a value is empty for it; BuildKit refuses the file",
    "02407.Dockerfile": "environment: the last stage is FROM scratch, where BuildKit sets PATH",
}


def labels_of(document: Document) -> dict[str | None, str | None]:
    found: dict[str | None, str | None] = {}
    for instruction in document.stages[-1].instructions if document.stages else ():
        if isinstance(instruction, ast.Label):
            state = document.state_before(instruction)
            for pair in instruction.pairs:
                found[state.expand(pair.name.text).text] = state.expand(pair.value.text if pair.value else "").text
    return found


def environment_of(document: Document) -> dict[str, str | None]:
    if not document.stages:
        return {}
    environment = document.stages[-1].final_state.environment
    return {name: it.text for name, it in environment.items() if it.origin is not None and not it.argument}


def test_base_images_labels_and_environment():
    asked, different = 0, {}
    for name, text, reader in readable():
        asked += 1
        document = Document.parse(text)
        try:
            theirs = reader.parent_images, dict(reader.labels), dict(reader.envs)
        except ValueError:
            different[name] = "raises"
            continue
        images, labels, environment = theirs
        if [stage.base.text for stage in document.stages] != images:
            different[name] = "images"
        found = labels_of(document)
        # It takes unknown values for empty; for us they are unknown.
        if set(found) != set(labels) or any(found[it] not in (None, labels[it]) for it in labels):
            different[name] = "labels"
        values = environment_of(document)
        more = set(values) - set(environment)
        if any(it not in values or values[it] not in (None, environment[it]) for it in environment):
            different[name] = "environment"
        # It knows nothing of what a stage inherits from the one that it is built on.
        if more and (not document.stages or document.stages[-1].parent is None):
            different[name] = "more environment"
    assert asked > 900
    assert different == {name: why.partition(":")[0] for name, why in DISAGREEMENTS.items()}
