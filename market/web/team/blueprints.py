"""The pages of a team, one blueprint a folder."""

from market.web.team.consent import routes as consent
from market.web.team.household import routes as household
from market.web.team.today import routes as today

BLUEPRINTS = [today.blueprint, household.blueprint, consent.blueprint]
