"""Pages as people meet them: a real browser on a small phone, by finger. docs/pages.md says how."""
