"""`/me/leaving`: all that is kept about me, to take along; and my account deleted."""
