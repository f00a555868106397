"""How a Dockerfile reads: logical lines, instructions and their parts, with BuildKit's semantics."""
