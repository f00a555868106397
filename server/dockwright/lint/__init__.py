"""Floor 4: knows what a rule is, how rules are asked, silenced and fixed; not which rules there are."""
