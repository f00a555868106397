"""How a file is laid out: from a document to the edits that put it in order."""
