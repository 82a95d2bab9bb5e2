"""What every installation needs beside its tables: places, categories, post offices, rates."""

from market.catalog.actions.categories import load_categories
from market.delivery.actions.reference import load_delivery
from market.payments.rates.actions import load_rates
from market.places.actions import load_places


def load_reference_data() -> None:
    """Load all of it into a migrated database; loading again changes nothing."""
    load_places()
    load_categories()
    load_delivery()
    load_rates()
