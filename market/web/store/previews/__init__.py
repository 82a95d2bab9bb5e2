"""What stands beside a link where somebody sends it: a picture drawn once, and the words for it."""
