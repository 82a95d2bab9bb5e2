"""Cash that a clerk brings into the till, takes out of it, or counts."""

from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.clock import local_day
from market.db import db
from market.ids import new_id
from market.payments.ledger import accounts
from market.payments.ledger.actions import lock, post
from market.payments.ledger.queries import balance, is_used
from market.payments.tills import models, rules
from market.payments.write_offs.actions import agree


def move_till(
    *, office: str, kind: str, amount_vnd: int, note: str, by: Person, now: datetime, id: UUID | None = None
) -> tuple[models.TillMovement, bool]:
    """Record one movement of `amount_vnd` đồng; for a count, what was counted.

    A count sets the books to what is there: the carrier bears what is missing and keeps what is over. One that differs
    by more than the set sum stands (the second answer) once somebody else has counted the same that day.
    Raises TillTooLow, TillOpenedBefore.
    """
    move, till = rules.TillMove(kind), accounts.till(office)
    lock([till])
    if move == rules.TillMove.OPENING and is_used(till):
        raise rules.TillOpenedBefore
    expected = balance(till) if move == rules.TillMove.COUNT else None
    differs = abs(amount_vnd - expected) if expected is not None else 0
    count = f"post-offices/{office}/till/{local_day(now)}/{amount_vnd}"
    stands = agree(subject=count, amount_vnd=differs, note=note, by=by, now=now)
    row = models.TillMovement(
        id=id or new_id(),
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
    )
