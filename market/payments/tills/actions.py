"""Cash that a clerk brings into the till, takes out of it, or counts."""

from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.clock import local_day
from market.db import db
from market.ids import new_id
from market.payments.ledger import accounts, hands
from market.payments.ledger.actions import lock, post
from market.payments.ledger.queries import balance, is_used
from market.payments.tills import models, queries, rules
from market.payments.write_offs.actions import agree


def move_till(
    *,
    office: str,
    kind: str,
    amount_vnd: int,
    note: str,
    by: Person,
    now: datetime,
    id: UUID | None = None,
    from_id: UUID | None = None,
    unnamed: bool = False,
) -> tuple[models.TillMovement, bool]:
    """Record one movement of `amount_vnd` đồng; for a count, what was counted.

    A count sets the books to what is there: the carrier bears what is missing and keeps what is over. One that differs
    by more than the set sum stands (the second answer) once somebody else has counted the same. What is handed
    in pays the debt of `from_id`, the courier who took it; `unnamed`, what was taken in before names were kept.
    Raises TillTooLow, HandsTooEmpty, TillOpenedBefore, WhoseCash.
    """
    move, till = rules.TillMove(kind), accounts.till(office)
    lock([till, accounts.courier(office)] if move == rules.TillMove.HAND_IN else [till])
    if move == rules.TillMove.OPENING and is_used(till):
        raise rules.TillOpenedBefore
    expected = balance(till) if move == rules.TillMove.COUNT else None
    stands = expected is None or _counted_by_two(office, amount_vnd, expected, note, by, now)
    giver = _giver(office, from_id, unnamed) if move == rules.TillMove.HAND_IN else None
    row = models.TillMovement(
        id=id or new_id(),
        from_id=giver,
        post_office_code=office,
        kind=move,
        amount_vnd=amount_vnd,
        expected_vnd=expected,
        note=note,
        by_id=by.id,
        at=now,
    )
    if stands:
        db.session.add(row)
        _post(row, amount_vnd - expected if expected is not None else amount_vnd)
    return row, stands


def _counted_by_two(office: str, counted_vnd: int, expected_vnd: int, note: str, by: Person, now: datetime) -> bool:
    """A second count is of the same cash: nothing was brought or taken since, so no word is good for another day's."""
    last = db.session.scalars(queries.movements(office).order_by(models.TillMovement.id.desc()).limit(1)).first()
    since = f"{expected_vnd}/{last.id.hex if last else local_day(now)}"
    subject = f"post-offices/{office}/till/{counted_vnd}/{since}"
    return agree(subject=subject, amount_vnd=abs(counted_vnd - expected_vnd), note=note, by=by, now=now)


def _giver(office: str, named: UUID | None, unnamed: bool) -> UUID | None:
    """Whose debt a hand-in pays; None for what was taken in before names were kept."""
    if named is not None or unnamed:
        return named
    holders = hands.held_at(office)
    if len(holders) > 1:
        raise rules.WhoseCash
    return next(iter(holders), None)


def _post(row: models.TillMovement, change_vnd: int) -> None:
    into, out_of = rules.flow(rules.TillMove(row.kind), row.post_office_code)
    if change_vnd < 0:
        into, out_of = out_of, into
    post(
        key=f"till:{row.id}",
        kind=row.kind,
        reference=row.post_office_code,
        debit={into: abs(change_vnd)},
        credit={out_of: abs(change_vnd)},
        now=row.at,
        by_id=row.by_id,
        note=row.note,
        holder_id=row.from_id,
    )
