"""A web server with PHP and without OPcache.

Without OPcache PHP reads and compiles every script anew for each request. Up to PHP 8.4 it is an extension, which
Docker's images leave to be installed.

```dockerfile bad
FROM php:8.3-fpm
COPY . /var/www/html
```
```dockerfile good
FROM php:8.3-fpm
RUN docker-php-ext-install opcache
COPY . /var/www/html
```

The rule is off by default, as it is about one way to run PHP. It looks at the last stage, where that builds on an `fpm`
or `apache` variant of Docker's image, and is silent where anything before speaks of OPcache, or where a stage is for
development by its name. The fix has to be asked for.

## References

- [PHP: OPcache](https://www.php.net/manual/en/book.opcache.php)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.text.edits import insert
from dockwright.text.lines import line_end_of

_FIRST_BUILT_IN = (8, 5)
_SERVERS = ("apache", "fpm")


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/php/enable-opcache-in-production",),
    default=False,
    mentions=("php",),
)
def php_production(stage: Stage) -> Iterator[Diagnostic]:
    image, reference = stage.root.instruction.image, stage.root.image
    if not stage.is_last or image is None or reference is None or reference.tag is None:
        return
    known = stage.final_state.base.known
    if known is None or known.repository != "php" or not any(it in reference.tag for it in _SERVERS):
        return
    if _version(reference.tag) >= _FIRST_BUILT_IN or "dev" in (stage.name or "").lower():
        return
    if any("opcache" in unit.text.lower() for part in stage.lineage for unit in part.units):
        return
    start = stage.instruction
    fixes: tuple[Fix, ...] = ()
    if start.unit.text.endswith("\n") and stage.parent is None:
        line = f"RUN docker-php-ext-install opcache{line_end_of(start.unit.text)}"
        fixes = (Fix("Install OPcache", (insert(start.full_range.end, line),), Safety.UNSAFE),)
    where = start.image.range if start.image is not None else start.keyword.range
    yield Diagnostic(where, "PHP serves from this image without OPcache", fixes)


def _version(tag: str) -> tuple[int, int]:
    """The version that a tag names; a high one where it names none, as that is the newest."""
    major, _, minor = tag.partition("-")[0].partition(".")
    if not major.isdecimal():
        return (99, 0)
    minor = minor.partition(".")[0]
    return (int(major), int(minor) if minor.isdecimal() else 99)
