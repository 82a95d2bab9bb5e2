"""One plain sentence per event, the adapters that carry it, and a log without its content."""
