"""Data files of the search, shipped with the package."""
