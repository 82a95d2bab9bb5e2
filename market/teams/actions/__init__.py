"""Changes to teams, households and consent. None commits."""

from market.teams.actions.acts import follow_order, record_act, record_acted_for, typing
from market.teams.actions.consent import (
    ask_code,
    forget_household,
    give_consent,
    household_signed_in,
    withdraw_consent,
)
from market.teams.actions.households import hand_over, open_household, own_household
from market.teams.actions.teams import add_member, make_team, remove_member, set_villages

__all__ = [
    "add_member",
    "ask_code",
    "follow_order",
    "forget_household",
    "give_consent",
    "hand_over",
    "household_signed_in",
    "make_team",
    "open_household",
    "own_household",
    "record_act",
    "record_acted_for",
    "remove_member",
    "set_villages",
    "typing",
    "withdraw_consent",
]
