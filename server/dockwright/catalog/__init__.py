"""Floor 1: tables of facts about the world, each with its source and its date; they import nothing but each other."""
