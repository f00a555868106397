"""Rules about who an image runs as."""
