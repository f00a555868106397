"""The room of the shell: sh and bash as far as a container file uses them; knows no Dockerfile."""

from dockwright.syntax.shell.parser import parse

__all__ = ["parse"]
