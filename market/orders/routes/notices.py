"""Was it said? What was told of an order, to whom, and what became of it."""

from collections.abc import Callable, Set
from typing import Any
from uuid import UUID

from market import errors
from market.accounts.access import current_person, signed_in
from market.accounts.rules import RoleName
from market.http import PageQuery
from market.notices import told
from market.orders import access, models
from market.orders.blueprint import blueprint
from market.orders.schemas.notices import OrderNoticePage


@blueprint.route("/orders/<code:number>/notices", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, OrderNoticePage)
def list_notices(query: dict[str, Any], number: str) -> dict[str, Any]:
    """What was told of an order: to my side of it, to all for an operator. Kinds only: what was said is not kept."""
    order, roles = access.order_for(number, current_person())
    page = told.page_for_order(order.number, to=_side(order, roles), **query)
    operators = access.operators_among(
        {one["person_id"] for one in page["items"]} - {None, order.buyer_id, order.seller_id}
    )
    return page | {"items": [one | {"to": _role(order, one["person_id"], operators)} for one in page["items"]]}


def _side(order: models.Order, roles: Set[str]) -> Callable[[UUID | None], bool]:
    """Whose notices somebody in `roles` may see. Raises NotAllowed for an officer, who is of neither side."""
    if RoleName.OPERATOR in roles:
        return lambda _: True
    if RoleName.BUYER in roles:
        return lambda person_id: person_id == order.buyer_id
    if roles.isdisjoint({RoleName.SELLER, RoleName.TEAM_MEMBER}):
        raise errors.NotAllowed
    return lambda person_id: person_id != order.buyer_id


def _role(order: models.Order, person_id: UUID | None, operators: set[UUID]) -> str:
    if person_id in (order.buyer_id, order.seller_id):
        return RoleName.BUYER if person_id == order.buyer_id else RoleName.SELLER
    return RoleName.OPERATOR if person_id in operators else RoleName.TEAM_MEMBER
