"""What the carrier owes for parcels that it lost or damaged: the claims are delivery's, their money is booked here."""

from datetime import datetime

from market.accounts.models import Person
from market.delivery.actions.claims import settle_claim
from market.delivery.queries.parcels import claim_of
from market.delivery.rules.news import ClaimMoved
from market.payments.ledger import accounts
from market.payments.ledger.actions import current, post, undo
from market.payments.sales.models import Sale
from market.payments.sales.queries import sale


def on_claim_moved(moved: ClaimMoved) -> None:
    """Open, the carrier owes it; paid, the shop has it; rejected or withdrawn, nobody owes anything any more.

    What a shop had of a claim for goods that were found it owes again, and it is netted.
    """
    found = sale(moved.reference)
    if found is None:
        return
    if moved.state == "open":
        _owe(moved, found)
    elif moved.state == "paid":
        _pay(moved, found)
    else:
        undo(current(f"claim-paid:{moved.reference}"), now=moved.at)
        undo(current(f"claim:{moved.reference}"), now=moved.at)


def accept_claim(*, reference: str, unpaid_vnd: int, by: Person, now: datetime) -> None:
    """The carrier's statement names the claim, all of it but `unpaid_vnd`. Raises WrongState for one it had refused.

    Of one that was settled by hand, or withdrawn because the goods were found, the statement tells nothing new.
    """
    claim = claim_of(reference)
    if claim is not None and claim.state in ("open", "rejected"):
        paid_vnd = claim.amount_vnd - unpaid_vnd
        settle_claim(claim_id=claim.id, outcome="paid", paid_vnd=paid_vnd, note="", by=by, now=now)


def _owe(moved: ClaimMoved, found: Sale) -> None:
    post(
        key=current(f"claim:{moved.reference}"),
        kind="claim",
        reference=moved.reference,
        debit={accounts.carrier(moved.carrier): moved.amount_vnd},
        credit={accounts.pending(found.shop_id): moved.amount_vnd},
        now=moved.at,
    )


def _pay(moved: ClaimMoved, found: Sale) -> None:
    """The shop has what the carrier has paid, which may be less, or more, than was claimed."""
    less = moved.amount_vnd - moved.paid_vnd
    difference = {accounts.carrier(moved.carrier): abs(less)}
    post(
        key=current(f"claim-paid:{moved.reference}"),
        kind="claim_paid",
        reference=moved.reference,
        debit={accounts.pending(found.shop_id): moved.amount_vnd} | (difference if less < 0 else {}),
        credit={accounts.shop(found.shop_id): moved.paid_vnd} | (difference if less > 0 else {}),
        now=moved.at,
    )
