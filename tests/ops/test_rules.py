"""What rules of money and parcels say exactly, at their edges; `make mutate` found that nothing else held these."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from market.clock import spoken_day
from market.delivery.rules.parcels import ParcelState, ScanEvent, cannot_become, cash_due
from market.errors import InvalidInput
from market.payments.cards.rules import BadSignature, NotAnEvent, read_event, require_signature
from market.payments.cash_outs.rules import cash_out_code, confirmation_code
from market.payments.charges.rules import CardUnavailable, next_poll
from market.payments.ledger import accounts
from market.payments.ledger.accounts import Account, Kind
from market.payments.ledger.rules import NotEnough
from market.payments.rates.rules import check_rate
from market.payments.sales.rules import RefundTooHigh

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHARGE = UUID("01930000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vat_percent", "0"),
        ("vat_percent", "100"),
        ("vat_percent", "0.125"),
        ("tax_threshold_vnd", "9" * 13),
        ("withhold_below_threshold", "0"),
        ("withhold_below_threshold", "1"),
    ],
)
def test_a_rate_may_be_at_its_edge(name: str, value: str) -> None:
    check_rate(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vat_percent", "100.001"),
        ("vat_percent", "-0.001"),
        ("vat_percent", "0.1255"),
        ("vat_percent", "ten"),
        ("vat_percent", "NaN"),
        ("tax_threshold_vnd", "1" + "0" * 13),
        ("tax_threshold_vnd", "-1"),
        ("tax_threshold_vnd", "²"),
        ("withhold_below_threshold", "2"),
    ],
)
def test_a_rate_beyond_its_edge_is_refused_by_its_field(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_rate(name, value)
    assert list(refused.value.errors) == ["value"]


@pytest.mark.parametrize(
    ("refusal", "members", "sentence"),
    [
        (
            cannot_become(ParcelState.DELIVERED, ParcelState.LOST),
            {"state": "delivered", "wanted": "lost"},
            "It is “delivered”, so it cannot become “lost”.",
        ),
        (NotEnough(1000, 2000), {"available_vnd": 1000}, "Only 1.000 đ is there, not 2.000 đ."),
        (RefundTooHigh(1000), {"refundable_vnd": 1000}, "At most 1.000 đ of this order can still be refunded."),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(refusal, members, sentence: str) -> None:
    assert (refusal.members, refusal.detail.en) == (members, sentence)


@pytest.mark.parametrize("event", ScanEvent)
def test_cash_is_due_at_delivery_alone(event: ScanEvent) -> None:
    assert cash_due(event, 65_000) == (65_000 if event == ScanEvent.DELIVERED else 0)


def test_a_charge_is_asked_about_ever_more_seldom() -> None:
    waits = [next_poll(looks, NOON) - NOON for looks in (0, 1, 2, 3, 4, 5, 6, 100)]
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 60, 60)]


def test_a_day_is_said_as_in_vietnam() -> None:
    assert spoken_day(datetime(2026, 11, 24, 18, 5, tzinfo=UTC)) == "01:05 25/11"


def test_a_card_event_is_read_whole() -> None:
    found = {
        "id": "pi_1",
        "amount": 65_000,
        "currency": "vnd",
        "status": "succeeded",
        "metadata": {"charge": str(CHARGE)},
    }
    told = read_event(json.dumps(an_event(found)).encode())
    assert (told.event_id, told.type, told.object_id, told.charge_id) == ("evt_1", "payment.ok", "pi_1", CHARGE)
    assert (told.amount_vnd, told.currency, told.status, told.refund_id) == (65_000, "vnd", "succeeded", None)


@pytest.mark.parametrize("broken", [5, "é", "a\nb", None])
def test_what_a_card_event_cannot_say_is_read_as_nothing(broken) -> None:
    told = read_event(
        json.dumps(an_event({"id": broken, "currency": broken, "status": broken, "amount": "1"})).encode()
    )
    assert (told.object_id, told.currency, told.status, told.amount_vnd, told.charge_id) == ("", "", "", None, None)


@pytest.mark.parametrize(
    ("amount", "read"), [(0, 0), (10**15 - 1, 10**15 - 1), (10**15, None), (-1, None), (True, None)]
)
def test_an_amount_is_read_within_its_bounds(amount, read) -> None:
    assert read_event(json.dumps(an_event({"amount": amount})).encode()).amount_vnd == read


def test_long_words_of_a_card_event_are_cut() -> None:
    told = read_event(json.dumps(an_event({"currency": "x" * 99, "status": "y" * 99})).encode())
    assert (told.currency, told.status) == ("x" * 10, "y" * 30)


def test_codes_that_were_sent_are_still_good_after_an_upgrade() -> None:
    assert (cash_out_code("secret", CHARGE, 1), confirmation_code("secret", CHARGE, 258)) == ("63190351", "364560")


@pytest.mark.parametrize(
    ("made", "kind", "owner"),
    [
        (accounts.shop(CHARGE), Kind.SHOP, str(CHARGE)),
        (accounts.pending(CHARGE), Kind.PENDING, str(CHARGE)),
        (accounts.person(CHARGE), Kind.PERSON, str(CHARGE)),
        (accounts.hold(CHARGE), Kind.HELD, str(CHARGE)),
        (accounts.courier("25715"), Kind.COURIER, "25715"),
        (accounts.till("25715"), Kind.TILL, "25715"),
    ],
)
def test_everybody_has_an_account_of_their_own(made: Account, kind: Kind, owner: str) -> None:
    assert made == Account(kind, owner)


def test_whoever_pays_by_card_is_told_when_to_try_again() -> None:
    assert CardUnavailable().headers == {"Retry-After": "30"}


@pytest.mark.parametrize("word", [5, None, "Có dấu", ""])
def test_an_event_of_no_known_form_is_refused(word) -> None:
    with pytest.raises(NotAnEvent):
        read_event(json.dumps(an_event({}) | {"type": word}).encode())


@pytest.mark.parametrize(("late", "accepted"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_signature_of_the_gateways_own_making_holds_for_five_minutes(late: int, accepted: bool) -> None:
    at = int(NOON.timestamp())
    made = hmac.new(b"secret", f"{at}.{{}}".encode(), hashlib.sha256).hexdigest()
    header, now = f"t={at},v1={made}", NOON + timedelta(seconds=late)
    if accepted:
        require_signature(header, b"{}", secret="secret", now=now)
    else:
        with pytest.raises(BadSignature):
            require_signature(header, b"{}", secret="secret", now=now)


def an_event(found: object) -> dict[str, object]:
    return {"id": "evt_1", "type": "payment.ok", "created": int(NOON.timestamp()), "data": {"object": found}}
