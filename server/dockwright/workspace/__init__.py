"""Floor 5: the only memory and the only disk."""
