"""Bags: close one with what waits here, and look into one that comes."""

from collections import Counter
from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock, errors, fields
from market.accounts import access
from market.accounts.access import current_person
from market.accounts.rules import RoleName
from market.delivery import s10
from market.delivery.access import require_clerk
from market.delivery.bags import actions, models, queries
from market.delivery.bags.rules import BagState, EmptyBag
from market.delivery.bags.schemas import BagReceiptIn
from market.delivery.models import Parcel
from market.delivery.queries.offices import office_names, routes_of
from market.delivery.queries.parcels import parcels_for
from market.delivery.rules.offices import Worklist
from market.delivery.rules.parcels import SCANS_IN_A_BATCH
from market.delivery.schemas.scans import OfficeCode
from market.http import page as page_of
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.counter import offices
from market.web.counter.bags.words import BAG, BAGS, DONE
from market.web.shell import forms

blueprint = PageBlueprint("counter_bags", __name__, template_folder="templates")
_AT = "/counter/<code:office>/bags"
_MOST = 100


class BagForm(fields.Schema):
    """A new bag: what was ticked, and what was typed or scanned beside it."""

    to_office = OfficeCode(required=True)
    chosen = fields.Items(fields.String(longest=40), most=SCANS_IN_A_BATCH, load_default=list)
    others = fields.String(longest=20_000, shortest=0, load_default="")


class ReceiptForm(BagReceiptIn):
    extra = fields.String(longest=20_000, shortest=0, load_default="")  # type: ignore[assignment]


@blueprint.route(_AT, methods=["GET"])
@access.holding(RoleName.CLERK)
def show_bags(office: str) -> Response:
    """Bags on their way, and a new one of what waits to be sent on."""
    require_clerk(office, current_person())
    state = request.args.get("state", BagState.ON_ITS_WAY)
    wanted = queries.bags(current_person(), office=office, day=None, state=state)
    found = page_of(wanted, models.Bag.id, limit=20, cursor=request.args.get("cursor"), rows=True)
    bags = queries.bags_shown(found["items"])
    shown = {"bags": [(bag, clock.spoken_day(bag["sent_at"])) for bag in bags], "state": state, "next": found["next"]}
    passed = {code for bag in bags for code in (bag["from_office"], bag["to_office"])}
    said = {"title": BAGS["title"], "say": BAGS["say"], "done": DONE}
    return offices.page("counter_bags.html", office=office, words=BAGS, **shown, **said, **_to_send(office, passed))


@blueprint.route(_AT, methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(show_bags)
def send(office: str) -> Response:
    """All that may go, goes; what stays is named on the bag's page."""
    require_clerk(office, current_person())
    if not request.form.get("to_office"):
        raise errors.InvalidInput(errors={"to_office": [BAGS["no_office"]]})
    given = forms.read(BagForm())
    numbers = list(dict.fromkeys([*given.pop("chosen"), *s10.numbers_in(given.pop("others"))]))
    if not numbers:
        raise errors.InvalidInput(errors={"others": [BAGS["no_numbers"]]})
    bag, results = _sent(office, numbers, given)
    stayed = ",".join(told["tracking_number"][:13] for told in results if told["result"] == "refused")
    return forms.then(f"/counter/{office}/bags/{bag.id}?stayed={stayed[:2000]}", "sent")


@blueprint.route(_AT + "/<uuid:bag_id>", methods=["GET"])
@access.holding(RoleName.CLERK)
def show_bag(office: str, bag_id: UUID) -> Response:
    """Its list, and at the office to which it comes the way to take it in."""
    require_clerk(office, current_person())
    bag = queries.bag(bag_id, current_person())
    names = office_names({bag.from_office, bag.to_office})
    stayed = [number for number in request.args.get("stayed", "").split(",")[:_MOST] if s10.is_s10(number)]
    shown: dict[str, Any] = {"bag": bag, "names": names, "stayed": stayed, "sent": clock.spoken_day(bag.sent_at)}
    return offices.page("counter_bag.html", office=office, words=BAG, title=BAG["title"], **_say(bag, office), **shown)


@blueprint.route(_AT + "/<uuid:bag_id>/receipt", methods=["POST"])
@access.holding(RoleName.CLERK)
@forms.back_to(show_bag)
def receive(office: str, bag_id: UUID) -> Response:
    """All that its list names arrives, but what is missing."""
    clerk = current_person()
    require_clerk(office, clerk)
    bag = queries.bag(bag_id, clerk, lock=True)
    require_clerk(bag.to_office, clerk)
    given, done = forms.read(ReceiptForm()), "received" if bag.received_at is None else "received-before"
    extra = s10.numbers_in(given["extra"])
    actions.receive_bag(bag=bag, missing=given["missing"], extra=extra, by=clerk, now=clock.now())
    return forms.then(f"/counter/{office}/bags/{bag.id}", done)


def _sent(office: str, numbers: list[str], given: dict[str, Any]) -> tuple[models.Bag, list[dict[str, Any]]]:
    """Raises EmptyBag with the reason of each that stayed, so that it is told beside the field."""
    try:
        return actions.send_bag(
            from_office=office, tracking_numbers=numbers, by=current_person(), now=clock.now(), **given
        )
    except EmptyBag as empty:
        told = [_why(one["tracking_number"], one["problem"]["detail"]) for one in empty.members["results"][:_MOST]]
        raise EmptyBag(errors={"others": told}) from None


def _why(number: str, detail: Sentence) -> Sentence:
    return Sentence(f"{number}: {detail}", en=f"{number}: {detail.en}")


def _to_send(office: str, others: set[str]) -> dict[str, Any]:
    """What lies here to be sent on, and the post offices that it passes."""
    wanted = parcels_for(
        current_person(), post_office_code=office, worklist=Worklist.TO_DISPATCH, today=clock.local_day(clock.now())
    )
    parcels = page_of(wanted, Parcel.id, limit=_MOST)["items"]
    passed = {code for route in routes_of(parcels).values() for code in route} - {office}
    names = office_names(passed | others)
    going = Counter(parcel.destination_office for parcel in parcels).most_common()
    likeliest = next((code for code, _ in going if code in passed), "")
    receivers = sorted((code, names.get(code, code)) for code in passed)
    return {"parcels": parcels, "receivers": receivers, "likeliest": likeliest, "names": names}


def _say(bag: models.Bag, office: str) -> dict[str, Any]:
    is_ours = bag.received_at is None and bag.to_office == office
    say = BAG["say_open" if is_ours else "say_away"]
    if bag.received_at is not None:
        say = BAG["say_closed"].format(when=clock.spoken_day(bag.received_at))
    return {"say": say, "is_ours": is_ours, "done": DONE}
