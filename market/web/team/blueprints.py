"""The pages of a team, one blueprint a folder."""

from market.web.team.consent import routes as consent
from market.web.team.crew import routes as crew
from market.web.team.files import routes as files
from market.web.team.household import routes as household
from market.web.team.today import routes as today

BLUEPRINTS = [today.blueprint, household.blueprint, consent.blueprint, files.blueprint, crew.blueprint]
