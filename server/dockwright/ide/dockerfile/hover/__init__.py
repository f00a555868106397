"""What is said about the thing under the cursor: `hover` asks the module for its kind."""
