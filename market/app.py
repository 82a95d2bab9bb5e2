"""The application, put together in one readable order."""

import os

from market import db as database
from market.config import Config, read_config
from market.http import Market
from market.ops import logs, private_files
from market.wiring import hearing


def create_app(config: Config | None = None) -> Market:
    """The application that answers requests. Raises WrongSetting for a setting that cannot be."""
    from market import serving  # half of what there is to import, for those who serve

    app = open_app(config)
    serving.init_app(app)
    return app


def open_app(config: Config | None = None) -> Market:
    """What commands and the worker need of it: settings, database, and who hears of what. Raises WrongSetting."""
    config = config or read_config(os.environ)
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    private_files.keep_private(config)
    app = Market("market", static_folder=None)
    app.config["MARKET"] = config
    logs.init_app()
    database.init_app(
        app, url=config.database_url, replica_url=config.database_replica_url, connections=config.web_threads
    )
    hearing.connect()
    return app
