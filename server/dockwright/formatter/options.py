"""What a user may choose about the layout of a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Options:
    """The layout; each field with a description is a setting of its name, with hyphens, in the table `format`.

    The others are for what an editor or an .editorconfig says of every file.
    """

    keyword_case: str = field(
        default="upper",
        metadata={
            "description": "How keywords are written: in upper or lower case, or as they are.",
            "schema": {"enum": ["upper", "lower", "keep"], "default": "upper"},
        },
    )
    indent_width: int = field(
        default=4,
        metadata={
            "description": "How many blanks a continued line is indented by; unless this is set, as in most such "
            "lines of the file.",
            "schema": {"type": "integer", "minimum": 1, "maximum": 16, "default": 4},
        },
    )
    indent_style: str = field(
        default="space",
        metadata={
            "description": "What a continued line is indented with; unless this is set, as most such lines of the "
            "file.",
            "schema": {"enum": ["space", "tab"], "default": "space"},
        },
    )
    operators: str = field(
        default="keep",
        metadata={
            "description": "Where `&&`, `||` and `|` stand where a line ends at one: at the start of the next line, at "
            "the end of the line, or where they are.",
            "schema": {"enum": ["start", "end", "keep"], "default": "keep"},
        },
    )
    pairs: str = field(
        default="split",
        metadata={
            "description": "Whether the pairs of an ENV or LABEL that has several get a line each.",
            "schema": {"enum": ["split", "keep"], "default": "split"},
        },
    )

    finds_width: bool = False
    """Whether the width is that of most lines in the file; `indent_width` is for a file that shows none."""

    finds_style: bool = False
    """The same of blanks and tabs."""

    trim_trailing_whitespace: bool = True
    """Whether blanks at the end of a line go, unless they mean something."""

    trim_comments: bool = False
    """Whether those at the end of a comment go as well."""

    insert_final_newline: bool = True
    """Whether the last line gets an end."""

    trim_final_newlines: bool = True
    """Whether blank lines at the end of the file go."""

    @property
    def indent(self) -> str:
        """One step of indentation."""
        return "\t" if self.indent_style == "tab" else " " * self.indent_width


DEFAULT = Options()
