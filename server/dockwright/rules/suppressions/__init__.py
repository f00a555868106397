"""What is said about comments that silence findings."""
