"""A person's money when they want their data (export) or leave (erasure)."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from market.accounts.rules import ExportAsked, PersonErased
from market.db import db
from market.errors import Conflict
from market.language import Sentence
from market.payments.cash_outs.models import CashOut
from market.payments.identities.models import Identity
from market.payments.ledger import accounts
from market.payments.ledger.queries import balances
from market.payments.ledger.wallets import shops_owned_by
from market.payments.payouts.models import Payout, PayoutAccount
from market.payments.refunds.models import Refund
from market.payments.refunds.queries import is_owed
from market.payments.sales.models import Sale
from market.payments.tills.queries import owed_by


class MoneyLeft(Conflict):
    type = "money-left"
    title = Sentence("Còn tiền chưa nhận", en="Money left")
    detail = Sentence(
        "Bạn còn tiền hoặc còn nợ trên chợ. Xin rút hết tiền rồi xóa tài khoản.",
        en="There is still money of yours here, or owed by you. Please settle it, then delete your account.",
    )


def money_of(person_id: UUID) -> list[dict[str, Any]]:
    """What is kept about a person's cash-outs, for them to take with them."""
    mine = select(CashOut).where(CashOut.payee_id == person_id).order_by(CashOut.id)
    return [
        {"asked_at": row.asked_at.isoformat(), "amount_vnd": row.amount_vnd, "state": row.state, "receipt": row.receipt}
        for row in db.session.scalars(mine)
    ]


def erase_money(erased: PersonErased) -> None:
    """Take away what names a person. Raises MoneyLeft while something is theirs, or owed by them."""
    shops = shops_owned_by(erased.person_id)
    owners = [accounts.person(erased.person_id), *(accounts.shop(shop_id) for shop_id in shops)]
    held = [accounts.hold(owner_id) for owner_id in (erased.person_id, *shops)]
    pending = [accounts.pending(shop_id) for shop_id in shops]
    if (
        any(balances([*owners, *held, *pending]).values())
        or is_owed(erased.person_id)
        or owed_by(person_id=erased.person_id)
    ):
        raise MoneyLeft
    _forget_what_was_typed(erased.person_id)
    db.session.execute(delete(Identity).where(Identity.person_id == erased.person_id))
    db.session.execute(delete(PayoutAccount).where(PayoutAccount.person_id == erased.person_id))


def _forget_what_was_typed(person_id: UUID) -> None:
    """Sums and dates stay, as the books need them; sentences that people typed beside them go."""
    sold = select(Sale.reference).where(or_(Sale.seller_id == person_id, Sale.buyer_id == person_id))
    about = or_(Refund.person_id == person_id, Refund.reference.in_(sold))
    db.session.execute(update(Refund).where(about).values(note=""))
    db.session.execute(update(Payout).where(Payout.payee_id == person_id).values(note=""))


def add_money(asked: ExportAsked) -> None:
    """Add a person's cash-outs to what they may take with them."""
    asked.parts["cash_outs"] = money_of(asked.person_id)
