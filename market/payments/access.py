"""Who may look into whose money, and who may work at which till."""

from datetime import datetime
from uuid import UUID

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import acting_role, shop_for
from market.catalog.models import Shop
from market.db import db
from market.delivery.access import require_clerk
from market.delivery.models import PostOffice
from market.errors import NotAllowed, NotFound


def shop_to_look_into(shop_id: UUID, by: Person, *, now: datetime) -> Shop:
    """The shop, if `by` may see its money: household, team, operator. Raises NotFound, NotAllowed."""
    shop = shop_for(shop_id, by, now=now)
    if acting_role(shop, by) is None and not by.holds(RoleName.OPERATOR):
        raise NotAllowed
    return shop


def office_for(code: str, person: Person, *, may_look: bool = False) -> str:
    """The code of a post office at which `person` is a clerk; operators may look. Raises NotFound, NotYourOffice."""
    if db.session.get(PostOffice, code) is None:
        raise NotFound
    require_clerk(code, person, may_look=may_look)
    return code
