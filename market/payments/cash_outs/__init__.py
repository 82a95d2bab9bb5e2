"""Cash-outs at a post office by a one-time code."""
