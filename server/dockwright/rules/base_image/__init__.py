"""Rules about the image that a stage builds on."""
