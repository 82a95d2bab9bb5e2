"""A post office's till."""

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.payments.access import office_for
from market.payments.blueprint import blueprint
from market.payments.tills import actions, models, queries, schemas

TILL = "/post-offices/<code:office_code>/till"


@blueprint.route(TILL, methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.response(200, schemas.TillOut)
def show_till(office_code: str) -> Json:
    """The cash in the till and with the couriers, by the books, and what today has brought."""
    return queries.till_shown(office_for(office_code, current_person(), may_look=True), now=clock.now())


@blueprint.route(TILL + "/movements", methods=["POST"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.MovementIn)
@blueprint.response(201, schemas.MovementOut)
def move(asked: Json, office_code: str) -> models.TillMovement:
    """Record cash brought, handed in by couriers, deposited, or counted. A till never goes below nothing."""
    me = current_person()
    return actions.move_till(office=office_for(office_code, me), by=me, now=clock.now(), **asked)


@blueprint.route(TILL + "/movements", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.MovementPage)
def list_movements(query: Json, office_code: str) -> Json:
    """What was done to the till by hand, newest first."""
    office = office_for(office_code, current_person(), may_look=True)
    return page(queries.movements(office), models.TillMovement.id, **query)
