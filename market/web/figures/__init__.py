"""`/figures`: what sells and where help is needed."""
