"""Rules about what stays in an image's layers."""
