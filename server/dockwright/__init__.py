"""Dockwright: a language server and command line that know what a Dockerfile means."""

__version__ = "0.1.0"
