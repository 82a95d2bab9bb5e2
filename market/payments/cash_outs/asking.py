"""Codes for cash as people ask for them: each is counted before it is sent, whoever asks and by whichever door."""

from datetime import datetime
from uuid import UUID

from market.accounts import actions as accounts
from market.accounts import sessions
from market.accounts.models import Person
from market.accounts.rules import Visitor
from market.payments.cash_outs import actions, rules
from market.payments.cash_outs.models import CashOut
from market.payments.ledger.wallets import Wallet


def ask(
    *, wallet: Wallet, amount_vnd: int, by: Person, visitor: Visitor, now: datetime, id: UUID | None = None
) -> CashOut:
    """As `ask_cash_out`, counted. Raises TooManyRequests, and what that does."""
    accounts.count_code(phone=None, visitor=visitor, now=now)
    accounts.count_try(limit=rules.ASKED_PER_OWNER, subject=visitor.subject(str(wallet.owner_id)), now=now)
    return actions.ask_cash_out(wallet=wallet, amount_vnd=amount_vnd, by=by, now=now, id=id)


def reissue(*, row: CashOut, visitor: Visitor, now: datetime) -> None:
    """As `reissue_code`, counted. Raises TooManyRequests, and what that does."""
    accounts.count_code(phone=None, visitor=visitor, now=now)
    actions.reissue_code(row=row, now=now)


def code_to_show(row: CashOut, *, by: Person, token: str, secret: str, now: datetime) -> str | None:
    """The digits, to whom they were sent and nobody else, on a phone of her own: a page then saves waiting for the SMS.

    None while there is nothing to fetch, and where others use the phone too.
    """
    good = row.state == rules.CashOutState.OPEN and row.expires_at > now
    if not good or by.id != row.payee_id or not sessions.is_on_own_phone(token, person_id=by.id):
        return None
    return rules.cash_out_code(secret, row.id, row.code_no)
