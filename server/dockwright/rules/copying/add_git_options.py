"""Options of a Git source that BuildKit does not take.

Behind the `?` of a Git source stand `ref`, `tag`, `branch`, `subdir`, `checksum` or `commit`, `keep-git-dir`,
`submodules`, `mtime` and `fetch-by-commit`. BuildKit refuses others, repeated ones, ones without the value that they
need, and ones that contradict each other or `--keep-git-dir`.

```dockerfile bad
FROM alpine:3.20
ADD https://github.com/moby/buildkit.git?brunch=master /src
```
```dockerfile good
FROM alpine:3.20
ADD https://github.com/moby/buildkit.git?branch=master /src
```

The fix puts the option in the place of an unknown one that is nearest to it. It is a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import BOOLEANS
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.remote import Kind, Option, git_fragment, git_options, kind_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest

_BOOLEAN = ("keep-git-dir", "submodules", "fetch-by-commit")
_KNOWN = ("ref", "tag", "branch", "subdir", "checksum", "commit", "mtime", *_BOOLEAN)


@rule(on=ast.Add, severity=Severity.ERROR, fix=Safety.UNSAFE)
def add_git_options(add: ast.Add, state: State) -> Iterator[Diagnostic]:
    if "?" not in add.unit.text or add.destination is None:
        return
    flag = add.flag("keep-git-dir")
    for source in add.sources:
        if isinstance(source, ast.Word):
            text = state.value_of(source)
            word = source if text == source.text else None
        else:
            text, word = state.expand(source.value, add.escape).text, None
        if text is None or "?" not in text or kind_of(text, is_git=flag is not None) is not Kind.GIT:
            continue
        for option, message in _problems(text, flag):
            where = TextRange(*(source.range if word is None else word.source_range(option.start, option.end)))
            given = {it.key for it in git_options(text)}
            near = nearest(option.key, _KNOWN) if option.key not in _KNOWN else None
            near = near if near not in given else None
            end = where.start + len(option.key)
            # Written over two lines, its letters are not all in one place.
            is_plain = word is not None and where.length == option.end - option.start
            fixes = replaced_by(TextRange(where.start, end), near) if is_plain else ()
            yield Diagnostic(where, message, fixes)


def _problems(source: str, flag: ast.Flag | None) -> Iterator[tuple[Option, str]]:
    seen: set[str] = set()
    reference, directory = git_fragment(source)
    # Encoded characters are too rare to be read here.
    for option in git_options(source) if "%" not in source else ():
        key, value = option.key, option.value or ""
        if key not in _KNOWN:
            yield option, f"A Git source has no option `{key}`{hint(nearest(key, _KNOWN))}"
        elif key in seen:
            yield option, f"The option `{key}` is given twice"
        elif not value and key not in _BOOLEAN:
            yield option, f"The option `{key}` needs a value"
        elif key in _BOOLEAN and value and value not in BOOLEANS:
            yield option, f"`{key}` is true or false, not `{value}`"
        elif key == "mtime" and value not in ("checkout", "commit"):
            yield option, f"`mtime` is `checkout` or `commit`, not `{value}`"
        elif key == "keep-git-dir" and flag is not None and _is_true(value) != _is_true(flag.plain or ""):
            yield option, "`--keep-git-dir` says otherwise"
        elif key == "subdir":
            if directory and directory != value:
                yield option, f"The directory behind the `#` is another one: `{directory}`"
        elif key in ("ref", "tag", "branch"):
            full = {"ref": "", "tag": "refs/tags/", "branch": "refs/heads/"}[key]
            wanted = value if value.startswith(full) else full + value
            if (key == "branch" and "tag" in seen) or (key == "tag" and "branch" in seen):
                yield option, "A source has a branch or a tag, not both"
            elif reference and reference != wanted:
                yield option, f"The reference is another one already: `{reference}`"
            else:
                reference = wanted
        seen.add(key)


def _is_true(value: str) -> bool:
    return value.lower() not in ("0", "f", "false")
