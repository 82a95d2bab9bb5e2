"""Pages of other origins: those that a setting names may call the API from a browser, and read what they need of it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from market.app import create_app
from market.config import WrongSetting, read_config
from tests.support.installation import SECRET

SHOP, OTHER = "https://shop.example", "https://other.example"


def at(tmp_path: Any, **settings: str) -> FlaskClient:
    given = {"MARKET_HOME": str(tmp_path), "SECRET_KEY": SECRET, "SMS_ADAPTER": "file"}
    return create_app(read_config(given | settings)).test_client()


def allowed(answer: Any) -> dict[str, str]:
    return {n.removeprefix("Access-Control-"): v for n, v in answer.headers.items() if n.startswith("Access-Control-")}


def preflight(client: FlaskClient, path: str, origin: str = SHOP) -> Any:
    asked = {"Origin": origin, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "if-match"}
    return client.options(path, headers=asked)


@pytest.mark.parametrize(
    "path", ["/api/v1/categories", "/openapi.json", "/api/v1/me", "/api/v1/places?limit=x", "/api/no"]
)
def test_nobody_is_let_in_by_default(tmp_path, path) -> None:
    client = at(tmp_path)
    assert allowed(client.get(path, headers={"Origin": SHOP})) == allowed(preflight(client, path)) == {}


@pytest.mark.parametrize(
    "path", ["/api/v1/me", "/openapi.json", "/api/v1/places?limit=x", "/api/no", "/api/v1/places?q=a"]
)
def test_a_named_origin_reads_answers_and_refusals_with_their_headers(tmp_path, path) -> None:
    answer = at(tmp_path, CORS_ORIGINS=f"{SHOP}, {OTHER}").get(path, headers={"Origin": SHOP})
    told = allowed(answer)
    assert (told.pop("Allow-Origin"), "Origin" in answer.headers.getlist("Vary")) == (SHOP, True)
    assert {"ETag", "Location", "Link", "Retry-After", "X-Request-Id"} <= set(told.pop("Expose-Headers").split(", "))
    assert told == {}


@pytest.mark.parametrize(
    "origin",
    [
        "https://shop.example.evil",
        "http://shop.example",
        "https://shop.example:8443",
        "null",
        "https://SHOP.example",
        "",
    ],
)
def test_no_other_origin_is(tmp_path, origin) -> None:
    client = at(tmp_path, CORS_ORIGINS=SHOP)
    answer = client.get("/api/v1/places", headers={"Origin": origin})
    assert (allowed(answer), allowed(preflight(client, "/api/v1/me", origin))) == ({}, {})
    assert "Origin" in answer.headers.getlist("Vary")


def test_what_may_be_sent_is_asked_once_in_two_hours(tmp_path) -> None:
    told = allowed(answer := preflight(at(tmp_path, CORS_ORIGINS=SHOP), "/api/v1/me"))
    assert (answer.status_code, told["Allow-Origin"], told["Max-Age"]) == (200, SHOP, "7200")
    assert {"GET", "PATCH", "DELETE"} <= set(told["Allow-Methods"].split(", "))
    assert {"Authorization", "Content-Type", "Idempotency-Key", "If-Match"} <= set(told["Allow-Headers"].split(", "))


def test_asking_first_is_no_sign_in(tmp_path) -> None:
    client = at(tmp_path, CORS_ORIGINS=SHOP, RATE_LIMIT_SIGN_IN="1 per minute", RATE_LIMIT_EXEMPT="none")
    assert [preflight(client, "/api/v1/tokens").status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("settings", ["*", SHOP])
def test_credentials_are_never_allowed(tmp_path, settings) -> None:
    client = at(tmp_path, CORS_ORIGINS=settings)
    told = allowed(preflight(client, "/api/v1/me")) | allowed(client.get("/api/v1/me", headers={"Origin": SHOP}))
    assert (told["Allow-Origin"], "Allow-Credentials" in told) == (settings, False)


@pytest.mark.parametrize(
    "path", ["/figures", "/t", "/metrics", "/webhooks/cards", "/docs/", "/healthz", "/figures/sign-in"]
)
def test_pages_webhooks_and_figures_of_the_machine_are_not_for_other_origins(tmp_path, path) -> None:
    client = at(tmp_path, CORS_ORIGINS="*")
    assert allowed(client.options(path, headers={"Origin": SHOP})) == allowed(preflight(client, path)) == {}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", set()),
        ("*", {"*"}),
        ("https://Shop.Example/", {SHOP}),
        ("https://shop.example:443,http://shop.example:80", {SHOP, "http://shop.example"}),
        ("http://localhost:5173 ,", {"http://localhost:5173"}),
        ("http://[::1]:3000", {"http://[::1]:3000"}),
        ("https://chợ.example", {"https://xn--ch-3bt.example"}),
    ],
)
def test_an_origin_is_read_as_browsers_write_it(written, read) -> None:
    assert read_config({"SECRET_KEY": SECRET, "CORS_ORIGINS": written}).cors_origins == read


@pytest.mark.parametrize(
    "written",
    ["*,https://shop.example", "shop.example", "https://*.example", "https://shop.example/app", "null", "https://a@b"],
)
def test_what_is_no_origin_stops_the_start(written) -> None:
    with pytest.raises(WrongSetting, match=r"CORS_ORIGINS must be origins such as https://shop.example"):
        read_config({"SECRET_KEY": SECRET, "CORS_ORIGINS": written})
