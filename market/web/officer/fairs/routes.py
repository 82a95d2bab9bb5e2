"""The pages of an officer's fairs: looked after, made, changed, opened, closed and called off."""

from market.web.officer.fairs import changing, looking  # noqa: F401
from market.web.officer.fairs.blueprint import blueprint

__all__ = ["blueprint"]
