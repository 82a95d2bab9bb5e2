"""The pages of a household's fairs: looked at, taken, put off, and what to pick on paper."""

from market.web.household.fairs import looking, papers, putting_off, taking  # noqa: F401
from market.web.household.fairs.blueprint import blueprint

__all__ = ["blueprint"]
