"""Services over HTTP: operators connect them, households see and end those of their shops."""

from uuid import UUID

from market import clock, errors, events
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.accounts.services import actions, models, queries, rules, schemas
from market.http import Blueprint, Json, PageQuery, pack_cursor, page, public, start_in, unkeyed
from market.places.queries import directory, no_such_commune

blueprint = Blueprint("services", __name__, url_prefix="/api/v1", description="Programs of partners")


@blueprint.route("/scopes", methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ScopePage)
def list_scopes(query: Json) -> Json:
    """What a service may be let do, by name."""
    start, scopes = start_in(query.get("cursor")), list(rules.SCOPES.values())
    following = start + query["limit"]
    return {"items": scopes[start:following], "next": pack_cursor(following) if len(scopes) > following else None}


@blueprint.route("/services", methods=["POST"])
@holding(RoleName.OPERATOR)
@unkeyed
@blueprint.arguments(schemas.ServiceIn)
@blueprint.response(201, schemas.ServiceTokenOut)
def connect_service(asked: Json) -> tuple[Json, dict[str, str]]:
    """Connect a partner's program to a shop, a place or everything, within scopes, until a day.

    Its token is told here and never again; where it reaches far, to the second operator who agrees.
    """
    kind, code = _place(asked.pop("shop_id", None), asked.pop("place_code", ""))
    given: Json = {"place_kind": kind, "place_code": code, "by": current_person(), "now": clock.now()}
    service, token = actions.connect(**asked, **given)
    return {"service": service, "token": token}, {"Location": f"/api/v1/services/{service.id}"}


@blueprint.route("/services", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ServicePage)
def list_services(query: Json) -> Json:
    """To operators all, to a household those of its shops; newest first."""
    return page(queries.services_seen_by(current_person()), models.Service.id, **query)


@blueprint.route("/services/<uuid:service_id>", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.ServiceOut)
def show_service(service_id: UUID) -> models.Service:
    """One service; its token is not shown again."""
    return queries.service_for(service_id, current_person())


@blueprint.route("/services/<uuid:service_id>/approval", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.ServiceTokenOut)
def approve_service(service_id: UUID) -> Json:
    """Agree, as a second operator, to a service that reaches far; its token is told here, once."""
    me = current_person()
    service = queries.service_for(service_id, me, lock=True)
    token = actions.agree(service=service, by=me, now=clock.now())
    return {"service": service, "token": token}


@blueprint.route("/services/<uuid:service_id>/revocation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.ServiceOut)
def revoke_service(service_id: UUID) -> models.Service:
    """Its token works no more. An operator, or the household of its shop."""
    me = current_person()
    service = queries.service_for(service_id, me, lock=True)
    actions.end(service=service, by=me, now=clock.now())
    return service


def _place(shop_id: UUID | None, code: str) -> tuple[str, str]:
    """The kind and the code of a place that is there. Raises NotFound, NoSuchPlace."""
    if shop_id is not None:
        asked = rules.ShopAsked(at=clock.now(), shop_id=shop_id)
        events.ask(asked)
        if not asked.found:
            raise errors.NotFound
        return "shop", str(shop_id)
    if code and directory().place(code) is None:
        raise no_such_commune(code, field="place_code")
    return ("" if not code else "commune" if len(code) > 2 else "province"), code
