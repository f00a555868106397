"""Floor 6: the only speaker of the Language Server Protocol."""
