"""The code by which a household agrees to a price that its team moves far: when a page asks for it, and sent."""

from flask import request

from market import clock, errors
from market.accounts import access
from market.accounts.own_word import HouseholdCodeNeeded
from market.catalog.models import Product
from market.teams import access as teams
from market.teams import queries as households
from market.teams.actions import household_codes
from market.teams.rules import Purpose, WrongConsentCode
from market.web.shell import frame


def is_needed() -> bool:
    """Whether the page asks for the code: it was refused for want of a right one, or one is on its way."""
    is_sent = request.args.get("done") == "code-sent"
    return is_sent or isinstance(frame.refusal(), HouseholdCodeNeeded | WrongConsentCode)


def send_code(good: Product, *, price_vnd: int) -> None:
    """To the phone of the good's household, for this very price. Raises NotFound, and as `ask_code` does."""
    now, me = clock.now(), access.current_person()
    household = errors.found(households.household_of(good.shop.owner_id))
    household_codes.ask_code(
        household=teams.household_for(household.id, me),
        purpose=Purpose.PRICE,
        subject=str(good.id),
        amount_vnd=price_vnd,
        by=me,
        visitor=access.visitor(me),
        now=now,
    )
