"""The application's own index, of what stands in the tables."""

from market import clock
from market.catalog.queries.documents import documents
from market.search.engines.registry import current_engine


def indexed() -> None:
    """Whatever is on sale now is found."""
    current_engine().rebuild(documents(now=clock.now()))
