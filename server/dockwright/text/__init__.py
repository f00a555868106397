"""Floor 1: offsets, lines and edits; knows only `str` and `int`."""
