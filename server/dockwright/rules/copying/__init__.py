"""Rules about what COPY and ADD bring into an image."""
