"""The names of build contexts in the files that start a build."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from dockwright.workspace.build_files import BuildFiles


def contexts(folder: Path, **files: str) -> list[str]:
    for name, text in files.items():
        (folder / name.replace("__", ".").replace("_", "-")).write_text(dedent(text))
    return BuildFiles().contexts(str(folder / "Dockerfile"), None)


def test_compose_as_a_mapping_as_a_list_and_in_one_line(tmp_path: Path):
    assert contexts(
        tmp_path,
        compose__yaml="""\
        services:
          web:
            build:
              context: .
              additional_contexts:
                assets: ./assets
                # base: left out
                "docs": https://example.com/docs.git

                base-image: docker-image://alpine
              args:
                not-one: 1
          api:
            build:
              additional_contexts:
              - listed=../listed
              target: build
          job:
            build:
              additional_contexts: {inline: ./a, "second": service:web}
        """,
    ) == ["assets", "docs", "base-image", "listed", "inline", "second"]


def test_bake_in_both_languages(tmp_path: Path):
    assert contexts(
        tmp_path,
        docker_bake__hcl="""\
        target "base" {
          dockerfile = "base.Dockerfile"
        }
        target "web" {
          contexts = {
            base = "target:base"  # from the other target
            # old = "./old"
            "alpine:3.21" = "docker-image://alpine:${VERSION}"
            assets: "./assets"
          }
          args = { not_one = "1" }
        }
        target "job" { contexts = { one = "./one", two = "./two" } }
        """,
        docker_bake__override__json='{"target": {"x": {"contexts": {"three": "./three"}}, "y": {}, "z": null}}',
    ) == ["base", "alpine:3.21", "assets", "one", "two", "three"]


@pytest.mark.parametrize("text", ["", "[", "{}", '{"target": 3}', '{"target": {"a": {"contexts": 3}}}', "[" * 9999])
def test_odd_files_name_none(tmp_path: Path, text: str):
    assert contexts(tmp_path, docker_bake__json=text, docker_bake__hcl=text, compose__yml=text) == []


def test_an_unfinished_block_names_none(tmp_path: Path):
    hcl, yaml = 'contexts = {\n a = "b"\n' * 2000, "additional_contexts: {" * 2000
    assert contexts(tmp_path, docker_bake__hcl=hcl, compose__yaml=yaml) == []


def test_folders_above_count_up_to_the_workspace_s(tmp_path: Path):
    inner = tmp_path / "top" / "services" / "web"
    inner.mkdir(parents=True)
    for folder, name in ((inner, "own"), (tmp_path / "top", "shared"), (tmp_path, "outside")):
        (folder / "docker-bake.hcl").write_text(f'target "x" {{ contexts = {{ {name} = "./a" }} }}\n')
    dockerfile = str(inner / "Dockerfile")
    assert BuildFiles().contexts(dockerfile, str(tmp_path / "top")) == ["own", "shared"]
    assert BuildFiles().contexts(dockerfile, None) == ["own"]


def test_a_change_is_seen(tmp_path: Path):
    files, place = BuildFiles(), tmp_path / "docker-bake.json"
    place.write_text('{"target": {"x": {"contexts": {"before": "."}}}}')
    assert files.contexts(str(tmp_path / "Dockerfile"), None) == ["before"]
    place.write_text('{"target": {"x": {"contexts": {"after-it": "."}}}}')
    assert files.contexts(str(tmp_path / "Dockerfile"), None) == ["after-it"]
    place.unlink()
    assert files.contexts(str(tmp_path / "Dockerfile"), None) == []
