"""Answers that are written out by hand have exactly the fields that their schemas describe, and their values."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from market import clock
from market.catalog.schemas.products import ProductOut, ProductPage
from market.fields import Schema
from market.http import Market
from market.search.engines.registry import current_engine
from market.search.facets import MORE
from market.search.index.indexer import follow_once
from market.search.schemas import SearchPage, SuggestionList
from tests.support.village import a_certified_product, a_product, an_officer, calling, guest, owner_of

# Only for those who act for the shop, or verify its certificates.
FOR_FEW = {"certificate", "suspension_reason"}
EVERYTHING: dict[str, Any] = {
    "description": "Hái trong ngày.",
    "names": {"en": "custard apple"},
    "also_known_as": ["na dai"],
    "season": {"from_month": 7, "to_month": 9},
    "dimensions_cm": {"length": 30, "width": 20, "height": 15},
    "shelf_life_days": 4,
}


def differences(schema: Any, answer: Any, at: str = "", may_lack: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """Where the names or kinds of `answer` are not those of `schema`."""
    known = {field.data_key or name: field for name, field in schema.fields.items()}
    wrong = [f"{at}.{name}" for name in set(known) ^ set(answer) if name not in may_lack]
    for name in set(known) & set(answer):
        wrong += _field(known[name], answer[name], f"{at}.{name}")
    return wrong


def _field(field: Any, value: Any, at: str) -> list[str]:
    if value is None:
        return [] if field.allow_none else [at]
    if isinstance(field, fields.List):
        return [line for number, item in enumerate(value) for line in _field(field.inner, item, f"{at}[{number}]")]
    if isinstance(field, fields.Nested):
        optional = {"names", "understood"} & {at.rpartition(".")[2]}
        return differences(field.schema, value, at, set(field.schema.fields) if optional else frozenset())
    field.deserialize(value)  # of the right kind, or it raises
    return []


def agrees(schema: type[Schema], answer: Any, may_lack: frozenset[str] | set[str] = frozenset()) -> bool:
    return differences(schema(), answer, may_lack=may_lack) == []


def test_a_product_for_a_guest(app: Market) -> None:
    for product in (a_certified_product(**EVERYTHING), a_product()):
        assert agrees(ProductOut, guest().get(f"/products/{product.id}").json, FOR_FEW)


def test_a_product_for_its_household_and_its_officer(app: Market) -> None:
    product = a_certified_product(**EVERYTHING)
    path = f"/products/{product.id}"
    assert agrees(ProductOut, calling(owner_of(product.shop)).get(path).json)
    assert agrees(ProductOut, calling(an_officer()).get(path).json, {"suspension_reason"})


def test_a_list(app: Market) -> None:
    product = a_certified_product(**EVERYTHING)
    a_product(product.shop)
    answer = guest().get(f"/shops/{product.shop_id}/products").json
    assert len(answer["items"]) == 2
    assert [line for line in differences(ProductPage(), answer) if not line.endswith(tuple(FOR_FEW))] == []


def test_search_and_suggestions(app: Market) -> None:
    a_certified_product(**EVERYTHING)
    while follow_once(current_engine(), now=clock.now()):
        pass
    found = guest().get(f"/search?q=na&group=good&facets={','.join(MORE)}").json
    assert found["items"]
    assert differences(SearchPage(), found, may_lack={"reasons"}) == []
    assert agrees(SuggestionList, guest().get("/search/suggestions?q=na").json)
