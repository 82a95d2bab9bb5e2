"""The application, put together in one readable order."""

from __future__ import annotations

import os
from importlib import resources

from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from market import db as database
from market import describe, health, http, limits, logs, watching, wiring
from market.accounts import access
from market.accounts import routes as accounts
from market.catalog import models as _catalog  # noqa: F401
from market.catalog import routes as catalog
from market.catalog.search import routes as search
from market.config import Config, read_config
from market.delivery import models as _delivery  # noqa: F401
from market.delivery import routes as delivery
from market.delivery import webhooks as carrier_webhooks
from market.http import Market
from market.notices import routes as notices
from market.orders import models as _orders  # noqa: F401
from market.orders import routes as orders
from market.payments import models as _payments  # noqa: F401
from market.places import routes as places
from market.web import tracking as tracking_page

BLUEPRINTS = [
    places.blueprint,
    accounts.blueprint,
    notices.blueprint,
    catalog.blueprint,
    search.blueprint,
    delivery.blueprint,
    orders.blueprint,
]


def create_app(config: Config | None = None) -> Market:
    """The application with its database and packages. Raises WrongSetting for a setting that cannot be."""
    config = config or read_config(os.environ)
    config.home.mkdir(parents=True, exist_ok=True)
    app = Market("market", static_folder=None)
    app.config["MARKET"] = config
    logs.init_app()
    database.init_app(
        app, url=config.database_url, replica_url=config.database_replica_url, connections=config.web_threads
    )
    Migrate(
        app, database.db, directory=str(resources.files("market.migrations")), render_as_batch=True, compare_type=True
    )
    http.init_app(app)
    watching.init_app(app)
    limits.init_app(app)
    access.init_app(app)
    health.init_app(app)
    describe.init_app(app, BLUEPRINTS)
    app.register_blueprint(carrier_webhooks.blueprint)
    app.register_blueprint(tracking_page.blueprint)
    wiring.connect()
    _trust_proxies(app, config.trusted_proxies)
    return app


def _trust_proxies(app: Market, count: int) -> None:
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
