"""All routes of pages, one line a folder."""

from market.web.account import routes as account
from market.web.account.helpers import routes as helpers
from market.web.account.leaving import routes as leaving
from market.web.account.notices import routes as notices
from market.web.account.phones import routes as phones
from market.web.account.safety import routes as safety
from market.web.counter.parcels import routes as counter_parcels
from market.web.counter.today import routes as counter
from market.web.figures import routes as figures
from market.web.front import routes as front
from market.web.guide import routes as guide
from market.web.household.about import routes as about
from market.web.household.goods import routes as goods
from market.web.household.goods.certificate import routes as certificate
from market.web.household.goods.photos import routes as photos
from market.web.household.money import routes as money
from market.web.household.money.bank import routes as bank
from market.web.household.money.cash import routes as cash
from market.web.household.money.month import routes as month
from market.web.household.orders import routes as orders
from market.web.household.today import routes as today
from market.web.officer import blueprints as officer
from market.web.shell import routes as shell
from market.web.team import blueprints as team
from market.web.tracking import routes as tracking

BLUEPRINTS = (
    shell.blueprint,
    front.front,
    figures.blueprint,
    tracking.blueprint,
    guide.blueprint,
    today.blueprint,
    orders.blueprint,
    goods.blueprint,
    photos.blueprint,
    certificate.blueprint,
    about.blueprint,
    money.blueprint,
    cash.blueprint,
    bank.blueprint,
    month.blueprint,
    account.blueprint,
    helpers.blueprint,
    phones.blueprint,
    notices.blueprint,
    safety.blueprint,
    leaving.blueprint,
    *team.BLUEPRINTS,
    *officer.BLUEPRINTS,
    counter.blueprint,
    counter_parcels.blueprint,
)
