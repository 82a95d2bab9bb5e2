"""Every cell of the table of order states: who may move an order from where to where, and nobody else."""

from itertools import product

import pytest

from market.errors import NotAllowed, WrongState
from market.orders.rules import STATES, OrderState

ROLES = [
    "buyer",
    "seller",
    "team_member",
    "clerk",
    "officer",
    "operator",
    "post",
    "worker",
    "payment",
    "reversal",
    "fair",
]


@pytest.mark.parametrize(("origin", "target", "role"), list(product(OrderState, OrderState, ROLES)))
def test_every_cell_of_the_order_table(origin: OrderState, target: OrderState, role: str) -> None:
    move = STATES.moves.get((origin, target))
    if move is not None and role in move.by:
        assert STATES.role_for(origin, target, roles={role}) == role
    else:
        with pytest.raises((WrongState, NotAllowed)):
            STATES.role_for(origin, target, roles={role})


def test_no_order_state_is_out_of_reach() -> None:
    assert STATES.unreachable() == set()
