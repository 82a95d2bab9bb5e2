"""What must always be true of claims: the books say of each what delivery says of it."""

from collections.abc import Iterator

from sqlalchemy import func, select

from market.db import db
from market.delivery.models import Claim
from market.money import dong
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.sales.models import Sale

_OURS = ("claim", "claim_paid")


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    owed, pending, had = _sums(Kind.CARRIER), _sums(Kind.PENDING), _sums(Kind.SHOP)
    claims = select(Claim).join(Sale, Sale.reference == Claim.reference).execution_options(yield_per=500)
    for claim in db.session.scalars(claims):
        waits = claim.amount_vnd if claim.state == "open" else 0
        paid = claim.paid_vnd if claim.state == "paid" else 0
        found = tuple(sums.get(claim.reference, 0) for sums in (owed, pending, had))
        if found != (waits + paid, -waits, -paid):
            held = ", ".join(f"{dong(amount)} đ" for amount in found)
            yield f"claim for {claim.reference} is {claim.state}, but carrier, waiting and shop have {held} of it"


def _sums(kind: Kind) -> dict[str, int]:
    """What claims have put into accounts of `kind`, as debits, by order."""
    of_claims = LedgerEntry.kind.in_(_OURS) | ((LedgerEntry.kind == "undo") & LedgerEntry.note.in_(_OURS))
    sums = select(LedgerEntry.reference, func.sum(Posting.amount_vnd)).join(Posting)
    rows = db.session.execute(sums.where(Posting.kind == kind, of_claims).group_by(LedgerEntry.reference))
    return {reference: int(total) for reference, total in rows}
