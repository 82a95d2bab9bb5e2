"""The one blueprint of everything about money, and what its routes share."""

from flask import current_app

from market.http import Blueprint

blueprint = Blueprint("payments", __name__, url_prefix="/api/v1", description="Balances, cash-outs, tills, remittances")


def secret() -> str:
    """What codes are derived and numbers are sealed with."""
    key: str = current_app.config["MARKET"].secret_key
    return key


# What an answer of 202 says.
SECOND = "Above the set sum: nothing is given up until a second operator asks for the same."


def answered(done: bool) -> int:
    """The status of a deed that may have to wait for a second operator."""
    return 200 if done else 202
