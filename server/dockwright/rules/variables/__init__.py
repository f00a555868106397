"""Rules about ARG, ENV and references to them."""
