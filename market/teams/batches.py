"""What was typed without signal: each act under an id made on the phone, each answered by itself."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from market.accounts.models import Person
from market.catalog.access import price_by_own_word, shop_to_act_for
from market.catalog.actions import products, shops, stock
from market.catalog.queries.products import product_to_act_for
from market.db import db
from market.errors import IdReused, InvalidInput, PreconditionFailed, Problem
from market.fields import Schema
from market.orders.access import order_for
from market.orders.actions import transitions
from market.teams import batch_schemas, rules
from market.teams.actions.acts import Typed, recorded_as
from market.teams.actions.households import open_household
from market.teams.models import ActivityLog, Team

Result = dict[str, Any]
Do = Callable[[dict[str, Any], Team, Person, datetime], UUID | None]


def carry_out(*, acts: list[Any], team: Team, by: Person, now: datetime) -> list[Result]:
    """Do what can be done and say of each act, in the order sent, what became of it.

    Each stands under a savepoint of its own, in one transaction for the batch: the answer kept for its
    Idempotency-Key then always tells what was stored.
    """
    return [_one(act, team, by, now) for act in acts]


def _one(act: Any, team: Team, by: Person, now: datetime) -> Result:
    sent = act.get("id") if isinstance(act, dict) else None
    answer: Result = {"id": sent if isinstance(sent, str) and len(sent) <= 64 else None, "made": None, "problem": None}
    try:
        asked = _loaded(batch_schemas.ActIn(), act)
        content = _loaded(batch_schemas.CONTENTS[asked["act"]](), asked["content"])
        typed = Typed(asked["id"], asked["act"], _digest(act), _believed(asked["typed_at"], now))
        known = db.session.get(ActivityLog, typed.id)
        if known is not None:
            return answer | _again(known, typed, by)
        with db.session.begin_nested(), recorded_as(typed):
            return answer | {"result": "done", "made": _DO[asked["act"]](content, team, by, now)}
    except Problem as problem:
        return answer | {"result": "refused", "problem": problem.told()}


def _loaded(schema: Schema, content: Any) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(content)
        return loaded
    except ValidationError as error:
        raise InvalidInput(errors=error.normalized_messages()) from None


def _again(known: ActivityLog, typed: Typed, by: Person) -> Result:
    if known.by_id != by.id or known.digest != typed.digest:
        raise IdReused
    return {"result": "duplicate", "made": known.subject_id}


def _digest(act: Any) -> str:
    return hashlib.sha256(json.dumps(act, sort_keys=True).encode()).hexdigest()


def _believed(typed_at: datetime, now: datetime) -> datetime:
    """When she says she typed it, unless her clock cannot be right."""
    return typed_at if now - rules.LONGEST_OFFLINE <= typed_at <= now else now


def _open_household(content: dict[str, Any], team: Team, by: Person, now: datetime) -> UUID | None:
    return open_household(team=team, fields=content, by=by, now=now).id


def _list_product(content: dict[str, Any], _team: Team, by: Person, now: datetime) -> UUID | None:
    shop = shop_to_act_for(content.pop("shop_id"), by, now=now)
    return products.list_product(shop=shop, fields=content, by=by, now=now).id


def _change_price(content: dict[str, Any], _team: Team, by: Person, now: datetime) -> UUID | None:
    product, price = product_to_act_for(content["product_id"], by, now=now), content["price_vnd"]
    if content.get("was_vnd", product.price_vnd) != product.price_vnd:
        raise PreconditionFailed  # somebody has changed it since she looked
    agreed = price_by_own_word(product, by, price_vnd=price, code=None, now=now)
    products.change_product(product=product, changes={"price_vnd": price}, by=by, agreed=agreed, now=now)
    return product.id


def _move_stock(content: dict[str, Any], _team: Team, by: Person, now: datetime) -> UUID | None:
    product = product_to_act_for(content.pop("product_id"), by, now=now)
    content.pop("id", None)  # the act's own id makes it happen once
    stock.move_stock(product=product, **content, by=by, now=now)
    return product.id


def _move_product(action: Callable[..., None]) -> Do:
    def do(content: dict[str, Any], _team: Team, by: Person, now: datetime) -> UUID | None:
        product = product_to_act_for(content["product_id"], by, now=now)
        action(product=product, by=by, now=now)
        return product.id

    return do


def _move_shop(action: Callable[..., None]) -> Do:
    def do(content: dict[str, Any], _team: Team, by: Person, now: datetime) -> UUID | None:
        shop = shop_to_act_for(content.pop("shop_id"), by, now=now)
        action(shop=shop, **content, by=by, now=now)
        return shop.id

    return do


def _move(action: Callable[..., None]) -> Do:
    def do(content: dict[str, Any], _team: Team, by: Person, now: datetime) -> UUID | None:
        order, roles = order_for(content["number"], by, lock=True)
        action(order=order, roles=roles, by_id=by.id, now=now)
        return order.id

    return do


_DO: dict[str, Do] = {
    "open_household": _open_household,
    "list_product": _list_product,
    "change_price": _change_price,
    "unlist_product": _move_product(products.unlist_product),
    "relist_product": _move_product(products.relist_product),
    "move_stock": _move_stock,
    "pause_shop": _move_shop(shops.pause_shop),
    "reopen_shop": _move_shop(shops.reopen_shop),
    "accept": _move(transitions.accept),
    "pack": _move(transitions.pack),
}
