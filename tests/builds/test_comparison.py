"""What makes two images different is seen; what two builds of one file differ in is not taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.images import Image, build, differences, stand_in_image

BASE = 'FROM x\nCOPY --chmod=640 a /a\nRUN ln -s a /b\nENV A=1\nCMD ["a"]\n'


def _built(folder: Path, text: str) -> Image:
    image = build(folder, text, {"x": stand_in_image()})
    assert isinstance(image, Image), image
    return image


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ((), set()),
        (("ENV A=1\n", "ENV B=2 A=1\n"), {"config:Env"}),
        (("CMD", "ENTRYPOINT"), {"config:ArgsEscaped", "config:Cmd", "config:Entrypoint"}),
        (("640", "644"), {"a"}),
        (("--chmod", "--chown=1:2 --chmod"), {"a"}),
        (("ln -s a", "ln -s c"), {"b"}),
        (("RUN ", "RUN echo b >> /a && "), {"a"}),
        (("RUN ", "RUN touch /a && "), set()),
        (("RUN ", "RUN mkdir /c && "), {"c"}),
    ],
)
def test_differences(tmp_path: Path, changed: tuple[str, ...], seen: set[str]):
    context = tmp_path / "context"
    context.mkdir()
    (context / "a").write_text("a\n", encoding="utf-8")
    text = BASE.replace(*changed) if changed else BASE
    assert differences(_built(context, BASE), _built(context, text)) == seen
