"""What the application answers: all routes, and what every request passes."""

from werkzeug.middleware.proxy_fix import ProxyFix

from market import http
from market.accounts import access
from market.accounts import routes as accounts
from market.accounts.addresses import routes as addresses
from market.accounts.lost_phones import routes as lost_phones
from market.accounts.people import routes as people
from market.accounts.role_grants import routes as role_grants
from market.accounts.services import routes as services
from market.catalog import routes as catalog
from market.complaints import routes as complaints
from market.delivery import routes as delivery
from market.delivery import webhooks as carrier_webhooks
from market.fairs import routes as fairs
from market.http import Market, cors, headers, heavy
from market.imports import routes as imports
from market.insight import routes as figures
from market.insight.fairs import routes as fair_figures
from market.insight.heard import routes as heard
from market.insight.ready import routes as ready_figures
from market.insight.reliable import routes as reliability
from market.insight.seen import routes as looks
from market.messages import routes as messages
from market.notices import routes as notices
from market.openapi import service as openapi
from market.ops import health, rate_limits, request_log
from market.ops.slow_bodies import Patience
from market.orders import routes as orders
from market.payments import routes as payments
from market.places import routes as places
from market.questions import routes as questions
from market.reviews import routes as reviews
from market.search import routes as search
from market.search.sought import routes as sought
from market.search.words import routes as words
from market.seed.demo.doors import routes as demo
from market.subscriptions import routes as subscriptions
from market.teams import routes as teams
from market.web import pages
from market.web.front import routes as index
from market.web.shell import refusals as page_refusals
from market.web.store import drawn, few, seen, whereto
from market.web.store.search import kept

BLUEPRINTS = [
    index.blueprint,
    places.blueprint,
    accounts.blueprint,
    addresses.blueprint,
    lost_phones.blueprint,
    services.blueprint,
    people.blueprint,
    role_grants.blueprint,
    notices.blueprint,
    catalog.blueprint,
    search.blueprint,
    sought.blueprint,
    words.blueprint,
    delivery.blueprint,
    payments.blueprint,
    orders.blueprint,
    messages.blueprint,
    questions.blueprint,
    reviews.blueprint,
    complaints.blueprint,
    fairs.blueprint,
    teams.blueprint,
    imports.blueprint,
    looks.blueprint,
    heard.blueprint,
    fair_figures.blueprint,
    ready_figures.blueprint,
    reliability.blueprint,
    figures.blueprint,
    subscriptions.blueprint,
]


def init_app(app: Market) -> None:
    """Have `app` answer requests, in the order in which a request passes these."""
    config = app.config["MARKET"]
    http.init_app(app)
    heavy.init_app(app)
    headers.init_app(app)
    cors.init_app(app)
    request_log.init_app(app)
    rate_limits.init_app(app)
    access.init_app(app)
    health.init_app(app)
    payments.cards.init_app(app)
    page_refusals.init_app(app)
    whereto.init_app(app)
    seen.init_app(app)
    few.init_app(app)
    drawn.init_app(app)
    kept.init_app(app)
    openapi.init_app(app, BLUEPRINTS)
    demo.init_app(app)
    app.register_blueprint(carrier_webhooks.blueprint)
    for page in pages.BLUEPRINTS:
        app.register_blueprint(page)
    app.wsgi_app = Patience(app.wsgi_app, threads=config.web_threads)  # type: ignore[method-assign]
    _trust_proxies(app, config.trusted_proxies)


def _trust_proxies(app: Market, count: int) -> None:
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
