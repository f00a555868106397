"""What an editor asks about a Dockerfile."""
