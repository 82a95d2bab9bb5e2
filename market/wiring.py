"""News travels up only here: one table of who hears what, and one of what the worker does."""

from market.outbox import Handler

JOBS: dict[str, Handler] = {}


def connect() -> None:
    """Let each package hear what it should. Safe to call again."""
