"""Rules about stages and how they use each other."""
