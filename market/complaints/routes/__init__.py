"""Complaints over HTTP: `sending` for whoever complains, `handling` for those who have it in hand."""

from market.complaints.blueprint import blueprint
from market.complaints.calendar import routes as calendar
from market.complaints.dues import routes as dues
from market.complaints.routes import handling, sending

__all__ = ["blueprint", "calendar", "dues", "handling", "sending"]
