"""Money over HTTP, by noun: load, allow, do."""

# ruff: noqa: F401 - importing a noun's routes puts them on the blueprint

from market.payments.balances import routes as balances
from market.payments.bank import routes as bank
from market.payments.banks import routes as banks
from market.payments.blueprint import blueprint
from market.payments.cards import routes as cards
from market.payments.cash_outs import routes as cash_outs
from market.payments.identities import routes as identities
from market.payments.ledger import routes as ledger
from market.payments.payouts import routes as payouts
from market.payments.rates import routes as rates
from market.payments.refunds import routes as refunds
from market.payments.remittances import cash_routes as cash
from market.payments.remittances import routes as remittances
from market.payments.sales import routes as sales
from market.payments.tills import routes as tills
from market.payments.transfer_files import routes as transfer_files
from market.payments.write_offs import routes as write_offs
