"""Floor 5: an editor's questions, answered in offsets and words; knows no protocol."""
