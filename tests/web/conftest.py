"""Pages stand over queries that are tried on both databases; those with questions of their own are so too."""

from pathlib import Path

import pytest

from market.accounts.models import Person
from tests.support.browsing import come
from tests.support.village import a_clerk, an_officer

HERE = Path(__file__).parent
# What asks the database in a way that no call of the API does.
ON_BOTH = {
    "test_orders_pages.py",
    "test_team.py",
    "test_household_money.py",
    "test_goods_pages.py",
    "test_officer.py",
    "test_bought_once.py",
    "test_found.py",
    "test_trust.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == HERE and item.path.name not in ON_BOTH:
            item.add_marker(pytest.mark.once)


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test of pages needs the application."""


@pytest.fixture
def officer(client) -> Person:
    """The officer whose browser `client` is."""
    person = an_officer()
    come(client, person)
    return person


@pytest.fixture
def mai(client) -> Person:
    """The clerk whose browser `client` is."""
    person = a_clerk()
    come(client, person)
    return person
