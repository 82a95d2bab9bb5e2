"""`/communes/…`: what a commune sells, and who."""
