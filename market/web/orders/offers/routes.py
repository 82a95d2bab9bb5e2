"""`/o/{number}/{code}`: the page that the link of the message opens. Shows no names, phones or addresses of people."""

from typing import Any

from flask import Response

from market import clock
from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.orders.gathering import day
from market.orders.substitutions import flows
from market.orders.substitutions.rules import NothingOffered, SubstitutionState
from market.web.orders.offers.shown import is_open, shown
from market.web.orders.offers.words import OFFER
from market.web.shell import forms, frame

blueprint = PageBlueprint("offer_page", __name__, template_folder="templates")
PATH = "/o/<code:number>/<code:code>"
_S = SubstitutionState


@blueprint.route(PATH, methods=["GET"])
@public
def show_offer(number: str, code: str) -> Response:
    """What is missing, what is offered instead, and two buttons; or what became of it."""
    try:
        found = flows.by_code(number, code)
    except NothingOffered:
        return _page(OFFER["say_wrong"], title=OFFER["title"].format(number=number), status=404, offered=None)
    title = OFFER["title"].format(number=found.order.number)
    return _page(_say(found), title=title, offered=shown(found.order, found.chosen) | {"here": f"/o/{number}/{code}"})


@blueprint.route(PATH + "/taking", methods=["POST"])
@public
@forms.back_to(show_offer)
def take(number: str, code: str) -> Response:
    """I take the other household's goods."""
    return _answered(number, code, take=True)


@blueprint.route(PATH + "/money", methods=["POST"])
@public
@forms.back_to(show_offer)
def want_money(number: str, code: str) -> Response:
    """I want my money."""
    return _answered(number, code, take=False)


def _answered(number: str, code: str, *, take: bool) -> Response:
    flows.answer_by_code(number=number, code=code, take=take, now=clock.now())
    return forms.then(f"/o/{number}/{code}")


def _say(found: flows.Offered) -> Sentence:
    chosen = found.chosen
    if is_open(chosen):
        return OFFER["say"]
    if chosen.state == _S.TAKEN:
        return OFFER["say_taken"].format(shop=chosen.to_shop_name or "", day=day(chosen.ship_on))
    return OFFER["say_back"]


def _page(say: Sentence, *, title: Sentence, offered: dict[str, Any] | None, status: int = 200) -> Response:
    page = frame.page("offer.html", title=title, say=say, status=status, words=OFFER, offered=offered)
    page.headers["X-Robots-Tag"] = "noindex"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
