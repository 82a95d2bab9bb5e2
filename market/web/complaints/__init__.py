"""A complaint's pages for whoever complains; how it reads and how it is handled, for the pages of all others."""
