"""Rules about installing packages."""
