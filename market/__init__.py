"""Chợ Phiên: a marketplace backend for the household shops of a highland province."""

__version__ = "0.1.0"
