"""The full variant of an image that also comes as a slim one.

The full variants of `python`, `node` and `ruby` hold compilers and header files of a few hundred packages. What ships
seldom needs them, and each of them is there for whoever breaks in.

```dockerfile bad
FROM python:3.13
COPY app.py /srv/
CMD ["python", "/srv/app.py"]
```
```dockerfile good
FROM python:3.13-slim
COPY app.py /srv/
CMD ["python", "/srv/app.py"]
```

Only what the last stage is built on counts. The rule is off by default, as what is built in the image may need it all,
and its fix has to be asked for. It never takes an Alpine variant, whose C library is another one.

## References

- [Best practices: choose the right base image](https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import official_image
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.text.edits import Edit

_WITH_SYSTEM = {"node": "{}-slim", "python": "slim-{}", "ruby": "slim-{}"}
"""Where the `slim` stands in a tag that also names a release of Debian."""
_SYSTEMS = frozenset({"bullseye", "bookworm", "trixie"})


@rule(on=Stage, severity=Severity.HINT, fix=Safety.UNSAFE, aliases=("DD018",), default=False)
def large_base_image(stage: Stage) -> Iterator[Diagnostic]:
    reference, word = stage.image, stage.instruction.image
    if not stage.ships or reference is None or word is None or not reference.is_official or reference.tag is None:
        return
    image = official_image(reference.name)
    slim = _slim(reference.tag, image.name) if image is not None and "slim" in image.variants else None
    if slim is None or reference.tag_range is None:
        return
    fixes: tuple[Fix, ...] = ()
    if reference.digest is None and word.text == reference.text:
        edit = Edit(word.source_range(*reference.tag_range), slim)
        fixes = (Fix("Use the slim variant", (edit,), Safety.UNSAFE),)
    yield Diagnostic(word.range, f"`{reference.name}:{reference.tag}` also comes as a slim image", fixes)


def _slim(tag: str, name: str) -> str | None:
    """The tag of the slim variant of the same version, and of the same system where the tag names one."""
    version, _, system = tag.partition("-")
    if not version.replace(".", "").isdecimal():
        return None
    if not system:
        return f"{version}-slim"
    written = _WITH_SYSTEM.get(name) if system in _SYSTEMS else None
    return f"{version}-{written.format(system)}" if written is not None else None
