"""The pages of a team, one blueprint a folder."""

from market.web.team.today import routes as today

BLUEPRINTS = [today.blueprint]
