"""Rules about how a container runs."""
