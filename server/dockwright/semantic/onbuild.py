"""What an ONBUILD defers: it runs in builds from the image, on top of another environment than the one of this file."""

from __future__ import annotations

from dockwright.syntax.dockerfile import ast


def is_deferred(instruction: ast.Instruction) -> bool:
    """Whether an ONBUILD defers it to builds from the image."""
    return isinstance(ast.instruction_of(instruction.unit), ast.Onbuild) and not isinstance(instruction, ast.Onbuild)
