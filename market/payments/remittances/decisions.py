"""What a person decides about a remittance's line that does not match, and about cash that is short or disputed."""

from datetime import datetime

from market.accounts.models import Person
from market.db import db
from market.delivery.queries.parcels import parcel_of
from market.errors import WrongState
from market.payments.cash.actions import move_cash
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.queries import cash_for
from market.payments.cash.rules import COD, STATES, CashState, NotDelivered
from market.payments.ledger import accounts
from market.payments.ledger.actions import post
from market.payments.remittances import actions, claims, models, queries, rules
from market.payments.sales.actions import release_sale
from market.payments.write_offs.actions import agree, forget


def settle_line(*, line: models.RemittanceLine, decision: str, note: str, by: Person, now: datetime) -> bool:
    """Take the carrier's word, dispute it, or match again; False when a second operator has to want the same first.

    Raises LineSettled for what no longer waits.
    """
    if line.outcome not in (*rules.WAITING, rules.Outcome.DISPUTED):
        raise rules.LineSettled
    carrier = queries.remittance(line.remittance_id).carrier
    if decision == rules.Decision.MATCH_AGAIN:
        if line.outcome in (rules.Outcome.UNKNOWN, rules.Outcome.NOT_COLLECTED):
            actions.match(line, carrier=carrier, by=by, now=now)
        return True
    if decision == rules.Decision.DISPUTE:
        forget(subject=_subject_of_line(line))
        line.outcome = rules.Outcome.DISPUTED
        if line.reference and line.kind == "cod":
            move_cash(line.reference, CashState.DISPUTED, reason=note)
    elif not _accept(line, carrier, note, by, now):
        return False
    line.note, line.settled_by_id, line.settled_at = note, by.id, now
    return True


def waive_rest(*, cash: CashOnDelivery, reason: str, by: Person, now: datetime) -> bool:
    """Give up what the carrier has not remitted of cash that is short or disputed: the platform bears it.

    False when a second operator has to want the same first. Raises WrongState for cash that is neither.
    """
    rest = cash.collected_vnd - cash.remitted_vnd
    if cash.state not in (CashState.SHORT, CashState.DISPUTED):
        raise _not_from(cash, CashState.WAIVED)
    if not agree(subject=_subject_of_cash(cash), amount_vnd=rest, note=reason, by=by, now=now):
        return False
    move_cash(cash.reference, CashState.WAIVED, {CashState.SHORT, CashState.DISPUTED}, reason=reason)
    _write_off(f"waiver:{cash.reference}", cash.reference, cash.carrier, rest, by, now)
    release_sale(reference=cash.reference, now=now)  # where the carrier advances nothing, the shop has waited for this
    return True


def confirm_collected(*, cash: CashOnDelivery) -> None:
    """Disputed cash was collected after all. Raises WrongState for cash that is not disputed, NotDelivered."""
    to = CashState.REMITTED if cash.remitted_vnd == cash.collected_vnd else CashState.COLLECTED
    parcel = parcel_of(cash.reference)
    if cash.state == CashState.DISPUTED and to == CashState.COLLECTED and parcel and parcel.delivered_at is None:
        raise NotDelivered
    if not move_cash(cash.reference, to, {CashState.DISPUTED}, reason=""):
        raise _not_from(cash, to)
    forget(subject=_subject_of_cash(cash))


def _subject_of_cash(cash: CashOnDelivery) -> str:
    return f"/cash-on-delivery/{cash.reference}/waiver"


def _subject_of_line(line: models.RemittanceLine) -> str:
    return f"/remittances/{line.remittance_id}/lines/{line.id}/decision"


def _accept(line: models.RemittanceLine, carrier: str, note: str, by: Person, now: datetime) -> bool:
    """Book the difference between what we thought and what the carrier says; False until a second operator agrees."""
    lost = _lost(line)
    given_up = 0 if line.kind == "claim" else lost
    if not agree(subject=_subject_of_line(line), amount_vnd=given_up, note=note, by=by, now=now):
        return False
    if line.kind == "claim" and lost > 0:  # what the carrier will not pay of a claim was never anybody's
        claims.accept_claim(reference=line.reference or "", unpaid_vnd=lost, by=by, now=now)
    else:
        _write_off(f"remittance-line:{line.id}:money", line.reference or str(line.id), carrier, lost, by, now)
    if line.outcome != rules.Outcome.MISSING:
        _book_fee(line, carrier, line.fee_vnd - (line.booked_fee_vnd or 0), by, now)
    cash = cash_for(line.reference) if line.reference and line.kind == "cod" else None
    if cash is not None and lost > 0:
        move_cash(cash.reference, CashState.DISPUTED, {CashState.COLLECTED})
        move_cash(cash.reference, CashState.WAIVED, reason=note)
        release_sale(reference=cash.reference, now=now)
    line.outcome = rules.Outcome.ACCEPTED
    return True


def _lost(line: models.RemittanceLine) -> int:
    """What we lose by taking the carrier's word; less than nothing where it pays more than we knew of.

    Of cash it is what is still open by now: a person may have given it up, or another line named it.
    """
    lost = (line.booked_amount_vnd or 0) - line.amount_vnd
    cash = cash_for(line.reference) if line.reference and line.kind == "cod" else None
    if cash is None or lost <= 0:
        return lost
    is_open = cash.state in (CashState.COLLECTED, CashState.SHORT, CashState.DISPUTED)
    return cash.collected_vnd - cash.remitted_vnd if is_open else 0


def _write_off(key: str, reference: str, carrier: str, lost_vnd: int, by: Person, now: datetime) -> None:
    """What the carrier will not pay is our loss; what it pays beyond our books belongs to nothing we know yet."""
    lost, over = max(lost_vnd, 0), max(-lost_vnd, 0)
    post(
        key=key,
        kind="write_off" if lost else "unmatched",
        reference=reference,
        debit={accounts.LOSSES: lost} if lost else {accounts.carrier(carrier): over},
        credit={accounts.carrier(carrier): lost} if lost else {accounts.unmatched(COD): over},
        now=now,
        by_id=by.id,
    )


def _book_fee(line: models.RemittanceLine, carrier: str, more_vnd: int, by: Person, now: datetime) -> None:
    bearer = accounts.CASH_OUT_FEES if line.kind == "cash_out" else accounts.SHIPPING
    into, out_of = (bearer, accounts.carrier(carrier)) if more_vnd > 0 else (accounts.carrier(carrier), bearer)
    post(
        key=f"remittance-line:{line.id}:fee",
        kind="cash_out_fee" if line.kind == "cash_out" else "carriage",
        reference=line.reference or str(line.id),
        debit={into: abs(more_vnd)},
        credit={out_of: abs(more_vnd)},
        now=now,
        by_id=by.id,
    )


def _not_from(cash: CashOnDelivery, to: CashState) -> WrongState:
    db.session.refresh(cash)
    return STATES.refusal(CashState(cash.state), to)
