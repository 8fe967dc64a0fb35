"""Alone at a desk: the story in a window."""
