"""systemd without its own stop signal.

As the first process of a container systemd takes `SIGTERM` for an order to start itself anew, so that `docker stop`
waits in vain and kills it with all its services. `SIGRTMIN+3` makes it shut them down.

The rule speaks where systemd is seen to be started, by its own name, or as `/sbin/init` of a distribution that has it;
Alpine's is another program. Where the base is not known it may set the signal itself, and the rule is silent.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends systemd-sysv
CMD ["/sbin/init"]
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends systemd-sysv
STOPSIGNAL SIGRTMIN+3
CMD ["/sbin/init"]
```

The fix has to be asked for: the container then stops in another way.

## References

- [systemd: the container interface](https://systemd.io/CONTAINER_INTERFACE/)
- [systemd manual: signals](https://www.freedesktop.org/software/systemd/man/latest/systemd.html#Signals)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity
from dockwright.lint.findings import stopped_otherwise
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.starting import start_of

_SYSTEMD = frozenset({"/lib/systemd/systemd", "/usr/lib/systemd/systemd", "/bin/systemd", "/usr/bin/systemd"})
_INIT = frozenset({"/sbin/init", "/usr/sbin/init"})
_WITH_SYSTEMD = frozenset(
    {Family.AMAZON, Family.ARCH, Family.DEBIAN, Family.FEDORA, Family.RED_HAT, Family.SUSE, Family.UBUNTU}
)


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-systemd-sigrtmin-plus-3",),
    mentions=("/init", "systemd"),
)
def systemd_stopsignal(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the systemd that a final stage starts."""
    start = start_of(stage) if stage.is_last else None
    if start is None or start.has_init:
        return
    if start.path in _SYSTEMD or (start.path in _INIT and stage.final_state.base.family in _WITH_SYSTEMD):
        yield from stopped_otherwise(stage, start, "SIGRTMIN+3", "does not shut down when it is stopped", document)
