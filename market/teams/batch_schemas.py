"""Batches: what was typed without signal, act by act, and what became of each."""

from typing import Any

from market.catalog.schemas.products import Movement, NewProduct
from market.catalog.schemas.shops import Pause
from market.fields import AnyOf, Choice, Dictionary, Dong, Id, Instant, Items, Matching, Nested, Schema, String
from market.http import SpokenProblem
from market.language import Sentence
from market.teams.rules import ACTS_IN_A_BATCH
from market.teams.schemas import NewHousehold

_NUMBER = Sentence("Phải là số đơn, như CP-7Q4M-2KXW.", en="Must be an order number, such as CP-7Q4M-2KXW.")
_ID = "01936b2f-7c1a-7d3e-9f10-2b6d4c5e8a{:02}"


class OrderAct(Schema):
    number = Matching(r"CP-[0-9A-Z]{4}-[0-9A-Z]{4}", _NUMBER, longest=12, required=True)

    class Meta(Schema.Meta):
        example = {"number": "CP-7Q4M-2KXW"}


class ProductAct(NewProduct):
    shop_id = Id(required=True)

    class Meta(Schema.Meta):
        example = NewProduct.Meta.example | {"shop_id": _ID.format(0)}


class MovementAct(Movement):
    product_id = Id(required=True)

    class Meta(Schema.Meta):
        example = Movement.Meta.example | {"product_id": _ID.format(0)}


class PriceAct(Schema):
    product_id = Id(required=True)
    price_vnd = Dong(required=True, metadata={"description": "by half at most: more needs the household's own code"})
    was_vnd = Dong(metadata={"description": "the price as it was read; with another by now the act is refused"})

    class Meta(Schema.Meta):
        example = {"product_id": _ID.format(0), "price_vnd": 60_000, "was_vnd": 65_000}


class GoodAct(Schema):
    product_id = Id(required=True)

    class Meta(Schema.Meta):
        example = {"product_id": _ID.format(0)}


class PauseAct(Pause):
    shop_id = Id(required=True)

    class Meta(Schema.Meta):
        example = Pause.Meta.example | {"shop_id": _ID.format(0)}


class ShopAct(Schema):
    shop_id = Id(required=True)

    class Meta(Schema.Meta):
        example = {"shop_id": _ID.format(0)}


# Act → what it holds.
CONTENTS: dict[str, type[Schema]] = {
    "open_household": NewHousehold,
    "list_product": ProductAct,
    "change_price": PriceAct,
    "unlist_product": GoodAct,
    "relist_product": GoodAct,
    "move_stock": MovementAct,
    "pause_shop": PauseAct,
    "reopen_shop": ShopAct,
    "accept": OrderAct,
    "pack": OrderAct,
}


class ActIn(Schema):
    """One act. `id` is made on the phone, once for each act, and makes sending it twice harmless."""

    id = Id(required=True)
    act = Choice([*CONTENTS], required=True)
    typed_at = Instant(required=True)
    content = Dictionary(required=True)


def _described(act: str) -> type[Schema]:
    """An act of one kind, as clients are told of it."""
    own = {"act": Choice([act], required=True), "content": Nested(CONTENTS[act], required=True)}
    return type(f"{act.title().replace('_', '')}Typed", (ActIn,), own)


def _example(n: int, act: str) -> dict[str, Any]:
    content = getattr(CONTENTS[act].Meta, "example")  # noqa: B009
    return {"id": _ID.format(n), "act": act, "typed_at": f"2026-11-23T05:{n:02}:00Z", "content": content}


class Batch(Schema):
    # Each act is read by itself, so that one that is not in form never loses the others.
    acts = Items(AnyOf([_described(act) for act in CONTENTS]), most=ACTS_IN_A_BATCH, required=True)

    class Meta(Schema.Meta):
        example = {"acts": [_example(n, act) for n, act in enumerate(CONTENTS, 1)]}


class ActResult(Schema):
    id = String(longest=64, allow_none=True)
    result = Choice(["done", "duplicate", "refused"])
    made = Id(allow_none=True, metadata={"description": "what it made or moved"})
    problem = SpokenProblem(allow_none=True)


class BatchResults(Schema):
    results = Items(Nested(ActResult), most=ACTS_IN_A_BATCH)
