"""Rules about how a Dockerfile is written at all."""
