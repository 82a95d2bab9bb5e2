"""What a household does with shops of its own: opens one under a name, in a village that is known, and closes it."""

from datetime import datetime
from typing import Any

from market import errors, events
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.catalog.access import acting_role
from market.catalog.actions import shops
from market.catalog.models import Shop
from market.catalog.queries.shops import open_shops_of
from market.catalog.rules import shops as rules
from market.db import db, one_at_a_time
from market.language import Sentence
from market.places.queries import require_named_village
from market.text import fold

_NO_NAME = Sentence("Tên phải có ít nhất hai chữ cái hoặc số.", en="A name has two letters or digits at least.")
_WHOSE = Sentence(
    "Xin cho biết tên chủ hộ: gửi owner_name ở đây, hoặc ghi tên ở PATCH /api/v1/me.",
    en="Whose shop is it? Send owner_name here, or give your name at PATCH /api/v1/me.",
)
_HAS_NAME = Sentence("Bạn đã có tên; đổi tên ở PATCH /api/v1/me.", en="You have a name; change it at PATCH /api/v1/me.")


def open_own_shop(*, fields: dict[str, Any], by: Person, now: datetime) -> Shop:
    """A new shop of `by`, who is known by name from now on. `fields` as in `NewShop`.

    Raises InvalidInput, UnknownVillage, TooManyShops, and as `shops.open_shop` does.
    """
    owner_name, is_new = fields.pop("owner_name", None), fields.pop("new_village", False)
    check_name(fields["name"])
    _know(by, owner_name)
    require_named_village(fields["commune_code"], fields["village"], is_new=is_new)
    one_at_a_time(f"shops of {by.id}")
    if open_shops_of(by.id) >= rules.MOST_SHOPS:
        raise rules.TooManyShops(most=rules.MOST_SHOPS)
    return shops.open_shop(fields=fields, by=by, now=now)


def change_own_shop(*, shop: Shop, changes: dict[str, Any], now: datetime) -> None:
    """Apply the fields of `ShopChange` that are given. Raises InvalidInput, UnknownVillage, NoVillageName."""
    is_new = changes.pop("new_village", False)
    if "name" in changes:
        check_name(changes["name"])
    if "village" in changes:
        require_named_village(shop.commune_code, changes["village"], is_new=is_new)
    shops.change_shop(shop=shop, changes=changes, now=now)


def close_shop(*, shop: Shop, by: Person, now: datetime) -> None:
    """Close a shop for good; again changes nothing. Its money stays to be fetched.

    Only the household itself does, once nothing is open. Raises NotAllowed, WhileSuspended, StillSelling, WrongState.
    """
    db.session.refresh(shop, with_for_update={"of": Shop})  # who buys there waits, or has bought
    role = acting_role(shop, by)
    if shop.status == rules.ShopStatus.CLOSED and role == rules.HOUSEHOLD[0]:
        return
    rules.SHOP_STATES.role_for(rules.ShopStatus(shop.status), rules.ShopStatus.CLOSED, roles=(role,) if role else ())
    if shop.suspension_reason is not None:
        raise rules.WhileSuspended
    if numbers := open_orders(shop, now=now):
        raise rules.StillSelling(numbers)
    shops.shut(shop=shop, now=now)


def open_orders(shop: Shop, *, now: datetime) -> list[str]:
    """The numbers of some orders that are not finished: with them a shop does not close."""
    events.ask(asked := rules.OpenOrdersAsked(at=now, shop_id=shop.id))
    return asked.numbers


def check_name(name: str, field: str = "name") -> None:
    """Raises InvalidInput for a name by which nobody finds anything."""
    if len(fold(name).replace(" ", "")) < 2:
        raise errors.InvalidInput(errors={field: [_NO_NAME]})


def _know(by: Person, owner_name: str | None) -> None:
    """Whoever signed in by a code alone is asked for a name before strangers buy from them."""
    if not by.name and owner_name is None:
        raise errors.InvalidInput(errors={"owner_name": [_WHOSE]})
    if owner_name is None or owner_name == by.name:
        return
    if by.name:
        raise errors.InvalidInput(errors={"owner_name": [_HAS_NAME]})
    check_name(owner_name, "owner_name")
    accounts.rename(person=by, changes={"name": owner_name})
