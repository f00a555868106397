"""Floor 2: what a file says; lossless trees, one room a language. Parsing never fails."""
