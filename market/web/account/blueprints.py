"""The pages of who is signed in, one blueprint a folder."""

from market.web.account import routes as account
from market.web.account.helpers import routes as helpers
from market.web.account.leaving import routes as leaving
from market.web.account.notices import routes as notices
from market.web.account.phones import routes as phones
from market.web.account.refunds import routes as refunds
from market.web.account.safety import routes as safety

BLUEPRINTS = [folder.blueprint for folder in (account, helpers, phones, notices, safety, refunds, leaving)]
