"""The pages that anybody sees, one blueprint a folder."""

from market.web.store.categories import routes as categories
from market.web.store.communes import routes as communes
from market.web.store.fairs import routes as fairs
from market.web.store.goods import routes as goods
from market.web.store.questions import routes as questions
from market.web.store.reviews import routes as reviews
from market.web.store.search import routes as search
from market.web.store.shops import routes as shops
from market.web.store.trust import routes as trust

_FOLDERS = (search, categories, communes, fairs, shops, goods, reviews, questions, trust)
BLUEPRINTS = [folder.blueprint for folder in _FOLDERS]
