"""`/shop`: the way to one's shop, and what is to do there today."""

from typing import Any
from uuid import UUID

from flask import Response, redirect

from market import clock
from market.accounts.access import current_person, signed_in
from market.accounts.rules import RoleName
from market.catalog.queries.shops import shops_of
from market.orders import piles
from market.web.household import shops
from market.web.household.orders.shown import cards
from market.web.household.today import opening, work
from market.web.household.today.blueprint import blueprint
from market.web.household.today.words import DONE, SHOPS, STATUS, TODAY
from market.web.shell import frame

__all__ = ["blueprint", "opening"]
_SHOWN_AT_ONCE = 3


@blueprint.route("/shop", methods=["GET"])
@signed_in
def show_shops() -> Response:
    """On to one's only shop, or the choice of several; who has none may open one."""
    me = current_person()
    mine = shops_of(me.id)
    if len(mine) == 1:
        return redirect(f"/shop/{mine[0]['id']}", 303)  # type: ignore[return-value]
    say = SHOPS["say" if mine else "say_none"]
    told = [{**shop, "hint": _hint(shop)} for shop in mine]
    doors: dict[str, Any] = {"may_open": opening.may_open(me), "helps": me.holds(RoleName.TEAM_MEMBER)}
    return frame.page("shops.html", title=SHOPS["title"], say=say, words=SHOPS, shops=told, **doors)


@blueprint.route("/shop/<uuid:shop_id>", methods=["GET"])
@signed_in
def show_today(shop_id: UUID) -> Response:
    """What is to do today."""
    shop, me, now = shops.shop_looked_after(shop_id), current_person(), clock.now()
    counts = piles.counted(me, shop_id=shop.id, now=now)
    to_do = [*work.to_do(shop, counts), *work.written(shop, me), *work.asked(shop)]
    urgent = piles.most_urgent(me, shop_id=shop.id, most=_SHOWN_AT_ONCE, now=now) if counts["accept"] else []
    told: dict[str, Any] = {
        "title": TODAY["title"],
        "say": work.say(counts),
        "done": DONE,
        "shut": work.why_shut(shop, now=now),
        "cards": cards(urgent, now=now),
        "waiting": counts["accept"],
        "to_do": to_do,
        "to_know": work.to_know(shop, me, counts, now=now),
        "sells": None if to_do or urgent else work.what_sells(shop, now=now),
    }
    return shops.page("today.html", shop=shop, part="today", words=TODAY, **told)


def _hint(shop: dict[str, str]) -> Any:
    """What is to do there, or why there is nothing."""
    if shop["status"] == "closed":
        return STATUS["closed"]
    counts = piles.counted(current_person(), shop_id=UUID(shop["id"]), now=clock.now())
    waiting = counts["accept"] + counts["ready"]
    return SHOPS["to_do"].format(n=waiting) if waiting else SHOPS["nothing"]
