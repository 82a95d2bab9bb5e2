"""Who is told what: a line for every way of an order, a parcel and money, driven as people and machines drive them."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from market import clock, outbox
from market.accounts.lost_phones.flows import carry_out_due
from market.catalog.models import Shop
from market.db import db, transaction
from market.delivery.failures import Reason
from market.delivery.flows import end_holds
from market.delivery.models import Scan
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.parcels import ENDS, LEADS_TO, ScanEvent
from market.fairs.queries import held_fair
from market.fairs.settling.flows import settle_due
from market.notices.models import SentNotice
from market.notices.rules import OPTIONAL, URGENT
from market.notices.sentences import NOTICES
from market.orders import flows
from market.orders.collection.rules import CODE
from market.orders.proposals.rules import TELL
from market.orders.rules import STATES, TIMERS, OrderState, TimerAction
from market.payments.cash_outs.flows import expire_due
from market.payments.charges.queries import latest_charge
from market.payments.payouts.rules import PayoutState
from market.text import without_marks
from market.wiring.jobs import JOBS
from tests.support import complaining, reviewing
from tests.support.fairs import a_stand, called_off_fair, closed_fair, fair_now, fair_order, good_of, open_fair
from tests.support.fetching import a_point, fetched_order, gives_out, hands_over, made_ready
from tests.support.helping import a_village, agrees, sent_paper
from tests.support.paying import A_DAY_LATE, buy, later, operator_upload, order, paid_order, told, work
from tests.support.proposing import a_day_passes, fewer, says
from tests.support.village import (
    CHI_LANG_OFFICE,
    a_buyer,
    a_clerk,
    a_household,
    a_product,
    a_shop,
    a_shop_with_money,
    a_team_member,
    accepted_order,
    an_officer,
    an_operator,
    buyer_of,
    calling,
    code_of,
    delivered_order,
    fill_till,
    fresh_code,
    guest,
    lost_order,
    owner_of,
    packed_order,
    placed_order,
    returned_order,
    scan,
    seller_of,
    shipped_order,
)

# Who is told follows from what is published, which the same acts publish on each database.
pytestmark = pytest.mark.once

# From one state of an order to another, and who moved it → what the buyer and what the household is told.
CANCELLED, CANCELLED_FOR_SHOP = ["order_cancelled"], ["order_cancelled_for_shop"]
LOST, CORRECTED = (["order_lost"], ["order_lost_for_shop"]), (["order_corrected"], ["order_corrected"])
NOTHING: list[str] = []
MOVES = {
    ("awaiting_payment", "placed", "payment"): (["order_paid"], ["order_placed"]),
    ("awaiting_payment", "cancelled", "buyer"): (NOTHING, NOTHING),
    ("awaiting_payment", "cancelled", "seller"): (CANCELLED, NOTHING),
    ("awaiting_payment", "cancelled", "team_member"): (CANCELLED, NOTHING),
    ("awaiting_payment", "cancelled", "operator"): (CANCELLED, NOTHING),
    ("awaiting_payment", "cancelled", "worker"): (["order_lapsed"], NOTHING),
    ("cancelled", "placed", "payment"): (["order_revived"], ["order_placed"]),
    ("placed", "accepted", "seller"): (["order_accepted"], NOTHING),
    ("placed", "accepted", "team_member"): (["order_accepted"], NOTHING),
    ("placed", "cancelled", "buyer"): (NOTHING, CANCELLED_FOR_SHOP),
    ("placed", "cancelled", "seller"): (CANCELLED, NOTHING),
    ("placed", "cancelled", "team_member"): (CANCELLED, CANCELLED_FOR_SHOP),
    ("placed", "cancelled", "operator"): (CANCELLED, CANCELLED_FOR_SHOP),
    ("placed", "cancelled", "worker"): (CANCELLED, ["order_waits", *CANCELLED_FOR_SHOP]),
    ("accepted", "packed", "seller"): (NOTHING, NOTHING),
    ("accepted", "packed", "team_member"): (NOTHING, NOTHING),
    ("accepted", "cancelled", "buyer"): (NOTHING, CANCELLED_FOR_SHOP),
    ("accepted", "cancelled", "seller"): (CANCELLED, NOTHING),
    ("accepted", "cancelled", "team_member"): (CANCELLED, CANCELLED_FOR_SHOP),
    ("accepted", "cancelled", "operator"): (CANCELLED, CANCELLED_FOR_SHOP),
    ("accepted", "cancelled", "worker"): (CANCELLED, ["order_waits", *CANCELLED_FOR_SHOP]),
    ("packed", "shipped", "post"): (["order_shipped"], NOTHING),
    ("packed", "cancelled", "seller"): (CANCELLED, NOTHING),
    ("packed", "cancelled", "team_member"): (CANCELLED, CANCELLED_FOR_SHOP),
    ("packed", "cancelled", "operator"): (CANCELLED, CANCELLED_FOR_SHOP),
    ("packed", "cancelled", "worker"): (CANCELLED, ["order_waits", *CANCELLED_FOR_SHOP]),
    ("shipped", "delivered", "post"): (["order_delivered"], ["order_sold"]),
    ("shipped", "returned", "post"): (["order_returned_for_buyer"], ["order_returned"]),
    ("shipped", "lost", "post"): LOST,
    ("shipped", "damaged", "post"): LOST,
    ("delivered", "completed", "buyer"): (NOTHING, NOTHING),
    ("delivered", "completed", "worker"): (NOTHING, NOTHING),
    ("shipped", "packed", "reversal"): CORRECTED,
    ("delivered", "shipped", "reversal"): CORRECTED,
    ("returned", "shipped", "reversal"): (
        ["order_corrected", "parcel_returning"],
        ["order_corrected", "parcel_returning_for_shop"],
    ),
    ("lost", "shipped", "reversal"): CORRECTED,
    ("damaged", "shipped", "reversal"): CORRECTED,
}
# The same for what its buyer fetches; and what the buyer is told of it beside.
FETCHED = {
    ("awaiting_payment", "placed", "payment"): (["order_paid"], ["order_placed_to_fetch"]),
    ("placed", "accepted", "seller"): (["order_accepted_to_fetch"], NOTHING),
    ("packed", "delivered", "seller"): (["order_collected"], NOTHING),
    ("packed", "delivered", "team_member"): (["order_collected"], ["order_collected_for_shop"]),
    ("packed", "delivered", "clerk"): (["order_collected"], ["order_collected_for_shop"]),
    ("packed", "delivered", "buyer"): (NOTHING, ["order_collected_for_shop"]),
    ("packed", "cancelled", "buyer"): (NOTHING, CANCELLED_FOR_SHOP),
    ("packed", "cancelled", "worker"): (["collection_waits"] * 2 + CANCELLED, CANCELLED_FOR_SHOP),
}
# What a fair does with all that it gathered when it closes → its buyer, its household.
_FAIR_OFF = ["fair_called_off_for_shop"]
AT_FAIR = {
    ("awaiting_payment", "placed", "payment"): (["order_gathers_paid"], ["order_gathers_for_shop"]),
    ("placed", "accepted", "fair"): (["order_taken_on"], ["fair_taken_on_for_shop"]),
    ("awaiting_payment", "cancelled", "fair"): (CANCELLED, _FAIR_OFF),
    ("placed", "cancelled", "fair"): (CANCELLED, _FAIR_OFF),
    ("accepted", "cancelled", "fair"): (CANCELLED, _FAIR_OFF),
    ("packed", "cancelled", "fair"): (CANCELLED, _FAIR_OFF),
}
GATHERED = (["order_gathers"], ["order_gathers_for_shop"])
# The same for an order that was paid by card: its end is told otherwise, and where its money went.
PREPAID = {
    "delivered": (["order_delivered"], ["order_sold_prepaid"]),
    "returned": (["order_returned_for_buyer", "refunded_card"], ["order_returned"]),
    "lost": (["order_lost", "refunded_card"], ["order_lost_for_shop"]),
    "damaged": (["order_lost", "refunded_card"], ["order_lost_for_shop"]),
    "cancelled": (["order_cancelled", "refunded_card"], NOTHING),
}
# A scan of a parcel under way, and why it was not handed over → the buyer, the household.
HELD, FAILED = (["delivery_ended"], ["delivery_ended_for_shop"]), (["delivery_failed"], ["delivery_failed_for_shop"])
REFUSED = (["goods_refused"], ["goods_refused_for_shop"])
STEPS = {
    ("accepted", ""): (NOTHING, NOTHING),
    ("departed", ""): (NOTHING, NOTHING),
    ("arrived", ""): (NOTHING, NOTHING),
    ("out_for_delivery", ""): (["out_for_delivery"], NOTHING),
    ("held_for_pickup", ""): (["parcel_held"], ["parcel_held_for_shop"]),
    ("return_started", ""): (["parcel_returning"], ["parcel_returning_for_shop"]),
    ("delivery_failed", ""): FAILED,
    ("delivery_failed", "cannot_contact"): FAILED,
    ("delivery_failed", "absent"): FAILED,
    ("delivery_failed", "rescheduled"): FAILED,
    ("delivery_failed", "wrong_address"): FAILED,
    ("delivery_failed", "force_majeure"): FAILED,
    ("delivery_failed", "collects_at_office"): HELD,
    ("delivery_failed", "refused_goods"): REFUSED,
    ("delivery_failed", "refused_price"): REFUSED,
}
HOLD_OVER = (["hold_ended"], ["hold_ended_for_shop"])
# An order that waits for somebody, until just before it is cancelled → the buyer, the household, its team.
WAITING = {
    "awaiting_payment": (["order_unpaid"], NOTHING, NOTHING),
    "placed": (NOTHING, ["order_waits"], ["order_needs_help"]),
    "accepted": (NOTHING, ["order_waits"], ["order_needs_help"]),
    "packed": (NOTHING, ["order_waits"], ["order_needs_help"]),
}
# Who puts an order right, or asks to, and what came of it → the buyer, the household.
CHANGES = {
    "correction": (["recipient_corrected"], ["recipient_corrected_for_shop"]),
    "acceptance": (["order_changed"], ["proposal_accepted"]),
    "refusal": (NOTHING, ["proposal_refused"]),
    "expired": (["proposal_ended"], ["proposal_ended_for_shop"]),
    "packing": (NOTHING, NOTHING),
}
TOO_LATE = (["order_lapsed", "refund_needs_account", "paid_too_late"], ["paid_too_late_for_shop"])
# A part of the price by transfer, and what is done then, or was before → the buyer, the household.
PARTS = {
    "awaiting_payment": (["part_paid"], NOTHING),
    "worker": (["part_paid", "order_lapsed", "part_goes_back"], NOTHING),
    "buyer": (["part_paid", "part_goes_back"], NOTHING),
    "late": (["order_lapsed", "part_goes_back"], NOTHING),
}
# What becomes of a cash-out, one thing after the other → whose money it is.
CASH_OUTS = {
    "paid": (["cash_out_paid"],),
    "paid expired": (["cash_out_paid"],),
    "expired": (["cash_out_expired"],),
    "cancelled expired": (NOTHING,),
    "blocked": (["cash_out_blocked"],),
    "blocked expired": (["cash_out_blocked", "cash_out_expired"],),
    "unconfirmed expired": (NOTHING,),
}
PAYOUTS = {"paid": (["payout_sent"],), "failed": (["payout_failed"],), "cancelled": (NOTHING,)}
SECURED = (["account_secured"],)  # whatever protects an account
# Which way money paid at the door goes back, and what came of it → the buyer, the household.
REFUNDS = {
    ("cash", "settled"): (["refunded_cash"], NOTHING),
    ("bank_transfer", "settled"): (["refund_needs_account", *SECURED[0], "refunded_bank_transfer"], NOTHING),
    ("bank_transfer", "failed"): (["refund_needs_account", *SECURED[0], "refund_not_sent"], NOTHING),
}
# Who else gives money of a sale back → the buyer, the household.
GIVEN_BACK = {"operator": (["refunded_cash"], ["refund_of_sale"])}
BY_HAND = (["refunded_in_hand"], NOTHING)
ELSEWHERE = (NOTHING, ["place_changed_for_shop"])
# To every phone known of the household, whoever holds it.
PHONES = {
    "asked": (["phone_change_asked"],),
    "agreed": (["phone_change_asked", "phone_change_agreed"],),
    "done": (["phone_change_asked", "phone_change_agreed", *["phone_change_done"] * 2],),
    "refused": (["phone_change_asked"],),
}
# What an operator does to somebody's account → she is told.
DUTIES = {
    "given": (["role_given"],),
    "taken": (["role_taken"],),
    "signed out": (["sessions_ended"],),
    "asked of a second one": (NOTHING,),
}
PAPERS = {"waits": (["paper_sent"],), "agreed": (["paper_sent", "paper_agreed"],)}
GUESSED = (["cash_out_guesses"],)
# What an operator says of a shop or good with an open order → the buyer, the household, the operators.
SUSPENDED = {
    "held": (["order_held"], ["suspended"], NOTHING),
    "fulfilled": (NOTHING, ["suspended"], NOTHING),
    "called_off": (["order_cancelled"], ["suspended", "order_cancelled_for_shop"], NOTHING),
    "held, released": (["order_held", "order_goes_on"], ["suspended", "order_goes_on_for_shop"], NOTHING),
    "held, lifted": (["order_held", "order_goes_on"], ["suspended", "reinstated", "order_goes_on_for_shop"], NOTHING),
    "held, nobody decides": (
        ["order_held", "order_cancelled"],
        ["suspended", "order_cancelled_for_shop"],
        ["order_held_long"],
    ),
}
# What a buyer asked to be told: tests/catalog/test_reminders.py.
ASKED_FOR = (["good_ripe"], ["season_call"])  # and tests/fairs/test_seasons.py
# Of what one side of an order writes → the buyer, the household, its team: tests/messages.
WRITTEN = (["message_for_buyer"], ["message_for_household"], ["message_waits_for_team"])
# Of a question under a good → its household, its team, who asked: tests/questions.
ASKED = (["question_asked"], ["question_waits_for_team"], ["question_answered"])
# A program that works with a shop, or is told of it → its household; tried where they are.
PROGRAMS = (["service_connected"], ["subscription_disabled"])
# Codes go to a phone by SMS, whatever its owner wishes.
CODES = [
    "sign_in_code",
    "consent_code",
    "hand_over_code",
    "move_code",
    "correction_code",
    "join_code",
    "price_code",
    "refund_code",
    "cash_out_code",
    "cash_out_confirmation",
    "order_proposal",
    "collection_code",
    "look_up_code",
]
CERTIFICATES = {"verification": (["certificate_verified"],), "refusal": (["certificate_refused"],)}
# What is said of goods, and what becomes of it → the buyer, the household.
REVIEWED = {
    "": (NOTHING, ["review_written"]),
    "/answer": (["review_answered"], NOTHING),
    "/removal": (["review_removed"], ["review_removed"]),
    "restored": (["review_restored"], ["review_restored"]),
}
# What must not be mixed up says so.
# A complaint's step → what whoever sent it, the household and an operator are told.
COMPLAINED: dict[str, tuple[list[str], list[str], list[str]]] = {
    "sent": (["complaint_received"], ["complaint_for_shop"], []),
    "of money": (["complaint_received"], ["complaint_holds"], ["complaint_to_handle"]),
    "let lie": (["complaint_passed_on"], [], ["complaint_to_handle"]),
    "answered": (["complaint_answered"], ["complaint_answered_for_shop"], []),
    "unrated": (["complaint_unrated"], [], []),
    "reopened": (["complaint_reopened"], ["complaint_reopened_for_shop"], ["complaint_to_handle"]),
    "rated": ([], ["complaint_over_for_shop"], []),
    "withdrawn": ([], ["complaint_over_for_shop"], []),
    "refused": (["complaint_refused"], ["complaint_over_for_shop"], []),
    "merged": (["complaint_merged"], [], []),
}
# A fair that is due to open and too little is promised → who made it: tests/fairs/test_fairs.py.
TOO_FEW = (["fair_too_few"],)
# A harvest that is late or short → the buyer, the household, who sends it instead: tests/fairs/test_late.py, _short.
LATE_OR_SHORT = (
    ["fair_late", "order_substitution", "substitute_taken", "good_left_out"],
    ["order_handed_over"],
    ["substitute_taken_for_shop"],
)
# By code, on the order's phone: tests/complaints/test_sending.py.
COMPLAINED_BY_CODE = ["complaint_code"]
SAYS = {
    "order_delivered": "đã giao",
    "order_sold": "đã giao cho khách",
    "order_sold_prepaid": "đã giao cho khách",
    "order_cancelled": "đã hủy",
    "order_cancelled_for_shop": "đã hủy",
    "order_lapsed": "quá hạn trả tiền",
    "order_returned": "bị trả về",
    "order_returned_for_buyer": "đã trả về nhà bán",
    "order_lost": "thất lạc hoặc hỏng",
    "order_lost_for_shop": "thất lạc hoặc hỏng",
    "cash_out_paid": "đã trả bạn",
    "cash_out_expired": "đã hết hạn",
    "cash_out_blocked": "đã khóa",
    "payout_sent": "đã chuyển",
    "payout_failed": "không được",
    "refund_not_sent": "không được",
}


# The tables are whole


def test_every_notice_is_told_by_a_line_of_these_tables() -> None:
    tables = (
        MOVES,
        FETCHED,
        AT_FAIR,
        PREPAID,
        STEPS,
        WAITING,
        CASH_OUTS,
        PAYOUTS,
        REFUNDS,
        GIVEN_BACK,
        PAPERS,
        PHONES,
        DUTIES,
        SUSPENDED,
        CHANGES,
        PARTS,
        CERTIFICATES,
        REVIEWED,
        COMPLAINED,
    )
    rows = [row for table in tables for row in table.values()] + [
        HOLD_OVER,
        GATHERED,
        BY_HAND,
        ELSEWHERE,
        TOO_LATE,
        GUESSED,
        SECURED,
        ASKED_FOR,
        WRITTEN,
        ASKED,
        PROGRAMS,
        (COMPLAINED_BY_CODE,),
        LATE_OR_SHORT,
        TOO_FEW,
        (CODES,),
    ]
    assert {notice for row in rows for part in row for notice in part} == set(NOTICES)
    assert set(NOTICES) >= OPTIONAL | URGENT


def test_every_move_scan_and_reason_has_its_line() -> None:
    assert {*MOVES, *FETCHED, *AT_FAIR} == {
        (origin, to, by) for (origin, to), move in STATES.moves.items() for by in move.by
    }
    assert {event for event, _ in STEPS} == {event for event in ScanEvent if LEADS_TO[event] not in ENDS}
    assert {reason for _, reason in STEPS} == {"", *Reason}
    assert {"delivered", *PREPAID} == {"cancelled", *ENDS}
    assert set(PAYOUTS) == {*PayoutState} - {"asked", "sent"}


@pytest.mark.parametrize("notice", SAYS)
def test_an_end_says_which_it_is(notice) -> None:
    assert SAYS[notice] in str(NOTICES[notice])


# How things come about


def newly(people, act):
    """What each of the people is told by `act`, oldest first."""
    before = [len(told(person_id)) for person_id in people]
    act()
    return tuple(told(person_id)[known:] for person_id, known in zip(people, before, strict=True))


def both(of):
    return of.buyer_id, of.seller_id


def unpaid_order(product=None):
    return order(buy(product or a_product(), method="bank_transfer").json["orders"][0]["number"])


def lapsed_order():
    unpaid = unpaid_order()
    work(later(A_DAY_LATE))
    return unpaid


def damaged_order():
    gone = shipped_order()
    scanned(gone, "damaged")
    return gone


REACHED: dict[str, Callable[..., Any]] = {
    "awaiting_payment": unpaid_order,
    "placed": placed_order,
    "accepted": accepted_order,
    "packed": packed_order,
    "shipped": shipped_order,
    "delivered": delivered_order,
    "returned": returned_order,
    "lost": lost_order,
    "damaged": damaged_order,
    "cancelled": lapsed_order,
}
VERBS = {
    "accepted": "acceptance",
    "packed": "packing",
    "delivered": "receipt",
    "completed": "receipt",
    "cancelled": "cancellation",
}
WHO = {
    "buyer": buyer_of,
    "seller": seller_of,
    "team_member": lambda _: a_team_member(),
    "operator": lambda _: an_operator(),
}


def scanned(of, event, **given):
    parcel = transaction(lambda: parcel_of(of.number))
    sent = calling(a_clerk()).post("/scans", {"scans": [scan(parcel, event, hours_ago=0, **given)]})
    assert sent.json["results"][0]["result"] == "recorded", sent.json


def void_the_last(of):
    parcel = transaction(lambda: parcel_of(of.number))
    newest = select(Scan.scan_id).filter_by(parcel_id=parcel.id).order_by(Scan.happened_at.desc())
    scan_id = transaction(lambda: db.session.scalars(newest).first())
    assert calling(a_clerk()).put(f"/scans/{scan_id}/voiding", {"reason": "Quét nhầm"}).status_code == 200


def pay_by_bank(of, less=0):
    charge = transaction(lambda: latest_charge(str(of.checkout_id)))
    operator_upload(calling(an_operator()), (charge.amount_vnd - less, charge.transfer_code))


def let_time_pass(of, days=8):
    """What the worker does about an order that stands too long, reminders and all."""
    work(later(A_DAY_LATE))
    for _ in range(3):
        flows.ring_due(now=later(timedelta(days=days)))


def moved(of, to, by):
    if by in WHO:
        body = {"reason": "hết hàng"} if to == "cancelled" else None
        answer = calling(WHO[by](of)).put(f"/orders/{of.number}/{VERBS[to]}", body)
        assert answer.status_code == 200, answer.json
    elif by == "post":
        scanned(of, "accepted" if to == "shipped" else to)
    elif by == "payment":
        pay_by_bank(of)
    elif by == "reversal":
        void_the_last(of)
    else:
        let_time_pass(of)


# Orders and parcels


@pytest.mark.parametrize("move", MOVES, ids="-".join)
def test_who_is_told_of_a_move(stripe, move) -> None:
    origin, to, by = move
    of = REACHED[origin]()
    assert newly(both(of), lambda: moved(of, to, by)) == MOVES[move]
    last = order(of.number).history[-1]
    assert (last.origin, last.target, last.by) == move


def settled() -> None:
    while settle_due(now=clock.now()):
        pass


@pytest.mark.parametrize("move", AT_FAIR, ids="-".join)
def test_who_is_told_of_what_a_fair_gathered(stripe, move) -> None:
    origin, to, by = move
    fair = open_fair()
    of = gathered(a_stand(fair), origin)
    if by == "payment":
        assert newly(both(of), lambda: pay_by_bank(of)) == AT_FAIR[move]
        return
    then = closed_fair(fair) if to == "accepted" else called_off_fair(fair_now(fair))
    assert then.state != "open"
    assert newly(both(of), settled) == AT_FAIR[move]
    last = order(of.number).history[-1]
    assert (last.origin, last.target, last.by) == move


def gathered(stand, state):
    """An order of a fair that is open, in a state that it has come to meanwhile."""
    if state == "awaiting_payment":
        return unpaid_order(good_of(stand))
    of = fair_order(stand)
    if state in ("accepted", "packed"):
        closed_fair(fair_now(stand_fair(stand)))
        while settle_due(now=clock.now()):
            pass
    if state == "packed":
        assert calling(seller_of(of)).put(f"/orders/{of.number}/packing", {}).status_code == 200
    return order(of.number)


def stand_fair(stand):
    return transaction(lambda: held_fair(stand.fair_id))


def test_who_orders_at_a_fair_is_told_until_when_she_may_leave(app) -> None:
    of = fair_order(a_stand(open_fair()))
    assert (told(of.buyer_id), told(of.seller_id)) == GATHERED


@pytest.mark.parametrize("move", FETCHED, ids="-".join)
def test_who_is_told_of_what_is_fetched(stripe, move) -> None:
    origin, to, by = move
    prepaid, kind = by == "payment" or move[1:] == ("delivered", "buyer"), "post_office" if by == "clerk" else "shop"
    of = fetched_order(kind=kind, method="bank_transfer" if prepaid else "cod", paid=by != "payment")
    of = made_ready(of) if origin == "packed" else of

    def bring_about() -> None:
        if by == "worker":
            let_time_pass(of, days=11)
        elif by == "buyer":
            assert calling(buyer_of(of)).put(f"/orders/{of.number}/{VERBS[to]}", {}).status_code == 200
        elif by == "clerk":
            assert gives_out(of).status_code == 200
        elif to != "delivered":
            moved(of, to, by)
        else:
            assert hands_over(of, calling(WHO[by](of))).status_code == 200

    assert newly(both(of), bring_about) == FETCHED[move]
    assert [line.by for line in order(of.number).history if line.target == to] == [by]


@pytest.mark.parametrize("end", PREPAID)
def test_who_is_told_of_the_end_of_what_was_paid_before(stripe, end) -> None:
    of = paid_order(stripe)
    seller = calling(seller_of(of))
    seller.put(f"/orders/{of.number}/acceptance")
    seller.put(f"/orders/{of.number}/packing")
    if end != "cancelled":
        scanned(of, "accepted")

    def bring_about() -> None:
        moved(of, end, "seller" if end == "cancelled" else "post")
        work()

    assert newly(both(of), bring_about) == PREPAID[end]
    assert order(of.number).state == end


@pytest.mark.parametrize("step", STEPS, ids="-".join)
def test_who_is_told_of_a_step_of_the_parcel(app, step) -> None:
    event, reason = step
    of = shipped_order()
    given = {"reason": reason} if reason else {}
    assert newly(both(of), lambda: scanned(of, event, **given)) == STEPS[step]


def test_who_is_told_that_nobody_came_for_a_parcel(app) -> None:
    of = shipped_order()
    scanned(of, "held_for_pickup")
    assert newly(both(of), lambda: end_holds(now=clock.ago(clock.now(), days=-6))) == ([], [])
    for expected in (HOLD_OVER, ([], [])):
        assert newly(both(of), lambda: end_holds(now=clock.ago(clock.now(), days=-8))) == expected


@pytest.mark.parametrize("state", WAITING)
def test_who_is_told_of_an_order_that_waits(stripe, state) -> None:
    of, member, stranger = REACHED[state](), a_team_member(), a_team_member("06463/lan-bong")

    def wait() -> None:
        for step in TIMERS[state]:
            if step.action != TimerAction.CANCEL:
                flows.ring_due(now=later(step.after))

    people = (*both(of), member.id, stranger.id)
    assert newly(people, wait) == (*WAITING[state], [])
    assert newly(people, wait) == ([], [], [], [])


def test_no_team_is_told_of_a_household_that_does_not_let_it_help(app) -> None:
    of, member = placed_order(a_product(a_shop(team_may_act=False))), a_team_member()
    for step in TIMERS[OrderState.PLACED][:2]:
        flows.ring_due(now=later(step.after))
    assert (told(member.id), told(of.seller_id)) == ([], ["order_placed", "order_waits"])


@pytest.mark.parametrize("way", CHANGES)
def test_who_is_told_that_an_order_is_put_right(app, way) -> None:
    of = accepted_order()
    buyer, seller = calling(buyer_of(of)), calling(seller_of(of))
    proposal = {} if way == "correction" else fewer(of).json

    def put_right() -> None:
        if way == "correction":
            body = {"deliver_to": {"phone": "0987 111 222"}}
            assert buyer.patch(f"/orders/{of.number}", body, headers={"If-Match": "*"}).status_code == 200
        elif way == "packing":
            assert seller.put(f"/orders/{of.number}/packing", {}).status_code == 200
        elif way == "expired":
            a_day_passes()
        else:
            assert says(of, way, proposal).status_code == 200

    assert newly(both(of), put_right) == CHANGES[way]


def test_who_is_told_of_money_for_goods_that_are_gone(stripe) -> None:
    of = unpaid_order(product := a_product(stock=1))

    def pay_too_late() -> None:
        work(later(A_DAY_LATE))
        assert buy(product).status_code == 201
        pay_by_bank(of)
        work()

    assert newly(both(of), pay_too_late) == TOO_LATE


@pytest.mark.parametrize("then", PARTS)
def test_who_is_told_of_a_part_of_the_price(stripe, then) -> None:
    of = unpaid_order()

    def pay_a_part() -> None:
        if then == "late":
            work(later(A_DAY_LATE))
        pay_by_bank(of, less=1)
        if then in ("worker", "buyer"):
            moved(of, "cancelled", then)

    assert newly(both(of), pay_a_part) == PARTS[then]


# Money


def ask_cash_out(shop, by=None):
    asked = calling(by or owner_of(shop)).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 98_500})
    assert asked.status_code == 201, asked.json
    return asked.json["id"]


def redeem(shop, code, clerk=None):
    body = {"phone": owner_of(shop).phone, "code": code, "id_number_tail": "4321"}
    path = f"/post-offices/{CHI_LANG_OFFICE}/cash-outs/redemptions"
    return calling(clerk or a_clerk()).post(path, body).status_code


def another(code):
    return f"{(int(code) + 1) % 10**8:08d}"


def ended(shop, cash_out, how):
    if how == "paid":
        assert redeem(shop, code_of(cash_out)) == 201
    elif how == "cancelled":
        path = f"/shops/{shop.id}/cash-outs/{cash_out}/cancellation"
        assert calling(owner_of(shop)).put(path).status_code == 200
    elif how == "blocked":
        assert [redeem(shop, another(code_of(cash_out))) for _ in range(5)] == [422] * 5
    elif how == "expired":
        expire_due(now=later(timedelta(hours=73)))


@pytest.mark.parametrize("ways", CASH_OUTS)
def test_who_is_told_of_a_cash_out(app, ways) -> None:
    fill_till(500_000)
    shop = a_shop_with_money()
    by = a_team_member() if "unconfirmed" in ways else None

    def take_money_out() -> None:
        cash_out = ask_cash_out(shop, by)
        for how in ways.split():
            ended(shop, cash_out, how)

    assert newly([shop.owner_id], take_money_out) == CASH_OUTS[ways]


def test_operators_are_told_of_a_clerk_who_guesses(app) -> None:
    operator, clerk, shop = an_operator(), a_clerk(), a_shop_with_money()

    def guess() -> None:
        for _ in range(11):
            redeem(shop, "00000000", clerk)

    assert newly([operator.id], guess) == GUESSED


BANK = {"bank_bin": "970405", "number": "8400205123456", "holder": "Hoàng Thị Lan"}


@pytest.mark.parametrize("end", PAYOUTS)
def test_who_is_told_of_a_payout(app, end) -> None:
    shop, operator, second = a_shop_with_money(), calling(an_operator()), calling(an_operator())
    household = calling(owner_of(shop))
    household.put("/me/payout-account", BANK | fresh_code(household))

    def pay_out() -> None:
        path = f"/shops/{shop.id}/payouts"
        payout = household.post(path, {"amount_vnd": 98_500}).json["id"]
        if end == "cancelled":
            assert household.put(f"{path}/{payout}/cancellation").status_code == 200
            return
        operator.post("/payout-files")
        for _ in range(2):
            assert second.put(f"/payouts/{payout}/outcome", {"outcome": end}).status_code == 200

    assert newly([shop.owner_id], pay_out) == PAYOUTS[end]


def test_who_is_told_that_it_is_fetched_elsewhere(app) -> None:
    of = fetched_order(product := a_product())
    buyer, change = calling(buyer_of(of)), {"collect_at": a_point(product, "market")}
    put_right = partial(buyer.patch, f"/orders/{of.number}", change, headers={"If-Match": "*"})
    assert newly(both(of), put_right) == ELSEWHERE


def test_who_is_told_of_cash_that_the_household_gives_back_herself(app) -> None:
    of = hands_over(ready := made_ready(fetched_order())) and ready
    path, given = f"/orders/{of.number}/refunds", {"amount_vnd": 30_000}
    assert newly(both(of), lambda: calling(seller_of(of)).post(path, given)) == BY_HAND


@pytest.mark.parametrize("way", REFUNDS, ids="-".join)
def test_who_is_told_of_a_refund(app, way) -> None:
    channel, end = way
    of, operator = delivered_order(), calling(an_operator())

    def give_back() -> None:
        asked = {"amount_vnd": 30_000, "channel": channel}
        refund = calling(seller_of(of)).post(f"/orders/{of.number}/refunds", asked).json["id"]
        if channel == "cash":
            return
        me = calling(buyer_of(of))
        me.put("/me/payout-account", BANK | fresh_code(me))
        file = operator.post("/payout-files").json["id"]
        outcome = "paid" if end == "settled" else "failed"
        body = f"id,outcome\n{refund},{outcome}\n".encode()
        assert calling(an_operator()).put(f"/payout-files/{file}/answer", data=body).status_code == 200

    assert newly(both(of), give_back) == REFUNDS[way]


def test_the_household_is_told_of_what_others_give_back(app) -> None:
    of = delivered_order()
    give_back = {"amount_vnd": 30_000, "channel": "cash"}
    newly_told = newly(both(of), lambda: calling(an_operator()).post(f"/orders/{of.number}/refunds", give_back))
    assert newly_told == GIVEN_BACK["operator"]


# The rest


@pytest.mark.parametrize("what", ["shops", "products"])
def test_the_household_is_told_that_it_may_not_sell(app, what) -> None:
    product = a_product()
    path = f"/{what}/{product.shop_id if what == 'shops' else product.id}/suspension"

    def suspend() -> None:
        for _ in range(2):
            assert calling(an_operator()).put(path, {"reason": "Hàng giả"}).status_code == 200

    assert newly([product.shop.owner_id], suspend) == (["suspended"],)


@pytest.mark.parametrize("done", DUTIES)
def test_who_is_told_what_an_operator_does_to_her_account(app, done) -> None:
    someone, operator = a_clerk(), calling(an_operator())
    path, why = f"/people/{someone.id}", {"reason": "Đổi việc"}
    role = {"role": "clerk" if done == "given" else "officer", "place": "VN01" if done == "given" else "06463"}

    def do() -> None:
        if done == "signed out":
            assert operator.delete(f"{path}/tokens", query_string=why).status_code == 204
        elif done == "taken":
            taken = operator.delete(f"{path}/roles/clerk", query_string=why | {"place": CHI_LANG_OFFICE})
            assert taken.status_code == 204
        else:
            assert operator.post(f"{path}/roles", role | why).status_code == 201

    assert newly([someone.id], do) == DUTIES[done]


@pytest.mark.parametrize("word", CERTIFICATES)
def test_the_household_is_told_what_became_of_its_certificate(app, word) -> None:
    ocop = {"stars": 4, "certificate_no": "12/QĐ", "issued_on": clock.local_day(clock.now())}
    product, officer = a_product(ocop=ocop), calling(an_officer())
    path = f"/products/{product.id}/certificate/{word}"

    def say() -> None:
        for _ in range(2):
            assert officer.put(path, {"reason": "Ảnh mờ"} if word == "refusal" else None).status_code == 200

    assert newly([product.shop.owner_id], say) == CERTIFICATES[word]


def test_both_sides_are_told_what_becomes_of_a_review(app) -> None:
    of, officer = delivered_order(), calling(an_officer())
    assert newly(both(of), lambda: [reviewing.says(of) for _ in "ab"]) == REVIEWED[""]
    path = f"/reviews/{reviewing.says(of).json['id']}"
    acts = {
        "/answer": lambda word: calling(seller_of(of)).put(f"{path}/answer", {"words": word}),
        "/removal": lambda _: officer.put(f"{path}/removal", {"reason": "insult"}),
        "restored": lambda _: officer.delete(f"{path}/removal"),
    }
    for what, act in acts.items():
        assert newly(both(of), lambda act=act: [act(word) for word in "ab"]) == REVIEWED[what], what


@pytest.mark.parametrize("said", SUSPENDED)
@pytest.mark.parametrize("what", ["shops", "products"])
def test_who_hears_what_becomes_of_a_suspended_sellers_orders(app, what, said) -> None:
    of, operator = placed_order(product := a_product()), an_operator()
    path = f"/{what}/{of.shop_id if what == 'shops' else product.id}/suspension"
    open_orders, _, then = said.partition(", ")

    def say() -> None:
        calling(operator).put(path, {"reason": "Hàng giả", "open_orders": open_orders})
        work()
        if then == "released":
            calling(operator).put(f"/orders/{of.number}/release")
        elif then == "lifted":
            calling(operator).delete(path)
        elif then:
            for _ in range(2):
                flows.ring_due(now=later(timedelta(days=3, hours=1)))

    assert newly([*both(of), operator.id], say) == SUSPENDED[said]


def test_who_is_told_of_a_complaint(app) -> None:
    of, operator = delivered_order(), an_operator()
    people, buyer, office = (*both(of), operator.id), calling(buyer_of(of)), calling(operator)
    sent: list[str] = []

    def puts(by: Any, what: str, said: dict[str, str]) -> Callable[[], Any]:
        return lambda: by.put(f"/complaints/{sent[-1]}/{what}", said)

    steps: dict[str, Callable[[], Any]] = {
        "sent": lambda: sent.append(complaining.a_complaint(of)),
        "let lie": lambda: complaining.time_passes(complaining.complaint(sent[-1]).moves_on_at),
        "answered": lambda: complaining.answers(sent[-1], office),
        "unrated": lambda: complaining.time_passes(complaining.complaint(sent[-1]).remind_at),
        "reopened": puts(buyer, "reopening", {"reason": "Chưa xong"}),
    }
    for step, act in steps.items():
        assert newly(people, act) == COMPLAINED[step], step
    complaining.answers(sent[-1], office)
    assert newly(people, puts(buyer, "rating", {"rating": "not"})) == COMPLAINED["rated"]
    assert newly(people, lambda: sent.append(complaining.a_complaint(of, kind="money"))) == COMPLAINED["of money"]
    assert newly(people, puts(buyer, "withdrawal", {})) == COMPLAINED["withdrawn"]
    sent.extend(complaining.a_complaint(of, kind=kind) for kind in ("wrong", "spoilt"))
    assert newly(people, puts(office, "merging", {"into": sent[-2]})) == COMPLAINED["merged"]
    sent.pop()
    assert newly(people, puts(office, "refusal", {"reason": "settled"})) == COMPLAINED["refused"]


SECURING = {
    "password": lambda me: me.patch(
        "/me", {"password": "na chi lang ngon"} | fresh_code(me), headers={"If-Match": "*"}
    ),
    "payout_account": lambda me: me.put("/me/payout-account", BANK | fresh_code(me)),
    "identity": lambda me: me.put("/me/identity", {"id_number": "020180001234"} | fresh_code(me)),
    "no identity": lambda me: me.delete("/me/identity", query_string=fresh_code(me)),
}


@pytest.mark.parametrize("what", SECURING)
def test_whoever_is_secured_is_told_on_her_phone_even_at_night(app, what) -> None:
    household = a_household()
    me = calling(household)
    assert newly([household.id], lambda: SECURING[what](me)) == SECURED


def ask_for(code):
    """Ask for a code of this kind; the phone that is to get it."""
    if code == "sign_in_code":
        guest().post("/sign-in-codes", {"phone": "0977123456"})
        return "+84977123456"
    if code.startswith("cash_out"):
        shop = a_shop_with_money()
        ask_cash_out(shop, a_team_member() if code == "cash_out_confirmation" else None)
        return owner_of(shop).phone
    if code == "look_up_code":
        of = placed_order()
        transaction(lambda: outbox.settle_all("notice", now=clock.now()))
        guest().post("/order-look-ups", {"number": of.number, "phone": of.recipient_phone})
        return of.recipient_phone
    if code in ("order_proposal", "collection_code"):
        return asked_for_less() if code == "order_proposal" else made_to_wait()
    village = a_village()
    if code == "join_code":
        village.officer.post(f"/teams/{village.team_id}/members", {"phone": "0912555088", "name": "Vi Văn Tư"})
        return "+84912555088"
    household = village.writes_down()
    asked = {"purpose": code.removesuffix("_code").replace("move", "hand_over")}
    asked |= {"phone": "0912555077"} if code in ("move_code", "correction_code") else {}
    asked |= of_its_goods(village, household, code) if code in ("price_code", "refund_code") else {}
    assert village.member.post(f"/households/{household['id']}/codes", asked).status_code == 202
    return "+84912555077" if code == "correction_code" else "+84912555001"


def asked_for_less():
    """A buyer who is asked for less, by day; what led there is told."""
    of = placed_order()
    transaction(lambda: outbox.settle_all("notice", now=clock.now()))
    assert fewer(of).status_code == 200
    by_day(TELL)
    return buyer_of(of).phone


def made_to_wait():
    """A buyer whose goods wait for them, by day; what led there is told."""
    of = made_ready(fetched_order())
    transaction(lambda: outbox.settle_all("notice", now=clock.now()))
    by_day(CODE)
    return buyer_of(of).phone


def by_day(topic):
    in_the_day = update(outbox.OutboxEntry).where(outbox.OutboxEntry.topic == topic).values(due_at=clock.now())
    transaction(lambda: db.session.execute(in_the_day))


def of_its_goods(village, household, code):
    """What a code is about: a price of the household's, or an order that it has sold; of what led there all is told."""
    agrees(village.member, household)
    product = a_product(transaction(lambda: db.session.get(Shop, UUID(household["shop_id"]))))
    subject = product.id if code == "price_code" else placed_order(product).number
    transaction(lambda: outbox.settle_all("notice", now=clock.now()))
    transaction(lambda: outbox.settle_all("consent.send_code", now=clock.now()))
    return {"subject": str(subject), "amount_vnd": 20_000}


