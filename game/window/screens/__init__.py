"""What can be on the desk, one a file. Screens arrange widgets and hold no colour and no size."""
