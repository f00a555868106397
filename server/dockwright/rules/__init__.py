"""Floor 5: the judgements; one rule one file, a folder a topic. No rule knows another."""
