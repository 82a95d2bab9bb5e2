"""The chains of states of money, and of claims for it: every cell of their tables."""

from itertools import product

import pytest

from market.delivery.rules.custody import SCAN_STATES
from market.delivery.rules.offices import CLAIM_STATES, PUSH_STATES
from market.errors import NotAllowed, WrongState
from market.payments.cash import rules as cash
from market.payments.cash_outs import rules as cash_outs
from market.payments.charges import rules as charges
from market.payments.payouts import rules as payouts

# From → by whom where.
LEADS = {
    CLAIM_STATES: {
        "open": {"operator paid", "operator rejected", "scan withdrawn"},
        "paid": {"scan withdrawn"},
        "withdrawn": {"scan open"},
    },
    SCAN_STATES: {
        "waiting": {"operator counts", "scan counts", "office voided", "operator voided"},
        "counts": {"scan waiting", "office voided", "operator voided"},
    },
    PUSH_STATES: {"waiting": {"operator recorded", "operator noted"}},
    cash.STATES: {
        "due": {"books collected", "books waived", "books kept"},
        "waived": {"books collected", "books due"},
        "collected": {"books remitted", "books short", "books disputed", "books due"},
        "remitted": {"books reconciled", "books disputed"},
        "short": {"books short", "books remitted", "books disputed", "books waived"},
        "disputed": {"books collected", "books remitted", "books disputed", "books waived"},
        "reconciled": {"books disputed"},
    },
    charges.STATES: {
        "opening": {"gateway open", "end cancelled", "money paid"},
        "open": {"end cancelled", "money paid"},
        "cancelled": {"money paid"},
    },
    payouts.STATES: {"asked": {"file sent", "payee cancelled"}, "sent": {"bank paid", "bank failed"}},
    cash_outs.STATES: {
        "asked": {"confirmation open", "payee cancelled", "worker expired"},
        "open": {"new_code open", "wrong_code blocked", "clerk paid", "payee cancelled", "worker expired"},
        "blocked": {"new_code open", "payee cancelled", "worker expired"},
    },
}
CELLS = [
    (table, origin, target, by)
    for table in LEADS
    for origin, target in product(table.names, repeat=2)
    for by in sorted({role for move in table.moves.values() for role in move.by})
]


@pytest.mark.parametrize(("table", "origin", "target", "by"), CELLS)
def test_every_cell_of_a_table_of_money(table, origin, target, by) -> None:
    if f"{by} {target}" in LEADS[table].get(origin, ()):
        assert table.role_for(origin, target, roles={by}) == by
        assert origin in table.origins(target, by)
    else:
        assert origin not in table.origins(target, by)
        with pytest.raises((WrongState, NotAllowed)):
            table.role_for(origin, target, roles={by})


@pytest.mark.parametrize("table", LEADS)
def test_no_state_of_money_is_out_of_reach(table) -> None:
    assert table.unreachable() == set()
