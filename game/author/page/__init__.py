"""The author's page: a story's shape, its text and the scene playing beside it, in a browser on the same machine."""
