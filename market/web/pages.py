"""All routes of pages, one line a folder."""

from market.web.counter import blueprints as counter
from market.web.figures import routes as figures
from market.web.front import routes as front
from market.web.household.money import routes as money
from market.web.household.money.bank import routes as bank
from market.web.household.money.cash import routes as cash
from market.web.household.money.month import routes as month
from market.web.household.orders import routes as orders
from market.web.household.today import routes as today
from market.web.shell import routes as shell
from market.web.team import blueprints as team
from market.web.tracking import routes as tracking

BLUEPRINTS = (
    shell.blueprint,
    front.front,
    figures.blueprint,
    tracking.blueprint,
    today.blueprint,
    orders.blueprint,
    money.blueprint,
    cash.blueprint,
    bank.blueprint,
    month.blueprint,
    *team.BLUEPRINTS,
    *counter.BLUEPRINTS,
)
