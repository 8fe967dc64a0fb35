"""One playthrough, as values."""
