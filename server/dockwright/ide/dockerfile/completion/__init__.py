"""What can be typed at a place of a Dockerfile; `complete` is the way in."""
