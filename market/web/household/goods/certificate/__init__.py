"""The OCOP certificate of a good: declared, photographed, and what the officer said of it."""
