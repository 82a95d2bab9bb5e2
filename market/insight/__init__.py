"""Figures that can be believed: what is counted, its one definition, and the rollups that answer at once."""
