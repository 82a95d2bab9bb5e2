"""The pages of whoever complains, by what they are for."""

# ruff: noqa: F401 - importing them puts their routes on the blueprint

from market.web.complaints import by_code, filing, looking, moves
from market.web.complaints.blueprint import blueprint
