"""Floor 3: what follows from one text, computed on first use and then only read."""
