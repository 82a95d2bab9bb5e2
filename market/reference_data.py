"""What every installation needs beside its tables: places, categories, post offices, rates, words."""

from market.catalog.actions.categories import load_categories
from market.db import one_at_a_time
from market.delivery.actions.reference import load_delivery
from market.payments.rates.actions import load_rates
from market.places.actions import load_places
from market.search.words.actions import load_words


def load_reference_data() -> None:
    """Load all of it into a migrated database; loading again changes nothing, also beside another machine."""
    one_at_a_time("reference data")
    load_places()
    load_categories()
    load_delivery()
    load_rates()
    load_words()
