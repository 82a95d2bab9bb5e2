"""The one blueprint of everything about money, and what its routes share."""

from flask import current_app

from market import clock
from market.accounts import access, flows
from market.accounts.models import Person
from market.accounts.sessions import Secured
from market.http import Blueprint

blueprint = Blueprint("payments", __name__, url_prefix="/api/v1", description="Balances, cash-outs, tills, remittances")


def secret() -> str:
    """What codes are derived and numbers are sealed with."""
    key: str = current_app.config["MARKET"].secret_key
    return key


def secure_mine(me: Person, what: Secured, code: str | None) -> None:
    """Let who calls change what protects their money. Raises FreshCodeNeeded."""
    told = {"visitor": access.visitor(me), "token": access.bearer_token(), "now": clock.now()}
    flows.secure(person=me, what=what, code=code, **told)  # type: ignore[arg-type]


# What an answer of 202 says.
SECOND = "Above the set sum: nothing is given up until a second operator asks for the same."


def answered(done: bool) -> int:
    """The status of a deed that may have to wait for a second operator."""
    return 200 if done else 202
