"""The pages of a household, one blueprint a folder."""

from market.web.household.about import routes as about
from market.web.household.complaints import routes as complaints
from market.web.household.fairs import routes as fairs
from market.web.household.goods import routes as goods
from market.web.household.goods.certificate import routes as certificate
from market.web.household.goods.photos import routes as photos
from market.web.household.money import routes as money
from market.web.household.money.bank import routes as bank
from market.web.household.money.cash import routes as cash
from market.web.household.money.month import routes as month
from market.web.household.orders import routes as orders
from market.web.household.questions import routes as questions
from market.web.household.reliable import routes as reliable
from market.web.household.reviews import routes as reviews
from market.web.household.sharing import routes as sharing
from market.web.household.today import routes as today

_FOLDERS = (
    today,
    orders,
    complaints,
    fairs,
    goods,
    photos,
    certificate,
    reliable,
    sharing,
    reviews,
    questions,
    about,
    money,
    cash,
    bank,
    month,
)
BLUEPRINTS = [folder.blueprint for folder in _FOLDERS]
