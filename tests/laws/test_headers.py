"""What every route says to caches and browsers: whatever was asked with a token stays private."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from market.app import create_app
from market.config import read_config
from market.http.browsers import PageBlueprint
from market.http.named import Named
from market.web.shell.script import enhance
from tests.support.installation import SECRET
from tests.support.village import (
    a_clerk,
    an_operator,
    booked_parcel,
    calling,
    guest,
)

UUID = "01900000-0000-7000-8000-000000000000"
# The same whatever token comes: places, open data, pictures of links, the page that looks at its cookie only.
SAME_FOR_ALL = {"places", "figures", "figures_page", "found", "previews"}
GAPS: dict[str, Any] = {"UUIDConverter": UUID, "NamedConverter": Named("na", uuid.UUID(UUID))}
LEAVING = {("DELETE", "/api/v1/tokens/current"), ("DELETE", "/api/v1/me"), ("DELETE", "/api/v1/me/sessions")}


def test_what_was_asked_with_a_token_is_kept_by_nobody(app) -> None:
    token = calling(an_operator()).token
    wrong = []
    for rule in app.url_map.iter_rules():
        gaps = {name: GAPS.get(type(kind).__name__, "1") for name, kind in rule._converters.items()}
        _, path = rule.build(gaps)
        for method in {m for m in rule.methods or () if (m, path) not in LEAVING}:
            proof = {"Authorization": f"Bearer {token}"}
            answer = app.test_client().open(path, method=method, headers=proof, buffered=True)
            same_for_all = rule.endpoint.partition(".")[0] in SAME_FOR_ALL and method in ("GET", "HEAD")
            if answer.headers.get("Cache-Control") != "private, no-store" and not same_for_all:
                wrong.append((method, path, answer.headers.get("Cache-Control")))
    assert wrong == []


@pytest.mark.parametrize("path", ["/me", "/me/export", "/me/sessions", "/orders", "/notices", "/households", "/me/x"])
def test_private_things_refused_or_shown_are_private(app, path) -> None:
    assert calling(an_operator()).get(path).headers["Cache-Control"] == "private, no-store"


def test_a_token_just_given_is_private_and_so_is_a_wrong_one(app) -> None:
    bogus = guest()
    bogus.token = "cp_bogus"
    assert bogus.get("/me").headers["Cache-Control"] == "private, no-store"


def html_pages(client: FlaskClient) -> dict[str, Any]:
    parcel, clerk = booked_parcel(), calling(a_clerk())
    labels = f"/api/v1/labels?format=html&tracking_numbers={parcel.tracking_number}"
    return {
        "/docs": client.get("/docs"),
        "/docs/": client.get("/docs/"),
        "/figures": client.get("/figures"),
        "/figures/sign-in": client.get("/figures/sign-in"),
        "/": client.get("/", headers={"Accept": "text/html"}),
        "/sign-in": client.get("/sign-in"),
        "/nothing": client.get("/nothing", headers={"Accept": "text/html"}),
        "/figures?place=x": client.get("/figures?place=x"),
        "/t": client.get("/t"),
        "/t/CA000000014VN": client.get("/t/CA000000014VN"),
        "labels": client.get(labels, headers={"Authorization": f"Bearer {clerk.token}"}),
    }


def test_every_page_says_what_it_may_load_and_that_nobody_frames_it(app, client) -> None:
    for path, page in html_pages(client).items():
        assert page.mimetype == "text/html", path
        policy = page.headers["Content-Security-Policy"]
        assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy.split("; ")), path
        assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0], path
        assert policy.partition("script-src ")[2].partition(";")[0] in ("", f"'{enhance().hash}'")


# Hosts


def at(tmp_path, **settings: str) -> FlaskClient:
    address = f"sqlite:///{tmp_path}/m.db"
    given = {"MARKET_HOME": str(tmp_path), "SECRET_KEY": SECRET, "DATABASE_URL": address, "SMS_ADAPTER": "file"}
    return create_app(read_config(given | settings)).test_client()


@pytest.mark.parametrize(
    ("settings", "host", "status"),
    [
        ({}, "127.0.0.1:8000", 200),
        ({}, "localhost", 200),
        ({}, "evil.example", 400),
        ({"PUBLIC_URL": "https://cho.example"}, "cho.example", 200),
        ({"PUBLIC_URL": "https://cho.example"}, "cho.example:443", 200),
        ({"PUBLIC_URL": "https://cho.example"}, "evil.example", 400),
        ({"PUBLIC_URL": "https://cho.example"}, "cho.example.evil.example", 400),
        ({"PUBLIC_URL": "https://cho.example", "BIND": "0.0.0.0"}, "10.0.0.9", 400),
        ({"BIND": "0.0.0.0"}, "10.0.0.9", 200),
        ({"BIND": "192.168.1.7", "PUBLIC_URL": "http://192.168.1.7:8000"}, "192.168.1.7:8000", 200),
    ],
)
def test_only_our_own_names_are_answered_to(tmp_path, settings, host, status) -> None:
    answer = at(tmp_path, **settings).get("/healthz", headers={"Host": host})
    assert (answer.status_code, "evil" in answer.text) == (status, False)


@pytest.mark.parametrize(
    ("path", "to"), [("/api/v1//categories", "/api/v1/categories"), ("/api//v1/places?a=1", "/api/v1/places?a=1")]
)
def test_a_redirect_names_no_host(tmp_path, path, to) -> None:
    answer = at(tmp_path, BIND="0.0.0.0").open(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"], "evil" in answer.text) == (308, to, False)


@pytest.mark.parametrize(("url", "said"), [("https://cho.example", "max-age=31536000"), ("http://cho.example", None)])
def test_hsts_is_said_where_people_come_over_tls(tmp_path, url, said) -> None:
    client = at(tmp_path, PUBLIC_URL=url)
    for path in ("/healthz", "/docs/", "/nothing"):
        assert client.get(path).headers.get("Strict-Transport-Security") == said


# The cookie of the pages


def test_the_cookie_of_a_page_is_good_for_pages_only(app, client) -> None:
    from market import clock
    from market.accounts import actions
    from market.accounts.rules import Scope
    from market.db import transaction

    person = an_operator()
    token, _ = transaction(lambda: actions.issue_token(person=person, now=clock.now(), scope=Scope.PAGES))
    me = guest()
    me.token = token
    assert [me.get("/me").status_code, me.post("/quotes", {}).status_code] == [401, 401]
    assert client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    client.set_cookie("cho", token)
    assert client.get("/figures").headers["Cache-Control"] == "private, no-store"


def test_a_token_of_the_api_is_no_cookie(app, client) -> None:
    client.set_cookie("cho", calling(an_operator()).token or "")
    assert "sign-out" not in client.get("/figures").text


@pytest.mark.parametrize("path", ["/figures/sign-in", "/figures/sign-out"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_form_of_another_site_signs_nobody_in_or_out(app, client, path, site) -> None:
    refused = client.post(path, data={"phone": "0977123456"}, headers={"Sec-Fetch-Site": site})
    assert (refused.status_code, "Set-Cookie" in refused.headers) == (403, False)
    assert client.post(path, data={"phone": "0977123456"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code < 400


def test_a_form_of_another_site_is_refused_by_every_page(app) -> None:
    """Whatever else would be said of it, and whoever is signed in."""
    answers = {}
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and isinstance(app.blueprints.get(rule.endpoint.partition(".")[0]), PageBlueprint):
            _, path = rule.build({name: GAPS.get(type(kind).__name__, "1") for name, kind in rule._converters.items()})
            answers[path] = app.test_client().post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code
    assert len(answers) > 100
    assert {path for path, status in answers.items() if status != 403} == set()
