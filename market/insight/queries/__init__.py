"""Reads, by noun: `figures`, `targets`, `visits`."""
