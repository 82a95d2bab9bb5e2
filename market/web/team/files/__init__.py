"""Lists from files: sent, followed, put right row by row."""
