"""What must always be true of bank lines: what is booked came in, and once."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from market import money
from market.db import db
from market.payments.bank.likeness import DAYS_APART, Likeness, likeness
from market.payments.bank.models import BankTransfer
from market.payments.bank.rules import NOT_BOOKED
from market.payments.bank.statement_file import says_out
from market.payments.bank.wording import says_paid_out


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken. What a person has verified is left alone."""
    yield from _debits()
    yield from _told_twice()


def _debits() -> Iterator[str]:
    unseen = select(BankTransfer).where(BankTransfer.queue.not_in(NOT_BOOKED), BankTransfer.verified_at.is_(None))
    for row in db.session.scalars(unseen.execution_options(yield_per=500)):
        what = f"bank transfer {row.id}: {money.dong(row.amount_vnd)} đ of {row.booked_on} are booked as a receipt"
        if row.marks is not None and says_out(row.marks):
            yield f"{what}, but its line says that it is a debit ({row.marks!r})"
        elif row.marks is None and says_paid_out(row.text):
            yield f"{what}, but its text says that the money went out ({row.text!r}); its line was not kept"


def _told_twice() -> Iterator[str]:
    tellings = defaultdict(list)
    for row in db.session.scalars(select(BankTransfer).where(BankTransfer.same_as_id.is_not(None))):
        tellings[row.same_as_id].append(row)
    booked = select(BankTransfer).where(BankTransfer.queue.not_in(NOT_BOOKED))
    rows = db.session.scalars(booked.order_by(BankTransfer.amount_vnd, BankTransfer.id))
    for _, some in groupby(rows, lambda row: row.amount_vnd):
        yield from _alike(list(some), tellings)


def _suspicious(earlier: BankTransfer, row: BankTransfer) -> set[Likeness]:
    """Where both columns were kept, what was only perhaps the same was asked about when it was read, unless the same
    statement told the earlier one as well: that one may be known word for word, and leaves no second telling."""
    kept = None not in (earlier.layout, row.layout)
    return {Likeness.SAME} if kept else {Likeness.SAME, Likeness.PERHAPS}


def _alike(rows: list[BankTransfer], tellings: dict[UUID | None, list[BankTransfer]]) -> Iterator[str]:
    """Of booked rows of one amount: those that look like an earlier one of another statement."""
    taken: set[UUID] = set()
    for place, row in enumerate(rows):
        for earlier in rows[:place] if row.verified_at is None else ():
            if earlier.id in taken or earlier.statement_id == row.statement_id:
                continue
            if abs(earlier.booked_on - row.booked_on) > DAYS_APART:
                continue
            told = [[earlier, *tellings[earlier.id]], [row, *tellings[row.id]]]
            if all(likeness(told[0], line) in _suspicious(earlier, row) for line in told[1]):
                taken.add(earlier.id)
                what = f"bank transfers {earlier.id} and {row.id}: {money.dong(row.amount_vnd)} đ of {row.booked_on}"
                yield f"{what} look like one transfer told by two statements ({earlier.text!r}, {row.text!r})"
                break
