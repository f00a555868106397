"""Rules about images whose programs compute on a GPU."""
