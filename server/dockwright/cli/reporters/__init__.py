"""How findings are printed: one module a format, each with a `render` that yields pieces of text."""
