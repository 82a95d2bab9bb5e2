"""What saves a slow line: text is sent small, what is known is not sent again, and lists say where they go on."""

import gzip
import json
import re
from typing import Any

import pytest
from requests.utils import parse_header_links
from sqlalchemy import update

from market.db import db, transaction
from market.http import Market
from market.orders.models import Order
from market.orders.rules import PaymentStatus
from tests.support.village import (
    a_buyer,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    booked_parcel,
    buyer_of,
    calling,
    guest,
    owner_of,
    placed_order,
)

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def bytes_of(path: str, **headers: str) -> tuple[Any, int]:
    return (answer := guest().get(path, headers=headers)), len(answer.data)


# Compression


@pytest.mark.parametrize(
    "accepted", ["gzip", "deflate, gzip;q=0.5, br", "*", "gzip;q=1.0, identity; q=0.5, *;q=0", "GZIP"]
)
def test_a_long_answer_goes_small_to_whoever_takes_gzip(app, accepted) -> None:
    plain, small = (
        guest().get("/places?limit=50"),
        guest().get("/places?limit=50", headers={"Accept-Encoding": accepted}),
    )
    assert (small.headers["Content-Encoding"], gzip.decompress(small.data)) == ("gzip", plain.data)
    assert len(small.data) * 3 < len(plain.data) == int(plain.headers["Content-Length"])
    assert int(small.headers["Content-Length"]) == len(small.data)


@pytest.mark.parametrize(
    "accepted", ["", "br", "gzip;q=0", "identity, gzip;q=0.5", "*;q=0", "zip", "gzip;q=x;", "identity"]
)
def test_and_as_it_is_to_others(app, accepted) -> None:
    answer = guest().get("/places?limit=50", headers={"Accept-Encoding": accepted})
    assert (answer.status_code, "Content-Encoding" in answer.headers) == (200, False)
    assert "Accept-Encoding" in answer.headers.getlist("Vary")


# What is told once, in an answer of its own, is not kept for a second request either.
UNKEYED = {
    "sign_in",
    "answer_order_look_up",
    "connect_service",
    "add_subscription",
    "rotate_secret",
    "send_complaint_by_code",
}
# What is written in a browser alone, and the page that asks for a code.
UNKEYED |= {"put", "choose", "choose_receiving", "send_code"}
# What changes nothing when it is sent again, and is long or sent by everybody.
UNKEYED |= {"add_words", "try_word", "note_opening"}


def test_what_is_short_or_small_already_is_sent_as_it_is(app, client) -> None:
    for answer in (
        client.get("/api/v1/places?limit=1", headers=GZIP),
        client.get("/api/v1/nothing", headers=GZIP),
    ):
        assert "Content-Encoding" not in answer.headers
        answer.close()


def test_a_long_refusal_is_made_small_too(app) -> None:
    items = [{"product_id": "x", "quantity": 0}] * 50
    refused = guest().post("/quotes", {"items": items, "deliver_to": {}}, headers=GZIP)
    assert (refused.status_code, refused.headers["Content-Encoding"]) == (422, "gzip")
    assert json.loads(gzip.decompress(refused.data))["type"] == "invalid-input"


def test_nothing_is_compressed_where_a_cookie_or_a_secret_goes_along(app, client) -> None:
    assert "Content-Encoding" in client.get("/figures", headers=GZIP).headers
    client.set_cookie("figures", "x", path="/figures")
    assert "Content-Encoding" not in client.get("/figures", headers=GZIP).headers
    for site in ("cross-site", "same-site", "x", ""):
        assert "Content-Encoding" not in client.get("/figures", headers=GZIP | {"Sec-Fetch-Site": site}).headers
    for site in ("same-origin", "none"):  # no other page can have chosen what stands in it
        assert "Content-Encoding" in client.get("/figures", headers=GZIP | {"Sec-Fetch-Site": site}).headers
    secret = {view.__name__ for view in app.view_functions.values() if not getattr(view, "keyed", True)}
    assert secret == UNKEYED
    wrong = client.post("/api/v1/tokens", json={"phone": "x" * 2000, "code": ["x"] * 200}, headers=GZIP)
    assert (wrong.status_code, "Content-Encoding" in wrong.headers) == (422, False)


def test_what_is_large_and_the_same_for_all_goes_small(client) -> None:
    whole = client.get("/openapi.json").data
    small = client.get("/openapi.json", headers=GZIP)
    assert (len(whole) > 500_000, len(small.data) < 100_000) == (True, True)
    assert gzip.decompress(small.data) == whole


# Tags


