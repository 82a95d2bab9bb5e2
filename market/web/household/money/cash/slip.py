"""A cash slip as its page shows it: what to do with it now, by its state, its time and who looks."""

from datetime import datetime
from typing import Any

from market.accounts import queries as people
from market.catalog.models import Shop
from market.delivery.queries.offices import office_for, office_name
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import HOLDING, CashOutState
from market.payments.identities.queries import identity_shown
from market.web.household.money.cash.words import SAY


def shown(row: CashOut, shop: Shop, *, code: str | None, is_hers: bool, secret: str, now: datetime) -> dict[str, Any]:
    """`say` and what stands below it."""
    asker, payee, state = people.person(row.asked_by_id), people.person(row.payee_id), _state(row, now)
    is_open = state == CashOutState.OPEN
    said = state + ("" if is_hers or state not in (CashOutState.OPEN, CashOutState.ASKED) else "_team")
    said = "open_sms" if said == "open" and code is None else said
    near, paid_at = office_for(shop.commune_code) if is_open else None, row.post_office_code
    filed = identity_shown(payee, secret=secret) if payee is not None and is_open and is_hers else None
    return {
        "say": SAY[said].format(amount_vnd=row.amount_vnd, asker=asker.name if asker else ""),
        "row": row,
        "state": state,
        "code": f"{code[:4]} {code[4:]}" if code else None,
        "near": near.name if near else None,
        "payee": payee,
        "tail": filed["id_number_tail"] if filed else None,
        "paid_at": office_name(paid_at) if paid_at else None,
        "is_hers": is_hers,
        "is_holding": row.state in HOLDING,
    }


def _state(row: CashOut, now: datetime) -> str:
    """Its state; "over" where its time is and nobody has written that down yet."""
    waits = row.state in (CashOutState.ASKED, CashOutState.OPEN)
    return "over" if waits and row.expires_at <= now else row.state
