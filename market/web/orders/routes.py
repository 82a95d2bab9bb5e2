"""A buyer's pages, by what they are for."""

# ruff: noqa: F401 - importing them puts their routes on the blueprint

from market.web.orders import again, checkouts, corrections, looking, moves, otherwise
from market.web.orders.blueprint import blueprint
