"""A post office's till."""

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.payments.access import office_for
from market.payments.blueprint import blueprint
from market.payments.tills import actions, couriers, models, queries, rules, schemas

TILL = "/post-offices/<code:post_office_code>/till"


@blueprint.route(TILL, methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.response(200, schemas.TillOut)
def show_till(post_office_code: str) -> Json:
    """The cash in the till and with the couriers, by the books, and what today has brought."""
    return queries.till_shown(office_for(post_office_code, current_person(), may_look=True), now=clock.now())


@blueprint.route(TILL + "/movements", methods=["POST"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(schemas.MovementIn)
@blueprint.response(201, schemas.MovementOut)
@blueprint.alt_response(202, schema=schemas.MovementOut, description="Differs by much: another counts the same first.")
def move(asked: Json, post_office_code: str) -> tuple[models.TillMovement, int]:
    """Record cash brought, handed in by couriers, deposited, or counted. A till never goes below nothing.

    Operators only count, as the second hand that a count far from the books needs.
    """
    me = current_person()
    office = office_for(post_office_code, me, may_look=asked["kind"] == rules.TillMove.COUNT)
    row, stands = actions.move_till(office=office, by=me, now=clock.now(), **asked)
    return row, 201 if stands else 202


@blueprint.route(TILL + "/movements", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.MovementPage)
def list_movements(query: Json, post_office_code: str) -> Json:
    """What was done to the till by hand, newest first."""
    office = office_for(post_office_code, current_person(), may_look=True)
    return page(queries.movements(office), models.TillMovement.id, **query)


@blueprint.route("/post-offices/<code:post_office_code>/couriers", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.CourierPage)
def list_couriers(query: Json, post_office_code: str) -> Json:
    """The couriers of a post office, and what each carries of its cash. Who has left and still owes: the till says."""
    return couriers.couriers_of(office_for(post_office_code, current_person(), may_look=True), **query)


@blueprint.route("/me/cash", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.MyCashPage)
def show_my_cash(query: Json) -> Json:
    """The cash on delivery that I carry, and each sum that I took in or handed in, newest first."""
    return couriers.cash_of(current_person(), **query)
