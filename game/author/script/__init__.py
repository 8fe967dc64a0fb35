"""`ampersand script`: a story to be read aloud, as a page to print; or line by line, for whoever records it."""
