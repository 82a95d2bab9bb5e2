"""The test client as somebody's browser."""

from flask.testing import FlaskClient

from market import clock
from market.accounts import actions
from market.accounts.models import Person
from market.accounts.rules import Scope
from market.db import transaction

BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def come(client: FlaskClient, person: Person) -> None:
    """From now on `client` is the browser of `person`, signed in."""

    def sign_in() -> str:
        token, _ = actions.issue_token(person=person, now=clock.now(), scope=Scope.PAGES)
        return token

    client.set_cookie("cho", transaction(sign_in))