@pytest.mark.parametrize("end", PHONES)
def test_who_is_told_of_a_lost_phone(app, end) -> None:
    buyer, operator = a_buyer(), calling(an_operator())
    asked = {"phone": buyer.phone, "new_phone": "0912555099", "reason": "Mất máy"}
    change = operator.post("/phone-changes", asked).json["id"]
    if end in ("agreed", "done"):
        calling(an_operator()).put(f"/phone-changes/{change}/approval")
    elif end == "refused":
        calling(buyer).put(f"/phone-changes/{change}/refusal")
    work()
    if end == "done":
        carry_out_due(now=later(timedelta(days=3, minutes=1)))
        work(later(timedelta(days=3, minutes=2)))
    sent = transaction(lambda: db.session.scalars(select(SentNotice.notice).order_by(SentNotice.id)).all())
    assert sent == PHONES[end][0]


@pytest.mark.parametrize("end", PAPERS)
def test_who_is_told_of_a_paper(app, end) -> None:
    village = a_village()
    paper = sent_paper(village.member, village.writes_down())
    if end == "agreed":
        village.officer.put(f"/paper-consents/{paper}/decision", {"agreed": True})
    work(later(timedelta(days=1)))
    assert (
        transaction(lambda: db.session.scalars(select(SentNotice.notice).order_by(SentNotice.id)).all())
        == PAPERS[end][0]
    )


@pytest.mark.parametrize("code", CODES)
def test_a_code_goes_to_one_phone(app, home, code) -> None:
    (home / "sms.jsonl").unlink(missing_ok=True)
    phone = ask_for(code)
    while outbox.drain(JOBS, clock=clock.now):
        pass
    sent = [json.loads(line) for line in (home / "sms.jsonl").read_text(encoding="utf-8").splitlines()]
    assert transaction(lambda: db.session.scalars(select(SentNotice.notice)).all()) == [code]
    assert [message["to"] for message in sent] == [phone]
    assert {*without_marks(NOTICES[code]).partition("{")[0].split()} <= {*sent[0]["text"].split()}
