"""What stands behind the `?`: one value where one is meant, several where a list is, and none that is not there."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from market.http import Market
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_clerk,
    a_product,
    an_operator,
    booked_parcel,
    calling,
    guest,
    owner_of,
)

UUID = "01900000-0000-7000-8000-000000000000"
GAPS = {"month": "2026-11", "name": "shops", "measure": "orders", "office": CHI_LANG_OFFICE, "n": "1"}


def parameters(app: Market) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, address and description of every value that may stand in a query."""
    found = []
    for path, operations in app.test_client().get("/openapi.json").json["paths"].items():
        address = re.sub(r"\{(\w+)\}", lambda gap: GAPS.get(gap[1], UUID if gap[1].endswith("_id") else "1"), path)
        for method, operation in operations.items():
            named = operation.get("parameters", ()) if method != "parameters" else ()
            found += [(method.upper(), address, parameter) for parameter in named if parameter.get("in") == "query"]
    return found


def test_no_operation_takes_the_first_of_two_values_for_the_one_that_was_meant(app: Market) -> None:
    caller, wrong, lists = calling(an_operator()), [], set()
    for method, address, parameter in parameters(app):
        if parameter["schema"].get("type") == "array":
            lists.add((address, parameter["name"]))
            continue
        answer = caller._call(method, f"{address}?{urlencode([(parameter['name'], 'a'), (parameter['name'], 'b')])}")
        told = (answer.status_code, (answer.json or {}).get("type"), list((answer.json or {}).get("errors", {})))
        if told != (422, "repeated-parameter", [parameter["name"]]) and answer.status_code != 403:
            wrong.append((method, address, parameter["name"], told))
    assert wrong == []
    assert lists == {
        ("/api/v1/labels", "tracking_numbers"),
        ("/api/v1/orders", "state"),
        ("/api/v1/search", "facets"),
    }


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/search?q=na&q=mat", ["q"]),
        ("/search?q=na&limit=1&limit=1", ["limit"]),  # nor is it asked whether both say the same
        ("/orders?held=true&held=false&as=buyer&as=seller", ["held", "as"]),
        ("/orders?as=buyer&as=", ["as"]),
        ("/places?%71=a&q=b", ["q"]),
    ],
)
def test_two_values_are_refused_by_name(app: Market, path: str, named: list[str]) -> None:
    refused = calling(an_operator()).get(path, headers={"Accept-Language": "en"}).json
    assert (refused["type"], refused["errors"]) == (
        "repeated-parameter",
        {n: ["This takes one value only."] for n in named},
    )
    assert refused["detail"].startswith(", ".join(named))


@pytest.mark.parametrize(
    "spelt", ["{0},{1},{2}", "{0}&tracking_numbers={1}&tracking_numbers={2}", "{0},{1}&tracking_numbers={2}"]
)
def test_a_list_is_read_in_every_spelling_of_one(app: Market, spelt: str) -> None:
    numbers = [booked_parcel().tracking_number for _ in range(3)]
    page = calling(a_clerk()).get("/labels?format=html&tracking_numbers=" + spelt.format(*numbers)).text
    assert [number for number in numbers if number not in page.replace(" ", "")] == []
    assert page.count("<section") == 3 or page.count("<article") == 3


@pytest.mark.parametrize(
    "asked", ["", "x", ",", "CZ999999995VN,", "CZ999999995VN,,CZ999999991VN", ",".join(["CZ999999995VN"] * 101)]
)
def test_a_list_with_a_hole_in_it_is_refused(app: Market, asked: str) -> None:
    refused = calling(a_clerk()).get(f"/labels?tracking_numbers={asked}")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["tracking_numbers"])


# Values there are not


@pytest.mark.parametrize(
    ("path", "field", "told"),
    [
        ("/search?category=trai-cay", "category", "fruit"),
        ("/search?category=Tr\u00e1i c\u00e2y", "category", "fruit"),
        ("/search?q=na&category=fruits", "category", "fruit"),
        ("/search?commune_code=99999", "commune_code", "GET /api/v1/places"),
        ("/shops?commune_code=99999", "commune_code", "GET /api/v1/places"),
        ("/post-offices?commune_code=20999", "commune_code", "GET /api/v1/places"),
        ("/targets?place=99999", "place", "06463"),
        ("/statistics/orders?place=99999", "place", "06463"),
        ("/visits?place=nowhere", "place", "06463"),
        ("/claims?state=gone", "state", "open"),
    ],
)
def test_a_filter_by_what_there_is_not_is_refused_and_says_what_there_is(fair_online, app, path, field, told) -> None:
    refused = calling(an_operator()).get(path)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    assert told in refused.json["errors"][field][0]


@pytest.mark.parametrize(
    "path", ["/search?category=medicinal&q=na", "/search?commune_code=00070", "/shops?commune_code=00070"]
)
def test_a_filter_by_what_there_is_finds_nothing_where_nothing_is(fair_online, app, path) -> None:
    answer = calling(an_operator()).get(path)
    assert (answer.status_code, answer.json["items"]) == (200, [])


def test_every_figure_can_be_looked_up(app) -> None:
    told = guest().get("/statistics", headers={"Accept-Language": "en"}).json["measures"]
    assert [guest().get(f"/statistics/{one['name']}").json["measure"] for one in told] == [one["name"] for one in told]
    assert told[0] | {"by": []} == {
        "name": "shops",
        "title": "Shops opened",
        "kind": "level",
        "by": [],
        "definition": told[0]["definition"],
    }


# What is said of a body


def test_a_wrong_field_is_told_where_it_is_changed_and_a_wrong_category_which_there_are(app) -> None:
    product = a_product()
    household, match = calling(owner_of(product.shop)), {"If-Match": '"1"', "Accept-Language": "en"}
    path = f"/products/{product.id}"
    assert "/stock-movements" in household.patch(path, {"stock": 30}, headers=match).json["errors"]["stock"][0]
    assert (
        household.patch(path, {"colour": 1}, headers=match)
        .json["errors"]["colour"][0]
        .startswith("There is no such field.")
    )
    for wrong in ("trai-cay", "Tr\u00e1i c\u00e2y", ""):
        assert household.patch(path, {"category": wrong}, headers=match).status_code == 422
    assert "fruit" in household.patch(path, {"category": "x"}, headers=match).json["errors"]["category"][0]
    assert "version" in household.patch(path, {"price_vnd": 1}).json["detail"]
    assert household.patch(path, {"price_vnd": 70_000}, headers=match).status_code == 200
