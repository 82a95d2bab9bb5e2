"""`/checkout`: who receives it, how it is paid, and only then the phone's code; then the orders are placed."""

from typing import Any

from flask import Response, current_app, request

from market import clock, errors
from market.accounts import access
from market.accounts import flows as accounts
from market.accounts import queries as people
from market.accounts.actions import rename
from market.accounts.addresses.actions import keep_address
from market.accounts.models import Person
from market.accounts.rules import SHARED_LIFE, WrongCredentials
from market.http import public, unkeyed
from market.http.browsers import PageBlueprint
from market.orders import flows, queries
from market.orders.kept.queries import BasketNow
from market.orders.models import Checkout
from market.orders.shown import quote_shown
from market.payments.cash.rules import COD
from market.places.queries import place_of
from market.web.basket import cookie, looking
from market.web.basket import routes as basket
from market.web.basket.checkout import typed as reading
from market.web.basket.checkout.receiving import Receiving, receiving
from market.web.basket.checkout.words import CHECKOUT, NO_CODE, NOTHING
from market.web.numbers import phone
from market.web.shell import forms, frame, session
from market.web.store.page import page

blueprint = PageBlueprint("checkout", __name__, template_folder="templates")


@blueprint.route("/checkout", methods=["GET"])
@public
def show() -> Response:
    """The last page before the order; with nothing to order the basket says why."""
    where = receiving()
    now = looking.look(where.commune)
    if not now.items:
        return basket.show() if request.method == "POST" else forms.then("/basket")
    if now.needs_commune:
        return forms.then("/deliver-to?next=/checkout")
    step = _step()
    told: dict[str, Any] = {
        "now": now,
        "step": step,
        "where": where,
        "place": place_of(where.commune) if where.commune else None,
        "ways": _ways(now, where),
        "typed_code": _code_to_keep(),
        **basket.of_fairs(now),
    }
    return page(
        "checkout.html", title=CHECKOUT["title"], say=_say(step, now, where), words=CHECKOUT, public=False, **told
    )


@blueprint.route("/checkout/code", methods=["POST"])
@public
@unkeyed
@forms.back_to(show)
def send_code() -> Response:
    """All is typed: the code goes to the phone, and the same page asks for it."""
    where = receiving()
    now = looking.look(where.commune)
    given = reading.read(_something(now), _ways(now, where))
    if access.caller() is None:
        accounts.request_code(phone=given["phone"], visitor=access.visitor(), now=clock.now())
    return show()


@blueprint.route("/checkout", methods=["POST"])
@public
@forms.back_to(show)
def place() -> Response:
    """Order: all of what can be had, or nothing; who was not signed in is so from now on."""
    begun = flows.resumed(on_page=True, now=clock.now())
    if begun is not None:
        return _placed(begun)
    me, where, key = access.caller(), receiving(), reading.form_key()
    if me is not None and key is not None and queries.checkout_of(me, key) is not None:
        return forms.then(f"/checkouts/{key}")
    now = _something(looking.look(where.commune))
    if me is None and "code" not in request.form:
        raise errors.NotSignedIn  # her session ended meanwhile
    given = reading.read(now, _ways(now, where))
    return _placed(_buy(me or _known_by_code(given), given, reading.asked(given, now, where)))


def _buy(by: Person, given: dict[str, Any], asked: dict[str, Any]) -> Checkout:
    config = current_app.config["MARKET"]
    checkout = flows.buy(by=by, asked=asked, config=config, now=clock.now(), on_page=True)
    if "keep" in given and asked.get("deliver_to", {}).get("address_line"):
        keep_address(person=by, given=asked["deliver_to"], now=clock.now())
    return checkout


def _placed(checkout: Checkout) -> Response:
    """On to what was bought, which lies in the basket no more; by a code its buyer is signed in as well."""
    bought = {line.product_id for order in checkout.orders for line in order.lines}
    response = cookie.write(forms.then(f"/checkouts/{checkout.id}", "ordered"), reading.left_over(bought))
    buyer = None if access.caller() else people.person(checkout.buyer_id)
    if buyer is None:
        return response
    return session.begin(response, buyer, **({"life": SHARED_LIFE} if "shared" in request.form else {}))


def _something(now: BasketNow) -> BasketNow:
    """Raises Conflict where there is nothing to order: it was ordered in another tab, or sold meanwhile."""
    if not now.items or now.needs_commune:
        raise errors.Conflict(NOTHING)
    return now


def _known_by_code(given: dict[str, Any]) -> Person:
    """Whose phone it is; one without a name is called as she has just said, unless somebody else receives it."""
    if "code" not in given:
        raise errors.InvalidInput(errors={"code": [NO_CODE]})
    by = accounts.sign_in_by_code(phone=given["phone"], code=given["code"], visitor=access.visitor(), now=clock.now())
    return by if by.name or "other_phone" in given else rename(person=by, changes={"name": given["name"]})


def _ways(now: BasketNow, where: Receiving) -> list[dict[str, Any]]:
    """How it can be paid, and what it comes to."""
    config = current_app.config["MARKET"]
    quote = quote_shown(now.basket, to_commune=where.commune, payment_method=COD, config=config)
    return list(quote["payment_methods"])


def _step() -> str:
    """Signed in; or the phone is asked for, and then its code."""
    if access.caller() is not None:
        return "known"
    is_sent = request.method == "POST" and (frame.refusal() is None or "code" in request.form)
    return "code" if is_sent and reading.phone_typed() else "phone"


def _say(step: str, now: BasketNow, where: Receiving) -> Any:
    if step == "code":
        return CHECKOUT["say_code"].format(phone=phone(reading.phone_typed()))
    if step == "known":
        return CHECKOUT["say_known" if where.chosen else "say_new"]
    return CHECKOUT["say_phone" if now.is_sent else "say_fetch"]


def _code_to_keep() -> str:
    """What was typed and not refused for itself is there still."""
    is_wrong = isinstance(frame.refusal(), WrongCredentials)
    return "" if is_wrong else request.form.get("code", "")[:10]
