"""Refactorings, one a file: each has a function `assist(document, range)` that yields what it can do there."""
