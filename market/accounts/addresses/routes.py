"""One's own address book."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.accounts.addresses import actions, models, queries, schemas
from market.http import Blueprint, PageQuery, page, require_match
from market.places.queries import require_place

blueprint = Blueprint("addresses", __name__, url_prefix="/api/v1", description="Where I have parcels sent")


@blueprint.route("/me/addresses", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.AddressPage)
def list_my_addresses(query: dict[str, Any]) -> dict[str, Any]:
    """My addresses, newest first; one of them is the default."""
    found = page(queries.addresses_of(current_person().id), models.Address.id, **query)
    return found | {"items": [queries.shown(address) for address in found["items"]]}


@blueprint.route("/me/addresses", methods=["POST"])
@signed_in
@blueprint.arguments(schemas.NewAddress)
@blueprint.response(201, schemas.AddressOut)
def add_my_address(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Keep an address, to be named by `address_id` at checkout. At most 20 (409 `address-book-full`)."""
    require_place(given["commune_code"])
    address = actions.add_address(person=current_person(), given=given, now=clock.now())
    return queries.shown(address), {"Location": f"/api/v1/me/addresses/{address.id}"}


@blueprint.route("/me/addresses/<uuid:address_id>", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.AddressOut)
def show_my_address(address_id: UUID) -> dict[str, Any]:
    """One of my addresses."""
    return queries.shown(queries.address_of(current_person().id, address_id))


@blueprint.route("/me/addresses/<uuid:address_id>", methods=["PATCH"])
@signed_in
@blueprint.arguments(schemas.AddressChange)
@blueprint.response(200, schemas.AddressOut)
def change_my_address(changes: dict[str, Any], address_id: UUID) -> dict[str, Any]:
    """Change an address. What was ordered to it before keeps its own copy."""
    me = current_person()
    if "commune_code" in changes:
        require_place(changes["commune_code"])
    address = queries.address_of(me.id, address_id)
    require_match(address.version)
    actions.change_address(address=address, person=me, changes=changes)
    return queries.shown(address)


@blueprint.route("/me/addresses/<uuid:address_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def delete_my_address(address_id: UUID) -> None:
    """Forget an address. If it was the default, the newest of the rest is."""
    me = current_person()
    actions.remove_address(address=queries.address_of(me.id, address_id), person=me)
