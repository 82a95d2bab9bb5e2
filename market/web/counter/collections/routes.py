"""What waits at the counter: asked for by its code, given out once."""

from flask import Response, request

from market import clock, errors
from market.accounts import access
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.http import page as page_of
from market.http.browsers import PageBlueprint
from market.orders import queries
from market.orders.collection import flows, handing_over, waiting
from market.orders.collection.schemas import HandOverAtCounter
from market.orders.models import Order
from market.orders.rules import NAMES, OrderState
from market.payments.access import office_for
from market.web.counter import offices
from market.web.counter.collections.words import GIVING, WAITING
from market.web.shell import forms

blueprint = PageBlueprint("counter_collections", __name__, template_folder="templates")
_AT = "/counter/<code:office>/collections"


@blueprint.route(_AT, methods=["GET"])
@access.holding(RoleName.CLERK)
def show_waiting(office: str) -> Response:
    """What waits here for its buyers, newest first."""
    office_for(office, current_person())
    found = page_of(waiting.waiting_at(office), Order.id, limit=20, cursor=request.args.get("cursor"))
    orders = [waiting.shown(order) for order in found["items"]]
    shown = {"orders": [(order, clock.local_day(order["collect_by"])) for order in orders], "next": found["next"]}
    return offices.page(
        "counter_waiting.html", office=office, words=WAITING, title=WAITING["title"], say=WAITING["say"], **shown
    )


@blueprint.route(_AT + "/<code:number>", methods=["GET"])
@access.holding(RoleName.CLERK)
def ask_code(office: str, number: str) -> Response:
    """Whose it is, what is due, and the field for the code."""
    office_for(office, current_person())
    order = waiting.shown(waiting.order_at(office, number))
    is_here = order["state"] == OrderState.PACKED
    say = GIVING["say"] if is_here else GIVING["say_gone"].format(state=NAMES[OrderState(order["state"])])
    said = {"title": GIVING["title"].format(order=order["number"]), "say": say, "order": order, "is_here": is_here}
    return offices.page("counter_giving.html", office=office, words=GIVING, **said)


@blueprint.route(_AT + "/<code:number>", methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(ask_code)
def give_out(office: str, number: str) -> Response:
    """Given out against the code; the cash due goes into the till."""
    me, now = current_person(), clock.now()
    office_for(office, me)
    given = forms.read(HandOverAtCounter())
    order, cash_vnd = waiting.order_at(office, number), given.get("cash_collected_vnd")
    done = "given-out" if order.state == OrderState.PACKED else "given-before"
    flows.require_code(order=order, code=given["code"], now=now)
    order = errors.found(queries.locked(number))
    handing_over.hand_over_at_counter(order=order, office=office, cash_vnd=cash_vnd, by_id=me.id, now=now)
    return forms.then(f"/counter/{office}?number={number}", done)
