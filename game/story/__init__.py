"""What a story is, and reading one from disk."""
