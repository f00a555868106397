"""A base image whose release no longer gets security updates.

What is found in it stays open, and the mirrors of its packages go away one day, so that the image cannot be built any
more.

```dockerfile bad
FROM debian:stretch-slim
```
```dockerfile good
FROM debian:bookworm-slim
```

The rule knows Alpine, Debian with its long-term support, Ubuntu, CentOS, Fedora, AlmaLinux, Rocky and Oracle Linux,
Node.js, PHP, Python, Ruby, MySQL and PostgreSQL, and looks for the system in the tags of all other images too:

```dockerfile bad
FROM golang:1.25-alpine3.15
```

So that a file gets the same answer every day, the rule does not ask what day it is: it reports what had ended when its
table was made, 1 November 2026.

The fix takes the oldest release above that is looked after for a while yet, in the same variant; a release of Debian or
Alpine that the tag names too goes, as the newer one may not come with it. It has to be asked for: packages have other
names and versions there.

## References

- [Best practices: choose the right base image](https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image)
- [endoflife.date](https://endoflife.date/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.end_of_life import Ended, ended, next_supported
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

# Of the words behind a version those that every release of an image has.
_VARIANTS = ("", "alpine", "slim", "fpm", "fpm-alpine", "apache", "cli", "cli-alpine")
# The release of a system, which a newer version may no longer come with.
_SYSTEM = re.compile(r"(?:^|(?<=-))(?:jessie|stretch|buster|bullseye|bookworm|trixie)(?:-|$)")
_ALPINE = re.compile(r"(alpine)[0-9.]+$")


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/ruby/eol-ruby-version", "DD077"),
)
def eol_base_image(stage: Stage) -> Iterator[Diagnostic]:
    reference, word = stage.image, stage.instruction.image
    if reference is None or word is None or reference.tag is None or reference.tag_range is None:
        return
    over = ended(reference.name, reference.tag)
    if over is None:
        return
    where = word.range
    fixes: tuple[Fix, ...] = ()
    written = word.text.find(reference.text)
    if written >= 0:
        start = written + reference.tag_range.start
        where = word.source_range(start + over.start, start + over.end)
        if reference.digest is None:
            variant = word.source_range(start + over.end, start + len(reference.tag))
            fixes = _fixes(over, reference.tag, where, variant)
    when = f"got its last updates on {over.date}" if over.date else "gets no updates any more"
    what = (
        f"`{over.product}:{over.cycle}`" if over.product == reference.name else f"`{over.product} {over.cycle}` in it"
    )
    yield Diagnostic(where, f"{what} {when}", fixes)


def _fixes(over: Ended, tag: str, where: TextRange, variant: TextRange) -> tuple[Fix, ...]:
    rest = tag[over.end :]
    kept = _SYSTEM.sub("", _ALPINE.sub(r"\1", rest)).rstrip("-")
    if over.start > 0 or kept.lstrip("-") not in _VARIANTS:
        return ()
    release = next_supported(over.product, over.cycle)
    if release is None:
        return ()
    version = release.cycle
    if release.codename is not None and not tag[:1].isdigit():
        version = release.codename.partition(" ")[0].lower()
    edits = (Edit(where, version),) if kept == rest else (Edit(where, version), Edit(variant, kept))
    return (Fix(f"Use {version}{kept if kept != rest else ''}", edits, Safety.UNSAFE),)
