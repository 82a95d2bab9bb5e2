"""The till and its movements, what is paid out by code, and a courier's own cash."""

import re
from typing import Any

from flask import Response, request

from market import clock, errors
from market.accounts import access
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.http import page as page_of
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.payments.access import office_for
from market.payments.blueprint import secret
from market.payments.cash_outs import queries as cash_outs
from market.payments.cash_outs import redemption
from market.payments.cash_outs.schemas import RedemptionIn
from market.payments.ledger import accounts
from market.payments.ledger.models import LedgerEntry
from market.payments.ledger.queries import is_used
from market.payments.tills import actions, couriers, models, queries
from market.payments.tills.rules import TillMove
from market.payments.tills.schemas import MovementIn
from market.web.counter import offices
from market.web.counter.money.words import COUNT_WAITS, KINDS, MINE, MOVES, OTHER_KIND, PAYING, TILL
from market.web.shell import forms

blueprint = PageBlueprint("counter_money", __name__, template_folder="templates")
_AT = "/counter/<code:office>"
_LATEST, _COURIERS = 5, 100
_DONE = {str(kind): move.done for kind, move in MOVES.items()}


@blueprint.route(_AT + "/till", methods=["GET"])
@access.holding(RoleName.CLERK)
def show_till(office: str) -> Response:
    """What is in the till, who carries how much, what today brought, and how the last count came out."""
    office_for(office, current_person())
    till, is_open = queries.till_shown(office, now=clock.now()), is_used(accounts.till(office))
    count = till["last_count"]
    shown: dict[str, Any] = {"till": till, "moves": MOVES, "kinds": KINDS, "other": OTHER_KIND, "is_open": is_open}
    shown |= {"offered": _offered(is_open), "done": _DONE, "noticed": _noticed(), "latest": _latest(office)}
    shown |= {"counted_at": clock.spoken_day(count.at), "difference": difference(count.difference_vnd)} if count else {}
    say = TILL["say" if is_open else "say_new"]
    return offices.page("counter_till.html", office=office, words=TILL, title=TILL["title"], say=say, **shown)


@blueprint.route(_AT + "/till/<code:movement>", methods=["GET"])
@access.holding(RoleName.CLERK)
def ask_amount(office: str, movement: str) -> Response:
    """The form of one kind of movement."""
    office_for(office, current_person())
    if movement not in [*TillMove]:
        raise errors.NotFound
    move = MOVES[TillMove(movement)]
    people = couriers.couriers_of(office, limit=_COURIERS)["items"] if movement == TillMove.HAND_IN else []
    shown = {"kind": movement, "move": move, "people": [(str(one["courier_id"]), one["name"]) for one in people]}
    return offices.page("counter_amount.html", office=office, words=TILL, title=move.button, say=move.say, **shown)


def show_refused(office: str) -> Response:
    """The form of the kind that was sent."""
    kind = request.form.get("kind", "")
    return ask_amount(office=office, movement=kind) if kind in [*TillMove] else show_till(office=office)


@blueprint.route(_AT + "/till", methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(show_refused)
def move(office: str) -> Response:
    """Cash brought, handed in, sent up, or counted."""
    me = current_person()
    office_for(office, me)
    given = forms.read(MovementIn())
    if given["kind"] == TillMove.HAND_IN and "from_id" not in given and not given["unnamed"]:
        raise errors.InvalidInput(errors={"from_id": [TILL["who"]]})
    row, stands = actions.move_till(office=office, by=me, now=clock.now(), **given)
    if stands:
        return forms.then(f"/counter/{office}/till", row.kind)
    return forms.then(f"/counter/{office}/till?off_vnd={row.difference_vnd}")


@blueprint.route(_AT + "/cash-outs", methods=["GET"])
@access.holding(RoleName.CLERK)
def ask_code(office: str) -> Response:
    """Who brings which code; and what was paid today, one by one."""
    office_for(office, current_person())
    wanted = cash_outs.payouts_of(office, clock.local_day(clock.now()))
    found = page_of(wanted, LedgerEntry.id, limit=20, cursor=request.args.get("cursor"), rows=True)
    paid = [(one, clock.spoken_day(one["paid_at"])) for one in cash_outs.payouts_shown(found["items"])]
    just = next((line for line in paid if str(line[0]["cash_out_id"]) == request.args.get("paid")), None)
    said = {"title": PAYING["title"], "say": PAYING["say"], "paid": paid, "just": just, "next": found["next"]}
    return offices.page("counter_paying.html", office=office, words=PAYING, **said)


@blueprint.route(_AT + "/cash-outs", methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(ask_code)
def pay(office: str) -> Response:
    """Whoever brings this code is paid, out of this till."""
    me = current_person()
    office_for(office, me)
    given = forms.read(RedemptionIn())
    row = redemption.redeem(office=office, by=me, secret=secret(), now=clock.now(), **given)
    return forms.then(f"/counter/{office}/cash-outs?paid={row.id}")


@blueprint.route(_AT + "/cash", methods=["GET"])
@access.holding(RoleName.CLERK, RoleName.COURIER)
def show_my_cash(office: str) -> Response:
    """What I carry, and each sum that I took in or handed in."""
    offices.at_work(office)
    cash = couriers.cash_of(current_person(), limit=20, cursor=request.args.get("cursor"))
    lines = [(one, clock.spoken_day(one.at)) for one in cash["items"]]
    say = MINE["say" if cash["owes_vnd"] else "say_none"]
    said = {"title": MINE["title"], "say": say, "cash": cash, "lines": lines, "names": dict(offices.mine())}
    return offices.page("counter_cash.html", office=office, words=MINE, next=cash["next"], **said)


def difference(off_vnd: int) -> Sentence:
    """Counted less expected, in words."""
    if off_vnd == 0:
        return TILL["exact"]
    return TILL["short" if off_vnd < 0 else "over"].format(off_vnd=abs(off_vnd))


def _offered(is_open: bool) -> list[TillMove]:
    if not is_open:
        return [TillMove.OPENING]
    return [TillMove.COUNT, TillMove.REPLENISHMENT, TillMove.DEPOSIT]


def _noticed() -> Sentence | None:
    """Of a count that is far off the books: by how much, and that somebody else counts too."""
    off = re.fullmatch(r"-?[0-9]{1,15}", request.args.get("off_vnd", ""))
    return COUNT_WAITS.format(difference=difference(int(off[0]))) if off else None


def _latest(office: str) -> list[tuple[models.TillMovement, str]]:
    found = page_of(queries.movements(office), models.TillMovement.id, limit=_LATEST)["items"]
    return [(row, clock.spoken_day(row.at)) for row in found]
