"""Teams, their households, consent and hand-over over HTTP: load, allow, do."""

from market.teams.blueprint import blueprint
from market.teams.routes import acts, consent, households, papers, teams  # noqa: F401

__all__ = ["blueprint"]
