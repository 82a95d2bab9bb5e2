"""What stands behind the `?`: one value where one is meant, several where a list is, and none that is not there."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from market.http import Market
from tests.support.village import CHI_LANG_OFFICE, a_clerk, an_operator, booked_parcel, calling

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
        if parameter["schema"]["type"] == "array":
            lists.add((address, parameter["name"]))
            continue
        answer = caller._call(method, f"{address}?{urlencode([(parameter['name'], 'a'), (parameter['name'], 'b')])}")
        told = (answer.status_code, (answer.json or {}).get("type"), list((answer.json or {}).get("errors", {})))
        if told != (422, "repeated-parameter", [parameter["name"]]) and answer.status_code != 403:
            wrong.append((method, address, parameter["name"], told))
    assert wrong == []
    assert lists == {("/api/v1/labels", "tracking_numbers")}


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/search?q=na&q=mat", ["q"]),
        ("/search?q=na&limit=1&limit=1", ["limit"]),  # nor is it asked whether both say the same
        ("/orders?state=completed&state=packed&as=buyer&as=seller", ["state", "as"]),
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
