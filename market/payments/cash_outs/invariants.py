"""What must always be true of money on its way out: what is held is what open codes and payouts promise."""

from collections.abc import Iterator

from sqlalchemy import func, select

from market.db import db
from market.money import dong
from market.payments.cash_outs import models, rules
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.payouts.models import Payout
from market.payments.payouts.rules import WAITING


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    yield from _held_differs()
    yield from _paid_but_not_posted()


def _held_differs() -> Iterator[str]:
    sums = select(Posting.owner, func.sum(Posting.amount_vnd)).where(Posting.kind == Kind.HELD).group_by(Posting.owner)
    held = {owner: -int(total) for owner, total in db.session.execute(sums)}
    promised: dict[str, int] = {}
    for model, states in ((models.CashOut, rules.HOLDING), (Payout, WAITING)):
        rows = select(model.owner_id, model.amount_vnd).where(model.state.in_(states))
        for owner_id, amount in db.session.execute(rows):
            promised[str(owner_id)] = promised.get(str(owner_id), 0) + amount
    for owner in sorted(held.keys() | promised.keys()):
        if held.get(owner, 0) != promised.get(owner, 0):
            promises = f"{dong(promised.get(owner, 0))} đ are promised"
            yield f"account held {owner}: {dong(held.get(owner, 0))} đ, but {promises}"


def _paid_but_not_posted() -> Iterator[str]:
    keys = select(LedgerEntry.key).where(LedgerEntry.kind == "cash_out_paid")
    posted = set(db.session.scalars(keys))
    for cash_out_id in db.session.scalars(
        select(models.CashOut.id).where(models.CashOut.state == rules.CashOutState.PAID)
    ):
        if f"cash-out:{cash_out_id}:paid" not in posted:
            yield f"cash-out {cash_out_id}: it is paid, but the ledger does not know"
