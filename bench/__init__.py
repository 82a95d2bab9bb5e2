"""`make bench`: how fast the hot requests are, measured beside the limits of the same machine in the same run."""
