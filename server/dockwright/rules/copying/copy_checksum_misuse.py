"""`ADD --checksum` where there is nothing to check.

`--checksum` works with exactly one source, and that must be a URL or a Git repository: for a URL `sha256:` and 64
hexadecimal digits, for a repository a commit.

```dockerfile bad
FROM alpine:3.20
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d app.py /srv/
```
```dockerfile good
FROM alpine:3.20
ADD app.py /srv/
```

A checksum without its `sha256:`, or in capitals, is put right by a safe fix, as the file could not be built before.
That of a local file is taken away; this has to be asked for, since perhaps the address is what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_flag
from dockwright.semantic.remote import Kind, git_options, kind_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

# go-digest, Parse.
_DIGEST = re.compile(r"sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}")


@rule(on=ast.Add, severity=Severity.ERROR, fix=Safety.SAFE)
def copy_checksum_misuse(add: ast.Add, state: State) -> Iterator[Diagnostic]:
    if "--checksum" not in add.unit.text:
        return
    flag = add.flag("checksum")
    if flag is None or flag.value is None or not flag.plain or add.destination is None:
        return
    checksum = state.expand(flag.plain, add.escape).text
    sources = [it for it in add.sources if not isinstance(it, ast.Word) or add.heredoc_of(it) is None]
    if checksum == "":
        return
    if len(sources) != 1:
        yield Diagnostic(flag.name_range, "`--checksum` works with exactly one source, a URL or a Git repository")
        return
    source = sources[0]
    text = state.path_of(source, add.escape)
    if text is None:
        return
    kind = kind_of(text, is_git=add.flag("keep-git-dir") is not None)
    if kind is Kind.LOCAL:
        fix = Fix("Take the checksum away", (without_flag(add, flag),), Safety.UNSAFE)
        yield Diagnostic(flag.name_range, "`--checksum` works with a URL or a Git repository only", (fix,))
    elif checksum is None:
        return
    elif kind is Kind.URL and not _DIGEST.fullmatch(checksum):
        message = "A checksum is `sha256:` and 64 hexadecimal digits in lower case"
        yield Diagnostic(flag.value.range, message, _fixes(flag.value, checksum))
    elif kind is Kind.GIT:
        named = next((it.value for it in git_options(text) if it.key in ("checksum", "commit")), None)
        if named and named != checksum:
            yield Diagnostic(flag.value.range, f"The source itself names another commit: `{named}`")


def _fixes(word: ast.Word, checksum: str) -> tuple[Fix, ...]:
    right = checksum.lower()
    if len(right) == 64:
        right = f"sha256:{right}"
    if not _DIGEST.fullmatch(right) or word.text != checksum or word.range.length != len(checksum):
        return ()
    return (Fix("Write the checksum as BuildKit reads it", (Edit(word.range, right),)),)
