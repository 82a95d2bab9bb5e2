"""The test client as somebody's browser."""

from typing import Any

from flask import current_app
from flask.testing import FlaskClient

from market import clock
from market.accounts import actions, queries
from market.accounts.models import Person
from market.accounts.rules import SHARED_LIFE, Scope
from market.db import transaction
from market.ids import new_id
from tests.support.village import Caller

BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}

# What a browser may say of where a write comes from; and whether that is taken without our cookie, and with it.
SITES = {
    "same-origin": ({"Sec-Fetch-Site": "same-origin"}, True, True),
    "none": ({"Sec-Fetch-Site": "none"}, True, True),
    "same-site": ({"Sec-Fetch-Site": "same-site"}, False, False),
    "cross-site": ({"Sec-Fetch-Site": "cross-site"}, False, False),
    "cross-site, origin forged": ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False, False),
    "origin ours": ({"Origin": "http://localhost"}, True, True),
    "origin other": ({"Origin": "http://evil.example"}, False, False),
    "origin other port": ({"Origin": "http://localhost:8080"}, False, False),
    "origin null": ({"Origin": "null"}, False, False),
    "origin longer": ({"Origin": "http://localhost.evil.example"}, False, False),
    "referer ours": ({"Referer": "http://localhost/sign-in"}, True, True),
    "referer other": ({"Referer": "http://evil.example/localhost"}, False, False),
    "nothing said": ({}, True, False),
}


def come(client: FlaskClient, person: Person, *, shared: bool = False) -> None:
    """From now on `client` is the browser of `person`, signed in; on a phone that others use as well if it is so."""

    def sign_in() -> str:
        token, _ = actions.issue_token(
            person=person, now=clock.now(), scope=Scope.PAGES, life=SHARED_LIFE if shared else None
        )
        return token

    client.set_cookie("cho", transaction(sign_in))


def browser_of(caller: Caller) -> FlaskClient:
    """A browser of whoever calls the API, signed in."""
    person = transaction(lambda: queries.person_with_token(caller.token or "", now=clock.now()))
    assert person is not None
    client = current_app.test_client()
    come(client, person)
    return client


def sends(browser: FlaskClient, path: str, **typed: Any) -> Any:
    """The answer to a form of the page, drawn a moment ago."""
    return browser.post(path, data={"key": str(new_id())} | typed, headers=BROWSER)


def looks(browser: FlaskClient, path: str, status: int = 200) -> str:
    """The page that stands there, in which nobody is refused unless `status` says so."""
    page = browser.get(path, headers=BROWSER)
    assert page.status_code == status, page.text
    text: str = page.text
    return text


def led(answer: Any) -> str:
    """Where an answer to a form leads on to."""
    assert answer.status_code == 303, answer.text
    where: str = answer.headers["Location"]
    return where
