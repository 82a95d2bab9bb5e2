"""All routes of the counter, one line a folder."""

from market.web.counter.bags import routes as bags
from market.web.counter.batches import routes as batches
from market.web.counter.collections import routes as collections
from market.web.counter.complaints import routes as complaints
from market.web.counter.money import routes as money
from market.web.counter.parcels import routes as parcels
from market.web.counter.today import routes as today

BLUEPRINTS = (
    today.blueprint,
    parcels.blueprint,
    batches.blueprint,
    bags.blueprint,
    collections.blueprint,
    complaints.blueprint,
    money.blueprint,
)
