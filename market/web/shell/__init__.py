"""The frame of all pages: look, sign-in, forms sent once, refusals as pages."""
