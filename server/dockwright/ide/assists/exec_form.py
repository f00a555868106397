"""Write a command as a JSON array, or as a line for the shell."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.document import Document
from dockwright.semantic.exec_form import array_with_shell, exec_form_of, shell_form_of, with_exec
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer the other form on a CMD, an ENTRYPOINT or a RUN, where the same is started."""
    instruction = document.tree.instruction_at(range.start)
    if not isinstance(instruction, ast.Cmd | ast.Entrypoint | ast.Run) or not instruction.range.encloses(range):
        return
    state, form = document.state_before(instruction), instruction.command
    if form is None or not state.in_stage:
        return
    place = form.range
    if isinstance(form, ast.ExecForm):
        line = shell_form_of(instruction, state)
        if line is not None:
            text, same = line
            # Else a shell stands between the container and the program, and expands what it finds.
            safety = Safety.SAFE if same else Safety.UNSAFE
            yield Assist("Use shell form", REWRITE, lambda: (Edit(place, text),), safety)
        return
    array = exec_form_of(instruction, state) if not isinstance(instruction, ast.Run) else None
    if array is not None:
        # The program becomes the first process of the container.
        yield Assist("Use exec form", REWRITE, lambda: (Edit(place, array),), Safety.UNSAFE)
    by_exec = with_exec(instruction, state) if array is None else None
    if by_exec is not None:
        # As above, but a shell still expands and redirects what stands there.
        yield Assist("Start the program by exec", REWRITE, lambda: (by_exec,), Safety.UNSAFE)
    # Of a RUN few want it: it is offered where someone points at the keyword, not at each of its commands.
    is_wanted = not isinstance(instruction, ast.Run) or instruction.keyword.range.encloses(range)
    explicit = array_with_shell(instruction, state) if is_wanted else None
    if explicit is not None:
        shell = state.shell_words[0]
        yield Assist(f"Use exec form with {shell}", REWRITE, lambda: (Edit(place, explicit),))
