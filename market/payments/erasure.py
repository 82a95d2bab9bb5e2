"""A person's money when they want their data (export) or leave (erasure)."""

from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, delete, or_, select, update

from market.accounts.leaving import StopsAsked
from market.accounts.rules import ExportAsked, PersonErased
from market.db import db
from market.errors import Conflict
from market.language import Sentence
from market.payments.cash_outs.models import CashOut
from market.payments.identities.models import Identity
from market.payments.identities.queries import identity_number
from market.payments.ledger import accounts, hands
from market.payments.ledger.models import LedgerEntry
from market.payments.ledger.queries import balances
from market.payments.ledger.wallets import shops_owned_by
from market.payments.payouts.models import Payout, PayoutAccount
from market.payments.payouts.queries import opened_account, payout_account
from market.payments.refunds.models import Refund
from market.payments.refunds.queries import is_owed
from market.payments.sales.models import Sale


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
    if _has_money(erased.person_id):
        raise MoneyLeft
    _forget_what_was_typed(erased.person_id)
    db.session.execute(delete(Identity).where(Identity.person_id == erased.person_id))
    db.session.execute(delete(PayoutAccount).where(PayoutAccount.person_id == erased.person_id))


def add_money_left(asked: StopsAsked) -> None:
    """Whether a person's money keeps her from leaving."""
    asked.stops.extend([MoneyLeft()] if _has_money(asked.person_id) else [])


def _has_money(person_id: UUID) -> bool:
    shops = shops_owned_by(person_id)
    owners = [accounts.person(person_id), *(accounts.shop(shop_id) for shop_id in shops)]
    held = [accounts.hold(owner_id) for owner_id in (person_id, *shops)]
    pending = [accounts.pending(shop_id) for shop_id in shops]
    kept = any(balances([*owners, *held, *pending]).values())
    return kept or is_owed(person_id) or bool(hands.held_by(person_id))


def _forget_what_was_typed(person_id: UUID) -> None:
    """Sums and dates stay, as the books need them; sentences that people typed beside them go."""
    db.session.execute(update(Refund).where(_about(person_id)).values(note=""))
    db.session.execute(update(Payout).where(Payout.payee_id == person_id).values(note=""))


def _about(person_id: UUID) -> ColumnElement[bool]:
    """Refunds to her, and of what she bought and sold."""
    hers = select(Sale.reference).where(or_(Sale.seller_id == person_id, Sale.buyer_id == person_id))
    return or_(Refund.person_id == person_id, Refund.reference.in_(hers))


def add_money(asked: ExportAsked) -> None:
    """Cash-outs, payouts, refunds, cash she carried, and the tails of what she has filed: to take with her."""
    secret, person_id = current_app.config["MARKET"].secret_key, asked.person_id
    asked.parts["cash_outs"] = money_of(person_id)
    payouts = select(Payout.amount_vnd, Payout.state, Payout.asked_at, Payout.ended_at, Payout.note)
    asked.add("payouts", db.session.execute(payouts.where(Payout.payee_id == person_id)).mappings())
    told = (Refund.reference, Refund.amount_vnd, Refund.channel, Refund.reason, Refund.note, Refund.state)
    refunds = select(*told, Refund.requested_at, Refund.settled_at).where(_about(person_id))
    asked.add("refunds", db.session.execute(refunds.order_by(Refund.id)).mappings())
    carried = db.session.execute(hands.lines_of(person_id).order_by(LedgerEntry.id)).mappings()
    asked.add("collected_cash", carried)
    number, account = identity_number(person_id, secret=secret), payout_account(person_id)
    asked.add("identity", [{"id_number_tail": number[-4:]}] if number else [])
    bank = opened_account(account.sealed, secret=secret) if account else None
    asked.add("payout_account", [{"bank_bin": bank.bank_bin, "number_tail": bank.number[-4:]}] if bank else [])
