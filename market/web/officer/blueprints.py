"""All routes of officers' pages."""

from market.web.officer.certificates import routes as certificates
from market.web.officer.complaints import routes as complaints
from market.web.officer.fairs import routes as fairs
from market.web.officer.imports import routes as imports
from market.web.officer.papers import routes as papers
from market.web.officer.reviews import routes as reviews
from market.web.officer.search_words import routes as search_words
from market.web.officer.targets import routes as targets
from market.web.officer.today import routes as today
from market.web.officer.visits import routes as visits
from market.web.officer.working_days import routes as working_days

BLUEPRINTS = (
    today.blueprint,
    complaints.blueprint,
    certificates.blueprint,
    papers.blueprint,
    reviews.blueprint,
    fairs.blueprint,
    visits.blueprint,
    targets.blueprint,
    imports.blueprint,
    working_days.blueprint,
    search_words.blueprint,
)
