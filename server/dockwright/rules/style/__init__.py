"""Rules about how a file is written, where it means the same either way."""
