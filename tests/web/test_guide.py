"""`/docs`: every call of the API stands in it, as its contract says, without a script."""

import gzip
import re

import pytest

from market.web.guide.reading import Contract

pytestmark = pytest.mark.once  # pages of the frame: no database decides what they show

BROWSER = {"Accept": "text/html", "Accept-Language": "en"}
LARGEST = 14 * 1024


@pytest.fixture
def contract(client) -> Contract:
    return Contract(client.get("/openapi.json").json)


def links(page: str) -> set[str]:
    return set(re.findall(r'href="/docs/(\w+)"', page))


def test_every_call_stands_in_its_group_and_has_a_page_of_its_own(client, contract) -> None:
    groups = re.findall(r'href="/docs\?group=(\w+)"', client.get("/docs", headers=BROWSER).text)
    assert groups == list(contract.groups)
    shown = {call for group in groups for call in links(client.get(f"/docs?group={group}", headers=BROWSER).text)}
    assert shown == {call.id for calls in contract.groups.values() for call in calls}
    assert len(shown) > 200


def test_no_page_of_a_call_is_large_and_all_name_their_address(client, contract) -> None:
    for calls in contract.groups.values():
        for call in calls:
            page = client.get(f"/docs/{call.id}", headers=BROWSER)
            assert page.status_code == 200, call.id
            assert f"Send {call.method} to {call.path}." in page.text.replace("&lt;", "<"), call.id
            assert len(gzip.compress(page.data, 6)) < LARGEST, call.id


def test_a_call_says_what_it_takes_answers_and_refuses(client) -> None:
    page = re.sub(r"<[^>]+>", "", client.get("/docs/check_out", headers=BROWSER).text)
    for said in (
        "items[].quantity neededinteger, ≥ 1",
        "payment_method neededcod | card | bank_transfer",
        "this or `address_id`, one of the two",
        "Idempotency-Key",
        "orders[].state",
        "409 total-changed",
        "-H &#39;Content-Type: application/json&#39; -d &#39;{&#34;items&#34;",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    ("q", "found"), [("checkouts post", "check_out"), ("CHECK_OUT", "check_out"), ("  photo  product ", "add_photo")]
)
def test_a_call_is_found_by_any_of_its_words(client, q, found) -> None:
    assert found in links(client.get("/docs", query_string={"q": q}, headers=BROWSER).text)


def test_what_is_looked_for_in_vain_or_by_everything_is_answered_shortly(client) -> None:
    for q in ("xyzzy", "<b>", "%", "\x00", "a" * 5000, "."):
        page = client.get("/docs", query_string={"q": q}, headers=BROWSER)
        assert page.status_code == 200
        assert "<b>”" not in page.text
        assert len(gzip.compress(page.data, 6)) < LARGEST
    assert "Type another word" in client.get("/docs?q=a", headers=BROWSER).text


@pytest.mark.parametrize("path", ["/docs/nobody", "/docs/..", "/docs?group=x", "/docs/%00", "/docs/a/b"])
def test_what_is_no_call_is_not_there(client, path) -> None:
    assert client.get(path, headers=BROWSER).status_code in (404, 308)


def test_it_is_told_in_vietnamese_around_the_contracts_english(client) -> None:
    page = client.get("/docs/accept_order", headers={"Accept": "text/html"}).text
    assert "Dưới đây là những gì nó nhận" in page
    assert '<p lang="en"><b>' in page
