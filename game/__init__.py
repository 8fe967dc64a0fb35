"""A house for interactive stories: reading one, playing one, and the ways in by which a person meets it."""

__version__ = "0.1.0"
