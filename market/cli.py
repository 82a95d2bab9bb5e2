"""The `market` command."""

from __future__ import annotations

import importlib
from collections.abc import Callable

# Each package's own loader, in import order.
_LOADERS = (
    ("market.places.actions", "load_places"),
    ("market.catalog.actions", "load_categories"),
    ("market.delivery.actions", "load_delivery"),
)


def load_reference_data() -> None:
    """What every installation needs: places, categories, post offices. Loading again changes nothing."""
    for module, name in _LOADERS:
        try:  # TEMPORARY while packages are being written
            loader: Callable[[], None] = getattr(importlib.import_module(module), name)
        except (ModuleNotFoundError, AttributeError):
            continue
        loader()


def main() -> None:
    """To come."""
