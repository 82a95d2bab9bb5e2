"""What a parcel's way means for money: cash is taken in, carriage is earned; and each undone."""

from datetime import datetime
from uuid import UUID

from market.accounts import queries as people
from market.accounts.rules import RoleName
from market.delivery.carriers.registry import POSTMART
from market.delivery.queries.parcels import parcel_of
from market.delivery.rules.news import CarrierPaid, ParcelMoved
from market.delivery.rules.parcels import ParcelState
from market.money import dong
from market.payments.cash.actions import move_cash
from market.payments.cash.queries import cash_for
from market.payments.cash.rules import ADVANCES, COD, TAKEN_IN, CashState
from market.payments.ledger import accounts
from market.payments.ledger.actions import can_undo, current, post, undo
from market.payments.remittances.carrier_fees import charge_carriage, forgo_carriage
from market.payments.sales.actions import release_sale, reopen_sale, unrelease_sale
from market.payments.sales.queries import has_refunds, sale

# Most scans are of a parcel that goes on: then nothing is looked up.
_CARRIED = frozenset({ParcelState.DELIVERED, ParcelState.RETURNED})
_NOT_DELIVERED = "báo phát đã bị hủy sau khi thu tiền"
_ANOTHER_SUM = "hãng vận chuyển báo {amount} đ"


def on_parcel_moved(moved: ParcelMoved) -> None:
    """Let the books follow where a parcel went: what never happened is taken back, what did is posted.

    Before its order does, which closes its books on what it finds in them.
    """
    if not {moved.previous, moved.state} & _CARRIED or sale(moved.reference) is None:
        return
    _take_back(moved)
    _carry_on(moved)


def _take_back(moved: ParcelMoved) -> None:
    """A late or voided scan says that the parcel did not arrive there."""
    if moved.previous in _CARRIED:
        forgo_carriage(reference=moved.reference, now=moved.at)
    if moved.previous == ParcelState.DELIVERED:
        reverse_cash(reference=moved.reference, now=moved.at)


def _carry_on(moved: ParcelMoved) -> None:
    parcel = parcel_of(moved.reference) if moved.state in _CARRIED else None
    if parcel is None:
        return
    back = (parcel.return_fee_vnd or 0) if moved.state == ParcelState.RETURNED else 0
    charge_carriage(reference=parcel.reference, carrier=parcel.carrier, return_fee_vnd=back, now=moved.at)
    if moved.state == ParcelState.DELIVERED:
        record_cash(
            reference=moved.reference,
            collected_vnd=parcel.cod_vnd if moved.cash_collected_vnd is None else moved.cash_collected_vnd,
            post_office_code=moved.post_office_code or parcel.destination_office,
            by_id=moved.by_id,
            carrier=parcel.carrier,
            now=moved.at,
        )


def take_at_counter(*, reference: str, amount_vnd: int, office: str, by_id: UUID, now: datetime) -> None:
    """Goods without a parcel were fetched and paid at a post office's counter: into its till, the post's fee apart."""
    taken = record_cash(
        reference=reference,
        collected_vnd=amount_vnd,
        post_office_code=office,
        by_id=by_id,
        carrier=POSTMART,
        now=now,
    )
    if taken:
        charge_carriage(reference=reference, carrier=POSTMART, now=now)


def on_carrier_paid(paid: CarrierPaid) -> None:
    """A carrier says how much it has collected or paid on. Only its statement moves money: another sum is disputed."""
    cash = cash_for(paid.reference)
    if cash is not None and paid.amount_vnd is not None and paid.amount_vnd != cash.collected_vnd:
        reason = _ANOTHER_SUM.format(amount=dong(paid.amount_vnd))
        move_cash(paid.reference, CashState.DISPUTED, {CashState.COLLECTED}, reason=reason)


def record_cash(
    *, reference: str, collected_vnd: int, post_office_code: str, by_id: UUID | None, carrier: str, now: datetime
) -> bool:
    """The cash was taken in at the post office's counter or by its courier; False if that was known, or none was due.

    Waived cash that was taken all the same is recorded too: money in a till is never left out of the books. A
    carrier that advances cash makes it the shop's at once.
    """
    carried = _is_carried(post_office_code, by_id)
    known = cash_for(reference)
    if known is None or known.collected_at is not None:  # even if it was given up since: the carrier's debt is settled
        return False
    taken = move_cash(
        reference,
        CashState.COLLECTED,
        {CashState.DUE, CashState.WAIVED},
        collected_vnd=collected_vnd,
        collected_at=now,
        waived_at=None,
        post_office_code=post_office_code,
        taken_by_id=by_id,
        carrier=carrier,
    )
    if not taken:
        return False
    reopen_sale(reference=reference, now=now)
    post(
        key=current(f"collection:{reference}"),
        kind="collection",
        reference=reference,
        debit={(accounts.courier if carried else accounts.till)(post_office_code): collected_vnd},
        credit={accounts.buyers(COD): collected_vnd},
        now=now,
        by_id=by_id,
        holder_id=by_id if carried else None,
    )
    if carrier in ADVANCES:
        release_sale(reference=reference, now=now)
    return True


def reverse_cash(*, reference: str, now: datetime) -> None:
    """The cash was not collected after all. What cannot be simply undone any more waits, disputed, for a person."""
    cash = cash_for(reference)
    if cash is None or cash.state not in TAKEN_IN:
        return
    moved_on = cash.state != CashState.COLLECTED or has_refunds(reference)
    # What he who took it has handed in since is not taken from what a colleague carries.
    if moved_on or not can_undo(current(f"collection:{reference}")):
        move_cash(reference, CashState.DISPUTED, reason=_NOT_DELIVERED)
        return
    unrelease_sale(reference=reference, now=now)
    undo(current(f"collection:{reference}"), now=now)
    nobody = {"collected_vnd": 0, "collected_at": None, "post_office_code": None, "taken_by_id": None}
    move_cash(reference, CashState.DUE, {CashState.COLLECTED}, **nobody)


def _is_carried(office: str, by_id: UUID | None) -> bool:
    """A courier brings the money home in a bag; a clerk who scans at her office has put it into the till.

    A scan may count long after it was made: who works there no more has put nothing into the till either.
    """
    person = people.person(by_id) if by_id else None
    return person is not None and (person.holds(RoleName.COURIER, office) or not person.holds(RoleName.CLERK, office))
