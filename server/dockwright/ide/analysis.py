"""The front page: every question that an editor can ask about a Dockerfile, each passed to the room that answers it.

All are functions of a document; offsets count code points. None raises, whatever the text and wherever the place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dockwright.formatter.options import Options
from dockwright.ide import code_actions as code_actions_
from dockwright.ide import diagnostics as diagnostics_
from dockwright.ide import explanation as explanation_
from dockwright.ide import refactorings as refactorings_
from dockwright.ide.dockerfile import call_hierarchy
from dockwright.ide.dockerfile import code_lens as code_lens_
from dockwright.ide.dockerfile import definition as definition_
from dockwright.ide.dockerfile import folding as folding_
from dockwright.ide.dockerfile import formatting as formatting_
from dockwright.ide.dockerfile import inlay_hints as inlay_hints_
from dockwright.ide.dockerfile import linked_editing as linked_editing_
from dockwright.ide.dockerfile import links as links_
from dockwright.ide.dockerfile import references as references_
from dockwright.ide.dockerfile import rename as rename_
from dockwright.ide.dockerfile import selection_range as selection_range_
from dockwright.ide.dockerfile import semantic_tokens as semantic_tokens_
from dockwright.ide.dockerfile import signature_help as signature_help_
from dockwright.ide.dockerfile import symbols as symbols_
from dockwright.ide.dockerfile import workspace_symbols as workspace_symbols_
from dockwright.ide.dockerfile.completion import complete
from dockwright.ide.dockerfile.hover import hover as hover_
from dockwright.ide.results import (
    Action,
    Completions,
    Fold,
    Highlight,
    Hint,
    Lens,
    Link,
    Linked,
    Markup,
    Refusal,
    Renaming,
    Signatures,
    StageItem,
    StageLink,
    Symbol,
    Target,
    Tokens,
)
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.dump import dump
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


def diagnostics(
    document: Document, rules: Sequence[Rule], settings: Settings = DEFAULT, more: Sequence[Diagnostic] = ()
) -> list[Diagnostic]:
    """What is wrong, by position; `more` is what others than the rules have found."""
    return diagnostics_.diagnostics(document, rules, settings, more)


def code_actions(
    document: Document,
    range: TextRange,
    rules: Sequence[Rule],
    settings: Settings = DEFAULT,
    more: Sequence[Diagnostic] = (),
) -> list[Action]:
    """What can be done about a stretch, the likeliest first; each works out its edits when it is taken.

    `more` is what others than the rules have found.
    """
    return code_actions_.code_actions(document, range, rules, settings, more)


def refactorings(
    document: Document, range: TextRange, rules: Sequence[Rule], settings: Settings = DEFAULT
) -> list[Action]:
    """What can be rewritten at a cursor or in a selection without an error in the end, as `rules` say."""
    return refactorings_.refactorings(document, range, rules, settings)


def ordered_for_the_cache(
    document: Document, offset: int, rules: Sequence[Rule], settings: Settings = DEFAULT
) -> Action | None:
    """What brings the stage at a place into the best order for the cache; `None` where it is in order."""
    return refactorings_.refactoring("order_for_the_cache", document, TextRange(offset, offset), rules, settings)


def all_fixed(
    document: Document, rules: Sequence[Rule], settings: Settings = DEFAULT, *, unsafe: bool = False
) -> tuple[Edit, ...]:
    """The edits that make all fixes, only safe ones or with `unsafe` all; takes long for a long text."""
    return code_actions_.all_fixed(document, rules, settings, unsafe=unsafe)


def explanation(name: str, rules: Sequence[Rule]) -> str | None:
    """The pages, in Markdown, of the rules of that name; `None` where there are none."""
    return explanation_.explanation(name, rules)


def syntax_tree(document: Document) -> str:
    """The syntax tree, as lines."""
    return dump(document.tree)


def hover(
    document: Document,
    offset: int,
    rules: Sequence[Rule] = (),
    settings: Settings = DEFAULT,
    found: Sequence[Diagnostic] = (),
) -> Markup | None:
    """What is to be said about a place; `rules` are those that a comment there may name, `found` what they found."""
    return hover_.hover(document, offset, rules, settings, found)


def semantic_tokens(document: Document) -> list[Tokens]:
    """What each stretch of the text is, some lines after the others."""
    return semantic_tokens_.semantic_tokens(document)


def inlay_hints(document: Document, range: TextRange, settings: Settings = DEFAULT) -> list[Hint]:
    """What stands between the words of a stretch without being written there."""
    kinds = [it for it in inlay_hints_.KINDS if settings.shows(f"inlay-hints.{it}")]
    return inlay_hints_.inlay_hints(document, range, kinds)


def code_lenses(document: Document, settings: Settings = DEFAULT) -> list[Lens]:
    """What stands above the stages."""
    kinds = [it for it in code_lens_.KINDS if settings.shows(f"code-lenses.{it}")]
    return code_lens_.code_lenses(document, kinds)


def signature_help(document: Document, offset: int, *, unasked: bool = False) -> Signatures | None:
    """The forms of what is typed at a place; `unasked`: the editor asks by itself."""
    return signature_help_.signature_help(document, offset, unasked=unasked)


def completion(
    document: Document,
    offset: int,
    *,
    with_snippets: bool = True,
    rules: Sequence[Rule] = (),
    nearby: Callable[[], Sequence[str]] = tuple,
    contexts: Callable[[], Sequence[str]] = tuple,
    unasked: bool = False,
) -> Completions:
    """What can be typed at a place; without `with_snippets` no snippets, since the client has them.

    `rules` are those that a comment may name, `nearby` tells the images that other files use, `contexts` the names of
    build contexts. `unasked`: the editor asks by itself, because a blank was typed.
    """
    return complete.complete(
        document,
        offset,
        with_snippets=with_snippets,
        rules=rules,
        nearby=nearby,
        contexts=contexts,
        unasked=unasked,
    )


def documentation(key: str, rules: Sequence[Rule] = ()) -> str:
    """What is shown beside the completion with that key when it is looked at."""
    return complete.documentation(key, rules)


def symbols(document: Document) -> list[Symbol]:
    """The outline."""
    return symbols_.symbols(document)


def folding(document: Document) -> list[Fold]:
    """What can be folded away."""
    return folding_.folding(document)


def definition(document: Document, offset: int) -> list[Target]:
    """What gives the name at a place its meaning there, nearest first."""
    return definition_.definition(document, offset)


def declaration(document: Document, offset: int) -> list[Target]:
    """Where the name at a place is declared first."""
    return definition_.declaration(document, offset)


def references(document: Document, offset: int, *, with_declarations: bool) -> list[TextRange]:
    """Every place that names what a place names, in order."""
    return references_.references(document, offset, with_declarations=with_declarations)


def highlights(document: Document, offset: int) -> list[Highlight]:
    """The same places, to be marked in the text."""
    return references_.highlights(document, offset)


def prepare_rename(document: Document, offset: int) -> Renaming | Refusal | None:
    """What would be renamed at a place, or why it cannot be; `None` where nothing is named."""
    return rename_.prepare(document, offset)


def rename(document: Document, offset: int, name: str) -> tuple[Edit, ...] | Refusal | None:
    """The edits that rename what a place names, or why it cannot be called so."""
    return rename_.rename(document, offset, name)


def formatting(document: Document, options: Options, range: TextRange | None = None) -> tuple[Edit, ...]:
    """The edits that lay out a file, or what a stretch touches of it."""
    return formatting_.formatting(document, options, range)


def on_new_line(document: Document, offset: int, options: Options) -> tuple[Edit, ...]:
    """The edits after a line break was typed in front of a place."""
    return formatting_.on_new_line(document, offset, options)


def links(document: Document, rules: Sequence[Rule] = ()) -> list[Link]:
    """What leads elsewhere; `rules` are those that a comment may name."""
    return links_.links(document, rules)


def linked_editing(document: Document, offset: int) -> Linked | None:
    """What changes together with what stands at a place."""
    return linked_editing_.linked_editing(document, offset)


def selection_range(document: Document, offset: int) -> tuple[TextRange, ...]:
    """The ranges around a place, each inside the next one."""
    return selection_range_.selection_range(document, offset)


def workspace_symbols(document: Document) -> list[Symbol]:
    """The names of a file that are worth finding from another one."""
    return list(workspace_symbols_.workspace_symbols(document))


def distance(name: str, query: str) -> int | None:
    """How far such a name is from what somebody looks for; `None` where it is something else."""
    return workspace_symbols_.distance(name, query)


def stage_at(document: Document, offset: int) -> StageItem | None:
    """The stage that is named at a place, or begins there."""
    return call_hierarchy.stage_at(document, offset)


def users_of_stage(document: Document, index: int) -> list[StageLink]:
    """The stages that use a stage."""
    return call_hierarchy.users(document, index)


def used_by_stage(document: Document, index: int) -> list[StageLink]:
    """The stages that a stage uses."""
    return call_hierarchy.used(document, index)
