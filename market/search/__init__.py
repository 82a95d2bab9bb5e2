"""Search: language, ranking, index and engines."""
