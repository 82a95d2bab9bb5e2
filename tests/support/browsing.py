"""The test client as somebody's browser."""

from flask.testing import FlaskClient

from market import clock
from market.accounts import actions
from market.accounts.models import Person
from market.accounts.rules import SHARED_LIFE, Scope
from market.db import transaction

BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def come(client: FlaskClient, person: Person, *, shared: bool = False) -> None:
    """From now on `client` is the browser of `person`, signed in; on a phone that others use as well if it is so."""

    def sign_in() -> str:
        token, _ = actions.issue_token(
            person=person, now=clock.now(), scope=Scope.PAGES, life=SHARED_LIFE if shared else None
        )
        return token

    client.set_cookie("cho", transaction(sign_in))
