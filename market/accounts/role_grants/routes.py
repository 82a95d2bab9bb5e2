"""Roles over HTTP: given by operators, two where it is one of power, taken away, and listed by place."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.operators import concerning
from market.accounts.people.queries import person_for
from market.accounts.role_grants import actions, models, queries, schemas
from market.accounts.rules import RoleName
from market.errors import NotFound
from market.http import Blueprint, page

blueprint = Blueprint("roles", __name__, url_prefix="/api/v1", description="Roles, given and taken by operators")


@blueprint.route("/roles", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.HeldQuery, location="query")
@blueprint.response(200, schemas.HeldPage)
def list_roles(query: dict[str, Any]) -> dict[str, Any]:
    """Who holds which role at a place, or a role anywhere."""
    which = {name: query.pop(name, None) for name in ("place", "role")}
    return queries.holders(**which, **query)


@blueprint.route("/people/<uuid:person_id>/roles", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.RoleIn)
@blueprint.response(201, schemas.GrantOut)
def give_role(fields: dict[str, Any], person_id: UUID) -> tuple[models.RoleGrant, dict[str, str]]:
    """Give somebody a role at a place: at once, or once a second operator agrees for `officer` and `operator`."""
    person = person_for(person_id)
    concerning(person.id)
    role = RoleName(fields.pop("role"))
    grant = actions.ask(person=person, role=role, **fields, by=current_person(), now=clock.now())
    return grant, {"Location": f"/api/v1/role-grants/{grant.id}"}


@blueprint.route("/people/<uuid:person_id>/roles/<code:role>", methods=["DELETE"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.TakenQuery, location="query")
@blueprint.response(204)
def take_role(query: dict[str, Any], person_id: UUID, role: str) -> None:
    """Take a role away, at once; she is told. What comes with a shop or a team goes with it."""
    person = person_for(person_id)
    if role not in [*RoleName]:
        raise NotFound
    concerning(person.id)
    actions.take(person=person, role=RoleName(role), place=query["place"], now=clock.now())


@blueprint.route("/role-grants", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.GrantQuery, location="query")
@blueprint.response(200, schemas.GrantPage)
def list_grants(query: dict[str, Any]) -> dict[str, Any]:
    """Roles that were given, and those that wait for a second operator."""
    return page(queries.grants(state=query.pop("state", None)), models.RoleGrant.id, **query)


@blueprint.route("/role-grants/<uuid:grant_id>", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.GrantOut)
def show_grant(grant_id: UUID) -> models.RoleGrant:
    """One of them."""
    return queries.grant_for(grant_id)


@blueprint.route("/role-grants/<uuid:grant_id>/approval", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.GrantOut)
def agree_to_grant(grant_id: UUID) -> models.RoleGrant:
    """Agree, as a second operator: from now on she holds the role, and is told."""
    return _decided(grant_id, actions.agree)


@blueprint.route("/role-grants/<uuid:grant_id>/refusal", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.GrantOut)
def refuse_grant(grant_id: UUID) -> models.RoleGrant:
    """It is not given."""
    return _decided(grant_id, actions.refuse)


def _decided(grant_id: UUID, decide: Any) -> models.RoleGrant:
    grant = queries.grant_for(grant_id, lock=True)
    concerning(grant.person_id)
    decide(grant=grant, by=current_person(), now=clock.now())
    return grant
