"""An image that runs Python without `PYTHONUNBUFFERED`.

Without a terminal Python keeps what it prints in a buffer, so the log of a container lags behind, and its last lines
are lost in a crash.

```dockerfile bad
FROM python:3.13-slim
COPY app.py .
CMD ["python", "app.py"]
```
```dockerfile good
FROM python:3.13-slim
COPY app.py .
ENV PYTHONUNBUFFERED=1
CMD ["python", "app.py"]
```

With the option `bytecode` the rule also asks for `PYTHONDONTWRITEBYTECODE`, which keeps Python from writing `.pyc`
files into the running container.

The rule is off by default, as unbuffered output is slower, and servers such as gunicorn flush their logs themselves.
It is silent about `python -u`, and where it does not know
what starts to be Python. The fix has to be asked for.

## References

- [Python: PYTHONUNBUFFERED](https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import starting_commands

_SERVERS = frozenset({"celery", "daphne", "django-admin", "flask", "gunicorn", "hypercorn", "streamlit", "uvicorn"})


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    bytecode: bool = field(
        default=False,
        metadata={"description": "Ask for PYTHONDONTWRITEBYTECODE too."},
    )


@rule(on=Stage, severity=Severity.HINT, fix=Safety.UNSAFE, aliases=("DD015", "DF032"), default=False)
def python_env_flags(stage: Stage, document: Document, options: Options) -> Iterator[Diagnostic]:
    state = stage.final_state
    known = state.base.known
    if not stage.is_last or known is None or known.repository not in ("python", "pypy"):
        return
    starts, commands = starting_commands(stage)
    programs = [it for it in commands if _is_python(it.name or "")]
    if not programs or any(it.has("-u") for it in programs):
        return
    wanted = ["PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"] if options.bytecode else ["PYTHONUNBUFFERED"]
    missing = [it for it in wanted if it not in state.environment]
    if missing:
        edit = line_above(document, starts[0], " ".join(["ENV", *[f"{it}=1" for it in missing]]))
        fix = Fix(f"Set {' and '.join(missing)}", (edit,), Safety.UNSAFE)
        shown = " and ".join(f"`{it}`" for it in missing)
        yield Diagnostic(starts[-1].keyword.range, f"Python starts here without {shown}", (fix,))


def _is_python(program: str) -> bool:
    return program.startswith(("python", "pypy")) or program.endswith(".py") or program in _SERVERS
