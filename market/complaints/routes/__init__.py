"""Complaints over HTTP: `sending` for whoever complains, `handling` for those who have it in hand."""

from market.complaints.blueprint import blueprint
from market.complaints.routes import handling, sending

__all__ = ["blueprint", "handling", "sending"]
