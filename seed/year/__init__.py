"""The year before: what the demo opens with, so that no chart, list or page of it is empty."""