def test_a_tag_stays_good_for_edits_and_for_looking_again_however_the_answer_was_sent(app) -> None:
    product = a_product(description="Na dai. " * 200)
    household = calling(owner_of(product.shop))
    path = f"/products/{product.id}"
    tag = household.get(path, headers=GZIP).headers["ETag"]
    assert tag.startswith('W/"1.')
    for sent in (tag, tag.removeprefix("W/")):
        for taken in (GZIP, {}):
            known = household.get(path, headers={"If-None-Match": sent, **taken})
            assert (known.status_code, known.data, known.headers["ETag"].removeprefix("W/")) == (304, b"", tag[2:])
    assert known.headers["Vary"]
    assert household.patch(path, {"price_vnd": 70_000}, headers={"If-Match": tag}).status_code == 200
    assert household.patch(path, {"price_vnd": 71_000}, headers={"If-Match": tag}).status_code == 412


def test_everything_that_is_read_has_a_tag_and_is_not_sent_twice(app: Market) -> None:
    caller, seen = calling(an_operator()), 0
    order = booked_parcel().reference
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<code:number>", order)
        if not rule.rule.startswith("/api/") or "GET" not in (rule.methods or ()) or "<" in path:
            continue
        answer = caller.get(path)
        if answer.status_code == 200 and answer.mimetype in ("application/json", "text/csv"):
            seen += 1
            again = caller.get(path, headers={"If-None-Match": f'"other", {answer.headers["ETag"]}'})
            assert (again.status_code, again.data) == (304, b""), path
            assert again.headers.get("Cache-Control") == answer.headers.get("Cache-Control"), path
    assert seen > 20


def test_a_tag_moves_with_what_is_shown_not_with_its_moves_only(app) -> None:
    me = calling(person := a_buyer())
    tag = me.get("/me").headers["ETag"]
    english = guest().get("/open-data", headers={"Accept-Language": "en"}).headers["ETag"]
    assert guest().get("/open-data").headers["ETag"] != english
    assert tag.startswith(f'"{person.version}.')
    me.patch("/me", {"name": "Lò Thị Mai"}, headers={"If-Match": f'"{me.get("/me").json["version"]}"'})
    assert me.get("/me", headers={"If-None-Match": tag}).json["name"] == "Lò Thị Mai"


def test_the_tag_of_an_order_moves_with_its_payment_and_is_another_for_who_sees_less(app) -> None:
    order = placed_order()
    buyer, officer = calling(buyer_of(order)), calling(an_officer())
    tag = buyer.get(f"/orders/{order.number}").headers["ETag"]
    assert officer.get(f"/orders/{order.number}").headers["ETag"] != tag
    paid = update(Order).where(Order.number == order.number).values(payment_status=PaymentStatus.COLLECTED)
    transaction(lambda: db.session.execute(paid))
    again = buyer.get(f"/orders/{order.number}", headers={"If-None-Match": tag})
    assert (again.status_code, again.json["payment"]["status"]) == (200, "collected")


# Lists


def followed(path: str) -> list[list[Any]]:
    pages, caller = [], guest()
    while path:
        answer = caller.get(path)
        links = {link["rel"]: link["url"] for link in parse_header_links(answer.headers["Link"])}
        assert ("next" in links) == (answer.json["next"] is not None)
        pages.append(answer.json["items"])
        path, first = links.get("next", ""), links["first"]
    assert caller.get(first).json["items"] == pages[0]
    return pages


def test_links_lead_through_a_list(app) -> None:
    shop = a_shop()
    made = [str(a_product(shop).id) for _ in range(3)]
    assert [[item["id"] for item in page] for page in followed(f"/shops/{shop.id}/products?limit=2")] == [
        [made[2], made[1]],
        [made[0]],
    ]


@pytest.mark.parametrize(
    "asked", ["q=chi%20l%C4%83ng&limit=3", "q=chi+lang%26limit%3D9%3E%3B&limit=1", "limit=100&kind=province"]
)
def test_links_keep_what_was_asked(app, asked) -> None:
    direct = guest().get(f"/places?{asked}").json
    assert followed(f"/places?{asked}")[0] == direct["items"]


def test_what_is_no_list_or_was_refused_has_no_links(app) -> None:
    for answer in (
        guest().get("/places?limit=x"),
        guest().get(f"/shops/{a_shop().id}"),
        guest().get("/places?cursor=x"),
    ):
        assert "Link" not in answer.headers


def test_links_never_fill_the_headers(app) -> None:
    answer = guest().get("/places", query_string={"q": "ế" * 120, "limit": "1"})
    assert (answer.status_code, sum(len(n) + len(v) for n, v in answer.headers) < 3000) == (200, True)


def test_every_list_has_links(app: Market) -> None:
    spec = app.test_client().get("/openapi.json").json
    caller, wrong = calling(an_operator()), []
    for path, operations in spec["paths"].items():
        asked = {p["name"] for p in operations.get("get", {}).get("parameters", ()) if "name" in p}
        if "cursor" in asked and not re.search(r"[{]", path):
            answer = caller.get(path)
            if answer.status_code == 200 and 'rel="first"' not in answer.headers.get("Link", ""):
                wrong.append(path)
    assert wrong == []
