"""Rules about what an image says of itself."""
