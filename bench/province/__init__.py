"""A whole province, made up: the generator, and how fast figures and imports are at its size."""
