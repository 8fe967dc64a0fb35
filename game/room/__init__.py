"""A facilitator and a room of people who lead one life together: by hands, and by phones. No name is asked for or kept."""
