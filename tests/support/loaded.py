"""Loads all that a command may need before any is typed: an application is opened, and what that imports stays."""

from tempfile import TemporaryDirectory

from market.app import create_app
from market.cli import main
from market.config import read_config
from tests.support.installation import SECRET

__all__ = ["main"]

with TemporaryDirectory() as home:
    create_app(read_config({"MARKET_HOME": home, "SECRET_KEY": SECRET}))
