"""Someone writing: what asks `game.story` about a story, and prints the answer."""
