"""Any terminal: the story as plain lines that a screen reader and a pipe can both follow."""
