"""All routes of pages, by person."""

from market.web.account import blueprints as account
from market.web.basket import routes as basket
from market.web.basket.checkout import routes as checkout
from market.web.complaints import routes as complaints
from market.web.counter import blueprints as counter
from market.web.figures import routes as figures
from market.web.figures.buyers import routes as buyers
from market.web.figures.fairs import routes as fair_figures
from market.web.figures.heard import routes as heard
from market.web.found import routes as found
from market.web.front import routes as front
from market.web.guide import routes as guide
from market.web.household import blueprints as household
from market.web.messages import routes as messages
from market.web.officer import blueprints as officer
from market.web.orders import routes as orders
from market.web.orders.offers import routes as offers
from market.web.orders.reviews import routes as buyer_reviews
from market.web.orders.seasons import routes as buyer_seasons
from market.web.shell import routes as shell
from market.web.store import blueprints as store
from market.web.store.deliver_to import routes as deliver_to
from market.web.store.previews import routes as previews
from market.web.team import blueprints as team
from market.web.tracking import routes as tracking

BLUEPRINTS = (
    shell.blueprint,
    front.front,
    previews.blueprint,
    found.blueprint,
    figures.blueprint,
    buyers.blueprint,
    heard.blueprint,
    fair_figures.blueprint,
    tracking.blueprint,
    complaints.blueprint,
    deliver_to.blueprint,
    basket.blueprint,
    checkout.blueprint,
    guide.blueprint,
    *store.BLUEPRINTS,
    orders.blueprint,
    offers.blueprint,
    messages.blueprint,
    buyer_reviews.blueprint,
    buyer_seasons.blueprint,
    *account.BLUEPRINTS,
    *household.BLUEPRINTS,
    *team.BLUEPRINTS,
    *counter.BLUEPRINTS,
    *officer.BLUEPRINTS,
)
