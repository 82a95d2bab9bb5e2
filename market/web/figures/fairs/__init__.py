"""`/figures/fairs`: what the fairs of a province came to."""
