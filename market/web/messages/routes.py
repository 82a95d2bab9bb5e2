"""The pages of messages, by what they are for."""

from market.web.messages import inbox, thread  # noqa: F401
from market.web.messages.blueprint import blueprint

__all__ = ["blueprint"]
