"""What must be answered: by whom, by when, with what outcome."""
