"""What any client may send, and the one shape in which it is refused. Nothing it sends causes a 500."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.village import a_buyer, a_product, a_shop, calling, guest, owner_of

# How a request is read and an answer is worded is the same of each database.
pytestmark = pytest.mark.once

UUID = str(uuid4())
SHAPE = {"type", "title", "status", "detail"}


def post(client, content: bytes, path: str = "/api/v1/quotes", kind: str = "application/json"):
    return client.post(path, data=content, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a": NaN}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": "\\ud800"}',
        b"'x'",
    ],
)
def test_what_is_not_json_is_400(client, content) -> None:
    refused = post(client, content)
    assert (refused.status_code, refused.json["type"]) == (400, "not-json")
    assert refused.mimetype == "application/problem+json"


@pytest.mark.parametrize("content", [b"null", b"[]", b"1", b'"x"', b"{}"])
def test_json_of_another_shape_is_422(client, content) -> None:
    assert post(client, content).status_code == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_kind_of_body_is_415(client, kind) -> None:
    assert post(client, b'{"items": []}', kind=kind).status_code == 415


def test_a_body_over_the_limit_is_413(client) -> None:
    assert post(client, b'"' + b"x" * 1_100_000 + b'"').status_code == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/shops/not-a-uuid", 404),
        ("GET", "/api/v1/orders/%00", 404),
        ("GET", "/api/v1/tracking/ %20%F0%9F%A5%AD", 404),
        ("DELETE", "/api/v1/places", 405),
        ("GET", "/api/v1/places?limit=1000000000", 422),
        ("GET", "/api/v1/places?limit=abc", 422),
        ("GET", "/api/v1/shops?cursor=broken", 422),
        ("GET", "/api/v1/shops?colour=red", 422),
        ("GET", "/api/v1/search?q=%00", 422),
    ],
)
def test_every_refusal_has_one_shape(client, method, path, status) -> None:
    refused = client.open(path, method=method)
    assert refused.status_code == refused.json["status"] == status
    assert set(refused.json) >= SHAPE
    assert refused.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("asked", "spoken"), [(None, "vi"), ("vi", "vi"), ("en-GB,en;q=0.9", "en"), ("fr", "vi"), ("en;q=0.1, vi", "vi")]
)
def test_people_are_told_in_their_language_vietnamese_first(client, asked, spoken) -> None:
    told = client.get("/api/v1/nothing", headers={"Accept-Language": asked} if asked else {}).json["detail"]
    assert told == {"vi": "Không tìm thấy mục này.", "en": "There is no such thing here."}[spoken]


def test_field_messages_speak_english_too(client) -> None:
    refused = client.post("/api/v1/quotes", json={"x": 1}, headers={"Accept-Language": "en"})
    assert refused.json["errors"]["items"] == ["This is required."]
    assert refused.json["errors"]["x"][0].startswith("There is no such field. There are: items, ")


def test_a_misspelt_field_is_told_what_may_be_meant(client) -> None:
    sent = {"items": [{"product": UUID, "quanttiy": 0}], "deliver": {}} | {f"y{n}": 1 for n in range(2000)}
    told = client.post("/api/v1/quotes", json=sent, headers={"Accept-Language": "en"}).json["errors"]
    assert told["items"]["0"]["quanttiy"] == ["There is no such field. Is quantity meant?"]
    assert told["items"]["0"]["product"] == ["There is no such field. Is product_id meant?"]
    assert told["y1999"] == ["There is no such field."]  # not each of thousands is looked up
    vietnamese = client.post("/api/v1/quotes", json={"item": []}).json["errors"]
    assert vietnamese["item"] == ["Mục này không có. Có phải là items?"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("day=2026-02-30", "Phải là một ngày có thật, ghi như 2026-11-27."),
        ("from=hôm qua", "Phải là một ngày có thật, ghi như 2026-11-27."),
        ("since=hôm qua", "Phải ghi như 2026-11-27T08:00:00+07:00."),
        ("since=2026-11-27T08:00:00", "Phải ghi như 2026-11-27T08:00:00+07:00."),
        ("held=có", "Phải là true hoặc false."),
    ],
)
def test_a_day_an_instant_and_a_truth_value_say_how_they_are_written(app, query, said) -> None:
    refused = calling(a_buyer()).get(f"/orders?as=buyer&{query}")
    assert (refused.status_code, refused.json["errors"]) == (422, {query.partition("=")[0]: [said]})


def test_in_a_body_too(app) -> None:
    place = {"name": "Na núi", "commune_code": "06463", "village": "Làng", "new_village": "có"}
    refused = calling(a_buyer()).post("/shops", place | {"location": {"lat": "bắc", "lon": 106.5}})
    assert refused.json["errors"] == {
        "new_village": ["Phải là true hoặc false."],
        "location": {"lat": ["Phải là một số."]},
    }


def test_large_numbers_are_written_for_people(client) -> None:
    sent = {"deliver_to": {"commune_code": "00070"}, "items": [{"product_id": UUID, "quantity": -1}]}
    told = client.post("/api/v1/quotes", json=sent | {"expected_total_vnd": -1}).json["errors"]
    said = json.dumps(told, ensure_ascii=False)
    assert "Phải từ 1 đến " in said
    assert "0000" not in said


@pytest.mark.parametrize("given", ["mine-1", "a b", "x" * 65, ""])
def test_a_request_id_comes_back_or_is_made(client, given) -> None:
    answered = client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert answered == given if given == "mine-1" else len(answered) == 36


def test_an_answer_known_by_its_etag_is_not_sent_again(app) -> None:
    product = a_product()
    tag = guest().get(f"/products/{product.id}").headers["ETag"]
    again = guest().get(f"/products/{product.id}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["name", "phone", "code", "items", "deliver_to", "price_vnd", "stock", "season", "ocop", "scans", "location", "id"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(FIELDS | st.text(max_size=8), ANYTHING, max_size=6))
def test_no_json_object_breaks_a_call(app, body) -> None:
    import json

    shop = a_shop()
    content = json.dumps(body).encode("utf-8", "surrogatepass")
    caller, seller = calling(a_buyer()), calling(owner_of(shop))
    paths = ["/sign-in-codes", "/tokens", "/shops", "/quotes", "/checkouts", "/scans", f"/shops/{shop.id}/products"]
    for path in paths:
        for who in (guest(), caller, seller):
            headers = {"Content-Type": "application/json", "Idempotency-Key": "k"}
            assert who.post(path, data=content, headers=headers).status_code < 500
